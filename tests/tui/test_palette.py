"""Promise: every command is found with or without marks, does what it says, or says why not."""

from __future__ import annotations

from functools import partial

import pytest
from textual.app import ComposeResult
from textual.screen import Screen

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.commands import COMMANDS
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.palette import Palette, commands_for, found
from danvan_tui.tui.widgets.table import Table
from danvan_tui.tui.widgets.text import Text
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting, opened, rendered

SHOWN = {
    "Session details": RecordForm,
    "Take over a roster": AskLine,
    "Finish": ClosingScreen,
    "Export": Pick,
    "Help": HelpScreen,
}


class Place(Screen[None]):
    """A screen on which one command cannot be done."""

    def __init__(self, place: str, refused: str = "") -> None:
        super().__init__()
        self.PLACE = place
        self.refused = refused
        self.done: list[str] = []

    def why_not(self, command: str) -> str:
        return "Nothing was raised yet." if command == self.refused else ""

    def compose(self) -> ComposeResult:
        yield Line(id="capture")

    def action_undo(self) -> None:
        self.done.append("undo")


def titles(query: str, place: str = "session", *, is_office: bool = False) -> list[str]:
    """What is found on a screen, the best first."""
    offers = commands_for(Place(place), KeyPlan(), is_office=is_office)
    return [offer.title for offer in found(offers, query)]


def offered(meeting: Meeting) -> list[str]:
    return [" ".join(row.cells) for row in meeting.app.screen.query_one("#commands", Table).rows]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_command_is_found_by_its_title_where_it_can_be_done(spoken: str) -> None:
    language.choose(spoken)
    for command in COMMANDS:
        title = language._(command.title)
        for place in command.places or ("home", "session"):
            if command.id != "commands":  # the palette itself
                is_office = command.only == "office"
                assert title in titles(title, place, is_office=is_office)
                assert title in titles(fold(title), place, is_office=is_office)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("dong phien", "Finish"),
        ("đóng phiên", "Finish"),
        ("close session", "Finish"),
        ("doi mau", "Change the colours"),
        ("giao dien", "Change the colours"),
        ("xoa", "Take the record out"),
        ("excel", "Take over a roster"),
        ("f9", "Finish"),
    ],
)
def test_a_command_is_found_by_what_people_call_it(said: str, title: str) -> None:
    language.choose("vi")
    assert titles(said)[0] == language._(title)


def test_what_cannot_be_done_here_is_not_offered() -> None:
    assert "Finish" not in titles("finish", "home")
    assert "New session" not in titles("new", "session")


@pytest.mark.parametrize("spoken", language.LANGUAGES)
async def test_every_command_is_found_without_marks_and_done(
    shelf: Shelf, code: str, spoken: str
) -> None:
    language.choose(spoken)
    async with opened(shelf, code) as meeting:
        for title, wanted in SHOWN.items():
            await run(meeting, language._(title))
            await meeting.until(partial(shows, meeting, wanted), title)
            await meeting.press("escape")
            await meeting.until(lambda: meeting.app.screen is meeting.session)


async def run(meeting: Meeting, said: str) -> None:
    """Search for a command as people type it in a hurry, and choose it."""
    await meeting.press("ctrl+p")
    await meeting.put(fold(said))
    await meeting.until(lambda: said in "".join(offered(meeting)[:1]), said)
    await meeting.press("enter")


def shows(meeting: Meeting, wanted: type) -> bool:
    return isinstance(meeting.app.screen, wanted)


async def test_every_command_stands_there_with_its_key(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+p")
        assert {"Finish F9", "Search all sessions Ctrl+F"} <= set(offered(meeting))


async def test_what_cannot_be_done_now_is_marked_and_says_why() -> None:
    app = TerminalApp()
    async with app.run_test() as pilot:
        place = Place("session", refused="undo")
        await app.push_screen(place)
        app.action_command_palette()
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, Palette)
        palette.query_one(Line).value = "undo"
        await pilot.pause()
        assert palette.query_one(Table).rows[0].cells == ("Undo", "✗ Ctrl+Z")
        assert rendered(palette.query_one(".hint", Text)) == "Nothing was raised yet."
        await pilot.press("enter")
        assert app.screen is palette
        assert [one.message for one in app._notifications] == ["Nothing was raised yet."]
        place.refused = ""
        await pilot.press("escape", "ctrl+p", *"undo", "enter")
        await pilot.pause()
        assert place.done == ["undo"]


async def test_words_that_find_nothing_are_told(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+p")
        await meeting.put("xyzzy")
        assert "No command is found" in meeting.seen
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, Palette)


async def test_the_key_that_opens_the_palette_closes_it(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+p")
        assert shows(meeting, Palette)
        await meeting.press("ctrl+p")
        assert shows(meeting, SessionScreen)


async def test_the_program_is_left_by_its_command(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("1 kn dở dang")
        await meeting.press("ctrl+p")
        await meeting.put("quit")
        await meeting.press("enter")
        await meeting.until(lambda: not meeting.app.is_running)
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "1 kn dở dang"


async def test_the_keys_after_a_command_go_where_it_led(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await run(meeting, "Take over a roster")
        await meeting.on(AskLine)
        await meeting.press("a", "b")
        assert meeting.app.screen.query_one("#answer", Line).value == "ab"
