"""Sessions that another one holds all of: what was promised there is shown once, where it is."""

from collections.abc import Iterable, Mapping

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.index.packed import Packed


def held(sessions: Iterable[Packed | Extract]) -> set[str]:
    """The ids of the sessions that were taken over into another one of these.

    Where two laptops took them over into each other, one of them still counts: the same on each.
    """
    into = {one.session: one.merged_into for one in sessions}
    return {one for one, target in into.items() if target in into and not _leads(one, into)}


def _leads(session: str, into: Mapping[str, str]) -> bool:
    """Whether a session counts of those that were taken over into each other."""
    ring, at = [session], into[session]
    while at in into and at not in ring:
        ring.append(at)
        at = into[at]
    return at == session == min(ring)
