"""Working: what must not be disturbed says what it does, and nothing else is done meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.tui.widgets.text import Text


class Working(ModalScreen[None]):
    """Says what is being done."""

    def __init__(self, words: str) -> None:
        super().__init__(classes="dialog")
        self._words = words

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        with Vertical(classes="box"):
            yield Text(self._words, classes="question")


@asynccontextmanager
async def working(app: App[Any], words: str) -> AsyncIterator[None]:
    """Show these words, in front of everything, until it is done."""
    screen = Working(words)
    await app.push_screen(screen)
    try:
        yield
    finally:
        while screen in app.screen_stack:  # the help may have been opened above it
            await app.pop_screen()
