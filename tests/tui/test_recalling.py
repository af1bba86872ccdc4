"""Promise: the last line comes back with one key, and its correction takes its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_tui.capture import Context, edits_for, read_line
from danvan_tui.capture.context import calendar_of
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import Like
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Presence, Table
from danvan_tui.tui.linking import linked_entry
from danvan_tui.tui.recalling import Recalling
from tests.tui.meeting import NOW, lists


class Writer:
    """Somebody who types lines, and corrects the last one."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.recalling = Recalling(notebook)
        self._lists = lists()

    @property
    def context(self) -> Context:
        calendar = calendar_of(self._lists)
        return Context.of(self.notebook.state, self._lists, calendar, NOW.date())

    def type(self, *lines: str) -> None:
        for line in lines:
            reading = read_line(line, self.context)
            assert not reading.problem
            operation = self.notebook.record(edits_for(reading, self.notebook, self.context))
            self.recalling.remember(operation.id, line)

    def correct(self, line: str) -> bool:
        """Recall the last line and record this one in its place; whether anything changed."""
        assert self.recalling.recall()
        recalled = self.recalling.recalled
        self.recalling.forget()
        entry = self.recalling.entry(recalled, line, self.context)
        if entry is not None:
            self.notebook.write(entry)
            self.notebook.apply(entry)
        return entry is not None

    def here(self) -> list[int]:
        people = self.notebook.state.attendance()
        return [one.number for one in people if one.presence is Presence.PRESENT]


@pytest.fixture
def writer(shelf: Shelf, code: str) -> Iterator[Writer]:
    notebook = shelf.open(code)
    yield Writer(notebook)
    notebook.close()


def said(writer: Writer) -> list[tuple[int, str, str]]:
    return [(one.number, one.kind, one.content) for one in writer.notebook.state.issues()]


def test_a_corrected_line_takes_the_place_of_what_it_was(writer: Writer) -> None:
    writer.type("1 pa Cầu gãy", "2 kn Đưòng hỏng")
    assert writer.recalling.recall() == "2 kn Đưòng hỏng"
    assert writer.correct("3 pa Đường hỏng")
    assert said(writer) == [(1, "report", "Cầu gãy"), (2, "report", "Đường hỏng")]
    assert writer.here() == [1, 3]
    assert writer.recalling.recall() == "3 pa Đường hỏng"
    writer.notebook.undo()
    assert said(writer)[1] == (2, "proposal", "Đưòng hỏng")
    assert writer.here() == [1, 2]
    assert writer.recalling.recall() == "2 kn Đưòng hỏng"


def test_giving_up_leaves_the_record_as_it_was(writer: Writer) -> None:
    writer.type("1 kn Đường")
    assert writer.recalling.recall()
    writer.recalling.forget()
    assert writer.recalling.recalled == ""
    assert said(writer) == [(1, "proposal", "Đường")]


def test_the_same_line_again_changes_nothing(writer: Writer) -> None:
    writer.type("1 kn Đường")
    assert not writer.correct("1 kn  Đường")


def test_only_a_line_that_still_counts_comes_back(writer: Writer) -> None:
    assert writer.recalling.recall() == ""
    writer.type("1 kn Đường", "2 pa Cầu", "3 pa Rác")
    writer.notebook.undo()
    assert writer.recalling.recall() == "2 pa Cầu"
    cau = writer.notebook.state.issues()[1].id
    writer.notebook.record(writer.notebook.removal(Table.ISSUES, cau))
    assert writer.recalling.recall() == "1 kn Đường"
    assert Recalling(writer.notebook).recall() == ""


def test_a_line_is_read_as_if_it_had_not_been_typed_yet(writer: Writer) -> None:
    writer.type("1 kn Đường", ". pa Cầu", "! kt 15/12 Sửa")
    writer.correct("! kt 20/12 Sửa lại")
    (promise,) = writer.notebook.state.commitments()
    assert (promise.number, promise.due, promise.content) == (1, "2026-12-20", "Sửa lại")
    assert promise.issue == writer.notebook.state.issues()[1].id
    writer.notebook.undo()
    writer.notebook.undo()
    writer.correct(". ho Cầu")
    assert said(writer)[1] == (2, "question", "Cầu")
    assert len({one.speaker for one in writer.notebook.state.issues()}) == 1


