"""The union of what the register holds of a session and what comes in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from hashlib import blake2b
from itertools import chain
from operator import xor

import msgspec

from danvan_tui.exchange.secrecy import secret_issues, touching
from danvan_tui.ledger.operation import Operation, decode_operation, encode_operation
from danvan_tui.office.register.summing_up import Summed, summed_up


class ContradictionError(Exception):
    """An operation that is here comes with other contents."""


class StrangerError(Exception):
    """Operations of a session that is here come without any that is here."""


class NotUnderstoodError(Exception):
    """This program failed over operations; says where."""


@dataclass(frozen=True)
class Held:
    """The operations of one session that are in the register, by their ids."""

    open: Mapping[str, bytes] = field(default_factory=dict)
    secret: Mapping[str, bytes] = field(default_factory=dict)
    protected: frozenset[str] = frozenset()
    """The issues that were ever known to be secret, whatever of the session was taken back."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no operation of it here."""
        return not (self.open or self.secret)

    def body(self, operation: str) -> bytes | None:
        """An operation as it is kept."""
        return self.open.get(operation) or self.secret.get(operation)


@dataclass(frozen=True)
class Fed:
    """What has to be written so that the register holds the union."""

    open: dict[str, bytes]
    secret: dict[str, bytes]
    moving: list[str]
    """What was open before and is secret now."""
    protected: set[str]
    """The issues that are known only now to be secret."""
    summed: Summed
    edition: int

    @property
    def added(self) -> int:
        """How many operations were not here before."""
        return len(self.open) + len(self.secret)


def united(held: Held, operations: Iterable[Operation], secret: Collection[str]) -> Fed | None:
    """What taking operations in changes; None where that is nothing.

    Raises ContradictionError, and msgspec.ValidationError for values that fit nowhere. ``secret``
    are ids known to be secret whatever the operations here say.
    """
    new: dict[str, bytes] = {}
    fresh: list[Operation] = []
    for operation in operations:
        body = encode_operation(operation)
        known = held.body(operation.id) or new.get(operation.id)
        if known is None:
            new[operation.id] = body
            fresh.append(operation)
        elif known != body and decode_operation(known) != operation:
            raise ContradictionError(operation.id)
    hidden = {one for one in secret if one in new or one in held.open}
    if not fresh and not hidden:
        return None
    whole = [*decoded(held), *fresh]
    protected = secret_issues(whole, hidden | held.secret.keys(), held.protected)
    hidden |= touching(whole, protected)
    moving = [one for one in held.open if one in hidden]
    return Fed(
        open={one: body for one, body in new.items() if one not in hidden},
        secret={one: body for one, body in new.items() if one in hidden},
        moving=moving,
        protected=protected - held.protected,
        summed=summed_up(whole, protected),
        edition=edition_of([*held.open, *held.secret, *new], protected),
    )


def decoded(held: Held) -> list[Operation]:
    """All operations of a session, in no order."""
    return [
        *map(decode_operation, held.open.values()),
        *map(decode_operation, held.secret.values()),
    ]


def edition_of(operations: Iterable[str], protected: Iterable[str] = ()) -> int:
    """A number for a set of operations, whatever their order, and for what is veiled in them."""
    veiled = (f"protected {issue}" for issue in protected)
    return reduce(xor, map(_numbered, chain(operations, veiled)), 0)


def _numbered(operation: str) -> int:
    return int.from_bytes(blake2b(operation.encode(), digest_size=8).digest(), "big") >> 2


def encoded(summed: Summed) -> bytes:
    """What a session adds up to, as a row keeps it."""
    return msgspec.json.encode(summed)


def summed_from(row: bytes) -> Summed:
    """The same, read again."""
    return msgspec.json.decode(row, type=Summed)
