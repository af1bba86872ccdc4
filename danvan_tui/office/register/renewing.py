"""Puts a register that was made anew in the place of the old one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.office.register import tables
from danvan_tui.office.register.comparing import Digest, digests
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import (
    BusyError,
    DamagedError,
    MissingRegisterError,
    MovedError,
    RegisterError,
    of_the_disk,
)
from danvan_tui.office.register.events import known_events
from danvan_tui.office.register.file import BESIDE, remove
from danvan_tui.office.register.history import History, history
from danvan_tui.office.register.keeping import Keeping
from danvan_tui.office.register.making import make_or_check
from danvan_tui.office.register.rebuilding import Read, Rebuilding

_NEW: Final = ".new"
_BEFORE: Final = ".before"


class Rebuilt(NamedTuple):
    """What came of making the register anew."""

    tables: dict[str, Digest]
    files: int
    problems: list[str]
    is_as_before: bool
    """Whether the old one could be read, and held the same."""
    before: Path | None = None
    """Where the old one was put that was damaged or held something else."""


def rebuild(
    url: str | Path, kept: Path, *, read: Read, unseal: Callable[[bytes], bytes]
) -> Rebuilt:
    """Make the register anew from the kept files; raises RegisterError, the old one stays then."""
    database, keeping = Database(url), Keeping(kept)
    with contextlib.closing(database):
        known = _known(database, keeping)
        told = history(keeping.files())
        if known is not None:
            _check_all_are_kept(known[1], told)
        before = known[0] if known else None
        if database.path is None:
            return _in_place(database, told, before, read, unseal)
        return _beside(database, told, before, read, unseal)


def _known(database: Database, keeping: Keeping) -> tuple[dict[str, Digest], set[int]] | None:
    """What the old register holds, and what was done to it; None where it cannot be read.

    It knows which kept files a crash left that were never taken.
    """
    try:
        make_or_check(database, may_make=False)
        with database.alone() as connection:
            if connection is None:
                raise BusyError
            keeping.reconcile(lambda ids: known_events(connection, ids))
            events = set(connection.execute(select(tables.events.c.id)).scalars())
            return digests(connection), events
    except (DamagedError, MissingRegisterError, MovedError):
        return None


def _check_all_are_kept(known: set[int], told: History) -> None:
    """Refuse to lose what was taken on another computer, whose kept files are there."""
    lost = known - {one.event.id for one in told.events}
    if lost:
        raise RegisterError(
            _(
                "The kept files do not tell everything this register holds ({count} steps are "
                "missing): they lie on another computer, or were taken away. Nothing was changed; "
                "please copy the folders “kept” together, then do it again."
            ).format(count=len(lost))
        )


def _in_place(
    database: Database,
    told: History,
    before: dict[str, Digest] | None,
    read: Read,
    unseal: Callable[[bytes], bytes],
) -> Rebuilt:
    """In a database that others may use: everything in one transaction."""
    make_or_check(database, may_make=True)
    with database.alone() as connection:
        if connection is None:
            raise BusyError
        serial = connection.execute(select(tables.register.c.serial)).scalar() or 0
        for table in tables.metadata.sorted_tables:
            connection.execute(delete(table))
        connection.execute(insert(tables.register), {"format": tables.FORMAT, "serial": serial})
        work = _again(connection, told, read, unseal)
        found = digests(connection)
        connection.commit()
    return Rebuilt(found, work.files, work.problems, _same(before, found))


def _beside(
    database: Database,
    told: History,
    before: dict[str, Digest] | None,
    read: Read,
    unseal: Callable[[bytes], bytes],
) -> Rebuilt:
    """In a new file, which takes the place of the old one when it is whole."""
    assert database.path is not None
    path = database.path
    new = path.with_name(path.name + _NEW)
    remove(new)
    fresh = Database(new)
    with contextlib.closing(fresh):
        make_or_check(fresh, may_make=True)
        with fresh.writing() as connection:
            work = _again(connection, told, read, unseal)
            found = digests(connection)
            connection.commit()
        fresh.forget_deleted()
    database.close()
    same = _same(before, found)
    old = path.with_name(path.name + _BEFORE) if path.exists() and not same else None
    try:
        _replace(new, path, old)
    except OSError as error:
        raise of_the_disk(error) from error
    return Rebuilt(found, work.files, work.problems, same, old)


def _again(
    connection: Connection, told: History, read: Read, unseal: Callable[[bytes], bytes]
) -> Rebuilding:
    work = Rebuilding(connection, read, unseal, problems=[*told.problems])
    for happened in told.events:
        work.do_again(happened)
    return work


def _same(before: dict[str, Digest] | None, found: dict[str, Digest]) -> bool:
    """Whether all that the kept files tell is as it was: the numbers of receipts they do not."""
    apart = tables.register.name
    return before is not None and all(
        before[name] == found[name] for name in found if name != apart
    )


def _replace(new: Path, path: Path, old: Path | None) -> None:
    if old is not None:
        remove(old)
        disk.replace(path, old)
    for suffix in BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    disk.replace(new, path)
    disk.flush_folder(path.parent)
