"""Events: everything that was done to the register, in the order in which it came to stay."""

import os
from collections.abc import Collection
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from danvan_tui.ledger.operation import Clock
from danvan_tui.office.register import tables
from danvan_tui.office.register.notes import Event
from danvan_tui.office.register.outcomes import Import, Place

_RANDOM_BITS: Final = 20


class Kind(StrEnum):
    """What was done."""

    IMPORT = "import"
    REFUSAL = "refusal"
    UNDO = "undo"
    OWN = "own"
    CONFIRMATION = "confirmation"
    DISTRUST = "distrust"


def new_event(clock: Clock, kind: Kind, by: str, source: str = "") -> Event:
    """An event with an id that never repeats, in the order of making as far as clocks allow."""
    now = clock()
    milliseconds = int(now.timestamp() * 1000) & (1 << 42) - 1
    drawn = int.from_bytes(os.urandom(4), "big") & (1 << _RANDOM_BITS) - 1
    return Event(
        id=milliseconds << _RANDOM_BITS | drawn,
        kind=kind,
        at=now.isoformat(timespec="seconds"),
        by=by,
        source=source,
    )


def settle(connection: Connection, event: Event) -> int:
    """Give an event its place behind all others, and write it down.

    Whoever settles next waits until this transaction ends, so there are no gaps.
    """
    register = tables.register
    connection.execute(update(register).values(place=register.c.place + 1))
    place: int = connection.execute(select(register.c.place)).scalar_one()
    connection.execute(
        insert(tables.events),
        {
            "id": event.id,
            "place": place,
            "kind": event.kind,
            "at": event.at,
            "by": event.by,
            "source": event.source,
        },
    )
    return place


def place_of(connection: Connection) -> Place:
    """How far the register has come."""
    life = connection.execute(select(tables.register.c.life)).scalar_one()
    newest = select(tables.events.c.id).order_by(tables.events.c.place.desc()).limit(1)
    return Place(life, connection.execute(newest).scalar() or 0)


def known_events(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those among the ids that are in the register."""
    asked = select(tables.events.c.id).where(tables.events.c.id == bindparam("one"))
    return {one for one in ids if connection.execute(asked, {"one": one}).first()}


def all_imports(connection: Connection) -> list[Import]:
    """All imports, the newest first."""
    of, package = tables.events.c, tables.packages.c
    asked = (
        select(of.at, of.by, of.source, of.undone, func.count(package.digest).label("packages"))
        .outerjoin(tables.packages, package.event == of.id)
        .where(of.kind == Kind.IMPORT.value)
        .group_by(of.id, of.at, of.by, of.source, of.undone, of.place)
        .order_by(of.place.desc())
    )
    return [
        Import(row.at, row.by, row.source, row.packages, bool(row.undone))
        for row in connection.execute(asked)
    ]
