"""What the operations of a session add up to, as far as lists show it."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.conflicts import conflicts_in
from danvan_tui.ledger.fold import DELETED, Fold, RecordKey, Row
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.state_files import summary_from_rows
from danvan_tui.model.records import Attendee, Session, Table
from danvan_tui.office.register.weighing import must_weigh

_Rows: TypeAlias = dict[Table, dict[str, Row]]


class Summed(msgspec.Struct, frozen=True, kw_only=True):
    """One session in short."""

    summary: Summary
    commune: str = ""
    conflicts: int = 0


def summed_up(operations: Sequence[Operation], protected: Iterable[str] = ()) -> Summed:
    """What they add up to, whatever their order; raises msgspec.ValidationError.

    ``protected`` are issues known to be secret whatever the operations say.
    """
    ordered = sorted(operations, key=lambda operation: operation.order)
    rows = rows_of_one_writer(ordered)
    if rows is None:
        fold = Fold(ordered, protected, only_begun=True)
        return _summed(ordered, fold.rows, len(conflicts_in(fold)))
    return _summed(ordered, rows, 0)


def _summed(operations: Sequence[Operation], rows: _Rows, conflicts: int) -> Summed:
    found = next(iter(rows[Table.SESSION].values()), None)
    session = msgspec.convert(found, Session) if found else Session(id="")
    people = msgspec.convert([*rows[Table.ATTENDANCE].values()], list[Attendee])
    return Summed(
        summary=summary_from_rows(
            session,
            people,
            operations,
            issues=len(rows[Table.ISSUES]),
            commitments=len(rows[Table.COMMITMENTS]),
        ),
        commune=session.commune,
        conflicts=conflicts,
    )


def rows_of_one_writer(ordered: Sequence[Operation]) -> _Rows | None:
    """The rows where each operation knew all that counted when it was written; else None.

    Most sessions are written so, and then no versions need to be weighed against each other.
    """
    undone = _taken_back(ordered)
    if undone is None:
        return None
    rows: dict[RecordKey, Row] = {}
    writers: dict[RecordKey, dict[str, str]] = {}
    for operation in ordered:
        if operation.id in undone:
            continue
        for change in operation.changes:
            key = (change.table, change.record)
            if key not in rows:
                if change.replaces:
                    return None
                rows[key] = change.fields.copy()
                writers[key] = dict.fromkeys(change.fields, operation.id)
            elif _follows(writers[key], change):
                rows[key].update(change.fields)
                writers[key].update(dict.fromkeys(change.fields, operation.id))
            else:
                return None
    return None if must_weigh(ordered, rows) else _by_table(rows)


def _taken_back(ordered: Sequence[Operation]) -> set[str] | None:
    """The operations that count no more; None where that takes more than a look."""
    undoing = [operation for operation in ordered if operation.undoes]
    if not undoing:
        return set()
    undone = {operation.undoes for operation in undoing}
    times = {operation.id: operation.time for operation in ordered}
    for operation in undoing:
        is_after = operation.time > times.get(operation.undoes, operation.time)
        if not is_after or operation.id in undone:
            return None
    return undone


def _by_table(found: dict[RecordKey, Row]) -> _Rows:
    """The rows that are to be seen, without what was never given."""
    rows: _Rows = {table: {} for table in Table}
    for (table, record), fields in found.items():
        row = fields
        if None in row.values():
            row = {name: value for name, value in row.items() if value is not None}
        if row and not row.get(DELETED):
            row["id"] = record
            rows[table][record] = row
    return rows


def _follows(writers: dict[str, str], change: Change) -> bool:
    """Whether a change replaces just what stands, and leaves alone what was taken out."""
    if DELETED in writers:
        return False
    replaces = change.replaces
    names = writers.keys() | change.fields if change.fields.get(DELETED) else change.fields
    for name in names:
        stands = [writers[name]] if name in writers else []
        if replaces.get(name, []) != stands:
            return False
    return True
