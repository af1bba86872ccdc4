"""A line becomes one operation, and the word for it comes only after it is on the disk."""

from datetime import timedelta
from pathlib import Path

import pytest

from danvan_tui.capture import Context, edits_for, read_line, record_line
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee, Presence, SessionState, Table
from danvan_tui.model.rules import Disagreement, disagreements
from tests.capture.conftest import context_of


@pytest.fixture
def context(notebook: Notebook, catalogues: Catalogues) -> Context:
    """One person on the list, not present yet."""
    notebook.record([notebook.new(Table.ATTENDANCE, name="Kiều Thị Mận")])
    return context_of(notebook, catalogues)


@pytest.mark.parametrize(
    "line", ["1 gt Đường hỏng", "+ 1", "+ Nguyễn Văn A, Thôn X", "+ 25 Thôn X", "tc giấu tên"]
)
def test_the_first_entry_makes_the_session_live_in_the_same_operation(
    notebook: Notebook, context: Context, line: str
) -> None:
    before = len(notebook.state.fold.operations)
    record_line(notebook, context, line)
    assert notebook.state.session.state is SessionState.LIVE
    assert len(notebook.state.fold.operations) == before + 1


def test_a_later_entry_leaves_the_state_alone(notebook: Notebook, context: Context) -> None:
    record_line(notebook, context, "+ 1")
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "reading"})])
    record_line(notebook, context.refreshed(notebook.state), "1 gt Đường hỏng")
    assert notebook.state.session.state is SessionState.READING


def test_who_speaks_is_present(notebook: Notebook, context: Context) -> None:
    record_line(notebook, context, "1 gt Đường hỏng")
    (person,) = notebook.state.attendance()
    assert (person.presence, person.arrived) == (Presence.PRESENT, "08:30")


def test_a_total_counted_again_is_of_the_time_it_was_counted(
    notebook: Notebook, context: Context
) -> None:
    begun = notebook.clock()

    def after(line: str, hours: int) -> list[Attendee]:
        notebook.clock = lambda: begun + timedelta(hours=hours)
        record_line(notebook, context.refreshed(notebook.state), line)
        return notebook.state.attendance()

    for line in ("+ 1", "+ 12 Thôn X", "+ tổng 13"):
        after(line, 0)
    assert disagreements(after("- 1", 1)) == []
    assert disagreements(after("+ tổng 13", 2)) == [Disagreement("", 13, 12)]
    _person, group, total = after("+ 11 Thôn X", 3)
    assert (total.arrived, group.arrived) == ("10:30", "08:30")


def test_one_undo_takes_back_the_whole_line(notebook: Notebook, context: Context) -> None:
    record_line(notebook, context, "+ Nguyễn Văn A")
    record_line(notebook, context.refreshed(notebook.state), "1 gt Đường hỏng")
    notebook.undo()
    assert notebook.state.issues() == []
    assert notebook.state.attendance()[0].presence is Presence.LISTED


def test_what_was_recorded_is_there_after_opening_again(
    notebook: Notebook, context: Context
) -> None:
    lines = ["1 x6 kn gt Đường hỏng", "> tr @Trần Minh Đức: Sẽ sửa", "! kt,ca 15/12 Sửa đường"]
    for line in lines:
        record_line(notebook, context, line)
        context = context.refreshed(notebook.state)
    again = open_notebook(Path(notebook.folder), write=False).state
    (issue,), (answer,), (promise,) = again.issues(), again.answers(), again.commitments()
    assert (issue.kind, issue.field, issue.people) == ("proposal", "rural_roads", 6)
    assert issue.speaker == again.attendance()[0].id
    assert (answer.issue, answer.outcome, answer.by) == (issue.id, "explained", "Trần Minh Đức")
    assert (promise.issue, promise.content) == (issue.id, "Sửa đường")
    assert (promise.lead_unit, promise.supporting_units) == ("Phòng Kinh tế xã", ["Công an xã"])
    assert (promise.due_text, promise.due) == ("15/12", "2026-12-15")


@pytest.mark.parametrize("line", ["", "1", "@zzz nói", "> chưa có gì", "+ 99"])
def test_a_line_with_a_problem_is_not_recorded(
    notebook: Notebook, context: Context, line: str
) -> None:
    before = len(notebook.state.fold.operations)
    recorded = record_line(notebook, context, line)
    assert recorded.operation is None
    assert recorded.message == read_line(line, context).problem
    assert len(notebook.state.fold.operations) == before


def test_edits_of_a_problem_are_refused(notebook: Notebook, context: Context) -> None:
    with pytest.raises(ValueError, match="Nobody"):
        edits_for(read_line("@zzz nói", context), notebook, context)


def test_the_longest_line_is_recorded_whole(notebook: Notebook, context: Context) -> None:
    content = ("Đường hỏng " * 2000)[:19_990].strip()
    record_line(notebook, context, f"1 gt {content}")
    assert notebook.state.issues()[0].content == content


def test_a_longer_line_is_a_problem_and_no_surprise(context: Context) -> None:
    assert read_line("a" * 20_001, context).problem


def test_messages_say_the_number(notebook: Notebook, context: Context) -> None:
    said = []
    for line in ("1 gt Đường hỏng", "1 gt Cầu hỏng", ">1 Sẽ sửa", "! kt Sửa cầu"):
        said.append(record_line(notebook, context, line).message)
        context = context.refreshed(notebook.state)
    assert said == [
        "Opinion 1 recorded.",
        "Opinion 2 recorded.",
        "Answer to opinion 1 recorded.",
        "Promise 1 on opinion 2 recorded.",
    ]


def test_a_closed_session_says_so(notebook: Notebook, context: Context) -> None:
    session = notebook.state.session.id
    for state in ("live", "reading", "closed"):
        notebook.record([Edit(Table.SESSION, session, {"state": state})])
    with pytest.raises(LedgerError):
        record_line(notebook, context, "1 gt Đường hỏng")


def test_people_are_indexed_anew_only_when_the_list_changes(
    notebook: Notebook, context: Context
) -> None:
    record_line(notebook, context, "không ai nói")
    same = context.refreshed(notebook.state)
    assert same.people is context.people
    assert len(same.issues) == 1
    record_line(notebook, same, "+ Nguyễn Văn A")
    assert same.refreshed(notebook.state).people.called("a")
