"""What everything is measured against: an app that is one stock Textual ``Input``."""

from textual.app import App, ComposeResult
from textual.widgets import Input

PLACEHOLDER = "one stock input"


class Reference(App[None]):
    """One field, nothing else."""

    def compose(self) -> ComposeResult:
        """The field; a stock app gives it the focus by itself."""
        yield Input(placeholder=PLACEHOLDER)


if __name__ == "__main__":
    Reference().run()
