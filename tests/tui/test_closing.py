"""Promise: closed means closed: asked before, and after it every change has a reason and number."""

from __future__ import annotations

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table, Value
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.tui.meeting import Meeting, opened

Listed = list[tuple[str, ...]]


def listed(meeting: Meeting, sign: str) -> Listed:
    """What is listed with "!" because it stands in the way, or with "?" to look at."""
    rows = meeting.app.screen.query_one("#gaps", RecordTable).rows
    return [row.cells[1:3] for row in rows if row.cells[0] == sign]


def record(meeting: Meeting, table: Table, content: str, **fields: Value) -> str:
    """A record as it is, whatever is understood of typed lines."""
    notebook = meeting.session.notebook
    edit = notebook.new(table, content=content, **fields)
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    notebook.record([edit] if stands(meeting) is SessionState.LIVE else [live, edit])
    meeting.session.refresh_records()
    return edit.record


def stands(meeting: Meeting) -> SessionState:
    return meeting.state.session.state


async def at_row(meeting: Meeting, *cells: str) -> None:
    """Put the cursor on what is missing."""
    table = meeting.app.screen.query_one("#gaps", RecordTable)
    row = next(row for row in table.rows if row.cells[1:3] == cells)
    table.move_to(row.key)
    await meeting.settle()


async def closed(meeting: Meeting) -> None:
    await meeting.until(lambda: stands(meeting) is SessionState.CLOSED)
    await meeting.on(SessionScreen)


async def test_what_is_missing_is_filled_in_from_the_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        issue = record(meeting, Table.ISSUES, "Đường hỏng", speaker_name="Ông Ba")
        record(meeting, Table.COMMITMENTS, "Sửa đường", issue=issue)
        await meeting.press("f9")
        assert "3 things are missing" in meeting.seen
        assert listed(meeting, "?") == []
        assert listed(meeting, "!") == [
            ("opinion 1", "kind"),
            ("promise 1", "responsible unit"),
            ("promise 1", "deadline"),
        ]
        await meeting.press("f9")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert any("Something is still missing" in said for said in meeting.said)
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, RecordForm)
        assert meeting.app.focused is meeting.app.screen.query_one("#kind")
        await meeting.fill("kind", "kn")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: len(listed(meeting, "!")) == 2)
        await meeting.press("down", "enter")
        assert meeting.app.focused is meeting.app.screen.query_one("#due_text")
        await meeting.fill("lead_unit", "UBND xã")
        await meeting.fill("due_text", "15/12")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: not listed(meeting, "!"))
        assert "Nothing is missing" in meeting.seen
        await meeting.press("f9", "enter")
        assert stands(meeting) is SessionState.LIVE
        await meeting.press("f9", "right", "enter")
        await closed(meeting)
        assert any("F5 on the first screen sends them" in said for said in meeting.said)
    assert shelf.open(code, write=False).state.session.seal


