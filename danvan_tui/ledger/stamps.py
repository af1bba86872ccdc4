"""Stamps: what tells whether anything was written in a session since it was read."""

from pathlib import Path
from typing import TypeAlias

from danvan_tui.ledger.pen import holder

Stamp: TypeAlias = frozenset[tuple[str, int, int]]
"""The files of a session with their times and sizes: the same while nobody wrote."""


def stamp_of(folder: Path) -> Stamp | None:
    """The stamp of a session folder; None while something may be written at any time."""
    if holder(folder) is not None:
        return None
    try:
        files = [path for path in folder.iterdir() if path.suffix in (".json", ".log")]
        return frozenset((path.name, *_written(path)) for path in files)
    except OSError:
        return None


def _written(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size
