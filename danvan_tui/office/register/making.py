"""Makes the tables of a new register, and refuses what is none or a newer one."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, inspect, select, text

from danvan_tui.ledger import disk
from danvan_tui.office.register import tables
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import (
    DamagedError,
    MissingRegisterError,
    NewerRegisterError,
    of_the_disk,
)
from danvan_tui.office.register.telling import of_a_look

_MAKING: Final = 0x64616E77  # the lock of whoever makes the tables


def make_or_check(database: Database, *, may_make: bool) -> None:
    """See that there is a register this version can use; raises RegisterError, nothing changed.

    One that was moved away is known to be one: who reads or writes it is refused.
    """
    found = format_at(database)
    if found is None:
        if not may_make:
            raise MissingRegisterError
        _make(database)
    elif tables.FORMAT < found != tables.MOVED:
        raise NewerRegisterError


def _make(database: Database) -> None:
    if database.path is not None:
        _make_file(database.path)
    with database.writing(even_moved=True) as connection:
        if database.path is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
        if _format_in(connection) is None:
            tables.metadata.create_all(connection)
            connection.execute(insert(tables.register), {"format": tables.FORMAT})
            connection.commit()


def format_at(database: Database) -> int | None:
    """The version of the tables; None where there are none."""
    if database.path is not None:  # looked at from outside: opening it would already change a file
        return _format_of(database.path)
    with database.reading(even_moved=True) as connection:
        return _format_in(connection)


def _format_in(connection: Connection) -> int | None:
    names = set(inspect(connection).get_table_names())
    if tables.register.name not in names:
        if names & tables.metadata.tables.keys():
            raise DamagedError
        return None
    found: int | None = connection.execute(select(tables.register.c.format)).scalar()
    if found is None:
        raise DamagedError
    return found


def _format_of(path: Path) -> int | None:
    """The same of a file; raises RegisterError where it holds something else."""
    try:
        if not path.exists() or not path.stat().st_size:
            return None
    except OSError as error:
        raise of_the_disk(error) from error
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return None
            found = connection.execute("SELECT format FROM register").fetchone()
    except sqlite3.Error as error:
        raise of_a_look(error) from error
    if not found:
        raise DamagedError
    return int(found[0])


def _make_file(path: Path) -> None:
    """A file of nobody else's: what the law protects stands in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with disk.opened(path, new=True):
                pass
    except OSError as error:
        raise of_the_disk(error) from error
