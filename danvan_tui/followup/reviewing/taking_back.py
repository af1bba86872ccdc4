"""Taking back what was found last of a promise, wherever it was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from danvan_tui.followup.reviewing.recording import name_of
from danvan_tui.followup.writing import Recorded, Writing
from danvan_tui.language import _
from danvan_tui.ledger.fold import DELETED, Fold
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table, Value
from danvan_tui.model.standing import standing

if TYPE_CHECKING:
    from danvan_tui.followup.extract import Extract
    from danvan_tui.followup.promises import Followable
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Change, Operation
    from danvan_tui.ledger.sessions import Sessions


def take_back_last(
    shelf: Sessions,
    followables: Iterable[Followable],
    sessions: Iterable[Extract],
    person: str = "",
    open_notebooks: Mapping[str, Notebook] | None = None,
) -> Recorded:
    """Take the last review of each promise back, and nothing that was recorded with it."""
    folders = {review.id: one.folder for one in sessions for review in one.reviews}
    writing = Writing(shelf, person, open_notebooks)
    for followable in followables:
        reviews = standing(followable.promise, followable.reviews).reviews
        last = reviews[-1].id if reviews else ""
        if last not in folders:
            writing.refuse(
                _("{name} has no review that could be taken back.").format(name=name_of(followable))
            )
            continue

        def record(
            notebook: Notebook, review: str = last, promise: str = followable.promise.id
        ) -> Operation | None:
            operation = _taken_back(notebook, review)
            writing.add([promise] if operation is not None else [])
            return operation

        writing.write(folders[last], name_of(followable), record)
    return writing.recorded


def _taken_back(notebook: Notebook, review: str) -> Operation | None:
    fold = notebook.state.fold
    heads = fold.heads(Table.REVIEWS, review, "result")
    if not heads or heads[0].value is None:
        return None  # another window did it meanwhile
    changes = fold.operations[heads[0].operation].changes
    if len(changes) > 1:
        its_own = [change for change in changes if _is_about(fold, change, review)]
        return notebook.record([_emptied(change) for change in its_own])
    return notebook.put(notebook.prepare_undo_of(heads[0].operation))


def _is_about(fold: Fold, change: Change, review: str) -> bool:
    """Whether a change is of the same promise as a review: the review, or what it replaced."""
    if change.table is not Table.REVIEWS:
        return False
    promises = fold.versions(Table.REVIEWS, review, "commitment")
    alike = {record for one in promises for _table, record in fold.reviews_of(str(one.value))}
    replaced = bool(change.fields.get(DELETED)) and change.record in alike
    return change.record == review or replaced


def _emptied(change: Change) -> Edit:
    """The edit that takes a review out, makes it one that is asked for, or brings it back."""
    if change.fields.get(DELETED):
        return Edit(change.table, change.record, {DELETED: None})
    is_whole = "number" in change.fields
    fields: dict[str, Value] = {DELETED: True} if is_whole else dict.fromkeys(change.fields)
    return Edit(change.table, change.record, fields)
