"""The database behind the register: one engine, and its failures in sentences for people."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, select, text

from danvan_tui.language import _
from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import (
    BusyError,
    CollisionError,
    MissingRegisterError,
    MovedError,
    RegisterError,
    of_the_disk,
)
from danvan_tui.office.register.telling import of_a_look, told

_T = TypeVar("_T")

_TRIES: Final = 5
_PATIENCE: Final = 20  # seconds that somebody else's writing may last
_POSTGRESQL: Final = "postgresql://"
_IN_FLIGHT: Final = 0x64616E76  # the lock that everybody shares who is writing
_WRITES: Final = "danvan_patience"  # the option of a connection that writes
_WAIT_AT_MOST: Final = text("SELECT set_config('lock_timeout', :time, true)")
_BY_INDEX: Final = text("SELECT set_config('enable_seqscan', 'off', true)")
"""Plans are made once, while the tables may still be empty, and then read them whole each time."""
_FILE: Final = "danvan_file"  # which file a connection has open
_SHORTLY: Final = "300ms"  # for a session that another import holds; then we go back and queue up
_AT_ONCE: Final = "1ms"
_AMONG_OTHERS: Final = text("SELECT pg_advisory_xact_lock_shared(:key)")
_ALONE: Final = text("SELECT pg_advisory_xact_lock(:key)")
_TRY_ALONE: Final = text("SELECT pg_try_advisory_xact_lock(:key)")
_WRITE_BACK: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
_FORMAT: Final = select(tables.register.c.format)


class Database:
    """Gives connections; whatever fails on them is a RegisterError."""

    def __init__(self, url: str | Path) -> None:
        """Say where the register is; nothing is opened or made yet."""
        said = str(url)
        self.path = None if "://" in said else Path(said)
        self.engine = _sqlite(self.path) if self.path else _postgresql(said)

    @property
    def name(self) -> str:
        """Where it lies, without any password."""
        address = self.engine.url.set(drivername="postgresql").difference_update_query(["password"])
        return str(self.path or address.render_as_string())

    @contextlib.contextmanager
    def reading(self, *, even_moved: bool = False) -> Iterator[Connection]:
        """A connection that sees one state of the register from its first question on."""
        options = {} if self.path else {"isolation_level": "REPEATABLE READ"}
        with told(), self.engine.connect() as bare:
            connection = bare.execution_options(**options)
            with connection.begin():
                if not even_moved:
                    _check_still_here(connection)
                yield connection

    @contextlib.contextmanager
    def writing(
        self, *, patience: int = _PATIENCE, is_alone: bool = False, even_moved: bool = False
    ) -> Iterator[Connection]:
        """A connection whose changes are lost unless they are committed.

        In SQLite nobody else writes meanwhile; in PostgreSQL others do, in other sessions, unless
        ``is_alone`` makes them wait. Whoever had to wait may find the register moved away.
        """
        with told(), self.engine.connect() as bare:
            connection = bare.execution_options(**{_WRITES: patience})
            connection.begin()
            if not self.path:
                _queue_up(connection, patience, is_alone=is_alone)
            try:
                if not even_moved:
                    _check_still_here(connection)
                yield connection
            except BaseException:
                connection.invalidate()  # whatever it was in the middle of, nobody goes on there
                raise

    @contextlib.contextmanager
    def alone(self, *, even_moved: bool = False) -> Iterator[Connection | None]:
        """A connection while nobody else writes; None where somebody does."""
        with contextlib.ExitStack() as stack:
            try:
                connection = stack.enter_context(self.writing(patience=0, even_moved=even_moved))
            except BusyError:
                yield None
            else:
                yield connection if self._is_alone(connection) else None

    def again_and_again(self, work: Callable[[bool], _T]) -> _T:
        """Do it, beginning anew a bounded number of times after a collision.

        ``work`` hears whether it has to be alone: from the second time on, so that those who
        collided do not collide again.
        """
        with contextlib.suppress(CollisionError):
            return work(False)
        for _try in range(_TRIES - 2):
            with contextlib.suppress(CollisionError):
                return work(True)
        return work(True)

    def forget_deleted(self, *, may_shrink: bool = False) -> bool:
        """Leave nothing of what was deleted beside what stands; False: somebody reads just now."""
        with told(), self.engine.connect() as bare:
            if not self.path:
                connection = bare.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("VACUUM operations, sessions"))
                return True
            cursor = bare.connection.cursor()  # outside of any transaction
            try:
                busy = cursor.execute(_WRITE_BACK).fetchone()[0]
                if may_shrink and not busy:
                    cursor.execute("VACUUM")
                    busy = cursor.execute(_WRITE_BACK).fetchone()[0]
            except sqlite3.Error as error:  # of the driver itself
                raise of_a_look(error) from error
            finally:
                cursor.close()
            return not busy

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    def _is_alone(self, connection: Connection) -> bool:
        if self.path:
            return True
        return bool(connection.execute(_TRY_ALONE, {"key": _IN_FLIGHT}).scalar())


def _check_still_here(connection: Connection) -> None:
    if connection.execute(_FORMAT).scalar() == tables.MOVED:
        raise MovedError


def _queue_up(connection: Connection, patience: int, *, is_alone: bool) -> None:
    """Begin writing in PostgreSQL, among others or after all of them."""
    connection.execute(_WAIT_AT_MOST, {"time": f"{patience}s" if patience else _AT_ONCE})
    try:
        with told():
            connection.execute(_ALONE if is_alone else _AMONG_OTHERS, {"key": _IN_FLIGHT})
    except CollisionError as error:
        raise BusyError from error
    connection.execute(_WAIT_AT_MOST, {"time": _SHORTLY})
    connection.execute(_BY_INDEX)


def _postgresql(url: str) -> Engine:
    try:
        address = url.replace(_POSTGRESQL, "postgresql+psycopg://", 1)
        return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise RegisterError(
            _(
                "PostgreSQL needs one more package. Nothing was changed; in danvan's folder run "
                '.venv/bin/pip install ".[postgresql]" (Windows: .venv\\Scripts\\pip).'
            )
        ) from error
    except (exc.ArgumentError, ValueError) as error:  # no address at all
        raise RegisterError(
            _(
                "The setting “register” cannot be read as an address. "
                "Nothing was changed; please correct settings.toml."
            )
        ) from error


def _sqlite(path: Path) -> Engine:
    address = URL.create("sqlite", database=str(path))
    engine = create_engine(address, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "connect", lambda _connection, record: _note_file(path, record))
    event.listen(engine, "checkout", lambda _connection, record, _of: _check_file(path, record))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - of the driver
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    try:
        for pragma in (
            "page_size = 8192",  # of a new file; several operations fit on one
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "journal_size_limit = 0",
        ):
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _note_file(path: Path, record: Any) -> None:  # noqa: ANN401 - of the pool
    record.info[_FILE] = _file_of(path)


def _check_file(path: Path, record: Any) -> None:  # noqa: ANN401 - of the pool
    """Let nobody go on in a file that another window moved away or made anew meanwhile."""
    if _file_of(path) != record.info[_FILE]:
        raise exc.DisconnectionError  # the pool connects anew


def _file_of(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError as error:
        raise MissingRegisterError from error
    except OSError as error:
        raise of_the_disk(error) from error


def _begin(connection: Connection) -> None:
    patience = connection.get_execution_options().get(_WRITES)
    if patience is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience) * 1000}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
