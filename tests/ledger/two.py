"""Two people who take notes of the same meeting without knowing what the other one writes."""

from pathlib import Path
from tempfile import gettempdir

from danvan_tui.ledger.conflicts import Choice, conflicts
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taking_in import take_in
from tests.ledger.sessions import in_memory

NOWHERE = Path(gettempdir())  # nothing is written there


def beside(notebook: Notebook, replica: str = "other") -> Notebook:
    """Another note-taker who begins with all that is known here."""
    other = in_memory(NOWHERE, replica)
    other.state = State(notebook.state.fold.ordered())
    return other


def put(other: Notebook, *edits: Edit) -> Operation:
    return other.apply(other.prepare(edits))


def joined(notebook: Notebook, other: Notebook) -> list[Choice]:
    take_in(notebook, other.state.fold.ordered())
    return conflicts(notebook.state)
