"""What the journal says is saved is there, and what it says failed is not."""

import json
from pathlib import Path

import msgspec
import pytest

from danvan_tui.ledger.errors import NewerFormatError
from danvan_tui.ledger.frame import pack
from danvan_tui.ledger.journal import ROOM, Journal, erase, read_journal


def journal_in(folder: Path) -> Journal:
    return Journal(folder, "journal", "s", 1)


def payloads(folder: Path) -> list[bytes]:
    return [payload for _place, payload in read_journal(folder, "journal").operations]


def test_entries_come_back_in_order_before_and_after_closing(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    said = [b'{"n":%d}' % number for number in range(50)]
    for payload in said:
        journal.append(payload)
    assert payloads(tmp_path) == said
    journal.close()
    reading = read_journal(tmp_path, "journal")
    assert payloads(tmp_path) == said
    assert reading.damaged == {}
    assert journal.path.stat().st_size < ROOM


def test_a_file_that_is_full_gets_more_room(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    said = [b'"%s"' % (bytes([65 + number]) * 90_000) for number in range(7)]
    for payload in said:
        journal.append(payload)
    assert payloads(tmp_path) == said
    assert journal.path.stat().st_size % ROOM == 0


def test_an_entry_larger_than_the_room_is_saved_too(tmp_path: Path) -> None:
    said = b'"%s"' % (b"x" * 3 * ROOM)
    journal_in(tmp_path).append(said)
    assert payloads(tmp_path) == [said]


def test_room_made_beforehand_is_no_damage_but_a_missing_end_is(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.append(b'{"n":1}')
    assert read_journal(tmp_path, "journal").damaged == {}
    end = journal.path.read_bytes().rstrip(b"\0")
    journal.path.write_bytes(end)
    assert read_journal(tmp_path, "journal").damaged == {journal.path: []}
    assert payloads(tmp_path) == [b'{"n":1}']


def test_every_opening_begins_a_file_of_its_own(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        journal = journal_in(tmp_path)
        journal.append(b"%d" % number)
        journal.close()
    assert payloads(tmp_path) == [b"1", b"2", b"3"]
    assert read_journal(tmp_path, "journal").newest == 3


def test_an_entry_after_the_count_of_a_given_up_file_does_not_turn_up(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.append(b"1")
    journal.append(b"2")
    header = {"format": 1, "session": "s", "generation": 2, "counts": {journal.path.name: 1}}
    second = tmp_path / "journal-0002.log"
    second.write_bytes(pack(0, msgspec.json.encode(header)) + pack(1, b"3") + b"\0")
    assert payloads(tmp_path) == [b"1", b"3"]


def test_what_is_no_file_is_no_journal(tmp_path: Path) -> None:
    journal_in(tmp_path).append(b"1")
    (tmp_path / "journal-0002.log").mkdir()
    (tmp_path / "journal-0003.log").symlink_to("/dev/zero")
    assert payloads(tmp_path) == [b"1"]


def test_an_erased_entry_leaves_no_byte_and_harms_no_other(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.append(b'{"id":"r.1"}')
    place = journal.append(b'{"id":"r.2","text":"Mua A Denh, 0912 345 678, Na Pu"}')
    journal.append(b'{"id":"r.3"}')
    erase(place, "r.2")
    assert b"Denh" not in journal.path.read_bytes()
    assert [json.loads(payload) for payload in payloads(tmp_path)] == [
        {"id": "r.1"},
        {"moved": "r.2"},
        {"id": "r.3"},
    ]
    assert read_journal(tmp_path, "journal").damaged == {}


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    header = pack(0, b'{"format":2,"something":"new"}')
    (tmp_path / "journal-0001.log").write_bytes(header + b"\0")
    with pytest.raises(NewerFormatError):
        read_journal(tmp_path, "journal")
