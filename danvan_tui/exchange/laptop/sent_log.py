"""The log of the exchange: appended and flushed, damage seen, what a crash tore left out."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from danvan_tui.exchange.laptop.entries import Begun, Entry, decode_entry, encode_entry
from danvan_tui.exchange.laptop.errors import ExchangeDiskError, NewerLogError
from danvan_tui.ledger import disk
from danvan_tui.ledger.frame import Damage, Frame, pack, unpack

FILE = "sent.log"
FORMAT = 1


class _Header(msgspec.Struct, frozen=True):
    format: int


@dataclass(frozen=True)
class Reading:
    """What the log holds."""

    entries: Sequence[Entry] = ()
    is_damaged: bool = False
    """Whether anything since the line began cannot be read: a number may have been in it."""
    end: int = 0
    """Where the next entry goes: before what a crash tore."""
    sequence: int = -1


def read_log(path: Path) -> Reading:
    """Everything that can be read, nothing where there is no log; raises LaptopError."""
    try:
        data = disk.read_whole(path)
    except FileNotFoundError:
        return Reading()
    except OSError as error:
        raise ExchangeDiskError(path.parent, error) from error
    frames, damages = unpack(data)
    end = len(data)
    if damages and _is_torn(data, damages[-1]):
        end = damages.pop().offset
    entries: list[Entry] = []
    is_damaged = False
    before = -1
    for frame in frames:
        is_damaged |= frame.sequence != before + 1
        before = frame.sequence
        entry = _entry(path, frame)
        if isinstance(entry, Begun):
            is_damaged = False
            damages = [damage for damage in damages if damage.offset > frame.offset]
        if entry is not None:
            entries.append(entry)
        elif frame.sequence:
            is_damaged = True
    return Reading(entries, is_damaged or bool(damages), end, before)


def _is_torn(data: bytes, last: Damage) -> bool:
    """Whether a crash cut the last entry short: one that was flushed ends its line."""
    return last.offset + last.length == len(data.rstrip(b"\0")) and not data.endswith(b"\n")


def _entry(path: Path, frame: Frame) -> Entry | None:
    if frame.sequence == 0:
        with contextlib.suppress(msgspec.MsgspecError):
            if msgspec.json.decode(frame.payload, type=_Header).format > FORMAT:
                raise NewerLogError(path)
        return None
    try:
        return decode_entry(frame.payload)
    except msgspec.MsgspecError:
        return None


class SentLog:
    """The writing end: an entry is on the disk when ``append`` returns, or it is not there."""

    def __init__(self, path: Path, reading: Reading) -> None:
        """Go on behind what was read; only one window at a time may."""
        self._path = path
        self._end = reading.end
        self._sequence = reading.sequence
        self._trouble: OSError | None = None

    def append(self, *entries: Entry) -> None:
        """Put entries on the disk together; raises ExchangeDiskError."""
        try:
            if self._trouble is not None:  # what the file holds behind its end is not known
                raise self._trouble
            self._append(entries)
        except OSError as error:
            raise ExchangeDiskError(self._path.parent, error) from error

    def _append(self, entries: Sequence[Entry]) -> None:
        is_new = not self._path.exists()
        frames = [encode_entry(entry) for entry in entries]
        if self._sequence < 0:
            frames.insert(0, msgspec.json.encode(_Header(FORMAT)))
        data = b"".join(
            pack(self._sequence + number, payload) for number, payload in enumerate(frames, 1)
        )
        with disk.opened(self._path, new=is_new) as fd:
            try:
                os.ftruncate(fd, self._end)  # what a crash tore
                disk.write_at(fd, data, self._end)
                os.fsync(fd)
            except OSError:
                self._take_back(fd)
                raise
        if is_new:
            disk.flush_folder(self._path.parent)
        self._end += len(data)
        self._sequence += len(frames)

    def _take_back(self, fd: int) -> None:
        """Cut off what was not flushed, so that it does not turn up later."""
        try:
            os.ftruncate(fd, self._end)
            os.fsync(fd)
        except OSError as error:
            self._trouble = error
