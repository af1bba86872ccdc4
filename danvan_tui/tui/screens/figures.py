"""The figures of a report, each of which opens to the entries behind it."""

from textual.screen import Screen

from danvan_tui.tui.keymap import bindings_for


class FiguresScreen(Screen[None]):
    """The figures of a report, each of which opens to the entries behind it."""

    PLACE = "figures"
    BINDINGS = [*bindings_for("figures")]  # noqa: RUF012

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
