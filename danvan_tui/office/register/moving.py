"""Moves a register from one database to another, and proves that both hold the same."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, select, update

from danvan_tui.language import _
from danvan_tui.office.register import tables
from danvan_tui.office.register.appending import append_rows
from danvan_tui.office.register.comparing import Digest, digests
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import BusyError, MovedError, RegisterError
from danvan_tui.office.register.making import format_at, make_or_check

_AT_ONCE: Final = 1000
_PATIENCE: Final = 2  # seconds that another window may go on reading what is to be emptied
_CONTENT: Final = [one for one in tables.metadata.sorted_tables if one is not tables.register]


def move(
    source: Database, target: Database, keep: Callable[[], None], *, may_make: bool = False
) -> dict[str, Digest]:
    """Copy everything, and say what stands for each table on both sides; raises RegisterError.

    ``keep`` writes down where the register is from now on. The source is marked before, so that
    nobody who waits for it, or looks for it there, writes what nobody would see; wherever this
    breaks off, the same move goes on.
    """
    make_or_check(source, may_make=may_make)
    make_or_check(target, may_make=True)
    with source.alone(even_moved=True) as here, target.alone(even_moved=True) as there:
        if here is None or there is None:
            raise BusyError
        found = _copy(here, there)
        there.commit()
        here.execute(update(tables.register).values(format=tables.MOVED))
        here.commit()
    keep()
    return found


def empty(moved: Database) -> bool:
    """Leave nothing but the mark in a file that was moved away; False: something stands in it."""
    try:
        if format_at(moved) != tables.MOVED:
            return False
        with moved.writing(patience=_PATIENCE, even_moved=True) as connection:
            for table in _CONTENT:
                connection.execute(delete(table))
            connection.commit()
        return moved.forget_deleted(may_shrink=True)
    except RegisterError:  # a full disk, or somebody who does not stop reading
        return False


def _copy(here: Connection, there: Connection) -> dict[str, Digest]:
    """Make both hold the same; a target that does already was left by a move that broke off."""
    was_moved = here.execute(select(tables.register.c.format)).scalar() == tables.MOVED
    here.execute(update(tables.register).values(format=tables.FORMAT))
    is_empty = not any(there.execute(select(table).limit(1)).first() for table in _CONTENT)
    if not was_moved:  # else it must be there already, or it was moved to yet another place
        there.execute(delete(tables.register))
        for table in (tables.register, *(_CONTENT if is_empty else ())):
            for rows in _rows(here, table):
                append_rows(there, table, rows)
    wanted, found = digests(here), digests(there)
    if wanted == found:
        return found
    if was_moved:
        raise MovedError
    raise _differing(wanted, found) if is_empty else _not_empty()


def _not_empty() -> RegisterError:
    return RegisterError(
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
