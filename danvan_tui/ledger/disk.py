"""The few calls that touch the disk, each with its Windows branch."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_O_BINARY: int = getattr(os, "O_BINARY", 0)
_BUSY_ON_WINDOWS = frozenset({5, 32, 33})  # a virus scanner holds the file for a moment
_PATIENCE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # seconds between tries


def is_folder(path: Path) -> bool:
    """Whether a folder is there and answers; what `Path.is_dir` raises for is none either.

    A share that hangs and a name nothing can have raise there before Python 3.14.
    """
    return os.path.isdir(path)  # noqa: PTH112 - as above


def is_file(path: Path) -> bool:
    """The same of a file."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def open_file(path: Path, *, new: bool = False, writable: bool = True) -> int:
    """A file descriptor for reading and writing at given places."""
    flags = (os.O_RDWR if writable else os.O_RDONLY) | _O_BINARY
    if new:
        flags |= os.O_CREAT | os.O_EXCL
    return os.open(path, flags, 0o600)


def write_at(fd: int, data: bytes, offset: int) -> None:
    """Write all of ``data`` at ``offset``; raises OSError, then some of it may be there."""
    rest = memoryview(data)
    while rest:
        written = _write_some(fd, rest, offset)
        rest = rest[written:]
        offset += written


def _write_some(fd: int, data: memoryview, offset: int) -> int:
    if sys.platform == "win32":
        os.lseek(fd, offset, os.SEEK_SET)
        return os.write(fd, data)
    return os.pwrite(fd, data, offset)


def flush(fd: int) -> None:
    """Wait until what was written into this file is on the device."""
    if sys.platform == "linux":
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def flush_folder(folder: Path) -> None:
    """Wait until the folder's names are on the device; Windows keeps them by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _patiently(act: Callable[[], _T]) -> _T:
    """Do it, trying again for a bounded time while a virus scanner holds the file on Windows."""
    for wait in _PATIENCE:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
            time.sleep(wait)
    return act()


def replace(source: Path, target: Path) -> None:
    """Rename over ``target``."""
    _patiently(lambda: source.replace(target))


def read_whole(path: Path) -> bytes:
    """All bytes of a file."""
    return _patiently(path.read_bytes)


@contextlib.contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[int]:
    """A descriptor that is closed again."""
    fd = open_file(path, new=new)
    try:
        yield fd
    finally:
        os.close(fd)


def unfinished(path: Path) -> Path:
    """Where a whole file is written before it takes its place."""
    return path.with_name(path.name + ".new")


def write_whole(path: Path, data: bytes) -> None:
    """Put a whole file in place so that a power cut or an error leaves the old one or the new one.

    ext4 needs the flush before the rename; FAT32 forgets the file without the one after it.
    """
    fresh = unfinished(path)
    fresh.unlink(missing_ok=True)
    try:
        with opened(fresh, new=True) as fd:
            write_at(fd, data, 0)
            os.fsync(fd)
        replace(fresh, path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    with opened(path) as fd:
        os.fsync(fd)
    flush_folder(path.parent)
