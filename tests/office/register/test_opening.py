"""A register that cannot be used is refused in a sentence and left as it is."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import (
    AwayError,
    DamagedError,
    NewerRegisterError,
    RegisterError,
    UnusableError,
)
from danvan_tui.office.register.register import Register, open_register
from tests.office.register.sent import begun, bring, clock, file_of, files_of, held


def test_newer_register_is_left_unharmed(
    register: Register, opened: Callable[[], Register]
) -> None:
    bring(register, file_of(begun()))
    with register.database.writing() as connection:
        connection.execute(update(tables.register).values(format=tables.FORMAT + 1))
        connection.commit()
    before = held(register)
    with pytest.raises(NewerRegisterError, match="newer version"):
        opened()
    assert held(register) == before


def test_newer_file_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "office" / "register.sqlite"
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE register (format INTEGER, other TEXT)")
        connection.execute("INSERT INTO register VALUES (7, 'x')")
    connection.close()
    before = files_of(path.parent)
    with pytest.raises(NewerRegisterError):
        open_register(path, tmp_path / "kept", clock=clock)
    assert files_of(path.parent) == before


@pytest.mark.parametrize("data", [b"no database at all" * 100, b"SQLite format 3\0" + b"\1" * 4000])
def test_other_files_keep_their_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "register.sqlite"
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        open_register(path, tmp_path / "kept", clock=clock)
    assert path.read_bytes() == data


def test_other_database_keeps_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sessions (mine TEXT)")
    connection.close()
    with pytest.raises(DamagedError):
        open_register(path, tmp_path / "kept", clock=clock)


def test_empty_file_becomes_a_register(tmp_path: Path) -> None:
    """Somebody pulled the plug in the moment it was made."""
    path = tmp_path / "register.sqlite"
    path.touch()
    register = open_register(path, tmp_path / "kept", clock=clock)
    assert register.summaries() == []
    register.close()


def test_folder_that_goes_while_it_is_open_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    register = open_register(folder / "register.sqlite", tmp_path / "kept", clock=clock)
    shutil.rmtree(folder)
    folder.touch()  # something else stands there now
    with pytest.raises(UnusableError):
        register.summaries()
    register.close()


def test_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableError):
        open_register(tmp_path / "file" / "register.sqlite", tmp_path / "kept", clock=clock)


@pytest.mark.parametrize("url", ["postgresql://h:port/x", "http://x/y"])
def test_addresses_of_nothing(tmp_path: Path, url: str) -> None:
    with pytest.raises(RegisterError, match=r"settings\.toml"):
        open_register(url, tmp_path / "kept", clock=clock)


def test_database_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(AwayError, match="does not answer"):
        open_register("postgresql://127.0.0.1:1/nowhere", tmp_path / "kept", clock=clock)
