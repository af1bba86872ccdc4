"""The index always says what the sessions say, whoever wrote them and whatever became of its file.

It is never the truth: any damage to its file only costs reading the sessions again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.index.derived import read_derived
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.promises import Followed
from danvan_tui.ledger import folder_store
from danvan_tui.ledger.errors import FolderError, LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Result, Table
from tests.followup.shelves import NAME, SECRET, Shelved, damage


@pytest.fixture
def shelved(tmp_path: Path) -> Shelved:
    return Shelved(tmp_path / "data")


def in_order(promises: Iterable[Followed]) -> list[Followed]:
    return sorted(promises, key=attrgetter("folder", "commitment"))


def state(index: FollowUp) -> CommitmentState:
    """Where the one promise stands."""
    (promise,) = index.promises
    return promise.state


# Whatever happens, it is what the sessions say


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


# What is read, and what is not


def test_only_what_changed_is_read_again(shelved: Shelved) -> None:
    first, second = shelved.session(), shelved.session()
    promise = shelved.promise(first)
    shelved.index.bring_up_to_date()
    assert shelved.index.survey().stale == []
    shelved.review(second, promise)
    assert shelved.index.survey().stale == [second]
    shelved.index.bring_up_to_date()
    assert state(shelved.index) is CommitmentState.CONFIRMED
    shelved.restart()
    shelved.index.load()
    assert shelved.index.survey().stale == []
    assert state(shelved.index) is CommitmentState.CONFIRMED


def test_what_was_touched_and_not_changed_is_read_once(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.index.bring_up_to_date()
    for path in shelved.shelf.folder(folder).glob("*.log"):
        os.utime(path, (0, 0))
    assert shelved.index.survey().stale == [folder]
    shelved.index.bring_up_to_date()
    shelved.restart()
    shelved.index.load()
    assert shelved.index.survey().stale == []


def test_a_session_somebody_else_writes_is_read_every_time(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.open_elsewhere(folder)
    for count in range(1, 4):
        shelved.promise(folder)
        shelved.index.bring_up_to_date()
        assert len(shelved.index.promises) == count
    shelved.close_all()


def test_what_was_read_before_an_entry_does_not_undo_it(shelved: Shelved) -> None:
    folder = shelved.session()
    promise = shelved.promise(folder)
    late = shelved.index.read(folder)
    shelved.open_here(folder)
    shelved.review(folder, promise)
    assert not shelved.index.accept(late)
    shelved.close(folder)
    assert not shelved.index.accept(late)
    assert state(shelved.index) is CommitmentState.CONFIRMED


def test_what_is_open_here_counts_more_than_what_was_kept(shelved: Shelved) -> None:
    home, later = shelved.session(), shelved.session()
    promise = shelved.promise(home)
    shelved.index.bring_up_to_date()
    shelved.open_here(later)
    shelved.review(later, promise)
    kept = FollowUp(shelved.shelf)
    kept.refresh_session(later, shelved.here[later].state)
    assert list(kept.promises) == []
    kept.load()
    assert state(kept) is CommitmentState.CONFIRMED
    shelved.close_all()


def test_the_edition_tells_of_changes_only(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.promise(folder)
    shelved.open_elsewhere(folder)
    shelved.index.bring_up_to_date()
    before = shelved.index.edition
    shelved.index.bring_up_to_date()
    assert shelved.index.edition == before
    shelved.promise(folder)
    shelved.index.bring_up_to_date()
    assert shelved.index.edition > before
    shelved.close_all()


def test_it_tells_how_far_it_has_read(shelved: Shelved) -> None:
    for _session in range(3):
        shelved.session()
    index = shelved.index
    survey = index.survey()
    index.begin(survey)
    assert (index.read_so_far, index.total) == (0, 3)
    index.accept(index.read(survey.stale[0]))
    assert (index.read_so_far, index.total) == (1, 3)


def test_a_promise_is_given_with_its_reviews_word_for_word_when_asked(shelved: Shelved) -> None:
    home, later = shelved.session(), shelved.session()
    promise = shelved.promise(home)
    shelved.review(later, promise, Result.NOT_DONE, reason="chưa có đất")
    shelved.index.bring_up_to_date()
    short = shelved.index.followable(promise)
    full = shelved.index.in_full(promise)
    assert short is not None
    assert full is not None
    assert (short.promise, short.session.folder) == (full.promise, home)
    assert [review.reason for review in short.reviews] == [""]
    assert [review.reason for review in full.reviews] == ["chưa có đất"]
    assert shelved.index.followable("nobody") is shelved.index.in_full("nobody") is None
    damage(shelved.shelf.folder(later))
    kept = shelved.index.in_full(promise)
    assert kept is not None
    assert kept.reviews == short.reviews


def test_sessions_come_without_promises_where_these_are_not_asked_for(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    (plain,), (whole,) = shelved.index.sessions(), shelved.index.extracts()
    assert (plain.issues, plain.promises) == (whole.issues, ())
    assert len(whole.promises) == 1


# What people are told


def test_a_session_that_cannot_be_read_is_shown_as_it_was_known_and_told_of(
    shelved: Shelved,
) -> None:
    good, bad = shelved.session(), shelved.session()
    promise = shelved.promise(bad)
    shelved.review(good, promise)
    shelved.index.bring_up_to_date()
    assert shelved.index.problems == []
    before = list(shelved.index.promises)
    spoiled = shelved.shelf.folder(bad)
    whole = {path: path.read_bytes() for path in spoiled.iterdir()}
    damage(spoiled)
    for _run in range(2):
        shelved.index.bring_up_to_date()
        assert list(shelved.index.promises) == before
        (problem,) = shelved.index.problems
        assert "DT-2026-002" in problem
        assert "as they were known last" in problem
        assert "copy it for support" in problem
        shelved.restart()
    for path, data in whole.items():
        path.write_bytes(data)
    shelved.index.bring_up_to_date()
    assert shelved.index.problems == []


def test_a_session_nothing_was_ever_known_of_is_told_to_be_left_out(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    (shelved.shelf.root / "sessions" / "empty").mkdir()
    shelved.index.bring_up_to_date()
    (problem,) = shelved.index.problems
    assert "empty is left out" in problem
    assert len(shelved.index.promises) == 1


def test_a_folder_that_is_gone_is_missed_as_long_as_it_owes_something(shelved: Shelved) -> None:
    kept, owing, settled = shelved.session(), shelved.session(), shelved.session()
    shelved.promise(kept)
    owed = shelved.promise(owing)
    shelved.review(kept, shelved.promise(settled), Result.CONFIRMED)
    shelved.review(kept, owed, Result.NOTED, session="s", promised_in="DT-2026-002")
    shelved.index.bring_up_to_date()
    away = shelved.shelf.root / "away"
    shutil.move(shelved.shelf.folder(owing), away)
    shelved.remove(settled)
    for _run in range(2):
        shelved.index.bring_up_to_date()
        assert [promise.folder for promise in shelved.index.promises] == [kept]
        missed = [problem for problem in shelved.index.problems if "data folder" in problem]
        assert "DT-2026-002" in missed[0]
        assert "1 promise that is still owed" in missed[0]
        assert "DT-2026-003" not in " ".join(missed)
        shelved.restart()
    shutil.move(away, shelved.shelf.folder(f"{owing}-renamed"))
    shelved.index.bring_up_to_date()
    assert not any("still owed" in problem for problem in shelved.index.problems)
    assert len(shelved.index.promises) == 2


def test_reviews_of_promises_of_a_session_that_is_not_here_are_told_of(shelved: Shelved) -> None:
    here, away = shelved.session(), shelved.session()
    promise = shelved.promise(away)
    session = shelved.index.read(away).extract
    assert session is not None
    shelved.review(here, promise, session=session.session, promised_in=session.code)
    index = shelved.index
    index.begin(index.survey())
    index.accept(index.read(here))
    assert index.problems == []  # it may still be read
    shelved.remove(away)
    index.bring_up_to_date()
    (problem,) = index.problems
    assert "1 review" in problem
    assert "DT-2026-002" in problem


def test_a_folder_that_was_copied_is_told_of(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.promise(folder)
    shelved.copy(folder)
    shelved.index.bring_up_to_date()
    (problem,) = shelved.index.problems
    assert f"{folder}, {folder}-copy" in problem


def test_a_promise_is_where_its_session_was_made_not_where_that_was_copied_to(
    shelved: Shelved,
) -> None:
    folder = shelved.session()
    promise = shelved.promise(folder)
    shelved.close(folder)
    shutil.copytree(shelved.shelf.folder(folder), shelved.shelf.folder(f"Bản sao của {folder}"))
    shelved.index.bring_up_to_date()
    found = shelved.index.followable(promise)
    assert found is not None
    assert found.session.folder == folder


def test_a_shelf_that_is_gone_is_said_to_be_and_nothing_is_forgotten(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    shutil.rmtree(shelved.shelf.root)
    with pytest.raises(FolderError):
        shelved.index.bring_up_to_date()
    assert len(shelved.index.promises) == 1


# The derived file


def test_a_file_that_cannot_be_written_is_no_trouble_for_anybody(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    (shelved.shelf.root / "derived").write_bytes(b"in the way")
    shelved.index.bring_up_to_date()
    assert (len(shelved.index.promises), shelved.index.problems) == (1, [])


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -1])
def test_a_file_that_was_cut_is_as_good_as_none(shelved: Shelved, cut: int) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    assert read_derived(shelved.file).sessions
    shelved.file.write_bytes(shelved.file.read_bytes()[:cut])
    assert not read_derived(shelved.file).sessions
    shelved.restart()
    shelved.index.bring_up_to_date()
    assert len(shelved.index.promises) == 1
    assert read_derived(shelved.file).sessions


def test_a_file_of_another_make_is_read_anew(
    shelved: Shelved, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    monkeypatch.setattr("danvan_tui.followup.index.derived.FORMAT", 99)
    shelved.restart()
    shelved.index.load()
    assert list(shelved.index.promises) == []
    shelved.index.bring_up_to_date()
    assert len(shelved.index.promises) == 1


# What the law protects


def betrayed(shelved: Shelved) -> bool:
    """Whether the derived file holds anything of the denunciation."""
    if not shelved.file.exists():
        return False
    kept = read_derived(shelved.file).sessions.values()
    held = repr([(one.extract, one.rows) for one in kept]) + str(shelved.file.read_bytes())
    return any(secret in held for secret in (SECRET, NAME, NAME.casefold(), "Páo", "Pàng"))


def test_what_is_denounced_is_in_no_file_and_in_no_answer(shelved: Shelved) -> None:
    folder = shelved.session()
    promise = shelved.promise(folder, f"Xác minh lời {NAME} nói")
    shelved.protect(folder)
    shelved.index.bring_up_to_date()
    (shown,) = shelved.index.promises
    assert shown.protected
    assert (shown.unit, shown.due) == ("UBND xã", "2026-12-15")
    assert shelved.file.exists()
    assert not betrayed(shelved)
    told = repr((shown, shelved.index.extracts(), shelved.index.in_full(promise)))
    assert NAME not in told
    assert SECRET not in told


def _said_openly(shelved: Shelved) -> str:
    """A session that says everything, not protected yet, and the file that holds it."""
    folder = shelved.session()
    shelved.promise(folder, f"Xác minh lời {NAME} nói")
    shelved.index.bring_up_to_date()
    assert betrayed(shelved)
    return folder


def test_what_becomes_a_denunciation_is_gone_from_the_file_with_that_entry(
    shelved: Shelved,
) -> None:
    folder = _said_openly(shelved)
    shelved.protect(folder)  # in another window: nobody tells this index
    assert not betrayed(shelved)
    shelved.index.store()
    assert not betrayed(shelved)
    shelved.index.bring_up_to_date()
    assert not betrayed(shelved)
    assert shelved.file.exists()


def test_what_became_a_denunciation_since_it_was_read_is_not_kept(shelved: Shelved) -> None:
    folder = _said_openly(shelved)
    shelved.promise(shelved.session())
    index = shelved.index
    for stale in index.survey().stale:
        index.accept(index.read(stale))
    shelved.protect(folder)
    index.store()
    assert not betrayed(shelved)


def test_what_a_crash_left_in_the_file_is_gone_when_the_session_is_opened_again(
    shelved: Shelved, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _said_openly(shelved)
    notebook = shelved.shelf.open(folder)
    (issue,) = notebook.state.issues()
    entry = notebook.prepare([Edit(Table.ISSUES, issue.id, {"kind": DENUNCIATION})])
    with monkeypatch.context() as powerless:
        powerless.setattr(folder_store, "erase", lambda *_place: None)
        powerless.setattr(folder_store, "forget_derived", lambda _folder: None)
        notebook.write(entry)
    assert betrayed(shelved)
    notebook.close()
    shelved.shelf.open(folder).close()
    assert not betrayed(shelved)


def test_a_session_that_is_being_written_is_never_in_the_file(shelved: Shelved) -> None:
    folder, later = shelved.session(), shelved.session()
    promise = shelved.promise(folder)
    shelved.open_here(later)
    shelved.review(later, promise)
    shelved.index.bring_up_to_date()
    assert state(shelved.index) is CommitmentState.CONFIRMED
    kept = read_derived(shelved.file).sessions
    assert [*kept] == [folder]
    assert [row.state for row in kept[folder].rows] == [CommitmentState.OPEN]
    shelved.close_all()
