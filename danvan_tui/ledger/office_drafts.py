"""What is being typed of promises and duties without their sessions, in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.ledger.draft import DraftFile

if TYPE_CHECKING:
    from filelock import BaseFileLock

NAMES = ("review", "review-form", "duty")
_LOCK = "office"


class OfficeDrafts:
    """The drafts of one window: others type into files of their own, and see none of these.

    What a window left behind when it ended goes to the next one.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock: BaseFileLock | None = None
        self._number: int | None = None

    def file(self, name: str) -> DraftFile:
        """The file of one of the NAMES."""
        if self._number is None:
            self._number = self._taken()
        return DraftFile(_path(self._root, name, self._number))

    def let_go(self) -> None:
        """Leave what is typed to the next window."""
        if self._lock is not None:
            self._lock.release()
        self._lock = self._number = None

    def _taken(self) -> int:
        """A number nobody types under: one under which something was left, else the first."""
        for number in [*_left(self._root), *_numbers(self._root)]:
            if self._take(number):
                return number
        return next(number for number in count(2) if self._take(number))

    def _take(self, number: int) -> bool:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - not for starting

        path = _path(self._root, _LOCK, number).with_suffix(".lock")
        lock = FileLock(path, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError:
            return True  # nobody can write here
        self._lock = lock
        return True


def office_drafts(root: Path) -> Iterator[DraftFile]:
    """All of them, whoever types into them."""
    for number in _numbers(root):
        for name in NAMES:
            path = _path(root, name, number)
            if path.exists():
                yield DraftFile(path)


def _numbers(root: Path) -> list[int]:
    """The numbers that were ever typed under, and the first."""
    stems = {path.stem for path in root.glob("*.log")} | {
        path.stem for path in root.glob(f"{_LOCK}*.lock")
    }
    last = next(
        number
        for number in count(2)
        if not any(f"{name}-{number}" in stems for name in (*NAMES, _LOCK))
    )
    return list(range(1, last))


def _left(root: Path) -> list[int]:
    return [
        number
        for number in _numbers(root)
        if any(DraftFile(_path(root, name, number)).read() for name in NAMES)
    ]


def _path(root: Path, name: str, number: int) -> Path:
    return root / (f"{name}-{number}.log" if number > 1 else f"{name}.log")
