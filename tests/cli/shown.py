"""What a session shows at the command line, and the name that must never be in it."""

from danvan_tui.ledger.notebook import Notebook
from tests.cli.conftest import Danvan

DENOUNCER = "Trịnh Thị Mùi"
"""Who denounces in the ready session."""


def show(run: Danvan, notebook: Notebook) -> str:
    """A session as it is shown, in one line."""
    return " ".join(run("show", notebook.state.session.code).stdout.split())
