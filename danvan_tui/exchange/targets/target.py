"""What every target can do, and how it says that it could not.

A file is written once under a name made from its content, never over another, and read back.
"""

from collections.abc import Callable
from typing import Protocol

from danvan_tui.language import _

TO_OFFICE = "danvan/to-office"
TO_LAPTOPS = "danvan/to-laptops"
"""Below it one folder a laptop, named by its id."""

Progress = Callable[[int, int], None]
"""Hears how many bytes of how many are written."""
IsCancelled = Callable[[], bool]


class TargetError(Exception):
    """A target could not be read or written; what was to be sent is not there as a whole file."""

    def __init__(self, sentence: str, *, is_passing: bool) -> None:
        super().__init__(sentence)
        self.is_passing = is_passing
        """Whether trying again later may help without anybody doing anything."""


class CancelledError(Exception):
    """Somebody stopped the writing; what was to be sent is not there as a whole file."""

    def __init__(self) -> None:
        super().__init__(_("Sending was stopped. The files are kept here and can be sent again."))


class Target(Protocol):
    """A place where the files of laptops and the office are put and fetched."""

    @property
    def name(self) -> str:
        """What people call it."""

    def names(self, folder: str) -> list[str]:
        """The whole files of a folder, in order of their names; none where it is not there."""

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """One file; raises TargetError where it has more than ``limit`` bytes."""

    def put(
        self, folder: str, name: str, data: bytes, *, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Write a file once; on return it stands there whole and was read back.

        Raises TargetError or CancelledError; what was written by then does not look whole.
        """

    def close(self) -> None:
        """Let go of the connection; the next call makes another."""
