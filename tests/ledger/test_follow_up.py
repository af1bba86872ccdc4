"""Reviews and duties go on after the minutes were closed, and keep every secret of the ledger."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.errors import ClosedError, InvalidChangeError, NothingToUndoError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rows import read_rows
from danvan_tui.ledger.state import State
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from tests.ledger.sessions import change, say, step

SECRET = "Bà Pàng nói ông trưởng bản chưa trả tiền"


def promise(notebook: Notebook, issue: str) -> str:
    edit = notebook.new(Table.COMMITMENTS, issue=issue, content="Trả lời", due="2026-12-15")
    notebook.record([edit])
    return edit.record


def review(notebook: Notebook, commitment: str, issue: str | None, **fields: Value) -> Edit:
    """A review not recorded yet; without an issue one of a promise made elsewhere."""
    return notebook.new(Table.REVIEWS, commitment=commitment, issue=issue, **fields)


def noted(notebook: Notebook, commitment: str, issue: str) -> str:
    edit = review(notebook, commitment, issue, result=Result.NOTED.value, note=SECRET)
    notebook.record([edit])
    return edit.record


@pytest.fixture
def listed(notebook: Notebook) -> str:
    """A review that was listed when the session began."""
    edit = review(notebook, "p", None, session="s", promise="Sửa cống")
    notebook.record([edit])
    return edit.record


@pytest.fixture
def closed(notebook: Notebook, listed: str) -> Notebook:
    """Closed minutes with one opinion, one promise on it, and one opening review."""
    step(notebook, "live")
    promise(notebook, say(notebook, "Đường hỏng", kind="proposal"))
    notebook.record([Edit(Table.REVIEWS, listed, {"result": "confirmed"})])
    close_session(notebook, "chưa rõ")
    return notebook


def own(notebook: Notebook) -> tuple[str, str]:
    """The promise of the session and its issue."""
    made = notebook.state.commitments()[0]
    return made.id, made.issue


# After closing


@pytest.mark.parametrize("steps", [(), ("sent",), ("sent", "received")])
def test_reviews_and_duties_go_on_and_the_seal_holds(
    closed: Notebook, steps: tuple[str, ...]
) -> None:
    step(closed, *steps)
    made = noted(closed, *own(closed))
    closed.record([Edit(Table.REVIEWS, made, {"document": "12/BC-UBND"})])
    closed.record([closed.new(Table.DUTIES, clock="reply", issue=own(closed)[1])])
    closed.record([closed.delete(Table.REVIEWS, made)])
    assert seal_holds(closed.state)
    closed.close()
    assert seal_holds(open_notebook(closed.folder, write=False).state)


def test_what_was_reviewed_after_closing_can_be_taken_back_and_brought_back(
    closed: Notebook,
) -> None:
    before = closed.state.reviews()
    made = closed.record([review(closed, *own(closed), result="confirmed")])
    undo = closed.prepare_undo_of(made.id)
    closed.write(undo)
    closed.apply(undo)
    assert closed.state.reviews() == before
    redo = closed.prepare_undo_of(undo.operation.id)
    closed.write(redo)
    closed.apply(redo)
    assert len(closed.state.reviews()) == len(before) + 1
    assert seal_holds(closed.state)


def test_the_undo_key_stays_closed_with_the_minutes(closed: Notebook) -> None:
    closed.record([review(closed, *own(closed), result="confirmed")])
    with pytest.raises(ClosedError):
        closed.undo()


def test_a_review_beside_anything_else_is_a_correction(closed: Notebook) -> None:
    found = review(closed, *own(closed), result="confirmed")
    other = Edit(Table.ISSUES, own(closed)[1], {"content": "Cầu hỏng"})
    with pytest.raises(ClosedError):
        closed.record([found, other])
    closed.record([found, other], reason="ghi nhầm")


@pytest.mark.parametrize("fields", [{"result": "not_done"}, {"note": "khác"}, {"deleted": True}])
def test_an_opening_review_in_sealed_minutes_stays_as_it_was_agreed(
    closed: Notebook, listed: str, fields: dict[str, Value]
) -> None:
    with pytest.raises(ClosedError):
        closed.record([Edit(Table.REVIEWS, listed, fields)])
    closed.record([Edit(Table.REVIEWS, listed, fields)], reason="nghe nhầm")
    assert seal_holds(closed.state)


def test_what_an_opening_review_found_cannot_be_taken_back_either(
    closed: Notebook, listed: str
) -> None:
    found = closed.state.fold.heads(Table.REVIEWS, listed, "result")[0].operation
    with pytest.raises(ClosedError):
        closed.prepare_undo_of(found)


def test_a_review_forged_into_sealed_minutes_breaks_the_seal(closed: Notebook) -> None:
    forged = [
        replace(
            operation,
            changes=[
                replace(one, fields=one.fields | {"result": "not_done"})
                if one.fields.get("result") == "confirmed"
                else one
                for one in operation.changes
            ],
        )
        for operation in closed.state.fold.ordered()
    ]
    assert not seal_holds(State(forged))


# The list that a session begins with


def test_the_list_is_not_what_the_undo_key_takes_back(notebook: Notebook, listed: str) -> None:
    with pytest.raises(NothingToUndoError):
        notebook.undo()
    with pytest.raises(InvalidChangeError):
        notebook.prepare_undo_of(notebook.state.fold.ordered()[-1].id)
    notebook.record([Edit(Table.REVIEWS, listed, {"result": "confirmed"})])
    notebook.undo()
    assert notebook.state.reviews()[0].result is None


def test_a_review_with_a_value_no_record_has_is_refused(notebook: Notebook) -> None:
    with pytest.raises(InvalidChangeError):
        notebook.record([review(notebook, "p", None, result="maybe")])
    with pytest.raises(InvalidChangeError):
        notebook.record([review(notebook, "p", None, opinion="x")])


# Secrets


def exposed(folder: Path) -> list[str]:
    """The open files of a session that hold what was said about a denunciation."""
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        if SECRET.encode() in path.read_bytes()
    ]


def is_kept(folder: Path) -> bool:
    files = folder.glob("protected*")
    return any(SECRET.encode() in path.read_bytes() for path in files)


def test_an_issue_that_becomes_a_denunciation_takes_its_reviews_along(notebook: Notebook) -> None:
    issue = say(notebook, "Tiền")
    made = noted(notebook, promise(notebook, issue), issue)
    duty = notebook.new(Table.DUTIES, clock="reply", issue=issue, note=SECRET)
    notebook.record([duty])
    notebook.checkpoint()
    assert exposed(notebook.folder)
    change(notebook, issue, kind=DENUNCIATION)
    assert exposed(notebook.folder) == []
    veiled = notebook.state.row(Table.REVIEWS, made)
    assert veiled is not None
    assert (veiled["note"], veiled["result"]) == (HIDDEN, "noted")
    assert notebook.state.duties()[0].note == HIDDEN
    notebook.close()
    assert exposed(notebook.folder) == []
    assert is_kept(notebook.folder)
    rows = read_rows(notebook.folder)
    assert [one.note for one in rows.reviews] == [HIDDEN]
    assert [one.note for one in rows.duties] == [HIDDEN]


def test_the_same_in_closed_minutes(closed: Notebook) -> None:
    commitment, issue = own(closed)
    noted(closed, commitment, issue)
    assert exposed(closed.folder)
    closed.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="là tố cáo")
    closed.close()
    assert exposed(closed.folder) == []
    assert is_kept(closed.folder)


def test_what_is_reviewed_afterwards_never_reaches_an_open_file(notebook: Notebook) -> None:
    issue = say(notebook, "Tiền", kind=DENUNCIATION)
    made = noted(notebook, promise(notebook, issue), issue)
    notebook.record([Edit(Table.REVIEWS, made, {"reason": SECRET})])
    assert exposed(notebook.folder) == []
    notebook.close()
    assert exposed(notebook.folder) == []
    assert is_kept(notebook.folder)


def test_a_promise_that_moves_to_another_opinion_takes_its_reviews_along(
    notebook: Notebook,
) -> None:
    first, second = say(notebook, "Đường"), say(notebook, "Cầu")
    commitment = promise(notebook, first)
    made = noted(notebook, commitment, first)
    elsewhere = review(notebook, "p", None, session="s")
    notebook.record([elsewhere])
    notebook.record([Edit(Table.COMMITMENTS, commitment, {"issue": second})])
    reviews = {one.id: one.issue for one in notebook.state.reviews()}
    assert reviews == {made: second, elsewhere.record: ""}
    notebook.undo()
    assert {one.id: one.issue for one in notebook.state.reviews()}[made] == first


def test_a_promise_that_moves_to_a_denunciation_makes_its_reviews_secret(
    notebook: Notebook,
) -> None:
    first, secret = say(notebook, "Đường"), say(notebook, "Tiền", kind=DENUNCIATION)
    commitment = promise(notebook, first)
    noted(notebook, commitment, first)
    notebook.record([Edit(Table.COMMITMENTS, commitment, {"issue": secret})])
    assert exposed(notebook.folder) == []
    assert notebook.state.reviews()[0].note == HIDDEN


def test_what_was_secret_once_stays_so_when_its_promise_moves_away(notebook: Notebook) -> None:
    first, secret = say(notebook, "Đường"), say(notebook, "Tiền", kind=DENUNCIATION)
    commitment = promise(notebook, secret)
    noted(notebook, commitment, secret)
    notebook.record([Edit(Table.COMMITMENTS, commitment, {"issue": first})])
    notebook.close()
    assert exposed(notebook.folder) == []
    assert read_rows(notebook.folder).reviews[0].note == HIDDEN


def test_an_opinion_taken_out_takes_its_reviews_along(notebook: Notebook) -> None:
    issue = say(notebook, "Đường")
    noted(notebook, promise(notebook, issue), issue)
    notebook.record(notebook.removal(Table.ISSUES, issue))
    assert notebook.state.reviews() == []
    notebook.undo()
    assert len(notebook.state.reviews()) == 1


def test_reviews_are_there_again_after_a_crash(notebook: Notebook) -> None:
    issue = say(notebook, "Đường")
    noted(notebook, promise(notebook, issue), issue)
    again = open_notebook(notebook.folder, write=False)  # nothing was put away
    assert again.state.reviews() == notebook.state.reviews()
