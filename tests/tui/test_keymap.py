"""Promise: every command has its key, or the one a commune chose, and no two share one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.screen import Screen

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings
from danvan_tui.tui.app import DanvanApp
from danvan_tui.tui.commands import COMMANDS, Command, commands_at
from danvan_tui.tui.keymap import KeyPlan, bindings_for, name_of
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.conflicts import ConflictsScreen
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.due import DueScreen
from danvan_tui.tui.screens.entries import EntriesScreen
from danvan_tui.tui.screens.figures import FiguresScreen
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.matching import MatchingScreen
from danvan_tui.tui.screens.opening import OpeningScreen
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.screens.reading import ReadingScreen
from danvan_tui.tui.screens.receiving import ReceivingScreen
from danvan_tui.tui.screens.search import SearchScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.screens.split import SplitScreen
from danvan_tui.tui.screens.sync import SyncScreen
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.bars import KeyBar
from tests.tui.meeting import Meeting, opened

SCREENS: dict[str, type[Screen[Any]]] = {
    "home": HomeScreen,
    "session": SessionScreen,
    "form": RecordForm,
    "split": SplitScreen,
    "closing": ClosingScreen,
    "reading": ReadingScreen,
    "search": SearchScreen,
    "figures": FiguresScreen,
    "entries": EntriesScreen,
    "opening": OpeningScreen,
    "due": DueScreen,
    "board": BoardScreen,
    "promise": PromiseScreen,
    "sync": SyncScreen,
    "receiving": ReceivingScreen,
    "conflicts": ConflictsScreen,
    "matching": MatchingScreen,
}
PLACES = tuple(SCREENS)
REBOUND = {
    "change": "f11", "close": "f13", "commands": "f14", "confirm": "f15", "edit": "f16",
    "finish": "f17", "help": "f18", "new": "f19", "object": "f20", "participants": "f21",
    "read_back": "f22", "record": "f23", "search": "f24",
}  # fmt: skip
ONLY_IN_THE_PALETTE = {
    "all_promises", "next_list", "theme", "guide", "typing", "person", "merge"
}  # fmt: skip


def keys_at(place: str, plan: KeyPlan) -> list[str]:
    return [key for command in commands_at(place) for key in plan.keys(command.id)]


# The table


def test_every_command_has_a_name_of_its_own() -> None:
    names = [one.id for one in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.id)
def test_every_command_is_something_its_screens_can_do(command: Command) -> None:
    action = command.action.split("(")[0]
    doing = [getattr(SCREENS[place], f"action_{action}", None) for place in command.places]
    if action.startswith("app."):
        doing = [getattr(DanvanApp, f"action_{action.removeprefix('app.')}", None)]
    assert doing
    assert all(doing)


def test_every_command_has_a_key_or_is_for_the_palette() -> None:
    assert {one.id for one in COMMANDS if not one.keys} == ONLY_IN_THE_PALETTE


@pytest.mark.parametrize("place", PLACES)
def test_no_two_commands_of_a_screen_come_with_the_same_key(place: str) -> None:
    keys = keys_at(place, KeyPlan())
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_the_words_in_the_bar_are_short(spoken: str) -> None:
    language.choose(spoken)
    words = [language._(one.short) for one in COMMANDS if one.short]
    assert [said for said in words if len(said) > 10] == []


def test_the_way_to_help_and_commands_is_open_where_a_terminal_keeps_its_function_keys() -> None:
    for command in ("help", "commands", "new"):
        assert any(key.startswith("ctrl+") for key in KeyPlan().keys(command))


# The keys a commune chose


def test_a_chosen_key_takes_the_place_of_the_old_one() -> None:
    plan = KeyPlan.of({"finish": "F11", "search": "ctrl+f, f13"})
    assert plan.problems == ()
    assert plan.key_name("finish") == "F11"
    assert plan.key_names("search") == "Ctrl+F, F13"
    assert plan.key_name("export") == "F12"
    assert plan.bar_key("finish").name == "F11"


def test_two_commands_may_change_places() -> None:
    plan = KeyPlan.of({"details": "f9", "finish": "f7"})
    assert plan.problems == ()
    assert (plan.key_name("details"), plan.key_name("finish")) == ("F9", "F7")


@pytest.mark.parametrize(
    "key",
    ["x", "space", "backspace", "enter", "tab", "escape", "up", "", ",", "f25", "nonsense"]
    + [f"ctrl+{key}" for key in ("space", "h", "i", "j", "m", "q", "c", "v", "w", "z", "shift+a")]
    + ["alt+z", "alt+x", "shift+f5"],
)
def test_a_key_that_writes_moves_or_belongs_to_the_input_method_is_refused(key: str) -> None:
    plan = KeyPlan.of({"finish": key})
    (problem,) = plan.problems
    assert "finish" in problem
    assert "keeps F9" in problem
    assert plan.key_name("finish") == "F9"


def test_a_clash_names_both_commands_and_the_one_keeps_its_key() -> None:
    plan = KeyPlan.of({"finish": "f7"})
    (problem,) = plan.problems
    assert all(word in problem for word in ("F7", "“details”", "“finish” keeps F9"))
    assert (plan.key_name("details"), plan.key_name("finish")) == ("F7", "F9")


def test_of_two_that_were_given_one_key_the_first_has_it() -> None:
    plan = KeyPlan.of({"edit": "f13", "participants": "f13"})
    assert len(plan.problems) == 1
    assert (plan.key_name("edit"), plan.key_name("participants")) == ("F13", "F3")


def test_the_way_out_stays_where_it_is() -> None:
    plan = KeyPlan.of({"quit": "f3", "leave": "f4", "finish": "ctrl+q"})
    assert len(plan.problems) == 3
    assert plan.keymap == {}
    assert (plan.key_name("quit"), plan.key_name("leave")) == ("Ctrl+Q", "Esc")


def test_an_unknown_command_is_told_and_shown_as_text_only() -> None:
    (problem,) = KeyPlan.of({"fi\x1b[2Jnish": "f7"}).problems
    assert "\x1b" not in problem


_WANTED = st.dictionaries(
    st.sampled_from([one.id for one in COMMANDS]),
    st.sampled_from(["f1", "f2", "f7", "f9", "f13", "f14", "ctrl+f", "ctrl+r", "f9,ctrl+g", "x"]),
    max_size=6,
)


@given(_WANTED)
def test_whatever_is_asked_for_no_screen_has_two_commands_on_one_key(
    wanted: dict[str, str],
) -> None:
    plan = KeyPlan.of(wanted)
    for place in PLACES:
        keys = keys_at(place, plan)
        assert len(keys) == len(set(keys))
    assert len(plan.problems) == len(wanted) - len(plan.keymap)
    said = "\n".join(plan.problems)
    assert all(f"“{command}”" in said for command in wanted if command not in plan.keymap)


# In the program


async def test_the_chosen_key_does_it_and_is_the_one_shown(shelf: Shelf, code: str) -> None:
    settings = Settings(keys={"finish": "f11", "help": "f14"})
    async with opened(shelf, code, settings=settings, size=(140, 36)) as meeting:
        assert "F11 finish" in shown_keys(meeting)
        await meeting.press("f11")
        await meeting.on(ClosingScreen)
        await meeting.press("escape")
        await meeting.until(lambda: meeting.app.screen is meeting.session)
        await meeting.press("f9", "f1")
        assert meeting.app.screen is meeting.session
        await meeting.press("f14")
        await meeting.on(HelpScreen)


async def test_what_cannot_be_used_is_told_at_the_start(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, settings=Settings(keys={"finish": "ctrl+space"})) as meeting:
        assert any("ctrl+space" in said for said in meeting.said)
        await meeting.press("f9")
        await meeting.on(ClosingScreen)


def shown_keys(meeting: Meeting) -> str:
    return " ".join(
        f"{key.name} {key.words}" for bar in meeting.app.screen.query(KeyBar) for key in bar._keys
    )


def not_bound(meeting: Meeting) -> list[str]:
    """The keys in the bar of the screen that do nothing there, or something else."""
    screen = meeting.app.screen
    bound = {name_of(key) for key in screen.active_bindings}
    everywhere = [one.id for one in COMMANDS if one.priority and not one.places]
    bound |= {name_of(key) for one in everywhere for key in meeting.app.plan.keys(one)}
    if isinstance(screen.focused, Area):
        bound.add("Enter")  # a new line, which the field makes of the key itself
    names = [key.name for bar in screen.query(KeyBar) for key in bar._keys]
    single = [name for name in names if re.fullmatch(r"(Ctrl\+)?(F\d+|[A-Z]|Esc|Enter|Tab)", name)]
    assert single or not screen.query(KeyBar), "no keys in the bar"
    return [name for name in single if name not in bound]


@pytest.mark.parametrize("keys", [{}, REBOUND], ids=["as they come", "chosen"])
async def test_every_key_in_a_bar_is_bound_where_it_is_shown(
    shelf: Shelf, code: str, keys: dict[str, str]
) -> None:
    settings, plan = Settings(keys=keys), KeyPlan.of(keys)
    assert plan.problems == ()

    async def go(meeting: Meeting, command: str, screen: type[Screen[Any]]) -> None:
        await meeting.press(plan.keys(command)[0])
        await meeting.on(screen)
        await meeting.settle()
        assert not_bound(meeting) == []

    async with opened(shelf, settings=settings, size=(160, 40)) as meeting:
        assert not_bound(meeting) == []
        await go(meeting, "due", DueScreen)
        await go(meeting, "leave", HomeScreen)
        await go(meeting, "sync", SyncScreen)
        await go(meeting, "leave", HomeScreen)
        await go(meeting, "board", BoardScreen)
        meeting.app.push_screen(PromiseScreen("none"))
        await meeting.on(PromiseScreen)
        await meeting.settle()
        assert not_bound(meeting) == []
        await go(meeting, "leave", BoardScreen)
        await go(meeting, "leave", HomeScreen)
    async with opened(shelf, code, settings=settings, size=(160, 40)) as meeting:
        assert not_bound(meeting) == []
        await meeting.write("1 kn Đường hỏng. Rác bẩn.")
        assert not_bound(meeting) == []
        await go(meeting, "edit", RecordForm)
        await go(meeting, "leave", SessionScreen)
        await go(meeting, "search", SearchScreen)
        await go(meeting, "leave", SessionScreen)
        await go(meeting, "change", Pick)
        await meeting.press("enter")
        await meeting.on(SplitScreen)
        assert not_bound(meeting) == []
        await go(meeting, "leave", SessionScreen)
        await go(meeting, "opening", OpeningScreen)
        await go(meeting, "leave", SessionScreen)
        await go(meeting, "finish", ClosingScreen)
        await go(meeting, "read_back", ReadingScreen)


async def test_a_split_is_recorded_by_the_key_of_forms_and_has_its_own_help(
    shelf: Shelf, code: str
) -> None:
    settings = Settings(keys={"record": "f13"})
    async with opened(shelf, code, settings=settings, size=(120, 36)) as meeting:
        await meeting.write("1 kn Đường hỏng. Rác bẩn.")
        await meeting.press("ctrl+o", "enter")
        await meeting.on(SplitScreen)
        assert "F13 record" in shown_keys(meeting)
        await meeting.press("f1")
        await meeting.on(HelpScreen)
        assert "Splitting an opinion" in meeting.seen
        await meeting.press("f1", *["right"] * len("Đường hỏng. "), "enter", "ctrl+s")
        assert len(meeting.state.issues()) == 1
        await meeting.press("f13")
        await meeting.until(lambda: len(meeting.state.issues()) == 2)


@pytest.mark.parametrize("place", PLACES)
def test_every_command_is_bound_once_by_its_name(place: str) -> None:
    own = [one.id for one in COMMANDS if place in one.places]
    assert [binding.id for binding in bindings_for(place)] == own
