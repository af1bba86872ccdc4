"""What can go wrong with the register, in sentences for people."""

from danvan_tui.language import _


class RegisterError(Exception):
    """The register cannot be used or changed; says what was kept and what to do."""


class OutOfReachError(RegisterError):
    """The register itself cannot be read or written now."""


class NewerRegisterError(OutOfReachError):
    """The register was written by a newer version of the program; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The register was written by a newer version of this program. "
                "Nothing was changed; please install the newer version."
            )
        )


class CollisionError(OutOfReachError):
    """Two that wrote at once were in each other's way; beginning again helps."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Others wrote into the register at the same moment, several times over. "
                "Nothing of this was taken, everything before is kept; please try again."
            )
        )


class BusyError(OutOfReachError):
    """Somebody else is writing, for longer than we wait."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another window is writing into the register just now. "
                "Nothing of this was taken, everything before is kept; please try again."
            )
        )


class AwayError(OutOfReachError):
    """The database does not answer, or went away in the middle."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The database of the register does not answer. What was taken before is kept, "
                "this was taken whole or not at all; please check that it runs and is reachable, "
                "then do it again: nothing is taken twice."
            )
        )


class FullError(OutOfReachError):
    """There is no room left for the register or for the files it keeps."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The disk of the register is full. Nothing of this was taken, everything taken "
                "before is kept; please free some room, then do it again."
            )
        )


class DamagedError(OutOfReachError):
    """The file is no register, or it is damaged."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The register cannot be read as one. It was left as it is, and every file that "
                "was taken is kept beside it; please make it anew with: danvan office rebuild"
            )
        )


class MissingRegisterError(OutOfReachError):
    """There is no register where one should be: files were taken before."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Files were taken before, but the register that holds them is not here. Nothing "
                "was changed; please check the setting “register”, bring it there with: danvan "
                "office move, or make it anew from the kept files with: danvan office rebuild"
            )
        )


class MovedError(OutOfReachError):
    """The register at this place was moved away: what is written here nobody would see."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The register was moved to another place. Nothing of this was taken, everything "
                "before is kept there; please start danvan again. If this comes again, give the "
                "same “danvan office move” once more, or name the new place as “register” in "
                "settings.toml."
            )
        )


class UnusableError(OutOfReachError):
    """The register or the folder of the kept files cannot be used."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            _(
                "The register cannot be used: {cause}. Nothing of this was taken, everything "
                "taken before is kept; please check the disk and your rights."
            ).format(cause=cause)
        )


def of_the_disk(error: OSError) -> RegisterError:
    """The failure of a file of the register, in a sentence."""
    from errno import EDQUOT, ENOSPC  # noqa: PLC0415 - only when something failed

    if error.errno in (ENOSPC, EDQUOT):
        return FullError()
    return UnusableError(error.strerror or type(error).__name__)
