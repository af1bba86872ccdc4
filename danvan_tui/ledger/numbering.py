"""Numbers people say: two who did not know each other may have given the same one."""

from collections import defaultdict
from collections.abc import Iterator

from danvan_tui.ledger.fold import Fold, Version
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table

SPOKEN = (Table.ATTENDANCE, Table.ISSUES, Table.COMMITMENTS)
"""What people call by its number."""


def numbered_alike(fold: Fold) -> Iterator[tuple[Table, list[str]]]:
    """By table the records whose number another one has too, without the one that keeps it.

    What was agreed keeps its number; else what was made first.
    """
    for table in SPOKEN:
        by_number: dict[object, list[str]] = defaultdict(list)
        for record, row in fold.rows[table].items():
            if "number" in row:
                by_number[row["number"]].append(record)
        later = [
            record
            for several in by_number.values()
            for record in sorted(several, key=lambda one: _made(fold, table, one))[1:]
        ]
        if later:
            yield table, sorted(later, key=lambda one: _made(fold, table, one))


def numbering(fold: Fold, table: Table, records: list[str]) -> list[Edit]:
    """Edits that give records numbers nothing had before."""
    first = fold.highest_number.get(table, 0) + 1
    return [Edit(table, record, {"number": first + at}) for at, record in enumerate(records)]


def given(fold: Fold, table: Table, record: str) -> Version:
    """The entry that gave a record its number."""
    return (fold.heads(table, record, "number") or fold.versions(table, record, "number"))[0]


def _made(fold: Fold, table: Table, record: str) -> tuple[bool, tuple[int, str], str]:
    made = fold.versions(table, record, "number")[0]
    return not fold.is_agreed(made.operation), made.order, record
