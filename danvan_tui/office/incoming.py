"""What one file from a laptop brings, once it was opened and found to be whole."""

import msgspec

from danvan_tui.ledger.operation import Operation


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One export of one session, ready for the register."""

    digest: str
    """SHA-256 of the file as it came."""
    name: str
    """The name of the file, cleaned; shown to people only."""
    laptop: str = ""
    """Id of the laptop that signed it; empty for a plain export that nobody signed."""
    line: str = ""
    """The life of the laptop's data folder it was written in: a restored backup begins another."""
    number: int = 0
    """Its place in that line, from 1 without gaps."""
    written: str = ""
    seen: int = 0
    """Serial of the newest receipt the laptop had."""
    session: str
    """Id of the session."""
    operations: tuple[Operation, ...]
    """All that the file holds, open and secret."""
    secret: frozenset[str] = frozenset()
    """Ids of the operations that touch an issue the law protects."""
