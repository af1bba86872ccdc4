"""A kept file: notes with their bytes, appended, each behind a checksum.

One note is a frame (see ``ledger.frame``) that says how many bytes follow and their CRC-32.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final
from zlib import crc32

import msgspec

from danvan_tui.ledger import disk
from danvan_tui.ledger.frame import pack, unpack
from danvan_tui.office.register.errors import NewerRegisterError, of_the_disk
from danvan_tui.office.register.notes import FORMAT, Began, Note

_ROOM: Final = 1 << 20
_LONGEST: Final = 1 << 20  # bytes of one note


class _Line(msgspec.Struct, frozen=True):
    """A note on its line."""

    note: Note
    size: int
    crc: int


_encode: Final = msgspec.json.Encoder().encode
_decode: Callable[[bytes], _Line] = msgspec.json.Decoder(_Line).decode


class KeptFile:
    """The writing end of one kept file; every method may raise RegisterError."""

    def __init__(self, path: Path) -> None:
        """Begin a new file."""
        self.path = path
        self._sequence = 0
        with _told():
            path.parent.mkdir(parents=True, exist_ok=True)
            fd = disk.open_file(path, new=True)
            self._file: IO[bytes] = os.fdopen(fd, "r+b", buffering=_ROOM)
        self.append(Began(format=FORMAT))

    def append(self, note: Note, data: bytes = b"") -> None:
        """Write a note with its bytes, in memory first."""
        line = _Line(note, len(data), crc32(data))
        with _told():
            self._file.write(pack(self._sequence, _encode(line)))
            self._file.write(data)
            self._file.write(b"\n")
        self._sequence += 1

    def flush(self) -> None:
        """Wait until everything is on the device."""
        with _told():
            self._file.flush()
            disk.flush(self._file.fileno())
            disk.flush_folder(self.path.parent)

    @property
    def end(self) -> int:
        """How long the file is."""
        with _told():
            return self._file.tell()

    def cut(self, end: int) -> None:
        """Take back what was written behind a place; raises RegisterError."""
        with _told():
            self._file.flush()
            self._file.truncate(end)
            self._file.seek(end)
            disk.flush(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(OSError):
            self._file.close()

    def remove(self) -> None:
        """Leave nothing of it."""
        self.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def read_kept(path: Path) -> Iterator[tuple[Note, bytes | None, int]]:
    """Every whole note with its bytes and where it ends; bytes that are damaged are None.

    Where nothing tells any more how long a note is, the reading ends. Raises OSError, and
    NewerRegisterError.
    """
    with path.open("rb") as file:
        while (line := _line(file.readline(_LONGEST))) is not None:
            if isinstance(line.note, Began) and line.note.format > FORMAT:
                raise NewerRegisterError
            data = file.read(line.size)
            if file.read(1) != b"\n":
                return
            yield line.note, data if crc32(data) == line.crc else None, file.tell()


def _line(frame: bytes) -> _Line | None:
    frames, _damages = unpack(frame)
    try:
        return _decode(frames[0].payload) if frames else None
    except msgspec.DecodeError:
        return None


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise of_the_disk(error) from error
