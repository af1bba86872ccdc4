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
        self._is_first = True

    def start(self) -> None:
        """Collect again, at first without what there is by now: going through it takes long."""
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        gc.enable()

    def note_key(self) -> None:
        """Remember that somebody types."""
        self._last_key = self._clock()

    def look(self) -> None:
        """Collect everything if that is due and it is quiet."""
        if self._clock() - self._last_key <= _QUIET:
            return
        if self._is_first:
            # What is left after the start is the program itself, which never becomes garbage.
            self._is_first = False
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        elif gc.get_count()[2] > _OLD:
            gc.collect()
