"""A colleague's file: an export for the office, or a package that was not sealed."""

from pathlib import Path

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.failing import LIMIT, TroubleError
from danvan_tui.exchange.verify import Verdict, verify, verify_file
from danvan_tui.language import _
from danvan_tui.ledger.operation import Operation

_PARCEL = b"danvan-parcel"
_SEAL = b"age-encryption.org/"


def read_colleague(path: Path) -> tuple[str, list[Operation]]:
    """The id of the session in a file and all its entries; raises MergeError."""
    verdict = _verdict(path)
    document = verdict.document
    if not verdict.whole or document is None:
        raise MergeError(verdict.sentence)
    if not isinstance(document, OfficeDocument):
        raise MergeError(
            _(
                "This file is for posting or for numbers only; it does not hold the whole "
                "session. Nothing was taken in; please ask for the file for the office."
            )
        )
    return document.session.id, [*document.operations, *document.protected.operations]


def _verdict(path: Path) -> Verdict:
    data = _beginning(path)
    if data.startswith(_SEAL):
        raise MergeError(
            _(
                "This file is sealed for the office; nobody else can open it. Nothing was taken "
                "in; please ask your colleague for an export: danvan export."
            )
        )
    if not data.startswith(_PARCEL):
        return verify_file(path)
    from danvan_tui.exchange.parcel import Kind, open_parcel  # noqa: PLC0415 - cryptography

    try:
        opened = open_parcel(path.read_bytes(), None)
    except TroubleError as error:
        raise MergeError(error.sentence) from error
    if opened.header.kind is not Kind.PACKAGE:
        raise MergeError(_("This file is an answer of the office. Nothing was taken in."))
    return verify(opened.body)


def _beginning(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read, or is too large to be ours."""
    try:
        if not path.is_file() or path.stat().st_size > LIMIT:
            return b""
        with path.open("rb") as file:
            return file.read(64)
    except OSError:
        return b""
