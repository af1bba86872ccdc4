"""What a typed line means: in chips while it is typed, as an entry when its turn comes."""

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.recording import edits_for
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Entry, Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording.sentences import Sentences


def chips(typed: str, context: Context) -> str:
    """What was understood; a question mark stands before what is missing or doubtful."""
    reading = read_line(typed, context)
    marks = [
        " ".join(filter(None, ["" if chip.clear else "?", chip.label, chip.text]))
        for chip in reading.chips
    ]
    return "  ▸ ".join(filter(None, [reading.problem, *marks]))


def entry(typed: str, context: Context, notebook: Notebook) -> Entry | None:
    """The entry a line makes; None where it changes nothing. Raises LedgerError."""
    reading = read_line(typed, context)
    if reading.problem:
        raise InvalidChangeError(reading.problem)
    edits = edits_for(reading, notebook, context)
    return notebook.prepare(edits) if edits else None


def not_seen(operation: Operation, notebook: Notebook, catalogues: Catalogues) -> str:
    """What the lists do not show of an entry: what was taken back or out, changed or corrected."""
    return Sentences(notebook.state, catalogues).toast(operation)
