"""What one open notebook promises to the one who writes in it."""

from datetime import datetime, timedelta, timezone

import pytest

from danvan_tui.ledger.errors import (
    ClosedError,
    InvalidChangeError,
    NothingToUndoError,
    ReadOnlyError,
    SaveError,
)
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table, Value
from tests.ledger.sessions import CountedIds, change, say, step


def reread(notebook: Notebook) -> Notebook:
    return open_notebook(notebook.folder, write=False)


def test_what_was_recorded_is_on_the_disk_at_once(notebook: Notebook) -> None:
    say(notebook, "Đường bản Nà Pù hỏng", speaker_name="Lò Văn Ó")
    other = reread(notebook)
    assert other.state.issues() == notebook.state.issues()
    assert [issue.content for issue in other.state.issues()] == ["Đường bản Nà Pù hỏng"]


def test_numbers_are_never_given_twice(notebook: Notebook) -> None:
    first = say(notebook, "một")
    notebook.record([notebook.delete(Table.ISSUES, first)])
    say(notebook, "hai")
    notebook.undo()
    say(notebook, "ba")
    assert [issue.number for issue in notebook.state.issues()] == [3]


def test_undo_and_redo_survive_closing_the_program(shelf: Shelf, notebook: Notebook) -> None:
    say(notebook, "một")
    say(notebook, "hai")
    notebook.undo()
    notebook.close()
    again = shelf.open("DT-2026-001")
    assert [issue.content for issue in again.state.issues()] == ["một"]
    again.redo()
    assert [issue.content for issue in again.state.issues()] == ["một", "hai"]
    again.close()


def test_the_first_entry_can_be_taken_back_although_it_made_the_session_live(
    notebook: Notebook,
) -> None:
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    notebook.record([live, notebook.new(Table.ISSUES, content="một")])
    assert notebook.state.session.state is SessionState.LIVE
    notebook.undo()
    assert notebook.state.issues() == []
    notebook.redo()
    assert len(notebook.state.issues()) == 1
    assert notebook.state.session.state is SessionState.LIVE


def test_undo_never_takes_back_a_step_of_the_session_itself(notebook: Notebook) -> None:
    step(notebook, "live", "reading")
    with pytest.raises(NothingToUndoError):
        notebook.undo()
    assert notebook.state.session.state is SessionState.READING


def test_nothing_can_be_redone_once_something_new_was_said(notebook: Notebook) -> None:
    say(notebook, "một")
    notebook.undo()
    say(notebook, "hai")
    with pytest.raises(NothingToUndoError):
        notebook.redo()


def test_listing_what_was_promised_before_is_nothing_new_to_undo_or_redo(
    notebook: Notebook,
) -> None:
    say(notebook, "một")
    notebook.undo()
    notebook.record([notebook.new(Table.REVIEWS, commitment="earlier", session="before")])
    notebook.redo()
    assert [issue.content for issue in notebook.state.issues()] == ["một"]
    notebook.undo()
    assert notebook.state.issues() == []
    assert len(notebook.state.reviews()) == 1


