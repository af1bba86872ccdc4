"""Whether the values of a session have to be weighed against each other, or just follow."""

from collections.abc import Mapping, Sequence

from danvan_tui.ledger.agreed import STEPS, Agreed
from danvan_tui.ledger.fold import DELETED, RecordKey, Row
from danvan_tui.ledger.numbering import SPOKEN
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table


def must_weigh(ordered: Sequence[Operation], rows: Mapping[RecordKey, Row]) -> bool:
    """Whether entries that follow each other field by field still did not know each other."""
    return _came_late(ordered) or _is_left_over(rows) or _are_numbered_alike(rows)


def _came_late(ordered: Sequence[Operation]) -> bool:
    """Whether somebody may have written in minutes without knowing that they were closed."""
    agreed = Agreed()
    closings = [operation for operation in ordered if agreed.note(operation)]
    return bool(closings) and any(
        agreed.is_late(operation)
        and (operation.undoes or any(map(_is_of_minutes, operation.changes)))
        for operation in ordered
    )


def _is_of_minutes(change: Change) -> bool:
    """Whether a change may touch what was agreed: not the steps, nor what is found afterwards."""
    if change.table is Table.SESSION:
        return not change.fields.keys() <= STEPS
    if change.table is Table.REVIEWS:
        return "number" not in change.fields
    return change.table is not Table.DUTIES


def _is_left_over(rows: Mapping[RecordKey, Row]) -> bool:
    """Whether something stands of a record, or belongs to one, that was taken out."""
    out = {record for (_table, record), row in rows.items() if row.get(DELETED)}
    numbered = {record for (_table, record), row in rows.items() if row.get("number")}
    for (table, record), row in rows.items():
        if table is Table.SESSION:
            if not row.get("code"):
                return True
            continue
        if row.get(DELETED):
            continue
        if record not in numbered:
            return True
        for name in ("issue", "speaker"):
            of = row.get(name)
            if of in out or (of and of not in numbered and (table, name) in _HANGS):
                return True
    return False


def _are_numbered_alike(rows: Mapping[RecordKey, Row]) -> bool:
    """Whether two records that people call by their numbers have the same one."""
    numbers = [
        (table, row.get("number"))
        for (table, _record), row in rows.items()
        if table in SPOKEN and not row.get(DELETED)
    ]
    return len(set(numbers)) < len(numbers)


_HANGS = frozenset(
    {
        (Table.ANSWERS, "issue"),
        (Table.COMMITMENTS, "issue"),
        (Table.ISSUES, "speaker"),
    }
)
"""What belongs to another record of the same session."""
