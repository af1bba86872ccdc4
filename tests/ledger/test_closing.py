"""The seal: holds through corrections and later steps, breaks when the agreed minutes change."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from danvan_tui.ledger.closing import (
    close_session,
    confirmed,
    missing,
    seal_holds,
    seal_of,
    settled,
    to_look_at,
)
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import SessionState, Table, Value
from danvan_tui.model.rules import Gap


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    shelf = Shelf(tmp_path)
    notebook = shelf.open(shelf.create())
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    issue = notebook.new(Table.ISSUES, kind="proposal", content="Đường hỏng")
    notebook.record([live, issue])
    secret = notebook.new(
        Table.ISSUES, kind="denunciation", speaker_name="Trịnh Thị Mùi", content="Nhận tiền"
    )
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


def test_a_session_that_has_not_begun_is_not_closed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "other")
    notebook = shelf.open(shelf.create())
    with pytest.raises(InvalidChangeError):
        close_session(notebook, "chưa rõ")
    assert notebook.state.session.state is SessionState.DRAFT


def test_what_is_doubtful_is_told_of_every_opinion_but_a_denunciation(notebook: Notebook) -> None:
    issue = notebook.state.issues()[0].id
    assert [(gap.number, gap.field) for gap in to_look_at(notebook.state)] == [
        (1, "speaker"),
        (1, "answer"),
    ]
    said: dict[str, Value] = {"speaker_name": "Ông Ba", "assumed": ["kind", "field"]}
    notebook.record([Edit(Table.ISSUES, issue, said)])
    doubtful = to_look_at(notebook.state)
    assert [(gap.field, gap.assumed) for gap in doubtful] == [("kind", True), ("answer", False)]
    close_session(notebook)


@pytest.mark.parametrize("handled", ["answer", "promise", "referred", "resolved", "reason"])
def test_an_opinion_that_was_handled_needs_no_answer(notebook: Notebook, handled: str) -> None:
    issue = notebook.state.issues()[0].id
    edits = {
        "answer": notebook.new(Table.ANSWERS, issue=issue, content="Sẽ sửa"),
        "promise": notebook.new(Table.COMMITMENTS, issue=issue, content="Sửa đường"),
        "referred": Edit(Table.ISSUES, issue, {"referred_to": "Sở Xây dựng"}),
        "resolved": Edit(Table.ISSUES, issue, {"resolved": "2026-11-22"}),
        "reason": settled(notebook.state, gap_of(notebook, "answer"), "Hết giờ"),
    }
    notebook.record([edits[handled]])
    assert [gap.field for gap in to_look_at(notebook.state)] == ["speaker"]


def test_one_assumed_field_is_confirmed_at_a_time(notebook: Notebook) -> None:
    issue = notebook.state.issues()[0].id
    said: dict[str, Value] = {"field": "rural_roads", "assumed": ["kind", "field"]}
    notebook.record([Edit(Table.ISSUES, issue, said)])
    notebook.record([confirmed(notebook.state, gap_of(notebook, "field"))])
    assert notebook.state.issues()[0].assumed == ["kind"]
    notebook.record([confirmed(notebook.state, gap_of(notebook, "kind"))])
    assert notebook.state.issues()[0].assumed == []
    assert notebook.state.issues()[0].kind == "proposal"


def test_a_reason_is_added_to_the_note_of_a_protected_opinion_too(notebook: Notebook) -> None:
    secret = notebook.state.issues()[1].id
    notebook.record([Edit(Table.ISSUES, secret, {"kind": None, "note": "Gọi lại"})])
    (gap,) = missing(notebook.state)
    notebook.record([settled(notebook.state, gap, "Chưa xác minh")])
    assert notebook.state.protected_speaker(secret).note == "Gọi lại\nChưa xác minh"


def gap_of(notebook: Notebook, field: str) -> Gap:
    return next(gap for gap in to_look_at(notebook.state) if gap.field == field)


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
