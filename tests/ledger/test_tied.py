"""What was said of a promise is as secret as the promise, in whatever session it was said."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from danvan_tui.ledger.closing import close_session, seal_holds, seal_of
from danvan_tui.ledger.errors import ClosedError, InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.ledger.read_back import altered_by_corrections, corrections, entries_not_read
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import protecting
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import DENUNCIATION, SessionState, Table, Value
from tests.ledger.sessions import change, say, seen, step

SECRET = "Ông trưởng bản chưa trả tiền bà Pàng"
OTHER = "Sửa cống thôn"
SECRET_PROMISES = {"p-secret": "i-secret"}


def listed(notebook: Notebook) -> dict[str, str]:
    """Two promises of another session, listed in one operation; gives their reviews."""
    edits = []
    for number, (promise, words) in enumerate((("p-secret", SECRET), ("p-open", OTHER)), 1):
        edit = notebook.new(Table.REVIEWS, commitment=promise, session="s-0", promise=words)
        edits.append(edit._replace(fields=edit.fields | {"number": number}))
    notebook.record(edits)
    return {str(edit.fields["commitment"]): edit.record for edit in edits}


def answer(notebook: Notebook, review: str, note: str = SECRET) -> Operation:
    said: dict[str, Value] = {"result": "noted", "note": note}
    return notebook.record([Edit(Table.REVIEWS, review, said)])


def protect(notebook: Notebook) -> Operation:
    may_take_out = notebook.state.session.state is not SessionState.CLOSED
    edits = protecting(notebook.state.fold, SECRET_PROMISES, may_take_out=may_take_out)
    return notebook.record(edits)


def exposed(notebook: Notebook, secret: str = SECRET) -> list[str]:
    """The files of the session in which the words stand and should not."""
    return [
        path.name
        for path in notebook.folder.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        if secret.encode() in path.read_bytes()
    ]


@pytest.fixture
def closed(notebook: Notebook) -> Notebook:
    """Closed minutes in which two promises of another session were reviewed."""
    reviews = listed(notebook)
    step(notebook, "live")
    answer(notebook, reviews["p-secret"])
    answer(notebook, reviews["p-open"], OTHER)
    close_session(notebook)
    return notebook


# Promises that became secret in another session


def test_what_was_said_here_moves_to_the_protected_files(closed: Notebook) -> None:
    assert exposed(closed)
    protect(closed)
    assert exposed(closed) == []
    hidden, plain = closed.state.reviews()
    assert SECRET not in repr(closed.state.tables)
    assert (hidden.promise, hidden.note, hidden.result) == (HIDDEN, HIDDEN, "noted")
    assert (plain.promise, plain.note) == (OTHER, OTHER)
    closed.close()
    again = open_notebook(closed.folder)
    assert again.state.tables == closed.state.tables
    assert again.notices == []
    assert again.state.fold.rows[Table.REVIEWS][hidden.id]["note"] == SECRET
    again.close()
    assert exposed(closed) == []


def test_closed_minutes_take_it_without_a_reason_and_their_seal_holds(closed: Notebook) -> None:
    protect(closed)
    assert seal_holds(closed.state)
    assert corrections(closed.state) == []
    assert altered_by_corrections(closed.state) == []
    closed.close()
    assert seal_holds(open_notebook(closed.folder, write=False).state)


def test_what_was_secret_before_closing_is_not_in_the_seal(notebook: Notebook) -> None:
    reviews = listed(notebook)
    step(notebook, "live")
    answer(notebook, reviews["p-secret"])
    answer(notebook, reviews["p-open"], OTHER)
    protect(notebook)
    close_session(notebook)
    assert seal_holds(notebook.state)
    for secret, is_whole in ((SECRET, True), (OTHER, False)):
        told = [_reworded(one, secret) for one in notebook.state.fold.ordered()]
        assert seal_holds(State(told)) is is_whole


def _reworded(operation: Operation, words: str) -> Operation:
    """The operation as if something else had been said."""
    changes = [
        replace(
            one,
            fields={name: "x" if value == words else value for name, value in one.fields.items()},
        )
        for one in operation.changes
    ]
    return replace(operation, changes=changes)


def test_nothing_else_in_closed_minutes_changes_that_way(closed: Notebook) -> None:
    (edit, tie) = protecting(closed.state.fold, SECRET_PROMISES, may_take_out=False)
    refused: list[list[Edit]] = [
        [edit, tie._replace(fields=tie.fields | {"result": "confirmed"})],
        [edit, tie._replace(fields=tie.fields | {"deleted": True})],
        [tie._replace(fields={"issue": "i-open"})],
        [edit, Edit(Table.SESSION, closed.state.session.id, {"title": "x"})],
    ]
    for edits in refused:
        with pytest.raises(ClosedError):
            closed.record(edits)
    assert not closed.state.fold.protected


def test_an_opinion_of_closed_minutes_is_not_taken_out_that_way(notebook: Notebook) -> None:
    step(notebook, "live")
    issue = say(notebook, "Đường hỏng", kind="report")
    close_session(notebook)
    with pytest.raises(ClosedError):
        notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION, "deleted": True})])


def test_nobody_is_asked_for_a_secret_promise_any_more(notebook: Notebook) -> None:
    listed(notebook)
    step(notebook, "live")
    protect(notebook)
    assert [one.commitment for one in notebook.state.reviews()] == ["p-open"]
    assert exposed(notebook) == []


def test_what_was_taken_back_moves_too_and_stays_taken_back(notebook: Notebook) -> None:
    step(notebook, "live")
    said = notebook.new(Table.REVIEWS, commitment="p-secret", result="noted", note=SECRET)
    notebook.record([said])
    notebook.undo()
    protect(notebook)
    assert notebook.state.reviews() == []
    assert exposed(notebook) == []


def test_once_is_enough(closed: Notebook) -> None:
    protect(closed)
    assert protecting(closed.state.fold, SECRET_PROMISES, may_take_out=False) == []


def test_what_is_not_reviewed_here_leaves_the_session_alone(notebook: Notebook) -> None:
    assert protecting(notebook.state.fold, SECRET_PROMISES, may_take_out=True) == []


def test_the_undo_key_takes_back_what_a_person_did(notebook: Notebook) -> None:
    reviews = listed(notebook)
    step(notebook, "live")
    answer(notebook, reviews["p-secret"])
    issue = say(notebook, "Đường hỏng")
    tied = protect(notebook)
    notebook.undo()
    assert notebook.state.issues() == []
    notebook.redo()
    assert [one.id for one in notebook.state.issues()] == [issue]
    with pytest.raises(InvalidChangeError):
        notebook.prepare_undo_of(tied.id)


def test_an_opinion_taken_back_before_it_is_no_denunciation(notebook: Notebook) -> None:
    answer(notebook, listed(notebook)["p-secret"])
    issue = say(notebook, "Đường hỏng")
    notebook.undo()
    protect(notebook)
    assert notebook.state.fold.protected == {"i-secret"}
    notebook.redo()
    assert [one.content for one in notebook.state.issues() if one.id == issue] == ["Đường hỏng"]


def test_it_is_nothing_that_has_to_be_read_out(notebook: Notebook) -> None:
    answer(notebook, listed(notebook)["p-secret"])
    step(notebook, "live", "reading", "live")
    protect(notebook)
    assert entries_not_read(notebook.state) == 0


# Promises of the session itself


def _promised(notebook: Notebook, issue: str) -> str:
    promise = notebook.new(Table.COMMITMENTS, issue=issue, content="Trả lời")
    notebook.record([promise])
    return promise.record


def test_a_review_is_secret_with_its_promise_whatever_issue_it_names(notebook: Notebook) -> None:
    """Also where the promise moved away before anybody knew that it was a denunciation."""
    issue, other = say(notebook, "Ông trưởng bản"), say(notebook, "Đường hỏng")
    promise = _promised(notebook, issue)
    notebook.record([Edit(Table.COMMITMENTS, promise, {"issue": other})])
    named: list[dict[str, Value]] = [{"issue": other}, {}]
    for fields in named:
        review = notebook.new(Table.REVIEWS, commitment=promise, result="noted", note=SECRET)
        notebook.record([review._replace(fields=review.fields | fields)])
    change(notebook, issue, kind=DENUNCIATION)
    late = notebook.new(Table.REVIEWS, commitment=promise, issue=other, note=SECRET)
    notebook.record([late])
    assert [one.note for one in notebook.state.reviews()] == [HIDDEN] * 3
    assert exposed(notebook) == []
    notebook.close()
    assert exposed(notebook) == []


def test_a_promise_tied_to_a_denunciation_takes_all_its_reviews_along(notebook: Notebook) -> None:
    other = say(notebook, "Đường hỏng")
    issue = say(notebook, "", kind=DENUNCIATION)
    promise = _promised(notebook, other)
    notebook.record([notebook.new(Table.REVIEWS, commitment=promise, note=SECRET)])
    assert exposed(notebook)
    notebook.record([Edit(Table.COMMITMENTS, promise, {"issue": issue})])
    assert [one.note for one in notebook.state.reviews()] == [HIDDEN]
    assert exposed(notebook) == []


def test_the_seal_leaves_out_the_words_of_every_such_review(notebook: Notebook) -> None:
    step(notebook, "live")
    issue, other = say(notebook, "", kind=DENUNCIATION), say(notebook, "Đường", kind="report")
    promise = _promised(notebook, issue)
    notebook.record([notebook.new(Table.REVIEWS, commitment=promise, issue=other, note=SECRET)])
    sealed = seal_of(notebook.state)
    review = notebook.state.reviews()[0].id
    notebook.record([Edit(Table.REVIEWS, review, {"note": "x"})])
    assert seal_of(notebook.state) == sealed


_STEPS = st.lists(
    st.sampled_from(["promise", "move", "review", "issue", "denounce", "undo"]), max_size=9
)


@given(_STEPS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_in_whatever_order_it_becomes_known_the_same_is_hidden(
    steps: list[str], random: Random
) -> None:
    """A review is hidden exactly where its promise, or it itself, ever hung on a denunciation."""
    operations = _operations(steps)
    shuffled = list(operations)
    random.shuffle(shuffled)
    states = [State(operations), State(shuffled)]
    assert seen(states[0].fold) == seen(states[1].fold)
    for state in states:
        for review in state.reviews():
            is_secret = _ever_secret(operations, review.id)
            assert state.fold.is_hidden(Table.REVIEWS, review.id) is is_secret
            assert review.note in ("", HIDDEN if is_secret else SECRET)
    assert states[0].reviews() == states[1].reviews()


def _operations(steps: list[str]) -> list[Operation]:
    changes: dict[str, tuple[Table, str, dict[str, Value]]] = {
        "promise": (Table.COMMITMENTS, "p", {"issue": "a", "content": "Việc"}),
        "move": (Table.COMMITMENTS, "p", {"issue": "b"}),
        "review": (Table.REVIEWS, "r", {"commitment": "p", "note": SECRET}),
        "issue": (Table.REVIEWS, "r", {"issue": "b"}),
        "denounce": (Table.ISSUES, "a", {"kind": DENUNCIATION}),
    }
    operations: list[Operation] = []
    for time, name in enumerate(steps, 1):
        if name == "undo":
            undoes = operations[-1].id if operations else ""
            operations.append(Operation(id=f"x.{time}", time=time, at="", undoes=undoes))
            continue
        table, record, fields = changes[name]
        told = [Change(table=table, record=record, fields=fields)]
        operations.append(Operation(id=f"x.{time}", time=time, at="", changes=told))
    return operations


def _ever_secret(operations: list[Operation], review: str) -> bool:
    """The same, told from the plain list of what was ever said."""
    said = [one for operation in operations for one in operation.changes]
    denounced = {one.record for one in said if one.fields.get("kind") == DENUNCIATION}
    promises = {
        one.record
        for one in said
        if one.table is Table.COMMITMENTS and one.fields.get("issue") in denounced
    }
    return any(
        one.record == review
        and (one.fields.get("issue") in denounced or one.fields.get("commitment") in promises)
        for one in said
    )


# Opening again


def _reviewed_together(notebook: Notebook) -> tuple[str, str]:
    """Two opinions, whose promises were reviewed in one operation; the first is denounced."""
    issues = say(notebook, SECRET), say(notebook, "Đường hỏng")
    reviews = [
        notebook.new(Table.REVIEWS, commitment=promise, issue=issue, result="noted", note=SECRET)
        for issue, promise in [(issue, _promised(notebook, issue)) for issue in issues]
    ]
    notebook.record(reviews)
    change(notebook, issues[0], kind=DENUNCIATION)
    return issues


def test_what_was_reviewed_together_with_something_secret_is_not_secret(
    notebook: Notebook,
) -> None:
    denounced, _other = _reviewed_together(notebook)
    notebook.close()
    again = open_notebook(notebook.folder, write=False)
    assert again.state.fold.protected == {denounced}
    assert again.state.tables == notebook.state.tables


def test_unless_something_was_lost_that_may_have_said_why(notebook: Notebook) -> None:
    denounced, other = _reviewed_together(notebook)
    notebook.close()
    (notebook.folder / "session.json").unlink()
    (notebook.folder / "journal-0002.log").unlink()
    again = open_notebook(notebook.folder, write=False)
    assert again.state.fold.protected == {denounced, other}
