"""A system whose calls fail: a drive pulled out, a full one, a program killed, one bad call."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import pytest

_CALLS = (
    "open",
    "close",
    "pwrite",
    "fsync",
    "fdatasync",
    "posix_fadvise",
    "replace",
    "unlink",
    "mkdir",
    "lstat",
    "scandir",
)
_CHANGING = {"open", "pwrite", "mkdir", "replace"}


class Fault(Enum):
    """What goes wrong, at one call or from it on."""

    ONCE = "one call fails"
    PULLED = "the drive is pulled out"
    FULL = "the drive is full"
    SHORT = "the drive takes a few bytes more and is full"
    KILLED = "the program is killed"


class KilledError(BaseException):
    """The program is no more; nothing that it would do afterwards happens."""


class FaultySystem:
    """Counts the calls that reach below one folder, and lets them fail from one number on."""

    def __init__(self, root: Path, fault: Fault | None, at: int) -> None:
        self.calls: list[str] = []
        self._root = os.fspath(root)
        self._fault = fault
        self._at = at
        self._paths: dict[int, str] = {}

    @property
    def struck(self) -> bool:
        """Whether there was such a call."""
        return len(self.calls) >= self._at

    def wrap(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        """The call as this system does it."""

        def called(*values: object, **options: object) -> object:
            subject = values[0] if values else ""
            place = self._paths.get(subject, "") if isinstance(subject, int) else str(subject)
            if not place.startswith(self._root):
                return call(*values, **options)
            self.calls.append(f"{name} {Path(place).name}")
            self._strike(name, values, call)
            result = call(*values, **options)
            if name == "open" and isinstance(result, int):
                self._paths[result] = place
            if name == "close" and isinstance(subject, int):
                self._paths.pop(subject, None)
            return result

        return called

    def _strike(self, name: str, values: tuple[object, ...], call: Callable[..., object]) -> None:
        number = len(self.calls)
        if self._fault is None or number < self._at:
            return
        if self._fault is Fault.KILLED:
            raise KilledError
        if self._fault is Fault.PULLED or (self._fault is Fault.ONCE and number == self._at):
            if name == "close":  # the descriptor is gone all the same
                call(*values)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self._fault in (Fault.FULL, Fault.SHORT) and name in _CHANGING - {"open", "replace"}:
            if self._fault is Fault.SHORT and name == "pwrite" and number == self._at:
                fd, data, offset = values
                call(fd, bytes(data)[:777], offset)  # type: ignore[call-overload]
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def faulty(root: Path, fault: Fault | None = None, at: int = 1) -> Iterator[FaultySystem]:
    """The calls of the system below a folder go through a faulty system meanwhile."""
    system = FaultySystem(root, fault, at)
    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, system.wrap(name, getattr(os, name)))
        yield system
