"""Closing a session: what is missing, the seal, and whether the seal still holds."""

import hashlib

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.agreed import STEPS, covered, known_to
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import Fold, Row
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import is_protecting
from danvan_tui.model.records import FOLLOW_UP, IDENTIFYING, Result, SessionState, Table, Value
from danvan_tui.model.rules import Gap, doubts, gaps, not_reviewed

UNCLEAR_KIND = "unclear"
"""The kind in the catalogue that says honestly that the kind is not known."""

_UNCLEAR_FIELDS = {"lead_unit": "unit_unclear", "due": "due_unclear", "answer": "unanswered"}


def missing(state: State) -> list[Gap]:
    """What has to be settled before the session can be closed."""
    return [*gaps(state.issues(), state.commitments()), *not_reviewed(state.reviews())]


def to_look_at(state: State) -> list[Gap]:
    """What should be looked at before closing, but does not stand in the way."""
    return doubts(state.issues(), state.answers(), state.commitments(), state.attendance())


def can_be_unclear(gap: Gap) -> bool:
    """Whether it can be settled by saying why it is not known."""
    return gap.field in {"kind", "result"} or gap.field in _UNCLEAR_FIELDS


def settled(state: State, gap: Gap, reason: str) -> Edit:
    """The edit that says why something is not known ("chưa rõ"), where that can be said."""
    if gap.field in _UNCLEAR_FIELDS:
        return Edit(gap.table, gap.record, {_UNCLEAR_FIELDS[gap.field]: reason})
    if gap.field == "result":
        said: dict[str, Value] = {"result": Result.NOT_REVIEWED.value, "reason": reason}
        return Edit(gap.table, gap.record, said | {"on": state.session.date})
    note = state.fold.rows[gap.table].get(gap.record, {}).get("note")
    why = "\n".join(filter(None, (str(note or ""), reason)))
    return Edit(gap.table, gap.record, {"kind": UNCLEAR_KIND, "note": why})


def confirmed(state: State, gap: Gap) -> Edit:
    """The edit that takes a value that was only understood from the words as it stands."""
    assumed = state.fold.rows[gap.table].get(gap.record, {}).get("assumed")
    names: list[str] = assumed if isinstance(assumed, list) else []
    left = [name for name in names if name != gap.field]
    return Edit(gap.table, gap.record, {"assumed": left or None})


def close_session(notebook: Notebook, unclear_reason: str = "") -> Operation:
    """Close the minutes that were read back and agreed; raises LedgerError.

    What is missing is settled as "chưa rõ" with the reason; without a reason it is refused.
    """
    notebook.check_folder()
    if notebook.state.session.state is SessionState.DRAFT:
        raise InvalidChangeError(
            _("This session has not begun, there is nothing to agree on. It was not closed.")
        )
    found = missing(notebook.state)
    if found and not unclear_reason.strip():
        raise InvalidChangeError(
            _("Something is still missing in these minutes. They were not closed.")
        )
    session = notebook.state.session.id
    if found:  # before the step into reading: this was not said at a reading
        notebook.record([settled(notebook.state, gap, unclear_reason) for gap in found])
    if notebook.state.session.state is not SessionState.READING:
        notebook.record([Edit(Table.SESSION, session, {"state": SessionState.READING.value})])
    closed: dict[str, Value] = {
        "state": SessionState.CLOSED.value,
        "seal": seal_of(notebook.state),
        "sealed_over": known_to(notebook.state.fold.operations.values()),
    }
    return notebook.record([Edit(Table.SESSION, session, closed)])


def seal_of(state: State) -> str:
    """SHA-256 of the minutes as they stand now."""
    return _seal(state.fold)


def seal_holds(state: State) -> bool:
    """Whether the minutes that were agreed are still the ones that were sealed.

    Corrections, confirmations and steps made after the closing do not count against it, nor does
    what another note-taker wrote without knowing of it. Where both closed, both seals have to hold.
    """
    sealings = [
        (state.fold.operations[version.operation], version.value)
        for version in state.fold.versions(Table.SESSION, state.session.id, "seal")
        if version.value
    ]
    return bool(sealings) and all(
        _seal(Fold(agreed)) == seal
        for sealing, seal in sealings
        if (agreed := covered(sealing, state.fold.ordered()))
    )


def sealed_by(fold: Fold, seal: Value) -> tuple[Operation, int] | None:
    """The closing with this seal, the first where there are several, and how many opinions it has.

    None where it is not known here.
    """
    for one in fold.ordered():
        sealed = any(
            change.table is Table.SESSION and change.fields.get("seal") == seal
            for change in one.changes
        )
        if agreed := covered(one, fold.ordered()) if sealed else []:
            return one, len(Fold(agreed, fold.protected).rows[Table.ISSUES])
    return None


def came_late(state: State) -> list[Operation]:
    """What came in from another note-taker after the minutes were closed, and still counts."""
    fold = state.fold
    late = (one for one in fold.ordered() if fold.is_late(one.id) and fold.active(one.id))
    return [one for one in late if _is_of_minutes(fold, one)]


def _is_of_minutes(fold: Fold, operation: Operation) -> bool:
    """Whether an entry would have belonged to the minutes, had it been known."""
    if is_protecting(operation):
        return False
    changes = fold.operations.get(operation.undoes, operation).changes
    return any(_says_more(fold, change) for change in changes)


def _says_more(fold: Fold, change: Change) -> bool:
    if change.table is Table.SESSION:
        return not change.fields.keys() <= STEPS
    if change.table is not Table.REVIEWS:
        return change.table is not Table.DUTIES
    made = fold.versions(change.table, change.record, "number")
    return bool(made) and fold.is_agreed(made[0].operation)


def _seal(fold: Fold) -> str:
    rows = {
        table: [_sealed(fold, table, row) for _id, row in sorted(fold.rows[table].items())]
        for table in Table
        if table not in FOLLOW_UP or (table is Table.REVIEWS and fold.rows[table])
    }
    return hashlib.sha256(msgspec.json.encode(rows, order="deterministic")).hexdigest()


def _sealed(fold: Fold, table: Table, row: Row) -> Row:
    """What the seal covers: nothing that could be guessed at to find a protected speaker."""
    if table is Table.SESSION:
        return {name: value for name, value in row.items() if name not in STEPS}
    if table is Table.ISSUES and row["id"] in fold.protected:
        return {name: value for name, value in row.items() if name not in IDENTIFYING}
    of_secret = table is Table.REVIEWS and fold.is_hidden(table, str(row["id"]))
    if of_secret or row.get("issue") in fold.protected:
        return {name: row[name] for name in ("id", "issue", "number") if name in row}
    return row
