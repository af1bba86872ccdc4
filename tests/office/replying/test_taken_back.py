"""What an import brought and was taken back is not received any more, on any laptop."""

import shutil
from pathlib import Path

import pytest

from danvan_tui.exchange.keys import read_office_file, write_public
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import confirm
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.replying.answering import deliver
from danvan_tui.office.shelf import RegisterShelf
from tests.exchange.laptop.field import Field, laptop_in
from tests.office.carried import TO_OFFICE


@pytest.fixture
def laptops(tmp_path: Path, office: Office) -> tuple[Field, Field]:
    """Two laptops that trust the office, and it them."""
    public = tmp_path / "office.danvan-office"
    write_public(public, office.keys)
    first, second = (laptop_in(tmp_path / name) for name in ("first", "second"))
    for one in (first, second):
        one.laptop.trust(read_office_file(public))
        office.register.confirm(one.laptop.public(), "Lan")
    return first, second


def test_a_stick_that_brings_nothing_still_takes_the_answer_with_it(
    office: Office, laptops: tuple[Field, Field], stick: Path
) -> None:
    first, _second = laptops
    folder = first.write()
    first.sync(first.stick(stick))
    import_files(office, [stick], commit=True)
    first.sync(first.stick(stick))
    assert first.standing(folder).standing is Standing.RECEIVED
    undo(office)
    for path in (stick / TO_OFFICE).iterdir():
        path.unlink()
    assert import_files(office, [stick], commit=True).items == []
    first.sync(first.stick(stick))
    assert first.standing(folder).standing is not Standing.RECEIVED


def test_an_office_put_back_from_before_it_knew_a_laptop_gets_everything_again(
    office: Office, tmp_path: Path, stick: Path
) -> None:
    public, backup = tmp_path / "office.danvan-office", tmp_path / "backup"
    write_public(public, office.keys)
    assert office.register.laptops() == []
    office.close()
    shutil.copytree(office.folder, backup)
    field = laptop_in(tmp_path / "field")
    field.laptop.trust(read_office_file(public))
    first = field.write()
    _carried(field, office, stick)
    confirm(office, field.laptop.public().fingerprint)
    _carried(field, office, stick)
    assert field.standing(first).standing is Standing.RECEIVED

    office.close()
    shutil.rmtree(office.folder)
    shutil.copytree(backup, office.folder)
    for path in (stick / TO_OFFICE).iterdir():
        path.unlink()
    second = field.write()
    _carried(field, office, stick)
    confirm(office, field.laptop.public().fingerprint)
    for _time in range(3):
        _carried(field, office, stick)
    assert {path.name for path in RegisterShelf(office).folders()} == {
        field.shelf.open(folder, write=False).state.session.id for folder in (first, second)
    }
    assert {field.standing(one).standing for one in (first, second)} == {Standing.RECEIVED}


def _carried(field: Field, office: Office, stick: Path) -> None:
    """The stick goes to the office and back."""
    field.sync(field.stick(stick))
    import_files(office, [stick], commit=True)
    field.sync(field.stick(stick))


def test_what_another_laptop_brought_and_was_taken_back_counts_nowhere_as_received(
    office: Office, laptops: tuple[Field, Field], tmp_path: Path, stick: Path
) -> None:
    first, second = laptops
    folder = second.write()
    shutil.copytree(second.shelf.folder(folder), first.shelf.folder(folder))
    first.add(folder, "Mương tắc", reason="ghi sót")
    for one, place in ((second, stick), (first, tmp_path / "other-stick")):
        one.sync(one.stick(place))
        import_files(office, [place], commit=True)
    deliver(office, FolderTarget("stick", stick))
    assert second.sync(second.stick(stick)).merged == ["DT-2026-001"]
    assert second.standing(folder).standing is Standing.RECEIVED

    assert undo(office).problems == ()
    deliver(office, FolderTarget("stick", stick))
    second.sync(second.stick(stick))
    assert second.operations(folder) == first.operations(folder)
    assert second.standing(folder).standing is Standing.SENT
