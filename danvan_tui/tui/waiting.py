"""Waiting: what takes longer than half a second says so while it lasts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App

_SLOW = 0.5  # seconds a person waits without wondering
_LONGEST = 3600  # seconds the words stay at most


@asynccontextmanager
async def waiting(app: App[Any], words: str) -> AsyncIterator[None]:
    """Show these words from half a second on until it is done."""
    shown = False

    def show() -> None:
        nonlocal shown
        shown = True
        app.notify(words, timeout=_LONGEST)

    timer = app.set_timer(_SLOW, show)
    try:
        yield
    finally:
        timer.stop()
        if shown:
            app.clear_notifications()
