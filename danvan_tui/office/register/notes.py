"""What the kept files say: enough to make the register anew."""

from typing import Final

import msgspec

FORMAT: Final = 1


class _Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="note"):
    pass


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to the register, once."""

    id: int
    kind: str
    at: str
    by: str
    source: str = ""


class Began(_Note, frozen=True, kw_only=True, tag="began"):
    """The first of every file."""

    format: int


class File(_Note, frozen=True, kw_only=True, tag="file"):
    """A file that was taken; its bytes follow."""

    digest: str
    """SHA-256 of the file as it came."""
    name: str
    laptop: str = ""
    line: str = ""
    number: int = 0
    written: str = ""
    seen: int = 0
    session: str
    is_sealed_here: bool = False
    """Whether it came plain and was sealed before it was kept."""


class Refused(_Note, frozen=True, kw_only=True, tag="refused"):
    """A file that was refused; it is not here."""

    digest: str
    name: str
    laptop: str = ""
    line: str = ""
    number: int = 0
    written: str = ""
    seen: int = 0
    session: str = ""
    reason: str


class Own(_Note, frozen=True, kw_only=True, tag="own"):
    """An operation of the office itself; it follows."""

    session: str
    operation: str
    secret: list[str] = []
    """Ids of the operations that its writer knew to be secret."""
    is_sealed_here: bool = False


class Confirmed(_Note, frozen=True, kw_only=True, tag="confirmed"):
    """A laptop whose signatures are trusted; its keys follow."""

    laptop: str


class Distrusted(_Note, frozen=True, kw_only=True, tag="distrusted"):
    """A laptop whose signatures are not trusted any more."""

    laptop: str


class Undid(_Note, frozen=True, kw_only=True, tag="undid"):
    """An import that was taken back."""

    event: int


class Settled(_Note, frozen=True, kw_only=True, tag="settled"):
    """Ends what belongs to one event; without it nothing of it counts."""

    event: Event
    place: int


Note = Began | File | Refused | Own | Confirmed | Distrusted | Undid | Settled
