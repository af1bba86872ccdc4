"""The file of the derived index: one of another make, cut or changed is as good as none.

One line says what follows and its checksum; then come the sessions.
"""

import stat
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from zlib import crc32

import msgspec

from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.followup.index.columns import from_columns, in_columns
from danvan_tui.followup.index.kept import Kept
from danvan_tui.followup.index.packed import Packed
from danvan_tui.followup.promises import Followed
from danvan_tui.ledger import disk
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.model.records import Commitment, CommitmentState, Duty, Result, Review

FORMAT = 4
"""To be raised where the same sessions give other extracts or other promises."""


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
    promises: int


class _Body(msgspec.Struct, frozen=True, array_like=True):
    sessions: list[_Stored]
    promises: msgspec.Raw
    """Those of all sessions, one after the other."""
    missing: list[Missing]


def read_derived(path: Path) -> Derived:
    """What was kept; nothing where the file is not there or not as this version writes it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Derived()  # a pipe would never come to an end
        data = disk.read_whole(path)
        start = data.index(b"\n") + 1
        body = memoryview(data)[start:]
        if data[:start] != _first_line(crc32(body)):
            return Derived()
        found = msgspec.msgpack.decode(body, type=_Body)
        rows = iter(from_columns(found.promises))
        sessions = {
            one.packed.folder: Kept(one.packed, tuple(islice(rows, one.promises)), one.stamp)
            for one in found.sessions
        }
    except (OSError, ValueError, IndexError):
        return Derived()
    return Derived(_sharing_ids(sessions), found.missing)


def write_derived(path: Path, derived: Derived) -> None:
    """Put the file in place whole; raises OSError."""
    encode = msgspec.msgpack.Encoder().encode
    known = [one for one in derived.sessions.values() if isinstance(one.source, Packed)]
    sessions = [encode(_Stored(_packed(one), one.stamp, len(one.rows))) for one in known]
    promises = in_columns([row for one in known for row in one.rows])
    body = [_array(3), _array(len(sessions)), *sessions, promises, encode(derived.missing)]
    checksum = 0
    for part in body:
        checksum = crc32(part, checksum)
    path.parent.mkdir(exist_ok=True)
    disk.write_whole(path, b"".join([_first_line(checksum), *body]))


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
        packed = _packed(kept)
        about = tuple(ids.get(one, one) for one in packed.about)
        source = msgspec.structs.replace(packed, about=about)
        shared[folder] = Kept(source, kept.rows, kept.stamp)
    return shared


def _packed(kept: Kept) -> Packed:
    assert isinstance(kept.source, Packed)
    return kept.source
