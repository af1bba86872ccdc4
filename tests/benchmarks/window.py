"""A program in a pseudo-terminal with an eye on the clock: when a key's glyph is painted."""

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figures import Size
from tests.terminal.pty_session import PtySession, running

PATIENCE = 20.0
CLEAR, ENTER, DOWN, LEAVE = b"\x15", b"\r", b"\x1b[B", b"\x11"
_PLACE = re.compile(rb"\x1b\[(\d+);\d+H")
_STYLE = re.compile(rb"\x1b\[[0-9;]*m|\x1b\[?[0-9;]*$")  # the last one may be cut off
_TICKS = os.sysconf("SC_CLK_TCK")


class Window:
    """One running program; it is read in the moment it writes, and drawn only to find the field."""

    def __init__(self, session: PtySession, started: float) -> None:
        self.session = session
        self.started = started
        self.row = b""
        """The row the field stands in, as the program writes it."""

    def seen(self, *texts: str) -> float:
        """Wait until all texts were written since the beginning; gives that moment."""
        wanted = [text.encode() for text in texts]
        return self._until(0, lambda written: all(text in written for text in wanted))

    def answer(self, key: bytes, effect: str) -> float:
        """Press a key; gives the moment in which the text it brings about was written."""
        mark = len(self.session.output)
        os.write(self.session.master, key)
        wanted = effect.encode()
        return self._until(mark, lambda written: wanted in written)

    def find_field(self) -> None:
        """Learn in which row typed text appears."""
        mark = "zqz"
        self.session.write(mark.encode())
        self.session.wait_for_text(mark)
        rows = [
            number
            for number, line in enumerate(self.session.screen.display, 1)
            if re.match(rf"\W*{mark}", line)
        ]
        assert len(rows) == 1, self.session.text
        self.row = str(rows[0]).encode()
        self.clear()

    def clear(self) -> None:
        """Empty the field, and let the program come to rest."""
        self.session.write(CLEAR)
        self.rest(0.3)

    def press(self, key: str, line: str) -> float:
        """Send a key; gives the seconds until the field's row shows ``line`` at its end."""
        tail = line[-12:].encode()
        mark = len(self.session.output)
        sent = time.perf_counter()
        os.write(self.session.master, key.encode())
        return self._until(mark, lambda written: self._shows(written, tail)) - sent

    def rest(self, seconds: float) -> None:
        """Let so much time go by, reading what is written."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.session.read(left)

    def _until(self, mark: int, condition: Callable[[bytes], bool]) -> float:
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            if self.session.read(0.5):
                now = time.perf_counter()
                if condition(bytes(self.session.output[mark:])):
                    return now
        written = bytes(self.session.output[mark:])[-2000:]
        raise AssertionError(f"waited in vain; written: {written!r}; shown:\n{self.session.text}")

    def _shows(self, written: bytes, tail: bytes) -> bool:
        pieces = _PLACE.split(written)
        rows, texts = pieces[1::2], pieces[2::2]
        return any(
            row == self.row and tail in _STYLE.sub(b"", text)
            for row, text in zip(rows, texts, strict=True)
        )

    @property
    def cpu(self) -> float:
        """Seconds of processor time the program has had."""
        stat = Path(f"/proc/{self.session.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS

    @property
    def written(self) -> int:
        """Bytes it has written to the terminal."""
        return len(self.session.output)

    def memory(self) -> dict[str, float]:
        """MiB of the process: resident, and its own share of what is resident."""
        rollup = Path(f"/proc/{self.session.pid}/smaps_rollup").read_text(encoding="utf-8")
        sizes = dict(re.findall(r"^(\w+): +(\d+) kB$", rollup, re.MULTILINE))
        return {name: int(sizes[name]) / 1024 for name in ("Rss", "Pss")}


class Programs:
    """How danvan and the reference are started: with the same Python and settings, compiled."""

    def __init__(self, root: Path, data: Path) -> None:
        self._environment = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(root / "compiled"),
            "TEXTUAL_DISABLE_KITTY_KEY": "1",
        }
        self._danvan = ["-m", "danvan_tui", "--data", str(data), "--lang", "vi"]
        self._slow = ["-m", "tests.benchmarks.slow_disk", *self._danvan[2:]]

    @contextlib.contextmanager
    def danvan(self, size: Size, *arguments: str, flush: float = 0) -> Iterator[Window]:
        """The command, if wanted on a disk whose every flush lasts so much longer."""
        command = self._slow if flush else self._danvan
        with self._window([*command, *arguments], size, {"DANVAN_FLUSH": str(flush)}) as window:
            yield window

    @contextlib.contextmanager
    def reference(self, size: Size) -> Iterator[Window]:
        """The app that is one stock Input."""
        with self._window(["-m", "tests.benchmarks.reference"], size, {}) as window:
            yield window

    @contextlib.contextmanager
    def _window(
        self, arguments: Sequence[str], size: Size, more: dict[str, str]
    ) -> Iterator[Window]:
        command = [sys.executable, *arguments]
        columns, rows = size
        started = time.perf_counter()
        with running(
            command, columns=columns, rows=rows, environment=self._environment | more
        ) as session:
            yield Window(session, started)
            session.write(CLEAR + LEAVE)
            session.wait_for_end()
