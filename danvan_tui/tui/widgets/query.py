"""The line a list is searched with: `QueryLine`, which leaves to the list what it does not need."""

from __future__ import annotations

from textual import events
from textual.actions import SkipAction
from textual.message import Message

from danvan_tui.tui.widgets.line import Line


class QueryLine(Line):
    """A line above a list; while nothing is typed, Space, Home and End are for the list."""

    class SpaceOnEmpty(Message):
        """Posted when Space is pressed where nothing is typed: it marks a record."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.SpaceOnEmpty())

    def action_home(self, select: bool = False) -> None:
        """Go to the beginning of the line, or leave the key to the list."""
        self._leave_if_empty()
        super().action_home(select)

    def action_end(self, select: bool = False) -> None:
        """Go to the end of the line, or leave the key to the list."""
        self._leave_if_empty()
        super().action_end(select)

    def _leave_if_empty(self) -> None:
        if not self.value:
            raise SkipAction
