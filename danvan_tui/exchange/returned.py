"""The follow-up file: operations that the office sends back to a laptop, to be merged there."""

from collections.abc import Callable

import msgspec

from danvan_tui.ledger.operation import Operation


class ReturnedSession(msgspec.Struct, frozen=True, kw_only=True):
    """The operations of one session that the laptop never showed it has."""

    session: str
    code: str
    operations: list[Operation]


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What one follow-up file brings."""

    at: str
    laptop: str
    serial: int = 0
    """Counts together with the receipts: says which of them it was written after."""
    sessions: list[ReturnedSession]


encode_returned: Callable[[Returned], bytes] = msgspec.json.Encoder().encode
decode_returned: Callable[[bytes], Returned] = msgspec.json.Decoder(Returned).decode
