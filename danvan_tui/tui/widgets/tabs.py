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

_BETWEEN = ("   ", "  ", " ")
"""What stands between two tabs, the widest that fits."""


class Tab(NamedTuple):
    """A group: its key, its name, how many it holds, and the tone of that number."""

    key: str
    words: str
    count: int
    tone: str = ""


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
        cleaned = tuple(tab._replace(words=as_line(tab.words)) for tab in tabs)
        if (cleaned, here) != (self._tabs, self._here):
            self._tabs, self._here = cleaned, here
            self._draw()

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
        self._spans, at, between = [], 0, self._between()
        for tab in self._tabs:
            width = _width(tab)
            here = tab.key == self._here
            base = "$block-cursor-foreground on $block-cursor-background" if here else ""
            quiet = base or "$text-muted"
            parts += [
                (f" {tab.words} ", f"bold {base}" if here else quiet),
                (f"{tab.count} ", f"bold {base or tab.tone}" if here or tab.count else quiet),
                (between, ""),
            ]
            self._spans.append((at, at + width, tab.key))
            at += width + len(between)
        self.update(Content.assemble(*parts), layout=False)

    def _between(self) -> str:
        needed = sum(map(_width, self._tabs))
        gaps = max(1, len(self._tabs) - 1)
        fitting = (one for one in _BETWEEN if needed + gaps * len(one) <= self.content_size.width)
        return next(fitting, "")


def _width(tab: Tab) -> int:
    return cell_len(tab.words) + len(str(tab.count)) + 3
