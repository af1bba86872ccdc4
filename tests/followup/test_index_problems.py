"""Promise: what of the sessions cannot be read, is missed or stands there twice is told."""

from __future__ import annotations

import shutil

import pytest

from danvan_tui.ledger.errors import FolderError
from danvan_tui.model.records import Result
from tests.followup.shelves import Shelved, damage


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
