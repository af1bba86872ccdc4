"""The journal: operations appended to a file that was filled with zeros beforehand.

Filling beforehand makes a saved entry cost one write and one flush of data only. A file whose
flush failed is never trusted again: the journal goes on in a new one, whose header says how far
the old one counts.
"""

import contextlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from danvan_tui.ledger import disk
from danvan_tui.ledger.errors import NewerFormatError, SaveError
from danvan_tui.ledger.frame import Damage, Frame, pack, unpack

FORMAT = 1
ROOM = 256 * 1024  # bytes of zeros made at a time
_NAME = re.compile(r"^(?P<stem>[a-z]+)-(?P<number>\d{4,})\.log$")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first frame of a journal file."""

    format: int
    session: str
    generation: int
    """Number of this file in the chain, from 1."""
    counts: dict[str, int] = {}
    """How many operations of an earlier file (by name) count, where it was given up."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Stands where an operation stood that was moved into the protected journal."""

    moved: str


@dataclass(frozen=True)
class Place:
    """Where one operation stands on the disk."""

    path: Path
    sequence: int
    offset: int
    length: int


@dataclass
class Reading:
    """What was found in the files of a journal."""

    operations: list[tuple[Place, bytes]] = field(default_factory=list)
    damaged: dict[Path, list[Damage]] = field(default_factory=dict)
    """Files with damaged stretches; an empty list of stretches means the file was cut: a whole
    file always ends with a zero."""
    unreadable: list[Path] = field(default_factory=list)
    """Files that could not be read at all just now."""
    newest: int = 0
    """Generation of the newest file, 0 where there is none."""


def journal_files(folder: Path, stem: str) -> list[Path]:
    """The files of a journal, oldest first."""
    numbered = []
    for path in folder.iterdir():
        match = _NAME.match(path.name)
        if match and match["stem"] == stem and path.is_file():
            numbered.append((int(match["number"]), path))
    return [path for _, path in sorted(numbered)]


def read_journal(folder: Path, stem: str) -> Reading:
    """Every operation that counts, and every damage; raises NewerFormatError."""
    reading = Reading()
    counts: dict[str, int] = {}
    found: list[tuple[Path, list[Frame]]] = []
    for path in journal_files(folder, stem):
        match = _NAME.match(path.name)
        reading.newest = int(match["number"]) if match else 0
        try:
            data = disk.read_whole(path)
        except OSError:
            reading.unreadable.append(path)
            continue
        frames, damages = unpack(data)
        if damages or data[-1:] != b"\0" or not frames or frames[0].sequence != 0:
            reading.damaged[path] = damages
        if frames and frames[0].sequence == 0:
            counts |= _header(path, frames.pop(0)).counts
        found.append((path, frames))
    for path, frames in found:
        limit = counts.get(path.name)
        reading.operations += [
            (Place(path, frame.sequence, frame.offset, frame.length), frame.payload)
            for frame in frames
            if limit is None or frame.sequence <= limit
        ]
    return reading


def _header(path: Path, frame: Frame) -> Header:
    kind = msgspec.json.decode(frame.payload, type=dict[str, object])
    if kind.get("format") != FORMAT:
        raise NewerFormatError(path)
    return msgspec.convert(kind, Header)


class Journal:
    """The writing end of a journal: appends, and says saved only after the flush."""

    def __init__(self, folder: Path, stem: str, session: str, generation: int) -> None:
        """A journal that begins a file of its own with the first operation."""
        self._folder = folder
        self._stem = stem
        self._session = session
        self._generation = generation
        self._fd: int | None = None
        self._counts: dict[str, int] = {}
        self._sequence = 0
        self._end = 0
        self._size = 0

    @property
    def path(self) -> Path:
        """The file that is being written now."""
        return self._folder / f"{self._stem}-{self._generation:04d}.log"

    def append(self, payload: bytes) -> Place:
        """Put one operation on the disk; raises SaveError, then it is not there."""
        try:
            if self._fd is None:
                self._begin()
            return self._append(payload)
        except OSError as error:
            raise SaveError(error) from error

    def close(self) -> None:
        """Let go of the file and give back the room it did not need."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            with contextlib.suppress(OSError):
                os.ftruncate(fd, self._end + 1)
            with contextlib.suppress(OSError):
                os.close(fd)

    def _begin(self) -> None:
        path = self.path
        while path.exists():
            self._generation += 1
            path = self.path
        header = Header(
            format=FORMAT,
            session=self._session,
            generation=self._generation,
            counts=self._counts,
        )
        start = pack(0, msgspec.json.encode(header))
        try:
            with disk.opened(path, new=True) as fd:
                disk.write_at(fd, start + bytes(ROOM - len(start)), 0)
                os.fsync(fd)
            disk.flush_folder(self._folder)
            self._fd = disk.open_file(path)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        self._sequence, self._end, self._size = 0, len(start), ROOM

    def _append(self, payload: bytes) -> Place:
        assert self._fd is not None
        data = pack(self._sequence + 1, payload)
        if self._end + len(data) >= self._size:
            self._make_room(self._fd, len(data))
        try:
            disk.write_at(self._fd, data, self._end)
        except OSError:
            self._take_back(self._fd, len(data))
            raise
        try:
            disk.flush(self._fd)
        except OSError:
            self._take_back(self._fd, len(data))
            self._give_up()
            raise
        self._sequence += 1
        place = Place(self.path, self._sequence, self._end, len(data))
        self._end += len(data)
        return place

    def _make_room(self, fd: int, needed: int) -> None:
        room = -(-(needed + 1) // ROOM) * ROOM
        try:
            disk.write_at(fd, bytes(room), self._size)
            os.fsync(fd)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(fd, self._size)
            raise
        self._size += room

    def _take_back(self, fd: int, length: int) -> None:
        """Wipe an entry that was reported as failed, so that it cannot turn up later."""
        try:
            disk.write_at(fd, bytes(length), self._end)
            disk.flush(fd)
        except OSError:
            self._give_up()

    def _give_up(self) -> None:
        """Go on in a new file: after a failed flush nobody knows what the old one holds."""
        if self._fd is None:
            return
        self._counts = {**self._counts, self.path.name: self._sequence}
        with contextlib.suppress(OSError):
            os.close(self._fd)
        self._fd = None
        self._generation += 1


def erase(place: Place, moved: str) -> None:
    """Write over an operation on the disk, leaving word that it was moved; raises SaveError."""
    word = msgspec.json.encode(Moved(moved=moved))
    room = place.length - len(pack(place.sequence, word))
    blank = pack(place.sequence, word + b" " * room)
    try:
        with disk.opened(place.path) as fd:
            disk.write_at(fd, blank, place.offset)
            disk.flush(fd)
    except OSError as error:
        raise SaveError(error) from error
