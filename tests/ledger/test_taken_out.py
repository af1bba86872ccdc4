"""Promise: what was taken out can be brought back whole, or it is said why not."""

from __future__ import annotations

import pytest

from danvan_tui.ledger.errors import (
    ClosedError,
    InvalidChangeError,
    NothingToUndoError,
    ReadOnlyError,
)
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.rearranging import Part, join_edits, split_edits
from danvan_tui.ledger.taken_out import taken_out
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import change, say, step


def answer(notebook: Notebook, issue: str, content: str) -> str:
    edit = notebook.new(Table.ANSWERS, issue=issue, content=content)
    notebook.record([edit])
    return edit.record


def take_out(notebook: Notebook, issue: str) -> Operation:
    return notebook.record(notebook.removal(Table.ISSUES, issue))


def bring_back(notebook: Notebook, operation: Operation) -> None:
    entry = notebook.prepare_undo_of(operation.id)
    notebook.write(entry)
    notebook.apply(entry)


def contents(notebook: Notebook) -> list[str]:
    issues, answers = notebook.state.issues(), notebook.state.answers()
    return [one.content for one in issues] + [one.content for one in answers]


def test_an_old_deletion_brings_back_all_that_hung_on_it(notebook: Notebook) -> None:
    road = say(notebook, "đường")
    answer(notebook, road, "sẽ sửa")
    out = take_out(notebook, road)
    say(notebook, "cầu")
    say(notebook, "rác")
    (gone,) = taken_out(notebook.state.fold)
    assert gone.by == out
    assert {record for _table, record in gone.records} >= {road}
    bring_back(notebook, gone.by)
    assert contents(notebook) == ["đường", "cầu", "rác", "sẽ sửa"]
    assert taken_out(notebook.state.fold) == []
    notebook.redo()
    assert contents(notebook) == ["cầu", "rác"]


def test_what_was_taken_back_long_ago_comes_back_too(notebook: Notebook) -> None:
    say(notebook, "đường")
    undo = notebook.undo()
    say(notebook, "cầu")
    with pytest.raises(NothingToUndoError):
        notebook.redo()
    assert [gone.by for gone in taken_out(notebook.state.fold)] == [undo]
    bring_back(notebook, undo)
    assert contents(notebook) == ["đường", "cầu"]


def test_the_newest_comes_first_and_survives_closing_the_program(notebook: Notebook) -> None:
    first, second = say(notebook, "đường"), say(notebook, "cầu")
    outs = [take_out(notebook, first), take_out(notebook, second)]
    notebook.close()
    again = open_notebook(notebook.folder)
    assert [gone.by for gone in taken_out(again.state.fold)] == outs[::-1]
    bring_back(again, outs[0])
    again.close()
    assert contents(open_notebook(notebook.folder, write=False)) == ["đường"]


def test_a_join_comes_apart_again_although_more_was_said_since(notebook: Notebook) -> None:
    road, bridge = say(notebook, "đường"), say(notebook, "cầu")
    answer(notebook, bridge, "sẽ sửa")
    joined = notebook.record(join_edits(notebook, road, bridge))
    say(notebook, "rác")
    assert [gone.by for gone in taken_out(notebook.state.fold)] == [joined]
    bring_back(notebook, joined)
    assert contents(notebook) == ["đường", "cầu", "rác", "sẽ sửa"]
    assert notebook.state.answers()[0].issue == bridge


def test_nothing_comes_back_that_would_contradict_what_was_said_since(
    notebook: Notebook,
) -> None:
    speech = say(notebook, "đường cầu")
    notebook.record(split_edits(notebook, speech, [Part("đường"), Part("cầu")]))
    undo = notebook.undo()
    change(notebook, speech, content="đường và cầu")
    with pytest.raises(InvalidChangeError, match="rests on this"):
        notebook.prepare_undo_of(undo.id)


def test_an_answer_does_not_come_back_without_its_opinion(notebook: Notebook) -> None:
    road = say(notebook, "đường")
    said = answer(notebook, road, "sẽ sửa")
    out = notebook.record([notebook.delete(Table.ANSWERS, said)])
    last = take_out(notebook, road)
    with pytest.raises(InvalidChangeError, match="rests on this"):
        notebook.prepare_undo_of(out.id)
    bring_back(notebook, last)
    bring_back(notebook, out)
    assert contents(notebook) == ["đường", "sẽ sửa"]


def test_an_entry_on_which_an_answer_rests_is_not_taken_back_alone(notebook: Notebook) -> None:
    edit = notebook.new(Table.ISSUES, content="đường")
    made = notebook.record([edit])
    answer(notebook, edit.record, "sẽ sửa")
    with pytest.raises(InvalidChangeError, match="rests on this"):
        notebook.prepare_undo_of(made.id)


def test_an_operation_is_brought_back_once(notebook: Notebook) -> None:
    out = take_out(notebook, say(notebook, "đường"))
    bring_back(notebook, out)
    for operation in (out.id, "nowhere.1"):
        with pytest.raises(NothingToUndoError):
            notebook.prepare_undo_of(operation)


def test_the_steps_of_the_session_stay(notebook: Notebook) -> None:
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    operation = notebook.record([live])
    with pytest.raises(InvalidChangeError):
        notebook.prepare_undo_of(operation.id)


def test_nothing_comes_back_into_closed_minutes_or_without_the_pen(notebook: Notebook) -> None:
    out = take_out(notebook, say(notebook, "đường"))
    with pytest.raises(ReadOnlyError):
        open_notebook(notebook.folder, write=False).prepare_undo_of(out.id)
    step(notebook, "live", "reading", "closed")
    with pytest.raises(ClosedError):
        notebook.prepare_undo_of(out.id)


def test_what_only_became_secret_with_another_entry_is_not_offered(notebook: Notebook) -> None:
    say(notebook, "lấy tiền", speaker_name="Sùng Thị Pàng")
    undo = notebook.undo()
    say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name="Sùng Thị Pàng")
    assert [gone.by for gone in taken_out(notebook.state.fold)] == [undo]
    with pytest.raises(InvalidChangeError):
        notebook.prepare_undo_of(undo.id)
