"""Reading the minutes back: the steps into it and out of it, and what was changed meanwhile."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from danvan_tui.ledger.agreed import STEPS
from danvan_tui.ledger.fold import Row, Version
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.state import State, TinyTables
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.tied import is_protecting
from danvan_tui.model.records import Review, SessionState, Table, Value
from danvan_tui.model.rules import EDITABLE

_Order = tuple[int, str]
_Place = tuple[Table, str, str]


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
    """The step into reading back; None where there is none to take, or nothing can be written.

    Where the program ended in the middle of a reading, going on with it is a new one.
    """
    before = notebook.state.session.state
    if before is SessionState.READING:
        begun = notebook.state.fold.operations[_steps(notebook.state)[-1].operation]
        return None if begun.replica == notebook.replica else _step(notebook, before, before)
    return _step(notebook, SessionState.LIVE, SessionState.READING)


def end_reading(notebook: Notebook) -> Entry | None:
    """The step back into the meeting; None where nothing is being read back."""
    return _step(notebook, SessionState.READING, SessionState.LIVE)


def is_step(operation: Operation) -> bool:
    """Whether an operation is a step of the session and changes nothing that is read."""
    if is_protecting(operation):
        return True
    return not operation.undoes and all(
        change.table is Table.DUTIES
        or (change.table is Table.SESSION and change.fields.keys() <= STEPS)
        for change in operation.changes
    )


def objection(state: State, table: Table, record: str, said: str) -> Edit:
    """What was objected to without a change, added to the note of the opinion or the conclusion."""
    place = (table, record) if table is Table.ISSUES else (Table.SESSION, state.session.id)
    name = "note" if table is Table.ISSUES else "conclusion"
    written = state.fold.rows[place[0]].get(place[1], {}).get(name)
    return Edit(*place, {name: "\n".join(filter(None, (str(written or ""), said)))})


def entries_not_read(state: State) -> int | None:
    """How many entries were made since the minutes were read back; None where they never were.

    What another opening of the notebook recorded was not read: the screen was gone by then.
    """
    readings = list(_periods(state, SessionState.READING))
    if not readings:
        return None
    begun, ended = readings[-1]
    replica = state.fold.operations[begun.operation].replica
    since = {
        one.id: one
        for one in state.fold.operations.values()
        if (ended is not None and one.order > ended)
        or (one.order > begun.order and one.replica != replica)
    }
    return sum(state.fold.active(one.id) and _changes_entries(one, since) for one in since.values())


def altered_at_reading(state: State) -> list[Alteration]:
    """What stands otherwise because of a reading, in the order of the tables.

    What was changed again afterwards is left out: the reading did not decide it.
    """
    found: dict[_Place, Alteration] = {}
    readings = [(one.order, ended) for one, ended in _periods(state, SessionState.READING)]
    for one in _between(state, readings):
        earlier = found.get((one.table, one.record, one.field))
        before = earlier.before if earlier else one.before
        found[one.table, one.record, one.field] = replace(one, before=before)
    return [one for one in found.values() if _still_so(state, one, found)]


def altered_by_corrections(state: State) -> list[Alteration]:
    """What stands otherwise than when the minutes were closed."""
    fold = state.fold
    agreed = [one for one in fold.ordered() if fold.is_agreed(one.id)]
    if not agreed:
        return []
    altered = _differences(state, State(agreed, fold.protected).tables, state.tables)
    return [one for one in altered if one.table is not Table.REVIEWS or _agreed(state, one.record)]


def agreed_reviews(state: State) -> list[Review]:
    """The reviews that belong to the minutes, by number: what is found afterwards does not."""
    return [review for review in state.reviews() if _agreed(state, review.id)]


def corrections(state: State) -> list[Operation]:
    """The corrections made since the minutes were closed, in the order of their numbers."""
    return [operation for operation in state.fold.ordered() if operation.reason]


def _agreed(state: State, review: str) -> bool:
    """Whether a review was made before the minutes were closed, or by a correction of them."""
    fold, made = state.fold, state.fold.versions(Table.REVIEWS, review, "number")[:1]
    return state.session.state in EDITABLE or any(
        fold.is_agreed(one.operation) or fold.operations[one.operation].reason for one in made
    )


def _step(notebook: Notebook, before: SessionState, after: SessionState) -> Entry | None:
    session = notebook.state.session
    if notebook.read_only or session.state is not before:
        return None
    return notebook.prepare([Edit(Table.SESSION, session.id, {"state": after.value})])


def _changes_entries(operation: Operation, since: Container[str]) -> bool:
    """Whether it is more than a step of the session, or than taking back what came since."""
    return operation.undoes not in since if operation.undoes else not is_step(operation)


def _steps(state: State) -> list[Version]:
    return state.fold.versions(Table.SESSION, state.session.id, "state")


def _periods(state: State, wanted: SessionState) -> Iterator[tuple[Version, _Order | None]]:
    """When the session was in a state: from which step to which; None where it still is."""
    steps = _steps(state)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.value == wanted.value:
            yield step, following.order if following else None


def _between(state: State, periods: Iterable[tuple[_Order, _Order | None]]) -> Iterator[Alteration]:
    """What the operations of each period changed, whatever they took back."""
    operations = state.fold.ordered()
    busy = [
        (begun, ended)
        for begun, ended in periods
        if any(one.order > begun and (ended is None or one.order < ended) for one in operations)
    ]
    orders = {order for period in busy for order in period if order is not None}
    tables = _tables_at(state, operations, orders)
    for begun, ended in busy:
        yield from _differences(state, tables[begun], tables[ended] if ended else state.tables)


def _tables_at(
    state: State, operations: list[Operation], orders: set[_Order]
) -> dict[_Order, TinyTables]:
    """All rows as they stood right after each of these operations, in one pass."""
    then = State(protected=state.fold.protected)
    found: dict[_Order, TinyTables] = {}
    for operation in operations:
        if len(found) == len(orders):
            break
        then.apply(operation)
        if operation.order in orders:
            found[operation.order] = {name: dict(rows) for name, rows in then.tables.items()}
    return found


def _differences(state: State, before: TinyTables, after: TinyTables) -> Iterator[Alteration]:
    for table in (one for one in Table if one is not Table.DUTIES):
        old, new = _open_rows(state, before, table), _open_rows(state, after, table)
        for record, row in sorted((old | new).items(), key=_by_number):
            if record not in new:
                yield Alteration(table, record, "", None, None, row, gone=True)
            elif record not in old:
                yield Alteration(table, record, "", None, None, row)
            elif row != old[record]:
                yield from _fields(table, record, old[record], row)


def _fields(table: Table, record: str, old: Row, new: Row) -> Iterator[Alteration]:
    for name in [*new, *(old.keys() - new.keys())]:
        is_step = table is Table.SESSION and name in STEPS
        if old.get(name) != new.get(name) and not is_step:
            yield Alteration(table, record, name, old.get(name), new.get(name), new)


def _open_rows(state: State, then: TinyTables, table: Table) -> dict[str, Row]:
    """The rows of a table without those that the law protects now, whatever they were then."""
    hidden = {
        record
        for issue in state.fold.protected
        for kind, record in state.fold.hanging_on(issue)
        if kind is table
    }
    if table is Table.ISSUES:
        hidden |= state.fold.protected
    rows = {str(row["id"]): row for row in then[table].values()}
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
