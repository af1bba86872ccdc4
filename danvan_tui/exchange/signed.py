"""Two lines that stand at the head of what a party signs: magic and signature, then JSON."""

import base64
import re
from typing import NamedTuple, TypeVar

import msgspec

from danvan_tui.exchange.failing import KeysError, ParcelError, Trouble, changed, cut, newer
from danvan_tui.exchange.parties import PublicKeys, checked, strict_base64
from danvan_tui.language import _

VERSION = 1
LONGEST_LINE = 64 * 1024
_SIGNATURE = 64
_LONGEST_FIRST = 200
_MOST_BRACKETS = 200  # in JSON without any depth to speak of
_BLANK = b"\0 \t\r\n"
_MARKED = 64
_T = TypeVar("_T")


class Head(NamedTuple):
    """The head of a file as it came; nothing is believed yet."""

    signature: bytes
    line: bytes
    end: int
    """Where the body begins."""


def statement(magic: str, line: bytes) -> bytes:
    """What is signed: the line, for this use and no other."""
    return f"{magic} {VERSION}\n".encode() + line + b"\n"


def written(magic: str, signature: bytes, line: bytes) -> bytes:
    """The two lines."""
    first = f"{magic} {VERSION} {base64.b64encode(signature).decode('ascii')}\n"
    return first.encode() + line + b"\n"


def head_of(magic: str, data: bytes) -> Head:
    """The two lines as they stand in a file; raises ParcelError."""
    check_beginning(magic, data)
    first, found, _rest = data[:_LONGEST_FIRST].partition(b"\n")
    said = re.fullmatch(rb"%b (\d{1,6})(?: (.*))?" % magic.encode(), first)
    if said and found and int(said[1]) > VERSION:
        raise newer()
    if not found and len(data) < _LONGEST_FIRST:
        raise cut()
    if not found or not said or int(said[1]) != VERSION:
        raise changed()
    signature = strict_base64((said[2] or b"").decode("ascii", "replace"), _SIGNATURE)
    if signature is None:
        raise changed()
    start = len(first) + 1
    end = data.find(b"\n", start, start + LONGEST_LINE)
    if end < 0:
        raise changed() if len(data) - start >= LONGEST_LINE else cut()
    return Head(signature, data[start:end], end + 1)


def decoded(line: bytes, wanted: type[_T]) -> _T:
    """The JSON of the second line; raises ParcelError."""
    if line.count(b"[") + line.count(b"{") > _MOST_BRACKETS:
        raise ParcelError(
            Trouble.DEEP,
            _(
                "The head of the file is brackets within brackets, as nothing of ours is. "
                "It was not read further; please ask for the file again."
            ),
        )
    try:
        return msgspec.json.decode(line, type=wanted)
    except (msgspec.DecodeError, UnicodeError):
        raise changed() from None


def check(magic: str, head: Head, by: PublicKeys) -> PublicKeys:
    """The party whose key signed the head, with its name cleaned; raises ParcelError."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - screens start without
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    try:
        party = checked(by)
        key = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(party.verify))
        key.verify(head.signature, statement(magic, head.line))
    except (KeysError, InvalidSignature, ValueError):
        raise changed() from None
    return party


def check_beginning(magic: str, data: bytes) -> None:
    """Tell what is not one of ours, or has lost its beginning; raises ParcelError."""
    mark = magic.encode() + b" "
    if data.startswith(mark):
        return
    if not data[:LONGEST_LINE].strip(_BLANK):
        raise ParcelError(
            Trouble.EMPTY,
            _(
                "The file is empty or holds nothing but blanks: its copy was not finished. "
                "Please copy it again from where it was written."
            ),
        )
    if mark.startswith(data):
        raise cut()
    if mark in data[:_MARKED].replace(b"\0", b""):
        raise ParcelError(
            Trouble.CHANGED,
            _(
                "The file was changed: another program saved it with other line ends or encoding. "
                "Please ask for it again."
            ),
        )
    raise ParcelError(
        Trouble.WRONG_KIND,
        _("This is another kind of file, or its beginning was changed; nothing was taken from it."),
    )
