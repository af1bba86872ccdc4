"""The command palette with a field of ours, so that typing into it is exact too."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.widgets import LoadingIndicator

from danvan_tui.language import _
from danvan_tui.tui.widgets.line import Line


class PaletteLine(Line, CommandInput):
    """The palette's field."""


class Palette(CommandPalette):
    """The command palette."""

    AUTO_FOCUS = "PaletteLine"

    def __init__(self) -> None:
        super().__init__(placeholder=_("Search for a command…"), id="--command-palette")

    def compose(self) -> ComposeResult:
        """Lay out the field above the list of commands."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield PaletteLine(placeholder=self._placeholder)
            with Vertical(id="--results"):
                yield CommandList()
                yield LoadingIndicator()
