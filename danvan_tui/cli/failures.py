"""Exit codes, and the one sentence people read when something foreseeable went wrong."""

import errno
import sys

import click

from danvan_tui.cli.plain import shortened
from danvan_tui.language import _

REFUSED = 1
"""Something was refused, or something is wrong with the content."""
DISK = 3
"""The data folder or the disk cannot be used."""


class Refusal(click.ClickException):
    """One sentence for people about something that was refused."""

    exit_code = REFUSED

    def __init__(self, message: str) -> None:
        super().__init__(shortened(message))


class DiskRefusal(Refusal):
    """One sentence for people about the data folder or the disk."""

    exit_code = DISK


def foreseen() -> tuple[type[Exception], ...]:
    """The failures people are told about; imported only when there is one."""
    return (*_of_the_content(), *_of_the_disk())


def refusal(error: Exception) -> Refusal:
    """The one sentence and the exit code for a failure that was foreseen."""
    if isinstance(error, OSError):
        return DiskRefusal(_sentence(error))
    of_the_disk = isinstance(error, _of_the_disk()) or isinstance(error.__cause__, OSError)
    return DiskRefusal(str(error)) if of_the_disk else Refusal(str(error))


def reader_left(error: BaseException) -> bool:
    """Whether nobody reads our output any more, as in `danvan list | head`."""
    return isinstance(error, OSError) and (
        error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)
    )


def unwritten(error: OSError) -> DiskRefusal:
    """The sentence for output that nobody gets; what was recorded before it is on the disk."""
    reason = error.strerror or type(error).__name__
    return DiskRefusal(
        _("The output could not be written: {reason}. What was recorded is saved.").format(
            reason=reason
        )
    )


def _of_the_content() -> tuple[type[Exception], ...]:
    from danvan_tui.exchange.errors import ExportError, MergeError, RosterError  # noqa: PLC0415
    from danvan_tui.exchange.failing import KeysError, ParcelError  # noqa: PLC0415
    from danvan_tui.exchange.laptop.errors import LaptopError  # noqa: PLC0415
    from danvan_tui.exchange.targets.target import TargetError  # noqa: PLC0415
    from danvan_tui.ledger.errors import LedgerError  # noqa: PLC0415
    from danvan_tui.office.errors import OfficeError  # noqa: PLC0415
    from danvan_tui.office.register.errors import RegisterError  # noqa: PLC0415

    return (
        LedgerError,
        ExportError,
        RosterError,
        MergeError,
        KeysError,
        ParcelError,
        LaptopError,
        TargetError,
        OfficeError,
        RegisterError,
    )


def _of_the_disk() -> tuple[type[Exception], ...]:
    from danvan_tui.ledger import errors  # noqa: PLC0415
    from danvan_tui.model.catalogue import CatalogueError  # noqa: PLC0415
    from danvan_tui.model.folders import MissingDataError  # noqa: PLC0415
    from danvan_tui.model.settings import SettingsError  # noqa: PLC0415
    from danvan_tui.office.register.errors import OutOfReachError  # noqa: PLC0415

    return (
        OSError,
        errors.FolderError,
        errors.NewerFormatError,
        errors.NotWritableError,
        errors.SaveError,
        errors.UnreadableError,
        CatalogueError,
        MissingDataError,
        OutOfReachError,
        SettingsError,
    )


def _sentence(error: OSError) -> str:
    return _("{name} cannot be used: {reason}. Everything saved before is kept.").format(
        name=error.filename or _("The disk"), reason=error.strerror or type(error).__name__
    )
