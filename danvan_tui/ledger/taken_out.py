"""What was taken out or taken back, and whether it can still be brought back whole."""

from dataclasses import dataclass

from danvan_tui.ledger.fold import DELETED, HANGING, Fold, RecordKey
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import Table


@dataclass(frozen=True)
class TakenOut:
    """Records that are gone, and the operation to undo so that they come back."""

    by: Operation
    """What took them out: a removal, or an undo of the entry that made them."""
    records: tuple[RecordKey, ...]


def taken_out(fold: Fold) -> list[TakenOut]:
    """Everything that was taken out and is still gone, the newest first."""
    found = (TakenOut(one, _gone(fold, one)) for one in reversed(fold.ordered()))
    return [one for one in found if one.records]


def _gone(fold: Fold, operation: Operation) -> tuple[RecordKey, ...]:
    if not fold.active(operation.id):
        return ()
    undone = fold.operations.get(operation.undoes)
    changes = undone.changes if undone else operation.changes
    wanted = (
        (change.table, change.record)
        for change in changes
        # Only this and nothing else: what is protected with another entry was gone before.
        if ("number" in change.fields if undone else change.fields == {DELETED: True})
    )
    return tuple(key for key in wanted if key[1] not in fold.rows[key[0]])


def can_come_back(fold: Fold, undo: Operation) -> bool:
    """Whether an undo leaves everything said since as it is: no halves, nothing contradicted."""
    after = Fold([*fold.operations.values(), undo], fold.protected)
    return not _broken(after) - _broken(fold)


def _broken(fold: Fold) -> set[tuple[Table, str, str]]:
    """What does not fit together: contradictions, halves of records, what hangs on nothing."""
    broken = {(one.table, one.record, one.field) for one in fold.conflicts()}
    for table in set(Table) - {Table.SESSION}:
        for record, row in fold.rows[table].items():
            if "number" not in row:
                broken.add((table, record, "number"))
            if table in HANGING and row.get("issue") not in fold.rows[Table.ISSUES]:
                broken.add((table, record, "issue"))
    return broken
