"""Promise: closed means closed: asked before, and after it every change has a reason and number."""

from __future__ import annotations

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.dialogs import AskLine
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.tui.meeting import Meeting, opened


def missing(meeting: Meeting) -> list[tuple[str, ...]]:
    return [row.cells[1:3] for row in meeting.app.screen.query_one("#gaps", RecordTable).rows]


async def closed(meeting: Meeting) -> None:
    await meeting.until(lambda: meeting.session.state_now is SessionState.CLOSED)
    await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))


async def test_what_is_missing_is_filled_in_from_the_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 gt Đường hỏng", "! | | Sửa đường")
        await meeting.press("f9")
        assert "3 things are missing" in meeting.seen
        assert missing(meeting) == [
            ("opinion", "kind"),
            ("promise", "responsible unit"),
            ("promise", "deadline"),
        ]
        await meeting.press("f9")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert "Something is still missing" in meeting.said[-2]
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.fill("kind", "kn")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: isinstance(meeting.app.screen, ClosingScreen))
        await meeting.settle()
        assert len(missing(meeting)) == 2
        await meeting.press("enter")
        await meeting.fill("lead_unit", "UBND xã")
        await meeting.fill("due_text", "15/12")
        await meeting.press("ctrl+s")
        await meeting.settle()
        assert "Read the minutes aloud" in meeting.seen
        await meeting.press("f9", "enter")
        assert meeting.session.state_now is SessionState.LIVE
        await meeting.press("f9", "right", "enter")
        await closed(meeting)
    assert shelf.open(code, write=False).state.session.seal


async def test_all_that_is_unclear_is_closed_for_a_reason(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 gt Đường hỏng", "! | | Sửa đường")
        await meeting.press("f9", "f8", "enter")
        assert meeting.session.state_now is SessionState.LIVE
        await meeting.press("f8")
        await meeting.put("Chủ tọa chưa kết luận")
        await meeting.press("enter", "enter")
        assert meeting.session.state_now is SessionState.LIVE
        await meeting.press("f8")
        await meeting.put("Chủ tọa chưa kết luận")
        await meeting.press("enter", "right", "enter")
        await closed(meeting)
        (promise,) = meeting.state.commitments()
        assert promise.unit_unclear == promise.due_unclear == "Chủ tọa chưa kết luận"
        (issue,) = meeting.state.issues()
        assert (issue.kind, issue.note) == ("unclear", "Chủ tọa chưa kết luận")


async def test_a_correction_needs_a_reason_and_is_in_the_history(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("f9", "f9", "right", "enter")
        await closed(meeting)
        assert not meeting.session.query_one("#capture-row").display
        assert "F2 correct" in meeting.seen
        before = len(meeting.state.fold.operations)
        await meeting.put("muộn")
        for key in ("enter", "f8", "ctrl+z", "f9", "f6"):
            await meeting.press(key)
        assert len(meeting.state.fold.operations) == before
        assert isinstance(meeting.app.screen, SessionScreen)
        for number, reason in enumerate(("Viết nhầm", "Viết nhầm lần nữa"), 1):
            await meeting.press("f2")
            await meeting.fill("content", f"Đường hỏng {number}")
            await meeting.press("ctrl+s")
            await meeting.until(lambda: isinstance(meeting.app.screen, AskLine))
            await meeting.press("escape")
            await meeting.until(lambda: isinstance(meeting.app.screen, RecordForm))
            await meeting.press("ctrl+s")
            await meeting.until(lambda: isinstance(meeting.app.screen, AskLine))
            await meeting.put(reason)
            await meeting.press("enter")
            await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
        assert meeting.state.issues()[0].content == "Đường hỏng 2"
        corrections = [one for one in meeting.state.fold.ordered() if one.reason]
        assert [one.reason for one in corrections] == ["Viết nhầm", "Viết nhầm lần nữa"]
        versions = meeting.state.fold.versions(
            Table.ISSUES, meeting.state.issues()[0].id, "content"
        )
        said = [version.value for version in versions]
        assert said == ["Đường hỏng", "Đường hỏng 1", "Đường hỏng 2"]


async def test_what_stands_in_the_line_is_not_closed_over(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.put("2 kn Chưa ghi")
        await meeting.press("f9")
        assert isinstance(meeting.app.screen, SessionScreen)
        assert "There is text in the line" in meeting.said[0]
        assert meeting.line.value == "2 kn Chưa ghi"
