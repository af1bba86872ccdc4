"""What goes back to laptops: signed, sealed where it tells, all of it every time, never twice."""

import errno
import itertools
import os
from pathlib import Path

import msgspec
import pytest

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.envelope import seal
from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.parcel import Kind, Opened, open_parcel
from danvan_tui.exchange.receipt import Missing, Receipt, decode_receipt
from danvan_tui.exchange.returned import Returned, decode_returned
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import find_arrivals
from danvan_tui.office.receiving.fetching import import_from
from danvan_tui.office.receiving.importing import import_arrivals, import_files
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.replying import outbox
from danvan_tui.office.replying.answering import renewed
from tests.office.carried import AT, FieldLaptop, exported, put, raise_issue


@pytest.fixture
def colleague(tmp_path: Path, office: Office) -> FieldLaptop:
    """A second laptop whose signatures the office trusts."""
    made = FieldLaptop(tmp_path / "second-data", office.public, name="Máy 2")
    office.register.confirm(made.public, "Lan")
    return made


def _replies(folder: Path, laptop: FieldLaptop) -> list[Path]:
    return sorted((folder / laptop.keys.id).glob("*.danvan*"))


def _on(stick: Path, laptop: FieldLaptop) -> list[Path]:
    return _replies(stick / "danvan" / "to-laptops", laptop)


def _opened(paths: list[Path], laptop: FieldLaptop, kind: Kind) -> list[Opened]:
    opened = [open_parcel(path.read_bytes(), laptop.keys) for path in paths]
    return [one for one in opened if one.header.kind is kind]


def _receipt(office: Office, laptop: FieldLaptop) -> Receipt:
    (one,) = _opened(_replies(office.outbox, laptop), laptop, Kind.RECEIPT)
    assert one.header.sender == office.public
    assert one.header.to == laptop.keys.id
    return decode_receipt(one.body)


def _follow_up(office: Office, laptop: FieldLaptop) -> Returned | None:
    found = _opened(_replies(office.outbox, laptop), laptop, Kind.FOLLOW_UP)
    assert all(one.sealed and one.header.sender == office.public for one in found)
    return decode_returned(found[0].body) if found else None


def _first_part(body: bytes) -> bytes:
    """The export of the session as it was before its last entry."""
    document = msgspec.json.decode(body, type=OfficeDocument)
    operations = document.operations[:-1]
    counts = msgspec.structs.replace(document.counts, operations=len(operations))
    return seal(msgspec.structs.replace(document, operations=operations, counts=counts))


