"""Keys of a laptop and of two offices, and parcels made by hand, as no program makes them."""

from typing import Any

import msgspec

from danvan_tui.exchange import signed
from danvan_tui.exchange.keys import Keys, make_keys
from danvan_tui.exchange.parcel import Kind, Parcel, make_parcel

MAGIC = "danvan-parcel"
WRITTEN = "2026-11-22T12:00:00+07:00"
BODY = b'{"n": "\xc4\x90\xc6\xb0\xe1\xbb\x9dng h\xe1\xbb\x8fng"}\n' * 40

SAFE = make_keys("Văn phòng")
LAPTOP = make_keys("Máy thư ký")
OFFICE = make_keys("Văn phòng", recovery=SAFE.recipient)
OTHER_OFFICE = make_keys("Văn phòng khác")


def package(*, seal: bool, body: bytes = BODY, by: Keys = LAPTOP, name: str = "Máy 1") -> Parcel:
    """A package of the laptop for the office."""
    return make_parcel(
        by,
        kind=Kind.PACKAGE,
        name=name,
        to=OFFICE.public(),
        seal=seal,
        line="0193-a",
        number=7,
        written=WRITTEN,
        code="DT-2026-003",
        body=body,
    )


def header_of(parcel: Parcel) -> dict[str, Any]:
    """The header of a plain parcel, to be changed."""
    header: dict[str, Any] = msgspec.json.decode(parcel.data.split(b"\n")[1])
    return header


def by_hand(line: bytes | dict[str, Any], body: bytes = BODY, by: Keys = LAPTOP) -> bytes:
    """A plain parcel with any second line, its signature right."""
    if isinstance(line, dict):
        line = msgspec.json.encode(line)
    return signed.written(MAGIC, by.sign(signed.statement(MAGIC, line)), line) + body
