"""Checkpoints: the folded state written whole as a TinyDB file, with every operation beside it.

It is a second copy of the truth: with the journal lost, the notebook is rebuilt from it. The table
``checkpoint`` comes first, so the shelf reads a summary without reading the rest.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from danvan_tui.ledger import disk
from danvan_tui.ledger.errors import NewerFormatError, SaveError
from danvan_tui.ledger.operation import Operation

FORMAT = 1
_HEAD_LIMIT = 8192  # bytes; a summary is far smaller


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


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The one row of the table ``checkpoint``."""

    format: int
    generation: int
    sha256: str
    summary: Summary


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that was read whole and unchanged."""

    head: Head
    operations: list[Operation]


def write_checkpoint(path: Path, generation: int, summary: Summary, tables: dict[str, Any]) -> None:
    """Write a checkpoint whole; raises SaveError, then the old one still stands."""
    body = msgspec.json.encode(tables)
    digest = _digest(generation, summary, body)
    head = Head(format=FORMAT, generation=generation, sha256=digest, summary=summary)
    try:
        disk.write_whole(path, _head_bytes(head) + b"," + body[1:])
    except OSError as error:
        raise SaveError(error) from error


def read_head(path: Path) -> Head | None:
    """The head of a checkpoint, unverified; None where there is none that can be read."""
    try:
        with path.open("rb") as file:
            start = file.read(_HEAD_LIMIT)
        return _parse_head(start)[0]
    except (OSError, ValueError, msgspec.DecodeError):
        return None


def read_checkpoint(path: Path) -> Checkpoint | None:
    """The checkpoint, or None where it is missing or damaged; raises NewerFormatError."""
    try:
        data = path.read_bytes()
        head, end = _parse_head(data)
    except (OSError, ValueError, msgspec.DecodeError):
        return None
    if head.format > FORMAT:
        raise NewerFormatError(path)
    body = b"{" + data[end + 1 :]
    if data[: end + 1] != _head_bytes(head) + b",":
        return None
    if _digest(head.generation, head.summary, body) != head.sha256:
        return None
    tables = msgspec.json.decode(body, type=_Body)
    return Checkpoint(head, list(tables.operations.values()))


class _Body(msgspec.Struct):
    operations: dict[str, Operation] = {}


def _head_bytes(head: Head) -> bytes:
    return b'{"checkpoint":{"1":' + msgspec.json.encode(head) + b"}"


def _parse_head(data: bytes) -> tuple[Head, int]:
    """The head and where it ends; raises ValueError or msgspec.DecodeError."""
    end = data.index(b'}}},"') + 3  # cannot stand within a text: there the quote is escaped
    table = msgspec.json.decode(data[:end] + b"}", type=dict[str, dict[str, Head]])
    return table["checkpoint"]["1"], end


def _digest(generation: int, summary: Summary, body: bytes) -> str:
    digest = hashlib.sha256(b"%d %d " % (FORMAT, generation))
    digest.update(msgspec.json.encode(summary))
    digest.update(body)
    return digest.hexdigest()
