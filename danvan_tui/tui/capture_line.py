"""What a typed line becomes: an entry when its turn comes, alone or linked to one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.recording import edits_for
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.rearranging import Like
from danvan_tui.ledger.store import Entry
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording.sentences import Sentences
from danvan_tui.wording.words import one_line

if TYPE_CHECKING:
    from danvan_tui.archive.issues import ArchivedIssue


def entry(typed: str, context: Context, notebook: Notebook) -> Entry | None:
    """The entry a line makes; None where it changes nothing. Raises LedgerError."""
    reading = read_line(typed, context)
    if reading.problem:
        raise InvalidChangeError(reading.problem)
    edits = edits_for(reading, notebook, context)
    return notebook.prepare(edits) if edits else None


def like(similar: ArchivedIssue, notebook: Notebook, catalogues: Catalogues) -> Like:
    """An opinion raised before, as something to link to."""
    raised, meeting = similar.raised, similar.meeting
    field = catalogues.fields.by_name.get(raised.field)
    here = meeting.folder == notebook.folder.name
    return Like(
        raised.issue,
        field=field.id if field else "",
        content="" if here else raised.content,
    )


def said_before(similar: ArchivedIssue, notebook: Notebook) -> str:
    """An opinion raised before, in one line."""
    raised, meeting = similar.raised, similar.meeting
    here = meeting.folder == notebook.folder.name
    where = str(raised.number) if here else f"{meeting.code}/{raised.number:02d}"
    who = ", ".join(filter(None, [raised.speaker, raised.village]))
    return f"{where} · {who}: {one_line(raised.content)}"


def not_seen(operation: Operation, notebook: Notebook, catalogues: Catalogues) -> str:
    """What the lists do not show of an entry: what was taken back or out, changed or corrected."""
    return Sentences(notebook.state, catalogues).toast(operation)
