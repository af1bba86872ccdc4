"""Reviews are tied to their promise: where it moves to another issue, they follow."""

from collections.abc import Sequence

from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.operation import Change, Edit
from danvan_tui.model.records import Table


def moved_with(fold: Fold, edits: Sequence[Edit]) -> list[Edit]:
    """Edits that take the reviews of promises along to the issue these are moved to."""
    moved = {
        edit.record: edit.fields["issue"]
        for edit in edits
        if edit.table is Table.COMMITMENTS and edit.fields.get("issue")
    }
    return [
        Edit(Table.REVIEWS, review, {"issue": moved[promise]})
        for review, row in fold.rows[Table.REVIEWS].items()
        if (promise := str(row.get("commitment", ""))) in moved
        if row.get("issue") not in (None, moved[promise])
    ]


def is_to_review(change: Change) -> bool:
    """Whether a change only lists a promise as one that the session has to look at."""
    fields = change.fields
    return change.table is Table.REVIEWS and "commitment" in fields and not fields.get("result")
