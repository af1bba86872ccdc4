"""The laptops whose signatures the office trusts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from danvan_tui.office.register import tables
from danvan_tui.office.register.feeder import insert_of

if TYPE_CHECKING:
    from danvan_tui.exchange.parties import PublicKeys
    from danvan_tui.office.register.notes import Event


class KnownLaptop(NamedTuple):
    """One laptop that was confirmed."""

    keys: PublicKeys
    at: str
    """When it was confirmed, and by whom."""
    by: str


def all_laptops(connection: Connection) -> list[KnownLaptop]:
    """Every laptop that was confirmed, by name."""
    from danvan_tui.exchange.parties import PublicKeys  # noqa: PLC0415 - few need keys

    rows = connection.execute(select(tables.laptops)).all()
    found = [
        KnownLaptop(msgspec.json.decode(row.keys, type=PublicKeys), row.at, row.by) for row in rows
    ]
    return sorted(found, key=lambda one: (one.keys.name, one.keys.id))


def write_laptop(connection: Connection, laptop: str, keys: bytes, event: Event) -> None:
    """Trust a laptop from now on, or know it under another name."""
    new = {"event": event.id, "keys": keys, "at": event.at, "by": event.by}
    made = insert_of(connection)(tables.laptops).values(id=laptop, **new)
    connection.execute(made.on_conflict_do_update(index_elements=["id"], set_=new))


def remove_laptop(connection: Connection, laptop: str) -> None:
    """Trust a laptop no more; what it sent before stays."""
    connection.execute(delete(tables.laptops).where(tables.laptops.c.id == laptop))
