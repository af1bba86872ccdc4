"""Which session holds the notes of another one that was taken over into it."""

from collections.abc import Mapping


def holders(into: Mapping[str, str]) -> dict[str, str]:
    """By session, which other one holds its notes now; none of those that count.

    Where two laptops took them over into each other, one of them still counts: the same on each.
    """
    return {one: target for one, target in into.items() if target and not _leads(one, into)}


def _leads(session: str, into: Mapping[str, str]) -> bool:
    """Whether a session counts of those that were taken over into each other."""
    ring, at = [session], into[session]
    while at in into and at not in ring:
        ring.append(at)
        at = into[at]
    return at == session == min(ring)
