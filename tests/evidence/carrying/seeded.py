"""Ids, names and times that follow from a seed, so that ties fall alike in every repetition."""

import random
from datetime import datetime, timedelta, timezone
from uuid import UUID

_NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=7)))


class Ids:
    """The ids one place gives; they come from a seed of their own, whatever else is drawn."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(seed)

    def new_id(self) -> str:
        """An id for a record, a session or a line."""
        return str(UUID(int=self._chance.getrandbits(128)))

    def new_replica(self) -> str:
        """A name for one opening of a notebook."""
        return f"{self._chance.getrandbits(48):012x}"


class Clock:
    """A clock that goes on by a second whenever it is looked at, and may be set wrong."""

    def __init__(self) -> None:
        self._ticks = 0
        self._skew = timedelta()

    def set_wrong(self, days: int) -> None:
        """Be so many days off from now on."""
        self._skew = timedelta(days=days)

    def __call__(self) -> datetime:
        self._ticks += 1
        return _NOW + self._skew + timedelta(seconds=self._ticks)
