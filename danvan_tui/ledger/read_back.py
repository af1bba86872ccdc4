"""Reading the minutes back: the steps into it and out of it, and what was changed meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from danvan_tui.ledger.fold import Row
from danvan_tui.ledger.notebook import Entry, Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.state import State
from danvan_tui.model.records import SessionState, Table, Value

_Order = tuple[int, str]
_Place = tuple[Table, str, str]
_STEPS = frozenset({"state", "seal"})
"""What the steps of a session set in it: no change of the minutes."""


@dataclass(frozen=True)
class Alteration:
    """One field that stands otherwise than before; or a whole record that came or went."""

    table: Table
    record: str
    field: str
    """Empty where the whole record was added or taken out."""
    before: Value
    now: Value
    row: Row
    """The record as it stands now, or as it stood last."""
    gone: bool = False
    """Whether the record was taken out."""


def begin_reading(notebook: Notebook) -> Entry | None:
    """The step into reading back; None where a session is not live, or only read here."""
    return _step(notebook, SessionState.LIVE, SessionState.READING)


def end_reading(notebook: Notebook) -> Entry | None:
    """The step back into the meeting; None where nothing is being read back."""
    return _step(notebook, SessionState.READING, SessionState.LIVE)


def objection(state: State, table: Table, record: str, said: str) -> Edit:
    """What was objected to without a change, added to the note of the opinion or the conclusion."""
    place = (table, record) if table is Table.ISSUES else (Table.SESSION, state.session.id)
    name = "note" if table is Table.ISSUES else "conclusion"
    written = state.fold.rows[place[0]].get(place[1], {}).get(name)
    return Edit(*place, {name: "\n".join(filter(None, (str(written or ""), said)))})


def entries_not_read(state: State) -> int | None:
    """How many entries were made since the minutes were read back; None where they never were."""
    readings = list(_periods(state, SessionState.READING))
    if not readings:
        return None
    _begun, ended = readings[-1]
    if ended is None:
        return 0
    since = (one for one in state.fold.operations.values() if one.order > ended)
    return sum(state.fold.active(one.id) and _changes_entries(state, one, ended) for one in since)


def altered_at_reading(state: State) -> list[Alteration]:
    """What stands otherwise because of a reading, in the order of the tables.

    What was changed again afterwards is left out: the reading did not decide it.
    """
    found: dict[_Place, Alteration] = {}
    for begun, ended in _periods(state, SessionState.READING):
        for one in _between(state, begun, ended):
            earlier = found.get((one.table, one.record, one.field))
            before = earlier.before if earlier else one.before
            found[one.table, one.record, one.field] = replace(one, before=before)
    return [one for one in found.values() if _still_so(state, one, found)]


def altered_by_corrections(state: State) -> list[Alteration]:
    """What stands otherwise than when the minutes were closed."""
    for closed, _ended in _periods(state, SessionState.CLOSED):
        return _between(state, closed, None)
    return []


def corrections(state: State) -> list[Operation]:
    """The corrections made since the minutes were closed, in the order of their numbers."""
    return [operation for operation in state.fold.ordered() if operation.reason]


def _step(notebook: Notebook, before: SessionState, after: SessionState) -> Entry | None:
    session = notebook.state.session
    if notebook.read_only or session.state is not before:
        return None
    return notebook.prepare([Edit(Table.SESSION, session.id, {"state": after.value})])


def _changes_entries(state: State, operation: Operation, ended: _Order) -> bool:
    """Whether it is more than a step of the session, or than taking back what came after."""
    undone = state.fold.operations.get(operation.undoes)
    if undone is not None:
        return undone.order < ended
    return any(
        change.table is not Table.SESSION or bool(change.fields.keys() - _STEPS)
        for change in operation.changes
    )


def _periods(state: State, wanted: SessionState) -> Iterator[tuple[_Order, _Order | None]]:
    """When the session was in a state: from which step to which; None where it still is."""
    steps = state.fold.versions(Table.SESSION, state.session.id, "state")
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.value == wanted.value:
            yield step.order, following.order if following else None


def _between(state: State, begun: _Order, ended: _Order | None) -> list[Alteration]:
    """What the operations of a period changed, whatever they took back."""
    operations = state.fold.ordered()
    if not any(one.order > begun and (ended is None or one.order < ended) for one in operations):
        return []
    before = _at(state, operations, begun)
    return list(
        _differences(state, before, state if ended is None else _at(state, operations, ended))
    )


def _at(state: State, operations: list[Operation], order: _Order) -> State:
    earlier = (operation for operation in operations if operation.order <= order)
    return State(earlier, protected=state.fold.protected)


def _differences(state: State, before: State, after: State) -> Iterator[Alteration]:
    for table in Table:
        old, new = _open_rows(state, before, table), _open_rows(state, after, table)
        for record, row in sorted((old | new).items(), key=_by_number):
            if record not in new:
                yield Alteration(table, record, "", None, None, row, gone=True)
            elif record not in old:
                yield Alteration(table, record, "", None, None, row)
            else:
                yield from _fields(table, record, old[record], row)


def _fields(table: Table, record: str, old: Row, new: Row) -> Iterator[Alteration]:
    for name in [*new, *(old.keys() - new.keys())]:
        is_step = table is Table.SESSION and name in _STEPS
        if old.get(name) != new.get(name) and not is_step:
            yield Alteration(table, record, name, old.get(name), new.get(name), new)


def _open_rows(state: State, then: State, table: Table) -> dict[str, Row]:
    """The rows of a table without those that the law protects now, whatever they were then."""
    hidden = {
        record
        for issue in state.fold.protected
        for kind, record in state.fold.hanging_on(issue)
        if kind is table
    }
    if table is Table.ISSUES:
        hidden |= state.fold.protected
    rows = {str(row["id"]): row for row in then.tables[table].values()}
    return {record: row for record, row in rows.items() if record not in hidden}


def _still_so(state: State, one: Alteration, found: dict[_Place, Alteration]) -> bool:
    row = state.row(one.table, one.record)
    whole = found.get((one.table, one.record, ""))
    if one.gone or row is None:
        return one.gone and row is None
    if not one.field:
        return True
    return whole is None and one.before != one.now and row.get(one.field) == one.now


def _by_number(item: tuple[str, Row]) -> tuple[int, str]:
    record, row = item
    number = row.get("number")
    return (number if isinstance(number, int) else 0), record
