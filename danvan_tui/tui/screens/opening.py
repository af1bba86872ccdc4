"""The opening review: what the villages were promised before, with a result for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.tui.keymap import bindings_for

if TYPE_CHECKING:
    from danvan_tui.tui.screens.session import SessionScreen


class OpeningScreen(Screen[None]):
    """Goes through the promises made before."""

    PLACE = "opening"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("opening")]

    def __init__(self, session: SessionScreen) -> None:
        super().__init__()
        self._session = session

    def action_leave(self) -> None:
        """Go back to the session."""
        self.dismiss()
