"""What an office lost is received on no laptop any more, whatever it had said before."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from danvan_tui.exchange.keys import read_office_file, write_public
from danvan_tui.exchange.laptop.entries import Receipted
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.replying.answering import deliver, renewed
from danvan_tui.office.upkeep import rebuild_register
from tests.exchange.laptop.field import Field, laptop_in
from tests.office.carried import AT, NOON, begun_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose clock goes on."""
    times = itertools.count()
    begun = begun_office(tmp_path / "office-data")
    begun.clock = lambda: NOON + timedelta(seconds=next(times))
    yield begun
    begun.close()


@pytest.fixture
def trusting(tmp_path: Path, office: Office) -> Field:
    """A laptop that trusts the office, and it the laptop."""
    public = tmp_path / "office.danvan-office"
    write_public(public, office.keys)
    made = laptop_in(tmp_path / "laptop-data")
    made.laptop.trust(read_office_file(public))
    office.register.confirm(made.laptop.public(), "Lan")
    return made


def _exchange(laptop: Field, office: Office, stick: Path) -> None:
    """There and back."""
    laptop.sync(laptop.stick(stick))
    import_files(office, [stick], commit=True)
    laptop.sync(laptop.stick(stick))


def _answer(laptop: Field, office: Office, stick: Path) -> None:
    assert renewed(office) == []
    deliver(office, FolderTarget("stick", stick))
    laptop.sync(laptop.stick(stick))


def _restored(office: Office, backup: Path) -> Office:
    """The office once its folder was put back from a backup."""
    office.close()
    shutil.rmtree(office.root)
    shutil.copytree(backup, office.root)
    return Office(office.root, office.settings, clock=office.clock)


def _forget_register(office: Office) -> None:
    office.close()
    for path in office.folder.glob("register.sqlite*"):
        path.unlink()