def test_the_receipt_lies_beside_what_came_and_names_the_file(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    path = laptop.send(notebook, stick)
    report = import_files(office, [stick], commit=True)
    assert report.problems == ()
    receipt = _receipt(office, laptop)
    (entry,) = receipt.entries
    assert entry.digest == report.items[0].digest
    assert path.name.split("_")[-1].startswith(entry.digest[:16])
    assert (entry.outcome, entry.line, entry.number) == ("accepted", "line-1", 1)
    assert entry.code == "DT-2026-001"
    assert [one.name for one in _on(stick, laptop)] == [
        one.name for one in _replies(office.outbox, laptop)
    ]


def test_a_receipt_holds_no_word_of_the_session_nor_its_id(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    (path,) = _on(stick, laptop)
    assert path.suffix == ".danvan"
    words = ("Đường", "Đối thoại", "Hiền", notebook.state.session.id)
    assert not any(word.encode() in path.read_bytes() for word in words)


def test_nothing_new_is_said_by_no_new_file(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = {path: path.stat().st_mtime_ns for path in _on(stick, laptop)}
    import_files(office, [stick], commit=True)
    renewed(office)
    assert {path: path.stat().st_mtime_ns for path in _on(stick, laptop)} == before


def test_what_others_send_writes_no_new_receipt(
    office: Office, laptop: FieldLaptop, colleague: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = _replies(office.outbox, laptop)
    colleague.send(colleague.session("Mương tắc"), stick)
    import_files(office, [stick], commit=True)
    assert _replies(office.outbox, laptop) == before
    assert len(_receipt(office, colleague).entries) == 1


def test_a_newer_receipt_says_all_and_takes_the_place_of_the_old_one(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    first = _receipt(office, laptop)
    laptop.send(laptop.session("Mương tắc"), stick)
    import_files(office, [stick], commit=True)
    second = _receipt(office, laptop)
    assert second.serial > first.serial
    assert [entry.number for entry in second.entries] == [1, 2]
    assert len(_on(stick, laptop)) == 2


def test_numbers_that_never_came_are_named(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick, number=1)
    laptop.send(laptop.session("Mương tắc"), stick, number=4)
    import_files(office, [stick], commit=True)
    assert _receipt(office, laptop).missing == [Missing(line="line-1", numbers=[2, 3])]
    laptop.send(laptop.session("Đèn hỏng"), stick, number=2)
    import_files(office, [stick], commit=True)
    assert _receipt(office, laptop).missing == [Missing(line="line-1", numbers=[3])]


def test_a_laptop_gets_what_it_never_showed_and_nothing_else(
    office: Office, laptop: FieldLaptop, colleague: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng", "Mương tắc")
    whole = exported(notebook)
    last = notebook.state.fold.ordered()[-1]
    put(stick, *laptop.parcel(whole))
    put(stick, *colleague.parcel(_first_part(whole)))
    import_files(office, [stick], commit=True)
    assert _follow_up(office, laptop) is None
    returned = _follow_up(office, colleague)
    assert returned is not None
    assert (returned.laptop, returned.at) == (colleague.keys.id, AT)
    assert [(one.session, one.operations) for one in returned.sessions] == [
        (notebook.state.session.id, [last])
    ]


def test_a_follow_up_opens_for_its_laptop_only(
    office: Office, laptop: FieldLaptop, colleague: FieldLaptop, stick: Path
) -> None:
    whole = exported(laptop.session("Đường hỏng"))
    put(stick, *laptop.parcel(whole))
    put(stick, *colleague.parcel(_first_part(whole)))
    import_files(office, [stick], commit=True)
    (path,) = (stick / "danvan" / "to-laptops" / colleague.keys.id).glob("*.age")
    assert "Đường hỏng".encode() not in path.read_bytes()
    open_parcel(path.read_bytes(), colleague.keys)
    for keys in (laptop.keys, office.keys):
        with pytest.raises(ParcelError):
            open_parcel(path.read_bytes(), keys)


def test_a_follow_up_goes_once_the_laptop_has_shown_all(
    office: Office, laptop: FieldLaptop, colleague: FieldLaptop, stick: Path
) -> None:
    whole = exported(laptop.session("Đường hỏng"))
    put(stick, *laptop.parcel(whole))
    put(stick, *colleague.parcel(_first_part(whole)))
    import_files(office, [stick], commit=True)
    assert len(_replies(office.outbox, colleague)) == 2
    put(stick, *colleague.parcel(whole))
    import_files(office, [stick], commit=True)
    assert [path.suffix for path in _replies(office.outbox, colleague)] == [".danvan"]
    assert _follow_up(office, colleague) is None


def test_what_the_office_itself_said_travels_back(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    session = notebook.state.session.id
    change = Change(table=Table.SESSION, record=session, fields={"conclusion": "Xã sửa"})
    own = Operation(id="0ff1ce.1", time=99, at=AT, by="Lan", changes=[change])
    office.register.append(session, own)
    assert renewed(office) == []
    returned = _follow_up(office, laptop)
    assert returned is not None
    assert returned.sessions[0].operations == [own]


def test_a_restored_backup_gets_everything_it_does_not_show(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    notebook = laptop.session("Đường hỏng")
    early = exported(notebook)
    raise_issue(notebook, content="Mương tắc")
    last = notebook.state.fold.ordered()[-1]
    old = laptop.parcel(exported(notebook), number=2)
    put(stick, *laptop.parcel(exported(notebook), number=1))
    import_files(office, [stick], commit=True)
    assert _follow_up(office, laptop) is None
    laptop.line = "line-2"
    put(stick, *laptop.parcel(early, number=1))
    import_files(office, [stick], commit=True)
    put(stick, *old)  # a file of the life before, found again
    import_files(office, [stick], commit=True)
    returned = _follow_up(office, laptop)
    assert returned is not None
    assert returned.sessions[0].operations == [last]
    assert _receipt(office, laptop).missing == []


def test_taking_an_import_back_is_said_on_the_receipt(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert undo(office).problems == ()
    assert [entry.outcome for entry in _receipt(office, laptop).entries] == ["withdrawn"]
    import_files(office, [stick], commit=True)
    assert [entry.outcome for entry in _receipt(office, laptop).entries] == ["accepted"]


def test_taking_back_names_the_laptops_that_are_to_be_told(
    office: Office, laptop: FieldLaptop, colleague: FieldLaptop, stick: Path
) -> None:
    for one in (laptop, colleague):
        one.send(one.session("Đường hỏng"), stick)
        import_files(office, [stick], commit=True)
    assert undo(office).laptops == {colleague.keys.id}


def test_nobody_who_was_not_confirmed_is_answered(
    office: Office, tmp_path: Path, stick: Path
) -> None:
    stranger = FieldLaptop(tmp_path / "stranger", office.public)
    stranger.send(stranger.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert _on(stick, stranger) == []
    assert outbox.laptops(office) == []


def test_a_stick_that_takes_no_answer_does_not_undo_the_import(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    (stick / "danvan" / "to-laptops").write_bytes(b"a file in the way")
    report = import_files(office, [stick], commit=True)
    assert report.counts[Verdict.NEW] == 1
    (problem,) = report.problems
    assert "danvan office send" in problem
    assert len(office.register.summaries()) == 1
    assert len(_receipt(office, laptop).entries) == 1


def test_what_stood_in_the_outbox_half_is_written_anew(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    first = _receipt(office, laptop)
    (office.outbox / laptop.keys.id / "standing.json").write_bytes(b"{")
    assert renewed(office) == []
    assert _receipt(office, laptop).serial > first.serial
    assert _receipt(office, laptop).entries == first.entries


def test_a_target_is_fetched_from_and_answered_and_nothing_is_carried_twice(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    put(stick, "receipt_0001_0123456789abcdef.danvan", b"danvan-parcel")
    target = FolderTarget("stick", stick)
    report = import_from(office, target, commit=True, by="Lan")
    assert [item.verdict for item in report.items] == [Verdict.NEW, Verdict.REFUSED]
    assert report.problems == ()
    assert len(_on(stick, laptop)) == 1
    again = import_from(office, target, commit=True)
    assert [item.verdict for item in again.items] == [Verdict.REFUSED]
    assert not list(office.folder.glob("fetched-*"))


@pytest.mark.parametrize("call", range(8))
def test_a_receipt_stands_at_every_moment_of_renewing(
    office: Office,
    laptop: FieldLaptop,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: int,
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    laptop.send(laptop.session("Mương tắc"), stick)
    import_arrivals(office, find_arrivals([stick]).arrivals, source="stick", commit=True)
    count = itertools.count()
    write = os.fsync

    def failing(fd: int) -> None:
        if next(count) == call:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        renewed(office)
    opened = _opened(_replies(office.outbox, laptop), laptop, Kind.RECEIPT)
    assert len(opened) >= 1
    import_files(office, [stick], commit=True)
    assert [entry.number for entry in _receipt(office, laptop).entries] == [1, 2]
    assert len(_replies(office.outbox, laptop)) == 1


def test_an_answer_that_was_deleted_is_written_again(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    (path,) = _replies(office.outbox, laptop)
    path.unlink()
    import_files(office, [stick], commit=True)
    assert len(_receipt(office, laptop).entries) == 1
