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
    """See that there is a register this version can use; raises RegisterError, nothing changed."""
    if _is_there(database):
        return
    if not may_make:
        raise MissingRegisterError
    if database.path is not None:
        _make_file(database.path)
    with database.writing() as connection:
        if database.path is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
        if not _has_tables(connection):
            tables.metadata.create_all(connection)
            connection.execute(insert(tables.register), {"format": tables.FORMAT})
            connection.commit()


def _is_there(database: Database) -> bool:
    if database.path is not None:  # looked at from outside: opening it would already change a file
        return _is_in_file(database.path)
    with database.reading() as connection:
        return _has_tables(connection)


def _has_tables(connection: Connection) -> bool:
    names = set(inspect(connection).get_table_names())
    if tables.register.name not in names:
        if names & tables.metadata.tables.keys():
            raise DamagedError
        return False
    asked = select(tables.register.c.format)
    _check(connection.execute(asked).scalar())
    return True


def _check(found: int | None) -> None:
    if found is None:
        raise DamagedError
    if found > tables.FORMAT:
        raise NewerRegisterError


def _is_in_file(path: Path) -> bool:
    """Whether a file holds a register; raises RegisterError where it holds something else."""
    try:
        if not path.exists() or not path.stat().st_size:
            return False
    except OSError as error:
        raise of_the_disk(error) from error
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return False
            found = connection.execute("SELECT format FROM register").fetchone()
    except sqlite3.Error as error:
        raise of_a_look(error) from error
    _check(found[0] if found else None)
    return True


def _make_file(path: Path) -> None:
    """A file of nobody else's: what the law protects stands in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with disk.opened(path, new=True):
                pass
    except OSError as error:
        raise of_the_disk(error) from error
