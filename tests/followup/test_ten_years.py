"""The generated years: the same for the same seed, as many as asked for, and sound."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from danvan_tui.followup.extract import extract_of
from danvan_tui.ledger.closing import missing, seal_holds
from danvan_tui.ledger.rows import Rows, read_rows
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import CommitmentState, Result
from tests.followup.plain import followed
from tests.followup.ten_years import make

SIZE = {"sessions": 16, "issues": 300, "commitments": 200, "reviews": 500}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("years")
    make(root, **SIZE)
    return root


def rows_in(root: Path) -> list[bytes]:
    folders = sorted((root / "sessions").iterdir())
    return [msgspec.json.encode(_without_replicas(read_rows(folder))) for folder in folders]


def _without_replicas(rows: Rows) -> Rows:
    """What a seal was written over is named by who wrote, which is drawn anew each time."""
    session = msgspec.structs.replace(rows.session, sealed_over=[])
    return msgspec.structs.replace(rows, session=session)


def test_the_same_seed_gives_the_same_bytes_of_rows(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", **SIZE)
    make(tmp_path / "other", **SIZE, seed=2)
    assert rows_in(tmp_path / "again") == rows_in(folder)
    assert rows_in(tmp_path / "other") != rows_in(folder)


def test_there_is_as_much_as_was_asked_for(folder: Path) -> None:
    rows = [read_rows(one) for one in (folder / "sessions").iterdir()]
    assert len(rows) == 16
    assert sum(len(one.issues) for one in rows) == 300
    assert sum(len(one.commitments) for one in rows) == 200
    assert sum(len(one.reviews) for one in rows) == 500
    assert {one.session.kind for one in rows} == {"dialogue", "reception"}


def test_every_session_is_closed_whole_and_its_seal_holds(folder: Path) -> None:
    shelf = Shelf(folder)
    for one in shelf.folders():
        notebook = shelf.open(one.name, write=False)
        assert seal_holds(notebook.state)
        assert not missing(notebook.state)
        assert not notebook.notices


def test_promises_have_many_fates(folder: Path) -> None:
    extracts = [extract_of(one.name, read_rows(one)) for one in (folder / "sessions").iterdir()]
    promises = list(followed(extracts))
    assert {CommitmentState.OPEN, CommitmentState.CONFIRMED} < {one.state for one in promises}
    assert any(one.postponed for one in promises)
    reviews = [review for one in extracts for review in one.reviews]
    assert {review.result for review in reviews} >= set(Result) - {None}
    assert any(review.session for review in reviews), "none at a later meeting"
    assert all(review.after == [] or review.commitment for review in reviews)
