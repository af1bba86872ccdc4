"""What the operations of a session add up to, as far as lists show it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.fold import DELETED, Fold, RecordKey, Row
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Attendee, Session, Table, Value
from danvan_tui.model.rules import attended


class Summed(msgspec.Struct, frozen=True, kw_only=True):
    """One session in short."""

    summary: Summary
    commune: str = ""
    conflicts: int = 0


class _Held(NamedTuple):
    """The value of a field, and the operation that gave it."""

    operation: str
    value: Value


def summed_up(operations: Sequence[Operation]) -> Summed:
    """What they add up to, whatever their order; raises msgspec.ValidationError."""
    ordered = sorted(operations, key=lambda operation: operation.order)
    rows = _rows_of_one_writer(ordered)
    if rows is None:
        fold = Fold(ordered)
        return _summed(fold.rows, sum(1 for _conflict in fold.conflicts()))
    return _summed(rows, 0)


def _summed(rows: dict[Table, dict[str, Row]], conflicts: int) -> Summed:
    found = next(iter(rows[Table.SESSION].values()), None)
    session = msgspec.convert(found, Session) if found else Session(id="")
    people = msgspec.convert([*rows[Table.ATTENDANCE].values()], list[Attendee])
    return Summed(
        summary=Summary(
            id=session.id,
            code=session.code,
            kind=session.kind,
            state=session.state,
            title=session.title,
            date=session.date,
            villages=session.villages,
            people=attended(people),
            issues=len(rows[Table.ISSUES]),
            commitments=len(rows[Table.COMMITMENTS]),
        ),
        commune=session.commune,
        conflicts=conflicts,
    )


def _rows_of_one_writer(ordered: Iterable[Operation]) -> dict[Table, dict[str, Row]] | None:
    """The rows where each operation knew all before it and took nothing back; else None.

    Most sessions are written so, and then no versions need to be weighed against each other.
    """
    records: dict[RecordKey, dict[str, _Held]] = {}
    for operation in ordered:
        if operation.undoes:
            return None
        for change in operation.changes:
            held = records.setdefault((change.table, change.record), {})
            if not _follows(held, change):
                return None
            for name, value in change.fields.items():
                held[name] = _Held(operation.id, value)
    rows: dict[Table, dict[str, Row]] = {table: {} for table in Table}
    for (table, record), held in records.items():
        row: Row = {name: one.value for name, one in held.items() if one.value is not None}
        if row and not row.get(DELETED):
            rows[table][record] = {"id": record, **row}
    return rows


def _follows(held: dict[str, _Held], change: Change) -> bool:
    """Whether a change replaces just what stands, and leaves alone what was taken out."""
    if DELETED in held:
        return False
    replaces = change.replaces
    names = held.keys() | change.fields if change.fields.get(DELETED) else change.fields
    return all(
        replaces.get(name, []) == ([held[name].operation] if name in held else []) for name in names
    )
