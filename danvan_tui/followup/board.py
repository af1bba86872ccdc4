"""The board: promises narrowed, grouped, ordered and counted while one types.

What hangs on all promises is worked out once and kept, so that a key only picks among them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import Any, TypeAlias, overload

from danvan_tui.followup.figures.villages import Places, with_commune
from danvan_tui.followup.orders import Order, Ordered, person_key, text_key
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.urgency import Urgency, last_near_day, urgency
from danvan_tui.vietnamese.haystack import Haystack, hay, needles

__all__ = ["Board", "Dimension", "Filters", "Group", "Grouping", "Order", "View"]

_REMEMBERED = 200  # answers to filters and words: thirteen kilobytes each after ten years
_FEW = 2000  # so many are put in groups as fast as they are picked out of all groups

_Groups: TypeAlias = list[tuple[str, list[int]]]
"""The places of promises by what they share."""

_TESTS: Mapping[str, Callable[[Followed, str], bool]] = {
    "unit": lambda one, unit: one.unit == unit,
    "field": lambda one, field: one.field == field,
    "session": lambda one, code: _session_key(one) == code,
    "commune": lambda one, commune: one.commune == commune,
    "chair": lambda one, chair: one.chair == chair,
    "since": lambda one, day: one.date >= day,
    "until": lambda one, day: one.date <= day,
}
_SETTLED = frozenset({Urgency.CONFIRMED, Urgency.CANCELLED})


class Dimension(StrEnum):
    """What promises are told apart by; each is a filter of the same name."""

    UNIT = "unit"
    VILLAGE = "village"
    FIELD = "field"
    SESSION = "session"
    CHAIR = "chair"
    COMMUNE = "commune"
    """Where the promises of several communes stand together."""


class Grouping(StrEnum):
    """What promises are put in groups by."""

    URGENCY = "urgency"
    UNIT = "unit"
    VILLAGE = "village"
    """Under each village it was made to."""
    FIELD = "field"
    SESSION = "session"
    CHAIR = "chair"
    COMMUNE = "commune"
    MONTH = "month"
    """Of the deadline."""


_KEYS: Mapping[Grouping, Callable[[Followed], tuple[str]]] = {
    Grouping.UNIT: lambda one: (one.unit,),
    Grouping.FIELD: lambda one: (one.field,),
    Grouping.SESSION: lambda one: (_session_key(one),),
    Grouping.CHAIR: lambda one: (one.chair,),
    Grouping.COMMUNE: lambda one: (one.commune,),
    Grouping.MONTH: lambda one: (one.due[:7],),
}


@dataclass(frozen=True)
class Filters:
    """Which promises are shown; what is empty leaves all."""

    words: str = ""
    """Each begins a word of the promise, with marks or without: what, who, where, its name."""
    urgency: Urgency | None = None
    is_owed: bool = False
    """Only what somebody still has to do or to confirm."""
    unit: str = ""
    village: str = ""
    field: str = ""
    session: str = ""
    """Its code, with its commune where there are several."""
    chair: str = ""
    commune: str = ""
    since: str = ""
    """The first day on which it was promised, in ISO 8601."""
    until: str = ""
    """The last day on which it was promised."""


@dataclass(frozen=True)
class Group:
    """Promises that stand together."""

    key: str
    """What they share: an urgency, the name of a unit, a month (2026-12); empty for none."""
    promises: Sequence[Followed]


@dataclass(frozen=True)
class View:
    """What the board shows."""

    groups: list[Group]
    total: int
    """How many promises are shown, each counted once."""
    counts: Mapping[Urgency, int]
    """How many there are by urgency, with all filters but that of the urgency."""
    rows: Sequence[Followed]
    """The promises of all groups, one after the other."""


class Board:
    """All promises as they stand on one day."""

    def __init__(
        self,
        promises: Sequence[Followed],
        today: date,
        before: "Board | None" = None,
        field_names: Mapping[str, str] | None = None,
    ) -> None:
        """``before`` lends what it made ready of promises that are the very same.

        ``field_names`` are what people read of fields, by which these are sorted.
        """
        self._promises = promises
        self._today, self._soon = today.isoformat(), last_near_day(today)
        self._field_names = field_names or {}
        self._hays = Haystack()
        self._lent = before._lend_hays(promises) if before else {}
        self._answers: dict[tuple[str, str], bytes] = {}
        self._villages_by: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        """The villages that several spellings mean together."""
        self._ordered = Ordered(promises)
        self._grouped: dict[tuple[Grouping, Order], _Groups] = {}

    def view(
        self,
        filters: Filters,
        group_by: Grouping = Grouping.URGENCY,
        order: Order = Order.DUE,
    ) -> View:
        """The promises that pass the filters, in groups and in order."""
        by_urgency = Counter(
            compress(self._urgencies, self._passing(replace(filters, urgency=None, is_owed=False)))
        )
        passing = self._passing(filters)
        groups: list[Group] = []
        shown: list[int] = []
        for key, places in self._groups(group_by, order, passing):
            groups.append(Group(key, _Some(self._promises, places)))
            shown += places
        return View(groups, passing.count(1), by_urgency, _Some(self._promises, shown))

    def values(self, dimension: Dimension, filters: Filters) -> list[tuple[str, int]]:
        """What may be chosen of a dimension, as people sort it, with how many promises each has.

        The filter of that dimension itself is left aside.
        """
        free: dict[str, Any] = {dimension.value: ""}
        passing = self._passing(replace(filters, **free))
        keys = self._keys(Grouping(dimension.value))
        counts = Counter(
            key for promise in compress(self._promises, passing) for key in keys(promise)
        )
        return [(key, counts[key]) for key in self._sorted(Grouping(dimension.value), counts)]

    def prepare(self, promises: int = 3000) -> bool:
        """Make some more promises ready to be searched; True once all of them are."""
        start = len(self._hays.texts)
        for promise in self._promises[start : start + promises]:
            self._hays.add(self._lent.get(id(promise)) or _hay(promise))
        return len(self._hays.texts) == len(self._promises)

    # Filters

    def _passing(self, filters: Filters) -> bytes:
        """For each promise 1 where it passes, else 0."""
        answers = [self._answer(name, value) for name, value in _set(filters)]
        answers += [self._containing(needle) for needle in needles(filters.words)]
        size = len(self._promises)
        passing = int.from_bytes(b"\1" * size, "little")
        for answer in answers:
            passing &= int.from_bytes(answer, "little")
        return passing.to_bytes(size, "little")

    def _answer(self, name: str, value: str) -> bytes:
        known = self._answers.get((name, value))
        return known or self._remember(name, value, bytes(self._asked(name, value)))

    def _asked(self, name: str, value: str) -> list[bool]:
        if name == "urgency":
            return [one == value for one in self._urgencies]
        if name == "is_owed":
            return [one not in _SETTLED for one in self._urgencies]
        if name == "village":
            return self._in_village(value)
        passes = _TESTS[name]
        return [passes(one, value) for one in self._promises]

    def _in_village(self, typed: str) -> list[bool]:
        """Whether it was made to a village, named as groups are or in any other way."""
        exactly = [bool(one.commune) and typed in self._villages_of(one) for one in self._promises]
        if any(exactly):
            return exactly
        called = self._villages.called(typed)
        nowhere: frozenset[str] = frozenset()
        return [
            not called.get(one.commune, nowhere).isdisjoint(one.villages) for one in self._promises
        ]

    def _containing(self, needle: str) -> bytes:
        known = self._answers.get(("", needle))
        if known:
            return known
        while not self.prepare():
            continue
        return self._remember("", needle, self._hays.holding(needle, self._narrowed(needle)))

    def _narrowed(self, needle: str) -> bytes:
        """What can hold a needle: it was sought with fewer letters just before."""
        shorter = (self._answers.get(("", needle[:end])) for end in range(len(needle) - 1, 0, -1))
        return next(filter(None, shorter), b"\1" * len(self._promises))

    def _remember(self, name: str, value: str, answer: bytes) -> bytes:
        if len(self._answers) >= _REMEMBERED:
            self._answers.clear()
        self._answers[name, value] = answer
        return answer

    # Groups and orders

    def _groups(self, group_by: Grouping, order: Order, passing: bytes) -> _Groups:
        """The places of the promises that pass by groups, both in order."""
        ordered = self._ordered.places(order)
        known = self._grouped.get((group_by, order))
        if known is None and passing.count(1) <= _FEW:
            return self._in_groups(group_by, [place for place in ordered if passing[place]])
        if known is None:
            known = self._in_groups(group_by, ordered)
            self._grouped = {(group_by, order): known}  # the others take room and little time
        picked = ((key, [place for place in places if passing[place]]) for key, places in known)
        return [(key, places) for key, places in picked if places]

    def _in_groups(self, group_by: Grouping, ordered: Iterable[int]) -> _Groups:
        places: dict[str, list[int]] = {}
        keys = self._keys(group_by)
        for place in ordered:
            for key in keys(self._promises[place]):
                places.setdefault(key, []).append(place)
        return [(key, places[key]) for key in self._sorted(group_by, places)]

    def _keys(self, group_by: Grouping) -> Callable[[Followed], Iterable[str]]:
        """What tells the groups a promise belongs to."""
        if group_by is Grouping.URGENCY:
            return lambda one: (urgency(one, self._today, self._soon),)
        if group_by is Grouping.VILLAGE:
            return self._villages_of
        return _KEYS[group_by]

    def _sorted(self, group_by: Grouping, keys: Iterable[str]) -> list[str]:
        """Groups as people expect them; the one without a name comes last."""
        if group_by is Grouping.URGENCY:
            return [one for one in Urgency if one in {*keys}]
        if group_by is Grouping.CHAIR:
            return sorted(keys, key=person_key)
        if group_by is Grouping.FIELD:
            return sorted(keys, key=lambda key: text_key(self._field_names.get(key, key)))
        if group_by is Grouping.SESSION:
            return sorted(keys, key=self._dates.__getitem__, reverse=True)
        return sorted(keys, key=text_key)

    # What is worked out once

    @cached_property
    def _urgencies(self) -> list[Urgency]:
        return [urgency(one, self._today, self._soon) for one in self._promises]

    @cached_property
    def _villages(self) -> Places:
        return Places((one.commune, village) for one in self._promises for village in one.villages)

    def _villages_of(self, promise: Followed) -> list[str]:
        spelled = (promise.commune, promise.villages)
        if spelled not in self._villages_by:
            self._villages_by[spelled] = self._villages.names_of(*spelled) or [""]
        return self._villages_by[spelled]

    @cached_property
    def _dates(self) -> Mapping[str, tuple[str, str]]:
        """What sorts sessions by their codes."""
        return {_session_key(one): (one.date, one.code) for one in self._promises}

    def _lend_hays(self, promises: Iterable[Followed]) -> dict[int, bytes]:
        """What was made ready for searching of promises that are the very same."""
        made = zip(self._promises, self._hays.texts, strict=False)
        ready = self._lent | {id(promise): text for promise, text in made}
        return {id(one): ready[id(one)] for one in promises if id(one) in ready}


class _Some(Sequence[Followed]):
    """Some of many promises, fetched when they are looked at."""

    def __init__(self, promises: Sequence[Followed], places: Sequence[int]) -> None:
        self._promises = promises
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Followed: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Followed]: ...

    def __getitem__(self, at: int | slice) -> Followed | Sequence[Followed]:
        if isinstance(at, slice):
            return _Some(self._promises, self._places[at])
        return self._promises[self._places[at]]


def _set(filters: Filters) -> Iterator[tuple[str, str]]:
    """The filters that leave something out, but for the words."""
    for name in filters.__dataclass_fields__:
        value = getattr(filters, name)
        if value and name != "words":
            yield name, str(value)


def _session_key(promise: Followed) -> str:
    """What people call the session, told apart from that of another commune."""
    return with_commune(promise.code, promise.commune)


def _hay(promise: Followed) -> bytes:
    """What a promise is found by: what, who, where, and at last what people call it."""
    places = " ".join((*promise.villages, promise.commune))
    what = f"{promise.content} {promise.issue_text} {promise.unit} {places} {promise.chair}"
    return hay(f"{what} {promise.name}")
