"""Only the newest word of the trusted office to this laptop changes how sessions stand."""

from pathlib import Path

import msgspec
import pytest

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.parcel import Kind
from danvan_tui.exchange.receipt import Entry, Missing, Outcome, Receipt, encode_receipt
from tests.exchange.laptop.field import Desk, Field, laptop_in, reply, sent_files


@pytest.fixture
def sent(field: Field, stick: Path) -> str:
    """A session that stands on the stick, and nobody has answered."""
    folder = field.write()
    field.sync(field.stick(stick))
    return folder


def test_another_office_is_not_believed(
    field: Field, desk: Desk, stranger: Desk, stick: Path, sent: str
) -> None:
    desk.take(stick)
    entries = list(desk.entries.values())
    reply(stick, field, stranger.receipt(field.laptop.public(), entries=entries, serial=99))
    synced = field.sync(field.stick(stick))
    assert "another office" in synced.problems[0]
    assert field.standing(sent).standing is Standing.SENT


def test_a_receipt_for_another_laptop_changes_nothing(
    field: Field, desk: Desk, stick: Path, sent: str, tmp_path: Path
) -> None:
    other = laptop_in(tmp_path / "other").laptop.public()
    desk.take(stick)
    reply(stick, field, desk.receipt(other))
    mixed = Receipt(serial=5, at="", laptop=other.id, entries=list(desk.entries.values()))
    ours = field.laptop.public()
    reply(stick, field, desk.parcel(Kind.RECEIPT, ours, encode_receipt(mixed)))
    assert "2 replies" in field.sync(field.stick(stick)).problems[0]
    assert field.standing(sent).standing is Standing.SENT


