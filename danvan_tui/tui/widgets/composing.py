"""How a field uses the composer: it asks the app for the method at every key, by default none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from danvan_tui.vietnamese.composer import Composer, Method

if TYPE_CHECKING:
    from textual.app import App

    from danvan_tui.tui.base import TerminalApp


def method_of(app: App[Any]) -> Method | None:
    """The method by which this app sets marks, if it does."""
    method: Method | None = getattr(app, "composer_method", None)
    return method


def toggle(app: TerminalApp, method: Method) -> Method | None:
    """Set marks by this method in all fields, or no longer; gives the method that holds now."""
    now = None if method_of(app) == method else method
    app.composer_method = now
    return now


class Composing:
    """The composer of one field, there as long as the app names a method."""

    def __init__(self) -> None:
        self._composer: Composer | None = None

    def wake(self) -> None:
        """Begin anew: the field was given another text, or a new line begins."""
        if self._composer is not None:
            self._composer.wake()

    def change(self, app: App[Any], letter: str, before: str) -> tuple[int, str] | None:
        """How many letters at the end of ``before`` make way for what; None: a letter as it is."""
        method = method_of(app)
        if method is None:
            self._composer = None
            return None
        if self._composer is None or self._composer.method != method:
            self._composer = Composer(method)
        change = self._composer.press(letter, before)
        return None if change == (0, letter) else change
