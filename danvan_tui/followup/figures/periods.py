"""Periods of a report: this quarter, last year, or from one day to another."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")
_MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
_YEARS = re.compile(r"(\d{4})(?:\s*[–—-]\s*(\d{4}))?")
_BETWEEN = re.compile(r"[\s–—-]*(?:den|đến|to)?[\s–—-]*", re.IGNORECASE)


class Span(NamedTuple):
    """From one day to another, both in ISO 8601 and included; an empty one is no bound."""

    since: str = ""
    until: str = ""


class Period(StrEnum):
    """The periods that reports are asked for."""

    THIS_MONTH = "this-month"
    THIS_QUARTER = "this-quarter"
    THIS_HALF = "this-half"
    THIS_YEAR = "this-year"
    LAST_YEAR = "last-year"
    ALL = "all"


_MONTHS = {Period.THIS_MONTH: 1, Period.THIS_QUARTER: 3, Period.THIS_HALF: 6}


def span_of(period: Period, today: date) -> Span:
    """The days of a period, those to come included."""
    if period is Period.ALL:
        return Span()
    if period is Period.LAST_YEAR:
        return _months(today.year - 1, 1, 12)
    if period is Period.THIS_YEAR:
        return _months(today.year, 1, 12)
    length = _MONTHS[period]
    return _months(today.year, (today.month - 1) // length * length + 1, length)


def typed_span(text: str, today: date) -> Span | None:
    """The days somebody typed: "1/1/2026-30/6/2026", "1/1-30/6", "6/2026", "2026" or "2020-2025".

    None where it says no such thing, or the end lies before the beginning.
    """
    text = text.strip()
    try:
        if years := _YEARS.fullmatch(text):
            first, last = int(years[1]), int(years[2] or years[1])
            return _months(first, 1, 12 * (last - first + 1)) if first <= last else None
        if month := _MONTH.fullmatch(text):
            return _months(int(month[2]), int(month[1]), 1)
        return _days(text, today)
    except ValueError:
        return None


def _days(text: str, today: date) -> Span | None:
    first = _DAY.match(text)
    between = _BETWEEN.match(text, first.end()) if first else None
    last = _DAY.fullmatch(text, between.end()) if between else None
    if first is None or between is None or last is None or not between[0]:
        return None
    until = _day(last, today.year)
    since = _day(first, until.year)
    return Span(since.isoformat(), until.isoformat()) if since <= until else None


def _day(found: re.Match[str], year: int) -> date:
    if found[1]:
        return date(int(found[1]), int(found[2]), int(found[3]))
    return date(int(found[6] or year), int(found[5]), int(found[4]))


def _months(year: int, month: int, length: int) -> Span:
    first = date(year, month, 1)
    months = year * 12 + month - 1 + length
    behind = date(months // 12, months % 12 + 1, 1)
    return Span(first.isoformat(), (behind - timedelta(days=1)).isoformat())
