"""After an import was taken back nothing of it is listed, counted or due, and nothing twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.shelf import NotInRegisterError, RegisterShelf
from tests.office.shelf.registered import DEAR, bring, laptop_of, promise_in, session_of

Both = tuple[Notebook, Notebook]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    """The notes of two people of one meeting, with a promise each."""
    notes = [session_of(laptop_of(tmp_path / one, DEAR), DEAR) for one in ("Lan", "Mai")]
    for notebook, content in zip(notes, ("Sửa đường", "Sửa đường liên thôn"), strict=True):
        promise_in(notebook, content)
    yield notes[0], notes[1]
    for notebook in notes:
        notebook.close()


def merge(shelf: RegisterShelf, ours: Notebook, theirs: Notebook) -> None:
    """Take theirs over into ours, their last opinion being our last one."""
    mine, other = (shelf.open(one.state.session.id, person="Lan") for one in (ours, theirs))
    try:
        last = [one.state.issues()[-1].id for one in (mine, other)]
        merge_sessions(mine, other, {(Table.ISSUES, last[1]): last[0]}, "cùng một buổi")
    finally:
        mine.close()
        other.close()


def look(shelf: RegisterShelf) -> list[tuple[str, int, str, int]]:
    """What lists show: sessions with what holds them, and the board."""
    index = FollowUp(shelf)
    index.bring_up_to_date()
    heads = [one.summary for one in shelf.sessions() if one.summary]
    return sorted(
        [(one.id, one.commitments, one.merged_into, one.issues) for one in heads]
        + [(one.folder, one.number, one.content, 0) for one in index.promises]
    )


@pytest.mark.parametrize("holding", [0, 1])
def test_the_other_notes_count_themselves(
    office: Office, shelf: RegisterShelf, both: Both, holding: int
) -> None:
    """Whether what was taken back held the other notes, or was held by them."""
    bring(office, both[0])
    alone = look(shelf)
    bring(office, both[1])
    merge(shelf, both[holding], both[1 - holding])
    merged = look(shelf)
    gone = both[1].state.session.id
    office.register.undo_last("Lan")
    if holding == 1:
        assert look(shelf) == alone
    else:  # what a person took over stays
        assert len([one for one in look(shelf) if one[0] == both[0].state.session.id]) == 3
    assert gone not in shelf.stamps()
    with pytest.raises(NotInRegisterError):
        shelf.find(gone)
    bring(office, both[1])
    assert look(shelf) == merged


def test_what_was_said_of_a_part_that_was_taken_back_waits_for_it(
    office: Office, shelf: RegisterShelf, both: Both
) -> None:
    bring(office, both[0])
    alone = look(shelf)
    promise = promise_in(both[0], "Lắp đèn")
    bring(office, both[0])
    session = both[0].state.session.id
    notebook = shelf.open(session, person="Lan")
    notebook.record([Edit(Table.COMMITMENTS, promise, {"lead_unit": "Điện lực"})], reason="nhầm")
    notebook.close()
    corrected = look(shelf)
    office.register.undo_last("Lan")
    assert look(shelf) == alone
    assert {one.id for one in shelf.rows(session).commitments} != {promise}
    bring(office, both[0])
    assert look(shelf) == corrected


@pytest.mark.parametrize("seed", range(12))
def test_in_any_order(office: Office, shelf: RegisterShelf, both: Both, seed: int) -> None:
    chance = random.Random(seed)
    for _step in range(20):
        one = chance.randrange(2)
        what = chance.choice(["import", "grow", "merge", "merge", "undo", "undo"])
        if what == "import":
            bring(office, both[one])
        elif what == "grow":
            promise_in(both[one], f"Việc {chance.random()}")
        else:
            try:
                if what == "merge":
                    merge(shelf, both[one], both[1 - one])
                else:
                    office.register.undo_last("Lan")
            except (LedgerError, MergeError, RegisterError):
                continue  # not here, taken over the other way round, or nothing to take back
        _check(office, shelf)
    bring(office, *both)
    _check(office, shelf)
    assert len(shelf.sessions()) == 2


def _check(office: Office, shelf: RegisterShelf) -> None:
    """Nothing stands there without its beginning, or twice."""
    index = FollowUp(shelf)
    index.bring_up_to_date()
    listed = {one.summary.id for one in shelf.sessions() if one.summary and one.summary.code}
    assert listed == office.register.editions().keys()
    assert {one.folder for one in index.promises} <= listed
    assert all(one.number > 0 for one in index.promises)
    promises = [one.commitment for one in index.promises]
    assert len(set(promises)) == len(promises)
    into = {one.summary.merged_into for one in shelf.sessions() if one.summary}
    assert into <= listed | {""}
