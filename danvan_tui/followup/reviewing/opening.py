"""The opening review: a session in a village begins with what is still owed to that village."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from danvan_tui.followup.figures.villages import same_village
from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.followup.reviewing.recording import numbered, place_of
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Session, SessionState, Table
from danvan_tui.model.standing import SETTLED

if TYPE_CHECKING:
    from danvan_tui.ledger.notebook import Notebook

_LISTED_IN = frozenset({SessionState.DRAFT, SessionState.LIVE})


class Promises(Protocol):
    """Where all promises are known."""

    @property
    def promises(self) -> Sequence[Followed]:
        """All of them."""

    def followable(self, commitment_id: str) -> Followable | None:
        """One of them with everything said about it."""


def to_review(promises: Iterable[Followed], session: Session) -> list[Followed]:
    """What an opening review has to ask for, the longest owed first.

    Promises to somebody the law protects are never asked for in a hall; those of the same day
    neither: they may stand in a colleague's notes of this very meeting.
    """
    owed = (
        promise
        for promise in promises
        if promise.state not in SETTLED
        and not promise.protected
        and promise.date < session.date
        and _is_owed_to(promise.villages, session.villages)
    )
    return sorted(owed, key=_longest_owed)


def agenda_edits(notebook: "Notebook", follow_up: Promises) -> list[Edit]:
    """The edits that list what a session has to review and does not list yet."""
    session = notebook.state.session
    if session.state not in _LISTED_IN or notebook.read_only or not notebook.are_minutes_open:
        return []
    listed = {review.commitment for review in notebook.state.reviews()}
    edits = []
    for promise in to_review(follow_up.promises, session):
        followable = follow_up.followable(promise.commitment)
        is_elsewhere = followable is not None and followable.session.session != session.id
        if followable is not None and is_elsewhere and promise.commitment not in listed:
            edits.append(notebook.new(Table.REVIEWS, **place_of(notebook, followable)))
    return numbered(notebook, edits)


def _is_owed_to(villages: Iterable[str], hall: Sequence[str]) -> bool:
    return any(same_village(village, here) for village in villages for here in hall)


def _longest_owed(promise: Followed) -> tuple[bool, str, str, str, int]:
    return (not promise.due, promise.due, promise.date, promise.code, promise.number)
