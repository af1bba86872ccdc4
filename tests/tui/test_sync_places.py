"""Promise: the sending screen offers the place used last, and asks where none is known."""

from __future__ import annotations

from pathlib import Path

from danvan_tui.exchange.targets.drives import Drive
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings
from danvan_tui.model.target_setting import TargetSetting
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.sync import SyncScreen
from tests.tui.carrying import (
    above,
    closed,
    sending,
    sent,
    sent_files,
)
from tests.tui.meeting import opened


async def test_the_place_used_last_comes_first(trusting: Shelf, tmp_path: Path) -> None:
    closed(trusting)
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    async with sending(trusting, *folders) as meeting:
        assert "ONE" in meeting.seen
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.write("TWO")
        await meeting.on(SyncScreen)
        await meeting.press("enter")
        await sent(meeting)
        assert len(sent_files(folders[1])) == 1
    async with sending(trusting, *folders) as meeting:
        await meeting.until(lambda: "stick TWO" in meeting.seen)


async def test_a_folder_that_was_typed_is_there_the_next_time(trusting: Shelf, stick: Path) -> None:
    closed(trusting)
    async with sending(trusting) as meeting:
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.press("enter")
        await meeting.on(AskLine)
        await meeting.write(str(stick))
        await meeting.on(SyncScreen)
        await meeting.press("enter")
        await sent(meeting)
    async with sending(trusting) as meeting:
        await meeting.until(lambda: "nowhere yet" not in meeting.seen, "for the folder")
        closed(trusting, "Mương tắc")
        await meeting.press("enter")
        await sent(meeting)
        assert len(sent_files(stick)) == 2


async def test_without_any_place_the_key_asks_for_one(trusting: Shelf, stick: Path) -> None:
    closed(trusting)
    async with sending(trusting) as meeting:
        assert "nowhere yet" in meeting.seen
        await meeting.press("enter")
        await meeting.on(Pick)
        await meeting.press("enter")
        await meeting.on(AskLine)
        await meeting.write(str(stick))
        assert "1 session was sent" in await sent(meeting)
        assert len(sent_files(stick)) == 1


async def test_a_stick_that_was_pulled_is_told_and_taken_again_once_it_is_back(
    trusting: Shelf, stick: Path, tmp_path: Path
) -> None:
    closed(trusting)
    drives = [Drive(path=stick, label="STICK")]
    elsewhere = Settings(person="Lan", targets={"share": TargetSetting(url=str(tmp_path))})
    async with opened(trusting, size=(80, 24), settings=elsewhere) as meeting:
        screen = SyncScreen(trusting, drives=lambda: list(drives))
        await above(meeting, screen)
        await meeting.until(lambda: "To           stick STICK" in meeting.seen, "for the stick")
        pulled = drives.pop()
        await meeting.press("enter")
        assert "Nothing was sent: stick STICK" in await sent(meeting)
        assert meeting.app.screen is screen
        assert "not plugged in now (F2 chooses another place): stick STICK" in meeting.seen
        assert sent_files(tmp_path) == []  # nor anywhere else
        drives.append(pulled)
        await meeting.press("enter")
        assert "1 session was sent" in await sent(meeting)
        assert len(sent_files(stick)) == 1
