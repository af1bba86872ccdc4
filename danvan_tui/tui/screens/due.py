"""What is due: the clocks of the law and the promises, with what to do next."""

from textual.screen import Screen

from danvan_tui.tui.keymap import bindings_for


class DueScreen(Screen[None]):
    """What is due: the clocks of the law and the promises, with what to do next."""

    PLACE = "due"
    BINDINGS = [*bindings_for("due")]  # noqa: RUF012

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
