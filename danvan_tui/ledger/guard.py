"""The guard: what an edit must satisfy before it becomes an operation."""

from collections.abc import Sequence
from datetime import date

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.checking import check_numbers
from danvan_tui.ledger.errors import ClosedError, InvalidChangeError, MinutesElsewhereError
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import protects_only
from danvan_tui.model.records import (
    FOLLOW_UP,
    LONG_TEXTS,
    RECORDS,
    SessionState,
    Table,
    Value,
    fields_of,
)
from danvan_tui.model.rules import EDITABLE, NEXT_STATES, state_name
from danvan_tui.vietnamese.clean import clean, clean_lines

SHORT_LIMIT = 500  # characters in a name, a unit, a place
LONG_LIMIT = 20_000  # characters in a content or an answer

_DAYS = {Table.SESSION: ("date",), Table.REVIEWS: ("on", "due"), Table.DUTIES: ("on",)}
"""The fields that say a day and are compared as texts; others repeat what was promised."""


def cleaned(table: Table, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields with every text through the cleaning gate; raises InvalidChangeError."""
    unknown = fields.keys() - fields_of(table) - {DELETED}
    if unknown:
        raise InvalidChangeError(
            _("The table {table} has no field {field}. Nothing was changed.").format(
                table=table.value, field=", ".join(sorted(unknown))
            )
        )
    return {name: _cleaned_value(name, value) for name, value in fields.items()}


def cleaned_reason(reason: str) -> str:
    """The reason through the cleaning gate; raises InvalidChangeError."""
    return _cleaned_text("reason", reason)


def _cleaned_value(name: str, value: Value) -> Value:
    if isinstance(value, list):
        return [_cleaned_text(name, entry) for entry in value]
    return _cleaned_text(name, value) if isinstance(value, str) else value


def _cleaned_text(name: str, value: str) -> str:
    long = name in LONG_TEXTS
    text = clean_lines(value) if long else clean(value)
    limit = LONG_LIMIT if long else SHORT_LIMIT
    if len(text) > limit:
        raise InvalidChangeError(
            _(
                "This text has {length} characters, at most {limit} fit here. "
                "Nothing was recorded; please shorten it."
            ).format(length=len(text), limit=limit)
        )
    return text.strip()


def check_edits(
    state: State, edits: Sequence[Edit], reason: str, *, are_minutes_here: bool = True
) -> None:
    """Raise the LedgerError that says why the rules of the record forbid the edits.

    Where the minutes are taken elsewhere, they are closed here whatever their state.
    """
    for edit in edits:
        _check_types(state, edit)
        _check_not_deleted(state, edit)
    session = state.session
    if not session.id:
        return
    _check_steps(session.state, edits)
    if reason or (are_minutes_here and session.state in EDITABLE):
        return
    if edits and all(_goes_on(state, edit) for edit in edits):
        return
    if protects_only(state.fold, edits) or _sets_only("merged_into", edits):
        return
    if not are_minutes_here and session.state in EDITABLE:
        raise MinutesElsewhereError
    if not (are_minutes_here and _sets_only("state", edits)):
        raise ClosedError


def _sets_only(field: str, edits: Sequence[Edit]) -> bool:
    """Whether edits only set one field of the session, which is no part of its minutes."""
    return bool(edits) and all(
        edit.table is Table.SESSION and edit.fields.keys() == {field} for edit in edits
    )


def _goes_on(state: State, edit: Edit) -> bool:
    """Whether an edit is of the follow-up, which goes on after the minutes were closed.

    What was reviewed in the session itself was agreed with its minutes.
    """
    if edit.table not in FOLLOW_UP:
        return False
    made = state.fold.versions(edit.table, edit.record, "number")
    return edit.table is Table.DUTIES or not made or not state.fold.is_agreed(made[0].operation)


def _check_types(state: State, edit: Edit) -> None:
    row = dict(state.fold.rows[edit.table].get(edit.record, {}))
    row |= {name: value for name, value in edit.fields.items() if name != DELETED}
    row = {name: value for name, value in row.items() if value is not None}
    for name in _DAYS.get(edit.table, ()):
        _check_day(edit.fields.get(name))
    if edit.table is Table.SESSION and not _is_day(edit.fields.get("date")):
        raise InvalidChangeError(
            _("The date of a session needs a day from 2000 to 2199. Nothing was recorded.")
        )
    try:
        check_numbers(edit.fields.values())
        msgspec.convert(row | {"id": edit.record}, RECORDS[edit.table])
    except msgspec.ValidationError as error:
        raise InvalidChangeError(
            _("This value does not fit ({detail}). Nothing was recorded.").format(detail=error)
        ) from error


def _check_day(value: Value) -> None:
    if value and _day(value) is None:
        raise InvalidChangeError(
            _(
                "“{day}” is no day as it is kept here, such as 2026-11-22. "
                "Nothing was recorded; please correct it."
            ).format(day=value)
        )


def _is_day(value: Value) -> bool:
    """Whether it is a day that meetings can be held on and deadlines counted from, or nothing."""
    day = _day(value)
    return not value or (day is not None and 2000 <= day.year < 2200)


def _day(value: Value) -> date | None:
    """The day a text says in the one way in which texts of days are in the order of the days."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _check_not_deleted(state: State, edit: Edit) -> None:
    known = DELETED in state.fold.seen_fields(edit.table, edit.record)
    if known and edit.record not in state.fold.rows[edit.table] and DELETED not in edit.fields:
        raise InvalidChangeError(
            _("This was taken out meanwhile. Nothing was recorded; please bring it back first.")
        )


def _check_steps(now: SessionState, edits: Sequence[Edit]) -> None:
    for edit in edits:
        if edit.table is not Table.SESSION or "state" not in edit.fields:
            continue
        wanted = SessionState(str(edit.fields["state"] or SessionState.DRAFT))
        if wanted != now and wanted not in NEXT_STATES[now]:
            raise InvalidChangeError(
                _("A session that is {now} cannot become {wanted}. Nothing was changed.").format(
                    now=state_name(now), wanted=state_name(wanted)
                )
            )


def with_first_deadline(state: State, edit: Edit) -> Edit:
    """The edit with the first deadline kept: it follows the deadline until the minutes close.

    Where two were written, one of them may be chosen.
    """
    if edit.table is not Table.COMMITMENTS:
        return edit
    fields = {
        name: value
        for name, value in edit.fields.items()
        if not name.startswith("first_") or _is_chosen(state, edit, name)
    }
    if state.session.state in EDITABLE:
        firsts = {"due": "first_due", "due_text": "first_due_text"}
        fields |= {firsts[name]: fields[name] for name in firsts if name in fields}
    return edit._replace(fields=fields)


def _is_chosen(state: State, edit: Edit, name: str) -> bool:
    """Whether an edit takes one of several values that stand beside each other."""
    heads = state.fold.heads(edit.table, edit.record, name)
    return len(heads) > 1 and edit.fields[name] in [head.value for head in heads]


def with_confirmed(state: State, edit: Edit) -> Edit:
    """The edit with every field of an issue that a person sets no longer called assumed."""
    if edit.table is not Table.ISSUES or "assumed" in edit.fields:
        return edit
    assumed = state.fold.rows[Table.ISSUES].get(edit.record, {}).get("assumed")
    if not isinstance(assumed, list) or edit.fields.keys().isdisjoint(assumed):
        return edit
    left: list[str] = [name for name in assumed if name not in edit.fields]
    return edit._replace(fields=edit.fields | {"assumed": left or None})
