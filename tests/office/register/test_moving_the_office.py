"""Promise: an office moves to a database and back, and leaves no register nobody looks after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.disk import unfinished
from danvan_tui.model.settings import FILE, Settings, SettingsError, read_settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.register.errors import MovedError, RegisterError
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.upkeep import move_register, rebuild_register
from tests.office.carried import FieldLaptop
from tests.office.register.conftest import schema_in
from tests.office.register.sent import held


@pytest.fixture
def database(postgresql: str) -> str:
    return schema_in(postgresql)


def read_again(office: Office) -> Office:
    """The office as the next command finds it."""
    return Office(office.root, read_settings(office.root), clock=office.clock)


@pytest.fixture
def second(office: Office) -> Iterator[Office]:
    """Another window, which has the register open."""
    window = Office(office.root, office.settings, clock=office.clock)
    window.register.imports()
    yield window
    window.close()


def written(office: Office) -> bytes:
    """All that stands in the office's own file, and beside it."""
    return b"".join(path.read_bytes() for path in office.folder.glob("register.sqlite*"))


def test_there_and_back(office: Office, laptop: FieldLaptop, stick: Path, database: str) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office.register)
    moved = move_register(office, database)
    assert (moved.tables, moved.left) == (before, "")
    there = read_again(office)
    assert there.register_at == database
    assert held(there.register) == before
    moved = move_register(there, "")
    assert moved.tables == before
    assert moved.left.startswith("postgresql://")
    back = read_again(office)
    assert back.register_at == office.own_register
    assert held(back.register) == before
    back.close()


def test_nothing_stands_in_the_file_that_is_left(
    office: Office, laptop: FieldLaptop, stick: Path, database: str, second: Office
) -> None:
    """It only says that it was moved, also where another window keeps it open."""
    laptop.send(laptop.session(*["Đường hỏng " * 600] * 99), stick)
    import_files(office, [stick], commit=True)
    size = len(written(office))
    assert move_register(office, database).left == ""
    assert "hỏng".encode() not in written(office)
    assert len(written(office)) < size / 2
    laptop.send(laptop.session("Mương tắc"), stick)
    with pytest.raises(MovedError, match="start danvan again"):
        import_files(second, [stick], commit=True)
    there = read_again(office)
    assert import_files(there, [stick], commit=True).items[-1].verdict is Verdict.NEW
    there.close()


def test_a_command_that_read_the_settings_before_makes_no_register_of_its_own(
    office: Office, database: str
) -> None:
    late = read_again(office)
    move_register(office, database)
    with pytest.raises(MovedError):
        late.register.imports()


def test_what_another_window_does_not_let_go_of_is_told(
    office: Office, laptop: FieldLaptop, stick: Path, database: str, second: Office
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    with second.register.database.reading():
        assert move_register(office, database).left == str(office.own_register)
        assert "hỏng".encode() in written(office)
    there = read_again(office)
    with pytest.raises(RegisterError, match="already"):
        move_register(there, database)
    assert "hỏng".encode() not in written(office)


def test_a_register_that_was_not_moved_is_never_emptied(
    office: Office, laptop: FieldLaptop, stick: Path, database: str
) -> None:
    """Somebody named a database in the settings and only then looked for the command."""
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office.register)
    changed = Settings(office_name=office.settings.office_name, register=database)
    with pytest.raises(RegisterError, match="already"):
        move_register(Office(office.root, changed, clock=office.clock), database)
    assert held(office.register) == before


def test_settings_that_cannot_be_written_let_the_same_move_go_on(
    office: Office, laptop: FieldLaptop, stick: Path, database: str
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office.register)
    unfinished(office.root / FILE).mkdir()
    with pytest.raises(SettingsError, match="write this line"):
        move_register(office, database)
    unfinished(office.root / FILE).rmdir()
    with pytest.raises(MovedError):
        office.register.imports()
    assert move_register(office, database).tables == before
    assert held(read_again(office).register) == before


def test_made_anew_where_the_database_is_lost(
    office: Office, laptop: FieldLaptop, stick: Path, database: str
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office.register)
    move_register(office, database)
    made = rebuild_register(office)
    assert made.tables["operations"] == before["operations"]
    assert held(office.register)["operations"] == before["operations"]


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