def test_a_clock_a_year_back_keeps_the_order_and_is_told(shelf: Shelf, notebook: Notebook) -> None:
    issue = say(notebook, "trước")
    notebook.close()
    early = datetime(2025, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    again = open_notebook(notebook.folder, clock=lambda: early, new_id=CountedIds("later"))
    assert any("22/11/2025" in notice and "22/11/2026" in notice for notice in again.notices)
    operation = change(again, issue, content="sau")
    assert again.state.issues()[0].content == "sau"
    assert again.state.fold.ordered()[-1] == operation
    again.close()
    assert shelf.open("DT-2026-001", write=False).state.issues()[0].content == "sau"


def test_the_right_clock_gives_no_notice(notebook: Notebook) -> None:
    say(notebook, "một")
    assert notebook.notices == []
    notebook.close()
    assert open_notebook(notebook.folder, write=False, clock=notebook.clock).notices == []


def test_closed_minutes_change_only_with_a_reason_and_the_change_says_so(
    notebook: Notebook,
) -> None:
    issue = say(notebook, "đường")
    step(notebook, "live", "reading", "closed")
    for reason in ("", "  ", "\u200b", "\x1b[0m"):
        with pytest.raises(ClosedError):
            notebook.record([Edit(Table.ISSUES, issue, {"content": "cầu"})], reason=reason)
    for take in (notebook.undo, notebook.redo):
        with pytest.raises(ClosedError):
            take()
    assert notebook.state.issues()[0].content == "đường"
    for content in ("cầu", "cống"):
        notebook.record([Edit(Table.ISSUES, issue, {"content": content})], reason="ghi nhầm")
    corrections = [one for one in reread(notebook).state.fold.ordered() if one.reason]
    assert [(one.reason, one.by) for one in corrections] == [("ghi nhầm", "Lò Thị Mai")] * 2
    said = notebook.state.fold.versions(Table.ISSUES, issue, "content")
    assert [version.value for version in said] == ["đường", "cầu", "cống"]


@pytest.mark.parametrize("back", ["draft", "live", "reading", None])
def test_closed_minutes_never_open_again(notebook: Notebook, back: Value) -> None:
    step(notebook, "live", "reading", "closed")
    edit = Edit(Table.SESSION, notebook.state.session.id, {"state": back})
    for reason in ("", "vì sao"):
        with pytest.raises(InvalidChangeError):
            notebook.record([edit], reason=reason)
    assert notebook.state.session.state is SessionState.CLOSED


def test_closed_minutes_still_go_to_the_office(notebook: Notebook) -> None:
    step(notebook, "live", "reading", "closed", "sent", "received")
    assert notebook.state.session.state is SessionState.RECEIVED


@pytest.mark.parametrize("states", [["reading"], ["closed"], ["live", "sent"], ["live", "draft"]])
def test_no_step_is_skipped(notebook: Notebook, states: list[str]) -> None:
    step(notebook, *states[:-1])
    with pytest.raises(InvalidChangeError):
        step(notebook, states[-1])


def test_the_first_deadline_follows_until_the_minutes_close_and_then_stays(
    notebook: Notebook,
) -> None:
    edit = notebook.new(Table.COMMITMENTS, due="2026-12-01", due_text="đầu tháng 12")
    notebook.record([edit])
    notebook.record([Edit(Table.COMMITMENTS, edit.record, {"due": "2026-12-10"})])
    assert notebook.state.commitments()[0].first_due == "2026-12-10"
    step(notebook, "live", "reading", "closed")
    later: dict[str, Value] = {"due": "2027-01-15", "due_text": "giữa tháng 1"}
    sneaked: dict[str, Value] = {"first_due": "2027-01-15"}
    notebook.record([Edit(Table.COMMITMENTS, edit.record, later | sneaked)], reason="gia hạn")
    promise = notebook.state.commitments()[0]
    assert (promise.due, promise.due_text) == ("2027-01-15", "giữa tháng 1")
    assert (promise.first_due, promise.first_due_text) == ("2026-12-10", "đầu tháng 12")


def test_a_reader_cannot_change_anything(notebook: Notebook) -> None:
    reader = reread(notebook)
    for change_it in (lambda: say(reader, "một"), reader.undo, reader.redo):
        with pytest.raises(ReadOnlyError):
            change_it()


def test_a_save_that_failed_is_told_and_recording_goes_on_afterwards(notebook: Notebook) -> None:
    say(notebook, "trước")
    notebook.close()
    notebook = open_notebook(notebook.folder)
    notebook.folder.rename(notebook.folder.with_name("gone"))  # as a drive that is pulled out
    with pytest.raises(SaveError):
        say(notebook, "mất")
    assert [issue.content for issue in notebook.state.issues()] == ["trước"]
    notebook.folder.with_name("gone").rename(notebook.folder)
    say(notebook, "sau")
    assert [issue.content for issue in reread(notebook).state.issues()] == ["trước", "sau"]
    notebook.close()


def test_the_state_is_an_ordinary_tinydb_file(notebook: Notebook) -> None:
    from tinydb import TinyDB, where

    issue = say(notebook, "đường", speaker_name="Lò Văn Ó")
    notebook.record(
        [
            notebook.new(Table.ATTENDANCE, name="Lò Văn Ó"),
            notebook.new(Table.ANSWERS, issue=issue, content="sẽ sửa"),
            notebook.new(Table.COMMITMENTS, issue=issue, content="sửa"),
        ]
    )
    notebook.checkpoint()
    with TinyDB(notebook.folder / "session.json") as database:
        tables = {"session", "attendance", "issues", "answers", "commitments"}
        assert tables <= database.tables()
        assert all(len(database.table(table)) == 1 for table in tables)
        found = database.table("issues").search(where("speaker_name") == "Lò Văn Ó")
        assert [row["content"] for row in found] == ["đường"]


def test_an_issue_is_taken_out_with_what_belongs_to_it_and_comes_back_with_it(
    notebook: Notebook,
) -> None:
    kept, gone = say(notebook, "đường"), say(notebook, "cầu")
    for issue in (kept, gone):
        notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="sẽ xem")])
        notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, content="sửa")])
    before = notebook.state.tables
    whole = {name: dict(rows) for name, rows in before.items()}
    notebook.record(notebook.removal(Table.ISSUES, gone))
    state = notebook.state
    assert {answer.issue for answer in state.answers()} == {kept}
    assert {promise.issue for promise in state.commitments()} == {kept}
    notebook.undo()
    assert {name: dict(rows) for name, rows in state.tables.items()} == whole
