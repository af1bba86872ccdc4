"""Promise: in one screen one sees what is owed to whom by when, and goes on from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.model.records import DENUNCIATION, Result, Table
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.board_rows import PAGE
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.screens.review_line import ReviewLine
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.followup.office import Office
from tests.tui.meeting import opened
from tests.tui.on_the_board import KT, OWED, board, listed, ready, review, rows, said, text

pytestmark = pytest.mark.usefixtures("look_often")


# What is shown


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_all_that_is_owed_is_shown_first_the_most_urgent_on_top(
    meetings: tuple[Office, str, str], size: tuple[int, int]
) -> None:
    async with board(meetings[0], size=size) as meeting:
        assert "All promises" in meeting.seen
        assert "5 of 6 promises" in meeting.seen
        assert said(meeting) == OWED
        assert [row.tone for row in listed(meeting)] == ["error", "warning", "", "muted", "accent"]
        whens = [row.cells[-1] for row in listed(meeting)]
        assert whens[0] == "10/11 · 12 days overdue"
        assert whens[1] == "25/11 · 3 days left"
        assert whens[2] == "15/12 · 23 days left"
        assert whens[3] == "sau vụ mùa"
        assert whens[4] == "01/11"
        assert listed(meeting)[4].cells[-2] == "reported done 22/11"
        assert listed(meeting)[0].cells[1:3] == ("DT-2026-001/1", KT)
        for words in ("DT-2026-001/1", KT, "Thôn Gò Vối", "12 days overdue", "[/b]"):
            assert words in meeting.seen
        for key in ("Enter story", "F2 result", "F5 filter", "F1 help", "Esc back"):
            assert key in meeting.seen


async def test_beside_the_list_stands_the_promise_with_its_opinion_and_reviews(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0], size=(120, 36)) as meeting:
        await meeting.until(lambda: "never reviewed" in text(meeting, "panel-text"))
        shown = text(meeting, "panel-text")
        assert "Sửa đường thôn [/b]" in shown
        assert "Cống thôn bị tắc" in shown
        await meeting.press("end")
        reported = "22/11/2026  the unit reports it done"
        await meeting.until(lambda: reported in text(meeting, "panel-text"))


async def test_where_there_is_little_room_the_opinion_stands_below_the_list(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        assert text(meeting, "whole") == "Opinion 1, 12/09/2026: Cống thôn bị tắc"
        assert "Cống thôn bị tắc" in meeting.seen


async def test_a_moved_deadline_stands_with_the_first_one(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    for day in ("2026-12-01", "2026-12-20"):
        office.review(first, Found(result=Result.POSTPONED, due=day, reason="chờ vốn"))
    async with board(office) as meeting:
        (row,) = [row for row in listed(meeting) if "Sửa đường" in row.below]
        assert "postponed 2 times, first 10/11/2026" in row.below
        assert row.cells[-1] == "20/12 · 28 days left"


async def test_the_cursor_passes_over_headings(meetings: tuple[Office, str, str]) -> None:
    async with board(meetings[0]) as meeting:
        table = meeting.app.screen.query_one("#promises", RecordTable)
        keys = [table.cursor_key]
        for _row in range(4):
            await meeting.press("down")
            keys.append(table.cursor_key)
        assert keys == [row.key for row in listed(meeting)]
        await meeting.press("down", "home")
        assert table.cursor_key == keys[0]
        assert "Overdue" in meeting.seen


# Many promises


def office_with_many(root: Path) -> Office:
    """An office with three hundred promises of one meeting."""
    office = Office(root)
    folder = office.meeting(date="2026-09-12", closed=False)
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    edits = [
        notebook.new(Table.COMMITMENTS, issue=issue, content=f"Việc {n}", due="2026-12-15")
        for n in range(1, 301)
    ]
    numbered = [one._replace(fields=one.fields | {"number": n}) for n, one in enumerate(edits, 1)]
    notebook.record(numbered)
    notebook.close()
    return office


async def test_rows_are_laid_out_as_far_as_one_looks(tmp_path: Path) -> None:
    async with board(office_with_many(tmp_path / "data")) as meeting:
        assert len(rows(meeting)) == PAGE
        for _page in range(14):
            await meeting.press("pagedown")
        assert PAGE < len(rows(meeting)) < 300
        await meeting.press("end")
        assert len(listed(meeting)) == 300
        assert "/300" in meeting.seen
        await meeting.press("home")
        assert "DT-2026-001/1 " in meeting.seen


async def test_the_cursor_stays_where_it_is_among_many_when_something_is_recorded(
    tmp_path: Path,
) -> None:
    office = office_with_many(tmp_path / "data")
    async with board(office) as meeting:
        await meeting.press("end", "up", "up")
        table = meeting.app.screen.query_one("#promises", RecordTable)
        here = table.cursor_key
        await review(meeting, "đã nhắc")
        await ready(meeting)
        assert table.cursor_key == here
        assert "/298" in meeting.seen


async def test_coming_back_shows_what_another_window_recorded_meanwhile(
    meetings: tuple[Office, str, str],
) -> None:
    office, _first, second = meetings
    async with board(office) as meeting:
        await meeting.press("f9")
        await meeting.on(SessionScreen)
        office.review(second, Found(result=Result.CONFIRMED, note="xong"))
        await meeting.press("escape")
        await meeting.until(lambda: said(meeting) == [one for one in OWED if "mương" not in one])


# Where it leads


async def test_enter_shows_the_promise_and_f9_opens_its_session_at_the_opinion(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.press("enter")
        await meeting.on(PromiseScreen)
        await meeting.press("escape")
        await meeting.on(BoardScreen)
        await meeting.press("f9")
        await meeting.on(SessionScreen)
        assert meeting.session.notebook.folder.name == first
        table, record = meeting.session.lists.under_the_cursor or ("", "")
        assert (table, record) == (Table.ISSUES, office.promise(first).promise.issue)
        await meeting.press("escape")
        await meeting.on(BoardScreen)


async def test_f9_goes_back_to_a_session_that_is_open_below(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office, session=first) as meeting:
        await meeting.press("f9")
        await meeting.on(SessionScreen)
        assert len(meeting.app.sessions) == 1


async def test_the_board_is_opened_by_its_key_from_the_first_screen(
    meetings: tuple[Office, str, str],
) -> None:
    async with opened(meetings[0].shelf) as meeting:
        await meeting.press("f3")
        await meeting.on(BoardScreen)
        await ready(meeting)
        assert said(meeting) == OWED


# What must not be lost, and what must not be seen


async def test_a_session_that_cannot_be_read_is_named_and_the_others_are_shown(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    for path in office.shelf.folder(first).iterdir():
        path.write_bytes(b"\0" * 100)
    async with board(office) as meeting:
        assert said(meeting) == OWED[2:]
        assert first in text(meeting, "state")


async def test_a_promise_to_a_denouncer_shows_its_unit_and_deadline_only(tmp_path: Path) -> None:
    office = Office(tmp_path / "data")
    office.meeting(
        {"content": "Trả lời bà Mùi", "lead_unit": KT, "contact": "Mùi"}, kind=DENUNCIATION
    )
    for size in ((80, 24), (120, 36)):
        async with board(office, size=size) as meeting:
            assert " 1 promise\n" in meeting.seen
            (row,) = listed(meeting)
            assert row.cells[2] == KT
            assert "●●●" in row.below
            name = "whole" if size[0] == 80 else "panel-text"
            assert "the law protects who raised it" in text(meeting, name)
            await meeting.press("enter")
            await meeting.on(PromiseScreen)
            await meeting.press("f2")
            await meeting.on(ReviewLine)
            for secret in ("Mùi", "Cống thôn", "Trả lời"):
                assert secret not in meeting.shown
