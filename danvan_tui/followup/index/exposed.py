"""What sessions still say openly of promises that became secret where they were made."""

from collections.abc import Set

from danvan_tui.followup.index.joining import Sessions
from danvan_tui.followup.index.kept import Kept


def exposed_in(sessions: Sessions) -> dict[str, dict[str, str]]:
    """By folder, for each promise that has to be kept secret there what to keep it secret with.

    That is the issue it was made on; where only the promise is secret, the promise itself.
    """
    homes = {
        row.commitment: kept for kept in sessions.values() for row in kept.rows if row.protected
    }
    if not homes:
        return {}
    found: dict[str, dict[str, str]] = {}
    for folder, kept in sessions.items():
        promises = sorted(_open(kept, homes.keys()))
        if promises:
            found[folder] = {one: _tie(homes[one], one) for one in promises}
    return found


def _open(kept: Kept, secret: Set[str]) -> set[str]:
    """The secret promises of other sessions of which something is said that is not tied yet."""
    if secret.isdisjoint(kept.about):
        return set()
    own = {row.commitment for row in kept.rows}
    open_ones = {review.commitment for review in kept.reviews if not review.issue}
    tied = {review.commitment for review in kept.reviews if review.issue} - open_ones
    return set(kept.about).intersection(secret) - own - tied


def _tie(home: Kept, promise: str) -> str:
    session = home.plain
    issues = {issue.id for issue in session.issues if issue.protected} if session else set()
    issue = next(row.issue for row in home.rows if row.commitment == promise)
    return issue if issue in issues else promise
