"""The file of the derived index: one of another make, cut or changed is as good as none.

One line says what follows and its checksum; then come the sessions.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.followup.kept import Kept
from danvan_tui.followup.packed import Packed
from danvan_tui.followup.promises import Followed
from danvan_tui.ledger import disk
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.model.records import Commitment, CommitmentState, Duty, Result, Review

FORMAT = 1
"""To be raised where the same sessions give other extracts or other promises."""

_OF_SESSION = ("folder", "code", "date", "kind", "chair")
"""What all promises of a session share: written once."""
_REPEATED = (
    "villages", "issue", "issue_text", "field", "unit", "first_unit", "supporting",
    "due", "due_text", "first_due", "first_due_text", "done_on", "last_on",
)  # fmt: skip
"""What several promises of a session often share: kept once."""


class Missing(msgspec.Struct, frozen=True, array_like=True):
    """A session that was here before, and how many promises were still owed then."""

    session: str
    name: str
    owed: int


class Derived(msgspec.Struct, frozen=True):
    """What the file holds: the sessions by their folders, and those that are gone."""

    sessions: Mapping[str, Kept] = {}
    missing: list[Missing] = []


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    packed: Packed
    stamp: Stamp | None
    shared: tuple[str, ...]
    rows: msgspec.Raw


class _Body(msgspec.Struct, frozen=True, array_like=True):
    sessions: list[_Stored]
    missing: list[Missing]


def read_derived(path: Path) -> Derived:
    """What was kept; nothing where the file is not there or not as this version writes it."""
    try:
        data = disk.read_whole(path)
        start = data.index(b"\n") + 1
        body = memoryview(data)[start:]
        if data[:start] != _first_line(crc32(body)):
            return Derived()
        found = msgspec.msgpack.decode(body, type=_Body)
        rows = _Rows()
        sessions = {
            one.packed.folder: Kept(one.packed, tuple(rows.read(one)), one.stamp)
            for one in found.sessions
        }
    except (OSError, ValueError):
        return Derived()
    return Derived(_sharing_ids(sessions), found.missing)


def write_derived(path: Path, derived: Derived) -> None:
    """Put the file in place whole; raises OSError."""
    encode, rows = msgspec.msgpack.Encoder().encode, _Rows()
    sessions = [encode(one) for one in rows.stored(derived.sessions.values())]
    body = [_array(2), _array(len(sessions)), *sessions, encode(derived.missing)]
    checksum = 0
    for part in body:
        checksum = crc32(part, checksum)
    path.parent.mkdir(exist_ok=True)
    disk.write_whole(path, b"".join([_first_line(checksum), *body]))


class _Rows:
    """How the promises of a session are written and read."""

    def __init__(self) -> None:
        fields = msgspec.structs.fields(Followed)
        names = [field.name for field in fields]
        own = [field for field in fields if field.name not in _OF_SESSION]
        written = [*(field.name for field in own), *_OF_SESSION]
        self._own = itemgetter(*(names.index(field.name) for field in own))
        self._shared = itemgetter(*(names.index(name) for name in _OF_SESSION))
        self._whole = itemgetter(*(written.index(name) for name in names))
        self._repeated = [written.index(name) for name in _REPEATED]
        row: Any = tuple[tuple(field.type for field in own)]  # type: ignore[misc]
        self._decoder = msgspec.msgpack.Decoder(list[row])

    def read(self, stored: _Stored) -> Iterator[Followed]:
        """The promises of a session, what they share kept once."""
        known: dict[Any, Any] = {}
        for row in self._decoder.decode(stored.rows):
            values = [*row, *stored.shared]
            for at in self._repeated:
                values[at] = known.setdefault(values[at], values[at])
            yield Followed(*self._whole(values))

    def stored(self, sessions: Iterable[Kept]) -> Iterator[_Stored]:
        """Sessions as they are written; those of which nothing is known are left out."""
        encode = msgspec.msgpack.Encoder().encode
        for kept in sessions:
            if isinstance(kept.source, Packed):
                rows = [msgspec.structs.astuple(row) for row in kept.rows]
                shared = self._shared(rows[0]) if rows else ()
                own = msgspec.Raw(encode([self._own(row) for row in rows]))
                yield _Stored(kept.source, kept.stamp, shared, own)


def _first_line(checksum: int) -> bytes:
    return f"danvan follow-up {FORMAT} {_make():08x} {checksum:08x}\n".encode("ascii")


def _make() -> int:
    """A number that changes with what the sessions and promises are made of."""
    structs = (Packed, Extract, Raised, Commitment, Review, Duty, Followed)
    made = [
        f"{struct.__name__} {field.name} {field.type}"
        for struct in structs
        for field in msgspec.structs.fields(struct)
    ]
    return crc32("\n".join([*made, *CommitmentState, *Result]).encode("utf-8"))


def _array(length: int) -> bytes:
    """How msgpack begins an array."""
    return b"\xdd" + length.to_bytes(4, "big")


def _sharing_ids(sessions: Mapping[str, Kept]) -> dict[str, Kept]:
    """The same sessions, with the ids in their reviews being those of the promises."""
    ids = {row.commitment: row.commitment for kept in sessions.values() for row in kept.rows}
    shared = {}
    for folder, kept in sessions.items():
        assert isinstance(kept.source, Packed)
        about = tuple(ids.get(one, one) for one in kept.source.about)
        source = msgspec.structs.replace(kept.source, about=about)
        shared[folder] = Kept(source, kept.rows, kept.stamp)
    return shared
