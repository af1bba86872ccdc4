"""Moves a register from one database to another, and proves that both hold the same."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, select

from danvan_tui.language import _
from danvan_tui.office.register import tables
from danvan_tui.office.register.appending import append_rows
from danvan_tui.office.register.comparing import Digest, digests
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import BusyError, RegisterError
from danvan_tui.office.register.making import make_or_check

_AT_ONCE: Final = 1000


def move(source: Database, target: Database) -> dict[str, Digest]:
    """Copy everything, and say what stands for each table on both sides; raises RegisterError.

    The source stays as it is. Where the two differ at the end, the target stays empty.
    """
    make_or_check(source, may_make=False)
    make_or_check(target, may_make=True)
    with source.alone() as here:
        if here is None:
            raise BusyError
        with target.writing() as there:
            _check_empty(there)
            there.execute(delete(tables.register))
            for table in tables.metadata.sorted_tables:
                for rows in _rows(here, table):
                    append_rows(there, table, rows)
            wanted, found = digests(here), digests(there)
            if wanted != found:
                raise _differing(wanted, found)
            there.commit()
    return found


def _check_empty(connection: Connection) -> None:
    for table in tables.metadata.sorted_tables:
        if table is not tables.register and connection.execute(select(table).limit(1)).first():
            raise RegisterError(
                _(
                    "There is a register already at the place to move to, and it is not empty. "
                    "Nothing was changed; please choose an empty database or another file."
                )
            )


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = connection.execute(select(table), execution_options={"yield_per": _AT_ONCE})
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]


def _differing(wanted: dict[str, Digest], found: dict[str, Digest]) -> RegisterError:
    names = ", ".join(name for name in wanted if wanted[name] != found.get(name))
    return RegisterError(
        _(
            "What arrived is not what was sent ({names}). The new place was left empty and the "
            "register stays where it was; please try again."
        ).format(names=names)
    )
