"""Promise: the help says what can be done where one stands, with the keys that do it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from danvan_tui import language
from danvan_tui.capture import read_line, record_line
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings
from danvan_tui.tui.commands import COMMANDS, commands_at
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.guide import AT_OFFICE, TEN_THINGS
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.help_pages import Section, all_keys, has_page, here, short_guide
from danvan_tui.tui.widgets.text import Text
from tests.capture.conftest import context_of, list_roster, open_notebook
from tests.tui.meeting import Meeting, lists, opened, rendered

PLACES = (
    "home",
    "session",
    "minutes",
    "form",
    "split",
    "closing",
    "reading",
    "search",
    "board",
    "promise",
    "opening",
    "due",
    "figures",
    "entries",
    "sync",
    "receiving",
)
CHANGED = KeyPlan.of({"finish": "f11", "edit": "f14"})


def text(sections: Iterator[Section]) -> str:
    return "\n".join(line for section in sections for line in (section.heading, *section.lines))


# What is in it


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_command_with_a_key_is_on_the_page_of_its_screen(place: str, spoken: str) -> None:
    language.choose(spoken)
    page = " ".join(text(here(place, CHANGED, lists())(200)).split())
    for command in commands_at(place):
        keys = CHANGED.key_names(command.id)
        assert not keys or f"{keys} {language._(command.title)}:" in page


def test_a_command_without_a_key_is_on_the_page_with_the_key_that_lists_it() -> None:
    page = " ".join(text(here("home", CHANGED, lists())(200)).split())
    assert "Ctrl+P Put notes together:" in page


def test_the_page_of_closed_minutes_explains_nothing_that_cannot_be_done_there() -> None:
    page = text(here("minutes", CHANGED, lists())(200))
    for absent in ("On the line", "Complete a name", "roster", "Denunciation", "Codes of kinds"):
        assert absent not in page
    assert "Form of the record" in page


def test_every_command_is_on_the_page_of_all_keys_with_its_name_in_the_settings() -> None:
    lines = text(all_keys(CHANGED)(100)).splitlines()
    for command in COMMANDS:
        key = CHANGED.key_names(command.id) or "—"
        assert any(line.split()[:1] == [command.id] and key in line for line in lines)
    assert "always this key" in next(line for line in lines if line.startswith("quit"))


def test_the_page_of_all_keys_says_what_was_not_taken_over() -> None:
    plan = KeyPlan.of({"finish": "ctrl+space"})
    assert "ctrl+space" in text(all_keys(plan)(200))


def test_the_page_of_the_session_has_the_grammar_and_every_code() -> None:
    page = text(here("session", KeyPlan(), lists())(72))
    assert "On the line" in page
    for entries in (lists().kinds, lists().fields, lists().outcomes, lists().units):
        assert all(f"{code} {one.name}" in page for code, one in entries.by_code.items())


@pytest.mark.parametrize("spoken", language.LANGUAGES)
@pytest.mark.parametrize("width", [50, 72])
def test_no_line_is_longer_than_the_page_is_wide(spoken: str, width: int) -> None:
    language.choose(spoken)
    pages = [here(place, KeyPlan(), lists()) for place in PLACES]
    guides = (short_guide(KeyPlan()), short_guide(KeyPlan(), is_office=True))
    for page in (*pages, *guides, all_keys(KeyPlan())):
        said = [line for line in text(page(width)).splitlines() if len(line) > width]
        assert [line for line in said if not line.startswith(("   ", "@"))] == []


# At an office


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_an_office_is_told_what_its_keys_do_there(spoken: str) -> None:
    language.choose(spoken)
    laptop = text(here("home", KeyPlan(), lists())(200))
    office = text(here("home", KeyPlan(), lists(), is_office=True)(200))
    for title, is_of_office in (
        ("New session", False),
        ("Send to the office", False),
        ("Take over a roster", False),
        ("Received files", True),
        ("Which commune is shown", True),
    ):
        said = f" {language._(title)}:"
        assert (said in office, said in laptop) == (is_of_office, not is_of_office)


def test_the_guide_of_an_office_has_its_work_with_the_keys_as_they_are_bound() -> None:
    plan = KeyPlan.of({"sync": "f11"})
    page = text(short_guide(plan, is_office=True)(72))
    assert "F11 on the first screen shows what came" in page
    assert "2. Confirm a laptop" in page
    assert "{" not in page
    assert all(1 <= len(thing.how) + len(thing.lines) <= 6 for thing in AT_OFFICE)


# The guide


def test_the_guide_has_short_guide_with_the_keys_as_they_are_bound() -> None:
    assert len(TEN_THINGS) == 10
    assert all(1 <= len(thing.how) + len(thing.lines) <= 6 for thing in TEN_THINGS)
    page = text(short_guide(CHANGED)(72))
    assert "10. Follow every promise" in page
    assert "F11 lists what is still missing" in page
    assert "{" not in page


def test_every_line_of_the_guide_can_be_recorded(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    list_roster(notebook)
    context = context_of(notebook, lists())
    for line in (line for thing in TEN_THINGS for line in thing.lines):
        assert read_line(line, context).problem == "", line
        record_line(notebook, context, line)
        context = context.refreshed(notebook.state)
    promises = notebook.state.commitments()
    assert [one.lead_unit for one in promises] == ["Phòng Kinh tế xã"] * 2
    assert all(one.due for one in promises)
    assert [one.protected for one in notebook.state.issues()] == [False, False, False, True]
    notebook.close()


# On the screen


def shown(meeting: Meeting) -> str:
    assert isinstance(meeting.app.screen, HelpScreen)
    return rendered(meeting.app.screen.query_one("#help-text", Text))


async def test_f1_shows_the_page_of_the_screen_and_leaves_it_again(shelf: Shelf, code: str) -> None:
    async with opened(shelf) as meeting:
        await meeting.press("f1")
        assert shown(meeting).startswith("All sessions")
    async with opened(shelf, code) as meeting:
        await meeting.press("f1")
        assert shown(meeting).startswith("Taking notes")
        await meeting.press("f1")
        assert meeting.app.screen is meeting.session
        await meeting.write("1 kn gt Đường hỏng")
        await meeting.press("f2", "ctrl+g")
        assert shown(meeting).startswith("Form of a record")
        await meeting.press("ctrl+g")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.press("escape", "f9")
        await meeting.on(ClosingScreen)
        await meeting.press("f1")
        assert shown(meeting).startswith("Finishing")


async def test_a_small_dialog_has_the_help_of_the_screen_below_it(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("f12", "f1")
        assert shown(meeting).startswith("Taking notes")
        await meeting.press("escape")
        assert "Which file?" in meeting.seen


async def test_the_pages_are_turned_by_keys_and_by_clicks(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, settings=Settings(keys={"finish": "f11"})) as meeting:
        await meeting.press("f1", "right")
        assert shown(meeting).startswith("1. Begin a session")
        assert "▸ Short guide" in meeting.seen
        await meeting.press("right")
        assert shown(meeting).startswith("Change a key")
        assert "finish        F11" in shown(meeting)
        await meeting.press("right")
        assert shown(meeting).startswith("Taking notes")
        await meeting.pilot.click("#guide")
        assert shown(meeting).startswith("1. Begin a session")


async def test_every_part_of_a_page_can_be_reached(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await meeting.press("f1", "right")
        assert "10. Follow" not in meeting.seen
        seen = meeting.seen
        page = meeting.app.screen.query_one("#help", VerticalScroll)
        while not page.is_vertical_scroll_end:
            at = page.scroll_y
            await meeting.press("pagedown")
            await meeting.until(lambda at=at: page.scroll_y > at)  # type: ignore[misc]
            seen += meeting.seen
        assert all(f"{number}. " in seen for number in range(1, 11))
        await meeting.press("home")
        await meeting.until(lambda: "1. Begin a session" in meeting.seen)
        await meeting.press("end")
        await meeting.until(lambda: "10. Follow" in meeting.seen)


async def test_the_guide_is_found_by_its_command(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+p")
        await meeting.put("short guide")
        await meeting.press("enter")
        await meeting.on(HelpScreen)
        assert shown(meeting).startswith("1. Begin a session")


def test_every_screen_with_commands_of_its_own_has_a_page() -> None:
    assert all(has_page(place) for command in COMMANDS for place in command.places)
