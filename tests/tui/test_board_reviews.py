"""Promise: what is found is recorded from the board, of one or of many, or it is said why not."""

from __future__ import annotations

import pytest

from danvan_tui.model.records import Result, Table
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.review_line import ReviewLine
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Text
from tests.followup.office import Office
from tests.tui.meeting import Meeting, rendered
from tests.tui.on_the_board import board, listed, query, ready, review, reviews, text

pytestmark = pytest.mark.usefixtures("look_often")


async def test_one_result_is_recorded_for_all_that_are_marked_and_taken_back(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    async with board(office) as meeting:
        await meeting.press("space", "down", "space")
        assert "2 marked: F2" in text(meeting, "state")
        assert [row.cells[0] for row in listed(meeting)][:3] == ["✓", "", "✓"]
        await review(meeting, "4 được 60% rồi")
        assert reviews(office, first)[-1].progress == 60
        assert reviews(office, second)[-1].result is Result.IN_PROGRESS
        await ready(meeting)
        assert "marked" not in text(meeting, "state")
        assert "in progress 60%" in meeting.seen
        assert any("Recorded for 2 promises" in one for one in meeting.said)
        await meeting.press("ctrl+z")
        assert reviews(office, first) == reviews(office, second) == ()
        await ready(meeting)
        assert "in progress 60%" not in meeting.seen


async def test_what_one_session_refuses_of_two_promises_is_left_and_not_called_recorded(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    gone, kept = office.promise(first, 1), office.promise(first, 2)
    notebook = office.open(first)
    taken_out = notebook.removal(Table.COMMITMENTS, gone.promise.id)
    notebook.record(taken_out, reason="ghi nhầm")
    notebook.close()
    async with board(office) as meeting:
        then: list[str] = []
        dialogs = meeting.app.reviewing.dialogs
        dialogs.ask_line([gone, kept], lambda: then.append("done"))
        await meeting.on(ReviewLine)
        await meeting.put("1 bà con đã thấy")
        await meeting.press("enter")
        await meeting.until(lambda: "was taken out" in meeting.shown)
        assert any("Recorded: the village confirms it" in one for one in meeting.said)
        assert not any("Recorded for 2" in one for one in meeting.said)
        last = meeting.app.reviewing.last
        assert last is not None
        assert last.promises == {kept.promise.id}
        said = len(meeting.said)
        await meeting.press("enter")
        await meeting.until(lambda: "was taken out" in meeting.shown)
        assert not any("Recorded" in one for one in meeting.said[said:])
    assert len(office.reviews_in(first)) == 1


async def test_a_click_on_the_first_cells_marks_and_f8_marks_all(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        await meeting.pilot.click("#promises", offset=(1, 2))
        assert "1 marked" in text(meeting, "state")
        assert meeting.app.focused is query(meeting)
        await meeting.press("f8")
        assert "5 marked" in text(meeting, "state")
        await meeting.press("f8")
        assert text(meeting, "state") == ""


async def test_a_key_takes_the_review_back_and_not_letters_of_the_query(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.put("sửa đường")
        await review(meeting, "4 đang làm")
        await meeting.press("ctrl+z")
        assert query(meeting).value == "sửa đường"
        assert reviews(office, first) == ()


async def test_what_the_rules_refuse_of_one_is_recorded_of_none(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    async with board(office) as meeting:
        await meeting.press("space", "down", "space", "f6")
        await meeting.on(RecordForm)
        await meeting.fill("result", "in progress")
        await meeting.fill("on", "15/09/2026")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: any("before the meeting" in one for one in meeting.said))
        await meeting.on(RecordForm)
        assert meeting.app.screen.query_one("#on", Line).value == "15/09/2026"
    assert reviews(office, first) == reviews(office, second) == ()


async def test_what_the_rules_refuse_stays_in_the_line(meetings: tuple[Office, str, str]) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.press("f2")
        await meeting.put("6 chờ vốn, đến 01/9/2026")
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, ReviewLine)
        assert meeting.app.screen.query_one(Line).value == "6 chờ vốn, đến 01/9/2026"
        assert rendered(meeting.app.screen.query_one("#found", Text))
        assert reviews(office, first) == ()


async def test_a_session_held_by_another_window_says_so_and_keeps_what_was_typed(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    other = office.open(first)
    async with board(office) as meeting:
        await meeting.press("space", "down", "space", "f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        screen = meeting.app.screen
        assert isinstance(screen, ReviewLine)
        assert screen.query_one(Line).value == "4 đang làm"
        assert "DT-2026-001/1" in rendered(screen.query_one("#found", Text))
        assert "elsewhere" in rendered(screen.query_one("#found", Text))
        assert len(reviews(office, second)) == 1
        other.close()
        await meeting.press("enter")
        await meeting.on(BoardScreen)
        assert len(reviews(office, first)) == len(reviews(office, second)) == 1


async def test_a_session_open_in_this_window_gets_the_review_too(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office, session=first) as meeting:
        await review(meeting, "4 đang làm")
        (found,) = meeting.state.reviews()
        assert found.note == "đang làm"
        await ready(meeting)
        assert "in progress" in meeting.seen
        await meeting.press("ctrl+z")
        await meeting.until(lambda: meeting.state.reviews() == [])


async def test_two_reviews_that_did_not_know_each_other_are_told_until_one_settles_it(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    notebook = office.open(first)
    commitment = notebook.state.commitments()[0]
    for number, result in enumerate((Result.CONFIRMED, Result.NOT_AS_PROMISED), 1):
        fields = {"commitment": commitment.id, "issue": commitment.issue, "on": "2026-11-20"}
        edit = notebook.new(Table.REVIEWS, result=result.value, **fields)
        notebook.record([edit._replace(fields=edit.fields | {"number": number})])
    notebook.close()
    async with board(office) as meeting:
        await meeting.put("sửa đường")
        if not listed(meeting):  # whichever of the two comes last
            await choose_group_of_confirmed(meeting)
        assert "≠ disagreeing" in meeting.seen
        await review(meeting, "1 cả thôn đã xem")
        await ready(meeting)
        assert "disagreeing" not in meeting.seen
    assert office.stands(first).disagreeing == ()


async def choose_group_of_confirmed(meeting: Meeting) -> None:
    for _turn in range(6):
        await meeting.press("tab")


async def test_what_cannot_be_taken_back_now_can_be_later(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await review(meeting, "4 đang làm")
        other = office.open(first)
        await meeting.press("ctrl+z")
        assert any("elsewhere" in one for one in meeting.said)
        assert len(reviews(office, first)) == 1
        other.close()
        await meeting.press("ctrl+z")
        assert reviews(office, first) == ()
        await meeting.press("ctrl+z")
        assert any("Nothing was recorded here" in one for one in meeting.said)
