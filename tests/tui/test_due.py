"""Promise: one screen says what is due and what to do, and records with a key that it was done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Duty, Table, Value
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.due import DueScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import NOW, VILLAGES, Meeting, opened, rendered

PROPOSAL: dict[str, Value] = {
    "kind": "proposal",
    "content": "Đường thôn hỏng nặng",
    "speaker_name": "Lê Thị Hòa",
    "village": "Thôn Gò Vối",
}
SECRET: dict[str, Value] = {
    "kind": DENUNCIATION,
    "content": "Nhận phong bì",
    "speaker_name": "Đặng Quý Khoát",
    "village": "Thôn Đồng Mận",
}


def held(
    shelf: Shelf,
    date: str,
    *issues: dict[str, Value],
    kind: str = "reception",
    promises: tuple[dict[str, Value], ...] = (),
    closed: bool = True,
) -> str:
    """A session that was held; gives its code."""
    code = shelf.create(kind=kind, date=date, villages=VILLAGES)
    notebook = shelf.open(code)
    made = [notebook.record([notebook.new(Table.ISSUES, **issue)]) for issue in issues]
    for promise in promises:
        issue = made[0].changes[0].record
        notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, **promise)])
    session = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session, {"state": "live"})])
    if closed:
        notebook.record([Edit(Table.SESSION, session, {"state": "reading"})])
        close_session(notebook, "chưa rõ")
    notebook.close()
    return code


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    """A dialogue to be published, a reception with opinions, one of them a denunciation."""
    promises: tuple[dict[str, Value], ...] = (
        {"content": "Sửa đường", "lead_unit": "Phòng Kinh tế xã", "due": "2026-11-10"},
        {"content": "Nạo vét mương", "lead_unit": "Phòng Kinh tế xã", "due": "2026-11-24"},
        {"content": "Rà soát", "lead_unit": "Trạm Y tế xã", "due": "2026-11-25"},
    )
    held(shelf, "2026-11-16", PROPOSAL, kind="dialogue", promises=promises)
    held(shelf, "2026-11-03", PROPOSAL, PROPOSAL, SECRET)
    return shelf


@asynccontextmanager
async def due(
    shelf: Shelf, code: str | None = None, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Meeting]:
    """The screen above the home screen, or above a session, with all sessions read."""
    async with opened(shelf, code, size=size) as meeting:
        await open_due(meeting)
        yield meeting


async def open_due(meeting: Meeting) -> None:
    """Open the screen and wait until all sessions are read."""
    meeting.app.action_show_due()
    await meeting.on(DueScreen)
    follow_up: FollowUp = meeting.app.following.follow_up
    shelved = len(meeting.app.shelf.folders())
    await meeting.until(lambda: len(follow_up.extracts()) == shelved, "for the sessions")
    await meeting.until(lambda: "Reading" not in meeting.seen and rows(meeting), "for the list")
    await meeting.until(lambda: screen(meeting)._shown == meeting.app.following.edition)
    await meeting.settle()


def screen(meeting: Meeting) -> DueScreen:
    found = [one for one in meeting.app.screen_stack if isinstance(one, DueScreen)]
    return found[-1]


def rows(meeting: Meeting) -> list[Row]:
    return screen(meeting).query_one("#duties", RecordTable).rows


def duties(meeting: Meeting) -> list[tuple[str, str]]:
    """Everything under the headings: what, and for whom."""
    return [(row.cells[1], row.below) for row in rows(meeting) if not row.heads]


def next_step(meeting: Meeting) -> str:
    return rendered(screen(meeting).query_one("#next", Text))


async def go_to(meeting: Meeting, about: str) -> None:
    """Put the cursor on the duty that is for this."""
    for row in rows(meeting):
        if about in row.below:
            screen(meeting).query_one("#duties", RecordTable).move_to(row.key)
            await meeting.settle()
            return
    raise AssertionError(about)


def recorded(shelf: Shelf, code: str) -> list[Duty]:
    return shelf.open(code, write=False).state.duties()


STATUS = "Trả lời tình trạng xử lý sau khi tiếp công dân"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_presses_stands_first_under_its_heading(
    full: Shelf, size: tuple[int, int]
) -> None:
    async with due(full, size=size) as meeting:
        headings = [row.cells for row in rows(meeting) if row.heads]
        assert [title for title, _count in headings] == [
            "Overdue",
            "Within 7 days",
            "Days counted this month and this year",
        ]
        assert duties(meeting)[:5] == [
            ("Phòng Kinh tế xã", "1 promise overdue · 1 due within 7 days"),
            ("Xử lý ban đầu tố cáo", "a protected matter, session TD-2026-001"),
            (STATUS, "TD-2026-001, opinion 1 · Thôn Gò Vối"),
            (STATUS, "TD-2026-001, opinion 2 · Thôn Gò Vối"),
            ("Niêm yết lịch tiếp công dân", "receptions of 11/2026"),
        ]
        assert "What is due" in meeting.seen
        assert "overdue: 6 · within 7 days: 2" in meeting.seen
        for key in ("Enter promises", "Space mark", "F9 session", "F6 all", "F1 help", "Esc back"):
            assert key in meeting.seen


async def test_the_cursor_stays_on_what_presses_most_until_somebody_moves_it(full: Shelf) -> None:
    async with due(full) as meeting:
        shown = screen(meeting).query_one("#duties", RecordTable)
        first = shown.cursor_key
        assert first == next(row.key for row in rows(meeting) if not row.heads)
        await meeting.press("down")
        second = shown.cursor_key
        held(full, "2026-10-01", kind="dialogue")
        screen(meeting).app.following.begin()
        await meeting.until(lambda: len(meeting.app.following.follow_up.extracts()) == 3)
        await meeting.until(lambda: screen(meeting)._shown == meeting.app.following.edition)
        assert shown.cursor_key == second != first


async def test_below_the_list_stands_what_to_do_and_how_far_to_trust_it(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        said = next_step(meeting)
        assert said.startswith("→ Báo cho người nêu")
        assert "Basis: Luật Tiếp công dân, Điều 28.1." in said
        await go_to(meeting, "DT-2026-001 ·")
        said = next_step(meeting)
        assert "Check the text before citing it: Luật Tổ chức CQĐP 72/2025, Điều 43" in said
        assert "Basis" not in said
        assert "Check the text" in meeting.seen


async def test_enter_records_a_duty_with_today_and_ctrl_z_takes_it_back(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("enter")
        form = meeting.app.screen
        assert isinstance(form, RecordForm)
        assert form.query_one("#on", Line).value == "22/11/2026"
        await meeting.fill("document", "12/TB-UBND")
        await meeting.fill("note", "Gửi bưu điện")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: not any("opinion 1" in one[1] for one in duties(meeting)))
        (duty,) = recorded(full, "TD-2026-001")
        assert (duty.clock, duty.on, duty.document) == (
            "reception_status",
            "2026-11-22",
            "12/TB-UBND",
        )
        assert any("Recorded as done. Ctrl+Z takes it back." in said for said in meeting.said)
        await meeting.press("ctrl+z")
        await meeting.until(lambda: any("opinion 1" in one[1] for one in duties(meeting)))
        assert recorded(full, "TD-2026-001") == []
        await meeting.press("ctrl+z")
        assert "Nothing was recorded here" in meeting.said[-2]


async def test_several_are_marked_and_recorded_in_one_form(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("space", "space")
        assert [row.cells[0] for row in rows(meeting) if row.cells[0].endswith("✓")] == [
            "17/11/2026 ✓"
        ] * 2
        assert "2 marked" in meeting.seen
        await meeting.press("enter")
        assert "2 duties were met" in meeting.seen
        await meeting.press("ctrl+s")
        await meeting.until(lambda: STATUS not in dict(duties(meeting)))
        assert len(recorded(full, "TD-2026-001")) == 2
        assert "marked" not in meeting.seen
        await meeting.press("ctrl+z")
        await meeting.until(lambda: STATUS in dict(duties(meeting)))


async def test_what_is_refused_stays_in_the_form(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("enter")
        await meeting.fill("on", "30/11")
        await meeting.fill("document", "12/TB-UBND")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: any("still to come" in said for said in meeting.said))
        form = meeting.app.screen
        assert isinstance(form, RecordForm)
        assert form.query_one("#on", Line).value == "30/11/2026"
        assert form.query_one("#document", Line).value == "12/TB-UBND"
        await meeting.fill("on", "20/11")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: recorded(full, "TD-2026-001"))
        (duty,) = recorded(full, "TD-2026-001")
        assert (duty.on, duty.document) == ("2026-11-20", "12/TB-UBND")


async def test_what_was_typed_is_offered_again_after_the_program_ended(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 2")
        await meeting.press("enter")
        await meeting.fill("document", "12/TB-UBND")
    async with opened(full, size=(80, 24)) as meeting:
        meeting.app.action_show_due()
        await meeting.on(RecordForm)
        assert meeting.app.screen.query_one("#document", Line).value == "12/TB-UBND"
        assert "opinion 2" in meeting.shown


async def test_a_session_another_window_writes_in_is_told_and_the_form_stays(
    full: Shelf,
) -> None:
    elsewhere = full.open("TD-2026-001", person="Máy khác")
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("enter", "ctrl+s")
        await meeting.until(
            lambda: any("open for writing elsewhere" in one for one in meeting.said)
        )
        assert isinstance(meeting.app.screen, RecordForm)
    elsewhere.close()
    assert recorded(full, "TD-2026-001") == []


async def test_in_a_session_that_is_open_here_its_own_recorder_writes(shelf: Shelf) -> None:
    code = held(shelf, "2026-11-16", PROPOSAL, closed=False)
    async with due(shelf, code) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("enter", "ctrl+s")
        await meeting.until(meeting.state.duties)
        await meeting.until(lambda: STATUS not in dict(duties(meeting)))
        await meeting.press("ctrl+z")
        await meeting.until(lambda: STATUS in dict(duties(meeting)))
        assert meeting.state.duties() == []


async def test_no_denouncer_shows_anywhere(full: Shelf) -> None:
    async with due(full, size=(200, 50)) as meeting:
        await go_to(meeting, "a protected matter")
        await meeting.press("enter")
        for hidden in ("Khoát", "phong bì", "Đồng Mận"):
            assert hidden not in meeting.shown
        await meeting.fill("note", "Đã gặp riêng")
        form = meeting.app.screen
        assert isinstance(form, RecordForm)
        await form.finish_draft()
        for log in Path(full.root).glob("*.log"):
            assert "Đã gặp riêng".encode() not in log.read_bytes()
        await meeting.press("ctrl+s")
        await meeting.until(lambda: any("Giải quyết tố cáo" in one for one in duties(meeting)))
        for hidden in ("Khoát", "phong bì", "Đồng Mận"):
            assert hidden not in meeting.shown


async def test_enter_on_a_unit_opens_its_promises(full: Shelf) -> None:
    async with due(full) as meeting:
        await meeting.press("home", "enter")
        await meeting.on(BoardScreen)
        board = meeting.app.screen
        assert isinstance(board, BoardScreen)
        assert board._filters.unit == "Phòng Kinh tế xã"


async def test_f9_opens_the_session_at_the_opinion(full: Shelf) -> None:
    async with due(full, size=(120, 36)) as meeting:
        await go_to(meeting, "opinion 2")
        await meeting.press("f9")
        await meeting.on(SessionScreen)
        assert meeting.state.session.code == "TD-2026-001"
        await meeting.until(
            lambda: (
                meeting.session.lists.under_the_cursor
                == (Table.ISSUES, meeting.state.issues()[1].id)
            )
        )


async def test_what_is_counted_is_recorded_by_no_key_and_says_whose_sessions_count(
    full: Shelf,
) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "asked for · 0 days this week")
        assert 'chair = "name"' in next_step(meeting)
        await meeting.press("enter", "space")
        assert isinstance(meeting.app.screen, DueScreen)
        assert any("counted from the sessions" in said for said in meeting.said)
        assert "marked" not in meeting.seen


async def test_f6_shows_also_what_was_done(full: Shelf) -> None:
    async with due(full) as meeting:
        await go_to(meeting, "opinion 1")
        await meeting.press("enter", "ctrl+s")
        await meeting.until(lambda: recorded(full, "TD-2026-001"))
        await meeting.until(lambda: not any("opinion 1" in one[1] for one in duties(meeting)))
        await meeting.press("f6")
        await meeting.until(lambda: "Done" in [row.cells[0] for row in rows(meeting)])
        (row,) = [row for row in rows(meeting) if "opinion 1" in row.below]
        assert row.cells[2] == "done 22/11/2026"
        await go_to(meeting, "opinion 2")
        await meeting.press("space", "enter", "ctrl+s")
        await meeting.until(lambda: len(recorded(full, "TD-2026-001")) == 2)
        await meeting.until(lambda: not any("✓" in row.cells[0] for row in rows(meeting)))
        assert "marked" not in meeting.seen
        await meeting.press("f6")
        await meeting.until(lambda: "Done" not in [row.cells[0] for row in rows(meeting)])


async def test_a_clock_a_year_wrong_is_told_at_the_top_and_nothing_is_lost(
    full: Shelf,
) -> None:
    behind = Shelf(full.root, clock=lambda: NOW - timedelta(days=400))
    async with due(behind) as meeting:
        top = meeting.seen.splitlines()[2]
        assert top.strip().startswith("The clock of this computer says 18/10/2025")
        assert "16/11/2026 (DT-2026-001)" in " ".join(meeting.seen.split())
        assert (STATUS, "TD-2026-001, opinion 1 · Thôn Gò Vối") in duties(meeting)


async def test_a_session_that_cannot_be_read_is_told_and_the_others_are_there(
    full: Shelf,
) -> None:
    (full.root / "sessions" / "TD-2026-009-abcdef").mkdir()
    async with opened(full, size=(120, 36)) as meeting:
        meeting.app.action_show_due()
        await meeting.until(lambda: "TD-2026-009-abcdef" in meeting.seen)
        await meeting.until(lambda: STATUS in dict(duties(meeting)))