def test_a_receipt_that_says_it_is_a_package_changes_nothing(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    desk.take(stick)
    body = Receipt(
        serial=5, at="", laptop=field.laptop.public().id, entries=list(desk.entries.values())
    )
    parcel = desk.parcel(Kind.PACKAGE, field.laptop.public(), encode_receipt(body))
    reply(stick, field, parcel)
    assert "no reply" in field.sync(field.stick(stick)).problems[0]
    assert field.standing(sent).standing is Standing.SENT


def test_a_changed_or_cut_receipt_changes_nothing_and_its_copy_counts_later(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    parcel = desk.answer(stick, field)
    path = reply(stick, field, parcel)
    for data in (parcel.data[:-1], parcel.data.replace(b"accepted", b"Accepted"), b"", b"\0" * 9):
        path.write_bytes(data)
        assert field.sync(field.stick(stick)).problems
        assert field.standing(sent).standing is Standing.SENT
    path.write_bytes(parcel.data)
    assert field.sync(field.stick(stick)).received


def test_replies_that_cannot_be_read_are_counted_in_one_line_with_a_few_names(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    path = desk.answer(stick, field).name
    folder = stick / "danvan" / "to-laptops" / field.laptop.public().id
    for number in range(100, 600):
        (folder / f"receipt_0{number}_0123456789abcdef.danvan").write_bytes(b"junk")
    synced = field.sync(field.stick(stick))
    (line,) = synced.problems
    assert "500 replies could not be read" in line
    assert line.count(".danvan") == 3
    assert line.count("another kind of file") == 1
    assert path not in line
    assert field.standing(sent).standing is Standing.RECEIVED
    assert field.sync(field.stick(stick)).problems == [line]


def test_nonsense_that_the_office_signed_changes_nothing(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    for body in (b"", b"[]", b'{"serial":"x"}', b"[" * 100_000, b'{"laptop":"\xff"}'):
        parcel = desk.parcel(Kind.RECEIPT, field.laptop.public(), body)
        path = reply(stick, field, parcel)
        assert field.sync(field.stick(stick)).problems
        path.unlink()
    assert field.standing(sent).standing is Standing.SENT


@pytest.mark.parametrize("serial", [2**53 + 5, 8_000_000_000_000, -1])
def test_a_serial_that_no_office_reaches_is_refused_and_later_receipts_count(
    field: Field, desk: Desk, stick: Path, sent: str, serial: int
) -> None:
    reply(stick, field, desk.receipt(field.laptop.public(), entries=[], serial=serial))
    (problem,) = field.sync(field.stick(stick)).problems
    assert "its number is wrong" in problem
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.RECEIVED


def test_an_old_receipt_that_comes_late_does_not_count(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    old = desk.answer(stick, field)
    withdrawn = [
        msgspec.structs.replace(one, outcome=Outcome.WITHDRAWN) for one in desk.entries.values()
    ]
    newer = desk.receipt(field.laptop.public(), entries=withdrawn)
    for parcel in (newer, old, old):
        for path in (stick / "danvan" / "to-laptops").rglob("*.danvan"):
            path.unlink()
        reply(stick, field, parcel)
        field.sync(field.stick(stick))
        assert field.standing(sent).standing is Standing.REFUSED


def test_receipts_in_any_order_leave_the_newest(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    desk.take(stick)
    ours = field.laptop.public()
    empty = desk.receipt(ours, entries=[], serial=1)
    full = desk.receipt(ours, serial=2)
    for parcel in (full, empty, full):
        reply(stick, field, parcel)
        field.sync(field.stick(stick))
        assert field.standing(sent).standing is Standing.RECEIVED


def test_a_receipt_lost_or_changed_on_our_disk_is_not_made_up(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    parcel = desk.answer(stick, field)
    field.sync(field.stick(stick))
    kept = field.root / "exchange" / "receipt.danvan"
    kept.write_bytes(parcel.data[:-1])
    assert field.standing(sent).standing is Standing.SENT
    reply(stick, field, desk.receipt(field.laptop.public(), entries=[]))
    field.sync(field.stick(stick))
    kept.write_bytes(parcel.data)
    assert field.standing(sent).standing is Standing.SENT


def test_what_another_digest_was_accepted_for_is_not_received(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    entry = Entry(digest="0" * 64, line="other", number=1, outcome=Outcome.ACCEPTED)
    reply(stick, field, desk.receipt(field.laptop.public(), entries=[entry]))
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.SENT


def test_what_the_stick_lost_is_sent_again_as_the_same_file(
    field: Field, desk: Desk, stick: Path
) -> None:
    lost, arrived = field.write(), field.write()
    field.sync(field.stick(stick))
    first = next(path for path in sent_files(stick) if "_0001_" in path.name)
    before = first.read_bytes()
    first.unlink()
    desk.take(stick)
    line = next(iter(desk.entries.values())).line
    gap = [Missing(line=line, numbers=[1])]
    reply(stick, field, desk.receipt(field.laptop.public(), missing=gap))
    assert field.sync(field.stick(stick)).sent == ["DT-2026-001"]
    assert first.read_bytes() == before
    assert field.standing(arrived).standing is Standing.RECEIVED
    assert field.standing(lost).standing is Standing.SENT
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    assert field.standing(lost).standing is Standing.RECEIVED


def test_what_the_office_forgot_and_we_have_no_more_is_packed_anew(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    assert list((field.root / "exchange" / "outbox").iterdir()) == []
    line = next(iter(desk.entries.values())).line
    for path in sent_files(stick):
        path.unlink()
    gap = [Missing(line=line, numbers=[1])]
    reply(stick, field, desk.receipt(field.laptop.public(), entries=[], missing=gap))
    field.sync(field.stick(stick))
    assert [path.name[:16] for path in sent_files(stick)] == ["DT-2026-001_0002"]
    assert field.standing(sent).standing is Standing.SENT


def test_without_the_key_of_the_office_no_answer_is_believed(
    untrusting: Field, desk: Desk, stick: Path
) -> None:
    folder = untrusting.write()
    untrusting.sync(untrusting.stick(stick), plain=True)
    desk.answer(stick, untrusting)
    synced = untrusting.sync(untrusting.stick(stick), plain=True)
    assert "cannot be trusted" in synced.problems[0]
    assert untrusting.standing(folder).standing is Standing.SENT
    untrusting.laptop.trust(read_office_file(desk.public))
    untrusting.sync(untrusting.stick(stick))
    assert untrusting.standing(folder).standing is Standing.RECEIVED
