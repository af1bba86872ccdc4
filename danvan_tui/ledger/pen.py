"""The pen: one writer a session; whoever comes second reads, and is told who writes."""

import contextlib
import getpass
import os
import socket
from datetime import datetime
from pathlib import Path

import msgspec

_LOCK = "writer.lock"
_HOLDER = "writer.json"


class Holder(msgspec.Struct, frozen=True):
    """Who writes in a session now."""

    person: str
    computer: str
    process: int
    since: str

    def __str__(self) -> str:
        return f"{self.person}@{self.computer}, {_in_words(self.since)}"


class Pen:
    """The right to write in one session, held until it is put down or the process ends."""

    def __init__(self, folder: Path) -> None:
        from filelock import FileLock  # noqa: PLC0415 - reading a session does not need it

        self._folder = folder
        self._lock = FileLock(folder / _LOCK, thread_local=False)  # any thread may put it down

    def take(self, since: str) -> bool:
        """Try to become the writer; raises OSError where the folder cannot be written."""
        from filelock import Timeout  # noqa: PLC0415

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        holder = Holder(_person(), socket.gethostname(), os.getpid(), since)
        with contextlib.suppress(OSError):  # a full disk is no reason to refuse the pen
            (self._folder / _HOLDER).write_bytes(msgspec.json.encode(holder))
        return True

    def put_down(self, *, finished: bool = True) -> None:
        """Let others write; where the state could not be written, the word of who wrote stays."""
        if self._lock.is_locked:
            if finished:
                with contextlib.suppress(OSError):
                    (self._folder / _HOLDER).unlink()
            self._lock.release()


def holder(folder: Path) -> Holder | None:
    """Who said last that he writes here; a crash leaves the word behind."""
    try:
        return msgspec.json.decode((folder / _HOLDER).read_bytes(), type=Holder)
    except (OSError, ValueError):
        return None


def _in_words(since: str) -> str:
    """The time as people write it; anything else as it is."""
    try:
        return f"{datetime.fromisoformat(since):%d/%m/%Y %H:%M}"
    except ValueError:
        return since


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
