"""The bars at the edges of a screen: where one is, and which keys do what now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from danvan_tui.tui.widgets.columns import fit
from danvan_tui.tui.widgets.line import as_line

_MENU = "≡"
_HELP = "app.show_help"
_OUT = "Esc"
_BETWEEN = "   "


class Key(NamedTuple):
    """A key as it is written on the keyboard, what it does, and the action behind it."""

    name: str
    words: str
    action: str


class KeyBar(Static):
    """One line of keys that can be pressed now; a click does the same.

    Help and the way out stand at the end and always stay: in little room the last of the others
    go, which are the least needed ones.
    """

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    @dataclass
    class Clicked(Message):
        """Posted when a key was clicked."""

        action: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", markup=False, id=id)
        self._keys: tuple[Key, ...] = ()
        self._here = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: Sequence[Key], *, here: str = "") -> None:
        """Show these keys, as many as there is room for; ``here`` is the action one is at."""
        if (tuple(keys), here) != (self._keys, self._here):
            self._keys, self._here = tuple(keys), here
            self._draw()

    def point_at(self, here: str) -> None:
        """Say at which action one is now."""
        self.show(self._keys, here=here)

    def on_resize(self) -> None:
        """Fit the keys into the new width."""
        self._draw()

    def _draw(self) -> None:
        parts: list[Content | tuple[str, str]] = []
        self._spans, at = [], 0
        for key in self._fitting():
            parts += [
                (key.name, "bold $accent"),
                (f" {key.words}", self._style_of(key)),
                (_BETWEEN, ""),
            ]
            self._spans.append((at, at + _width(key), key.action))
            at += _width(key) + len(_BETWEEN)
        self.update(Content.assemble(*parts), layout=False)

    def _fitting(self) -> list[Key]:
        """The keys there is room for, in their order."""
        last = [key for key in self._keys if key.action == _HELP]
        last += [key for key in self._keys if key.name == _OUT]
        shown = [key for key in self._keys if key not in last]
        while shown and _total([*shown, *last]) > self.content_size.width:
            shown.pop()
        return [*shown, *last]

    def _style_of(self, key: Key) -> str:
        return "bold" if key.action == self._here else ""

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        at = event.get_content_offset(self)
        for start, end, action in self._spans:
            if at is not None and start <= at.x < end:
                self.post_message(self.Clicked(action))


def _width(key: Key) -> int:
    return cell_len(key.name) + 1 + cell_len(key.words)


def _total(keys: Sequence[Key]) -> int:
    return sum(map(_width, keys)) + len(_BETWEEN) * (len(keys) - 1)


class PaneBar(KeyBar):
    """One line above a list: which lists there are, how to get there, and how much they hold."""

    DEFAULT_CSS = """
    PaneBar {
        dock: none;
        background: $surface;
    }
    """

    def _style_of(self, key: Key) -> str:
        return "bold" if key.action == self._here else "$text-muted"


class TitleBar(Static):
    """One line that says where one is on the left, one fact on the right; a click: all commands."""

    DEFAULT_CSS = """
    TitleBar {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        text-style: bold;
    }
    """

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", markup=False, id=id)
        self._left, self._right = as_line(left), as_line(right)

    def show(self, left: str, right: str = "") -> None:
        """Say something else."""
        said = (as_line(left), as_line(right))
        if said != (self._left, self._right):
            self._left, self._right = said
            self._draw()

    def on_resize(self) -> None:
        """Fit the words into the new width."""
        self._draw()

    async def on_click(self) -> None:
        """Everything can be reached with the mouse alone."""
        await self.run_action("app.command_palette")

    def _draw(self) -> None:
        room = self.size.width - cell_len(self._right) - 2
        left = f"{_MENU} {self._left}"
        words = left if room < 1 else fit(left, room) + "  " + self._right
        self.update(Content(words), layout=False)
