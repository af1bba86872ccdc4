"""Correcting the last line: it comes back into the line, and what is recorded takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from danvan_tui.capture import Context
from danvan_tui.language import _
from danvan_tui.ledger.store import Entry
from danvan_tui.tui.capture_bar import CaptureBar
from danvan_tui.tui.recalling import Recalling

if TYPE_CHECKING:
    from danvan_tui.tui.screens.session import SessionScreen


class Correcting:
    """The one place that knows whether, and which, recorded line is being corrected."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._recalling = Recalling(screen.notebook)
        self._typed = ""

    @property
    def operation(self) -> str:
        """The operation whose line is being corrected; empty where none is."""
        return self._recalling.recalled

    def remember(self, entry: Entry, typed: str) -> Entry:
        """Keep what an entry was typed as, so that it can come back."""
        self._recalling.remember(entry.operation.id, typed)
        return entry

    def begin(self) -> None:
        """Put the line recorded last back into the line; one that names a denouncer after a yes."""
        if self._recalling.last_is_secret:
            self._screen.editing.ask_to_show(lambda sure: self._show() if sure else None)
        else:
            self._show()

    def _show(self) -> None:
        typed = self._recalling.recall()
        if not typed:
            self._screen.notify(_("No line was recorded here since this session was opened."))
            return
        self.go_on(self.operation, typed)

    def go_on(self, operation: str, typed: str) -> None:
        """Correct what an operation recorded, with this text in the line."""
        self._recalling.begin_again(operation)
        self._typed = typed
        bar = self._screen.query_one(CaptureBar)
        bar.line.value = typed  # no step that Ctrl+Z takes back: the mode and its text go together
        bar.line.cursor_position = len(typed)
        bar.show_notice(_notice())
        bar.understand(self.context(self._screen.understanding()))

    def give_up(self) -> bool:
        """Leave the entry as it was; whether anything was being corrected."""
        if not self.operation:
            return False
        self._recalling.forget()
        bar = self._screen.query_one(CaptureBar)
        bar.show_notice(Content(""))
        bar.understand(self._screen.understanding())
        return True

    def is_unchanged(self, typed: str) -> bool:
        """Whether the line holds only what is recorded anyway."""
        return bool(self.operation) and typed == self._typed

    def context(self, known: Context) -> Context:
        """What the line is read against: while an entry is corrected, all but that entry."""
        return self._recalling.context(self.operation, known) if self.operation else known

    def entry(self, operation: str, typed: str) -> Entry | None:
        """The entry that replaces what an operation recorded. Raises LedgerError."""
        return self._recalling.entry(operation, typed, self._screen.understanding())


def _notice() -> Content:
    return Content.assemble(
        ("✎ ", "bold $accent"),
        (_("Correcting the last line."), "bold"),
        ("  Enter ", "bold $accent"),
        (_("replaces it"), ""),
        ("   Esc ", "bold $accent"),
        (_("leaves it as it was"), ""),
    )
