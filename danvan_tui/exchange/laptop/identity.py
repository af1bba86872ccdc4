"""Whose folder this is: the laptop's keys, and what tells their file from any copy of it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.exchange.laptop.folder import alone_in

if TYPE_CHECKING:
    from danvan_tui.exchange.keys import Keys

FILE = "laptop.key"
_PATIENCE = 10  # seconds; making keys takes a moment


def identity_of(folder: Path, file: str = FILE) -> str:
    """What a copy or a restored backup of the key file never has; empty where there is none.

    The time is that of the copy on every system. The number of a file changes with every mounting
    of a FAT stick under Linux, so it counts on Windows only.
    """
    try:
        status = (folder / file).stat()
    except OSError:
        return ""
    number = status.st_ino if sys.platform == "win32" else 0
    return f"{number}-{_written(status)}"


def keys_in(folder: Path, name: str) -> "Keys":
    """The keys of this laptop, made where there are none; not to be called while alone in there.

    Raises KeysError, LaptopError, OSError.
    """
    from danvan_tui.exchange.keys import make_keys, read_keys, write_keys  # noqa: PLC0415

    path = folder / FILE
    if not path.exists():
        with alone_in(folder, _PATIENCE):  # another window may be making them
            if not path.exists():
                write_keys(path, make_keys(name))
    return read_keys(path)


def _written(status: os.stat_result) -> int:
    born: int | None = getattr(status, "st_birthtime_ns", None)  # Windows, from Python 3.12
    return status.st_ctime_ns if born is None else born
