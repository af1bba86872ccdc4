"""What two note-takers sent is chosen at the office: listed, told, and one entry of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.conflicts import choose, conflicts
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from tests.ledger.two import beside, put
from tests.office.carried import begun_office
from tests.office.shelf.registered import DEAR, bring, laptop_of, session_of


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = begun_office(tmp_path / "office-data")
    yield office
    office.close()


@pytest.fixture
def session(office: Office, tmp_path: Path) -> str:
    """A closed session of which two laptops brought what they knew."""
    notebook = session_of(laptop_of(tmp_path, DEAR), DEAR)
    issue = notebook.new(Table.ISSUES, content="Cống tắc", kind="report")
    notebook.record([issue])
    other = beside(notebook, "Hà")
    notebook.record([Edit(Table.ISSUES, issue.record, {"content": "Cống tắc nặng"})])
    close_session(notebook, "chưa rõ")
    put(other, Edit(Table.ISSUES, issue.record, {"content": "Cống hơi tắc"}))
    bring(office, notebook)
    take_in(notebook, other.state.fold.ordered())
    bring(office, notebook)
    notebook.close()
    return notebook.state.session.id


def test_the_office_lists_and_chooses_and_the_register_keeps_it(
    office: Office, session: str
) -> None:
    shelf = RegisterShelf(office)
    assert [one.conflicts for one in shelf.sessions()] == [1]
    notebook = shelf.open(session, person="Lan")
    (choice,) = conflicts(notebook.state)
    assert [one.is_late for one in choice.alternatives] == [False, True]
    with pytest.raises(LedgerError):
        choose(notebook, choice, 1)
    chosen = choose(notebook, choice, 1, "nghe lại hai người")
    notebook.close()
    assert [one.conflicts for one in shelf.sessions()] == [0]
    again = shelf.open(session, write=False).state
    assert again.issues()[0].content == "Cống hơi tắc"
    assert again.fold.operations[chosen.id].by == "Lan"
    assert conflicts(again) == []
    assert seal_holds(again)


def test_the_laptop_agrees_once_the_choice_came_back(
    office: Office, session: str, tmp_path: Path
) -> None:
    shelf = RegisterShelf(office)
    notebook = shelf.open(session, person="Lan")
    choose(notebook, conflicts(notebook.state)[0], 0, "đã đọc lại")
    notebook.close()
    laptop = laptop_of(tmp_path, DEAR)
    here = laptop.open(session)
    assert take_in(here, office.register.operations(session)) == 1
    assert conflicts(here.state) == []
    assert here.state.fold.rows == shelf.open(session, write=False).state.fold.rows
    here.close()


def test_the_office_puts_two_sessions_of_one_meeting_together(
    office: Office, session: str, tmp_path: Path
) -> None:
    notebook = session_of(laptop_of(tmp_path / "second", DEAR), DEAR)
    notebook.record([notebook.new(Table.ISSUES, content="Mất điện", kind="report")])
    bring(office, notebook)
    notebook.close()
    shelf = RegisterShelf(office)
    ours = shelf.open(session, person="Lan")
    theirs = shelf.open(notebook.state.session.id, person="Lan")
    merge_sessions(ours, theirs, {}, "hai máy cùng ghi một buổi")
    kept = shelf.open(session, write=False).state
    assert [one.content for one in kept.issues()][1:] == ["Mất điện"]
    gone = shelf.open(notebook.state.session.id, write=False).state
    assert gone.session.merged_into == session
