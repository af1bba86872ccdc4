"""Promise: the typing check tells while one types whether typing works, and keeps nothing of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from danvan_tui.tui import terminal
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.screens.typing_check import TypingCheck
from danvan_tui.tui.widgets.composing import method_of
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE
from tests.terminal.unikey import raw_keys


class Checking(TerminalApp):
    """The check on its own."""

    CSS_PATH = str(Path(terminal.__file__).with_name("danvan.tcss"))

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[bool | None] = []

    def on_mount(self) -> None:
        self.push_screen(TypingCheck(), self.passed.append)

    @property
    def verdict(self) -> str:
        """What the check says now."""
        return str(self.screen.query_one("#verdict", Text).visual)

    async def put(self, pilot: Pilot[None], text: str) -> None:
        self.screen.query_one(Line).replace_all("")
        self.post_message(Paste(text))
        await pilot.pause()


@asynccontextmanager
async def checking() -> AsyncIterator[tuple[Checking, Pilot[None]]]:
    app = Checking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot


async def test_a_sentence_that_arrives_is_passed_with_enter() -> None:
    async with checking() as (app, pilot):
        assert "Type as you always do" in app.verdict
        await app.put(pilot, SENTENCE)
        assert "Typing works here" in app.verdict
        await pilot.press("enter")
        assert app.passed == [True]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("De nghi", "No marks arrive"),
        ("DDeef ", "No marks arrive"),
        ("Đềe nghị ", "Letters are doubled or missing"),
        ("Đề nghị", "Type as you always do"),
    ],
)
async def test_what_is_wrong_is_said_and_enter_does_not_pass_it(typed: str, said: str) -> None:
    async with checking() as (app, pilot):
        await app.put(pilot, typed)
        assert said in app.verdict
        await pilot.press("enter")
        assert said in app.verdict
        assert app.passed == []
        await pilot.press("escape")
        assert app.passed == [False]


async def test_enter_judges_the_last_word() -> None:
    async with checking() as (app, pilot):
        await app.put(pilot, "De")
        await pilot.press("enter")
        assert "No marks arrive" in app.verdict


@pytest.mark.parametrize(("key", "method"), [("f2", "telex"), ("f3", "vni")])
async def test_the_marks_can_be_set_by_danvan(key: str, method: str) -> None:
    async with checking() as (app, pilot):
        await app.put(pilot, "De nghi ")
        await pilot.press(key)
        line = app.screen.query_one(Line)
        assert (line.value, method_of(app)) == ("", method)
        assert "danvan sets the marks now" in app.verdict
        await pilot.press(*"do", "space")
        assert "switched off?" in app.verdict
        line.replace_all("")
        keys = b"".join(raw_keys(SENTENCE, method="telex" if key == "f2" else "vni")).decode()
        for one in keys:
            app.post_message(Key(one, one))
        await pilot.pause()
        while line.value != SENTENCE and app._keys._waiting:
            await pilot.pause()
        assert line.value == SENTENCE
        await pilot.press("enter")
        assert app.passed == [True]


async def test_danvan_stops_setting_marks_with_the_same_key() -> None:
    async with checking() as (app, pilot):
        await pilot.press("f3", "f2")
        assert "F2 Telex off · F3 VNI" in str(app.screen.query_one(".hint", Label).visual)
        await pilot.press("f2")
        assert method_of(app) is None
        assert "Type as you always do" in app.verdict


@pytest.mark.parametrize("typed", ["", "De nghi ", "Đềe ", SENTENCE])
async def test_all_that_is_said_fits_in_its_place(typed: str) -> None:
    async with checking() as (app, pilot):
        await app.put(pilot, typed)
        verdict = app.screen.query_one("#verdict", Text)
        needed = verdict.get_content_height(app.size, app.size, verdict.size.width)
        assert needed <= verdict.size.height
