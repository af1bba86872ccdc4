"""Promise: a period is the days people mean by it, named or typed."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_tui.followup.figures.periods import Period, span_of, typed_span

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("period", "today", "since", "until"),
    [
        (Period.THIS_MONTH, TODAY, "2026-11-01", "2026-11-30"),
        (Period.THIS_MONTH, date(2028, 2, 3), "2028-02-01", "2028-02-29"),
        (Period.THIS_QUARTER, TODAY, "2026-10-01", "2026-12-31"),
        (Period.THIS_QUARTER, date(2026, 3, 31), "2026-01-01", "2026-03-31"),
        (Period.THIS_HALF, TODAY, "2026-07-01", "2026-12-31"),
        (Period.THIS_HALF, date(2026, 6, 30), "2026-01-01", "2026-06-30"),
        (Period.THIS_YEAR, TODAY, "2026-01-01", "2026-12-31"),
        (Period.LAST_YEAR, TODAY, "2025-01-01", "2025-12-31"),
        (Period.ALL, TODAY, "", ""),
    ],
)
def test_a_period_that_is_named(period: Period, today: date, since: str, until: str) -> None:
    assert span_of(period, today) == (since, until)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("1/1/2026-30/6/2026", "2026-01-01", "2026-06-30"),
        (" 01/01/2026 – 30/06/2026 ", "2026-01-01", "2026-06-30"),
        ("1/1/2025 đến 30/6/2026", "2025-01-01", "2026-06-30"),
        ("1/1-30/6/2025", "2025-01-01", "2025-06-30"),
        ("1/1-30/6", "2026-01-01", "2026-06-30"),
        ("2026-01-01 - 2026-06-30", "2026-01-01", "2026-06-30"),
        ("22/11/2026-22/11/2026", "2026-11-22", "2026-11-22"),
        ("2/2028", "2028-02-01", "2028-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2020-2025", "2020-01-01", "2025-12-31"),
    ],
)
def test_days_that_are_typed(typed: str, since: str, until: str) -> None:
    assert typed_span(typed, TODAY) == (since, until)


@pytest.mark.parametrize(
    "typed",
    ["", "văn xá", "30/6/2026-1/1/2026", "2026-2020", "31/2/2026-1/3/2026", "13/2026", "0000",
     "1/1/2026", "1/1/2026-", "1/1/202630/6/2026", "1/1/2026-30/6/2026 x", "9999"],
)  # fmt: skip
def test_what_names_no_days(typed: str) -> None:
    assert typed_span(typed, TODAY) is None
