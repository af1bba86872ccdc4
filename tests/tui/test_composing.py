"""Promise: where the app names a method, its fields set the marks; elsewhere nothing changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.pilot import Pilot

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.composing import method_of, toggle
from danvan_tui.tui.widgets.line import Line
from danvan_tui.vietnamese.composer import Method


class Fields(TerminalApp):
    """A line that may be short, an area, and a line for numbers only."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[Line.Refused] = []

    def on_line_refused(self, event: Line.Refused) -> None:
        self.refused.append(event)

    def compose(self) -> ComposeResult:
        yield Line(id="line", max_length=12)
        yield Area(id="area")
        yield Line(id="number", restrict=r"[0-9a-z]*")

    async def type(self, pilot: Pilot[None], keys: str) -> None:
        """Press keys one by one; `<` is Backspace."""
        for key in keys:
            pressed = Key("backspace", None) if key == "<" else Key(key, key)
            self.post_message(pressed)
            await pilot.pause()


@asynccontextmanager
async def fields(method: Method | None = "telex") -> AsyncIterator[tuple[Fields, Pilot[None]]]:
    app = Fields()
    app.composer_method = method
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Line).focus()
        await pilot.pause()
        yield app, pilot


async def test_a_line_sets_marks_and_undoes_a_word_at_a_time() -> None:
    async with fields() as (app, pilot):
        line = app.query_one(Line)
        await app.type(pilot, "ddaats vuwowfn")
        assert line.value == "đất vườn"
        seen = []
        for _ in range(2):
            await pilot.press("ctrl+z")
            seen.append(line.value)
        await pilot.press("ctrl+y", "ctrl+y")
        assert [*seen, line.value] == ["đất", "", "đất vườn"]


async def test_an_area_sets_marks_and_undoes_them_with_their_letters() -> None:
    async with fields() as (app, pilot):
        area = app.query_one(Area)
        area.focus()
        await app.type(pilot, "ddaats")
        await pilot.press("enter")
        await app.type(pilot, "vuwowfn")
        assert area.text == "đất\nvườn"
        await pilot.press("ctrl+z")
        assert area.text == "đất\n"
        await pilot.press("ctrl+z", "ctrl+z")
        assert area.text == ""
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert area.text == "đất\nvườn"


@pytest.mark.parametrize("field", ["line", "area"])
async def test_marks_are_set_only_behind_the_cursor_on_what_was_typed(field: str) -> None:
    async with fields() as (app, pilot):
        widget = app.query_one(f"#{field}", Line) if field == "line" else app.query_one(Area)
        widget.focus()
        app.post_message(Paste("ba"))
        await app.type(pilot, "s a")
        await pilot.press("home")
        await app.type(pilot, "as ")
        await pilot.press("end")
        await app.type(pilot, "s<<as")
        await pilot.press("shift+left")
        await app.type(pilot, "af")
        text = widget.value if isinstance(widget, Line) else widget.text
        assert text == "á bas à"


async def test_a_line_that_is_full_or_takes_only_some_letters_is_left_alone() -> None:
    async with fields() as (app, pilot):
        line, number = app.query_one("#line", Line), app.query_one("#number", Line)
        await app.type(pilot, "muwowif muwowif muwowif")
        assert line.value == "mười mười mừ"
        assert [event.text for event in app.refused] == ["ơ", "w", "i"]
        number.focus()
        await app.type(pilot, "as12")
        assert number.value == "as12"


async def test_a_new_text_begins_anew() -> None:
    async with fields() as (app, pilot):
        line = app.query_one(Line)
        await app.type(pilot, "ấ as")
        assert line.value == "ấ as"
        line.value = ""
        await app.type(pilot, "as")
        assert line.value == "á"


async def test_nothing_is_composed_unless_it_was_switched_on() -> None:
    async with fields(None) as (app, pilot):
        line = app.query_one(Line)
        await app.type(pilot, "ddee1 ")
        toggle(app, "vni")
        await app.type(pilot, "d9e1 ")
        assert (line.value, method_of(app)) == ("ddee1 đé ", "vni")
        assert toggle(app, "telex") == "telex"
        assert toggle(app, "telex") is None
        await app.type(pilot, "aa")
        assert line.value == "ddee1 đé aa"
