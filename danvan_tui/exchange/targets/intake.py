"""What comes from a server: cut off at a limit, and given up where it only drips."""

import time
from collections.abc import Callable

_SLOWEST = 200  # bytes a second, once the first patience is over


class TooMuchError(Exception):
    """The server sends more than was asked for."""


class Intake:
    """Gathers the pieces of one answer; nobody knows beforehand how much a server will send."""

    def __init__(
        self, limit: int, patience: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._patience = patience
        self._clock = clock
        self._begun = clock()
        self._pieces: list[bytes] = []
        self._size = 0

    def count(self, size: int) -> None:
        """Let so many bytes pass; raises TooMuchError or TimeoutError."""
        self._size += size
        if self._size > self._limit:
            raise TooMuchError
        over = self._clock() - self._begun - self._patience
        if over > 0 and self._size < over * _SLOWEST:
            raise TimeoutError

    def take(self, piece: bytes) -> None:
        """Keep one piece; raises TooMuchError or TimeoutError."""
        self.count(len(piece))
        self._pieces.append(piece)

    def whole(self) -> bytes:
        """All that came."""
        return b"".join(self._pieces)
