"""Promise: what still works for a screen when it is left ends there, and never ends the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.once_drawn import once_drawn


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


async def test_work_begun_by_a_screen_that_is_left_at_once_ends_too() -> None:
    told = Told()
    app: TerminalApp = TerminalApp()
    async with app.run_test():
        app.push_screen(Place(told))  # left before it is there
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


class Late(Place):
    """A screen for which it is drawn only when the test says so."""

    drawn: Callable[[], object]

    def call_after_refresh(
        self, callback: Callable[[], object], *_given: object, **_named: object
    ) -> bool:
        """Keep what is to be done."""
        self.drawn = callback
        return True


async def test_what_was_to_be_done_once_drawn_is_not_done_where_the_parts_are_gone() -> None:
    app: TerminalApp = TerminalApp()
    place = Late(Told())
    done: list[str | None] = []
    async with app.run_test():
        await app.push_screen(place)
        once_drawn(place, lambda: done.append(place.query_one("#other").id))
        place.drawn()
        assert done == ["other"]
        await app.pop_screen()
        place.drawn()  # as Textual does where the screen below is drawn late
    assert done == ["other"]