def _damage_imports(office: Office) -> None:
    for kept in office.kept.glob("import-*"):
        data = bytearray(kept.read_bytes())
        data[len(data) // 2] ^= 1
        kept.write_bytes(data)


def test_a_backup_of_the_office_says_what_is_not_in_it(
    office: Office, trusting: Field, tmp_path: Path, stick: Path
) -> None:
    first = trusting.write()
    _exchange(trusting, office, stick)
    office.close()
    shutil.copytree(office.root, tmp_path / "backup")
    second = trusting.write("Mương tắc")
    _exchange(trusting, office, stick)
    assert trusting.standing(second).standing is Standing.RECEIVED
    restored = _restored(office, tmp_path / "backup")
    shutil.rmtree(stick / "danvan" / "to-office")
    _answer(trusting, restored, stick)
    assert trusting.standing(first).standing is Standing.RECEIVED
    assert trusting.standing(second).standing is not Standing.RECEIVED
    _exchange(trusting, restored, stick)
    assert trusting.standing(second).standing is Standing.RECEIVED
    assert len(restored.register.summaries()) == 2
    restored.close()


def test_an_older_register_says_so_though_the_office_is_the_same(
    office: Office, trusting: Field, tmp_path: Path, stick: Path
) -> None:
    folder = trusting.write()
    _exchange(trusting, office, stick)
    office.close()
    register = office.folder / "register.sqlite"
    shutil.copy(register, tmp_path / "backup")
    session = trusting.standing(folder).session
    change = Change(table=Table.SESSION, record=session, fields={"conclusion": "Xã sửa"})
    own = Operation(id="0ff1ce.1", time=99, at=AT, by="Lan", changes=[change])
    office.register.append(session, own)
    _answer(trusting, office, stick)
    assert own.id in trusting.operations(folder)
    assert trusting.standing(folder).standing is Standing.RECEIVED
    _forget_register(office)
    shutil.copy(tmp_path / "backup", register)
    _answer(trusting, office, stick)
    assert trusting.standing(folder).standing is Standing.SENT


def test_a_register_that_could_not_be_rebuilt_says_that_it_has_nothing(
    office: Office, trusting: Field, stick: Path
) -> None:
    folder = trusting.write()
    _exchange(trusting, office, stick)
    assert trusting.standing(folder).standing is Standing.RECEIVED
    _forget_register(office)
    _damage_imports(office)
    assert len(rebuild_register(office).problems) == 1
    shutil.rmtree(stick / "danvan" / "to-office")
    _answer(trusting, office, stick)
    assert trusting.standing(folder).standing is not Standing.RECEIVED
    _exchange(trusting, office, stick)
    assert trusting.standing(folder).standing is Standing.RECEIVED


def test_a_clock_that_was_once_wrong_silences_nothing(
    office: Office, trusting: Field, stick: Path
) -> None:
    folder = trusting.write()
    ahead = Office(office.root, office.settings, clock=lambda: NOON + timedelta(days=30_000))
    _exchange(trusting, ahead, stick)
    assert trusting.standing(folder).standing is Standing.RECEIVED
    ahead.close()
    _forget_register(office)
    _damage_imports(office)
    rebuild_register(office)
    _answer(trusting, office, stick)
    assert trusting.standing(folder).standing is not Standing.RECEIVED


def test_an_office_that_lost_its_answers_learns_from_the_laptop_what_it_said_last(
    office: Office, trusting: Field, tmp_path: Path, stick: Path
) -> None:
    office.close()
    shutil.copytree(office.root, tmp_path / "backup")
    first = trusting.write()
    ahead = Office(office.root, office.settings, clock=lambda: NOON + timedelta(days=30_000))
    _exchange(trusting, ahead, stick)
    ahead.close()
    restored = _restored(office, tmp_path / "backup")
    shutil.rmtree(stick)
    second = trusting.write("Mương tắc")
    _exchange(trusting, restored, stick)
    assert trusting.standing(first).standing is not Standing.RECEIVED
    assert trusting.standing(second).standing is Standing.RECEIVED
    restored.close()


def test_receipts_of_a_life_before_never_win(
    office: Office, trusting: Field, tmp_path: Path, stick: Path
) -> None:
    folder = trusting.write()
    trusting.sync(trusting.stick(stick))
    office.close()
    shutil.copytree(office.root, tmp_path / "backup")
    import_files(office, [stick], commit=True)
    before = tmp_path / "before"
    shutil.copytree(stick / "danvan" / "to-laptops", before / "danvan" / "to-laptops")
    restored = _restored(office, tmp_path / "backup")
    shutil.rmtree(stick)
    stick.mkdir()
    trusting.add(folder, "Mương tắc", reason="ghi sót")
    trusting.sync(trusting.stick(stick))
    import_files(restored, [stick], commit=True)
    trusting.sync(trusting.stick(stick))
    standing = trusting.standing(folder)
    trusting.sync(trusting.stick(before))
    assert trusting.standing(folder) == standing
    restored.close()


def test_a_laptop_cannot_use_up_the_serials(office: Office, trusting: Field, stick: Path) -> None:
    folder = trusting.write()
    with trusting.laptop.line() as line:
        assert line.office is not None
        line.write(Receipted(office=line.office.id, serial=2**53))
    _exchange(trusting, office, stick)
    assert trusting.standing(folder).standing is Standing.SENT
    assert office.register.next_serial() < 2**48


def test_two_that_go_on_from_one_folder_get_what_the_other_wrote(
    office: Office, trusting: Field, tmp_path: Path, stick: Path
) -> None:
    folder = trusting.write(closed=False)
    _exchange(trusting, office, stick)
    shutil.copytree(trusting.root, tmp_path / "copied-data")
    copied = laptop_in(tmp_path / "copied-data")
    trusting.add(folder, "Mương tắc")
    copied.add(folder, "Đèn hỏng")
    for _round in range(2):
        for one in (trusting, copied):
            one.sync(one.stick(stick), sessions=[folder])
        import_files(office, [stick], commit=True)
    for one in (trusting, copied):
        one.sync(one.stick(stick))
        assert len(one.shelf.open(folder, write=False).state.issues()) == 3
        assert one.standing(folder).standing is Standing.CONFLICT  # over the number both chose
    assert trusting.operations(folder) == copied.operations(folder)


def test_a_session_that_only_the_office_has_is_on_the_restored_laptop_again(
    trusting: Field, office: Office, stick: Path, tmp_path: Path
) -> None:
    trusting.write()
    _exchange(trusting, office, stick)
    shutil.copytree(trusting.root, tmp_path / "backup")
    lost = trusting.write("Mương tắc")
    held = trusting.operations(lost)
    _exchange(trusting, office, stick)
    shutil.rmtree(trusting.root)
    shutil.copytree(tmp_path / "backup", trusting.root)
    restored = laptop_in(trusting.root)
    _exchange(restored, office, stick)
    assert restored.operations(lost) == held
    _exchange(restored, office, stick)
    assert restored.standing(lost).standing is Standing.RECEIVED
    assert [*office.register.not_shown(restored.laptop.public().id)] == []
