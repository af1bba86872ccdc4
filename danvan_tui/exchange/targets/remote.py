"""A server as a target: the same promises over SFTP, WebDAV and S3."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.intake import TooMuchError
from danvan_tui.exchange.targets.names import check_place, is_parcel_name, names_these
from danvan_tui.exchange.targets.target import IsCancelled, Progress, TargetError
from danvan_tui.exchange.targets.wire import TIMEOUT, Wire

_T = TypeVar("_T")
_TRIES = 3  # another window may bring the same file at the same time


class RemoteTarget:
    """Files on a server, each whole or not there; the connection is made when it is needed."""

    def __init__(
        self, name: str, dial: Callable[[float], Wire], *, timeout: float = TIMEOUT
    ) -> None:
        self.name = name
        self._dial = dial
        self._timeout = timeout
        self._wire: Wire | None = None

    def names(self, folder: str) -> list[str]:
        """The whole files of a folder; raises TargetError."""
        check_place(folder, "any.json")
        try:
            said = self._ask(lambda wire: wire.names(folder))
        except TooMuchError:
            raise troubles.strange(self.name) from None
        return sorted({name for name in said if is_parcel_name(name)})

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """The bytes of one file, cut off where they are more than the limit; raises TargetError."""
        check_place(folder, name)
        try:
            return self._ask(lambda wire: wire.read(folder, name, limit))
        except FileNotFoundError:
            raise troubles.no_file(self.name, name) from None
        except TooMuchError:
            raise troubles.too_large(self.name) from None

    def put(
        self, folder: str, name: str, data: bytes, *, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Write a file once; on return it was read back from the server."""
        check_place(folder, name)
        for _try in range(_TRIES):
            if self._stands(folder, name, data):
                break
            try:
                self._do(lambda wire: wire.store(folder, name, data, progress, is_cancelled))
            except FileExistsError:
                continue
            except FileNotFoundError:
                raise troubles.no_place(self.name) from None
            self._check(folder, name, data)
            break
        else:
            raise troubles.other_file(self.name, name)
        progress(len(data), len(data))

    def close(self) -> None:
        """Hang up; the next call makes another connection."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _stands(self, folder: str, name: str, data: bytes) -> bool:
        """Whether the file is there already; one of other bytes than its name says moves aside."""
        found = self._found(folder, name, len(data))
        if found is None or found == data:
            return found is not None
        if not names_these(name, data):
            raise troubles.other_file(self.name, name)
        with contextlib.suppress(FileNotFoundError, FileExistsError):  # another window did it
            self._do(lambda wire: wire.set_aside(folder, name))
        return False

    def _check(self, folder: str, name: str, data: bytes) -> None:
        """Read the file back; one that is not what was written is taken away."""
        if self._found(folder, name, len(data)) == data:
            return
        with contextlib.suppress(TargetError, FileNotFoundError):
            self._do(lambda wire: wire.remove(folder, name))
        raise troubles.changed(self.name)

    def _found(self, folder: str, name: str, limit: int) -> bytes | None:
        """What stands under a name, at most one byte more than the limit; None for nothing."""
        try:
            return self._ask(lambda wire: wire.read(folder, name, limit))
        except FileNotFoundError:
            return None
        except TooMuchError:
            return bytes(limit + 1)

    def _do(self, act: Callable[[Wire], None]) -> None:
        """Something that a server has only a short answer to."""
        try:
            self._ask(act)
        except TooMuchError:
            raise troubles.strange(self.name) from None

    def _ask(self, act: Callable[[Wire], _T]) -> _T:
        """Do it over the connection; a failed one is not used again."""
        try:
            if self._wire is None:
                self._wire = self._dial(self._timeout)
            return act(self._wire)
        except TargetError:
            self.close()
            raise
