"""Working days: weekends, public holidays, and what the commune's own list changes."""

from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeAlias

from danvan_tui.vietnamese.lunar import lunar_to_solar

TermUnit: TypeAlias = Literal["days", "working_days", "months"]
"""What a term of the law is counted in."""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NOTHING: Mapping[date, str] = MappingProxyType({})
_DAY = timedelta(days=1)
_CULTURE_DAY_SINCE = 2026


@lru_cache(maxsize=64)
def days_off(year: int) -> Mapping[date, str]:
    """The public holidays of Vietnam in a year, by date, with their names.

    The library knows what the government moved in past years; the bare law serves where it ends.
    """
    from holidays import country_holidays  # noqa: PLC0415 - a tenth of a second, on first need

    known: dict[date, str] = dict(country_holidays("VN", years=year, language="vi"))
    if not known:
        known = _days_off_by_law(year)
    if year >= _CULTURE_DAY_SINCE:
        known.setdefault(date(year, 11, 24), "Ngày Văn hóa Việt Nam")
    return MappingProxyType(known)


def _days_off_by_law(year: int) -> dict[date, str]:
    days: dict[date, str] = {}
    with suppress(ValueError):  # the first and last years that dates hold have no lunar calendar
        tet = lunar_to_solar(1, 1, year)
        days = {tet + step * _DAY: "Tết Nguyên đán" for step in range(-1, 4)}
        days[lunar_to_solar(10, 3, year)] = "Giỗ Tổ Hùng Vương"
    for month, day, name in (
        (1, 1, "Tết Dương lịch"),
        (4, 30, "Ngày Chiến thắng"),
        (5, 1, "Ngày Quốc tế Lao động"),
        (9, 1, "Quốc khánh"),
        (9, 2, "Quốc khánh"),
    ):
        days[date(year, month, day)] = name
    return days


class Calendar:
    """Which days are worked; the caller's own days go before the public holidays."""

    def __init__(
        self,
        extra_off: Mapping[date, str] = _NOTHING,
        working: Collection[date] = (),
        public: Callable[[int], Mapping[date, str]] = days_off,
    ) -> None:
        self._extra_off = dict(extra_off)
        self._working = frozenset(working)
        self._public = public

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.name(day) is None

    def name(self, day: date) -> str | None:
        """Why the day is off: the holiday's name, else the weekday; None for a working day."""
        if day in self._working:
            return None
        holiday = self._extra_off.get(day) or self._public(day.year).get(day)
        return holiday or (WEEKDAYS[day.weekday()] if day.weekday() >= 5 else None)

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start`` (before it when negative)."""
        step = _DAY if count > 0 else -_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def last_working(self, day: date) -> date:
        """The day itself if it is worked, else the last working day before it."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    def last_day_after(self, event: date, count: int, unit: TermUnit) -> date:
        """The last day of a term that an event begins (Civil Code, articles 147 and 148).

        The day of the event does not count; a last day that is off moves to the next working day.
        """
        if unit == "working_days":
            return self.add_working_days(event, count)
        return self.next_working(_moved(event, count, unit))

    def last_day_before(self, event: date, count: int, unit: TermUnit) -> date:
        """The last working day on which something can be done at least so long before an event."""
        if unit == "working_days":
            return self.add_working_days(event, -count)
        return self.last_working(_moved(event, -count, unit))


class WorkingDaysFrom:
    """How many working days lie between one day and others; each day is looked at once."""

    def __init__(self, calendar: Calendar, start: date) -> None:
        self._calendar = calendar
        self._first = self._last = start
        self._known = {start: 0}

    def until(self, day: date) -> int:
        """How many working days come after the start up to this day; negative where it is past."""
        while self._last < day:
            before, self._last = self._last, self._last + _DAY
            self._known[self._last] = self._known[before] + self._calendar.is_working(self._last)
        while self._first > day:
            after, self._first = self._first, self._first - _DAY
            self._known[self._first] = self._known[after] - self._calendar.is_working(after)
        return self._known[day]


def months_after(day: date, count: int) -> date:
    """The same day so many months on (back where negative), else the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _moved(event: date, count: int, unit: TermUnit) -> date:
    return months_after(event, count) if unit == "months" else event + count * _DAY
