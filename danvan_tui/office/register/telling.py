"""The failures of the databases, said as failures of the register."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import exc

from danvan_tui.office.register.errors import (
    AwayError,
    BusyError,
    CollisionError,
    DamagedError,
    FullError,
    RegisterError,
    UnusableError,
)

_STATES: Final[dict[str, Callable[[], RegisterError]]] = {
    "23505": CollisionError,  # unique violation: somebody else was first
    "40001": CollisionError,  # serialization failure
    "40P01": CollisionError,  # deadlock
    "42P01": DamagedError,  # a table is missing
    "53100": FullError,
    "55P03": CollisionError,  # somebody else holds what we need, for longer than we wait
    "57014": BusyError,
}
_AWAY: Final = ("08", "57P", "53300", "28", "3D")
_NO_RIGHT: Final = {"42501", "25006"}  # to read or write these tables
_OF_SQLITE: Final[dict[str, Callable[[], RegisterError]]] = {
    "SQLITE_BUSY": BusyError,
    "SQLITE_LOCKED": BusyError,
    "SQLITE_FULL": FullError,
    "SQLITE_CORRUPT": DamagedError,
    "SQLITE_NOTADB": DamagedError,
}


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Whatever the database refuses in here becomes a RegisterError."""
    try:
        yield
    except exc.TimeoutError as error:  # of the pool: others use every connection
        raise BusyError from error
    except exc.DBAPIError as error:
        raise _failure(error) from error


def _failure(error: exc.DBAPIError) -> Exception:
    name = getattr(error.orig, "sqlite_errorname", None)
    if isinstance(name, str):
        return _of_sqlite(error, name)
    state = getattr(error.orig, "sqlstate", None)
    if state in _STATES:
        return _STATES[state]()
    passing = isinstance(error, exc.OperationalError | exc.InterfaceError) and state is None
    if error.connection_invalidated or passing or str(state).startswith(_AWAY):
        return AwayError()
    refused = state in _NO_RIGHT or _is_of_the_server(error)
    return UnusableError(_first_line(error)) if refused else error


def of_a_look(error: sqlite3.Error) -> RegisterError:
    """Why a file cannot be looked into: only what holds no tables of ours is damaged."""
    name = getattr(error, "sqlite_errorname", "") or "SQLITE_NOTADB"
    if name == "SQLITE_ERROR":  # a table that every register has is not there
        return DamagedError()
    return _named(name) or UnusableError(str(error))


def _of_sqlite(error: exc.DBAPIError, name: str) -> Exception:
    failure = _named(name)
    if failure is not None:
        return failure
    return UnusableError(_first_line(error)) if _is_of_the_server(error) else error


def _named(name: str) -> RegisterError | None:
    return next((made() for begin, made in _OF_SQLITE.items() if name.startswith(begin)), None)


def _is_of_the_server(error: exc.DBAPIError) -> bool:
    """Whether it is no mistake of ours."""
    return isinstance(error, exc.OperationalError)


def _first_line(error: exc.DBAPIError) -> str:
    return str(error.orig).partition("\n")[0]
