"""Promise: an office moves to a database and back, and leaves no register nobody looks after."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.model.settings import read_settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.upkeep import move_register
from tests.office.carried import FieldLaptop
from tests.office.register.conftest import schema_in
from tests.office.register.sent import held


@pytest.fixture
def database(postgresql: str) -> str:
    return schema_in(postgresql)


def read_again(office: Office) -> Office:
    """The office as the next command finds it."""
    return Office(office.root, read_settings(office.root), clock=office.clock)


def test_there_and_back(office: Office, laptop: FieldLaptop, stick: Path, database: str) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office.register)
    assert move_register(office, database) == before
    there = read_again(office)
    assert there.register_at == database
    assert held(there.register) == before
    assert not list(office.folder.glob("register.sqlite*"))
    assert move_register(there, "") == before
    back = read_again(office)
    assert back.register_at == office.own_register
    assert held(back.register) == before
    back.close()


def test_a_new_office_can_begin_in_a_database(office: Office, database: str) -> None:
    move_register(office, database)
    assert read_again(office).register_at == database


def test_what_does_not_arrive_changes_nothing(
    office: Office, laptop: FieldLaptop, stick: Path, database: str
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    move_register(office, database)
    there = read_again(office)
    office.own_register.write_bytes(b"something else")
    with pytest.raises(RegisterError):
        move_register(there, "")
    assert office.own_register.read_bytes() == b"something else"
    assert read_again(office).register_at == database
