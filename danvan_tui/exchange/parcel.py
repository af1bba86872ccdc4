"""The parcel: the one container in which anything travels between a laptop and the office.

First line: magic, version and signature; second line: the header; then the body as it is. Sealed,
the whole of that is one age file.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from danvan_tui.exchange.keys import Keys
from danvan_tui.exchange.parties import PublicKeys

LIMIT = 200 * 1024 * 1024  # bytes; the largest sessions make a few
MOST = 999_999
"""The greatest number a parcel can have."""


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
    digest: str


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
    body: bytes,
) -> Parcel:
    """Sign the body as ``name`` and, if wanted, seal it for ``to``; raises ParcelError."""
    raise NotImplementedError


def open_parcel(data: bytes, keys: Keys | None) -> Opened:
    """The contents of a parcel for us; raises ParcelError.

    The signature is checked against the key in the header: whether to trust it is the caller's.
    """
    raise NotImplementedError


def read_parcel(path: Path) -> bytes:
    """The bytes of a file that may be a parcel; raises ParcelError, and never reads without end."""
    raise NotImplementedError
