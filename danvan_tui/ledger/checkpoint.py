"""Checkpoints: the folded state written whole as a TinyDB file, with every operation beside it.

It is a second copy of the truth: with the journal lost, the notebook is rebuilt from it. The table
``checkpoint`` comes first, so the shelf reads a summary without reading the rest.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from danvan_tui.ledger import disk
from danvan_tui.ledger.errors import NewerFormatError, SaveError
from danvan_tui.ledger.operation import Operation

_TablesT = TypeVar("_TablesT", bound=msgspec.Struct)

FORMAT = 1
STATE_FILE = "session.json"
_HEAD_LIMIT = 8192  # bytes; a summary is far smaller
_DIGEST = re.compile(rb'"sha256":"([0-9a-f]{64})"')
_HEAD_END = re.compile(rb'}}},"')


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the shelf shows of a session."""

    id: str
    code: str = ""
    kind: str = ""
    state: str = ""
    title: str = ""
    date: str = ""
    villages: list[str] = []
    people: int = 0
    issues: int = 0
    commitments: int = 0
    note_taker: str = ""
    """The secretary, or who began it: two may take notes of one meeting."""
    merged_into: str = ""
    """The session that it was taken over into."""


_NEW = ("note_taker", "merged_into", "conflicts")  # in no head that was written before


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The one row of the table ``checkpoint``."""

    format: int
    generation: int
    sha256: str
    """Of the whole file without these 64 digits."""
    crc32: int
    """Of the summary and the conflicts, so that the shelf can trust them, the rest unread."""
    entries: int = 0
    """How many operations the session had in all, in whatever file they stand."""
    missing: int = 0
    """How many were known to be lost by then, so that people are told once."""
    conflicts: int | None = None
    """How much waits to be chosen; None where that was not counted yet."""
    summary: Summary


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that was read whole and unchanged."""

    head: Head
    operations: list[Operation]


def write_checkpoint(
    path: Path,
    generation: int,
    summary: Summary,
    tables: dict[str, Any],
    *,
    entries: int = 0,
    missing: int = 0,
    conflicts: int | None = None,
) -> None:
    """Write a checkpoint whole; raises SaveError, then the old or the new one stands."""
    head = Head(
        format=FORMAT,
        generation=generation,
        sha256="0" * 64,
        crc32=_crc32(summary, conflicts),
        entries=entries,
        missing=missing,
        conflicts=conflicts,
        summary=summary,
    )
    body = msgspec.json.encode(tables)
    data = b'{"checkpoint":{"1":' + msgspec.json.encode(head) + b"}," + body[1:]
    start, end = _place_of_digest(data)
    try:
        disk.write_whole(path, data[:start] + _digest(data).encode("ascii") + data[end:])
    except OSError as error:
        raise SaveError(error) from error


def read_head(path: Path) -> Head | None:
    """The head of a checkpoint, the rest unread; None where there is none that can be trusted."""
    try:
        with path.open("rb") as file:
            head, _ = _parse_head(file.read(_HEAD_LIMIT))
    except (OSError, ValueError):
        return None
    is_good = head.format == FORMAT and head.crc32 == _crc32(head.summary, head.conflicts)
    return head if is_good else None


def read_checkpoint(path: Path) -> Checkpoint | None:
    """The checkpoint, or None where it is missing or damaged; raises NewerFormatError."""
    found = read_tables(path, _Operations)
    return None if found is None else Checkpoint(found[0], list(found[1].operations.values()))


def read_tables(path: Path, tables: type[_TablesT]) -> tuple[Head, _TablesT] | None:
    """The head and the tables named in a struct; None where it is missing or damaged.

    Raises NewerFormatError, and msgspec.ValidationError where a table is not as it was asked for.
    """
    try:
        data = disk.read_whole(path)
        start, end = _place_of_digest(data)
        if _digest(data) != data[start:end].decode("ascii"):
            return None
    except (OSError, ValueError):
        return None
    try:
        head, body = _parse_head(data)
    except ValueError as error:  # whole, yet not as this version writes it
        raise NewerFormatError(path) from error
    if head.format > FORMAT:
        raise NewerFormatError(path)
    return head, msgspec.json.decode(b"{" + data[body:], type=tables)


class _Operations(msgspec.Struct):
    operations: dict[str, Operation] = {}


def _parse_head(data: bytes) -> tuple[Head, int]:
    """The head and where the tables begin; raises ValueError."""
    for match in _HEAD_END.finditer(data):  # a text that ends like a head is no end of one
        try:
            table = msgspec.json.decode(
                data[: match.start() + 3] + b"}", type=dict[str, dict[str, Head]]
            )
            return table["checkpoint"]["1"], match.end() - 1
        except (msgspec.DecodeError, KeyError):
            continue
    raise ValueError("no head")


def _place_of_digest(data: bytes) -> tuple[int, int]:
    match = _DIGEST.search(data, 0, _HEAD_LIMIT)
    if match is None:
        raise ValueError("no digest")
    return match.span(1)


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - the shelf reads the heads only

    start, end = _place_of_digest(data)
    digest = hashlib.sha256(memoryview(data)[:start])
    digest.update(memoryview(data)[end:])
    return digest.hexdigest()


def _crc32(summary: Summary, conflicts: int | None) -> int:
    """What is new counts only where there is any, so that older heads stay good."""
    fields = {**msgspec.structs.asdict(summary), "conflicts": conflicts}
    said = {name: value for name, value in fields.items() if value or name not in _NEW}
    return crc32(msgspec.json.encode(said))
