"""One session in the index, and which promises a change of it touches."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.followup.index.packed import Packed, about, without_promises
from danvan_tui.followup.promises import Followed
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.model.records import Commitment, Review

_Said: TypeAlias = tuple[object, Commitment, Raised | None]
"""All that a session itself says of one of its promises."""


@dataclass(frozen=True)
class Kept:
    """One session in the index; never changed, another one takes its place."""

    source: Extract | Packed | None = None
    """Packed where it came from the disk; None where nothing of it could ever be read."""
    rows: tuple[Followed, ...] = ()
    """Its promises, joined with what was said of them in all sessions."""
    stamp: Stamp | None = None
    """None where it has to be read at every survey."""
    edition: int = 0
    """Counts what was taken in: something read before that is out of date."""
    is_open: bool = False
    """Open in this window: what it holds comes from there, never from the disk."""
    trouble: str = ""
    """Why it could not be read when somebody looked last."""

    @property
    def extract(self) -> Extract | None:
        """All that is kept of the session."""
        return self.source.open() if isinstance(self.source, Packed) else self.source

    @property
    def plain(self) -> Extract | None:
        """The session without its promises and reviews."""
        if isinstance(self.source, Packed):
            return self.source.open_plain()
        return without_promises(self.source) if self.source else None

    @property
    def reviews(self) -> tuple[Review, ...]:
        """What was said in it of promises, made here or elsewhere."""
        if isinstance(self.source, Packed):
            return self.source.open_reviews()
        return self.source.reviews if self.source else ()

    @property
    def about(self) -> Collection[str]:
        """The promises that its reviews are about, taken back or not."""
        if isinstance(self.source, Packed):
            return self.source.about
        return about(self.source) if self.source else ()


def differing(before: Extract | None, after: Extract | None) -> set[str]:
    """The promises that look otherwise after a change of one session, made there or elsewhere."""
    was, now = _said(before), _said(after)
    own = {promise for promise in was.keys() | now.keys() if was.get(promise) != now.get(promise)}
    were, are = _found(before), _found(after)
    changed = [one for one in were.keys() | are.keys() if were.get(one) != are.get(one)]
    return own | {
        review.commitment for one in changed for review in (were.get(one), are.get(one)) if review
    }


def _said(session: Extract | None) -> dict[str, _Said]:
    if session is None:
        return {}
    raised = {issue.id: issue for issue in session.issues}
    where = (session.code, session.date, session.kind, session.chair, session.villages)
    return {one.id: (where, one, raised.get(one.issue)) for one in session.promises}


def _found(session: Extract | None) -> dict[str, Review]:
    """The reviews that say something; those that only wait for an answer change no promise."""
    reviews = session.reviews if session else ()
    return {review.id: review for review in reviews if review.result is not None}
