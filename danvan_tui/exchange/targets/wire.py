"""What a connection to a server has to be able to do, whatever it speaks."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.target import IsCancelled, Progress

if TYPE_CHECKING:
    import asyncio

TIMEOUT = 30.0  # seconds for one step: to sign in, to write a piece, to answer
PIECE = 128 * 1024  # bytes of one step
LISTING = 16 * 1024 * 1024  # bytes; some 30,000 files


class Wire(Protocol):
    """One connection to a server.

    Raises TargetError; and, for the caller to judge, FileNotFoundError, FileExistsError,
    TooMuchError and CancelledError where it says so.
    """

    def names(self, folder: str) -> list[str]:
        """The names of files in a folder, as the server says them; none where it is not there."""

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """A file; raises FileNotFoundError, or TooMuchError where it has more bytes."""

    def store(
        self, folder: str, name: str, data: bytes, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Bring a new file there, whole from the first moment of its name.

        Raises FileExistsError where the name is taken, FileNotFoundError where the place of the
        settings is not there, CancelledError.
        """

    def set_aside(self, folder: str, name: str) -> None:
        """Take the name from a damaged file.

        Raises FileNotFoundError where it is gone, FileExistsError where something is in the way.
        """

    def remove(self, folder: str, name: str) -> None:
        """Take away a file that was reported as not written; raises FileNotFoundError."""

    def close(self) -> None:
        """Hang up."""


def quiet_loop(target: str) -> asyncio.AbstractEventLoop:
    """The loop on which fsspec's libraries run, keeping to itself what broken connections leave.

    Every call tells its own trouble; what is left over would be a traceback on the screen.
    """
    loop: asyncio.AbstractEventLoop = library(target, "fsspec.asyn").get_loop()
    loop.call_soon_threadsafe(loop.set_exception_handler, lambda *_: None)
    return loop


def library(target: str, module: str) -> Any:  # noqa: ANN401 - most have no types
    """A library of the extra for servers; raises TargetError where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise troubles.missing_extra(target) from None
