"""Terms of the law, against a reckoning that walks the days one by one."""

from collections.abc import Set
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.workdays import Calendar, WorkingDaysFrom, months_after

DAY = timedelta(days=1)
EVENTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 90)
FAR = st.integers(-130, 130)
OFF = st.builds(  # some days off anywhere, some in a row where the term ends
    lambda single, rows: single | {start + step for start, many in rows for step in range(many)},
    st.sets(FAR, max_size=40),
    st.lists(st.tuples(FAR, st.integers(1, 10)), max_size=6),
)
"""The days off, as so many days before or after the event."""


def around(event: date, off: Set[int]) -> set[date]:
    return {event + step * DAY for step in off}


def calendar(off: Set[date]) -> Calendar:
    """Weekends, and these days off: nothing else."""
    return Calendar(dict.fromkeys(off, "off"), (), lambda _year: {})


def is_off(day: date, off: Set[date]) -> bool:
    return day.weekday() in {5, 6} or day in off


@settings(deadline=None)
@given(EVENTS, COUNTS, OFF)
def test_a_term_of_days_ends_on_the_first_worked_day_from_its_last_one_on(
    event: date, count: int, steps: set[int]
) -> None:
    off = around(event, steps)
    day = event
    for _step in range(count):
        day += DAY
    while is_off(day, off):
        day += DAY
    assert calendar(off).last_day_after(event, count, "days") == day


@settings(deadline=None)
@given(EVENTS, COUNTS, OFF)
def test_a_term_of_working_days_counts_only_those_after_the_event(
    event: date, count: int, steps: set[int]
) -> None:
    off = around(event, steps)
    day, worked = event, 0
    while worked < count:
        day += DAY
        worked += not is_off(day, off)
    assert calendar(off).last_day_after(event, count, "working_days") == day


@settings(deadline=None)
@given(EVENTS, st.integers(1, 30), OFF)
def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_its_month(
    event: date, count: int, steps: set[int]
) -> None:
    off = around(event, steps)
    day = event.replace(day=1)
    for _month in range(count):  # from the first of a month to that of the next
        day += DAY
        while day.day != 1:
            day += DAY
    month = day.month
    while day.day < event.day and (day + DAY).month == month:
        day += DAY
    while is_off(day, off):
        day += DAY
    assert calendar(off).last_day_after(event, count, "months") == day


@settings(deadline=None)
@given(EVENTS, COUNTS, OFF)
def test_at_least_so_many_days_before_ends_on_a_worked_day_no_later_one_will_do(
    event: date, count: int, steps: set[int]
) -> None:
    off = around(event, steps)
    day = event
    for _step in range(count):
        day -= DAY
    while is_off(day, off):
        day -= DAY
    assert calendar(off).last_day_before(event, count, "days") == day


@settings(deadline=None)
@given(EVENTS, COUNTS, OFF)
def test_at_least_so_many_working_days_before_counts_only_those_before_the_event(
    event: date, count: int, steps: set[int]
) -> None:
    off = around(event, steps)
    day, worked = event, 0
    while worked < count:
        day -= DAY
        worked += not is_off(day, off)
    assert calendar(off).last_day_before(event, count, "working_days") == day


@settings(deadline=None)
@given(EVENTS, st.lists(EVENTS, min_size=1, max_size=6), OFF)
def test_working_days_between_are_the_same_in_whatever_order_they_are_asked_for(
    start: date, days: list[date], steps: set[int]
) -> None:
    off = around(start, steps)
    between = WorkingDaysFrom(calendar(off), start)
    for day in days:
        low, high = sorted((start, day))
        worked = 0
        while low < high:
            low += DAY
            worked += not is_off(low, off)
        assert between.until(day) == (worked if day >= start else -worked)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 22), 2, date(2027, 1, 22)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, count: int, expected: date) -> None:
    assert months_after(day, count) == expected


def test_a_term_over_a_holiday_on_the_calendar_of_the_country() -> None:
    known = Calendar()
    # Sunday 22 November 2026; Tuesday 24 is the Day of Vietnamese Culture
    assert known.last_day_after(date(2026, 11, 22), 10, "working_days") == date(2026, 12, 7)
    assert known.last_day_after(date(2026, 11, 14), 10, "days") == date(2026, 11, 25)
    assert known.last_day_before(date(2026, 12, 1), 7, "days") == date(2026, 11, 23)
