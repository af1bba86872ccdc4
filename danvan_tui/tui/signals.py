"""Ends the app in good order when the system asks it to end or the window is closed."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Mapping


def _wanted() -> tuple[signal.Signals, ...]:
    if sys.platform == "win32":
        # Windows says SIGBREAK when the console window is closed or the person logs off.
        return signal.SIGINT, signal.SIGTERM, signal.SIGBREAK
    return signal.SIGINT, signal.SIGTERM, signal.SIGHUP


def listen(leave: Callable[[int], None]) -> Callable[[], None]:
    """Call ``leave`` with 128 + n on each signal n that ends a program; returns how to stop it.

    Untested on Windows, where the journal alone is the safety net: closing the window leaves a
    program only moments.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        before = {
            number: signal.signal(
                number, lambda n, _frame: loop.call_soon_threadsafe(leave, 128 + n)
            )
            for number in _wanted()
        }
        return lambda: _restore(before)
    for number in _wanted():
        loop.add_signal_handler(number, leave, 128 + number)
    return lambda: _remove(loop)


def _remove(loop: asyncio.AbstractEventLoop) -> None:
    for number in _wanted():
        loop.remove_signal_handler(number)


def _restore(before: Mapping[signal.Signals, object]) -> None:
    for number, handler in before.items():
        if callable(handler) or isinstance(handler, int):
            signal.signal(number, handler)
