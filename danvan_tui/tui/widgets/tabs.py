"""Groups of one list with how much each holds, one of them shown: `Tabs`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from danvan_tui.tui.widgets.line import as_line

_BETWEEN = ("  ", " ", "")
"""What stands between two tabs, the widest that fits."""


class Tab(NamedTuple):
    """A group: its key, its name, how many it holds, and the tone of that number."""

    key: str
    words: str
    holds: int
    tone: str = ""
    short: str = ""
    """Its name where there is little room."""


class Tabs(Static):
    """One line of groups; the one that is shown stands out, a click goes to another."""

    DEFAULT_CSS = """
    Tabs { height: 1; padding: 0 1; }
    """

    @dataclass
    class Clicked(Message):
        """Posted when a group was clicked."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", markup=False, id=id)
        self._tabs: tuple[Tab, ...] = ()
        self._here = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, tabs: Sequence[Tab], here: str) -> None:
        """Show these groups, ``here`` being the key of the one that is open."""
        cleaned = tuple(
            tab._replace(words=as_line(tab.words), short=as_line(tab.short or tab.words))
            for tab in tabs
        )
        if (cleaned, here) != (self._tabs, self._here):
            self._tabs, self._here = cleaned, here
            self._draw()

    def beside(self, steps: int) -> str:
        """The key of the group that many steps on, around the end."""
        keys = [tab.key for tab in self._tabs] or [self._here]
        here = keys.index(self._here) if self._here in keys else 0
        return keys[(here + steps) % len(keys)]

    def on_resize(self) -> None:
        """Fit the groups into the new width."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Say which group was clicked."""
        at = event.get_content_offset(self)
        for start, end, key in self._spans:
            if at is not None and start <= at.x < end:
                self.post_message(self.Clicked(key))

    def _draw(self) -> None:
        parts: list[tuple[str, str]] = []
        tabs, between = self._fitting()
        self._spans, at = [], 0
        for tab in tabs:
            here = tab.key == self._here
            chosen = "$block-cursor-foreground on $block-cursor-background" if here else ""
            quiet = chosen or "$text-muted"
            parts += [
                (f" {tab.words} ", f"bold {chosen}" if here else quiet),
                (f"{tab.holds} ", f"bold {chosen or tab.tone}" if here or tab.holds else quiet),
                (between, ""),
            ]
            end = at + _width(tab)
            self._spans.append((at, end, tab.key))
            at = end + len(between)
        self.update(Content.assemble(*parts), layout=False)

    def _fitting(self) -> tuple[list[Tab], str]:
        """The groups as there is room for them, the open one always among them."""
        room = self.content_size.width
        short = [tab._replace(words=tab.short) for tab in self._tabs]
        for tabs in ([*self._tabs], short):
            for between in _BETWEEN:
                if _total(tabs, between) <= room:
                    return tabs, between
        here = next((i for i, tab in enumerate(short) if tab.key == self._here), 0)
        first = 0
        while first < here and _total(short[first : here + 1], "") > room:
            first += 1
        return short[first:], ""


def _total(tabs: Sequence[Tab], between: str) -> int:
    return sum(map(_width, tabs)) + len(between) * (len(tabs) - 1)


def _width(tab: Tab) -> int:
    return cell_len(tab.words) + len(str(tab.holds)) + 3
