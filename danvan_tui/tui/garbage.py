"""When garbage is collected: a collection of everything stops the program for a tenth of a second.

So there is none while the program starts, and then only while nobody types.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

EVERY = 1.0
"""Seconds between two looks whether it is quiet."""
_QUIET = 2.0
"""Seconds without a key, after which nobody is in the middle of a word."""
_YOUNG, _MIDDLE, _OLD = 700, 10, 10
"""After how much a generation is due to be collected; what Python does by itself."""
_NEVER = 2**31 - 1


def wait() -> None:
    """Collect nothing while the program starts."""
    gc.disable()


class Collector:
    """Collects everything in the pauses of the typing; short-lived garbage goes at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_key = clock()

    def start(self) -> None:
        """Collect again; what the program consists of is no garbage and is never looked at."""
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        gc.enable()

    def note_key(self) -> None:
        """Remember that somebody types."""
        self._last_key = self._clock()

    def look(self) -> None:
        """Collect everything if that is due and it is quiet."""
        if gc.get_count()[2] > _OLD and self._clock() - self._last_key > _QUIET:
            gc.collect()
