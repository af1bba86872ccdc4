"""Reviews are tied to their promise: they follow where it moves, and are as secret as it is."""

from collections.abc import Mapping, Sequence

from danvan_tui.ledger.fold import DELETED, Fold
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.model.records import DENUNCIATION, Table, Value


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


def protecting(fold: Fold, issues: Mapping[str, str], *, may_take_out: bool) -> list[Edit]:
    """Edits that make what was said here of secret promises of other sessions secret as well.

    ``issues`` are those they were made on, by promise. What still waits for a result is taken out
    where that may be: nobody asks for it in a hall.
    """
    reviews = [
        (review, issue)
        for promise, issue in sorted(issues.items())
        for table, review in sorted(fold.reviews_of(promise))
        if not fold.is_hidden(table, review)
    ]
    edits = [
        Edit(Table.ISSUES, issue, {"kind": DENUNCIATION, DELETED: True})
        for issue in dict.fromkeys(issue for _review, issue in reviews)
        if issue not in fold.protected
    ]
    for review, issue in reviews:
        row = fold.rows[Table.REVIEWS].get(review)
        gone = row is None or (may_take_out and not row.get("result"))
        tie: dict[str, Value] = {"issue": issue}
        edits.append(Edit(Table.REVIEWS, review, tie | ({DELETED: True} if gone else {})))
    return edits


def protects_only(fold: Fold, edits: Sequence[Edit]) -> bool:
    """Whether edits make something secret and leave everything else as it was said."""
    issues = fold.protected | {edit.record for edit in edits if edit.table is Table.ISSUES}
    return bool(edits) and all(_protects(fold, edit, issues) for edit in edits)


def _protects(fold: Fold, edit: Edit, issues: set[str]) -> bool:
    row = fold.rows[edit.table].get(edit.record)
    if edit.table is Table.ISSUES:
        return row is None and edit.fields == {"kind": DENUNCIATION, DELETED: True}
    tied = {"issue"} if row else {"issue", DELETED}
    return (
        edit.table is Table.REVIEWS
        and not (row and row.get("issue"))
        and edit.fields.keys() == tied
        and edit.fields["issue"] in issues
    )


def is_protecting(operation: Operation) -> bool:
    """Whether an operation only makes reviews secret, as ``protecting`` does."""
    changes = operation.changes
    ties = any(change.table is Table.REVIEWS for change in changes)
    return ties and all(map(_only_protects, changes))


def _only_protects(change: Change) -> bool:
    if change.table is Table.ISSUES:
        return change.fields == {"kind": DENUNCIATION, DELETED: True}
    return change.table is Table.REVIEWS and change.fields.keys() - {DELETED} == {"issue"}
