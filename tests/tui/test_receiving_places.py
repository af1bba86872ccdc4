"""Promise: the office takes from a stick or any folder, and knows where one wants to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.office.office import Office
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.receiving import ReceivingScreen
from tests.office.carried import FieldLaptop, tear
from tests.tui.carrying import above, look, receiving
from tests.tui.test_receiving import brought, done, fates


async def test_a_stick_is_taken_from_and_carries_the_answers_home(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path
) -> None:
    stick = tmp_path / "kingston"
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, stick)
    async with receiving(office, shelf, stick) as meeting:
        assert "KINGSTON" in meeting.seen
        await meeting.press("enter")
        said = await done(meeting)
        assert "1 file taken." in said
        assert "The answers are on the stick “KINGSTON”. You can take it out now" in said
        answers = stick / "danvan" / "to-laptops" / laptop.public.id
        assert [path.suffix for path in answers.iterdir()] == [".danvan"]
        for path in answers.iterdir():
            path.unlink()  # lost on the way
        await look(meeting)
        meeting.said.clear()
        await meeting.press("enter")
        assert "Nothing new was taken." in await done(meeting)
        assert [path.suffix for path in answers.iterdir()] == [".danvan"]
        assert len(office.register.imports()) == 1


async def test_where_files_wait_in_the_inbox_the_stick_is_offered(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path
) -> None:
    brought(laptop, office, "Mương tắc")
    stick = tmp_path / "kingston"
    laptop.send(laptop.session("Đường hỏng"), stick)
    async with receiving(office, shelf, stick) as meeting:
        assert "the inbox of the office" in meeting.seen
        await meeting.press("enter")
        await done(meeting)
        assert "A stick is plugged in: F2 looks into it." in meeting.seen
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.press("enter")
        await meeting.on(ReceivingScreen)
        await look(meeting)
        assert "KINGSTON" in meeting.seen


async def test_a_folder_may_be_named(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    laptop.send(laptop.session("Đường hỏng"), folder)
    async with receiving(office, shelf) as meeting:
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.write("another")
        await meeting.on(AskLine)
        await meeting.write(str(folder))
        await meeting.on(ReceivingScreen)
        await look(meeting)
        assert fates(meeting) == ["new session"]
        await meeting.press("enter")
        assert "The answers for the laptops were written to “downloads”." in await done(meeting)
        await meeting.press("escape")
        await above(meeting, ReceivingScreen(office, person="Minh", drives=list))
        await meeting.until(lambda: f"{tmp_path}"[:30] in meeting.seen, "for the folder")


@pytest.mark.parametrize("name", ["x" * 300, "no\0thing"])
async def test_a_name_no_folder_can_have_is_told_as_not_there(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path, name: str
) -> None:
    del laptop
    async with receiving(office, shelf) as meeting:
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.write("another")
        await meeting.on(AskLine)
        await meeting.put(f"{tmp_path}/{name}")
        await meeting.press("enter")
        await meeting.on(ReceivingScreen)
        await look(meeting)
        assert "There is nothing to look into." in meeting.seen


async def test_a_folder_that_cannot_be_read_is_told_before_anything_is_taken(
    office: Office, laptop: FieldLaptop, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(laptop, office, "Đường hỏng")
    torn = office.inbox / "torn"
    tear(torn, monkeypatch)
    async with receiving(office, shelf) as meeting:
        assert "torn cannot be read" in " ".join(meeting.seen.split())
        assert fates(meeting) == ["new session"]
