"""Promise: keys go on being delivered whatever happens to the widget they went to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from danvan_tui.tui import keys
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.keys import KeyQueue
from danvan_tui.tui.widgets.line import Line


class Dying(Widget, can_focus=True):
    """A widget whose task is cancelled by the key x."""

    def key_x(self) -> None:
        raise asyncio.CancelledError


class Busy(Widget, can_focus=True):
    """A widget that never comes to rest."""

    def key_x(self) -> None:
        for _ in range(3):
            self.call_later(self.churn)

    async def churn(self) -> None:
        await asyncio.sleep(0)
        self.call_later(self.churn)


class Question(ModalScreen[None]):
    """A dialog with one field."""

    def compose(self) -> ComposeResult:
        yield Line(id="answer")


class Beside(TerminalApp):
    """An app of one widget and a field."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget
        yield Line()


async def until(holds: Callable[[], bool]) -> None:
    """Let the app work until the condition holds, or fail."""
    for _ in range(5000):
        if holds():
            return
        await asyncio.sleep(0)
    raise AssertionError("the keys were not delivered")


async def test_a_widget_that_died_does_not_keep_the_keys() -> None:
    app = Beside(Dying())
    async with app.run_test() as pilot:
        await pilot.press("x", "y", "tab", "a", "b")
        assert app.query_one(Line).value == "ab"


async def test_a_widget_that_never_rests_does_not_keep_the_keys() -> None:
    app = Beside(Busy())
    async with app.run_test():
        for key in ("x", "tab", "a", "b"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(lambda: app.query_one(Line).value == "ab")
        app.exit()


async def test_a_key_waits_for_the_field_of_a_dialog_that_is_just_opening() -> None:
    app = Beside(Line())
    async with app.run_test() as pilot:
        app.push_screen(Question())
        app.post_message(events.Key("a", "a"))
        await pilot.pause()
        assert app.screen.query_one(Line).value == "a"


async def test_one_key_alone_is_not_put_off() -> None:
    app = Beside(Dying())
    async with app.run_test() as pilot:
        await pilot.press("tab")
        await app.on_event(events.Key("a", "a"))
        # The field needs one turn of its own; the app needs none.
        await asyncio.sleep(0)
        assert app.query_one(Line).value == "a"


def test_only_what_a_person_does_is_put_in_order() -> None:
    assert KeyQueue.takes(events.Key("a", "a"))
    assert KeyQueue.takes(events.Paste("a"))
    assert not KeyQueue.takes(events.Mount())


async def test_what_is_pressed_before_a_question_is_there_answers_it() -> None:
    app = Beside(Line())
    async with app.run_test() as pilot:
        with app.hold_keys():
            for key in "ab":
                app.post_message(events.Key(key, key))
            await pilot.pause()
            assert {one.value for one in app.query(Line)} == {""}
            app.push_screen(Question())
        await until(lambda: "ab" in [one.value for one in app.screen.query(Line)])


async def test_a_question_that_never_comes_does_not_keep_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "_LONGEST_HOLD", 0.02)
    app = Beside(Line())
    async with app.run_test():
        with app.hold_keys():
            app.post_message(events.Key("a", "a"))
            await until(lambda: app.query(Line).first().value == "a")
