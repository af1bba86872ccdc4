"""Promise: every session is listed, also a broken one, and a new one begins with what is known."""

from __future__ import annotations

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings, read_settings
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.screens.typing_check import TypingCheck
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.tui.made_before import PROMISES, promised
from tests.tui.meeting import NOW, Meeting, new_session, opened


def listed(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    table = meeting.app.screen_stack[1].query_one("#sessions", RecordTable)
    return {row.cells[0]: row.cells for row in table.rows}


async def test_all_sessions_are_listed_also_one_that_cannot_be_read(shelf: Shelf) -> None:
    new_session(shelf)
    second = new_session(shelf, date="2026-11-29")
    broken = shelf.root / "sessions" / "DT-2026-003-abcdef"
    broken.mkdir()
    async with opened(shelf) as meeting:
        rows = listed(meeting)
        assert list(rows) == [second, "DT-2026-001", broken.name]
        villages = "Thôn Văn Xá, Thôn Gò Vối"
        assert rows[second][1:] == ("29/11/2026", villages, "draft", "0", "0", "0")
        assert rows[broken.name][3] == "unreadable"
        assert "3 sessions" in meeting.seen
        await meeting.press("end", "enter")
        assert isinstance(meeting.app.screen, HomeScreen)
        assert "Nothing in the folder DT-2026-003-abcdef can be read" in meeting.said[0]
        await meeting.press("home", "enter")
        assert meeting.state.session.code == second
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, HomeScreen)


async def test_a_new_session_begins_with_what_the_settings_know(shelf: Shelf) -> None:
    settings = Settings(person="Lê Thu Hiền", commune="UBND xã", place="Hội trường xã")
    async with opened(shelf, settings=settings) as meeting:
        assert "No session yet. F2 begins one." in meeting.seen
        await meeting.press("f6")
        assert "No session yet" in meeting.said[0]
        await meeting.press("f2")
        await meeting.fill("villages", "Thôn Văn Xá; Thôn Gò Vối")
        await meeting.fill("date", "22/11/2026")
        await meeting.fill("kind", "td")
        await meeting.press("ctrl+s")
        await meeting.on(SessionScreen)
        session = meeting.state.session
        assert session.code == "TD-2026-001"
        assert (session.date, session.place) == ("2026-11-22", "Hội trường xã")
        assert session.villages == ["Thôn Văn Xá", "Thôn Gò Vối"]
        assert (session.secretary, session.commune) == ("Lê Thu Hiền", "UBND xã")
        assert shelf.root.joinpath("new.log").stat().st_size == 0


async def test_a_new_session_needs_nothing_and_can_be_given_up(shelf: Shelf) -> None:
    async with opened(shelf) as meeting:
        await meeting.press("f2", "escape")
        await meeting.on(HomeScreen)
        assert shelf.sessions() == []
        await meeting.press("f2", "ctrl+s")
        await meeting.on(SessionScreen)
        assert meeting.state.session.date == NOW.date().isoformat()


async def test_a_session_begun_with_wrong_values_stays_a_form(shelf: Shelf) -> None:
    async with opened(shelf) as meeting:
        await meeting.press("f2")
        await meeting.fill("date", "31/2/2026")
        await meeting.fill("title", "Đối thoại")
        await meeting.press("ctrl+s")
        assert meeting.hint() == "Date: A date, please, such as 22/11/2026"
        assert meeting.app.focused is not None
        assert meeting.app.focused.id == "date"
        assert shelf.sessions() == []


async def test_the_first_run_tries_whether_typing_works_and_never_again(shelf: Shelf) -> None:
    async with opened(shelf, first_run=True) as meeting:
        assert isinstance(meeting.app.screen, TypingCheck)
        await meeting.press("escape")
        await meeting.until(lambda: read_settings(shelf.root).typing == "", "for the settings")
        await meeting.on(HomeScreen)
    async with opened(shelf, settings=read_settings(shelf.root), first_run=True) as meeting:
        assert isinstance(meeting.app.screen, HomeScreen)


async def test_home_says_in_a_pause_how_many_promises_press(shelf: Shelf) -> None:
    promised(shelf, *PROMISES, {"content": "Dọn rác chợ", "due": "2026-11-25"})
    async with opened(shelf, size=(80, 24)) as meeting:
        said = "2 promises overdue · 1 due within 7 days · F3"
        await meeting.until(lambda: said in meeting.seen, "for the promises")
        await meeting.press("f3")
        await meeting.until(lambda: "All promises" in meeting.seen)


async def test_a_key_behind_the_one_that_leaves_keeps_no_closed_session_open(shelf: Shelf) -> None:
    code = new_session(shelf)
    async with opened(shelf, code) as meeting:
        await meeting.app.close_session(meeting.session)
        await meeting.app.run_action("app.show_board")  # came before the session was put away
        await meeting.pilot.pause()
        assert isinstance(meeting.app.screen, HomeScreen)
        assert meeting.app.sessions == []
