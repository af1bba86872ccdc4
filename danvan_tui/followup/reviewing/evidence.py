"""What proves that a promise was kept: the name of a file and its digest, never the file."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from danvan_tui.language import _
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.vietnamese.clean import clean

_CHUNK = 1 << 20
_FLAGS: int = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class EvidenceError(LedgerError):
    """A file that is to prove something cannot be read."""


def _never() -> bool:
    return False


def evidence(path: Path, is_left: Callable[[], bool] = _never) -> tuple[str, str]:
    """The name of a file, as it may be shown, and its SHA-256; raises EvidenceError.

    Reading a large one stops once ``is_left`` says that nobody waits for it any more.
    """
    name = clean(path.name)
    try:
        _be_a_file(_at_home(path), name or clean(str(path)))
        return name, _digest(_at_home(path), is_left)
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in a path is no OSError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise EvidenceError(
            _(
                "{name} cannot be read: {reason}. Nothing was recorded; please check the file."
            ).format(name=name, reason=reason)
        ) from error


def _at_home(path: Path) -> Path:
    """The path from the user's own folder where it begins with "~/"; other "~" begin a name."""
    return path.expanduser() if path.parts[:1] == ("~",) else path


def _be_a_file(path: Path, name: str) -> None:
    """Refuse what has no end, or waits for somebody, before it is opened."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise EvidenceError(
            _(
                "{name} is a folder, not a file. Nothing was recorded; "
                "please name the one file that proves it."
            ).format(name=name)
        )
    if not stat.S_ISREG(mode):  # also NUL and CON on Windows
        raise EvidenceError(_no_file(name))


def _digest(path: Path, is_left: Callable[[], bool]) -> str:
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # changed since it was looked at
            raise EvidenceError(_no_file(clean(path.name)))
        while chunk := file.read(_CHUNK):
            if is_left():
                raise EvidenceError(_("Reading {name} was left.").format(name=clean(path.name)))
            digest.update(chunk)
    return digest.hexdigest()


def _no_file(name: str) -> str:
    return _(
        "{name} is a device or a pipe, not a file. Nothing was recorded; "
        "please name the one file that proves it."
    ).format(name=name)
