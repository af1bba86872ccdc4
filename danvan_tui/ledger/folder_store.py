"""The store of a session in a folder of its own: two journals, the state, and the pen."""

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path

from danvan_tui.ledger.derived import forget_derived
from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.journal import Journal, Place, erase
from danvan_tui.ledger.operation import encode_operation
from danvan_tui.ledger.pen import Pen
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import write_state
from danvan_tui.ledger.store import Entry


@dataclass
class Journals:
    """Where the operations of a session stand on the disk."""

    open: Journal
    protected: Journal
    places: dict[str, list[Place]]
    """Wherever each operation stands in the open journal, in case it becomes secret."""


class FolderStore:
    """Appends to the journals of a folder; who writes there holds its pen."""

    def __init__(
        self, folder: Path, journals: Journals, *, pen: Pen | None, generation: int = 0
    ) -> None:
        self.folder = folder
        self.journals = journals
        self.pen = pen
        self._generation = generation

    @property
    def is_writable(self) -> bool:
        """Whether we hold the pen."""
        return self.pen is not None

    def check(self) -> None:
        """Raise SaveError where the folder was taken away: its open files still take writes."""
        if not self.folder.exists():
            raise SaveError(FileNotFoundError(ENOENT, os.strerror(ENOENT)))

    def write(self, entry: Entry) -> None:
        """Put an entry on the disk; raises SaveError, then it is not there."""
        journals = self.journals
        for moving in entry.moves:
            journals.protected.append(encode_operation(moving))
        target = journals.protected if entry.secret else journals.open
        place = target.append(encode_operation(entry.operation))
        if not entry.secret:
            journals.places[entry.operation.id] = [place]
        self.wipe(moving.id for moving in entry.moves)
        if entry.moves:
            forget_derived(self.folder)

    def wipe(self, moved: Iterable[str]) -> None:
        """Erase operations from the open journal; the next opening tries again what failed."""
        for operation_id in moved:
            for place in self.journals.places.pop(operation_id, ()):
                with contextlib.suppress(SaveError):
                    erase(place, operation_id)

    def checkpoint(self, state: State) -> None:
        """Write the state as a TinyDB file; raises SaveError, the journal holds everything."""
        self._generation += 1
        write_state(self.folder, state, self._generation)

    def close(self, *, finished: bool) -> None:
        """Let go of the files and put the pen down."""
        self.journals.open.close()
        self.journals.protected.close()
        pen, self.pen = self.pen, None
        if pen is not None:
            pen.put_down(finished=finished)
