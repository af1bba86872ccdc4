"""The board: what is owed to whom by when, across all sessions."""

from textual.screen import Screen

from danvan_tui.tui.keymap import bindings_for


class BoardScreen(Screen[None]):
    """The board: what is owed to whom by when, across all sessions."""

    PLACE = "board"
    BINDINGS = [*bindings_for("board")]  # noqa: RUF012

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
