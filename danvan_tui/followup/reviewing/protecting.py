"""Keeping secret in every session what became secret in one: its words stand in one place only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.followup.writing import Recorded, Writing
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.office_drafts import office_drafts
from danvan_tui.ledger.tied import protecting
from danvan_tui.model.records import Table

if TYPE_CHECKING:
    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Edit, Operation
    from danvan_tui.ledger.sessions import Sessions

Ties = Mapping[str, str]
"""For each secret promise what its reviews are tied to."""


def protect_elsewhere(
    shelf: Sessions,
    exposed: Mapping[str, Ties],
    person: str = "",
    open_notebooks: Mapping[str, Notebook] | None = None,
) -> Recorded:
    """Keep secret in each folder what is ``exposed`` there; what cannot be is told."""
    writing = Writing(shelf, person, open_notebooks or {})
    for folder, ties in exposed.items():

        def record(notebook: Notebook, these: Ties = ties) -> Operation | None:
            return _protect(notebook, these)

        writing.write(folder, put_off(shelf.called(folder)), record)
    return writing.recorded


def protect_all(shelf: Sessions, follow_up: FollowUp, person: str = "") -> list[str]:
    """Do so for all that is known, at once; says what was done and what was not."""
    forget_office_drafts(shelf.root, secret_ids(follow_up))
    exposed = follow_up.exposed()
    if not exposed:
        return []
    recorded = protect_elsewhere(shelf, exposed, person)
    follow_up.bring_up_to_date()
    return told(recorded)


def protecting_edits(notebook: Notebook, ties: Ties) -> list[Edit]:
    """The edits that keep it secret in one session; none where it is already."""
    return protecting(notebook.state.fold, ties, may_take_out=notebook.are_minutes_open)


def told(recorded: Recorded) -> list[str]:
    """What people are told of it: neither who nor what."""
    count = len(recorded.operations)
    done = ngettext(
        "What became secret was put in its own place in {count} other session too.",
        "What became secret was put in its own place in {count} other sessions too.",
        count,
    ).format(count=count)
    return [*([done] if count else []), *recorded.problems, *recorded.notices]


def put_off(session: str) -> str:
    """The beginning of what is said where something could not be kept secret yet."""
    return _(
        "What became secret could not be put in its own place in {session} yet; "
        "this is tried again by itself"
    ).format(session=session)


def secret_ids(follow_up: FollowUp) -> set[str]:
    """The ids of all promises made to somebody the law protects, and of their opinions."""
    rows = [row for row in follow_up.promises if row.protected]
    return {one for row in rows for one in (row.commitment, row.issue) if one}


def forget_office_drafts(root: Path, secret: Collection[str]) -> None:
    """Forget what was being typed of something before it became secret."""
    for draft in office_drafts(root):
        if any(one in draft.read().get("where", "") for one in secret):
            draft.clear()


def _protect(notebook: Notebook, ties: Ties) -> Operation | None:
    fold = notebook.state.fold
    reviews = {review for promise in ties for _table, review in fold.reviews_of(promise)}
    edits = protecting_edits(notebook, ties)
    _forget_drafts(notebook, reviews)
    return notebook.record(edits) if edits else None


def _forget_drafts(notebook: Notebook, reviews: Collection[str]) -> None:
    for draft in notebook.form_drafts.waiting():
        table, _colon, record = draft.read().get("where", "").partition(":")
        if table == Table.REVIEWS and record in reviews:
            draft.clear()
    opening = DraftFile(notebook.folder / OPENING_DRAFT)
    typed = opening.read()
    left = {place: text for place, text in typed.items() if place.partition(" ")[2] not in reviews}
    if left != typed:
        opening.clear()
        if left:
            opening.write(left)
