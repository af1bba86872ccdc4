"""Before anything is packed: what became secret in one session is put away in all of them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.protecting import protect_all
from danvan_tui.ledger.sessions import Sessions


@dataclass(frozen=True)
class Protected:
    """What people are told of it, and where it could not be done yet."""

    sentences: Sequence[str] = ()
    exposed: Set[str] = frozenset()
    """The folders of sessions that still say it openly: they are not packed."""


def protect(shelf: Sessions, person: str) -> Protected:
    """Put it away everywhere; raises LedgerError where the shelf cannot be read."""
    if len(shelf.folders()) < 2:
        return Protected()
    follow_up = FollowUp(shelf)
    follow_up.bring_up_to_date()
    sentences = protect_all(shelf, follow_up, person)
    return Protected(sentences, set(follow_up.exposed()) if sentences else set())
