"""The tables of the register, the same in SQLite and PostgreSQL."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

FORMAT: Final = 1
MOVED: Final = 0x7FFFFFFF  # the format of what was moved away: no version uses it

metadata = MetaData()

_Word = String().with_variant(Text(collation="C"), "postgresql")  # in the order of its bytes


def _key(name: str) -> Column[str]:
    return Column(name, _Word, primary_key=True)


def _word(name: str) -> Column[str]:
    return Column(name, _Word, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


register = Table(
    "register",
    metadata,
    Column("format", Integer, primary_key=True, autoincrement=False),
    _number("place"),  # of the newest event
    _number("serial"),  # of the newest receipt
    _word("life"),  # since when entries were only added; empty: none was begun yet
)
"""One row: the version of the tables, and what only grows."""

events = Table(
    "events",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    _number("place"),  # in the order in which they were committed
    _word("kind"),
    _word("at"),
    _word("by"),
    _word("source"),
    _number("undone"),  # the event that took it back
    Index("events_by_place", "place", unique=True),
)
"""What was done to the register: imports, their undoing, what the office said itself."""

packages = Table(
    "packages",
    metadata,
    _key("digest"),
    _number("event"),
    _word("name"),
    _word("laptop"),
    _word("line"),
    _number("number"),
    _word("written"),
    _number("seen"),  # serial of the newest receipt its laptop had
    _word("session"),
    _word("outcome"),
    _word("reason"),
    _bytes("holds"),  # the ids of its operations, a line each
    Index("packages_of_laptop", "laptop", "line", "number"),
    Index("packages_of_event", "event"),
)
"""Every file that came: accepted, refused, or accepted and taken back."""

sessions = Table(
    "sessions",
    metadata,
    _key("id"),
    _number("edition"),
    _number("conflicts"),
    _bytes("summary"),
)
"""What the operations of each session add up to, so that lists need not fold them."""


def _operations(name: str) -> Table:
    return Table(
        name,
        metadata,
        _key("session"),
        _key("id"),
        _number("event"),
        _bytes("body"),
    )


operations = _operations("operations")
"""What everybody at the office may read."""

protected = _operations("protected")
"""What may identify people whom the law keeps secret: the one place for it."""

protected_issues = Table("protected_issues", metadata, _key("session"), _key("issue"))
"""The issues that were ever known to be secret: they stay so, whatever is taken back."""

laptops = Table(
    "laptops", metadata, _key("id"), _number("event"), _bytes("keys"), _word("at"), _word("by")
)
"""The laptops that were confirmed once; the event tells whether they are trusted still."""
