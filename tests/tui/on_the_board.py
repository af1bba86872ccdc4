"""Two meetings with promises of every urgency, and the board above them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from danvan_tui.followup.board import Filters
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.model.records import Result, Review, Value
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.widgets.query import QueryLine
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.tabs import Tabs
from danvan_tui.tui.widgets.text import Text
from tests.followup.office import Office
from tests.tui.meeting import Meeting, opened, rendered

Promise = dict[str, Value]

KT, UBND = "Phòng Kinh tế xã", "UBND xã"
FIRST: tuple[Promise, ...] = (
    {"content": "Sửa đường thôn [/b]", "lead_unit": KT, "due": "2026-11-10"},
    {"content": "Lắp đèn đường", "lead_unit": UBND, "due": "2026-11-25"},
)
SECOND: tuple[Promise, ...] = (
    {"content": "Nạo vét mương", "lead_unit": KT, "due": "2026-12-15"},
    {"content": "Làm sân bóng", "lead_unit": UBND, "due": "", "due_text": "sau vụ mùa"},
    {"content": "Xây cổng chào", "lead_unit": UBND, "due": "2026-11-01"},
    {"content": "Dọn rác chợ", "lead_unit": KT, "due": "2026-11-01"},
)
OWED = ["Sửa đường thôn [/b]", "Lắp đèn đường", "Nạo vét mương", "Làm sân bóng", "Xây cổng chào"]
"""What is owed of all this, the most urgent first."""


def office_in(root: Path) -> tuple[Office, str, str]:
    """An office with two meetings; the folders of these."""
    office = Office(root)
    first = office.meeting(*FIRST, date="2026-09-12", villages=("Thôn Gò Vối",))
    second = office.meeting(*SECOND, date="2026-10-02", villages=("Thôn Văn Xá",))
    office.review(second, Found(result=Result.REPORTED_DONE, note="xong"), number=3)
    office.review(second, Found(result=Result.CONFIRMED, note="đã thấy"), number=4)
    return office, first, second


@asynccontextmanager
async def board(
    office: Office,
    *,
    size: tuple[int, int] = (80, 24),
    filters: Filters | None = None,
    session: str | None = None,
) -> AsyncIterator[Meeting]:
    """The board, with all sessions read."""
    async with opened(office.shelf, session, size=size) as meeting:
        meeting.app.push_screen(BoardScreen(filters))
        await meeting.on(BoardScreen)
        await ready(meeting)
        yield meeting


async def ready(meeting: Meeting) -> None:
    """Wait until what the index knows is what is shown."""
    following, screen = meeting.app.following, the_board(meeting)

    def is_shown() -> bool:
        has_read = following._reading is not None and not following.is_reading
        return has_read and screen._edition == following.follow_up.edition

    await meeting.until(is_shown, "for the board")
    await meeting.settle()
    await meeting.until(lambda: "Reading" not in meeting.seen)


def the_board(meeting: Meeting) -> BoardScreen:
    found = [one for one in meeting.app.screen_stack if isinstance(one, BoardScreen)]
    return found[-1]


def listed(meeting: Meeting) -> list[Row]:
    """The promises of the list, without the headings."""
    return [row for row in rows(meeting) if not row.heads]


def rows(meeting: Meeting) -> list[Row]:
    return the_board(meeting).query_one("#promises", RecordTable).rows


def said(meeting: Meeting) -> list[str]:
    """The promises that are listed, as they were said."""
    return [row.below.rpartition(" · ")[2] for row in listed(meeting)]


def headings(meeting: Meeting) -> list[str]:
    return [row.cells[0] for row in rows(meeting) if row.heads]


def tabs(meeting: Meeting) -> str:
    return rendered(the_board(meeting).query_one(Tabs))


def query(meeting: Meeting) -> QueryLine:
    return the_board(meeting).query_one(QueryLine)


def text(meeting: Meeting, name: str) -> str:
    """What a line of the board says."""
    return rendered(the_board(meeting).query_one(f"#{name}", Text))


async def review(meeting: Meeting, words: str) -> None:
    """Say what was found of the promises one is at, and come back to the board."""
    await meeting.press("f2")
    await meeting.put(words)
    await meeting.press("enter")
    await meeting.on(BoardScreen)


@asynccontextmanager
async def promise(
    office: Office, folder: str, number: int = 1, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Meeting]:
    """The screen of one promise, with the board below it."""
    commitment = office.promise(folder, number).promise.id
    async with board(office, size=size) as meeting:
        meeting.app.push_screen(PromiseScreen(commitment))
        await meeting.on(PromiseScreen)
        await told(meeting)
        yield meeting


async def told(meeting: Meeting) -> None:
    """Wait until the story is the one that is known."""
    screen = meeting.app.screen
    assert isinstance(screen, PromiseScreen)
    follow_up = meeting.app.following.follow_up
    await meeting.until(lambda: screen._told and screen._shown == follow_up.edition)
    await meeting.settle()


def page(meeting: Meeting) -> str:
    """The whole page of the promise, in one line."""
    return " ".join(rendered(meeting.app.screen.query_one("#promise", Text)).split())


def reviews(office: Office, folder: str, number: int = 1) -> tuple[Review, ...]:
    """What was found of a promise, with all the words."""
    promised = office.promise(folder, number).promise.id
    return tuple(one for one in office.reviews_in(folder) if one.commitment == promised)
