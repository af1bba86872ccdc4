"""Promise: a result is one digit and words; what is refused stays typed, and says why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest

from danvan_tui.capture.context import Context
from danvan_tui.capture.review_line import RESULTS, Finding
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Result
from danvan_tui.model.standing import result_name
from danvan_tui.tui.screens.review_line import Record, ReviewLine
from danvan_tui.tui.widgets.digits import Digits
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import NOW, Meeting, lists, opened, rendered

PROMISED = date(2026, 9, 12)
Answers = list[Finding | None]


@asynccontextmanager
async def asked(
    shelf: Shelf,
    *,
    record: Record | None = None,
    draft: DraftFile | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[Meeting, Answers]]:
    answers: Answers = []
    async with opened(shelf, size=size) as meeting:
        context = Context.of(State(), lists(), meeting.app.calendar, NOW.date())
        screen = ReviewLine(
            "DT-2026-003/7 · Phòng Kinh tế xã",
            PROMISED,
            context,
            about="Sửa đường thôn [/b]",
            record=record,
            draft=draft,
            where="id-1",
        )
        meeting.app.push_screen(screen, answers.append)
        await meeting.on(ReviewLine)
        await meeting.until(lambda: "DT-2026-003/7" in meeting.seen)
        yield meeting, answers


def found(meeting: Meeting) -> str:
    return rendered(meeting.app.screen.query_one("#found", Text))


def typed(meeting: Meeting) -> str:
    return meeting.app.screen.query_one("#review", Line).value


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_all_ten_results_stand_above_the_line_with_their_digits(
    shelf: Shelf, size: tuple[int, int]
) -> None:
    async with asked(shelf, size=size) as (meeting, _answers):
        assert "DT-2026-003/7 · Phòng Kinh tế xã" in meeting.seen
        for digit, result in RESULTS.items():
            assert f"{digit} {result_name(result)}"[:20] in meeting.seen
        assert "a digit, then what was said" in meeting.seen


async def test_what_is_understood_is_shown_while_one_types_and_given_back(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, answers):
        assert found(meeting) == ""
        await meeting.put("6 chờ vốn, đến 31/3")
        assert "31/03/2027" in found(meeting)
        await meeting.press("enter")
        (finding,) = answers
        assert finding is not None
        assert (finding.result, finding.due) == (Result.POSTPONED, "2027-03-31")


async def test_a_result_costs_its_digit_and_enter(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, answers):
        await meeting.press("1")
        await meeting.put("bà con đã thấy")
        await meeting.press("enter")
        (finding,) = answers
        assert finding is not None
        assert (finding.result, finding.note) == (Result.CONFIRMED, "bà con đã thấy")


async def test_what_lacks_its_reason_stays_and_says_so(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, answers):
        await meeting.press("5", "enter")
        assert answers == []
        assert typed(meeting) == "5"
        assert "reason" in found(meeting)
        await meeting.put(" chưa có vốn")
        await meeting.press("enter")
        (finding,) = answers
        assert finding is not None
        assert finding.reason == "chưa có vốn"


async def test_what_cannot_be_recorded_stays_typed_with_the_reason_why(shelf: Shelf) -> None:
    tried: list[Finding] = []

    async def record(finding: Finding) -> str:
        tried.append(finding)
        return "This session is open elsewhere." if len(tried) == 1 else ""

    async with asked(shelf, record=record) as (meeting, answers):
        await meeting.put("1 xong rồi")
        await meeting.press("enter")
        assert answers == []
        assert typed(meeting) == "1 xong rồi"
        assert found(meeting) == "This session is open elsewhere."
        await meeting.press("enter")
        assert len(answers) == 1


async def test_a_click_on_a_result_types_its_digit_and_keeps_the_words(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, _answers):
        await meeting.put("1 chờ vốn")
        await meeting.pilot.click(Digits, offset=(3, 4))
        assert typed(meeting) == "5 chờ vốn"
        await meeting.pilot.click(Digits, offset=(42, 0))
        assert typed(meeting) == "6 chờ vốn"


async def test_leaving_asks_first_where_something_is_typed(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, answers):
        await meeting.put("1 xong")
        await meeting.press("escape")
        assert "not recorded yet" in meeting.seen
        await meeting.press("enter")
        assert typed(meeting) == "1 xong"
        await meeting.press("escape", "right", "enter")
        assert answers == [None]


async def test_an_empty_line_records_nothing_and_is_left_at_once(shelf: Shelf) -> None:
    async with asked(shelf) as (meeting, answers):
        await meeting.press("enter")
        assert answers == []
        await meeting.press("escape")
        assert answers == [None]


async def test_what_is_typed_is_on_the_disk_until_it_is_recorded(shelf: Shelf) -> None:
    draft = DraftFile(shelf.root / "review.log")
    async with asked(shelf, draft=draft) as (meeting, _answers):
        await meeting.put("1 xong")
        await meeting.until(lambda: draft.read() == {"where": "id-1", "line": "1 xong"})
        await meeting.press("enter")
        assert draft.read() == {}
    async with asked(shelf, draft=draft) as (meeting, _answers):
        await meeting.put("4 sáu mươi phần trăm")
    assert draft.read() == {"where": "id-1", "line": "4 sáu mươi phần trăm"}
