"""A register moves from SQLite to PostgreSQL and back, and both are proved to hold the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, update

from danvan_tui.office.register import tables
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import BusyError, MissingRegisterError, RegisterError
from danvan_tui.office.register.moving import move
from danvan_tui.office.register.register import Register, open_register
from tests.office.register.conftest import schema_in
from tests.office.register.sent import begun, bring, clock, file_of, held, sealed
from tests.office.register.test_rebuilding import fill


@pytest.fixture
def elsewhere(where: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The other kind of database, empty."""
    if where.startswith("postgresql"):
        return str(tmp_path / "elsewhere" / "register.sqlite")
    return schema_in(request.getfixturevalue("postgresql"))


def test_both_hold_the_same(register: Register, where: str, elsewhere: str, tmp_path: Path) -> None:
    fill(register)
    register.next_serial()
    before = held(register)
    assert move(Database(where), Database(elsewhere)) == before
    assert held(register) == before
    moved = open_register(elsewhere, tmp_path / "kept", clock=clock, seal=sealed)
    assert held(moved) == before
    bring(moved, file_of(begun("s7"), session="s7"))
    moved.undo_last("Lan")
    moved.close()


def test_only_into_an_empty_place(register: Register, where: str, elsewhere: str) -> None:
    fill(register)
    move(Database(where), Database(elsewhere))
    with pytest.raises(RegisterError, match="not empty"):
        move(Database(where), Database(elsewhere))


def test_what_differs_on_the_way_is_found(register: Register, where: str, elsewhere: str) -> None:
    fill(register)
    target = Database(elsewhere)
    spoilt = update(tables.sessions).values(conflicts=77)

    @event.listens_for(target.engine, "before_cursor_execute")
    def spoil(connection: Connection, _cursor: object, said: str, *_rest: object) -> None:
        if said.startswith("SELECT sessions.id, sessions.edition"):
            connection.execute(spoilt)

    with pytest.raises(RegisterError, match="sessions"):
        move(Database(where), target)
    event.remove(target.engine, "before_cursor_execute", spoil)
    assert move(Database(where), Database(elsewhere)) == held(register)


def test_not_while_somebody_writes(register: Register, where: str, elsewhere: str) -> None:
    with register.importing("Lan", "USB") as importing:
        importing.take(*file_of(begun()))
        with pytest.raises(BusyError):
            move(Database(where), Database(elsewhere))


def test_an_empty_database_is_no_register_where_files_were_taken(
    opened: Callable[[], Register], elsewhere: str, tmp_path: Path
) -> None:
    """Who only changes the setting must not begin with an empty board."""
    bring(opened(), file_of(begun()))
    with pytest.raises(MissingRegisterError, match="office move"):
        open_register(elsewhere, tmp_path / "kept", clock=clock)
