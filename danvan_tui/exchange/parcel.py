"""The parcel: the one container in which anything travels between a laptop and the office.

First line: magic, version and signature; second line: the header; then the body as it is. Sealed,
the whole of that is one age file.
"""

import errno
import hashlib
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from danvan_tui import __version__
from danvan_tui.exchange import envelope, sealing, signed
from danvan_tui.exchange.failing import LIMIT, ParcelError, Trouble, changed, cut, too_large
from danvan_tui.exchange.keys import Keys
from danvan_tui.exchange.parties import PublicKeys
from danvan_tui.language import _
from danvan_tui.model.records import CODE
from danvan_tui.vietnamese.clean import clean

_LARGEST_BODY = LIMIT - 1024 * 1024  # with room for header and seal
_MAGIC = "danvan-parcel"
_BLOCK = 1024
"""A sealed parcel fills whole blocks, so that nearly every cut is told from a change."""
_SHOWN = 60
MOST = 999_999
"""The greatest number a parcel can have."""
GREATEST_SERIAL = 2**53


class Kind(StrEnum):
    """What a parcel holds."""

    PACKAGE = "package"
    RECEIPT = "receipt"
    FOLLOW_UP = "follow-up"


_Id = Annotated[str, msgspec.Meta(pattern=r"\A(?:[0-9a-f]{16})?\Z")]
_Word = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z.+:-]{0,64}\Z")]
_Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender says of a parcel, and signs."""

    kind: Kind
    sender: PublicKeys
    to: _Id
    """Id of the party it is made out for; empty for anybody."""
    line: _Word
    number: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    written: _Word
    program: _Word
    code: _Word
    body_size: Annotated[int, msgspec.Meta(ge=0, le=LIMIT)]
    body_sha256: _Sha256
    sealed: bool = False
    """Whether it was written sealed: one that comes without its seal is refused."""
    seen: Annotated[int, msgspec.Meta(ge=0, le=GREATEST_SERIAL)] = 0
    """Serial of the newest receipt its sender has, so that whoever answers gives a greater one."""


@dataclass(frozen=True)
class Parcel:
    """A parcel ready to travel."""

    name: str
    """Its file name, without any word that somebody typed."""
    data: bytes
    digest: str
    """SHA-256 of the file, the seal included."""


@dataclass(frozen=True)
class Opened:
    """A parcel that is whole and unchanged since the party in its header signed it."""

    header: Header
    body: bytes
    sealed: bool
    """Whether it came sealed; a caller who knows the office's key sees a missing seal here."""


def make_parcel(
    keys: Keys,
    *,
    kind: Kind,
    name: str,
    to: PublicKeys | None,
    seal: bool,
    line: str = "",
    number: int = 0,
    written: str,
    code: str = "",
    seen: int = 0,
    body: bytes,
) -> Parcel:
    """Sign the body as ``name`` and, if wanted, seal it for ``to``; raises ParcelError."""
    if seal and to is None:
        raise ValueError("a seal needs somebody to seal it for")
    if len(body) > _LARGEST_BODY:
        raise too_large()
    header = Header(
        kind=kind,
        sender=keys.public(name),
        to=to.id if to else "",
        line=line,
        number=number,
        written=written,
        program=__version__,
        code=code if CODE.fullmatch(code) else "",
        body_size=len(body),
        body_sha256=hashlib.sha256(body).hexdigest(),
        sealed=seal,
        seen=seen,
    )
    data = _signed(keys, header, body)
    if seal and to:
        data = sealing.seal(data, to.recipients)
    digest = hashlib.sha256(data).hexdigest()
    stem = f"{header.code or kind.value}_{number:04d}_{digest[:16]}"
    return Parcel(stem + (".danvan.age" if seal else ".danvan"), data, digest)


def open_parcel(data: bytes, keys: Keys | None) -> Opened:
    """The contents of a parcel for us; raises ParcelError.

    The signature is checked against the key in the header: whether to trust it is the caller's.
    """
    if len(data) > LIMIT:
        raise too_large()
    is_sealed = sealing.is_sealed(data)
    plain = _unsealed(data, keys) if is_sealed else data
    head = signed.head_of(_MAGIC, plain)
    header = signed.decoded(head.line, Header)
    header = msgspec.structs.replace(header, sender=signed.check(_MAGIC, head, header.sender))
    if header.sealed and not is_sealed:
        raise ParcelError(
            Trouble.UNSEALED,
            _(
                "The file was written sealed, and somebody opened it on the way. "
                "Nothing was taken from it; please ask for the sealed file."
            ),
        )
    if keys and header.to and header.to != keys.id:
        raise ParcelError(
            Trouble.WRONG_KEY,
            _("The file is made out for somebody else. Please check whom it was written for."),
        )
    return Opened(header, _body(plain, head.end, header), is_sealed)


def read_parcel(path: Path) -> bytes:
    """The bytes of a file that may be a parcel or an export; raises ParcelError.

    What cannot be one by its first bytes is not read further, and nothing is read without end.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, _("it is a folder or a device"))
        if found.st_size > LIMIT:
            raise too_large()
        with path.open("rb") as file:
            _check_beginning(file.read(min(found.st_size, signed.LONGEST_LINE)))
            file.seek(0)
            data = file.read(found.st_size + 1)  # a larger buffer costs ten times the reading
    except (OSError, ValueError) as error:  # ValueError: a name that no disk takes
        cause = getattr(error, "strerror", None) or type(error).__name__
        raise ParcelError(
            Trouble.UNREADABLE,
            _("The file {name} cannot be read: {cause}. Please copy it anew.").format(
                name=clean(path.name)[:_SHOWN], cause=cause
            ),
        ) from error
    return data


def may_be_ours(path: Path) -> bool:
    """Whether a file begins as one that `read_parcel` reads, or cannot be read at all."""
    try:
        with path.open("rb") as file:
            _check_beginning(file.read(signed.LONGEST_LINE))
    except ParcelError:
        return False
    except (OSError, ValueError):
        return True
    return True


def _check_beginning(head: bytes) -> None:
    """Tell what neither is of ours nor began its life so; raises ParcelError."""
    if sealing.is_sealed(head) or envelope.is_ours(head):
        return
    try:
        signed.check_beginning(_MAGIC, head)
    except ParcelError as error:
        if error.trouble in (Trouble.EMPTY, Trouble.WRONG_KIND):
            raise


def _signed(keys: Keys, header: Header, body: bytes) -> bytes:
    """The parcel without a seal; blanks in the header let a sealed one fill whole blocks."""
    line = msgspec.json.encode(header)
    msgspec.json.decode(line, type=Header)  # nothing leaves that would be refused
    bare = len(signed.written(_MAGIC, bytes(64), line)) + len(body)
    if header.sealed:
        line += b" " * (-bare % _BLOCK)
    return signed.written(_MAGIC, keys.sign(signed.statement(_MAGIC, line)), line) + body


def _unsealed(data: bytes, keys: Keys | None) -> bytes:
    if keys is None:
        sealing.check_head(data, block=_BLOCK)
        raise ParcelError(
            Trouble.NO_KEY,
            _(
                "The file is sealed, and there is no key here that opens it. "
                "Please take it to the office it was written for."
            ),
        )
    return keys.unseal(data, block=_BLOCK)


def _body(plain: bytes, start: int, header: Header) -> bytes:
    body = plain[start:]
    if len(body) < header.body_size:
        raise cut()
    if len(body) > header.body_size or hashlib.sha256(body).hexdigest() != header.body_sha256:
        raise changed()
    return body
