"""Promise: the index says what the sessions say, whatever happened to them and to its file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.promises import Followed
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import CommitmentState, Result, Table
from tests.followup.shelves import Shelved, state


def in_order(promises: Iterable[Followed]) -> list[Followed]:
    return sorted(promises, key=attrgetter("folder", "commitment"))


def _some(shelved: Shelved, draw: Random) -> str:
    return draw.choice(shelved.folders or [shelved.session()])


def _review(shelved: Shelved, draw: Random) -> None:
    known = [promise.commitment for promise in shelved.expected()]
    promise = draw.choice(known or [shelved.promise(_some(shelved, draw))])
    shelved.review(_some(shelved, draw), promise, draw.choice([None, *Result]), due="2027-01-15")


def _change_session(shelved: Shelved, draw: Random) -> None:
    fields = {"chair": draw.choice(["Lê Thu Hiền", ""]), "date": draw.choice(["2026-10-01", ""])}

    def act(notebook: Notebook) -> None:
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {**fields})])

    shelved.write(_some(shelved, draw), act)


def _take_out(shelved: Shelved, draw: Random) -> None:
    table = draw.choice([Table.ISSUES, Table.COMMITMENTS, Table.REVIEWS])

    def act(notebook: Notebook) -> None:
        for record in sorted(notebook.state.fold.rows[table])[:1]:
            notebook.record(notebook.removal(table, record))

    shelved.write(_some(shelved, draw), act)


def _undo(shelved: Shelved, draw: Random) -> None:
    shelved.write(_some(shelved, draw), Notebook.undo)


def _look(shelved: Shelved, draw: Random) -> None:
    del draw
    shelved.index.bring_up_to_date()


STEPS: dict[Callable[[Shelved, Random], object], int] = {
    lambda shelved, draw: shelved.promise(_some(shelved, draw)): 4,
    lambda shelved, _draw: shelved.session(): 1,
    _review: 8,
    _change_session: 1,
    _take_out: 2,
    _undo: 2,
    lambda shelved, draw: shelved.protect(_some(shelved, draw)): 1,
    lambda shelved, draw: shelved.open_here(_some(shelved, draw)): 2,
    lambda shelved, draw: shelved.open_elsewhere(_some(shelved, draw)): 2,
    lambda shelved, draw: shelved.close(_some(shelved, draw)): 3,
    lambda shelved, draw: shelved.remove(_some(shelved, draw)): 1,
    lambda shelved, draw: shelved.take_away(_some(shelved, draw)): 2,
    lambda shelved, _draw: shelved.bring_back(): 2,
    lambda shelved, draw: shelved.copy(_some(shelved, draw)): 1,
    lambda shelved, _draw: shelved.restart(): 2,
    lambda shelved, draw: shelved.spoil(draw.randrange(10_000)): 1,
    lambda shelved, _draw: shelved.file.unlink(missing_ok=True): 1,
    _look: 3,
}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 60))
def test_it_is_what_the_sessions_say_whatever_happened_to_them_and_to_its_file(
    seed: int, steps: int
) -> None:
    draw = Random(seed)
    with TemporaryDirectory() as folder:
        shelved = Shelved(Path(folder) / "data")
        try:
            for step in draw.choices([*STEPS], [*STEPS.values()], k=steps):
                with contextlib.suppress(LedgerError):  # nothing to undo, nobody to protect
                    step(shelved, draw)
                if step is _look:
                    assert in_order(shelved.index.promises) == in_order(shelved.expected())
            shelved.index.bring_up_to_date()
            assert in_order(shelved.index.promises) == in_order(shelved.expected())
            shelved.restart()
            shelved.index.bring_up_to_date()
            assert in_order(shelved.index.promises) == in_order(shelved.expected())
            assert _reviews(shelved) == {
                one.folder: {review.id for review in one.reviews} for one in shelved.fresh()
            }
        finally:
            shelved.close_all()


def _reviews(shelved: Shelved) -> dict[str, set[str]]:
    return {one.folder: {review.id for review in one.reviews} for one in shelved.index.extracts()}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_order_in_which_sessions_are_read_changes_nothing(seed: int) -> None:
    draw = Random(seed)
    with TemporaryDirectory() as folder:
        shelved = Shelved(Path(folder) / "data")
        for _session in range(4):
            shelved.promise(shelved.session())
        for _time in range(8):
            _review(shelved, draw)
        names = shelved.folders
        draw.shuffle(names)
        for name in names:
            shelved.index.accept(shelved.index.read(name))
        assert in_order(shelved.index.promises) == in_order(shelved.expected())


@pytest.mark.parametrize("is_restarted", [False, True])
@pytest.mark.parametrize("is_taken_back", [False, True])
def test_what_was_said_while_a_session_was_away_counts_when_it_is_back(
    shelved: Shelved, *, is_restarted: bool, is_taken_back: bool
) -> None:
    home, later, last = shelved.session(), shelved.session(), shelved.session()
    promise = shelved.promise(home)
    shelved.review(later, promise, Result.REPORTED_DONE)
    shelved.index.bring_up_to_date()
    shelved.take_away(home)
    shelved.index.bring_up_to_date()
    assert list(shelved.index.promises) == []
    if is_restarted:
        shelved.restart()
    if is_taken_back:
        shelved.remove(later)
    else:
        shelved.review(last, promise, Result.NOTED)
    shelved.index.bring_up_to_date()
    shelved.bring_back()
    shelved.index.bring_up_to_date()
    expected = CommitmentState.OPEN if is_taken_back else CommitmentState.REPORTED_DONE
    assert state(shelved.index) is expected
    assert in_order(shelved.index.promises) == in_order(shelved.expected())
