"""On how many days the heads of the commune met people, and how many the law asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from danvan_tui.followup.clocks.due import DueItem, DutyState, Tally, head_of, is_for_a_month
from danvan_tui.followup.clocks.meetings import Meeting
from danvan_tui.followup.clocks.terms import Terms
from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar, months_after

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_THURSDAY = 3  # a week belongs to the month that has most of its days


def tallies(
    meetings: Sequence[Meeting],
    clocks: Iterable[LegalDeadline],
    terms: Terms,
    settings: Settings,
) -> Iterator[DueItem]:
    """One line for each clock that asks for days in a week, a month or a year."""
    for clock in clocks:
        if clock.owed and clock.per in _TALLIED and not is_for_a_month(clock):
            head = head_of(clock, settings)
            days = {
                one.day
                for one in meetings
                if one.owes(clock) and (one.extract.is_held or one.day <= terms.today)
                if not head or one.is_chaired_by(head)
            }
            yield _TALLIED[clock.per](clock, days, head, terms)


def _of_week(clock: LegalDeadline, days: set[date], head: str, terms: Terms) -> DueItem:
    """The days of this month, and whether this week has its own; a week off asks for none."""
    month, until = _month(terms.today)
    monday = terms.today - terms.today.weekday() * _DAY
    this_week = _within(days, monday, monday + _WEEK - _DAY)
    asked = clock.least * sum(_is_worked(week, terms.calendar) for week in _weeks(month, until))
    tally = Tally(
        done=_within(days, month, until),
        asked=asked,
        since=month.isoformat(),
        until=until.isoformat(),
        this_week=this_week,
        head=head,
    )
    is_met = this_week >= clock.least or not _is_worked(monday, terms.calendar)
    return _item(clock, tally, is_met, monday + _WEEK - _DAY, terms)


def _of_month(clock: LegalDeadline, days: set[date], head: str, terms: Terms) -> DueItem:
    return _of_period(clock, days, head, terms, *_month(terms.today))


def _of_year(clock: LegalDeadline, days: set[date], head: str, terms: Terms) -> DueItem:
    year = terms.today.year
    return _of_period(clock, days, head, terms, date(year, 1, 1), date(year, 12, 31))


_TALLIED = {"week": _of_week, "month": _of_month, "year": _of_year}


def _of_period(
    clock: LegalDeadline, days: set[date], head: str, terms: Terms, since: date, until: date
) -> DueItem:
    tally = Tally(
        done=_within(days, since, until),
        asked=clock.least,
        since=since.isoformat(),
        until=until.isoformat(),
        head=head,
    )
    return _item(clock, tally, tally.done >= tally.asked, until, terms)


def _item(clock: LegalDeadline, tally: Tally, is_met: bool, until: date, terms: Terms) -> DueItem:
    """The line of a clock; what is still lacking is to be done on a day that is worked."""
    if is_met:
        return DueItem(clock=clock, state=DutyState.MET, tally=tally)
    last = terms.calendar.last_working(until)
    overdue = last < terms.today
    return DueItem(
        clock=clock,
        state=DutyState.OVERDUE if overdue else DutyState.DUE,
        last=last.isoformat(),
        left=terms.left(last).days,
        tally=tally,
    )


def _within(days: set[date], since: date, until: date) -> int:
    return sum(since <= day <= until for day in days)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, months_after(first, 1) - _DAY


def _weeks(since: date, until: date) -> Iterator[date]:
    """The Mondays of the weeks that belong to a month."""
    day = since + (_THURSDAY - since.weekday()) % 7 * _DAY
    while day <= until:
        yield day - _THURSDAY * _DAY
        day += _WEEK


def _is_worked(monday: date, calendar: Calendar) -> bool:
    return any(calendar.is_working(monday + step * _DAY) for step in range(7))