def test_an_opinion_typed_by_mistake_becomes_an_answer(writer: Writer) -> None:
    writer.type("1 kn Đường", "2 Sẽ sửa")
    writer.correct("> tr Sẽ sửa")
    assert said(writer) == [(1, "proposal", "Đường")]
    assert [one.content for one in writer.notebook.state.answers()] == ["Sẽ sửa"]
    assert writer.here() == [1]


def test_people_ticked_by_mistake_are_not_here(writer: Writer) -> None:
    writer.type("+ 1 2")
    writer.correct("+ 1 3")
    assert writer.here() == [1, 3]


def test_words_changed_in_the_form_are_not_overwritten(writer: Writer) -> None:
    writer.type("1 kn Đưòng")
    issue = writer.notebook.state.issues()[0].id
    writer.notebook.record([Edit(Table.ISSUES, issue, {"content": "Đường liên thôn"})])
    with pytest.raises(InvalidChangeError, match="changed since"):
        writer.correct("1 kn Đường")
    assert writer.correct("1 pa Đưòng")
    assert said(writer) == [(1, "report", "Đường liên thôn")]


def test_a_line_that_names_a_denouncer_says_so_before_it_is_shown(writer: Writer) -> None:
    writer.type("1 kn Đường")
    assert not writer.recalling.last_is_secret
    writer.type("2 tc Nhận tiền")
    assert writer.recalling.last_is_secret
    writer.type("> hd Gặp bà Mùi")
    assert writer.recalling.last_is_secret


def test_the_same_matter_is_linked_with_one_key(writer: Writer) -> None:
    writer.type("1 kn gt Đường thôn hỏng")
    first = writer.notebook.state.issues()[0]
    entry = linked_entry("2", writer.context, writer.notebook, Like(first.id))
    writer.notebook.write(entry)
    writer.notebook.apply(entry)
    again = writer.notebook.state.issues()[1]
    assert (again.same_as, again.content) == (first.id, "")
    assert (again.kind, again.field, again.assumed) == (
        "proposal",
        "rural_roads",
        ["kind", "field"],
    )
    assert writer.here() == [1, 2]
    writer.recalling.remember(entry.operation.id, "2")
    writer.correct("3 pa Đường cũng hỏng")
    again = writer.notebook.state.issues()[1]
    assert (again.same_as, again.content, again.kind) == (
        first.id,
        "Đường cũng hỏng",
        "report",
    )


@pytest.mark.parametrize("typed", ["", "  ", "> tr Như trên", "99 kn x", "+ 2"])
def test_only_an_opinion_with_a_speaker_is_linked(writer: Writer, typed: str) -> None:
    writer.type("1 kn Đường")
    first = writer.notebook.state.issues()[0]
    with pytest.raises(InvalidChangeError):
        linked_entry(typed, writer.context, writer.notebook, Like(first.id))
    assert len(writer.notebook.state.issues()) == 1


def test_of_another_session_the_words_are_taken_over(writer: Writer) -> None:
    entry = linked_entry("2", writer.context, writer.notebook, Like("there", content="Cầu gãy"))
    writer.notebook.apply(entry)
    (again,) = writer.notebook.state.issues()
    assert (again.same_as, again.content, again.kind) == ("there", "Cầu gãy", "")


def test_words_given_in_the_form_to_what_only_repeated_are_not_overwritten(writer: Writer) -> None:
    writer.type("1 kn Đường")
    first = writer.notebook.state.issues()[0]
    entry = linked_entry("2", writer.context, writer.notebook, Like(first.id))
    writer.notebook.write(entry)
    writer.notebook.apply(entry)
    writer.recalling.remember(entry.operation.id, "2")
    again = writer.notebook.state.issues()[1].id
    writer.notebook.record([Edit(Table.ISSUES, again, {"content": "Cả cầu nữa"})])
    with pytest.raises(InvalidChangeError, match="changed since"):
        writer.correct("2 Đường")
    assert writer.notebook.state.issues()[1].content == "Cả cầu nữa"


def test_nothing_is_linked_to_a_denunciation_and_a_denunciation_takes_nothing_over(
    writer: Writer,
) -> None:
    writer.type("1 kn gt Đường", "2 tc Nhận tiền")
    road, secret = writer.notebook.state.issues()
    with pytest.raises(InvalidChangeError, match="denunciation"):
        linked_entry("3 kn x", writer.context, writer.notebook, Like(secret.id))
    entry = linked_entry("3 tc x", writer.context, writer.notebook, Like(road.id))
    assert entry.secret
    (change,) = (one for one in entry.operation.changes if one.table is Table.ISSUES)
    assert change.fields["kind"] == "denunciation"
    assert "field" not in change.fields
