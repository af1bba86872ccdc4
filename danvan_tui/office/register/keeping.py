"""The folder of the kept files: what an import took, and what the office said itself.

A file ends in ``.part`` until the database holds what it says: what a crash left is told from what
counts by asking the database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from danvan_tui.ledger import disk
from danvan_tui.office.register.errors import AwayError, RegisterError, of_the_disk
from danvan_tui.office.register.kept_file import KeptFile, read_kept
from danvan_tui.office.register.notes import Event, Note, Settled

_PART: Final = ".part"
_KEPT: Final = ".kept"
_IMPORT: Final = "import"
_OWN: Final = "own"


class Keeping:
    """One folder of kept files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: KeptFile | None = None

    def files(self) -> list[Path]:
        """Every kept file, settled or not."""
        try:
            found = [*self._folder.iterdir()] if self._folder.is_dir() else []
        except OSError as error:
            raise of_the_disk(error) from error
        return sorted(path for path in found if path.suffix in (_PART, _KEPT))

    def begin_import(self, event: Event) -> KeptFile:
        """A file for what one import takes."""
        return KeptFile(self._folder / f"{_IMPORT}-{event.id:016x}{_PART}")

    def settle(self, kept: KeptFile) -> None:
        """Say that the database holds what a file says; the next opening says so otherwise."""
        kept.close()
        with contextlib.suppress(OSError):
            disk.replace(kept.path, kept.path.with_suffix(_KEPT))

    @contextlib.contextmanager
    def own(self, note: Note, data: bytes, event: Event, place: int) -> Iterator[None]:
        """Keep something the office said, taken back where what is done in here fails.

        A file that somebody else found settled meanwhile is not written any more: what a crash
        leaves behind its end would never be asked for.
        """
        if self._own is not None and not self._own.path.exists():
            self._give_up()
        kept, end = self._own, 0
        try:
            if kept is None:
                kept = self._own = KeptFile(self._folder / f"{_OWN}-{event.id:016x}{_PART}")
            end = kept.end
            kept.append(note, data)
            kept.append(Settled(event=event, place=place))
            kept.flush()
            yield
        except AwayError:  # perhaps the database has it: the next opening asks
            self._give_up()
            raise
        except BaseException:
            self._take_back(kept, end)
            raise

    def reconcile(self, known: Callable[[Collection[int]], set[int]]) -> None:
        """Bring what a crash left in line with the database; nobody else may be writing.

        ``known`` gives those among the ids of events that the database holds.
        """
        for path in self.files():
            if path.suffix == _PART and (self._own is None or path != self._own.path):
                with contextlib.suppress(OSError):
                    _reconcile(path, known)

    def close(self) -> None:
        """Let go of the file of the office."""
        if self._own is not None:
            self.settle(self._own)
            self._own = None

    def _take_back(self, kept: KeptFile | None, end: int) -> None:
        if kept is None:
            return
        try:
            kept.cut(end)
        except RegisterError:
            self._give_up()

    def _give_up(self) -> None:
        """Go on in a new file: nobody knows what this one holds."""
        if self._own is not None:
            self._own.close()
            self._own = None


def is_import(path: Path) -> bool:
    """Whether a kept file holds what one import took; the others hold what the office said."""
    return path.name.startswith(f"{_IMPORT}-")


def _reconcile(path: Path, known: Callable[[Collection[int]], set[int]]) -> None:
    """Cut what follows the last event that the database holds; a file without any goes."""
    ends = {note.event.id: end for note, _data, end in read_kept(path) if isinstance(note, Settled)}
    end = max((ends[event] for event in known(ends.keys())), default=0)
    if not end:
        path.unlink()
        return
    with path.open("r+b") as file:
        file.truncate(end)
        disk.flush(file.fileno())
    disk.replace(path, path.with_suffix(_KEPT))
