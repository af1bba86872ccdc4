"""A laptop with closed sessions, a stick and an office, for the screens that send and receive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.screen import Screen

from danvan_tui.exchange.office_keys import init_office
from danvan_tui.exchange.targets.drives import Drive
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.receiving import ReceivingScreen
from danvan_tui.tui.screens.sync import SyncScreen
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import NOW, Meeting, new_session, opened

OFFICE = "Văn phòng xã Phú Mận"


def closed(shelf: Shelf, content: str = "Đường thôn hỏng") -> str:
    """A session whose minutes are closed; gives its code."""
    code = new_session(shelf)
    notebook = shelf.open(code)
    notebook.record([notebook.new(Table.ISSUES, content=content, kind="proposal")])
    session = notebook.state.session.id
    for state in ("live", "reading"):
        notebook.record([Edit(Table.SESSION, session, {"state": state})])
    close_session(notebook, "chưa rõ")
    notebook.close()
    return code


def begun(root: Path) -> Office:
    """An office that has made its keys."""
    office = Office(root, Settings(), clock=lambda: NOW)
    init_office(office.folder, OFFICE)
    office.inbox.mkdir()
    return office


def sent_files(stick: Path) -> list[str]:
    """What laptops put there."""
    folder = stick / "danvan" / "to-office"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@asynccontextmanager
async def sending(
    shelf: Shelf, *sticks: Path, size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> AsyncIterator[Meeting]:
    """The sending screen with these sticks plugged in, once it shows the sessions."""
    drives = [Drive(path=stick, label=stick.name.upper()) for stick in sticks]
    async with opened(shelf, size=size, settings=settings) as meeting:
        await above(meeting, SyncScreen(shelf, drives=lambda: drives))
        await meeting.until(lambda: "This laptop" in meeting.seen, "for the sessions")
        yield meeting


@asynccontextmanager
async def receiving(
    office: Office, shelf: Shelf, *sticks: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Meeting]:
    """The receiving screen of an office, once it has looked twice."""
    drives = [Drive(path=stick, label=stick.name.upper()) for stick in sticks]
    async with opened(shelf, size=size) as meeting:
        screen = ReceivingScreen(office, person="Minh", drives=lambda: drives, settles=0)
        await above(meeting, screen)
        await look(meeting)
        yield meeting


async def above(meeting: Meeting, screen: Screen[None]) -> None:
    """Open a screen."""
    meeting.app.push_screen(screen)
    await meeting.until(lambda: meeting.app.screen is screen)
    await meeting.settle()


async def look(meeting: Meeting) -> None:
    """Let the office look twice: what stands still between two looks is whole."""
    for _time in range(2):
        await meeting.until(lambda: is_idle(meeting), "for the office to be idle")
        await meeting.press("f5")
    await meeting.until(lambda: is_idle(meeting), "for the office to have looked")


def is_idle(meeting: Meeting) -> bool:
    screen = meeting.app.screen
    assert isinstance(screen, ReceivingScreen)
    return not screen.busy and screen.overview is not None and not screen.workers


def rows(meeting: Meeting) -> list[Row]:
    """The rows of the list, without headings."""
    table = meeting.app.screen.query_one(RecordTable)
    return [row for row in table.rows if not row.heads]


def states(meeting: Meeting) -> dict[str, str]:
    """What the list says of each session, by its code."""
    return {row.cells[0]: row.cells[-1] for row in rows(meeting)}


async def asked(meeting: Meeting) -> str:
    """Wait for a question, and give it."""
    await meeting.on(Confirm)
    await meeting.settle()
    return " ".join(meeting.seen.split())


async def answer(meeting: Meeting, *, yes: bool) -> None:
    """Answer a question; escape is the careful answer."""
    await meeting.press(*(["right", "enter"] if yes else ["escape"]))


async def sent(meeting: Meeting) -> str:
    """Wait until it is over, and give what it came to, or what went wrong."""
    screen = next(one for one in meeting.app.screen_stack if isinstance(one, SyncScreen))
    await meeting.until(lambda: not screen.workers, "for the end")
    await meeting.settle()
    return str(screen.query_one("#going", Text).content) or meeting.said[-2]
