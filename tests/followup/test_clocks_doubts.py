"""Promise: what cannot be right, of a day or of a clock, stops nothing and is said."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from danvan_tui.followup.clocks.doubts import clock_doubt
from danvan_tui.followup.clocks.due import DutyState, Section, section_of
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
    only,
    owed,
    raised,
    reception,
)


def listed(*sessions: Extract) -> DueList:
    clocks = lists().deadlines.choices
    return due_list(sessions, [], clocks, calendar(), TODAY, Settings())


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
