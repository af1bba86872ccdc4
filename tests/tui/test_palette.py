"""Promise: every command is found with or without marks, and does what it says."""

from __future__ import annotations

from functools import partial

import pytest
from textual.command import CommandList

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting, opened

COMMANDS = {
    "Session details": RecordForm,
    "Take over a roster": AskLine,
    "Finish": ClosingScreen,
    "Export": Pick,
    "Help": HelpScreen,
}


def offered(meeting: Meeting) -> list[str]:
    found = meeting.app.screen.query(CommandList)
    return [str(option.prompt) for one in found for option in one.options]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
async def test_every_command_is_found_without_marks_and_done(
    shelf: Shelf, code: str, spoken: str
) -> None:
    language.choose(spoken)
    async with opened(shelf, code) as meeting:
        for title, wanted in COMMANDS.items():
            await run(meeting, language._(title))
            await meeting.until(partial(shows, meeting, wanted), title)
            await meeting.press("escape")
            await meeting.until(lambda: meeting.app.screen is meeting.session)


async def run(meeting: Meeting, said: str) -> None:
    """Search for a command as people type it in a hurry, and choose it."""
    await meeting.press("ctrl+p")
    await meeting.put(fold(said))
    await meeting.until(lambda: said in "".join(offered(meeting)[:1]), said)
    await meeting.press("down", "enter")


def shows(meeting: Meeting, wanted: type) -> bool:
    return isinstance(meeting.app.screen, wanted)


async def test_the_program_is_left_by_its_command(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("1 kn dở dang")
        await meeting.press("ctrl+p")
        await meeting.put("quit")
        await meeting.until(lambda: len(offered(meeting)) == 1)
        await meeting.press("enter")
        await meeting.until(lambda: not meeting.app.is_running)
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "1 kn dở dang"


async def test_the_keys_after_a_command_go_where_it_led(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await run(meeting, "Take over a roster")
        await meeting.until(lambda: isinstance(meeting.app.screen, AskLine))
        await meeting.press("a", "b")
        assert meeting.app.screen.query_one("#answer", Line).value == "ab"
