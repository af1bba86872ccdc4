"""The draft: what is being typed and not yet an entry, kept against a power cut.

Two slots are written in turn, so that a torn write leaves the draft before it.
"""

import contextlib
import os
from itertools import count
from pathlib import Path
from threading import Lock

import msgspec

from danvan_tui.ledger import disk
from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.frame import Frame, pack, unpack
from danvan_tui.vietnamese.clean import clean_lines

_SLOT = 256 * 1024  # bytes; a longer draft is cut there, an entry never is

OPENING_DRAFT = "opening.log"
"""In the folder of a session: what is being typed of promises made before, by their reviews."""

Draft = dict[str, str]
"""Text being typed, by the name of its field."""


class DraftFile:
    """Keeps one draft on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        newest = self._newest()
        self._sequence = self._found = newest.sequence if newest else 0
        self._busy = Lock()

    @property
    def sequence(self) -> int:
        """Tells one draft from the next that is written."""
        return self._sequence

    def left_before(self) -> Draft:
        """What an earlier run left; empty once this one keeps something there."""
        return self.read() if self._sequence == self._found else {}

    def read(self) -> Draft:
        """What was being typed when the program ended; empty where nothing was."""
        newest = self._newest()
        if newest is None:
            return {}
        try:
            return msgspec.json.decode(newest.payload, type=Draft)
        except msgspec.DecodeError:
            return {}

    def write(self, draft: Draft) -> None:
        """Keep this draft instead of the one before; raises SaveError."""
        with self._busy:
            self._write(self._packed(draft))

    def _write(self, data: bytes) -> None:
        try:
            with disk.opened(self._path, new=not self._path.exists()) as fd:
                slot = (self._sequence + 1) % 2 * _SLOT
                disk.write_at(fd, data, slot)
                disk.flush(fd)
        except OSError as error:
            raise SaveError(error) from error
        self._sequence += 1

    def clear(self, only: int | None = None) -> None:
        """Forget the draft, also on the disk: it may hold a name the law protects.

        With ``only`` nothing but the draft of that sequence: one written since stays.
        """
        with self._busy, contextlib.suppress(OSError):
            if only is not None and only != self._sequence:
                return
            size = self._path.stat().st_size
            with disk.opened(self._path) as fd:
                disk.write_at(fd, bytes(size), 0)
                os.ftruncate(fd, 0)
                disk.flush(fd)

    def _packed(self, draft: Draft) -> bytes:
        limit = _SLOT
        while True:
            kept = {name: clean_lines(text[:limit]) for name, text in draft.items() if text}
            data = pack(self._sequence + 1, msgspec.json.encode(kept))
            if len(data) <= _SLOT:
                return data
            limit //= 2

    def _newest(self) -> Frame | None:
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        frames = [*unpack(data[:_SLOT])[0][:1], *unpack(data[_SLOT:].lstrip(b"\0"))[0][:1]]
        return max(frames, key=lambda frame: frame.sequence, default=None)


class FormDrafts:
    """Keeps what is typed into forms, each in a file of its own until that form is done with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[DraftFile] = []
        for number in count():
            if number and not self._path(number).exists():
                break
            self._files.append(DraftFile(self._path(number)))

    def waiting(self) -> list[DraftFile]:
        """Those that hold something typed, the oldest files first."""
        return [one for one in self._files if one.read()]

    def free(self) -> DraftFile:
        """One for the next form, in which nothing waits."""
        for one in self._files:
            if not one.read():
                return one
        self._files.append(DraftFile(self._path(len(self._files))))
        return self._files[-1]

    def _path(self, number: int) -> Path:
        return self._folder / (f"form-{number + 1}.log" if number else "form.log")
