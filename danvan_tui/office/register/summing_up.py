"""What the operations of a session add up to, as far as lists show it."""

from collections.abc import Iterable, Sequence

import msgspec

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.fold import DELETED, Fold, RecordKey, Row
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Attendee, Session, Table
from danvan_tui.model.rules import attended


class Summed(msgspec.Struct, frozen=True, kw_only=True):
    """One session in short."""

    summary: Summary
    commune: str = ""
    conflicts: int = 0


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
    rows: dict[RecordKey, Row] = {}
    writers: dict[RecordKey, dict[str, str]] = {}
    for operation in ordered:
        if operation.undoes:
            return None
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
    return _by_table(rows)


def _by_table(found: dict[RecordKey, Row]) -> dict[Table, dict[str, Row]]:
    rows: dict[Table, dict[str, Row]] = {table: {} for table in Table}
    for (table, record), fields in found.items():
        row = {name: value for name, value in fields.items() if value is not None}
        if row and not row.get(DELETED):
            rows[table][record] = {"id": record, **row}
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
