"""What sessions still say openly though it became secret in another one."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from danvan_tui.followup.index.joining import Sessions as Index
from danvan_tui.followup.index.kept import Kept
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.ledger.taken_over import exposed_together

Ties: TypeAlias = Mapping[str, str]
"""For each secret promise what its reviews are tied to."""


@dataclass(frozen=True)
class Exposed:
    """What one session says openly."""

    ties: Ties = field(default_factory=dict)
    """Promises of other sessions, each with the issue it was made on; where only the promise is
    secret, the promise itself."""
    opinions: Set[str] = frozenset()
    """Its own opinions that are secret in other notes of the same meeting."""


_Pair: TypeAlias = tuple[str, str]
"""The folders of two notes of one meeting, first of the one that holds all of the other."""

_As: TypeAlias = tuple[tuple[int, Stamp | None], ...]
"""How both stood when they were compared."""


class Together:
    """Finds what is secret in one of two notes that were put together; compares after a change."""

    def __init__(self, shelf: Sessions) -> None:
        self._shelf = shelf
        self._compared: dict[_Pair, tuple[_As, Mapping[str, Set[str]]]] = {}

    def exposed(self, sessions: Index) -> Iterator[tuple[str, Set[str]]]:
        """By folder the opinions that stand openly there; may open some of the sessions."""
        for ours, theirs in _put_together(sessions):
            now = tuple((one.edition, one.stamp) for one in (sessions[ours], sessions[theirs]))
            before = self._compared.get((ours, theirs))
            if before is None or before[0] != now:
                try:
                    found = self._compare(ours, theirs)
                except LedgerError:
                    continue  # that it cannot be read is told where sessions are read
                before = self._compared[ours, theirs] = now, found
            yield from before[1].items()

    def _compare(self, ours: str, theirs: str) -> dict[str, Set[str]]:
        states = (self._shelf.open(one, write=False).state for one in (ours, theirs))
        found = zip((ours, theirs), exposed_together(*states), strict=True)
        return {folder: opinions for folder, opinions in found if opinions}


def exposed_in(sessions: Index, together: Together) -> dict[str, Exposed]:
    """What has to be kept secret in each folder."""
    found = {folder: Exposed(ties) for folder, ties in _untied(sessions).items()}
    for folder, opinions in together.exposed(sessions):
        known = found.get(folder, Exposed())
        found[folder] = replace(known, opinions=known.opinions | opinions)
    return found


def _put_together(sessions: Index) -> Iterator[_Pair]:
    """Two notes that were put together, where something is secret in one of them at least."""
    folders: dict[str, list[str]] = {}
    for folder, kept in sessions.items():
        if kept.source:
            folders.setdefault(kept.source.session, []).append(folder)
    for folder, kept in sessions.items():
        for holding in folders.get(kept.source.merged_into, ()) if kept.source else ():
            if any(one.source and one.source.has_secrets for one in (kept, sessions[holding])):
                yield holding, folder


def _untied(sessions: Index) -> dict[str, Ties]:
    """By folder, for each promise that has to be kept secret there what to keep it secret with."""
    homes = {
        row.commitment: kept for kept in sessions.values() for row in kept.rows if row.protected
    }
    if not homes:
        return {}
    found: dict[str, Ties] = {}
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
