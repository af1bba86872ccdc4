"""What proves that a promise was kept: the name of a file and its digest, never the file."""

import hashlib
from pathlib import Path

from danvan_tui.language import _
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.vietnamese.clean import clean

_CHUNK = 1 << 20


class EvidenceError(LedgerError):
    """A file that is to prove something cannot be read."""


def evidence(path: Path) -> tuple[str, str]:
    """The name of a file, as it may be shown, and its SHA-256; raises EvidenceError."""
    name = clean(path.name)
    if path.is_dir():
        raise EvidenceError(
            _(
                "{name} is a folder, not a file. Nothing was recorded; "
                "please name the one file that proves it."
            ).format(name=name or clean(str(path)))
        )
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError) as error:  # a NUL in a path is no OSError
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise EvidenceError(
            _(
                "{name} cannot be read: {reason}. Nothing was recorded; please check the file."
            ).format(name=name, reason=reason)
        ) from error
    return name, digest.hexdigest()
