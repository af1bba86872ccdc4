"""How a session stands is true at every step: nothing is received without its receipt."""

from pathlib import Path

import msgspec
import pytest

from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.receipt import Outcome
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.ledger.finding import Found, find
from tests.exchange.laptop.field import Desk, Field, reply, sent_files


def test_a_session_goes_from_not_sent_to_received(field: Field, desk: Desk, stick: Path) -> None:
    folder = field.write()
    assert field.standing(folder).standing is Standing.NOT_SENT
    field.sync(FolderTarget("usb", stick / "not there"))
    assert field.standing(folder).standing is Standing.QUEUED
    synced = field.sync(field.stick(stick))
    assert (synced.sent, synced.is_delivered) == (["DT-2026-001"], True)
    assert field.standing(folder).standing is Standing.SENT
    desk.answer(stick, field)
    assert field.standing(folder).standing is Standing.SENT
    assert field.sync(field.stick(stick)).received == ["DT-2026-001"]
    assert field.standing(folder).standing is Standing.RECEIVED
    assert set(desk.operations[field.standing(folder).session]) == field.operations(folder)


def test_what_is_recorded_later_is_not_received(field: Field, desk: Desk, stick: Path) -> None:
    folder = field.write()
    field.sync(field.stick(stick))
    field.add(folder, "Nói thêm", reason="bổ sung")
    desk.answer(stick, field)
    synced = field.sync(field.stick(stick))
    assert synced.received == []
    assert synced.sent == ["DT-2026-001"]
    assert field.standing(folder).standing is Standing.SENT
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    assert field.standing(folder).standing is Standing.RECEIVED
    field.add(folder, "Lại thêm", reason="bổ sung")
    standing = field.standing(folder)
    assert (standing.standing, standing.is_changed) == (Standing.NOT_SENT, True)


def test_open_minutes_go_only_when_asked_for(field: Field, stick: Path) -> None:
    folder = field.write(closed=False)
    assert field.sync(field.stick(stick)).sent == []
    assert field.standing(folder).standing is Standing.NOT_SENT
    assert field.sync(field.stick(stick), sessions=[folder]).sent == ["DT-2026-001"]
    assert field.standing(folder).standing is Standing.SENT
    field.add(folder, "Nói thêm")
    assert field.sync(field.stick(stick)).sent == []
    assert field.standing(folder).standing is Standing.NOT_SENT


def test_open_minutes_go_again_where_the_office_lost_them(
    field: Field, desk: Desk, stick: Path
) -> None:
    folder = field.write(closed=False)
    field.sync(field.stick(stick), sessions=[folder])
    desk.answer(stick, field)
    assert field.sync(field.stick(stick)).received == ["DT-2026-001"]
    for path in sent_files(stick):
        path.unlink()
    desk.entries.clear()  # an older copy of its folder was put back
    reply(stick, field, desk.receipt(field.laptop.public()))
    assert field.sync(field.stick(stick)).sent == ["DT-2026-001"]
    desk.answer(stick, field)
    assert field.sync(field.stick(stick)).received == ["DT-2026-001"]


def test_what_is_refused_says_why_and_is_sent_again_only_when_asked_or_changed(
    field: Field, desk: Desk, stick: Path
) -> None:
    folder = field.write()
    field.sync(field.stick(stick))
    desk.answer(stick, field, Outcome.REFUSED)
    synced = field.sync(field.stick(stick))
    assert [one.reason for one in synced.refused] == ["tệp sai"]
    assert synced.sent == []
    assert field.standing(folder).standing is Standing.REFUSED
    assert field.sync(field.stick(stick)).refused == []
    assert field.sync(field.stick(stick), retry=True).sent == ["DT-2026-001"]
    assert field.standing(folder).standing is Standing.SENT
    desk.answer(stick, field, Outcome.REFUSED)
    field.sync(field.stick(stick))
    field.add(folder, "Sửa rồi", reason="bổ sung")
    assert field.sync(field.stick(stick)).sent == ["DT-2026-001"]


def test_an_import_taken_back_is_received_no_more(field: Field, desk: Desk, stick: Path) -> None:
    folder = field.write()
    field.sync(field.stick(stick))
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    withdrawn = [
        msgspec.structs.replace(entry, outcome=Outcome.WITHDRAWN) for entry in desk.entries.values()
    ]
    reply(stick, field, desk.receipt(field.laptop.public(), entries=withdrawn))
    field.sync(field.stick(stick))
    assert field.standing(folder).standing is Standing.REFUSED
    assert field.standing(folder).reason


def test_two_values_at_the_office_are_a_conflict(field: Field, desk: Desk, stick: Path) -> None:
    folder = field.write()
    field.sync(field.stick(stick))
    desk.take(stick)
    entries = [msgspec.structs.replace(one, conflicts=2) for one in desk.entries.values()]
    reply(stick, field, desk.receipt(field.laptop.public(), entries=entries))
    field.sync(field.stick(stick))
    standing = field.standing(folder)
    assert (standing.standing, standing.conflicts) == (Standing.CONFLICT, 2)


def test_many_exchanges_make_one_file(field: Field, desk: Desk, stick: Path) -> None:
    field.write()
    for _again in range(3):
        field.sync(field.stick(stick))
    desk.answer(stick, field)
    for _again in range(3):
        field.sync(field.stick(stick))
    assert len(sent_files(stick)) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_sessions_that_did_not_change_are_judged_without_reading_them_again(
    field: Field, stick: Path, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [field.write() for _ in range(4)]
    field.sync(field.stick(stick))
    field.laptop.states(field.shelf)
    if not kept:
        (field.root / "derived" / "held.json").unlink()
    read: list[str] = []

    def finding(folder: Path) -> Found:
        read.append(folder.name)
        return find(folder)

    monkeypatch.setattr("danvan_tui.exchange.laptop.holding.find", finding)
    assert field.standing(folders[0]).standing is Standing.SENT
    assert len(read) == (0 if kept else 4)
    field.add(folders[0], "Nói thêm", reason="bổ sung")
    read.clear()
    if kept:
        assert field.standing(folders[0]).standing is Standing.NOT_SENT
        assert read == [folders[0]]


def test_asked_for_again_it_is_sent_whatever_the_office_says(
    field: Field, desk: Desk, stick: Path
) -> None:
    folder = field.write()
    field.write("Mương tắc")
    field.sync(field.stick(stick))
    desk.answer(stick, field)
    assert len(field.sync(field.stick(stick)).received) == 2
    assert field.sync(field.stick(stick), sessions=[folder]).sent == []
    assert field.sync(field.stick(stick), sessions=[folder], retry=True).sent == ["DT-2026-001"]
    assert field.standing(folder).standing is Standing.RECEIVED


def test_what_has_to_be_packed_anew_is_not_called_changed(
    field: Field, desk: Desk, stick: Path
) -> None:
    folder = field.write(closed=False)
    field.sync(field.stick(stick), sessions=[folder])
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    desk.entries.clear()  # an office that lost it
    desk.answer(stick / "elsewhere", field)
    field.sync(field.stick(stick / "elsewhere"))
    standing = field.standing(folder)
    assert (standing.standing, standing.is_changed) == (Standing.SENT, False)
