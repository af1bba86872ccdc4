"""The lunar calendar agrees with known days and turns both ways."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.lunar import LunarDate, lunar_to_solar, solar_to_lunar

TET = {
    1968: (1, 29),  # a day before Beijing's
    1985: (1, 21),  # a month before Beijing's
    2000: (2, 5), 2007: (2, 17), 2008: (2, 7), 2015: (2, 19), 2016: (2, 8), 2017: (1, 28),
    2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13),
    2030: (2, 2),
}  # fmt: skip


@pytest.mark.parametrize("year", TET)
def test_tet(year: int) -> None:
    assert lunar_to_solar(1, 1, year) == date(year, *TET[year])


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        (LunarDate(10, 3, 2026), date(2026, 4, 26)),
        (LunarDate(10, 3, 2027), date(2027, 4, 16)),
        (LunarDate(15, 8, 2026), date(2026, 9, 25)),
        (LunarDate(15, 11, 2026), date(2026, 12, 23)),
        (LunarDate(15, 1, 2027), date(2027, 2, 20)),
        (LunarDate(1, 6, 2025, leap=True), date(2025, 7, 25)),
        (LunarDate(1, 2, 2023, leap=True), date(2023, 3, 22)),
        (LunarDate(1, 4, 2020, leap=True), date(2020, 5, 23)),
    ],
)
def test_known_days(lunar: LunarDate, day: date) -> None:
    assert lunar_to_solar(*lunar) == day
    assert solar_to_lunar(day) == lunar


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_there_and_back(day: date) -> None:
    assert lunar_to_solar(*solar_to_lunar(day)) == day


def test_every_day_follows_the_one_before() -> None:
    before = solar_to_lunar(date(2019, 12, 31))
    for ordinal in range(date(2020, 1, 1).toordinal(), date(2031, 1, 1).toordinal()):
        lunar = solar_to_lunar(date.fromordinal(ordinal))
        if lunar.day == 1:
            assert before.day in (29, 30)
            assert lunar.month in (before.month, before.month % 12 + 1)
        else:
            assert lunar == before._replace(day=before.day + 1)
        before = lunar


@pytest.mark.parametrize(
    "lunar", [(30, 1, 2026, True), (1, 1, 2026, True), (31, 1, 2026, False), (0, 1, 2026, False),
              (1, 13, 2026, False), (30, 12, 2024, False)]
)  # fmt: skip
def test_days_that_do_not_exist_are_refused(lunar: tuple[int, int, int, bool]) -> None:
    with pytest.raises(ValueError, match="/"):
        lunar_to_solar(*lunar)
