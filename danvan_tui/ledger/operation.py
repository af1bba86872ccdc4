"""Operations: everything a person does, said once and never changed."""

import os
import random
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from danvan_tui.model.records import Table, Value

Clock = Callable[[], datetime]
"""Gives the wall time with its zone; shown to people, never used to order anything."""

NewId = Callable[[], str]
"""Gives a new id that never repeats."""


class Edit(NamedTuple):
    """Fields to set in one record; None takes a field back."""

    table: Table
    record: str
    fields: dict[str, Value]


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The fields that an operation sets in one record; None takes a field back."""

    table: Table
    record: str
    fields: dict[str, Value]
    replaces: dict[str, list[str]] = {}
    """For each field the operations whose value its writer saw and replaced."""


class Operation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing a person did, taken whole or not at all."""

    id: str
    """``replica.counter``; a replica is one opening of the notebook for writing."""
    time: int
    """Logical time (Lamport): later than everything its writer knew."""
    at: str
    """Wall time, ISO 8601 with zone; laptops have it wrong, so it is for display only."""
    by: str = ""
    changes: list[Change] = []
    undoes: str = ""
    """The operation this one takes back; taking back an undo is a redo."""
    reason: str = ""
    """Why the minutes were changed after they were agreed (đính chính)."""

    @property
    def order(self) -> tuple[int, str]:
        """Sorts operations so that causes come before effects, the same on every laptop."""
        return (self.time, self.id)

    @property
    def replica(self) -> str:
        """The opening of the notebook it was written in."""
        return self.id.rpartition(".")[0]


def new_uuid7() -> str:
    """A UUIDv7 (RFC 9562): unique, and in the order of making as far as clocks allow.

    It needs no secret bits, so it costs no system call; Python seeds anew after a fork.
    """
    milliseconds = int(datetime.now().timestamp() * 1000)
    bits = (milliseconds & (1 << 48) - 1) << 80 | random.getrandbits(80)
    bits = bits & ~(0xF << 76) | 7 << 76
    bits = bits & ~(0x3 << 62) | 2 << 62
    return str(UUID(int=bits))


def new_replica() -> str:
    """A name for one opening of a notebook, unlikely to repeat within one session's life."""
    return os.urandom(6).hex()


def wall_clock() -> datetime:
    """The laptop's clock with its zone."""
    return datetime.now().astimezone()


encode_operation: Callable[[Operation], bytes] = msgspec.json.Encoder().encode
decode_operation: Callable[[bytes], Operation] = msgspec.json.Decoder(Operation).decode
