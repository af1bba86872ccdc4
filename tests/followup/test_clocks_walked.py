"""Promise: every last day, and what is left of it, is that of a walk over the days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.clocks.due import DutyState
from danvan_tui.followup.extract import Extract
from tests.followup.owing import dialogue, owed, raised, reception

DAY = timedelta(days=1)
RECENT = st.dates(date(2026, 6, 1), date(2027, 2, 28))
OFF = st.frozensets(st.dates(date(2026, 5, 1), date(2027, 4, 30)), max_size=60)


def is_off(day: date, off: frozenset[date]) -> bool:
    return day.weekday() in {5, 6} or day in off


def walked(
    day: date, count: int, off: frozenset[date], working: bool, step: timedelta = DAY
) -> date:
    """The last day of a term after a day, or before it, walked day by day."""
    left = count
    while left:
        day += step
        left -= not (working and is_off(day, off))
    while is_off(day, off):
        day += step
    return day


def left_until(day: date, today: date, off: frozenset[date], working: bool) -> int:
    low, high = sorted((today, day))
    count = 0
    while low < high:
        low += DAY
        count += not (working and is_off(low, off))
    return count if day >= today else -count


@settings(deadline=None, max_examples=150)
@given(RECENT, RECENT, OFF, st.sampled_from(["proposal", "report", "complaint"]))
def test_every_last_day_and_what_is_left_are_those_of_a_walk_over_the_days(
    held: date, today: date, off: frozenset[date], kind: str
) -> None:
    sessions: list[Extract] = [
        dialogue(held.isoformat()),
        reception(held.isoformat(), raised(1, kind), raised(2, "denunciation")),
    ]
    expected = {
        "dialogue_announce": (walked(held, 7, off, False, -DAY), False),
        "dialogue_publish": (walked(held, 10, off, False), False),
        "reception_calendar": (walked(held, 5, off, True, -DAY), True),
        "reception_status": (walked(held, 10, off, True), True),
        "complaint_accept": (walked(held, 7, off, True), True),
        "denunciation_first": (walked(held, 7, off, True), True),
    }
    items = owed(*sessions, today=today, off=off, everything=True)
    found = {item.clock.id: item for item in items if item.tally is None}
    assert found.keys() == expected.keys() - ({"complaint_accept"} if kind != "complaint" else {})
    for name, item in found.items():
        last, working = expected[name]
        assert item.last == last.isoformat(), name
        left = left_until(last, today, off, working)
        assert item.left == left or (left == 0 and item.left_in == "days"), name
        before = item.clock.direction == "before"
        assert (item.state is DutyState.MISSED) == (before and held < today)
        assert (item.state is DutyState.OVERDUE) == (
            last < today and item.state is not DutyState.MISSED
        )
    shown = [item.last for item in items if item.last]
    assert shown == sorted(shown)
