"""The seal covers what was found at the meeting, and nothing that was found afterwards."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table
from tests.ledger.sessions import say, step

FILES = Path(__file__).parents[1] / "exchange" / "files"


@pytest.fixture
def notebook(shelf: Shelf) -> Notebook:
    """Closed minutes with one review of an earlier promise; reviews and a duty since."""
    notebook = shelf.open(shelf.create())
    step(notebook, "live")
    issue = say(notebook, "đường", kind="report")
    promise = notebook.new(Table.COMMITMENTS, issue=issue, lead_unit="Xã", due="2026-12-01")
    listed = notebook.new(Table.REVIEWS, commitment="earlier", session="s0")
    for edit in (promise, listed, Edit(Table.REVIEWS, listed.record, {"result": "confirmed"})):
        notebook.record([edit])
    close_session(notebook)
    review = notebook.new(
        Table.REVIEWS, commitment=promise.record, issue=issue, result="not_done", reason="mưa"
    )
    for edit in (
        review,
        Edit(Table.REVIEWS, review.record, {"reason": "mưa lớn"}),
        notebook.new(Table.DUTIES, clock="reply", on="2026-11-30"),
    ):
        notebook.record([edit])
    return notebook


def _with(operations: list[Operation], before: str, now: str) -> State:
    """The state where one value of a result was written over by hand."""
    told = []
    for operation in operations:
        changes = [
            replace(change, fields=change.fields | {"result": now})
            if change.fields.get("result") == before
            else change
            for change in operation.changes
        ]
        told.append(replace(operation, changes=changes))
    return State(told)


def test_reviews_and_duties_after_closing_leave_the_seal_whole(notebook: Notebook) -> None:
    assert seal_holds(notebook.state)
    entry = notebook.prepare_undo_of(notebook.state.fold.ordered()[-2].id)
    notebook.write(entry)
    notebook.apply(entry)
    assert notebook.state.reviews()[-1].reason == "mưa"
    assert seal_holds(notebook.state)


def test_what_was_found_at_the_meeting_is_sealed(notebook: Notebook) -> None:
    operations = notebook.state.fold.ordered()
    assert seal_holds(State(operations))
    assert not seal_holds(_with(operations, "confirmed", "not_done"))
    assert seal_holds(_with(operations, "not_done", "confirmed"))


def test_what_a_former_version_sealed_still_holds() -> None:
    path = FILES / "before_reviews_office.json"
    document = msgspec.json.decode(path.read_bytes(), type=OfficeDocument)
    operations = [*document.operations, *document.protected.operations]
    assert seal_holds(State(sorted(operations, key=lambda operation: operation.order)))
