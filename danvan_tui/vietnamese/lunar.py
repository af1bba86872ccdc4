"""The Vietnamese lunar calendar (UTC+7), from new moons and the sun's longitude.

After the method published by Hồ Ngọc Đức: a month begins on the day of the new moon, month 11
holds the winter solstice, and the first month without a major solar term is a leap month.
"""

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from math import floor, pi, radians, sin
from typing import NamedTuple

_DAY_ONE = 1721425  # Julian day number of the day before 1 January of year 1
_ZONE = 7 / 24  # of a day
_MONTH = 29.530588853
_FIRST_MOON = 2415021.076998695  # the new moon that is number 0, in January 1900
_CENTURY_OF_MOONS = 1236.85


class LunarDate(NamedTuple):
    """A day of the lunar calendar."""

    day: int
    month: int
    year: int
    leap: bool = False


class _Month(NamedTuple):
    start: int  # ordinal of its first day
    month: int
    year: int
    leap: bool


def solar_to_lunar(day: date) -> LunarDate:
    """The lunar date of a day."""
    months = _months_around(day.year)
    ordinal = day.toordinal()
    position = bisect_right(months, ordinal, key=lambda month: month.start) - 1
    start, month, year, leap = months[position]
    return LunarDate(ordinal - start + 1, month, year, leap)


def lunar_to_solar(day: int, month: int, year: int, leap: bool = False) -> date:
    """The day a lunar date falls on; raises ValueError for one that does not exist."""
    months = _months_around(year) + _months_from_solstice(year + 1)
    for position, found in enumerate(months[:-1]):
        if found[1:] == (month, year, leap):
            if 1 <= day <= months[position + 1].start - found.start:
                return date.fromordinal(found.start + day - 1)
            break
    raise ValueError(f"{day}/{month}/{year}")


def _months_around(year: int) -> tuple[_Month, ...]:
    return _months_from_solstice(year - 1) + _months_from_solstice(year)


@lru_cache(maxsize=512)
def _months_from_solstice(year: int) -> tuple[_Month, ...]:
    """Month 11 of ``year`` and all that follow before the next month 11."""
    first, end = _moon_of_month_11(year), _moon_of_month_11(year + 1)
    leap = _leap_moon(first) if end - first == 13 else end
    months = []
    for moon in range(first, end):
        number = 10 + moon - first - (moon >= leap)
        months.append(_Month(_moon_day(moon), number % 12 + 1, year + (number > 11), moon == leap))
    return tuple(months)


def _moon_of_month_11(year: int) -> int:
    last_day = date(year, 12, 31).toordinal()
    moon = floor((last_day + _DAY_ONE - 2415021) / _MONTH) + 1
    while _moon_day(moon) > last_day or _sun_sector(_moon_day(moon)) >= 9:
        moon -= 1
    return moon


def _leap_moon(first: int) -> int:
    for moon in range(first + 1, first + 13):
        if _sun_sector(_moon_day(moon)) == _sun_sector(_moon_day(moon + 1)):
            return moon
    raise AssertionError(first)


def _sun_sector(ordinal: int) -> int:
    """The twelfth of the year's circle where the sun is as the day begins; 9 is the solstice."""
    centuries = (ordinal + _DAY_ONE - 0.5 - _ZONE - 2451545) / 36525
    anomaly = radians(
        357.52910 + 35999.05030 * centuries - 0.0001559 * centuries**2 - 0.00000048 * centuries**3
    )
    mean = 280.46645 + 36000.76983 * centuries + 0.0003032 * centuries**2
    centre = (
        (1.914600 - 0.004817 * centuries - 0.000014 * centuries**2) * sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly)
        + 0.000290 * sin(3 * anomaly)
    )
    return floor(radians(mean + centre) % (2 * pi) / pi * 6)


@lru_cache(maxsize=4096)
def _moon_day(moon: int) -> int:
    """The ordinal of the day on which new moon number ``moon`` falls in Vietnam."""
    return floor(_new_moon(moon) + 0.5 + _ZONE) - _DAY_ONE


def _new_moon(moon: int) -> float:
    """The Julian date of new moon number ``moon`` since January 1900 (Meeus)."""
    t = moon / _CENTURY_OF_MOONS
    t2, t3 = t * t, t * t * t
    mean = 2415020.75933 + 29.53058868 * moon + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t2))
    sun = radians(359.2242 + 29.10535608 * moon - 0.0000333 * t2 - 0.00000347 * t3)
    moon_anomaly = radians(306.0253 + 385.81691806 * moon + 0.0107306 * t2 + 0.00001236 * t3)
    latitude = radians(21.2964 + 390.67050646 * moon - 0.0016528 * t2 - 0.00000239 * t3)
    return mean + _correction(t, sun, moon_anomaly, latitude) - _clock_drift(t)


def _correction(t: float, sun: float, moon: float, latitude: float) -> float:
    return (
        (0.1734 - 0.000393 * t) * sin(sun)
        + 0.0021 * sin(2 * sun)
        - 0.4068 * sin(moon)
        + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon)
        + 0.0104 * sin(2 * latitude)
        - 0.0051 * sin(sun + moon)
        - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * latitude + sun)
        - 0.0004 * sin(2 * latitude - sun)
        - 0.0006 * sin(2 * latitude + moon)
        + 0.0010 * sin(2 * latitude - moon)
        + 0.0005 * sin(2 * moon + sun)
    )


def _clock_drift(t: float) -> float:
    """Dynamical time minus universal time, in days."""
    if t < -11:
        return 0.001 + 0.000839 * t + 0.0002261 * t**2 - 0.00000845 * t**3 - 0.000000081 * t**4
    return -0.000278 + 0.000265 * t + 0.000262 * t**2
