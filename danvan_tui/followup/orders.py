"""In what order people expect promises, units, villages and names."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from danvan_tui.followup.promises import Followed
from danvan_tui.vietnamese.order import SortKey, name_key, sort_key

_NEVER = "9999"  # a deadline that is not set comes last

_Key: TypeAlias = tuple[bool, SortKey]


class Order(StrEnum):
    """What comes first in a group."""

    DUE = "due"
    """The nearest deadline; without one last."""
    NEWEST = "newest"
    """What was promised last."""
    UNIT = "unit"
    REVIEWED = "reviewed"
    """What nobody looked at for the longest time."""


class Ordered:
    """The places of promises in every order; those alike follow each other as they were made."""

    def __init__(self, promises: Sequence[Followed]) -> None:
        self._promises = promises
        self._known: dict[Order, list[int]] = {}

    def places(self, order: Order) -> list[int]:
        """The places of all promises in this order."""
        if order not in self._known:
            self._known[order] = self._sorted(order)
        return self._known[order]

    def _sorted(self, order: Order) -> list[int]:
        promises = self._promises
        if order is Order.NEWEST:
            days = [one.date for one in promises]
            return sorted(self._made, key=days.__getitem__, reverse=True)
        if order is Order.DUE:
            days = [one.due or _NEVER for one in promises]
            return sorted(self._made, key=days.__getitem__)
        by_due = self.places(Order.DUE)
        if order is Order.UNIT:
            ranks = _ranked(one.unit for one in promises)
            return sorted(by_due, key=[ranks[one.unit] for one in promises].__getitem__)
        looked_at = [one.last_on if one.is_reviewed else one.date for one in promises]
        return sorted(by_due, key=looked_at.__getitem__)

    @cached_property
    def _made(self) -> list[int]:
        sessions = sorted({(one.date, one.code) for one in self._promises})
        ranks = {session: rank for rank, session in enumerate(sessions)}
        keys = [(ranks[one.date, one.code], one.number) for one in self._promises]
        return sorted(range(len(keys)), key=keys.__getitem__)


def text_key(value: str) -> _Key:
    """Sorts names of units and villages as a Vietnamese dictionary does; none comes last."""
    return not value, sort_key(value)


def person_key(value: str) -> _Key:
    """Sorts people by their last word; nobody comes last."""
    return not value, name_key(value)


def _ranked(values: Iterable[str]) -> Mapping[str, int]:
    return {value: rank for rank, value in enumerate(sorted({*values}, key=text_key))}
