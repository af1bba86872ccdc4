"""The file of a register in SQLite, and what SQLite lays beside it."""

import contextlib
from pathlib import Path
from typing import Final

from danvan_tui.ledger import disk

BESIDE: Final = ("-wal", "-shm", "-journal")
_PIECE: Final = 256 * 1024  # bytes written over at a time


def remove(path: Path) -> None:
    """Take the file away where it is there; raises OSError."""
    for suffix in ("", *BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Take away the file of a register that is elsewhere now, its words first; raises OSError."""
    with contextlib.suppress(OSError), disk.opened(path) as fd:
        for place in range(0, path.stat().st_size, _PIECE):
            disk.write_at(fd, bytes(_PIECE), place)
        disk.flush(fd)
    remove(path)
