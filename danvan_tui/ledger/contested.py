"""Records that one person took out while another, who did not know, went on writing of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from danvan_tui.ledger.fold import DELETED, HANGING, Fold, RecordKey, Version
from danvan_tui.model.records import Table, Value, fields_of


@dataclass(frozen=True)
class Contested:
    """A record that is out for one and in for the other."""

    table: Table
    record: str
    taken_out: str
    """The operation that took it out, or took the entry back that made it."""
    written: tuple[tuple[str, Version], ...]
    """What the other wrote: fields of the record, or the numbers of what belongs to it."""
    hanging: tuple[RecordKey, ...] = ()
    """What the other wrote that belongs to it, where nothing was written in the record itself."""


def contested(fold: Fold) -> Iterator[Contested]:
    """Every such record once."""
    found: set[RecordKey] = set()
    for key, written in _written(fold):
        found.add(key)
        taken_out = _taken_out(fold, key)
        if taken_out:
            yield Contested(*key, taken_out, written)
    for key, hanging in _left_over(fold).items():
        taken_out = _taken_out(fold, key)
        if key not in found and taken_out:
            numbers = [("number", head) for one in hanging for head in fold.heads(*one, "number")]
            if numbers:
                yield Contested(*key, taken_out, tuple(numbers), tuple(hanging))


def brought_back(fold: Fold, table: Table, record: str) -> dict[str, Value]:
    """The fields that bring a record back, whole, as it was made."""
    fields: dict[str, Value] = {}
    if fold.heads(table, record, DELETED):
        fields[DELETED] = None
    made = [version.operation for version in fold.versions(table, record, "number")][-1:]
    for name in sorted(fields_of(table)):
        if not fold.heads(table, record, name):
            for one in fold.versions(table, record, name):
                if one.operation in made:
                    fields[name] = one.value
    return fields


def _written(fold: Fold) -> Iterator[tuple[RecordKey, tuple[tuple[str, Version], ...]]]:
    """The records with the values that whoever took them out did not know of."""
    unseen: dict[RecordKey, set[str]] = defaultdict(set)
    for one in fold.conflicts():
        if one.field == DELETED:
            unseen[one.table, one.record] |= {version.operation for version in one.versions}
    for key, by in unseen.items():
        heads = tuple((name, head) for name, head in _heads(fold, key) if head.operation in by)
        if heads:
            yield key, heads
    for table in (one for one in Table if one is not Table.SESSION):
        for record, row in fold.rows[table].items():
            key = (table, record)
            if key not in unseen and "number" not in row and fold.versions(*key, "number"):
                yield key, tuple(_heads(fold, key))  # half of it: the entry that made it is gone


def _heads(fold: Fold, key: RecordKey) -> Iterator[tuple[str, Version]]:
    """The values that stand, and that it was brought back."""
    for name in sorted(fold.seen_fields(*key)):
        for head in fold.heads(*key, name):
            if name != DELETED or not head.value:
                yield name, head


def _left_over(fold: Fold) -> dict[RecordKey, list[RecordKey]]:
    """What stands under a record that was taken out, by that record."""
    under: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    for table in sorted(HANGING):
        for record, row in fold.rows[table].items():
            under[Table.ISSUES, str(row.get("issue"))].append((table, record))
    for record, row in fold.rows[Table.ISSUES].items():
        if row.get("speaker") and record not in fold.protected:
            under[Table.ATTENDANCE, str(row["speaker"])].append((Table.ISSUES, record))
    gone = {key: records for key, records in under.items() if key[1] not in fold.rows[key[0]]}
    return {key: sorted(records) for key, records in gone.items()}


def _taken_out(fold: Fold, key: RecordKey) -> str:
    """The operation that did so last; empty where there was never such a record."""
    deletions = [head.operation for head in fold.heads(*key, DELETED) if head.value]
    made = {version.operation for version in fold.versions(*key, "number")}
    if not made or deletions:
        return deletions[0] if made and deletions else ""
    undone = {operation for operation in made if not fold.active(operation)}
    undoers = [one.id for one in fold.ordered() if one.undoes in undone]
    return undoers[-1] if undoers else ""