async def test_one_thing_is_unclear_for_a_reason_of_its_own(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        issue = record(meeting, Table.ISSUES, "Đường hỏng", speaker_name="Ông Ba")
        record(meeting, Table.COMMITMENTS, "Sửa đường", issue=issue)
        await meeting.press("f9", "f8", "enter")
        assert len(listed(meeting, "!")) == 3
        await meeting.press("f8")
        await meeting.put("Chưa kết luận")
        await meeting.press("enter")
        await meeting.until(lambda: len(listed(meeting, "!")) == 2)
        (found,) = meeting.state.issues()
        assert (found.kind, found.note) == ("unclear", "Chưa kết luận")
        await meeting.press("f8")
        await meeting.put("Chờ phân công")
        await meeting.press("enter")
        await meeting.until(lambda: len(listed(meeting, "!")) == 1)
        (promise,) = meeting.state.commitments()
        assert (promise.unit_unclear, promise.due_unclear) == ("Chờ phân công", "")
        await meeting.press("ctrl+z")
        await meeting.until(lambda: len(listed(meeting, "!")) == 2)


async def test_all_that_is_unclear_is_settled_at_once_and_closed_apart(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        issue = record(meeting, Table.ISSUES, "Đường hỏng", speaker_name="Ông Ba")
        record(meeting, Table.COMMITMENTS, "Sửa đường", issue=issue)
        await meeting.press("f9", "ctrl+n", "enter")
        assert len(listed(meeting, "!")) == 3
        await meeting.press("ctrl+n")
        await meeting.put("Chủ tọa chưa kết luận")
        await meeting.press("enter")
        await meeting.until(lambda: not listed(meeting, "!"))
        assert stands(meeting) is SessionState.LIVE
        (promise,) = meeting.state.commitments()
        assert promise.unit_unclear == promise.due_unclear == "Chủ tọa chưa kết luận"
        (found,) = meeting.state.issues()
        assert (found.kind, found.note) == ("unclear", "Chủ tọa chưa kết luận")
        await meeting.press("f9", "right", "enter")
        await closed(meeting)


async def test_what_to_look_at_does_not_stand_in_the_way(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        record(meeting, Table.ISSUES, "Đường hỏng", kind="proposal", assumed=["kind"])
        record(meeting, Table.ISSUES, "Nhận tiền", kind="denunciation")
        await meeting.press("f9")
        assert listed(meeting, "!") == []
        assert listed(meeting, "?") == [
            ("opinion 1", "speaker"),
            ("opinion 1", "kind: Kiến nghị?"),
            ("opinion 1", "answer"),
        ]
        assert "F9 close   F5 read" in meeting.seen
        await meeting.press("f8")
        assert isinstance(meeting.app.screen, ClosingScreen)
        await meeting.press("f9", "right", "enter")
        await closed(meeting)


async def test_what_was_only_understood_is_confirmed_with_one_key(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        record(
            meeting,
            Table.ISSUES,
            "Đường hỏng",
            kind="proposal",
            field="rural_roads",
            assumed=["kind", "field"],
        )
        await meeting.press("f9")
        await at_row(meeting, "opinion 1", "kind: Kiến nghị?")
        assert "F7 confirm" in meeting.seen
        await meeting.press("f7")
        await meeting.until(lambda: ("opinion 1", "kind: Kiến nghị?") not in listed(meeting, "?"))
        (issue,) = meeting.state.issues()
        assert (issue.kind, issue.assumed) == ("proposal", ["field"])


async def test_a_missing_answer_is_written_on_the_line_or_has_a_reason(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        for content in ("Đường hỏng", "Mương tắc"):
            record(meeting, Table.ISSUES, content, kind="proposal", speaker_name="Ông Ba")
        await meeting.press("f9")
        assert listed(meeting, "?") == [("opinion 1", "answer"), ("opinion 2", "answer")]
        await meeting.press("enter")
        assert meeting.app.screen is meeting.session
        assert meeting.line.value == ">1 "
        await meeting.put("Sẽ sửa")
        await meeting.press("enter")
        assert [one.content for one in meeting.state.answers()] == ["Sẽ sửa"]
        await meeting.press("f9")
        assert listed(meeting, "?") == [("opinion 2", "answer")]
        await meeting.press("f8")
        await meeting.put("Hết giờ")
        await meeting.press("enter")
        await meeting.until(lambda: not listed(meeting, "?"))
        assert meeting.state.issues()[1].unanswered == "Hết giờ"


async def test_minutes_that_were_not_read_back_are_not_closed_unsaid(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        record(meeting, Table.ISSUES, "Đường hỏng", kind="proposal", unanswered="Hết giờ")
        await meeting.press("f9", "f9")
        await meeting.on(Confirm)
        assert "were not read back here" in meeting.seen
        await meeting.press("escape", "f5", "f9", "f9")
        await meeting.on(Confirm)
        assert "read back here" not in meeting.seen
        await meeting.press("escape", "escape")
        record(meeting, Table.ISSUES, "Mương tắc", kind="proposal")
        await meeting.press("f9", "f9")
        await meeting.on(Confirm)
        assert "1 entry was made after the minutes were read back" in meeting.seen


async def test_what_is_filled_in_after_the_reading_was_not_read(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        record(meeting, Table.ISSUES, "Đường hỏng", kind="proposal", speaker_name="Ông Ba")
        await meeting.press("f9", "f5", "f9", "enter")
        assert stands(meeting) is SessionState.LIVE
        await meeting.write("Sẽ sửa", "2 kn Mương tắc")
        await meeting.press("f9")
        await at_row(meeting, "opinion 2", "answer")
        await meeting.press("f8")
        await meeting.put("Hết giờ")
        await meeting.press("enter", "f9")
        assert "3 entries were made after the minutes were read back" in meeting.seen


async def test_a_line_written_from_the_list_is_written_in_the_meeting(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        issue = record(meeting, Table.ISSUES, "Đường hỏng", speaker_name="Ông Ba")
        notebook = meeting.session.notebook
        notebook.record([Edit(Table.ISSUES, issue, {"kind": "proposal"})])
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "reading"})])
        await meeting.press("f9", "enter")
        await meeting.write("Sẽ sửa")
        assert stands(meeting) is SessionState.LIVE
        await meeting.press("f9", "f9")
        assert "1 entry was made after the minutes were read back" in meeting.seen


async def test_a_correction_needs_a_reason_and_is_in_the_history(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("f9", "f9", "right", "enter")
        await closed(meeting)
        assert not meeting.session.query_one("#capture-row").display
        assert "F2 correct" in meeting.seen
        before = len(meeting.state.fold.operations)
        await meeting.put("muộn")
        for key in ("enter", "f8", "ctrl+z", "f6"):
            await meeting.press(key)
        assert len(meeting.state.fold.operations) == before
        assert isinstance(meeting.app.screen, SessionScreen)
        for number, reason in enumerate(("Viết nhầm", "Viết nhầm lần nữa"), 1):
            await meeting.press("f2")
            await meeting.fill("content", f"Đường hỏng {number}")
            await meeting.press("ctrl+s")
            await meeting.on(AskLine)
            await meeting.press("escape")
            await meeting.on(RecordForm)
            await meeting.press("ctrl+s")
            await meeting.on(AskLine)
            await meeting.put(reason)
            await meeting.press("enter")
            await meeting.on(SessionScreen)
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
        assert any("There is text in the line" in said for said in meeting.said)
        assert meeting.line.value == "2 kn Chưa ghi"


async def test_all_that_was_understood_is_confirmed_with_one_key(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 Đề nghị sửa đường thôn", "2 Mương thoát nước tắc, đề nghị nạo vét")
        assert all(issue.assumed for issue in meeting.state.issues())
        await meeting.press("f9", "f4")
        assert not any(issue.assumed for issue in meeting.state.issues())
        await meeting.press("ctrl+z")
        assert all(issue.assumed for issue in meeting.state.issues())


async def test_the_key_for_all_that_was_understood_is_there_while_something_is_missing(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        issue = record(meeting, Table.ISSUES, "Đường hỏng", speaker_name="Ông Ba", kind="proposal")
        record(meeting, Table.COMMITMENTS, "Sửa đường", issue=issue)
        for number in range(6):
            record(meeting, Table.ISSUES, f"Mương {number}", kind="report", assumed=["kind"])
        await meeting.press("f9")
        await at_row(meeting, "promise 1", "responsible unit")
        assert "F4 all right" in meeting.seen
        await meeting.press("f4")
        await meeting.until(lambda: "Confirmed: 6 opinions" in meeting.said, "for the message")
        assert not any(one.assumed for one in meeting.state.issues())
        assert "F4 all right" not in meeting.seen


async def test_a_reading_that_ended_early_is_told_and_goes_on_where_it_was_left(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        for number in range(3):
            record(meeting, Table.ISSUES, f"Mương {number}", kind="report", unanswered="Hết giờ")
        await meeting.press("f9", "f5", "right", "escape", "f9")
        await meeting.on(Confirm)
        assert "Reading back ended early: 4 parts were not shown" in meeting.seen
        await meeting.press("escape", "f5")
        assert "3 of 6" in meeting.seen
        await meeting.press("right", "right", "right", "escape", "f9")
        await meeting.on(Confirm)
        assert "read back here" not in meeting.seen
        assert "ended early" not in meeting.seen
        await meeting.press("escape", "f5")
        assert "1 of 6" in meeting.seen


async def test_closed_minutes_offer_nothing_that_cannot_be_done_in_them(shelf: Shelf) -> None:
    code = shelf.create(date="2026-11-22", villages=["Thôn Văn Xá"])
    notebook = shelf.open(code)
    issue = notebook.new(Table.ISSUES, content="Đất đai", kind="report", speaker_name="Mùi")
    notebook.record([issue])
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})])
    close_session(notebook, "chưa rõ")
    notebook.close()
    async with opened(shelf, code, size=(120, 36)) as meeting:
        assert "Nobody is on the list." in meeting.seen
        assert "F6" not in meeting.seen
        assert "Nothing was promised." in meeting.seen
        await meeting.press("f1")
        assert "Minutes that are only read here" in meeting.seen
        assert "On the line" not in meeting.seen
