"""The register itself: all sessions of all laptops, in SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, TypeVar

from danvan_tui.exchange.receipt import Entry, Missing
from danvan_tui.exchange.returned import ReturnedSession
from danvan_tui.ledger.operation import Clock, Operation, wall_clock
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.outcomes import Arrived, Import, Listed, Undone

if TYPE_CHECKING:
    from pathlib import Path

    from danvan_tui.exchange.keys import PublicKeys
    from danvan_tui.office.register.laptops import KnownLaptop

_T = TypeVar("_T")


class Register:
    """Answers from what was taken, and takes more; every method may raise RegisterError."""

    @contextlib.contextmanager
    def importing(self, by: str, source: str) -> Iterator[Importing]:
        """One import; without ``commit`` everything is rolled back at the end (a preview)."""
        raise NotImplementedError
        yield Importing()

    def import_with(self, by: str, source: str, work: Callable[[Importing], _T]) -> _T:
        """Do the same, beginning again a bounded number of times where another import is in the way.

        ``work`` takes and commits, and may be called several times.
        """
        raise NotImplementedError

    def knows(self, digest: str) -> bool:
        """Whether a file with these bytes was taken and still counts: look before reading it."""
        raise NotImplementedError

    def undo_last(self, by: str) -> Undone:
        """Take back the newest import that still counts."""
        raise NotImplementedError

    def imports(self) -> list[Import]:
        """All imports, the newest first."""
        raise NotImplementedError

    # Laptops

    def laptops(self) -> list[KnownLaptop]:
        """The laptops that were confirmed."""
        raise NotImplementedError

    def laptop(self, laptop: str) -> KnownLaptop | None:
        """One laptop that was confirmed."""
        raise NotImplementedError

    def confirm(self, keys: PublicKeys, by: str) -> None:
        """Trust what this laptop signs from now on."""
        raise NotImplementedError

    # Replies

    def entries(self, laptop: str) -> list[Entry]:
        """Every file of a laptop, as the office has it."""
        raise NotImplementedError

    def missing(self, laptop: str) -> list[Missing]:
        """Numbers of its lines that never came."""
        raise NotImplementedError

    def refuse(self, arrived: Arrived, reason: str) -> None:
        """Note outside of any import that a file was refused, so that its laptop is told."""
        raise NotImplementedError

    def not_shown(self, laptop: str, line: str) -> Iterator[ReturnedSession]:
        """What the laptop never showed it has of the sessions it sent in this line."""
        raise NotImplementedError

    def next_serial(self) -> int:
        """A number greater than every one before, for a receipt."""
        raise NotImplementedError

    # The shelf

    def summaries(self) -> list[Listed]:
        """All sessions."""
        raise NotImplementedError

    def operations(self, session: str) -> list[Operation]:
        """All of a session, causes before effects; empty where it is not here."""
        raise NotImplementedError

    def edition(self, session: str) -> int:
        """What changes whenever anything in the session does; 0 where it is not here."""
        raise NotImplementedError

    def editions(self) -> dict[str, int]:
        """The editions of all sessions that ``summaries`` lists."""
        raise NotImplementedError

    def append(
        self,
        session: str,
        operation: Operation,
        secret: bool = False,
        moves: Collection[Operation] = (),
    ) -> None:
        """Put one operation of the office itself on the disk; ``moves`` became secret with it."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the database."""
        raise NotImplementedError


def open_register(
    url: str | Path,
    kept: Path,
    *,
    clock: Clock = wall_clock,
    seal: Callable[[bytes], bytes] | None = None,
) -> Register:
    """Open it (a file is SQLite, ``postgresql://…`` PostgreSQL); raises RegisterError.

    ``seal`` closes the office's own entries before they are kept for rebuilding.
    """
    raise NotImplementedError
