"""Promise: what was typed at the board is offered again, once, to whom it belongs."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.office_drafts import OfficeDrafts
from danvan_tui.model.records import Result
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.review_line import ReviewLine
from tests.followup.office import Office
from tests.tui.on_the_board import board, reviews, the_board

pytestmark = pytest.mark.usefixtures("look_often")


async def test_what_was_typed_before_the_program_ended_is_offered_again(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    promised = office.promise(first).promise.id
    draft = DraftFile(office.root / "review.log")
    draft.write({"where": promised, "line": "1 bà con đã thấy"})
    async with board(office) as meeting:
        await meeting.on(ReviewLine)
        assert "DT-2026-001/1" in meeting.seen
        await meeting.press("enter")
        await meeting.on(BoardScreen)
        assert reviews(office, first)[0].note == "bà con đã thấy"
        assert draft.read() == {}


async def test_what_was_recorded_of_some_before_the_program_was_killed_is_offered_for_the_others(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    said = Found(result=Result.NOT_AS_PROMISED, note="chưa được")
    office.review(second, said)  # an earlier word that is the same is no answer to this
    done, left = office.promise(first), office.promise(second)
    known = left.reviews[0].id
    draft = DraftFile(office.root / "review.log")
    draft.write({"where": f"{done.promise.id} {left.promise.id}={known}", "line": "3 chưa được"})
    office.review(first, said)  # and then it was killed
    async with board(office) as meeting:
        await meeting.on(ReviewLine)
        assert left.session.code in meeting.seen
        assert "2 promises" not in meeting.seen
        await meeting.press("enter")
        await meeting.on(BoardScreen)
        assert len(reviews(office, first)) == 1
        assert len(reviews(office, second)) == 2
    office.review(second, said)
    draft.write({"where": f"{done.promise.id} {left.promise.id}={known}", "line": "3 chưa được"})
    async with board(office) as meeting:
        await meeting.until(lambda: draft.read() == {})
        assert isinstance(meeting.app.screen, BoardScreen)


async def test_what_was_typed_of_a_promise_that_is_gone_is_told_and_stands_in_no_ones_way(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    draft = DraftFile(office.root / "review.log")
    draft.write({"where": "nowhere", "line": "1 bà con [/b] đã thấy"})
    async with board(office) as meeting:
        await meeting.until(lambda: any("1 bà con [/b] đã thấy" in one for one in meeting.said))
        assert isinstance(meeting.app.screen, BoardScreen)
        await meeting.until(lambda: draft.read() == {})
        await meeting.press("f2")
        await meeting.put("1 xong")
        await meeting.until(lambda: draft.read().get("line") == "1 xong")
        assert draft.read()["where"] == office.promise(first).promise.id


@pytest.mark.parametrize(("key", "asked"), [("f2", ReviewLine), ("f6", RecordForm)])
async def test_what_is_being_typed_when_all_is_read_is_not_offered_over_itself(
    meetings: tuple[Office, str, str], key: str, asked: type[Screen[Any]]
) -> None:
    office, _first, _second = meetings
    async with board(office) as meeting:
        screen = the_board(meeting)
        await meeting.press(key)
        await meeting.on(asked)
        await meeting.put("1 bà con đã thấy")
        names = ("review.log", "review-form.log")
        await meeting.until(lambda: any(DraftFile(office.root / one).read() for one in names))
        screen._was_offered, looks = False, screen._looks  # as if all was read only now
        await meeting.until(lambda: screen._looks > looks + 1, "to look again")
        assert [type(one) for one in meeting.app.screen_stack].count(asked) == 1
        screen.app.reviewing.dialogs.offer_again(screen._followable, screen._recorded)
        assert [type(one) for one in meeting.app.screen_stack].count(asked) == 1


async def test_two_windows_do_not_offer_each_other_what_is_being_typed(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    promised = office.promise(first).promise.id
    elsewhere = OfficeDrafts(office.root)
    elsewhere.file("review").write({"where": promised, "line": "1 bà con"})
    async with board(office) as meeting:
        assert isinstance(meeting.app.screen, BoardScreen)
        await meeting.press("f2")
        await meeting.put("4 đang làm")
        mine = DraftFile(office.root / "review-2.log")
        await meeting.until(lambda: mine.read().get("line") == "4 đang làm")
        assert elsewhere.file("review").read()["line"] == "1 bà con"
    elsewhere.let_go()
    async with board(office) as meeting:
        await meeting.on(ReviewLine)
        assert "1 bà con" in meeting.shown
