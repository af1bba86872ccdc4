"""A register moves from SQLite to PostgreSQL and back, and both are proved to hold the same.

Whatever others do meanwhile, and wherever it breaks off, nothing is written that nobody sees.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, update

from danvan_tui.office.register import tables
from danvan_tui.office.register.comparing import Digest
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import (
    BusyError,
    MissingRegisterError,
    MovedError,
    RegisterError,
)
from danvan_tui.office.register.moving import empty, move
from danvan_tui.office.register.outcomes import Taken, Verdict
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


class PowerCutError(Exception):
    """Everything ends here."""


def kept() -> None:
    """The settings name the new place."""


def cut() -> None:
    """The power is cut before the settings name it."""
    raise PowerCutError


def carry(where: str, elsewhere: str, keep: Callable[[], None] = kept) -> dict[str, Digest]:
    """Move the register, as a command of its own."""
    with closing(Database(where)) as source, closing(Database(elsewhere)) as target:
        return move(source, target, keep)


def test_both_hold_the_same(register: Register, where: str, elsewhere: str, tmp_path: Path) -> None:
    fill(register)
    register.next_serial()
    before = held(register)
    assert carry(where, elsewhere) == before
    moved = open_register(elsewhere, tmp_path / "kept", clock=clock, seal=sealed)
    assert held(moved) == before
    bring(moved, file_of(begun("s7"), session="s7"))
    moved.undo_last("Lan")
    moved.close()


def test_only_into_an_empty_place(
    register: Register, where: str, elsewhere: str, tmp_path: Path
) -> None:
    fill(register)
    other = open_register(elsewhere, tmp_path / "kept-elsewhere", clock=clock)
    bring(other, file_of(begun("s7"), session="s7"))
    before = held(register), held(other)
    with pytest.raises(RegisterError, match="not empty"):
        carry(where, elsewhere)
    assert (held(register), held(other)) == before
    other.close()


def test_what_differs_on_the_way_is_found(register: Register, where: str, elsewhere: str) -> None:
    fill(register)
    before = held(register)
    target = Database(elsewhere)
    spoilt = update(tables.sessions).values(conflicts=77)

    @event.listens_for(target.engine, "before_cursor_execute")
    def spoil(connection: Connection, _cursor: object, said: str, *_rest: object) -> None:
        if said.startswith("SELECT sessions.id, sessions.edition"):
            connection.execute(spoilt)

    with pytest.raises(RegisterError, match="sessions"):
        move(Database(where), target, kept)
    event.remove(target.engine, "before_cursor_execute", spoil)
    assert held(register) == before
    assert carry(where, elsewhere) == before


def test_who_waits_to_write_in_that_moment_is_told_and_loses_nothing(
    register: Register, opened: Callable[[], Register], where: str, elsewhere: str, tmp_path: Path
) -> None:
    """Another window: it begins to write while everything is copied, and waits for the lock."""
    fill(register)
    second, late = opened(), file_of(begun("s7"), session="s7")
    second.summaries()
    target = Database(elsewhere)
    with ThreadPoolExecutor() as pool:
        waiting: list[Future[list[Taken]]] = []

        @event.listens_for(target.engine, "before_cursor_execute")
        def begin_to_write(_at: Connection, _cursor: object, said: str, *_rest: object) -> None:
            if said.startswith("DELETE FROM register"):  # from here on both are locked
                waiting.append(pool.submit(bring, second, late))

        before = move(Database(where), target, kept)
        with pytest.raises(MovedError, match="start danvan again"):
            waiting[0].result(60)
    moved = open_register(elsewhere, tmp_path / "kept", clock=clock, seal=sealed)
    assert held(moved) == before
    assert bring(moved, late)[0].verdict is Verdict.NEW
    moved.close()


@pytest.mark.parametrize("is_emptied", [False, True])
def test_nobody_goes_on_where_it_was(
    register: Register,
    opened: Callable[[], Register],
    where: str,
    elsewhere: str,
    is_emptied: bool,
) -> None:
    """An empty board, or what was on it once, would be no better than what is lost."""
    fill(register)
    carry(where, elsewhere)
    if is_emptied:
        with closing(Database(where)) as old:
            assert empty(old)
    for go_on in (register.next_serial, register.summaries, opened):
        with pytest.raises(MovedError):
            go_on()


@pytest.mark.parametrize("moment", ["copied", "marked"])
def test_the_same_move_goes_on_where_it_broke_off(
    register: Register, where: str, elsewhere: str, moment: str
) -> None:
    fill(register)
    before = held(register)
    with closing(Database(where)) as source, closing(Database(elsewhere)) as target:

        @event.listens_for(source.engine, "commit")
        def break_off(_connection: Connection) -> None:
            if moment == "copied":
                raise PowerCutError

        with pytest.raises(PowerCutError):
            move(source, target, cut)
    assert carry(where, elsewhere) == before


def test_what_was_moved_once_goes_to_no_third_place(
    register: Register, where: str, elsewhere: str, tmp_path: Path
) -> None:
    """A computer whose settings still name the old place would go on from what is outdated."""
    fill(register)
    carry(where, elsewhere)
    with pytest.raises(MovedError):
        carry(where, str(tmp_path / "third.sqlite"))


def test_back_into_what_was_left_behind(register: Register, where: str, elsewhere: str) -> None:
    fill(register)
    before = carry(where, elsewhere)
    assert carry(elsewhere, where) == before
    assert held(register) == before


def test_not_while_somebody_writes(register: Register, where: str, elsewhere: str) -> None:
    with register.importing("Lan", "USB") as importing:
        importing.take(*file_of(begun()))
        with pytest.raises(BusyError):
            carry(where, elsewhere)


def test_an_empty_database_is_no_register_where_files_were_taken(
    opened: Callable[[], Register], elsewhere: str, tmp_path: Path
) -> None:
    """Who only changes the setting must not begin with an empty board."""
    bring(opened(), file_of(begun()))
    with pytest.raises(MissingRegisterError, match="office move"):
        open_register(elsewhere, tmp_path / "kept", clock=clock)
