"""Promise: what the law asks for next is listed with its right day, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.clocks.doubts import clock_doubt
from danvan_tui.followup.clocks.due import DueItem, DutyState, Section, section_of
from danvan_tui.followup.clocks.due_list import DueList, due_list
from danvan_tui.followup.clocks.meetings import undated
from danvan_tui.followup.clocks.reckoning import due_items, is_old
from danvan_tui.followup.extract import Extract
from danvan_tui.model.settings import Settings
from danvan_tui.wording import due as words
from tests.followup.owing import (
    TODAY,
    calendar,
    dialogue,
    done,
    lists,
    of,
    owed,
    raised,
    reception,
)

DAY = timedelta(days=1)
RECENT = st.dates(date(2026, 6, 1), date(2027, 2, 28))
OFF = st.frozensets(st.dates(date(2026, 5, 1), date(2027, 4, 30)), max_size=60)


def only(clock: str, items: list[DueItem]) -> DueItem:
    (found,) = of(clock, items)
    return found


def listed(*sessions: Extract) -> DueList:
    clocks = lists().deadlines.choices
    return due_list(sessions, [], clocks, calendar(), TODAY, Settings())


def said(item: DueItem) -> tuple[str, str]:
    return item.last, words.left_words(item)


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


# Receptions


@pytest.mark.parametrize(
    ("kind", "clocks"),
    [
        ("proposal", ["reception_status"]),
        ("report", ["reception_status"]),
        ("question", []),
        ("complaint", ["complaint_accept", "reception_status"]),
        ("denunciation", ["denunciation_first"]),
        ("unclear", []),
    ],
)
def test_each_kind_of_opinion_has_its_own_clocks(kind: str, clocks: list[str]) -> None:
    items = owed(reception("2026-11-18", raised(1, kind)))
    assert sorted(item.clock.id for item in items if item.issue) == clocks


def test_a_reply_is_counted_in_working_days() -> None:
    items = owed(reception("2026-11-18", raised(4, village="Thôn Gò Vối")))
    item = only("reception_status", items)
    assert said(item) == ("2026-12-03", "8 working days left")
    assert words.about(item) == "TD-1, opinion 4 · Thôn Gò Vối"
    late = only("reception_status", owed(reception("2026-11-02", raised(4))))
    assert said(late) == ("2026-11-16", "4 working days overdue")


def test_a_weekend_late_is_late() -> None:
    item = only("reception_status", owed(reception("2026-11-06", raised(1)), today=TODAY + DAY))
    assert said(item) == ("2026-11-20", "1 day overdue")


def test_what_was_answered_there_needs_no_reply_on_how_it_stands() -> None:
    assert of("reception_status", owed(reception("2026-11-18", raised(1, answered=True)))) == []
    passed_on = raised(1, referred=True)
    assert of("reception_status", owed(reception("2026-11-18", passed_on))) != []


def test_what_is_raised_at_a_dialogue_has_no_clock_of_a_reception() -> None:
    items = owed(dialogue("2026-11-18", raised(1), raised(2, "complaint")))
    assert [item.clock.id for item in items if item.issue] == []


def test_a_denunciation_has_its_clock_wherever_it_was_made() -> None:
    items = owed(dialogue("2026-11-18", raised(1, "denunciation")))
    assert [item.clock.id for item in items if item.issue] == ["denunciation_first"]


def test_the_result_is_told_five_working_days_after_it_was_settled() -> None:
    held = reception("2026-11-02", raised(1, resolved="2026-11-17"))
    assert only("reception_result_28_2", owed(held)).last == "2026-11-25"
    assert of("reception_status", owed(held)) == []
    before = reception("2026-11-18", raised(1, resolved="2026-11-02"))
    assert only("reception_result_28_2", owed(before)).event == "2026-11-18"


def test_a_refusal_is_told_within_three_working_days() -> None:
    refused = raised(1, answered=True, outcomes=("refused",))
    items = owed(reception("2026-11-20", refused, raised(2, answered=True, outcomes=("guided",))))
    assert [(item.clock.id, item.number) for item in items if item.issue] == [
        ("reception_refusal", 1)
    ]
    assert only("reception_refusal", items).last == "2026-11-26"


def test_a_complaint_is_settled_thirty_days_after_it_was_accepted() -> None:
    complaint = raised(1, "complaint", answered=True)
    assert of("complaint_settle", owed(reception("2026-11-02", complaint))) == []
    accepted = done("complaint_accept", "2026-11-09", "issue-1")
    items = owed(reception("2026-11-02", complaint, duties=(accepted,)))
    assert of("complaint_accept", items) == []
    assert only("complaint_settle", items).last == "2026-12-09"
    settled = raised(1, "complaint", answered=True, resolved="2026-11-16")
    items = owed(reception("2026-11-02", settled, duties=(accepted,)))
    assert of("complaint_settle", items) == []


def test_who_may_decide_chooses_the_clock_of_a_denunciation() -> None:
    items = owed(
        reception(
            "2026-11-18",
            raised(1, "denunciation", competence="higher"),
            raised(2, "denunciation", competence="commune"),
        )
    )
    assert {item.clock.id: item.issue for item in items if item.issue} == {
        "denunciation_pass_on": "issue-1",
        "denunciation_first": "issue-2",
    }


def test_of_what_is_protected_only_the_session_is_named() -> None:
    secret = raised(7, "denunciation", protected=True, content="", village="Thôn Gò Vối")
    held = reception("2026-11-18", secret, villages=("Thôn Văn Xá",))
    item = only("denunciation_first", owed(held))
    assert words.about(item) == "a protected matter, session TD-1"
    told = msgspec.json.encode(item).decode()
    for hidden in ("Gò Vối", "Văn Xá", "Đường thôn"):
        assert hidden not in told
    assert item.number == 0


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


# What cannot be right


def test_a_session_without_a_day_stops_nothing_and_is_named() -> None:
    held = [dialogue("", code="DT-1"), dialogue("22/11/2026", code="DT-2"), dialogue("2026-11-14")]
    assert len(of("dialogue_publish", owed(*held))) == 1
    assert undated(held) == ["DT-1", "DT-2"]
    (sentence,) = words.left_out(listed(*held), "F6")
    assert "DT-1, DT-2" in sentence


@pytest.mark.parametrize("day", ["2199-12-31", "2000-01-01", "9999-12-31", "0001-01-01"])
def test_any_day_a_session_can_be_given_is_counted_or_left_out(day: str) -> None:
    items = owed(dialogue(day), reception(day, raised(1), raised(2, "complaint")), everything=True)
    assert bool(of("dialogue_publish", items)) == (2000 <= int(day[:4]) < 2200)
    assert {item.left_in for item in of("reception_status", items)} <= {"days"}


def test_a_meeting_a_year_ahead_waits_its_turn() -> None:
    item = only("dialogue_announce", owed(dialogue("2027-11-22", state="draft")))
    assert section_of(item, TODAY) is Section.LATER
    assert item.last == "2027-11-15"


def test_a_duty_recorded_before_what_it_answers_to_is_still_due_and_says_so() -> None:
    held = dialogue("2026-11-14", duties=(done("dialogue_publish", "2025-11-16"),))
    item = only("dialogue_publish", owed(held))
    assert item.state is DutyState.DUE
    assert "16/11/2025, which does not fit 14/11/2026" in words.doubtful(item)
    again = done("dialogue_publish", "2026-11-17", number=2)
    mended = msgspec.structs.replace(held, duties=(*held.duties, again))
    assert of("dialogue_publish", owed(mended)) == []


def test_a_duty_without_a_day_was_met_all_the_same() -> None:
    complaint = raised(1, "complaint", answered=True)
    accepted = done("complaint_accept", "hôm nọ", "issue-1")
    items = owed(reception("2026-11-02", complaint, duties=(accepted,)))
    assert of("complaint_accept", items) == []
    assert only("complaint_settle", items).event == "2026-11-02"


@pytest.mark.parametrize(
    ("newest", "doubted"),
    [
        ("2026-11-23", False),
        ("2026-11-24", True),
        ("2027-11-20", True),
        ("2025-11-20", False),
        ("2025-11-19", True),
    ],
)
def test_a_clock_that_cannot_be_right_is_told_in_one_sentence(newest: str, doubted: bool) -> None:
    held = [dialogue(newest, code="DT-9"), dialogue("2020-01-01"), dialogue("")]
    sentence = words.doubt(clock_doubt(held, TODAY))
    assert bool(sentence) is doubted
    if doubted:
        assert "says 20/11/2026" in sentence
        assert "/".join(reversed(newest.split("-"))) + " (DT-9)" in sentence


def test_with_a_clock_a_year_behind_nothing_that_was_held_is_lost() -> None:
    held = dialogue("2026-11-14")
    item = only("dialogue_publish", owed(held, today=date(2025, 11, 20)))
    assert (item.state, item.last) == (DutyState.DUE, "2026-11-25")


def test_a_meeting_that_is_only_planned_says_nothing_about_the_clock() -> None:
    assert clock_doubt([dialogue("2027-11-20", state="draft")], TODAY) is None


def test_what_is_overdue_for_over_a_year_is_known_as_old() -> None:
    held = [dialogue("2025-11-08", code="DT-1"), dialogue("2025-11-15", code="DT-2")]
    assert [item.code for item in of("dialogue_publish", listed(*held).items)] == ["DT-2"]
    assert words.left_out(listed(*held), "F6") == [
        "1 more is overdue for over a year; F6 shows it."
    ]
    items = of("dialogue_publish", owed(*held))
    assert [(item.code, is_old(item, TODAY)) for item in items] == [("DT-1", True), ("DT-2", False)]


def test_a_hidden_clock_is_not_run() -> None:
    clocks = [one for one in lists().deadlines.choices if one.id != "dialogue_publish"]
    items = due_items([dialogue("2026-11-14")], clocks, calendar(), TODAY, Settings())
    assert of("dialogue_publish", items) == []


# Against a reckoning of its own


def is_off(day: date, off: frozenset[date]) -> bool:
    return day.weekday() in {5, 6} or day in off


def walked(day: date, count: int, off: frozenset[date], working: bool) -> date:
    """The last day of a term after a day, walked day by day."""
    left = count
    while left:
        day += DAY
        left -= not (working and is_off(day, off))
    while is_off(day, off):
        day += DAY
    return day


def walked_back(day: date, count: int, off: frozenset[date], working: bool) -> date:
    left = count
    while left:
        day -= DAY
        left -= not (working and is_off(day, off))
    while is_off(day, off):
        day -= DAY
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
        "dialogue_announce": (walked_back(held, 7, off, False), False),
        "dialogue_publish": (walked(held, 10, off, False), False),
        "reception_calendar": (walked_back(held, 5, off, True), True),
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
