"""A program under a real pseudo-terminal: type bytes into it, read its screen, see it end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE = 90.0
"""Seconds before a test gives up; far above what a busy machine needs."""
ROOT = Path(__file__).resolve().parents[2]


class EndedError(AssertionError):
    """The program ended while something was expected of it."""


class PtySession:
    """One running program and the screen it draws."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = bytearray()
        self._seen: list[tuple[float, int]] = []
        """How much of the output had come by which moment."""
        self._drawn = 0
        self.return_code: int | None = None
        variables = {
            **os.environ,
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            **(environment or {}),
        }
        for size in ("COLUMNS", "LINES"):  # what counts is the size of the terminal itself
            variables.pop(size, None)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            # The size is set before the program looks at it.
            _set_size(0, columns, rows)
            try:
                os.execvpe(command[0], list(command), variables)
            finally:
                os._exit(127)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._draw()
        self.screen.resize(rows, columns)
        _set_size(self.master, columns, rows)

    def write(self, data: bytes) -> None:
        """Send bytes as a terminal does, reading meanwhile so that neither side is stuck."""
        while data:
            _, writable, _ = select.select([], [self.master], [], 0)
            if writable:
                try:
                    data = data[os.write(self.master, data[:1024]) :]
                except OSError as error:
                    raise EndedError(f"nobody takes {data!r}") from error
            self.read(0)

    def type(self, chunks: Iterable[bytes], gap: float = 0.0) -> None:
        """Send chunks with a gap between them; the gap is the rhythm of the typing itself."""
        for chunk in chunks:
            self.write(chunk)
            if gap:
                end = time.monotonic() + gap
                while (left := end - time.monotonic()) > 0:
                    self.read(left)

    def read(self, timeout: float) -> bool:
        """Take in what the program draws, waiting at most so long for it."""
        if self.master < 0:
            return False
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        self._seen.append((time.monotonic(), len(self.output)))
        return bool(data)

    def _draw(self) -> None:
        # Drawing is slow, so it is done only for those who look.
        self._stream.feed(bytes(self.output[self._drawn :]))
        self._drawn = len(self.output)

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        self._draw()
        return _lines(self.screen)

    def text_at(self, moment: float) -> str:
        """What stood on the screen at a moment, as far as it had been read by then."""
        length = max((count for when, count in self._seen if when <= moment), default=0)
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        pyte.ByteStream(screen).feed(bytes(self.output[:length]))
        return _lines(screen)

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Read until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; the screen:\n{self.text}")
            if not self.read(0.05) and self._has_ended() and not condition():
                raise EndedError(f"ended before {what}; the screen:\n{self.text}")

    def wait_for_text(self, text: str) -> None:
        """Read until the text stands on the screen."""
        self.wait_for(lambda: text in self.text, repr(text))

    def wait_for_no_text(self, text: str) -> None:
        """Read until the text has gone from the screen."""
        self.wait_for(lambda: text not in self.text, f"no {text!r}")

    def wait_for_end(self) -> int:
        """Read until the program has ended; returns its code, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while not self._has_ended():
            if time.monotonic() > end:
                raise AssertionError(f"the program does not end; the screen:\n{self.text}")
            if not self.read(0.02) and self.master < 0:
                # Nothing to read from: wait on the process itself.
                select.select([], [], [], 0.02)
        while self.read(0):
            pass
        assert self.return_code is not None
        return self.return_code

    def _has_ended(self) -> bool:
        if self.return_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.return_code = os.waitstatus_to_exitcode(status)
        return self.return_code is not None

    def close_window(self) -> None:
        """Hang up, as closing the terminal's window does."""
        os.close(self.master)
        self.master = -1

    def send_signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the program whatever it does."""
        if not self._has_ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


def _lines(screen: pyte.Screen) -> str:
    return "\n".join(line.rstrip() for line in screen.display)


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    columns: int = 80,
    rows: int = 24,
    environment: Mapping[str, str] | None = None,
) -> Iterator[PtySession]:
    """A program that is surely gone afterwards."""
    session = PtySession(command, columns=columns, rows=rows, environment=environment)
    try:
        yield session
    finally:
        session.kill()
