"""Promise: it is seen which answers wait for laptops, and one key brings them there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from danvan_tui.exchange.parcel import Kind, open_parcel
from danvan_tui.exchange.receipt import decode_receipt
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.undoing import undo
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.dialogs import Confirm, Pick
from danvan_tui.tui.screens.receiving import ReceivingScreen
from danvan_tui.tui.widgets.bars import KeyBar
from tests.office.carried import FieldLaptop
from tests.tui.carrying import is_idle, look, receiving
from tests.tui.meeting import Meeting


@pytest.fixture
def stick(tmp_path: Path, laptop: FieldLaptop) -> Path:
    """A stick with a file of the laptop."""
    folder = tmp_path / "kingston"
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, folder)
    notebook.close()
    return folder


def outcomes(stick: Path, laptop: FieldLaptop) -> list[str]:
    """What the newest receipt on the stick says of each file."""
    folder = stick / "danvan" / "to-laptops" / laptop.public.id
    opened = [open_parcel(path.read_bytes(), laptop.keys) for path in folder.iterdir()]
    receipts = [decode_receipt(one.body) for one in opened if one.header.kind is Kind.RECEIPT]
    newest = max(receipts, key=lambda receipt: receipt.serial)
    return [entry.outcome for entry in newest.entries]


async def look_into_stick(meeting: Meeting) -> None:
    await meeting.press("f2")
    await meeting.on(Pick)
    await meeting.press("enter")
    await meeting.on(ReceivingScreen)
    await look(meeting)
    meeting.said.clear()


async def take_back(meeting: Meeting) -> str:
    await meeting.press("ctrl+z")
    await meeting.on(Confirm)
    await meeting.press("right", "enter")
    await meeting.on(ReceivingScreen)
    await meeting.until(lambda: bool(meeting.said) and is_idle(meeting), "for the end")
    return " ".join(" ".join(meeting.said).split())


async def test_taking_back_tells_the_laptop_on_the_stick_that_is_open(
    office: Office, laptop: FieldLaptop, shelf: Shelf, stick: Path
) -> None:
    import_files(office, [stick], commit=True)
    assert outcomes(stick, laptop) == ["accepted"]
    async with receiving(office, shelf, stick) as meeting:
        await look_into_stick(meeting)
        said = await take_back(meeting)
        assert "The answers are on the stick “KINGSTON”. You can take it out now" in said
    assert outcomes(stick, laptop) == ["withdrawn"]


async def test_where_no_stick_is_open_taking_back_says_that_the_answer_waits(
    office: Office, laptop: FieldLaptop, shelf: Shelf, stick: Path
) -> None:
    import_files(office, [stick], commit=True)
    async with receiving(office, shelf, stick) as meeting:
        said = await take_back(meeting)
        assert "the answers wait at the office" in said
        assert "choose it with F2" in said
        assert outcomes(stick, laptop) == ["accepted"]
        await look_into_stick(meeting)
        assert "The answers for 1 laptop are not written to “KINGSTON” yet" in meeting.seen


async def test_a_stick_that_is_gone_is_not_said_to_carry_the_answer(
    office: Office, shelf: Shelf, stick: Path
) -> None:
    import_files(office, [stick], commit=True)
    async with receiving(office, shelf, stick) as meeting:
        await look_into_stick(meeting)
        shutil.rmtree(stick)
        assert "the answers wait at the office" in await take_back(meeting)
    assert not stick.exists()


async def test_answers_that_wait_are_seen_and_written_by_a_key_that_says_so(
    office: Office, laptop: FieldLaptop, shelf: Shelf, stick: Path
) -> None:
    import_files(office, [stick], commit=True)
    shutil.rmtree(stick / "danvan" / "to-office")
    async with receiving(office, shelf, stick) as meeting:
        await look_into_stick(meeting)
        assert "are not written to" not in meeting.seen
        assert "Enter" not in str(meeting.app.screen.query_one(KeyBar).render())
        undo(office)
        await look(meeting)
        assert "The answers for 1 laptop are not written to “KINGSTON” yet" in meeting.seen
        keys = str(meeting.app.screen.query_one(KeyBar).render())
        assert keys.startswith("Enter write the answers")
        await meeting.press("enter")
        await meeting.until(lambda: is_idle(meeting) and bool(meeting.said), "for the end")
        await meeting.until(lambda: "are not written to" not in meeting.seen)
    assert outcomes(stick, laptop) == ["withdrawn"]


async def test_what_the_office_wrote_itself_waits_before_any_answer_is_renewed(
    office: Office, shelf: Shelf, stick: Path
) -> None:
    import_files(office, [stick], commit=True)
    registered = RegisterShelf(office)
    notebook = registered.open(registered.sessions()[0].folder.name, person="Minh")
    issue = next(iter(notebook.state.issues()))
    notebook.record([Edit(Table.ISSUES, issue.id, {"content": "Đường thôn"})], reason="Nghe lại")
    notebook.close()
    async with receiving(office, shelf, stick) as meeting:
        await look_into_stick(meeting)
        assert "The answers for 1 laptop are not written to “KINGSTON” yet" in meeting.seen
        await meeting.press("enter")
        await meeting.until(lambda: is_idle(meeting) and bool(meeting.said), "for the end")
        await meeting.until(lambda: "are not written to" not in meeting.seen)
