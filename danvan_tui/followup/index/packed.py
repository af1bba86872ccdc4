"""What is kept of a session put small: ten years of them stay in memory and in one file."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar
from zlib import compress, decompress

import msgspec

from danvan_tui.followup.extract import Extract
from danvan_tui.model.records import Commitment, Record, Review

_FAST = 1  # of zlib: a third of the size, and hardly more at any other level

_RecordT = TypeVar("_RecordT", bound=Record)
_encode = msgspec.msgpack.Encoder().encode
_decode_plain = msgspec.msgpack.Decoder(Extract).decode
_decode_promises = msgspec.msgpack.Decoder(tuple[Commitment, ...]).decode
_decode_reviews = msgspec.msgpack.Decoder(tuple[Review, ...]).decode


class Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An extract in parts, each opened only where it is asked for."""

    folder: str
    session: str
    code: str
    about: tuple[str, ...]
    """The promises that its reviews are about, taken back or not."""
    plain: bytes
    """The session with its issues and its duties."""
    promises: bytes
    reviews: bytes
    merged_into: str = ""
    """Id of the session of the same meeting that holds all of this one."""
    has_grown: bool = False
    """Whether something was written here that the other one does not hold."""
    has_secrets: bool = False
    """Whether the law protects anything of it, taken out or not."""

    def open(self) -> Extract:
        """The whole of it."""
        return msgspec.structs.replace(
            self.open_plain(),
            promises=_decode_promises(decompress(self.promises)),
            reviews=self.open_reviews(),
        )

    def open_plain(self) -> Extract:
        """The session with its issues and duties, without promises and reviews."""
        return _decode_plain(self.plain)

    def open_reviews(self) -> tuple[Review, ...]:
        """Its reviews alone."""
        return _decode_reviews(decompress(self.reviews))


def packed(extract: Extract) -> Packed:
    """An extract put small."""
    return Packed(
        folder=extract.folder,
        session=extract.session,
        code=extract.code,
        about=about(extract),
        plain=_encode(without_promises(extract)),
        promises=_small(extract.promises),
        reviews=_small(extract.reviews),
        merged_into=extract.merged_into,
        has_grown=extract.has_grown,
        has_secrets=extract.has_secrets,
    )


def without_promises(extract: Extract) -> Extract:
    """A session with its issues and duties only."""
    return msgspec.structs.replace(extract, promises=(), reviews=())


def about(extract: Extract) -> tuple[str, ...]:
    """The promises that the reviews of a session are about, taken back or not."""
    reviewed = (review.commitment for review in extract.reviews)
    return tuple(dict.fromkeys((*reviewed, *extract.reviewed_in_vain)))


def _small(records: tuple[_RecordT, ...]) -> bytes:
    return compress(_encode([*map(_sparse, records)]), _FAST)


def _sparse(record: Record) -> dict[str, Any]:
    """What a record says that is not said of it anyway."""
    usual = _usual(type(record))
    return {name: value for name in usual if (value := getattr(record, name)) != usual[name]}


@cache
def _usual(record: type[Record]) -> Mapping[str, Any]:
    empty = record(id="")
    return {name: getattr(empty, name) for name in record.__struct_fields__} | {"id": None}
