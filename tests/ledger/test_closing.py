"""The seal: holds through corrections and later steps, breaks when the agreed minutes change."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from danvan_tui.ledger.closing import close_session, missing, seal_holds, seal_of
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import SessionState, Table


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    shelf = Shelf(tmp_path)
    notebook = shelf.open(shelf.create())
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    issue = notebook.new(Table.ISSUES, kind="proposal", content="Đường hỏng")
    secret = notebook.new(
        Table.ISSUES, kind="denunciation", speaker_name="Trịnh Thị Mùi", content="Nhận tiền"
    )
    notebook.record([live, issue])
    notebook.record([secret])
    return notebook


def test_closing_goes_through_reading_and_seals(notebook: Notebook) -> None:
    close_session(notebook)
    session = notebook.state.session
    assert session.state is SessionState.CLOSED
    assert session.seal == seal_of(notebook.state)
    assert seal_holds(notebook.state)


def test_corrections_and_steps_after_closing_leave_the_seal(notebook: Notebook) -> None:
    close_session(notebook)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"content": "Cầu hỏng"})], reason="ghi nhầm")
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "sent"})])
    assert seal_holds(notebook.state)


def test_an_open_session_has_no_seal_that_could_hold(notebook: Notebook) -> None:
    assert not seal_holds(notebook.state)


@pytest.mark.parametrize("touched", ["Đường hỏng", "denunciation"])
def test_minutes_changed_behind_the_program_break_the_seal(
    notebook: Notebook, touched: str
) -> None:
    close_session(notebook)
    forged = [_forged(operation, touched) for operation in notebook.state.fold.ordered()]
    assert not seal_holds(State(forged))


def test_the_seal_gives_nothing_to_guess_a_protected_speaker_by(notebook: Notebook) -> None:
    other = [
        _forged(operation, "Trịnh Thị Mùi", "Lê Văn Khác")
        for operation in notebook.state.fold.ordered()
    ]
    assert seal_of(State(other)) == seal_of(notebook.state)


def test_a_session_with_gaps_is_closed_only_for_a_reason(notebook: Notebook) -> None:
    issue = notebook.state.issues()[0].id
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, content="Sửa đường")])
    assert [(gap.field, gap.number) for gap in missing(notebook.state)] == [
        ("lead_unit", 1),
        ("due", 1),
    ]
    with pytest.raises(InvalidChangeError):
        close_session(notebook)
    assert notebook.state.session.state is SessionState.LIVE
    close_session(notebook, "chưa họp")
    assert missing(notebook.state) == []


def _forged(operation: Operation, value: str, instead: str = "forged") -> Operation:
    """The same operation with another value where this one stood."""
    changes = [
        replace(
            change,
            fields={
                name: instead if given == value else given for name, given in change.fields.items()
            },
        )
        for change in operation.changes
    ]
    return replace(operation, changes=changes)
