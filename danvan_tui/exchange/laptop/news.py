"""What came into a session from elsewhere, counted for the one who fetched it."""

from collections import Counter
from collections.abc import Iterable

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.clean import clean


def told(code: str, operations: Iterable[Operation]) -> str:
    """One short sentence: how much of what, and who wrote it; names no content."""
    counts: Counter[Table | None] = Counter()
    people: dict[str, None] = {}
    for operation in operations:
        if operation.by:
            people[clean(operation.by)] = None
        made = [one.table for one in operation.changes if "number" in one.fields]
        counted: list[Table | None] = [one for one in made if one in _COUNTED]
        counts.update(counted or [None])
    said = [_counted(table, counts[table]) for table in (*_COUNTED, None) if counts[table]]
    named, unnamed = _("{code}: {what}, by {people}"), _("{code}: {what}, from the office")
    sentence = named if people else unnamed
    return sentence.format(code=code, what=", ".join(said), people=", ".join(people))


_COUNTED = (Table.ISSUES, Table.COMMITMENTS, Table.REVIEWS)


def _counted(table: Table | None, count: int) -> str:
    if table is Table.ISSUES:
        said = ngettext("{count} new opinion", "{count} new opinions", count)
    elif table is Table.COMMITMENTS:
        said = ngettext("{count} new promise", "{count} new promises", count)
    elif table is Table.REVIEWS:
        said = ngettext("{count} review", "{count} reviews", count)
    else:
        said = ngettext("{count} change", "{count} changes", count)
    return said.format(count=count)
