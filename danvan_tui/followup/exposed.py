"""What sessions still say openly of promises that became secret where they were made."""

from danvan_tui.followup.joining import Sessions
from danvan_tui.followup.kept import Kept


def exposed_in(sessions: Sessions) -> dict[str, dict[str, str]]:
    """By folder, for each promise that has to be kept secret there what to keep it secret with.

    That is the issue it was made on; where only the promise is secret, the promise itself.
    """
    secret = {promise: tie for kept in sessions.values() for promise, tie in _secret(kept).items()}
    found: dict[str, dict[str, str]] = {}
    for folder, kept in sessions.items():
        own = {row.commitment for row in kept.rows}
        open_ones = secret.keys() & set(kept.about) - own - _hidden(kept, secret)
        if open_ones:
            found[folder] = {promise: secret[promise] for promise in sorted(open_ones)}
    return found


def _secret(kept: Kept) -> dict[str, str]:
    rows = [row for row in kept.rows if row.protected]
    session = kept.plain if rows else None
    issues = {issue.id for issue in session.issues if issue.protected} if session else set()
    return {row.commitment: row.issue if row.issue in issues else row.commitment for row in rows}


def _hidden(kept: Kept, secret: dict[str, str]) -> set[str]:
    """The promises all of whose reviews are tied to something secret already."""
    if secret.keys().isdisjoint(kept.about):
        return set()
    tied = {review.commitment for review in kept.reviews if review.issue}
    return tied - {review.commitment for review in kept.reviews if not review.issue}
