"""The shelf lists every session, opens it by its code, and refuses what it must not touch."""

import os
import shutil
from pathlib import Path

import pytest

from danvan_tui.ledger.checkpoint import read_head
from danvan_tui.ledger.conflicts import conflicts, prepare_choice
from danvan_tui.ledger.errors import FolderError, InvalidChangeError, NewerFormatError
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import NoSuchSessionError, Shelf
from danvan_tui.model.records import Table
from tests.ledger.sessions import CountedIds, say, shelf_in
from tests.ledger.two import beside, joined, put


def codes(shelf: Shelf) -> list[str]:
    return [one.summary.code for one in shelf.sessions() if one.summary]


def test_codes_count_by_kind_and_year(shelf: Shelf) -> None:
    assert shelf.create() == "DT-2026-001"
    assert shelf.create() == "DT-2026-002"
    assert shelf.create(kind="reception") == "TD-2026-001"
    assert shelf.create(date="2027-01-05") == "DT-2027-001"
    assert codes(shelf)[0] == "DT-2027-001"


@pytest.mark.parametrize("foreign", ["DT-2026-999999-x", "DT-2026-" + "9" * 200, "DT-2026-²-x"])
def test_what_somebody_called_a_folder_does_not_use_up_the_codes(
    shelf: Shelf, foreign: str
) -> None:
    (shelf.root / "sessions" / foreign).mkdir(parents=True)
    assert [shelf.create(), shelf.create()] == ["DT-2026-001", "DT-2026-002"]


@pytest.mark.parametrize("date", ["../..", "/etc", "mai", "9998-11-22", "0001-01-01"])
def test_a_date_is_a_day_or_refused(shelf: Shelf, date: str) -> None:
    with pytest.raises(InvalidChangeError):
        shelf.create(date=date)
    assert shelf.create(date="") == "DT-2026-001"
    assert codes(shelf) == ["DT-2026-001"]
    assert {path.name for path in shelf.root.parent.iterdir()} == {shelf.root.name}


def test_a_copied_folder_is_named_and_no_code_is_given_twice(shelf: Shelf) -> None:
    folder = shelf.find(shelf.create())
    shutil.copytree(folder, folder.with_name("xyz"))
    with pytest.raises(NoSuchSessionError, match="xyz"):
        shelf.find("DT-2026-001")
    shutil.rmtree(folder)
    assert shelf.create() == "DT-2026-002"


def test_a_session_is_found_by_code_id_and_folder_in_any_case(shelf: Shelf) -> None:
    code = shelf.create()
    folder = shelf.find(code)
    summary = shelf.sessions()[0].summary
    assert summary is not None
    for name in (code.lower(), f" {code} ", summary.id, folder.name):
        assert shelf.find(name) == folder
    for name in ("DT-2026-009", "", ".."):
        with pytest.raises(NoSuchSessionError):
            shelf.find(name)


def test_every_byte_of_a_state_may_change_and_the_session_is_still_found(shelf: Shelf) -> None:
    path = shelf.find(shelf.create()) / "session.json"
    whole = path.read_bytes()
    for place in range(0, 300):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        assert shelf.find("DT-2026-001") == path.parent


def test_a_session_nobody_can_read_is_listed_with_its_problem(shelf: Shelf) -> None:
    shelf.create()
    folder = shelf.find(shelf.create())
    for path in folder.iterdir():
        path.write_bytes(b"\xff")
    listed = shelf.sessions()
    assert sorted(one.summary is None for one in listed) == [False, True]
    assert [folder.name in one.problem for one in listed if not one.summary] == [True]
    assert shelf.find("DT-2026-002") == folder


def test_the_list_shows_what_is_being_written_now(shelf: Shelf) -> None:
    notebook = shelf.open(shelf.create())
    say(notebook, "đường")
    summary = shelf.sessions()[0].summary
    assert summary is not None
    assert summary.issues == 1
    notebook.close()


def test_the_list_counts_what_was_written_twice(shelf: Shelf) -> None:
    code, plain = shelf.create(), shelf.create()
    notebook = shelf.open(code)
    issue = notebook.new(Table.ISSUES, content="Cống tắc", kind="report")
    notebook.record([issue])
    other = beside(notebook)
    notebook.record([Edit(Table.ISSUES, issue.record, {"content": "Cống tắc nặng", "people": 7})])
    put(other, Edit(Table.ISSUES, issue.record, {"content": "Cống hơi tắc", "people": 9}))
    joined(notebook, other)
    assert _counted(shelf) == {code: 2, plain: 0}  # while it is written in
    notebook.close()
    assert read_head(shelf.find(code) / "session.json") is not None
    assert _counted(shelf) == {code: 2, plain: 0}
    notebook = shelf.open(code)
    choices = conflicts(notebook.state)
    notebook.put(prepare_choice(notebook, [(choices[0], 1)]))
    notebook.close()
    assert _counted(shelf) == {code: 1, plain: 0}


def _counted(shelf: Shelf) -> dict[str, int | None]:
    return {one.summary.code: one.conflicts for one in shelf.sessions() if one.summary}


def test_a_session_half_made_is_not_on_the_shelf(shelf: Shelf) -> None:
    shelf.create()
    half = shelf.find("DT-2026-001")
    shutil.copytree(half, half.with_name(".DT-2026-002-000009"))
    assert codes(shelf) == ["DT-2026-001"]


@pytest.mark.parametrize("place", ["danvan.json", "sessions"])
def test_a_folder_that_cannot_be_used_is_said_in_words(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(FolderError, match="--data"):
        Shelf(file / "below")
    (tmp_path / "data").mkdir()
    if place == "sessions":
        (tmp_path / "data" / place).write_text("", encoding="utf-8")
        with pytest.raises(FolderError, match="--data"):
            Shelf(tmp_path / "data")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write_is_said_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderError, match="--data"):
        Shelf(tmp_path / "data")
    tmp_path.chmod(0o700)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    root = tmp_path / "not" / "yet"
    assert shelf_in(root).sessions() == []
    assert root.is_dir()


def test_a_folder_of_a_newer_version_is_refused_and_left_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_tui.ledger.shelf.FORMAT", 2)
    shelf_in(tmp_path).create()
    monkeypatch.undo()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(NewerFormatError):
        shelf_in(tmp_path)
    assert {path: path.read_bytes() for path in before} == before


def test_no_change_of_a_byte_makes_the_folder_look_newer(shelf: Shelf) -> None:
    shelf.create()
    mark = shelf.root / "danvan.json"
    whole = mark.read_bytes()
    for place in range(len(whole)):
        for mask in (0xFF, *(1 << bit for bit in range(8))):
            damaged = bytearray(whole)
            damaged[place] ^= mask
            mark.write_bytes(damaged)
            assert codes(Shelf(shelf.root, new_id=CountedIds())) == ["DT-2026-001"]
