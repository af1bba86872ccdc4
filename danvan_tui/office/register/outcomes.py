"""What the register says of what it was given."""

from enum import StrEnum
from typing import NamedTuple, Protocol

from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.operation import Operation


class Arrived(Protocol):
    """What is known of a file that came, whether it could be opened or not."""

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it came."""

    @property
    def name(self) -> str:
        """The name of the file, for people only."""

    @property
    def laptop(self) -> str:
        """Id of the laptop that signed it; empty where nobody did."""

    @property
    def line(self) -> str:
        """The life of the laptop's data folder it was written in."""

    @property
    def number(self) -> int:
        """Its place in that line."""

    @property
    def written(self) -> str:
        """When it was written, by the clock of the laptop."""

    @property
    def seen(self) -> int:
        """Serial of the newest receipt the laptop had when it wrote it."""

    @property
    def session(self) -> str:
        """Id of the session; empty where it is not known."""


class Verdict(StrEnum):
    """What became of one file."""

    NEW = "new"
    """A session that was not here before."""
    SAME = "same"
    """It brought nothing that was not here before."""
    CHANGED = "changed"
    """It added to a session that was here."""
    REFUSED = "refused"


class Taken(NamedTuple):
    """What one file brought."""

    verdict: Verdict
    added: int = 0
    """How many operations were not here before."""
    conflicts: int = 0
    """How many fields of the session have two values now."""
    reason: str = ""
    """Why it was refused, in one sentence for people."""


class Undone(NamedTuple):
    """What taking back an import took back."""

    at: str
    """When it had been taken."""
    source: str
    packages: int
    operations: int
    sessions: int
    """How many sessions changed, or are not here any more."""


class Place(NamedTuple):
    """How far a register has come."""

    life: str
    """Another one wherever the register may hold less than it did before; empty: begin one."""
    event: int
    """What was done to it last."""


class Listed(NamedTuple):
    """One session as the register lists it."""

    session: str
    summary: Summary
    edition: int
    """Stands for exactly the operations that are there, and for what is veiled in them."""
    commune: str
    conflicts: int


class Whole(NamedTuple):
    """One session with all that has to be known to show it."""

    operations: list[Operation]
    """Causes before effects."""
    protected: frozenset[str]
    """Issues that were ever secret, whatever the operations still say of it."""


class Import(NamedTuple):
    """One import that was taken."""

    at: str
    by: str
    source: str
    packages: int
    is_undone: bool
