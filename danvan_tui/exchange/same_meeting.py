"""Which notes may be of one meeting: two that were never put together, and which look alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.model.holders import holders
from danvan_tui.model.records import Session
from danvan_tui.vietnamese.fold import fold


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
            if first.note_taker != second.note_taker and shared(first, second):
                return first, second
    return None


def shared(one: Summary | Session, other: Summary | Session) -> int:
    """How many villages two notes have in common, however they are written."""
    return len(_villages(one) & _villages(other))


def are_unlike(one: Session, other: Session) -> bool:
    """Whether two notes tell of another day, of other villages or of another commune."""
    is_elsewhere = one.villages and other.villages and not shared(one, other)
    is_of_other = one.commune and other.commune and fold(one.commune) != fold(other.commune)
    return one.date != other.date or bool(is_elsewhere or is_of_other)


def _villages(one: Summary | Session) -> set[str]:
    return set(map(fold, one.villages))
