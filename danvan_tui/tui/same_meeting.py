"""Two notes on the shelf that may be of one meeting, and were never put together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.model.holders import holders


def perhaps_one(sessions: Iterable[Summary]) -> tuple[Summary, Summary] | None:
    """The newest two of one day and village by two people; one person holds several meetings."""
    found = list(sessions)
    put_away = holders({one.id: one.merged_into for one in found})
    by_day: dict[str, list[Summary]] = {}
    for one in found:
        if one.note_taker and one.villages and one.id not in put_away:
            by_day.setdefault(one.date, []).append(one)
    for day in sorted(by_day, reverse=True):
        for first, second in combinations(by_day[day], 2):
            if first.note_taker != second.note_taker and set(first.villages) & set(second.villages):
                return first, second
    return None
