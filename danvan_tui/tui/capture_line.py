"""What a typed line means: in chips while it is typed, as an entry when its turn comes."""

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.recording import edits_for
from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import DELETED
from danvan_tui.ledger.notebook import Entry, Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording.sentences import Sentences

_SAID = 160  # letters of what was taken back; the history has it whole


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
    """What the lists do not show of an entry: what was taken back or out, or corrected."""
    taken_out = all(change.fields.get(DELETED) for change in operation.changes)
    if operation.undoes or taken_out:
        said = Sentences(notebook.state, catalogues).of(operation)[:_SAID]
        return said if operation.undoes else _("{what}. Ctrl+Z brings it back.").format(what=said)
    if operation.reason:
        number = sum(bool(one.reason) for one in notebook.state.fold.operations.values())
        return _("Correction {number} is recorded.").format(number=number)
    return ""
