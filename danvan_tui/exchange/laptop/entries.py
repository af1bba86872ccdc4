"""What a laptop writes down of its exchange, entry by entry; nothing is ever taken out."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from danvan_tui.exchange.laptop.operation_ids import OperationIds


class Begun(msgspec.Struct, frozen=True, kw_only=True, tag="begun", omit_defaults=True):
    """A line begins: one life of the data folder, whose numbers begin at 1."""

    line: str
    identity: str
    """What tells the key file of this folder from any copy of it."""
    at: str = ""


class Made(msgspec.Struct, frozen=True, kw_only=True, tag="made", omit_defaults=True):
    """A package was made; written before it leaves, so that its number is never used again."""

    line: str
    number: int
    name: str
    digest: str
    to: str = ""
    """Id of the office it was made for, empty where none was known."""
    sealed: bool
    session: str
    code: str = ""
    operations: OperationIds
    at: str = ""


class Delivered(msgspec.Struct, frozen=True, kw_only=True, tag="delivered", omit_defaults=True):
    """A package stands whole at a target: it was read back there."""

    digest: str
    target: str
    at: str = ""


class Gone(msgspec.Struct, frozen=True, kw_only=True, tag="gone", omit_defaults=True):
    """The bytes of a package cannot be sent again, and nothing says that they arrived."""

    digest: str


class Receipted(msgspec.Struct, frozen=True, kw_only=True, tag="receipted", omit_defaults=True):
    """A receipt counts: none with a smaller serial of this office ever will."""

    office: str
    serial: int


class TakenIn(msgspec.Struct, frozen=True, kw_only=True, tag="returned", omit_defaults=True):
    """Operations of the office were taken into a session."""

    digest: str
    """Of the follow-up file they came in."""
    serial: int
    """Its place among the receipts."""
    session: str
    operations: OperationIds


class Handled(msgspec.Struct, frozen=True, kw_only=True, tag="handled", omit_defaults=True):
    """A reply of this name was read and needs no reading again."""

    name: str


Entry: TypeAlias = Begun | Made | Delivered | Gone | Receipted | TakenIn | Handled

encode_entry: Callable[[Entry], bytes] = msgspec.json.Encoder().encode
decode_entry: Callable[[bytes], Entry] = msgspec.json.Decoder(Entry).decode
