"""Promise: what still works for a screen when it is left ends there, and never ends the program."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from danvan_tui.tui.base import TerminalApp


@dataclass
class Told:
    """What went on while a screen was left."""

    is_going: asyncio.Event = field(default_factory=asyncio.Event)
    has_gone_on: bool = False


class Part(Static):
    """A part of a screen that tells when it is taken down."""

    def __init__(self, told: Told) -> None:
        super().__init__("part")
        self._told = told

    async def on_unmount(self) -> None:
        """Let whoever waits for it go on first."""
        self._told.is_going.set()
        await asyncio.sleep(0)


class Place(Screen[None]):
    """A screen that is still being worked for when its parts go."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay out two parts: one goes before the other."""
        yield Part(self._told)
        yield Static("other", id="other")

    def on_mount(self) -> None:
        """Begin what takes longer than one stays."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        await self._told.is_going.wait()
        self._told.has_gone_on = True
        self.query_one("#other").remove()


async def test_work_for_a_screen_ends_before_its_parts_are_taken_down() -> None:
    told = Told()
    app: TerminalApp = TerminalApp()
    async with app.run_test():
        await app.push_screen(Place(told))
        await app.pop_screen()
    assert (told.is_going.is_set(), told.has_gone_on) == (True, False)


async def test_work_for_a_screen_ends_before_the_program_does() -> None:
    told = Told()
    app: TerminalApp = TerminalApp()
    async with app.run_test():
        await app.push_screen(Place(told))
    assert (told.is_going.is_set(), told.has_gone_on) == (True, False)


async def test_work_for_the_program_ends_before_its_screens_are_taken_down() -> None:
    told = Told()
    app: TerminalApp = TerminalApp()

    async def work() -> None:
        await told.is_going.wait()
        told.has_gone_on = True
        app.notify("done")

    async with app.run_test():
        app.run_worker(work())
        await app.push_screen(Place(told))
    assert (told.is_going.is_set(), told.has_gone_on) == (True, False)
