"""What can go wrong with what a laptop sends, in sentences for people."""

from pathlib import Path

from danvan_tui.language import _


class LaptopError(Exception):
    """A failure that people are told about in one sentence; nothing recorded was lost."""


class BusyError(LaptopError):
    """Another window is sending or fetching just now."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another window is sending or fetching just now. Nothing was done here; "
                "please wait until it is ready, then try again."
            )
        )


class NoOfficeError(LaptopError):
    """Nothing can be sealed: the laptop does not know the key of an office."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This laptop does not have the key of the office, so the files cannot be sealed "
                "and nothing was sent. Please ask the office for its public file, or send the "
                "files unsealed if you answer for the way they take."
            )
        )


class NewerLogError(LaptopError):
    """What was sent was written down by a newer version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{name} was written by a newer version of this program. "
                "Nothing was changed; please install the newer version."
            ).format(name=path.name)
        )


class ExchangeDiskError(LaptopError):
    """The folder in which a laptop keeps what it sends cannot be used."""

    def __init__(self, folder: Path, cause: OSError) -> None:
        super().__init__(
            _(
                "The folder {folder} cannot be used: {cause}. What was recorded is kept, nothing "
                "of it was sent; please free some room or check the drive, then try again."
            ).format(folder=folder, cause=cause.strerror or type(cause).__name__)
        )
