"""Promise: who takes the notes is asked once, and nothing is written by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.person import laptop_name, who_writes
from danvan_tui.model.settings import LONGEST, Settings, read_settings
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.dialogs import AskLine
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.screens.sync import SyncScreen
from danvan_tui.tui.widgets.line import Line
from tests.office.carried import begun_office
from tests.tui.meeting import opened


@pytest.mark.parametrize("name", ["Lê Thu Hiền", ""])
async def test_the_first_run_asks_once_who_takes_the_notes(shelf: Shelf, name: str) -> None:
    async with opened(shelf, settings=Settings(), first_run=True) as meeting:
        await meeting.press("escape")
        await meeting.on(AskLine)
        assert "Who takes the notes here?" in meeting.seen
        await meeting.press(*name, "enter")
        await meeting.until(lambda: read_settings(shelf.root).person == name, "for the settings")
        await meeting.press("f2")
        await meeting.on(RecordForm)
        assert meeting.app.screen.query_one("#secretary", Line).value == name
        await meeting.press("ctrl+s")
        await meeting.on(SessionScreen)
        operations = meeting.state.fold.operations.values()
        assert {one.by for one in operations} == {name or who_writes(Settings())}
    async with opened(shelf, settings=read_settings(shelf.root), first_run=True) as meeting:
        assert isinstance(meeting.app.screen, HomeScreen)


@pytest.mark.parametrize("name", ["Lan", ""])
async def test_the_first_run_at_an_office_asks_once_and_else_the_office_stands_there(
    tmp_path: Path, name: str
) -> None:
    office = begun_office(tmp_path, Settings())
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=Settings(), first_run=True, office=office) as meeting:
        await meeting.on(AskLine)
        assert "Who works at the office on this computer?" in meeting.seen
        await meeting.press(*name, "enter")
        await meeting.on(HomeScreen)
        await meeting.until(lambda: read_settings(tmp_path).person == name, "for the settings")
        assert meeting.app.person == (name or "Văn phòng xã")
    office.close()


async def test_the_name_can_be_given_later_and_always_stays_readable(shelf: Shelf) -> None:
    async with opened(shelf, settings=Settings(person="Hiền")) as meeting:
        await meeting.app.run_action("app.ask_person")
        await meeting.on(AskLine)
        await meeting.settle()
        assert meeting.app.screen.query_one(Line).value == "Hiền"
        await meeting.fill("answer", "x" * LONGEST)
        await meeting.press(".", "enter")  # there is no room for it
        kept = "x" * LONGEST
        await meeting.until(lambda: read_settings(shelf.root).person == kept, "for the name")
        assert meeting.app.person == kept


async def test_without_a_name_the_office_reads_that_of_the_computer(shelf: Shelf) -> None:
    async with opened(shelf, settings=Settings()) as meeting:
        await meeting.press("f5")
        await meeting.on(SyncScreen)
        screen = meeting.app.screen
        assert isinstance(screen, SyncScreen)
        await meeting.until(lambda: screen._known is not None, "for the sessions")
        assert screen._known is not None
        assert screen._known.own.name == laptop_name(Settings()) != ""
