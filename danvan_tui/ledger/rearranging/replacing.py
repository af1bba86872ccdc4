"""Replacing what one line recorded by what the corrected line says, where it differs.

What nobody typed on the line stays: numbers, what hangs on a record, corrections in its form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import DELETED, HANGING, Fold, RecordKey
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.rearranging.moving import check_stays_covered
from danvan_tui.ledger.rearranging.standing import hanging
from danvan_tui.ledger.speakers import parting_edits
from danvan_tui.ledger.state import State
from danvan_tui.model.records import DENUNCIATION, Table, Value

_NOT_SAID = frozenset({"number", "same_as", "position", "assumed"})
"""Fields that no line says: its correction leaves them alone, or works them out anew."""

_TIMES = frozenset({"arrived", "left"})
"""Somebody came when the line was typed, not when it was corrected."""

_Fields = dict[RecordKey, dict[str, Value]]


def replacing_edits(new: Iterable[Edit], line: Sequence[Operation], state: State) -> list[Edit]:
    """Edits that make the records of a line those of the corrected one.

    ``line`` is the operation of the line with the corrections made of it since, oldest first.
    Raises InvalidChangeError where what it recorded cannot become that.
    """
    old, wanted = _recorded(line), _recorded_as(new)
    made = {key for key, fields in old.items() if "number" in fields}
    for mine, theirs in _pairs([key for key in old if key in made], wanted):
        wanted[mine] = wanted.pop(theirs)
    ours = {operation.id for operation in line}
    edits = [Edit(*key, fields) for key, fields in wanted.items() if key not in old]
    for key, said in old.items():
        if key in made and key not in wanted:
            edits += _removal(state, key)
        else:
            edits += _difference(state.fold, key, said, wanted.get(key, {}), ours)
    if any(_is_protected(state, key, fields) for key, fields in wanted.items()):
        # Who comes or leaves with it would be its speaker.
        edits = [edit for edit in edits if edit.table is not Table.ATTENDANCE]
    for edit in edits:
        if edit.table in HANGING and edit.fields.get("issue"):
            check_stays_covered(state, edit.table, edit.record, str(edit.fields["issue"]))
    return edits


def _is_protected(state: State, key: RecordKey, fields: dict[str, Value]) -> bool:
    if key[0] is not Table.ISSUES:
        return False
    return key[1] in state.fold.protected or fields.get("kind") == DENUNCIATION


def _recorded(line: Sequence[Operation]) -> _Fields:
    """What a line set, its corrections laid over it; that the session began stays so.

    So does the name of who was taken off the list with it, in what he said on other lines.
    """
    fields: _Fields = {}
    for operation in line:
        for change in operation.changes:
            if change.table is not Table.SESSION:
                fields.setdefault((change.table, change.record), {}).update(change.fields)
    return {
        key: values
        for key, values in fields.items()
        if not values.get(DELETED) and (key[0] is not Table.ISSUES or "number" in values)
    }


def _recorded_as(edits: Iterable[Edit]) -> _Fields:
    fields: _Fields = {}
    for edit in edits:
        fields.setdefault((edit.table, edit.record), {}).update(edit.fields)
    return fields


def _pairs(made: list[RecordKey], wanted: _Fields) -> list[tuple[RecordKey, RecordKey]]:
    """Which record of the line each new record of the same table is."""
    found = []
    for key, fields in wanted.items():
        mine = next((one for one in made if one[0] is key[0]), None)
        if "number" in fields and mine is not None:
            made.remove(mine)
            found.append((mine, key))
    return found


def _difference(
    fold: Fold, key: RecordKey, old: dict[str, Value], new: dict[str, Value], ours: set[str]
) -> Iterator[Edit]:
    fields: dict[str, Value] = {}
    row = fold.rows[key[0]].get(key[1], {})
    chosen = {name for name in row if _is_chosen(fold, key, name, old, ours)}
    guesses = [name for name in _names(new.get("assumed")) if name not in chosen]
    said = {name for name in new if name not in _names(new.get("assumed"))}
    for name in dict.fromkeys((*old, *new)):
        both = old.get(name), new.get(name)
        if name in _NOT_SAID or both[0] == both[1] or (name in _TIMES and all(both)):
            continue
        if name in chosen and name not in said:
            continue
        if name in new:
            if name == "content" and row.get(name) and not _stands(fold, key, name, ours):
                raise InvalidChangeError(
                    _(
                        "What was said was changed since it was typed. Nothing was recorded; "
                        "please change it in its form."
                    )
                )
            fields[name] = new[name]
        elif _stands(fold, key, name, ours):
            fields[name] = _before(fold, key, name, ours)
    fields = {name: value for name, value in fields.items() if row.get(name) != value}
    if key[0] is Table.ISSUES:
        mine = all(head.operation in ours for head in fold.heads(*key, "assumed"))
        fields |= _assumed(row, guesses, fields.keys(), mine)
    if fields:
        yield Edit(*key, fields)


def _is_chosen(
    fold: Fold, key: RecordKey, name: str, old: dict[str, Value], ours: set[str]
) -> bool:
    """Whether a person chose what a field holds, or confirmed what the line had guessed."""
    if name in _names(fold.rows[key[0]][key[1]].get("assumed")):
        return False
    return name in _names(old.get("assumed")) or not _stands(fold, key, name, ours)


def _assumed(
    row: Mapping[str, Value], said: list[str], changed: Set[str], mine: bool
) -> dict[str, Value]:
    """What is assumed now, where that has to be said: a field that is set counts as confirmed.

    Where somebody confirmed fields since, those that do not change stay confirmed.
    """
    standing = _names(row.get("assumed"))
    now = [name for name in said if mine or name in changed or name in standing]
    if now == standing and changed.isdisjoint(now):
        return {}
    return {"assumed": now or None}


def _names(value: Value) -> list[str]:
    return value if isinstance(value, list) else []


def _stands(fold: Fold, key: RecordKey, name: str, ours: set[str]) -> bool:
    return any(head.operation in ours for head in fold.heads(*key, name))


def _before(fold: Fold, key: RecordKey, name: str, ours: set[str]) -> Value:
    """What a field held before the line was recorded."""
    versions = {version.operation: version for version in fold.versions(*key, name)}
    seen = [one for mine in ours & versions.keys() for one in versions[mine].replaces]
    earlier = [versions[one] for one in seen if one in versions and one not in ours]
    return max(earlier, key=lambda version: version.order).value if earlier else None


def _removal(state: State, key: RecordKey) -> Iterator[Edit]:
    table, record = key
    if table is Table.ISSUES and record in state.fold.protected:
        raise InvalidChangeError(
            _("A denunciation stays one. Nothing was changed; it can be taken out.")
        )
    if table is Table.ISSUES and any(hanging(state, record)):
        raise InvalidChangeError(
            _("An answer or a promise belongs to this opinion. Nothing was changed.")
        )
    if record in state.fold.rows[table]:
        yield Edit(table, record, {DELETED: True})
    if table is Table.ATTENDANCE:
        yield from parting_edits(state.fold, record)
