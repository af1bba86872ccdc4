"""The receipt: what the office says it has of a laptop, signed, all of it every time.

The newest receipt says everything, so one that was lost or comes again does no harm.
"""

from collections.abc import Callable
from enum import StrEnum

import msgspec

LATEST_SERIAL = 7_258_118_400_000
"""The year 2200 in milliseconds: no serial of an office comes that far."""


class Outcome(StrEnum):
    """What became of one file at the office."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """It was accepted, and the office took that import back."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of this laptop, as the office has it.

    Anybody may read a receipt: the digest tells the laptop which session was in the file, others
    learn no name by which to ask for it.
    """

    digest: str
    """SHA-256 of the file, the seal included."""
    line: str
    number: int
    outcome: Outcome
    code: str = ""
    reason: str = ""
    """Why it was refused, in one sentence for people."""
    conflicts: int = 0
    """Fields of the session with two values at the office, to be chosen there or here."""


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of a line that never came."""

    line: str
    numbers: list[int]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """All that the office has of one laptop."""

    serial: int
    """Grows with every receipt of an office; the greatest one counts."""
    at: str
    laptop: str
    entries: list[Entry]
    missing: list[Missing] = []


encode_receipt: Callable[[Receipt], bytes] = msgspec.json.Encoder().encode
decode_receipt: Callable[[bytes], Receipt] = msgspec.json.Decoder(Receipt).decode
