"""The inbox tells each file once, when it has stopped growing."""

import os
from pathlib import Path

from danvan_tui.office.receiving.inbox import look


def _write(path: Path, data: bytes, second: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (second, second))


def test_a_file_is_told_once_it_stands_as_at_the_look_before(tmp_path: Path) -> None:
    path = tmp_path / "danvan" / "to-office" / "a.danvan"
    _write(path, b"half", 1)
    first = look(tmp_path, {})
    assert first.new == []
    _write(path, b"half and more", 2)
    second = look(tmp_path, first.known)
    assert second.new == []
    third = look(tmp_path, second.known)
    assert third.new == [path]
    fourth = look(tmp_path, third.known)
    assert fourth.new == []


def test_a_file_that_changed_is_told_again(tmp_path: Path) -> None:
    path = tmp_path / "a.danvan"
    _write(path, b"one", 1)
    known = look(tmp_path, look(tmp_path, {}).known).known
    _write(path, b"two", 2)
    seen = look(tmp_path, known)
    assert seen.new == []
    assert look(tmp_path, seen.known).new == [path]


def test_what_went_away_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.danvan"
    _write(path, b"one", 1)
    known = look(tmp_path, look(tmp_path, {}).known).known
    path.unlink()
    assert look(tmp_path, known).known == {}


def test_other_files_and_a_missing_folder_are_nothing(tmp_path: Path) -> None:
    _write(tmp_path / "photo.jpg", b"x", 1)
    assert look(tmp_path, {}).known == {}
    assert look(tmp_path / "gone", {}).known == {}


def test_looking_changes_nothing_it_was_given(tmp_path: Path) -> None:
    _write(tmp_path / "a.danvan", b"one", 1)
    known = look(tmp_path, {}).known
    before = dict(known)
    look(tmp_path, known)
    assert known == before
