"""Texts beside each other: `Sides`, one column for each, which scroll together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from danvan_tui.tui.widgets.scroll import Scroll
from danvan_tui.tui.widgets.text import Text

_MOST = 8
_NARROWEST = 26  # cells in which a text can still be read


class SideText(NamedTuple):
    """What one column shows."""

    heading: str
    text: str
    below: str = ""


class _Column(Vertical):
    """One text under its heading."""

    def compose(self) -> ComposeResult:
        """Lay out the heading, the text that may be long, and what stands below it."""
        yield Text("", classes="side-heading")
        with Scroll(classes="side-scroll"):
            yield Text("", classes="side-text")
        yield Text("", classes="side-below")

    _side: SideText | None = None

    def show(self, side: SideText, *, is_marked: bool) -> None:
        """Show a text, another one from its beginning."""
        self.set_class(is_marked, "marked")
        if side != self._side:
            self._side = side
            for name, words in zip(("heading", "text", "below"), side, strict=True):
                self.query_one(f".side-{name}", Text).update(words)
            self.scroll.scroll_home(animate=False)

    @property
    def scroll(self) -> Scroll:
        """What scrolls the text."""
        return self.query_one(Scroll)


class Sides(Horizontal, can_focus=False):
    """Two texts or more beside each other."""

    DEFAULT_CSS = """
    Sides {
        height: 1fr;
        & _Column { width: 1fr; height: 100%; padding: 0 1; border-left: solid $panel; }
        & _Column.marked { border-left: outer $accent; }
        & .side-heading { height: auto; max-height: 2; text-style: bold; color: $text-accent; }
        & .side-scroll { height: 1fr; scrollbar-size-vertical: 1; }
        & .side-text { height: auto; }
        & .side-below { height: auto; max-height: 3; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the columns."""
        for _column in range(_MOST):
            yield _Column()

    @property
    def room(self) -> int:
        """How many texts can be read beside each other in this window."""
        return max(2, min(_MOST, self.size.width // _NARROWEST))

    def show(self, sides: Sequence[SideText], marked: int | None = None) -> None:
        """Show these texts; the columns that are not needed are not seen."""
        for number, column in enumerate(self.query(_Column)):
            column.display = number < len(sides)
            if number < len(sides):
                column.show(sides[number], is_marked=number == marked)

    def page(self, pages: int) -> None:
        """Scroll all texts by a page."""
        for column in self.query(_Column):
            scroll = column.scroll
            scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False)
