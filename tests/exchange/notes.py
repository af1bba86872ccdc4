"""Two notes of one meeting, and what people do with them."""

from pathlib import Path

from danvan_tui.exchange.matching import proposals, proposals_under
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table, Value
from tests.ledger.sessions import NOW, CountedIds, add, step

AT = "2026-11-22T12:00:00+07:00"


def shelf_of(root: Path, prefix: str) -> Shelf:
    return Shelf(root, clock=lambda: NOW, new_id=CountedIds(prefix))


def begun(shelf: Shelf, person: str, **fields: str) -> Notebook:
    notebook = shelf.open(shelf.create(villages=["Nà Pù"], **fields), person=person)
    step(notebook, "live")
    return notebook


def attend(notebook: Notebook, name: str, **fields: Value) -> str:
    return add(notebook, Table.ATTENDANCE, name=name, **fields)


def all_proposed(ours: Notebook, theirs: Notebook) -> dict[tuple[Table, str], str]:
    """What a person says who finds every proposal right."""
    found = proposals(ours.state, theirs.state)
    same = {(one.table, one.theirs): one.ours for one in found}
    under = proposals_under(ours.state, theirs.state, same)
    return same | {(one.table, one.theirs): one.ours for one in under}


def merge_crosswise(shelf: Shelf, *codes: str) -> None:
    """Let each of two notes say that the other holds it, as two laptops do that merge at once."""
    first, other = (shelf.open(code) for code in codes)
    for mine, holder in ((first, other), (other, first)):
        holds: dict[str, Value] = {"merged_into": holder.state.session.id}
        mine.record([Edit(Table.SESSION, mine.state.session.id, holds)])
    for notebook in (first, other):
        notebook.close()
