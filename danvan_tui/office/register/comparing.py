"""Whether two registers hold the same: a digest over the sorted rows of every table."""

from hashlib import sha256
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from danvan_tui.office.register import tables

_AT_ONCE: Final = 1000


class Digest(NamedTuple):
    """What stands for the contents of one table."""

    rows: int
    sha256: str


def digests(connection: Connection) -> dict[str, Digest]:
    """The digest of every table, the same for the same rows in whatever database."""
    return {table.name: _digest(connection, table) for table in tables.metadata.sorted_tables}


def _digest(connection: Connection, table: Table) -> Digest:
    found, count = sha256(), 0
    asked = select(table).order_by(*table.primary_key.columns)
    rows = connection.execute(asked, execution_options={"yield_per": _AT_ONCE})
    for row in rows:
        found.update(msgspec.msgpack.encode(tuple(row)))
        count += 1
    return Digest(count, found.hexdigest())
