"""Linking what is typed to the opinion it repeats, in one entry."""

from dataclasses import replace

from danvan_tui.capture import Context, What, edits_for, read_line
from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.rearranging import Like, linked
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import Table


def linked_entry(typed: str, context: Context, notebook: Notebook, like: Like) -> Entry:
    """The entry of a line as a repetition of another opinion; raises LedgerError.

    Who speaks is enough: the words stand in the other opinion, and must not outlive it here if
    that becomes secret; only those of another session are taken over.
    """
    fold = notebook.state.fold
    if like.id in fold.protected:
        raise InvalidChangeError(_("Nothing is linked to a denunciation. Nothing was recorded."))
    if not typed.strip():
        raise InvalidChangeError(_("Please type who says the same. Nothing was recorded."))
    here = notebook.state.row(Table.ISSUES, like.id)
    if here is not None:
        like = replace(like, kind=str(here.get("kind", "")), field=str(here.get("field", "")))
    reading = read_line(typed, context)
    if reading.what is What.ISSUE and not reading.content:
        reading = replace(read_line(f'{typed} "…"', context), content=like.content)
    if reading.problem:
        raise InvalidChangeError(reading.problem)
    if reading.what is not What.ISSUE:
        raise InvalidChangeError(
            _("Only an opinion can repeat another. Nothing was recorded; Enter records the line.")
        )
    issue, *others = edits_for(reading, notebook, context)
    if reading.protected:
        like = replace(like, kind="", field="")
    return notebook.prepare([linked(issue, like), *others])
