"""Terms of the law counted on one calendar from one day: when they end, how much is left."""

from datetime import date
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.vietnamese.workdays import Calendar, WorkingDaysFrom

_YEARS = range(2000, 2200)  # in any other a day was mistyped, as the guard of the ledger says
_FAR = 800  # days: further away nobody counts working days

LeftIn: TypeAlias = Literal["days", "working_days"]


class Left(NamedTuple):
    """How long until a day; negative once it is past."""

    days: int
    unit: LeftIn


class Terms:
    """Counts terms as the Civil Code does; what was counted once is remembered."""

    def __init__(self, calendar: Calendar, today: date) -> None:
        self.today = today
        self.calendar = calendar
        self._working_days = WorkingDaysFrom(calendar, today)
        self._last_day = cache(self._counted)

    def last_day(self, clock: LegalDeadline, event: date) -> date:
        """The last day on which a clock is kept that this event sets going."""
        return self._last_day(event, clock.limit, clock.unit, clock.direction)

    def left(self, day: date, unit: str = "days") -> Left:
        """How much is left until a day, counted as the term is."""
        days = (day - self.today).days
        if unit == "working_days" and abs(days) <= _FAR:
            working_days = self._working_days.until(day)
            if working_days or not days:  # none between: a weekend late is late all the same
                return Left(working_days, "working_days")
        return Left(days, "days")

    def _counted(
        self,
        event: date,
        count: int,
        unit: Literal["days", "working_days", "months"],
        direction: str,
    ) -> date:
        if direction == "before":
            return self.calendar.last_day_before(event, count, unit)
        return self.calendar.last_day_after(event, count, unit)


def day_of(text: str) -> date | None:
    """The day that a record says in ISO 8601; None where it says none that can be."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
