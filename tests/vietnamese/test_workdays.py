"""Working days: the law's holidays, and the commune's own list before them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.workdays import Calendar, days_off

CATALOGUE = Path(__file__).parents[2] / "data" / "catalogues" / "days_off.toml"
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDAR = Calendar()


def test_the_day_of_vietnamese_culture_is_off_since_2026() -> None:
    assert date(2025, 11, 24) not in days_off(2025)
    assert "Văn hóa" in days_off(2026)[date(2026, 11, 24)]


@pytest.mark.parametrize("year", [2024, 2026, 2030, 2060, 2140])
def test_every_year_knows_the_holidays_of_the_law(year: int) -> None:
    off = days_off(year)
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= off.keys()
    assert sum("Tết" in name or "Tết" in name.title() for name in off.values()) >= 5


@pytest.mark.parametrize("year", [1, 2, 9997, 9998, 9999])
def test_the_first_and_last_years_have_days_off_too(year: int) -> None:
    assert {date(year, 1, 1), date(year, 9, 2)} <= days_off(year).keys()


def test_a_day_says_why_it_is_off() -> None:
    assert CALENDAR.name(date(2026, 11, 22)) == "Chủ nhật"
    assert CALENDAR.name(date(2026, 11, 21)) == "thứ Bảy"
    assert CALENDAR.name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert CALENDAR.name(date(2026, 11, 23)) is None


def test_the_callers_days_go_before_the_law() -> None:
    saturday, monday, holiday = date(2026, 11, 28), date(2026, 11, 23), date(2026, 11, 24)
    calendar = Calendar({monday: "Ngày hội Đại đoàn kết"}, {saturday, holiday})
    assert calendar.name(monday) == "Ngày hội Đại đoàn kết"
    assert calendar.is_working(saturday)
    assert calendar.is_working(holiday)


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_counting_agrees_with_counting_on_fingers(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    low, high = sorted((start, end))
    between = [low + timedelta(days=step) for step in range((high - low).days + 1)]
    worked = [
        day
        for day in between
        if day != start and day.weekday() < 5 and day not in days_off(day.year)
    ]
    assert len(worked) == abs(count)
    assert count == 0 or end in worked
    assert (end > start) == (count > 0)


@settings(deadline=None)
@given(DAYS)
def test_the_nearest_working_days_stand_on_either_side(day: date) -> None:
    later, earlier = CALENDAR.next_working(day), CALENDAR.last_working(day)
    assert earlier <= day <= later
    assert CALENDAR.is_working(later)
    assert CALENDAR.is_working(earlier)
    assert (later == day) == (earlier == day) == CALENDAR.is_working(day)


def test_the_catalogue_is_read_and_names_its_sources() -> None:
    days = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["day"]
    assert all(day["name"] and day["source"] for day in days)
    calendar = Calendar(
        {day["date"]: day["name"] for day in days if day["off"]},
        [day["date"] for day in days if not day["off"]],
    )
    assert calendar.is_working(date(2026, 8, 22))  # a Saturday worked for Monday 31 August
    assert not calendar.is_working(date(2026, 1, 2))
    assert not calendar.is_working(date(2026, 11, 24))
