"""Tells whether an export file is whole and unchanged, and what it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from danvan_tui.exchange import failing
from danvan_tui.exchange.document import (
    DOCUMENTS,
    VERSION,
    AnyDocument,
    OfficeDocument,
    Profile,
    PublicDocument,
)
from danvan_tui.exchange.envelope import (
    almost_has_end,
    digest,
    goes_on_behind_end,
    has_end,
    is_ours,
    is_saved_anew,
    seal,
    stated_digest,
    version,
)
from danvan_tui.exchange.failing import LIMIT
from danvan_tui.exchange.office import office_document
from danvan_tui.exchange.secrecy import secret_issues
from danvan_tui.language import _
from danvan_tui.ledger.checking import check_operation
from danvan_tui.ledger.state import State
from danvan_tui.vietnamese.clean import clean

_SHOWN = 60


class Finding(StrEnum):
    """What was found out about a file."""

    WHOLE = "whole"
    CHANGED = "changed"
    CUT = "cut"
    NEWER = "newer"
    WRONG = "wrong"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    """The finding, one sentence for people, and the contents of a whole file."""

    finding: Finding
    sentence: str
    document: AnyDocument | None = None

    @property
    def whole(self) -> bool:
        """Whether the file may be relied on."""
        return self.finding is Finding.WHOLE


class _Profiled(msgspec.Struct):
    profile: Profile


def verify_file(path: Path) -> Verdict:
    """Look at one file; never raises, whatever it holds."""
    try:
        if not path.is_file():
            return _no_file(path)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or type(error).__name__
        return Verdict(
            Finding.UNREADABLE,
            _("The file {name} cannot be read: {cause}. Please copy it anew.").format(
                name=_shown(path), cause=cause
            ),
        )
    return verify(data)


def verify(data: bytes) -> Verdict:
    """Look at the bytes of one file; never raises."""
    if len(data) > LIMIT:
        return Verdict(Finding.TOO_LARGE, failing.too_large().sentence)
    if not data or not is_ours(data):
        return _wrong(data)
    if not has_end(data):
        return _without_end(data)
    if digest(data) != stated_digest(data):
        return _told_change(data) or _changed()
    if version(data) > VERSION:
        return _newer()
    return _contents(data)


def _contents(data: bytes) -> Verdict:
    """The digest is right; a hand that recomputed it is still found."""
    try:
        profile = msgspec.json.decode(data, type=_Profiled).profile
        document = msgspec.json.decode(data, type=DOCUMENTS[profile])
        if seal(document) != data:
            return _changed()
        if isinstance(document, OfficeDocument) and data not in _as_folded(document):
            return Verdict(
                Finding.CHANGED,
                _(
                    "Changed by hand: what the file shows is not what its own entries add up to. "
                    "Please ask for the file again."
                ),
            )
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return _changed()
    return Verdict(Finding.WHOLE, _whole_sentence(document), document)


def _as_folded(document: OfficeDocument) -> Iterator[bytes]:
    """The file as a laptop folds its operations, and as an office; raises ValidationError."""
    return (seal(_refolded(document, only_begun=at_office)) for at_office in (False, True))


def _refolded(document: OfficeDocument, *, only_begun: bool) -> OfficeDocument:
    """The document as its operations make it; raises msgspec.ValidationError."""
    operations = [*document.operations, *document.protected.operations]
    for operation in operations:
        check_operation(operation)
    shown = {issue.id for issue in document.issues if issue.protected}
    apart = {operation.id for operation in document.protected.operations}
    protected = secret_issues(operations, apart, shown)
    ordered = sorted(operations, key=lambda operation: operation.order)
    state = State(ordered, protected, only_begun=only_begun)
    return office_document(state, program=document.program, written=document.written)


def _without_end(data: bytes) -> Verdict:
    if version(data) > VERSION:
        return _newer()
    if not has_end(data + b"\n"):
        told = _told_change(data)
        if told or almost_has_end(data) or _is_json(data):
            return told or _changed()
    return Verdict(Finding.CUT, failing.cut().sentence)


def _told_change(data: bytes) -> Verdict | None:
    """What happened to the file where that can be told from its end."""
    if goes_on_behind_end(data):
        return Verdict(
            Finding.CHANGED,
            _("The file was changed: something follows after its end. Please ask for it again."),
        )
    if is_saved_anew(data):
        return Verdict(
            Finding.CHANGED,
            _(
                "The file was changed: another program saved it with other line ends or encoding. "
                "Please ask for it again."
            ),
        )
    return None


def _changed() -> Verdict:
    return Verdict(Finding.CHANGED, failing.changed().sentence)


def _newer() -> Verdict:
    return Verdict(Finding.NEWER, failing.newer().sentence)


def _no_file(path: Path) -> Verdict:
    if path.exists():
        sentence = _("{name} is a folder or a device; please choose the .json file itself.")
    else:
        sentence = _("There is no file {name} here; please check the name.")
    return Verdict(Finding.UNREADABLE, sentence.format(name=_shown(path)))


def _wrong(data: bytes) -> Verdict:
    return Verdict(
        Finding.WRONG,
        _(
            "This is not an export of a session but {what}. "
            "Please choose the .json file that this program wrote."
        ).format(what=_what_it_is(data)),
    )


def _what_it_is(data: bytes) -> str:
    if not data:
        return _("an empty file")
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data:
            return _("an Excel file")
        return _("a Word file") if b"word/" in data else _("a packed file (zip)")
    if data.startswith(b"%PDF"):
        return _("a PDF file")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _("an old Word or Excel file")
    return _("another JSON file") if _is_json(data) else _("another kind of file")


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=msgspec.Raw)
    except msgspec.DecodeError:
        return False
    except RecursionError:
        return True  # nothing but JSON has so many brackets in a row
    return True


def _whole_sentence(document: AnyDocument) -> str:
    session = document.session
    values = {"code": _short(session.code), "date": _short(_day(session.date))}
    if isinstance(document, OfficeDocument):
        counts = document.counts
        return _(
            "Whole and unchanged: {code} of {date}, for the office; {people} in attendance, "
            "{issues} issues, {answers} answers, {commitments} commitments."
        ).format(
            **values,
            people=counts.attendance,
            issues=counts.issues,
            answers=counts.answers,
            commitments=counts.commitments,
        )
    if isinstance(document, PublicDocument):
        listed = document.counts
        return _(
            "Whole and unchanged: {code} of {date}, for posting; "
            "{issues} issues, {answers} answers, {commitments} commitments."
        ).format(
            **values,
            issues=listed.issues,
            answers=listed.answers,
            commitments=listed.commitments,
        )
    return _(
        "Whole and unchanged: {code} of {date}, numbers only; "
        "{issues} issues, {commitments} commitments."
    ).format(**values, issues=document.figures.issues, commitments=document.figures.commitments)


def _day(date: str) -> str:
    return "/".join(reversed(date.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else date


def _short(text: str) -> str:
    return clean(text)[:_SHOWN]


def _shown(path: Path) -> str:
    return _short(path.name or str(path))
