"""Two notes on the shelf that may be of one meeting, and were never put together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from danvan_tui.ledger.checkpoint import Summary


def perhaps_one(sessions: Iterable[Summary]) -> tuple[Summary, Summary] | None:
    """The newest two of one day and village by two people; one person holds several meetings."""
    by_day: dict[str, list[Summary]] = {}
    for one in sessions:
        if one.note_taker and one.villages and not one.merged_into:
            by_day.setdefault(one.date, []).append(one)
    for day in sorted(by_day, reverse=True):
        for first, second in combinations(by_day[day], 2):
            if first.note_taker != second.note_taker and set(first.villages) & set(second.villages):
                return first, second
    return None
