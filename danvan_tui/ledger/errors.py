"""What can go wrong in the ledger, each with what was kept and what to do."""

from pathlib import Path

from danvan_tui.language import _


class LedgerError(Exception):
    """A failure that people are told about in one sentence."""


class SaveError(LedgerError):
    """An entry could not be put on the disk; it is not in the notebook."""

    def __init__(self, cause: OSError) -> None:
        self.cause = cause
        super().__init__(
            _(
                "Not saved: {cause}. Everything saved before is kept; "
                "free some room or reconnect the drive, then try again."
            ).format(cause=cause.strerror or type(cause).__name__)
        )


class NewerFormatError(LedgerError):
    """The folder was written by a newer version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{name} was written by a newer version of this program. "
                "Nothing was changed; please install the newer version."
            ).format(name=path.name)
        )


class UnreadableError(LedgerError):
    """Neither the journal nor the state of a session can be read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "Nothing in the folder {name} can be read as a session. "
                "The folder was left as it is; please copy it for support."
            ).format(name=folder.name)
        )


class ReadOnlyError(LedgerError):
    """Another window holds the pen, or the session was opened for reading."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(
            _(
                "This session is open for writing elsewhere ({who}). "
                "Here it can only be read; nothing was changed."
            ).format(who=who)
        )


class NotWritableError(LedgerError):
    """The folder of a session cannot be written: a read-only disk, or no right to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "The folder {name} cannot be written. The session can be read, nothing was "
                "changed; please check the drive and your rights."
            ).format(name=folder.name)
        )


class ClosedError(LedgerError):
    """The minutes were agreed; a change needs a reason and becomes a numbered correction."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The minutes of this session are closed. Nothing was changed; "
                "a correction needs a reason and gets a number."
            )
        )


class MinutesElsewhereError(LedgerError):
    """The minutes are taken on another computer; only what follows them is written here."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The minutes of this session are taken on another computer. Nothing was changed; "
                "here promises and duties are followed up, and a correction needs a reason."
            )
        )


class InvalidChangeError(LedgerError):
    """A change that the rules of the record do not allow; nothing was changed."""


class NothingToUndoError(LedgerError):
    """There is no entry left that may be taken back or brought back."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to take back or bring back."))


class FolderError(LedgerError):
    """The data folder is missing, cannot be made or cannot be written."""

    def __init__(self, folder: Path, cause: OSError) -> None:
        super().__init__(
            _(
                "The data folder {folder} cannot be used: {cause}. Nothing was changed; "
                "please choose another folder with --data."
            ).format(folder=folder, cause=cause.strerror or type(cause).__name__)
        )
