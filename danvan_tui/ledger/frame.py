"""Frames: how one record stands in a file so that any damage to it is seen.

A frame is one line: length and CRC-32 in eight hexadecimal digits each, a sequence number, the
payload, a newline. The length says where the next frame begins even when the newline is damaged.
"""

import re
from dataclasses import dataclass
from zlib import crc32

_HEAD = 18  # "llllllll cccccccc "
_LOOKS_LIKE_HEAD = re.compile(rb"[0-9a-f]{8} [0-9a-f]{8} ")


@dataclass(frozen=True)
class Frame:
    """A frame that was read whole."""

    sequence: int
    payload: bytes
    offset: int
    length: int


@dataclass(frozen=True)
class Damage:
    """A stretch of bytes that is no frame."""

    offset: int
    length: int


def pack(sequence: int, payload: bytes) -> bytes:
    """One frame as bytes; the payload must not hold a newline."""
    body = b"%d %s" % (sequence, payload)
    return b"%08x %08x %s\n" % (len(body), crc32(body), body)


def unpack(data: bytes) -> tuple[list[Frame], list[Damage]]:
    """All whole frames and all damaged stretches, in the order of the file.

    After damage the reading goes on at the next place where a whole frame begins. Zeros at the
    end are room made beforehand.
    """
    frames: list[Frame] = []
    damages: list[Damage] = []
    end = len(data.rstrip(b"\0"))
    place = 0
    while place < end:
        frame = _frame_at(data, place)
        if frame is None:
            following = _next_frame(data, place + 1, end)
            damages.append(Damage(place, following - place))
            place = following
        else:
            frames.append(frame)
            place += frame.length
    return frames, damages


def _frame_at(data: bytes, place: int) -> Frame | None:
    try:
        length = int(data[place : place + 8], 16)
        checksum = int(data[place + 9 : place + 17], 16)
        body = data[place + _HEAD : place + _HEAD + length]
        if len(body) != length or crc32(body) != checksum:
            return None
        sequence, _, payload = body.partition(b" ")
        return Frame(int(sequence), payload, place, _HEAD + length + 1)
    except ValueError:
        return None


def _next_frame(data: bytes, place: int, end: int) -> int:
    for match in _LOOKS_LIKE_HEAD.finditer(data, place, end):
        if _frame_at(data, match.start()) is not None:
            return match.start()
    return end
