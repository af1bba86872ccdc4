"""Files that must not be taken, each as somebody or something might really make it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import msgspec

from danvan_tui.exchange import signed
from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.envelope import digest, seal, stated_digest
from danvan_tui.exchange.keys import make_keys
from danvan_tui.exchange.parcel import Kind
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table, Value
from tests.office.carried import FieldLaptop, exported

Made = tuple[str, bytes]
Maker = Callable[[FieldLaptop], Made]


def _body(laptop: FieldLaptop) -> bytes:
    return exported(laptop.session("Đường hỏng"))


def _resealed(data: bytes) -> bytes:
    """What somebody makes who edits by hand and computes the digest anew."""
    return data.replace(stated_digest(data).encode(), digest(data).encode())


def document_of(laptop: FieldLaptop) -> OfficeDocument:
    return msgspec.json.decode(_body(laptop), type=OfficeDocument)


def _with(laptop: FieldLaptop, *more: Operation) -> Made:
    """A package whose session holds more entries than the laptop would write."""
    document = document_of(laptop)
    operations = [*document.operations, *more]
    counts = msgspec.structs.replace(document.counts, operations=len(operations))
    made = msgspec.structs.replace(document, operations=operations, counts=counts)
    return laptop.parcel(seal(made))


def operation_of(name: str = "abc.1", time: int = 99, **fields: Value) -> Operation:
    change = Change(table=Table.ISSUES, record="i1", fields=fields)
    return Operation(id=name, time=time, at="2026-11-22T12:00:00+07:00", changes=[change])


def wrong_key(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_body(laptop), to=make_keys("Xã khác").public())


def two_offices(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_body(laptop), to=make_keys("Xã khác").public(), seal=False)


def unknown_laptop(laptop: FieldLaptop) -> Made:
    other = FieldLaptop(laptop.root / "other", laptop.office, name="Máy lạ")
    return other.parcel(_body(other))


def changed_byte(laptop: FieldLaptop) -> Made:
    name, data = laptop.parcel(_body(laptop))
    middle = len(data) // 2
    return name, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def changed_plain_byte(laptop: FieldLaptop) -> Made:
    name, data = laptop.parcel(_body(laptop), seal=False)
    return name, data.replace("Đường hỏng".encode(), "Đường đẹp!".encode())


def cut_file(laptop: FieldLaptop) -> Made:
    name, data = laptop.parcel(_body(laptop))
    return name, data[: len(data) // 2]


def cut_plain_file(laptop: FieldLaptop) -> Made:
    name, data = laptop.parcel(_body(laptop), seal=False)
    return name, data[: len(data) // 2]


def newer_container(laptop: FieldLaptop) -> Made:
    name, data = laptop.parcel(_body(laptop), seal=False)
    return name, data.replace(b" 1 ", b" 2 ", 1)


def newer_session(laptop: FieldLaptop) -> Made:
    body = _resealed(_body(laptop).replace(b'"version": 1', b'"version": 2'))
    return laptop.parcel(body)


def changed_before_it_was_signed(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_body(laptop).replace("Đường hỏng".encode(), "Đường đẹp!".encode()))


def deep_body(laptop: FieldLaptop) -> Made:
    body = _body(laptop)
    deep = b'"attendance": ' + b"[" * 100_000 + b"]" * 100_000
    return laptop.parcel(_resealed(body.replace(b'"attendance": []', deep, 1)))


def deep_value(laptop: FieldLaptop) -> Made:
    deep = b"[" * 100_000 + b"]" * 100_000
    return laptop.parcel(_resealed(_body(laptop).replace('"Đường hỏng"'.encode(), deep)))


def deep_and_for_posting(laptop: FieldLaptop) -> Made:
    """What is read a second time, to say better what it is."""
    deep = b'"public", "x": ' + b"[" * 100_000 + b"]" * 100_000
    return laptop.parcel(_resealed(_body(laptop).replace(b'"office"', deep, 1)))


def half_a_character(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_resealed(_body(laptop).replace("Đường hỏng".encode(), b"\\ud800")))


def deep_json_file(_laptop: FieldLaptop) -> Made:
    start = b'{\n  "format": "danvan-session",\n  "version": 1, "profile": '
    return "deep.json", start + b"[" * 100_000


def zip_bomb(_laptop: FieldLaptop) -> Made:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", bytes(50_000_000))
    return "bomb.danvan", packed.getvalue()


def gzip_bomb(_laptop: FieldLaptop) -> Made:
    return "bomb.danvan.age", gzip.compress(bytes(50_000_000))


def bomb_inside(laptop: FieldLaptop) -> Made:
    return laptop.parcel(gzip.compress(bytes(10_000_000)))


def blanks(_laptop: FieldLaptop) -> Made:
    return "blanks.danvan", b" " * 1_000_000


def empty(_laptop: FieldLaptop) -> Made:
    return "empty.danvan", b""


def dots_in_the_header(laptop: FieldLaptop) -> Made:
    """A header that no program of ours writes, with a signature that is right."""
    name, data = laptop.parcel(_body(laptop), seal=False)
    first, line, body = data.split(b"\n", 2)
    magic = first.split(b" ")[0].decode()
    line = line.replace(b'"line":"line-1"', b'"line":"../../line"')
    signature = laptop.keys.sign(signed.statement(magic, line))
    return name, signed.written(magic, signature, line) + body


def a_receipt(laptop: FieldLaptop) -> Made:
    return laptop.parcel(b"{}", kind=Kind.RECEIPT)


def for_posting(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_resealed(_body(laptop).replace(b'"office"', b'"public"', 1)))


def no_session(laptop: FieldLaptop) -> Made:
    return laptop.parcel(b"Ch\xc3\xa0o")


def unknown_field(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(colour="red"))


def protected_by_hand(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(protected=False))


def wrong_type(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(content=7))


def endless_time(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(time=2**70))


def endless_number(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(people=10**400))


def session_of_a_path(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_of_session(laptop, "../../evil"))


def session_of_a_device(laptop: FieldLaptop) -> Made:
    return laptop.parcel(_of_session(laptop, "CON"))


def _of_session(laptop: FieldLaptop, name: str) -> bytes:
    body = _body(laptop)
    known = msgspec.json.decode(body, type=OfficeDocument).session.id
    return _resealed(body.replace(known.encode(), name.encode()))


def zero_in_an_id(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of("abc\0.1", content="x"))


def the_same_entry_twice(laptop: FieldLaptop) -> Made:
    return _with(laptop, operation_of(content="x"), operation_of(content="y"))


def another_session(laptop: FieldLaptop) -> Made:
    change = Change(table=Table.SESSION, record="another", fields={"title": "x"})
    operation = Operation(id="abc.1", time=99, at="", changes=[change])
    return _with(laptop, operation)


def fewer_entries_than_counted(laptop: FieldLaptop) -> Made:
    document = document_of(laptop)
    cut = msgspec.structs.replace(document, operations=document.operations[:-1])
    return laptop.parcel(seal(cut))


BAD: dict[Maker, str] = {
    wrong_key: "wrong_key",
    two_offices: "wrong_key",
    unknown_laptop: "unknown_laptop",
    changed_byte: "changed",
    changed_plain_byte: "changed",
    cut_file: "cut",
    cut_plain_file: "cut",
    newer_container: "newer",
    newer_session: "newer",
    changed_before_it_was_signed: "changed",
    deep_body: "deep",
    deep_value: "deep",
    deep_and_for_posting: "changed",
    half_a_character: "changed",
    deep_json_file: "changed",
    zip_bomb: "wrong_kind",
    gzip_bomb: "wrong_kind",
    bomb_inside: "wrong_kind",
    blanks: "empty",
    empty: "empty",
    dots_in_the_header: "changed",
    a_receipt: "reply",
    for_posting: "wrong_kind",
    no_session: "wrong_kind",
    unknown_field: "changed",
    protected_by_hand: "changed",
    wrong_type: "changed",
    endless_time: "changed",
    endless_number: "changed",
    session_of_a_path: "changed",
    session_of_a_device: "changed",
    zero_in_an_id: "changed",
    the_same_entry_twice: "changed",
    another_session: "changed",
    fewer_entries_than_counted: "changed",
}

NOT_OURS = frozenset({zip_bomb, gzip_bomb, blanks, empty})
"""Those that cannot be ours by their first bytes: they are left where they lie."""
