"""The envelope of an export file: its first words, its digest and its end mark.

The digest covers every byte but its own 64 digits and stands at a fixed distance from the end, so
a changed byte anywhere is found and a cut file has no end.
"""

import hashlib
import re

import msgspec

from danvan_tui.exchange.document import END, FORMAT

START = f'{{\n  "format": "{FORMAT}",\n  "version": '.encode()
_AFTER = f'",\n  "end": "{END}"\n}}\n'.encode()
_BEFORE = b'\n  "sha256": "'
_DIGITS = 64
_TAIL = len(_BEFORE) + _DIGITS + len(_AFTER)
_UNSEALED = "0" * _DIGITS
_MARK = b"\xef\xbb\xbf"  # which some editors put before UTF-8


def seal(document: msgspec.Struct) -> bytes:
    """The bytes of a document whose last two fields are ``sha256`` and ``end``."""
    unsealed = msgspec.structs.replace(document, sha256=_UNSEALED)
    data = msgspec.json.format(msgspec.json.encode(unsealed), indent=2) + b"\n"
    return data[: _cut(data)] + digest(data).encode() + _AFTER


def digest(data: bytes) -> str:
    """SHA-256 over all of a sealed file but the digest itself."""
    found = hashlib.sha256(memoryview(data)[: _cut(data)])
    found.update(memoryview(data)[_cut(data) + _DIGITS :])
    return found.hexdigest()


def stated_digest(data: bytes) -> str:
    """The digest as it stands in a file that has its end."""
    return data[_cut(data) : _cut(data) + _DIGITS].decode("ascii", "replace")


def has_end(data: bytes) -> bool:
    """Whether the file ends as a whole file does."""
    return data.endswith(_AFTER) and data[-_TAIL:].startswith(_BEFORE)


def almost_has_end(data: bytes) -> bool:
    """Whether the end is all there but for a changed byte or two."""
    if len(data) < _TAIL:
        return False
    tail = data[-_TAIL : -_TAIL + len(_BEFORE)] + data[-len(_AFTER) :]
    wanted = _BEFORE + _AFTER
    return sum(a != b for a, b in zip(tail, wanted, strict=True)) <= 4


def goes_on_behind_end(data: bytes) -> bool:
    """Whether the end stands inside the file: no text of a session can hold it."""
    return -1 < data.find(_AFTER) < len(data) - len(_AFTER)


def is_saved_anew(data: bytes) -> bool:
    """Whether the end is there but for its line ends or encoding, or a mark stands before all."""
    plain = data.replace(b"\0", b"").replace(b"\r\n", b"\n")  # UTF-16 puts zeros between
    return (data.startswith(_MARK) or not has_end(data)) and has_end(plain)


def is_ours(data: bytes) -> bool:
    """Whether the file began its life as one of ours, whatever happened to it since."""
    head = data[:1000].replace(b"\0", b"")
    named = re.search(rb'"format"\s*:\s*"%b"' % FORMAT.encode(), head)
    return bool(named) or START.startswith(data[: len(START)]) or has_end(data)


def version(data: bytes) -> int:
    """The version of the format that the file claims; 0 where none can be read."""
    found = re.search(rb'"version"\s*:\s*(\d+)', data[:1000].replace(b"\0", b""))
    return int(found[1]) if found else 0


def _cut(data: bytes) -> int:
    return len(data) - len(_AFTER) - _DIGITS
