"""Promise: a letter is painted when its field has taken it, and the terminal never shows a mix."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pyte
import pytest
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.widgets.at_once import paint
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text

SIZE = (40, 12)
SAID = "Đề nghị xã sửa đường liên thôn trước mùa mưa để các cháu đi học"


class Fields(TerminalApp):
    """A few fields, and all that is written to the terminal."""

    CSS = (
        "Line { width: 1fr; } #deep { height: 2; } #gap { height: 8; } .odd { border: round red; }"
    )

    def __init__(self) -> None:
        super().__init__()
        self.terminal = pyte.Screen(*SIZE)
        self.written: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out fields as the screens do: in a row, in a frame, in something that scrolls."""
        with Horizontal():
            yield Label(" › ")
            yield Line(id="plain", compact=True, placeholder="write here")
        yield Line(id="framed", classes="framed")
        with VerticalScroll(id="deep"):
            yield Text("above", id="gap")
            yield Line(id="scrolled", classes="framed")

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.written.append(renderable.render_segments(self.console))
            pyte.Stream(self.terminal).feed(self.written[-1])
        super()._display(screen, renderable)

    def whole(self) -> list[str]:
        """What a terminal shows that is painted as a whole now."""
        fresh = pyte.Screen(*SIZE)
        update = self.screen._compositor.render_full_update()
        pyte.Stream(fresh).feed(update.render_segments(self.console))
        return list(fresh.display)


@asynccontextmanager
async def running() -> AsyncIterator[tuple[Fields, Pilot[None]]]:
    app = Fields()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


async def press(app: Fields, pilot: Pilot[None], text: str) -> None:
    for letter in text:
        app.post_message(Key(letter, letter))
        await pilot._wait_for_screen()
        while app._keys._sentinel_at is not None:
            await asyncio.sleep(0)


@pytest.mark.parametrize("field", ["plain", "framed", "scrolled"])
async def test_the_terminal_shows_what_was_typed_wherever_the_field_stands(field: str) -> None:
    async with running() as (app, pilot):
        app.query_one(f"#{field}", Line).focus()
        await pilot.pause()
        await press(app, pilot, SAID)
        await pilot.pause()
        app.screen._on_timer_update()
        assert list(app.terminal.display) == app.whole()
        assert any("các cháu đi học" in row for row in app.terminal.display)


async def test_a_letter_is_painted_though_no_frame_comes() -> None:
    async with running() as (app, pilot):
        app.query_one("#plain", Line).focus()
        await pilot.pause()
        app.screen._update_timer.stop()
        await press(app, pilot, "Đề")
        assert app.terminal.display[0].startswith(" › Đề")


async def test_a_message_over_the_field_is_not_painted_over() -> None:
    async with running() as (app, pilot):
        app.query_one("#plain", Line).focus()
        app.notify("a message\n" * 8)
        await pilot.pause()
        await press(app, pilot, SAID)
        await pilot.pause()
        app.screen._on_timer_update()
        assert list(app.terminal.display) == app.whole()
        assert any("a message" in row for row in app.terminal.display)


async def test_a_field_behind_another_screen_is_not_painted() -> None:
    async with running() as (app, pilot):
        line = app.query_one("#plain", Line)
        await app.push_screen(Screen())
        await pilot.pause()
        line.replace_all("hidden")
        paint(line)
        assert list(app.terminal.display) == app.whole()
