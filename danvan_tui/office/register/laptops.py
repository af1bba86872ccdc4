"""The laptops whose signatures the office trusts, and those it trusts no more.

What was done last about a laptop says which: its row names that event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, select, update

from danvan_tui.office.register import tables
from danvan_tui.office.register.events import Kind
from danvan_tui.office.register.feeder import insert_of

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.register.notes import Event


class KnownLaptop(NamedTuple):
    """One laptop that was confirmed once."""

    keys: PublicKeys
    at: str
    """When it was confirmed, or trusted no more, and by whom."""
    by: str


def all_laptops(connection: Connection) -> list[KnownLaptop]:
    """Every laptop that is trusted, by name."""
    return _found(connection, tables.events.c.kind != Kind.DISTRUST.value)


def distrusted(connection: Connection) -> list[KnownLaptop]:
    """Every laptop that was confirmed once and is trusted no more, by name."""
    return _found(connection, tables.events.c.kind == Kind.DISTRUST.value)


def _found(connection: Connection, which: ColumnElement[bool]) -> list[KnownLaptop]:
    from danvan_tui.exchange.parties import PublicKeys  # noqa: PLC0415 - few need keys

    decided = tables.laptops.c.event == tables.events.c.id
    asked = select(tables.laptops).join(tables.events, decided).where(which)
    rows = connection.execute(asked).all()
    found = [
        KnownLaptop(msgspec.json.decode(row.keys, type=PublicKeys), row.at, row.by) for row in rows
    ]
    return sorted(found, key=lambda one: (one.keys.name, one.keys.id))


def write_laptop(connection: Connection, laptop: str, keys: bytes, event: Event) -> None:
    """Trust a laptop from now on, or know it under another name."""
    new = {"event": event.id, "keys": keys, "at": event.at, "by": event.by}
    made = insert_of(connection)(tables.laptops).values(id=laptop, **new)
    connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=new))


def put_off_laptop(connection: Connection, laptop: str, event: Event) -> None:
    """Trust a laptop no more, but know it; what it sent before stays."""
    new = {"event": event.id, "at": event.at, "by": event.by}
    connection.execute(update(tables.laptops).where(tables.laptops.c.id == laptop).values(**new))
