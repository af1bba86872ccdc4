"""Promise: what the law asks for next is listed with its right day, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from danvan_tui.followup.clocks.due import DutyState, Section, section_of
from danvan_tui.model.settings import Settings
from danvan_tui.wording import due as words
from tests.followup.owing import (
    TODAY,
    dialogue,
    done,
    of,
    only,
    owed,
    raised,
    reception,
    said,
)

DAY = timedelta(days=1)


# Dialogues


def test_a_dialogue_that_is_planned_is_to_be_announced_seven_days_before() -> None:
    planned = dialogue("2026-12-01", state="draft")
    items = owed(planned)
    # seven days before is Tuesday 24, a holiday: Monday 23 is the last day that will do
    assert said(only("dialogue_announce", items)) == ("2026-11-23", "3 days left")
    assert of("dialogue_publish", items) == []


def test_once_it_cannot_be_announced_in_time_it_is_overdue_and_later_missed_for_30_days() -> None:
    held = dialogue("2026-11-20", state="draft")
    assert only("dialogue_announce", owed(held)).state is DutyState.OVERDUE
    held = dialogue("2026-11-19")
    item = only("dialogue_announce", owed(held))
    assert item.state is DutyState.MISSED
    assert section_of(item, TODAY) is Section.OVERDUE
    assert of("dialogue_announce", owed(held, today=date(2026, 12, 19))) != []
    assert of("dialogue_announce", owed(held, today=date(2026, 12, 20))) == []
    assert of("dialogue_announce", owed(held, today=date(2026, 12, 20), everything=True)) != []


def test_what_was_said_is_to_be_published_ten_days_after() -> None:
    item = only("dialogue_publish", owed(dialogue("2026-11-14")))
    assert said(item) == ("2026-11-25", "5 days left")
    assert words.about(item) == "DT-1 · Thôn Văn Xá"
    late = only("dialogue_publish", owed(dialogue("2026-11-02")))
    assert said(late) == ("2026-11-12", "8 days overdue")
    assert late.state is DutyState.OVERDUE


def test_a_draft_whose_day_is_past_and_that_says_nothing_owes_nothing() -> None:
    assert of("dialogue_publish", owed(dialogue("2026-11-02", state="draft"))) == []
    begun = dialogue("2026-11-02", raised(1), state="draft")
    assert of("dialogue_publish", owed(begun)) != []


def test_a_duty_that_was_met_is_no_longer_due() -> None:
    held = dialogue("2026-11-14", duties=(done("dialogue_publish", "2026-11-16"),))
    assert of("dialogue_publish", owed(held)) == []
    met = only("dialogue_publish", owed(held, everything=True))
    assert (met.state, words.left_words(met)) == (DutyState.MET, "done 16/11/2026")
    assert section_of(met, TODAY) is Section.DONE


# The calendar, the heads, the year


def test_the_calendar_of_a_month_is_posted_once_before_its_first_reception() -> None:
    planned = [
        reception("2026-12-16", code="TD-2", state="draft"),
        reception("2026-12-09", code="TD-1", state="draft"),
    ]
    item = only("reception_calendar", owed(*planned))
    assert said(item) == ("2026-12-02", "7 working days left")
    assert words.about(item) == "receptions of 12/2026"
    assert item.folder == "TD-1-x"
    posted = done("reception_calendar", "2026-11-30")
    other = msgspec.structs.replace(planned[0], duties=(posted,))
    assert of("reception_calendar", owed(other, planned[1])) == []


def test_days_with_receptions_are_counted_once_each_against_the_weeks_of_the_month() -> None:
    held = [
        reception(day, code=f"TD-{number}")
        for number, day in enumerate(["2026-11-03", "2026-11-03", "2026-11-10", "2026-10-29"])
    ]
    week = only("chair_weekly", owed(*held))
    assert week.tally is not None
    assert (week.tally.done, week.tally.asked, week.tally.this_week) == (2, 4, 0)
    assert (week.state, week.last) == (DutyState.DUE, "2026-11-20")
    assert words.about(week) == "2 days this month, 4 asked for · 0 days this week"
    assert "All receptions are counted" in words.who_counts(week)
    month = only("party_monthly", owed(*held))
    assert month.state is DutyState.MET
    assert section_of(month, TODAY) is Section.COUNTS


def test_with_the_name_in_the_settings_only_his_receptions_count() -> None:
    heads = Settings(chair="Trịnh Xuân Quý", party_head="Nguyễn Hồng Phong")
    held = [
        reception("2026-11-17", code="TD-1", chair="Ông TRỊNH XUÂN QUÝ - Chủ tịch UBND xã"),
        reception("2026-11-18", code="TD-2", chair="nguyen hong phong"),
        reception("2026-11-19", code="TD-3", chair="Trịnh Xuân Quýnh"),
    ]
    items = owed(*held, settings=heads)
    week = only("chair_weekly", items)
    assert week.tally is not None
    assert (week.tally.done, week.tally.this_week, week.state) == (1, 1, DutyState.MET)
    assert "Trịnh Xuân Quý" in words.who_counts(week)
    month = only("party_monthly", items)
    assert month.tally is not None
    assert (month.tally.done, month.tally.asked, month.state) == (1, 2, DutyState.DUE)
    assert [item.code for item in of("party_notice", items)] == ["TD-2"]
    assert of("party_notice", owed(*held)) == []


def test_a_week_off_asks_for_no_reception() -> None:
    off = {date(2026, 11, 16) + step * DAY for step in range(5)}
    week = only("chair_weekly", owed(off=off))
    assert week.tally is not None
    assert (week.tally.asked, week.state) == (3, DutyState.MET)


def test_a_planned_reception_is_not_counted_before_its_day() -> None:
    planned = reception("2026-11-20", state="draft")
    week = only("chair_weekly", owed(planned, today=date(2026, 11, 19)))
    assert week.tally is not None
    assert week.tally.this_week == 0


def test_a_year_without_a_dialogue_lacks_one() -> None:
    year = only("dialogue_yearly", owed(dialogue("2025-12-30")))
    assert (year.state, year.last) == (DutyState.DUE, "2026-12-31")
    assert words.about(year) == "0 days this year, 1 asked for"
    year = only("dialogue_yearly", owed(dialogue("2026-01-05")))
    assert (year.state, words.left_words(year)) == (DutyState.MET, "enough")
