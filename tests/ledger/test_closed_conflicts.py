"""Closed means closed: what others wrote comes in, is kept and told, and changes nothing agreed."""

from collections.abc import Callable

import pytest

from danvan_tui.ledger.agreed import known_to
from danvan_tui.ledger.closing import came_late, close_session, seal_holds, seal_of
from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.errors import ClosedError, NothingToUndoError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import altered_by_corrections, corrections
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import SessionState, Table, Value
from tests.ledger.sessions import change, say, seen, step
from tests.ledger.two import beside, joined, put


@pytest.fixture
def issue(notebook: Notebook) -> str:
    return say(notebook, "đường hỏng", kind="proposal")


@pytest.fixture
def closed(notebook: Notebook, issue: str) -> tuple[Notebook, Notebook]:
    """Minutes that were closed, and another note-taker who does not know of it."""
    step(notebook, "live")
    other = beside(notebook)
    change(notebook, issue, content="đường rất hỏng")
    close_session(notebook)
    return notebook, other


def late_edit(other: Notebook, issue: str) -> None:
    put(other, Edit(Table.ISSUES, issue, {"content": "đường hơi hỏng", "kind": "report"}))


def late_removal(other: Notebook, issue: str) -> None:
    put(other, *other.removal(Table.ISSUES, issue))


def late_undo(other: Notebook, issue: str) -> None:
    del issue
    other.apply(other.prepare_undo())


def late_answer(other: Notebook, issue: str) -> None:
    put(other, other.new(Table.ANSWERS, issue=issue, content="Sẽ sửa"))


@pytest.mark.parametrize("late", [late_edit, late_removal, late_undo])
def test_closed_minutes_stay_as_agreed_whatever_comes_in_late(
    closed: tuple[Notebook, Notebook], issue: str, late: Callable[[Notebook, str], None]
) -> None:
    notebook, other = closed
    agreed = {table: dict(rows) for table, rows in notebook.state.fold.rows.items()}
    late(other, issue)
    take_in(notebook, other.state.fold.ordered())
    assert notebook.state.fold.rows == agreed
    assert seal_holds(notebook.state)
    assert came_late(notebook.state) == other.state.fold.ordered()[-1:]


@pytest.mark.parametrize("late", [late_edit, late_removal, late_undo, late_answer])
def test_who_wrote_late_sees_the_minutes_as_they_were_agreed_too(
    closed: tuple[Notebook, Notebook], issue: str, late: Callable[[Notebook, str], None]
) -> None:
    notebook, other = closed
    late(other, issue)
    for operation in notebook.state.fold.ordered():
        other.state.apply(operation)
    take_in(notebook, other.state.fold.ordered())
    assert seen(other.state.fold) == seen(notebook.state.fold)
    assert other.state.tables == State(other.state.fold.ordered()).tables
    assert came_late(other.state) == came_late(notebook.state)


def test_what_was_taken_out_late_though_both_knew_it_is_asked(notebook: Notebook) -> None:
    issue = say(notebook, "đường hỏng", kind="proposal")
    step(notebook, "live")
    other = beside(notebook)
    close_session(notebook)
    late_removal(other, issue)
    (choice,) = joined(notebook, other)
    assert [one.takes_out for one in choice.alternatives] == [False, True]
    assert [one.id for one in notebook.state.issues()] == [issue]


