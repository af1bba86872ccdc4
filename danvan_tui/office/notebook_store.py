"""The store of a session in the register: several may write there, and what they say is joined."""

import contextlib
import errno
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_tui.ledger.errors import LedgerError, SaveError
from danvan_tui.ledger.state import State
from danvan_tui.ledger.store import Entry
from danvan_tui.office.register.errors import RegisterError

if TYPE_CHECKING:
    from danvan_tui.office.register.register import Register


class NotRegisteredError(SaveError):
    """The register did not take an entry; it is not in the notebook."""

    def __init__(self, error: RegisterError) -> None:
        LedgerError.__init__(self, str(error))
        self.cause = OSError(errno.EIO, str(error))


class RegisterStore:
    """Puts the entries of one session into the register; its drafts stand in a folder."""

    def __init__(
        self, register: "Register", session: str, folder: Path, *, is_writable: bool
    ) -> None:
        """The folder is made where one may write."""
        self.folder = folder
        self._session = session
        self.is_writable = is_writable
        self._register = register
        if is_writable:
            with contextlib.suppress(OSError):  # no draft can be kept; entries still can
                folder.mkdir(parents=True, exist_ok=True)

    def check(self) -> None:
        """Writing says whether the register can be reached."""

    def write(self, entry: Entry) -> None:
        """Put an entry into the register; raises SaveError, then it is not there."""
        try:
            self._register.append(self._session, entry.operation, entry.secret, entry.moves)
        except RegisterError as error:
            raise NotRegisteredError(error) from error

    def checkpoint(self, state: State) -> None:
        """The register keeps operations alone."""

    def close(self, *, finished: bool) -> None:
        """Write no more; where nothing is being typed, no folder is needed."""
        del finished
        if self.is_writable:
            self.is_writable = False
            with contextlib.suppress(OSError):
                self.folder.rmdir()
