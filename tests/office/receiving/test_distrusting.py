"""A laptop that is not trusted any more: nothing more is taken, and it hears what became of all."""

from pathlib import Path

import pytest

from danvan_tui.exchange.parcel import Kind, open_parcel
from danvan_tui.exchange.receipt import Outcome, Receipt, decode_receipt
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import Table
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.distrusting import distrust, distrusted_laptops
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import confirm, waiting_laptops
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.replying import outbox
from danvan_tui.office.replying.answering import deliver, renewed
from tests.office.carried import AT, FieldLaptop


def _replies(office: Office, laptop: FieldLaptop) -> dict[Kind, bytes]:
    found = [open_parcel(data, laptop.keys) for _n, data in outbox.replies(office, laptop.keys.id)]
    return {one.header.kind: one.body for one in found}


def _receipt(office: Office, laptop: FieldLaptop) -> Receipt:
    return decode_receipt(_replies(office, laptop)[Kind.RECEIPT])


def _add_at_the_office(office: Office, session: str) -> None:
    """Something that the laptop did not send, and is told by a follow-up."""
    change = Change(table=Table.SESSION, record=session, fields={"conclusion": "Xã sửa"})
    own = Operation(id="0ff1ce.1", time=99, at=AT, by="Lan", changes=[change])
    office.register.append(session, own)


def test_nothing_more_is_taken(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert distrust(office, laptop.public.fingerprint, by="Lan") == laptop.public
    laptop.send(laptop.session("Mương tắc"), stick)
    report = import_files(office, [stick], commit=True)
    assert report.counts == {Verdict.SAME: 1, Verdict.REFUSED: 1}
    assert len(office.register.summaries()) == 1


def test_it_is_told_that_an_import_was_taken_back(
    office: Office, laptop: FieldLaptop, stick: Path, tmp_path: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    before = _receipt(office, laptop)
    distrust(office, laptop.public.fingerprint)
    undo(office)
    told = _receipt(office, laptop)
    assert [one.outcome for one in told.entries] == [Outcome.WITHDRAWN]
    assert told.serial > before.serial
    other = tmp_path / "other-stick"
    other.mkdir()
    assert deliver(office, FolderTarget("other", other)) == 1


def test_it_never_gets_a_follow_up(office: Office, laptop: FieldLaptop, stick: Path) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    import_files(office, [stick], commit=True)
    _add_at_the_office(office, notebook.state.session.id)
    renewed(office)
    assert Kind.FOLLOW_UP in _replies(office, laptop)
    distrust(office, laptop.public.fingerprint)
    assert set(_replies(office, laptop)) == {Kind.RECEIPT}
    renewed(office)
    assert set(_replies(office, laptop)) == {Kind.RECEIPT}
    assert not list((office.outbox / laptop.keys.id).glob("follow-up*"))
    confirm(office, laptop.public.fingerprint)
    assert Kind.FOLLOW_UP in _replies(office, laptop)


def test_a_laptop_that_was_found_again_is_confirmed_again(
    office: Office, laptop: FieldLaptop, stick: Path
) -> None:
    distrust(office, laptop.public.fingerprint)
    laptop.send(laptop.session("Đường hỏng"), stick)
    import_files(office, [stick], commit=True)
    assert [one.keys for one in waiting_laptops(office)] == [laptop.public]
    assert distrusted_laptops(office) == []
    _keys, report = confirm(office, laptop.public.fingerprint)
    assert report.counts == {Verdict.NEW: 1}


def test_it_is_confirmed_again_though_nothing_of_it_waits(
    office: Office, laptop: FieldLaptop
) -> None:
    distrust(office, laptop.public.fingerprint, by="Lan")
    assert waiting_laptops(office) == []
    assert [(one.keys, one.by) for one in distrusted_laptops(office)] == [(laptop.public, "Lan")]
    keys, report = confirm(office, laptop.public.fingerprint)
    assert keys == laptop.public
    assert report.counts == {}
    assert distrusted_laptops(office) == []
    assert [one.keys for one in office.register.laptops()] == [laptop.public]


@pytest.mark.parametrize("said", ["", "1234", "0000 0000 0000 0000 0000"])
def test_another_fingerprint_changes_nothing(
    office: Office, laptop: FieldLaptop, said: str
) -> None:
    with pytest.raises(OfficeError, match="nothing was changed"):
        distrust(office, said)
    assert [one.keys for one in office.register.laptops()] == [laptop.public]