def test_a_late_step_does_not_open_closed_minutes(
    closed: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed
    for state in ("reading", "live", "reading", "live"):
        put(other, Edit(Table.SESSION, other.state.session.id, {"state": state}))
    take_in(notebook, other.state.fold.ordered())
    assert notebook.state.session.state is SessionState.CLOSED
    assert conflicts(notebook.state) == []
    with pytest.raises(ClosedError):
        change(notebook, issue, content="sửa lén")


def test_a_late_answer_is_kept_and_told_and_the_seal_holds(
    closed: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed
    late_answer(other, issue)
    take_in(notebook, other.state.fold.ordered())
    assert [one.content for one in notebook.state.answers()] == ["Sẽ sửa"]
    (told,) = came_late(notebook.state)
    assert told.by == "other"
    assert seal_holds(notebook.state)
    (altered,) = altered_by_corrections(notebook.state)
    assert altered.table is Table.ANSWERS
    assert corrections(notebook.state) == []


@pytest.mark.parametrize("late", [late_edit, late_removal])
def test_choosing_in_closed_minutes_is_a_numbered_correction(
    closed: tuple[Notebook, Notebook], issue: str, late: Callable[[Notebook, str], None]
) -> None:
    notebook, other = closed
    late(other, issue)
    choice = joined(notebook, other)[0]
    assert [one.is_late for one in choice.alternatives] == [False, True]
    with pytest.raises(ClosedError):
        choose(notebook, choice, 1)
    choose(notebook, choice, 1, "hai thư ký ghi khác nhau")
    assert [one.reason for one in corrections(notebook.state)] == ["hai thư ký ghi khác nhau"]
    assert choice.key not in {one.key for one in conflicts(notebook.state)}
    shown = [one.content for one in notebook.state.issues()]
    assert shown == (["đường hơi hỏng"] if late is late_edit else [])
    assert seal_holds(notebook.state)


def test_a_choice_in_closed_minutes_is_taken_back_for_a_reason_too(
    closed: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed
    late_edit(other, issue)
    before = joined(notebook, other)
    chosen = choose(notebook, before[0], 1, "hai thư ký ghi khác nhau")
    with pytest.raises(ClosedError):
        notebook.prepare_undo_choice(chosen.id)
    undo = notebook.prepare_undo_choice(chosen.id, "chọn nhầm")
    notebook.write(undo)
    notebook.apply(undo)
    assert conflicts(notebook.state) == before
    assert len(corrections(notebook.state)) == 2
    assert seal_holds(notebook.state)
    with pytest.raises(NothingToUndoError):
        notebook.prepare_undo_choice(chosen.id, "chọn nhầm")


def close_too(other: Notebook) -> None:
    """Close minutes without knowing that somebody else closed them."""
    put(other, Edit(Table.SESSION, other.state.session.id, {"state": "reading"}))
    closing: dict[str, Value] = {
        "state": "closed",
        "seal": seal_of(other.state),
        "sealed_over": known_to(other.state.fold.operations.values()),
    }
    put(other, Edit(Table.SESSION, other.state.session.id, closing))


@pytest.fixture
def closed_twice(closed: tuple[Notebook, Notebook], issue: str) -> tuple[Notebook, Notebook]:
    """The other one wrote otherwise, and more, and closed the minutes a little later."""
    notebook, other = closed
    late_edit(other, issue)
    put(other, other.new(Table.ISSUES, content="thiếu nước", kind="proposal"))
    close_too(other)
    return notebook, other


def contents(state: State) -> list[str]:
    return sorted(one.content for one in state.issues())


def test_what_another_closing_agreed_on_changes_nothing_in_the_minutes_closed_first(
    closed_twice: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed_twice
    found = joined(notebook, other)
    assert [one.field for one in found] == ["seal", "content", "kind"]
    assert notebook.state.fold.rows[Table.ISSUES][issue]["content"] == "đường rất hỏng"
    assert [one.is_late for one in found[0].alternatives] == [False, True]
    assert [one.is_late for one in found[1].alternatives] == [False, True]
    told = {change.record for one in came_late(notebook.state) for change in one.changes}
    assert told == {one.id for one in notebook.state.issues()}
    assert seal_holds(notebook.state)
    take_in(other, notebook.state.fold.ordered())
    assert seen(other.state.fold) == seen(notebook.state.fold)


def test_the_closing_that_is_chosen_is_what_counts_until_that_is_taken_back(
    closed_twice: tuple[Notebook, Notebook],
) -> None:
    notebook, other = closed_twice
    seal = joined(notebook, other)[0]
    before = seen(notebook.state.fold)
    chosen = choose(notebook, seal, 1, "bản này được đọc lại trước dân")
    assert contents(notebook.state) == contents(other.state)
    told = {
        change.fields.get("content") for one in came_late(notebook.state) for change in one.changes
    }
    assert told == {"đường rất hỏng"}
    assert seal.key not in {one.key for one in conflicts(notebook.state)}
    assert seal_holds(notebook.state)
    undo = notebook.prepare_undo_choice(chosen.id, "chọn nhầm")
    notebook.write(undo)
    notebook.apply(undo)
    assert seen(notebook.state.fold) == before


def test_choosing_the_closing_that_stands_leaves_what_it_agreed_on(
    closed_twice: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed_twice
    choose(notebook, joined(notebook, other)[0], 0, "bản này được đọc lại trước dân")
    assert notebook.state.fold.rows[Table.ISSUES][issue]["content"] == "đường rất hỏng"
    assert [one.field for one in conflicts(notebook.state)] == ["content", "kind"]


def test_two_who_closed_the_same_minutes_are_not_asked(
    closed: tuple[Notebook, Notebook],
) -> None:
    notebook, other = closed
    for operation in notebook.state.fold.ordered()[:-2]:
        other.state.apply(operation)
    close_too(other)
    assert joined(notebook, other) == []
    assert came_late(notebook.state) == []


def test_minutes_that_two_closed_are_asked_about_and_both_seals_hold(
    closed: tuple[Notebook, Notebook], issue: str
) -> None:
    notebook, other = closed
    late_answer(other, issue)
    close_too(other)
    found = joined(notebook, other)
    assert [one.field for one in found] == ["seal"]
    assert seal_holds(notebook.state)
    assert [one.by for one in came_late(notebook.state)] == ["other"]
    choose(notebook, found[0], 1, "bản này được đọc lại trước dân")
    assert seal_holds(notebook.state)
    assert [one.field for one in conflicts(notebook.state)] == ["content"]
