"""What cannot be taken waits with its reason, and is taken as soon as it can be."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.envelope import seal
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import (
    confirm,
    held,
    quarantine_of,
    retry,
    set_aside,
    waiting_laptops,
)
from danvan_tui.office.register.outcomes import Verdict
from tests.office.carried import AT, FieldLaptop, exported, put

SECRET = "Trịnh Thị Mùi"


@pytest.fixture
def stranger(tmp_path: Path, office: Office) -> FieldLaptop:
    """A laptop that nobody confirmed."""
    return FieldLaptop(tmp_path / "stranger", office.public, name="Máy lạ")


def test_a_note_says_why_when_and_from_where(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    path = stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    (one,) = held(office)
    assert one.trouble == "unknown_laptop"
    assert stranger.public.fingerprint in one.reason
    assert one.at == AT
    assert one.where == str(path)
    assert one.sender == stranger.public
    note = json.loads((office.quarantine / f"{one.digest}.json").read_text(encoding="utf-8"))
    assert note["reason"] == one.reason


def test_a_preview_sets_nothing_aside(office: Office, stranger: FieldLaptop, stick: Path) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=False)
    assert held(office) == []
    assert not office.quarantine.exists()


def test_what_a_laptop_sent_is_taken_once_it_is_confirmed(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    first, second = stranger.session("Đường hỏng"), stranger.session("Mương tắc")
    stranger.send(first, stick)
    stranger.send(second, stick, seal=False)
    import_files(office, [stick], commit=True)
    (waiting,) = waiting_laptops(office)
    assert (waiting.keys, waiting.files) == (stranger.public, 2)
    keys, report = confirm(office, stranger.public.fingerprint.replace(" ", "-"), by="Lan")
    assert keys == stranger.public
    assert [item.verdict for item in report.items] == [Verdict.NEW] * 2
    assert held(office) == []
    assert list(office.quarantine.iterdir()) == []
    assert waiting_laptops(office) == []
    for notebook in (first, second):
        taken = office.register.operations(notebook.state.session.id)
        assert taken == notebook.state.fold.ordered()


def test_a_laptop_that_changed_its_name_waits_once_under_the_new_one(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    stranger.name = "Máy thôn Đồng"
    stranger.send(stranger.session("Mương tắc"), stick)
    import_files(office, [stick], commit=True)
    (waiting,) = waiting_laptops(office)
    assert (waiting.keys.verify, waiting.files) == (stranger.public.verify, 2)


def test_a_laptop_with_the_id_of_another_never_takes_its_place(
    office: Office, laptop: FieldLaptop, stranger: FieldLaptop, stick: Path
) -> None:
    known = msgspec.structs.replace(laptop.public, id=stranger.public.id)
    office.register.confirm(known, "Lan")
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert [one.keys for one in waiting_laptops(office)] == [stranger.public]
    with pytest.raises(OfficeError, match="another key"):
        confirm(office, stranger.public.fingerprint)
    assert known in [one.keys for one in office.register.laptops()]
    assert len(held(office)) == 1


@pytest.mark.parametrize("said", ["", "1234", "0000 0000 0000 0000 0000"])
def test_another_fingerprint_confirms_nobody(
    office: Office, stranger: FieldLaptop, stick: Path, said: str
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    with pytest.raises(OfficeError, match="fingerprint"):
        confirm(office, said)
    assert office.register.laptops() == []
    assert len(held(office)) == 1


def test_a_fingerprint_in_part_is_not_enough(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    with pytest.raises(OfficeError):
        confirm(office, stranger.public.fingerprint[:-5])


def test_the_same_bytes_under_another_name_make_no_second_entry(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    path = stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = held(office)
    put(stick, "copy.danvan.age", path.read_bytes())
    import_files(office, [stick], commit=True)
    assert held(office) == before


def test_trying_again_gives_the_newest_reason(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    put(stick, "DT-2026-001_office.json", exported(laptop.session("Đường hỏng")))
    import_files(office, [stick], commit=True)
    assert [one.trouble for one in held(office)] == ["unsigned"]
    report = retry(office)
    assert [item.trouble for item in report.items] == ["unsigned"]
    report = retry(office, unsigned=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW]
    assert held(office) == []


def _rubbish(name: str) -> bytes:
    """What looks like a sealed file."""
    return f"age-encryption.org/v1\n{name}".encode()


def test_what_finds_no_room_stays_where_it_is_and_what_is_good_is_taken(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    first = put(stick, "a.danvan", _rubbish("a"))
    import_files(office, [stick], commit=True)
    with (office.quarantine / f"{'0' * 64}.danvan-file").open("wb") as file:
        file.truncate(2 * 1024**3)  # blanks that take no room
    paths = [put(stick, f"{name}.danvan", _rubbish(name)) for name in "bc"]
    laptop.send(laptop.session("Mương tắc"), stick)
    report = import_files(office, [stick], commit=True)
    assert [(item.name, item.is_held) for item in report.of(Verdict.REFUSED)] == [
        ("a.danvan", True),
        ("b.danvan", False),
        ("c.danvan", False),
    ]
    assert report.counts[Verdict.NEW] == 1
    assert [words for words in report.problems if "2 files" in words] == [*report.problems]
    assert all(path.is_file() for path in (first, *paths))
    (office.quarantine / f"{'0' * 64}.danvan-file").unlink()
    report = import_files(office, [stick], commit=True)
    assert all(item.is_held for item in report.of(Verdict.REFUSED))
    assert report.problems == ()


def test_what_waits_never_takes_more_than_an_eighth_of_what_is_free(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stick, "a.danvan", _rubbish("a"))
    put(stick, "b.danvan", _rubbish("b"))
    free = SimpleNamespace(free=8 * len(_rubbish("a")))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
    report = import_files(office, [stick], commit=True)
    assert [item.is_held for item in report.items] == [True, False]


def test_what_came_plain_is_not_kept_plain(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    notebook = stranger.session()
    data = _denouncing(exported(notebook))
    put(stick, *stranger.parcel(data, seal=False))
    import_files(office, [stick], commit=True)
    kept = [path.read_bytes() for path in office.quarantine.iterdir()]
    assert len(kept) == 2
    assert not any(SECRET.encode() in one for one in kept)


def test_a_file_whose_note_was_lost_is_still_tried(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    for note in office.quarantine.glob("*.json"):
        note.write_bytes(b"{")
    assert [one.trouble for one in held(office)] == ["unreadable"]
    office.register.confirm(stranger.public, "Lan")
    assert [item.verdict for item in retry(office).items] == [Verdict.NEW]
    assert held(office) == []


def test_a_file_that_comes_again_and_may_be_taken_leaves_the_quarantine(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    office.register.confirm(stranger.public, "Lan")
    report = import_files(office, [stick], commit=True)
    assert [item.verdict for item in report.items] == [Verdict.NEW]
    assert held(office) == []


def test_a_kept_file_that_cannot_be_read_any_more_is_told(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session("Đường hỏng"), stick, seal=False)
    import_files(office, [stick], commit=True)
    (path,) = office.quarantine.glob("*.age")
    path.write_bytes(path.read_bytes()[:-20])
    report = retry(office)
    assert [item.verdict for item in report.items] == [Verdict.REFUSED]
    assert report.items[0].reason.endswith(".")
    assert len(held(office)) == 1
    import_files(office, [stick], commit=True)
    assert quarantine_of(office).read(held(office)[0].digest).startswith(b"danvan")


def _denouncing(data: bytes) -> bytes:
    """The export with a name in it that stands nowhere else."""
    document = msgspec.json.decode(data, type=OfficeDocument)
    session = msgspec.structs.replace(document.session, opening=SECRET)
    return seal(msgspec.structs.replace(document, session=session))


def test_a_cut_copy_goes_once_the_whole_file_was_taken(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    name, data = laptop.parcel(exported(laptop.session()))
    path = put(stick, name, data[:-40])
    import_files(office, [stick], commit=True)
    assert len(held(office)) == 1
    path.write_bytes(data)
    import_files(office, [stick], commit=True)
    assert held(office) == []


def test_a_damaged_copy_of_another_file_stays_whatever_its_name_says(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    name, data = laptop.parcel(exported(laptop.session("Mương tắc")))
    _other, foreign = laptop.parcel(exported(laptop.session("Đường hỏng")))
    middle = len(foreign) // 2
    other = bytes([foreign[middle] ^ 1])
    cut, changed = foreign[:-40], foreign[:middle] + other + foreign[middle + 1 :]
    for number, damaged in enumerate((cut, changed)):
        put(stick / str(number), name, damaged)
    import_files(office, [stick], commit=True)
    put(stick, name, data)
    import_files(office, [stick], commit=True)
    assert {one.trouble for one in held(office)} == {"cut", "changed"}


def test_a_changed_copy_goes_once_the_whole_file_was_taken(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    name, data = laptop.parcel(exported(laptop.session()))
    middle = len(data) // 2
    path = put(stick, name, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    import_files(office, [stick], commit=True)
    assert [one.trouble for one in held(office)] == ["changed"]
    path.write_bytes(data)
    import_files(office, [stick], commit=True)
    assert held(office) == []


def test_what_is_set_aside_is_tried_no_more_and_kept(
    office: Office, stranger: FieldLaptop, stick: Path
) -> None:
    stranger.send(stranger.session(), stick)
    import_files(office, [stick], commit=True)
    (one,) = held(office)
    set_aside(office, one.name)
    assert held(office) == []
    assert len(list((office.quarantine / "aside").iterdir())) == 2
    import_files(office, [stick], commit=True)
    assert held(office) == []
    with pytest.raises(OfficeError, match="nothing was set aside"):
        set_aside(office, one.name)
