"""One import: a transaction that takes many files, whole or not at all."""

from collections.abc import Callable

from danvan_tui.office.incoming import Incoming
from danvan_tui.office.register.outcomes import Arrived, Taken


class Importing:
    """Takes file after file; what is not committed at the end was never there."""

    def take(
        self, incoming: Incoming, data: bytes, seal: Callable[[bytes], bytes] | None = None
    ) -> Taken:
        """Take one file whose bytes are ``data``; raises RegisterError, then all is rolled back.

        ``seal`` closes what came plain before it is kept; None: it came sealed.
        """
        raise NotImplementedError

    def refuse(self, arrived: Arrived, reason: str) -> Taken:
        """Note that a file was refused, so that its laptop is told."""
        raise NotImplementedError

    def knows(self, digest: str) -> bool:
        """Whether a file was taken before, here or in an earlier import: look before reading it."""
        raise NotImplementedError

    def commit(self) -> None:
        """Make it stay; raises RegisterError, then nothing of it was taken."""
        raise NotImplementedError
