"""What laptops send, made by hand, and what a register holds, told in few words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

from danvan_tui.exchange.keys import PublicKeys, make_keys
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import DENUNCIATION, Table, Value
from danvan_tui.office.incoming import Incoming
from danvan_tui.office.register.comparing import Digest, digests
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.outcomes import Arrived, Listed, Taken
from danvan_tui.office.register.register import Register

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=7)))
LAPTOP = "a" * 16
LINE = "line-1"
SESSION = "01930000-0000-7000-8000-000000000001"
_MASK = 0x5A


def clock() -> datetime:
    """Stands still: nothing may be ordered by it."""
    return NOON


def sealed(data: bytes) -> bytes:
    """Stands for the seal of the office: no word can be read in it."""
    return bytes(byte ^ _MASK for byte in data)


unsealed = sealed


class Said(msgspec.Struct, frozen=True):
    """The contents of a file as these tests write it."""

    session: str
    operations: tuple[Operation, ...]
    secret: frozenset[str] = frozenset()
    note: str = ""


def begun(session: str = SESSION, code: str = "DT-2026-001", replica: str = "r0") -> Operation:
    """The operation that begins a session."""
    fields: dict[str, Value] = {"code": code, "kind": "dialogue", "commune": "Xã Vạn Thắng"}
    return _operation(f"{replica}.1", 1, Table.SESSION, session, fields)


def issue(operation: str, time: int, record: str = "i1", **fields: Value) -> Operation:
    """An operation that sets fields of an issue."""
    return _operation(operation, time, Table.ISSUES, record, fields)


def changed(
    operation: str, time: int, replaced: str, record: str = "i1", **fields: Value
) -> Operation:
    """An operation that replaces what another one set."""
    replaces = {name: [replaced] for name in fields}
    return _operation(operation, time, Table.ISSUES, record, fields, replaces)


def denounced(operation: str, time: int, record: str = "i1") -> Operation:
    """An operation that says that an issue is a denunciation."""
    return issue(operation, time, record, kind=DENUNCIATION)


def answered(operation: str, time: int, content: str, record: str = "i1") -> Operation:
    """An operation that says what was answered to an issue."""
    fields: dict[str, Value] = {"number": 1, "issue": record, "content": content}
    return _operation(operation, time, Table.ANSWERS, f"a-{operation}", fields)


def rearranged(operation: str, time: int, *records: str) -> Operation:
    """An operation that moves issues about in the minutes."""
    moved = issue(operation, time)
    changes = [
        Change(table=Table.ISSUES, record=one, fields={"position": place})
        for place, one in enumerate(records)
    ]
    return msgspec.structs.replace(moved, changes=changes)


def _operation(
    name: str,
    time: int,
    table: Table,
    record: str,
    fields: dict[str, Value],
    replaces: dict[str, list[str]] | None = None,
) -> Operation:
    change = Change(table=table, record=record, fields=fields, replaces=replaces or {})
    return Operation(id=name, time=time, at=NOON.isoformat(), by="Hiền", changes=[change])


def file_of(
    *operations: Operation,
    session: str = SESSION,
    number: int = 1,
    line: str = LINE,
    laptop: str = LAPTOP,
    secret: Iterable[str] = (),
    note: str = "",
) -> tuple[Incoming, bytes]:
    """A file as it comes, and its bytes; another ``note`` gives other bytes."""
    said = Said(session, operations, frozenset(secret), f"{laptop}{line}{number}{note}")
    data = msgspec.json.encode(said)
    incoming = Incoming(
        digest=hashlib.sha256(data).hexdigest(),
        name=f"DT-2026-001_{number:04d}.danvan.age",
        laptop=laptop,
        line=line,
        number=number,
        written=NOON.isoformat(),
        seen=number,
        session=session,
        operations=operations,
        secret=said.secret,
    )
    return incoming, data


def reread(data: bytes) -> Said:
    """The contents of such a file; raises ValueError."""
    return msgspec.json.decode(data, type=Said)


def bring(
    register: Register,
    *files: tuple[Incoming, bytes],
    source: str = "USB",
    also_expected: Sequence[str] = (),
) -> list[Taken]:
    """Take files in one import, as they are: they came sealed."""

    def work(importing: Importing) -> list[Taken]:
        with importing.expecting([*also_expected, *(one.session for one, _data in files)]):
            found = [importing.take(*file) for file in files]
        importing.commit()
        return found

    return register.import_with("Lan", source, work)


def refuse(register: Register, arrived: Arrived, reason: str) -> None:
    """Refuse a file in an import that takes none."""

    def work(importing: Importing) -> None:
        importing.refuse(arrived, reason)
        importing.commit()

    register.import_with("", "USB", work)


def ids(operations: Sequence[Operation]) -> list[str]:
    """What tells operations."""
    return [operation.id for operation in operations]


def held(register: Register) -> dict[str, Digest]:
    """What stands for the contents of every table."""
    with register.database.reading() as connection:
        return digests(connection)


def sessions_held(register: Register) -> dict[str, tuple[Listed, list[object]]]:
    """What must be the same for the same operations, whoever brought which of them when."""
    return {
        one.session: (one, [*map(msgspec.to_builtins, register.operations(one.session))])
        for one in register.summaries()
    }


def table_of(register: Register, operation: str) -> list[str]:
    """The tables in which an operation stands."""
    from sqlalchemy import select

    from danvan_tui.office.register import tables

    with register.database.reading() as connection:
        return [
            table.name
            for table in (tables.operations, tables.protected)
            if connection.execute(select(table).where(table.c.id == operation)).first()
        ]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its bytes."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def laptop_keys(name: str = "Máy thôn Văn Xá") -> PublicKeys:
    """The public keys of some laptop."""
    return make_keys(name).public()
