"""Where a notebook keeps its entries, whatever that is made of."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.state import State


@dataclass(frozen=True)
class Entry:
    """An operation about to be written, and where it belongs."""

    operation: Operation
    secret: bool
    moves: tuple[Operation, ...]
    """Earlier operations that became secret through this one."""


class Store(Protocol):
    """Keeps the entries of one session; what it says it wrote is there after a power cut."""

    @property
    def folder(self) -> Path:
        """The folder that names the session, in which its drafts are kept."""

    @property
    def is_writable(self) -> bool:
        """Whether anything can be written: nobody else does, and the place allows it."""

    def check(self) -> None:
        """Raise SaveError where the place was taken away meanwhile."""

    def write(self, entry: Entry) -> None:
        """Put an entry where it belongs; raises SaveError, then it is not there."""

    def checkpoint(self, state: State) -> None:
        """Keep the state too, where that saves time; raises SaveError."""

    def close(self, *, finished: bool) -> None:
        """Let others write; ``finished`` says that the state holds every entry."""
