"""The choice of colours: every look is shown on the whole screen while the cursor is on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from danvan_tui.language import _
from danvan_tui.model.settings import SettingsError
from danvan_tui.tui.themes import LOOKS
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.text import Label, Text


class ThemeScreen(ModalScreen[None]):
    """Shows a theme while one looks at it; Enter keeps it, Esc goes back to the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    CSS = """
    ThemeScreen.corner {
        align: right bottom;
        background: transparent;
        & > .box {
            width: 58;
            max-width: 100%;
            margin: 0 1 1 0;
            border: round $accent;
        }
    }
    """

    def __init__(self, keep: Callable[[str], None]) -> None:
        super().__init__(classes="corner")
        self._keep = keep
        self._before = ""

    def compose(self) -> ComposeResult:
        """Lay out the themes in a corner: what lies behind is the sample."""
        with Vertical(classes="box"):
            yield Text(_("Colours"), classes="question")
            offered = [(look.name, f"{_(look.title)}\n{_(look.about)}") for look in LOOKS]
            yield Choices(offered, id="choices")
            yield Label(_("↑ ↓: see it · Enter: keep it · Esc: as before"), classes="hint")

    def on_mount(self) -> None:
        """Begin at the theme that is shown now."""
        self._before = self.app.theme
        names = [look.name for look in LOOKS]
        choices = self.query_one(Choices)
        choices.highlighted = names.index(self._before) if self._before in names else None
        choices.focus()

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = event.option.id or self._before

    @on(OptionList.OptionSelected)
    async def _take(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or self._before
        self.app.theme = name
        try:
            await asyncio.to_thread(self._keep, name)
        except SettingsError as error:
            self.app.notify(str(error), severity="error", timeout=15)
        self.dismiss(None)

    def action_leave(self) -> None:
        """Go back to the theme that was there before."""
        self.app.theme = self._before
        self.dismiss(None)
