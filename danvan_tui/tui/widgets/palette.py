"""The command palette with a field of ours, so that typing into it is exact too."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, Hit, Hits, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.system_commands import SystemCommandsProvider
from textual.widgets import LoadingIndicator

from danvan_tui.language import _
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import literal
from danvan_tui.vietnamese.search import matches, search_key


class Commands(SystemCommandsProvider):
    """The commands of the app, found with or without marks."""

    async def search(self, query: str) -> Hits:
        """Offer the commands whose words, or what is said of them, begin like the query."""
        for title, about, act, _shown in self.app.get_system_commands(self.screen):
            if matches(query, search_key(f"{title} {about}")):
                yield Hit(1.0, literal(title), act, help=about)


class PaletteLine(CommandInput, Line):
    """The palette's field; the palette finds it by the first of its classes."""


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
