"""Promise: the home screen leads to the sending screen and says of each session how far it is."""

from __future__ import annotations

from pathlib import Path

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.marks import read_marks
from danvan_tui.tui.screens.sync import SyncScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.tui.carrying import (
    closed,
    sending,
    sent,
)
from tests.tui.meeting import opened


async def test_the_home_screen_opens_it_and_esc_goes_back(shelf: Shelf) -> None:
    closed(shelf)
    async with opened(shelf) as meeting:
        await meeting.press("f5")
        await meeting.on(SyncScreen)
        await meeting.until(lambda: "not sent" in meeting.seen)
        await meeting.press("escape")
        await meeting.until(lambda: not isinstance(meeting.app.screen, SyncScreen))


async def test_home_says_in_a_pause_what_has_left(trusting: Shelf, stick: Path) -> None:
    sent_one = closed(trusting)
    async with sending(trusting, stick) as meeting:
        await meeting.press("enter")
        await sent(meeting)
        kept = closed(trusting)
        await meeting.press("escape")
        sessions = meeting.app.screen.query_one("#sessions", RecordTable)
        await meeting.until(lambda: "sent" in [row.cells[3] for row in sessions.rows])
        assert {row.cells[0]: row.cells[3] for row in sessions.rows} == {
            sent_one: "sent",
            kept: "closed",
        }


async def test_where_nothing_was_ever_sent_home_reads_no_session_for_it(shelf: Shelf) -> None:
    closed(shelf)
    assert read_marks(shelf) == {}
    assert not (shelf.root / "exchange").exists()
    assert not (shelf.root / "derived" / "held.json").exists()
