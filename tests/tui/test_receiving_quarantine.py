"""Promise: what cannot be taken is told with its reason, and comes back after it was set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.retrying import held, set_aside
from tests.office.carried import FieldLaptop, put
from tests.tui.carrying import asked, is_idle, look, receiving, rows
from tests.tui.meeting import Meeting
from tests.tui.test_receiving import agree, brought, done, shown

PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF"


@pytest.fixture
def stranger(tmp_path: Path, office: Office) -> FieldLaptop:
    return FieldLaptop(tmp_path / "stranger", office.public, "Máy [b]lạ[/b]")


def seen(meeting: Meeting) -> str:
    return " ".join(meeting.seen.split())


async def test_a_file_in_quarantine_is_set_aside_once_that_was_asked(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    brought(stranger, office)
    async with receiving(office, shelf) as meeting:
        await meeting.press("f9")
        await done(meeting)
        await meeting.press("tab", "f7")
        question = await asked(meeting)
        assert "Nothing is deleted" in question
        assert "F7 there brings it back" in question
        await agree(meeting)
        await meeting.until(lambda: is_idle(meeting) and "Set aside 1" in seen(meeting))
        await meeting.press("shift+tab")
        assert shown(meeting) == []  # though it still stands in the inbox


async def test_a_file_that_was_set_aside_comes_back_by_the_same_key(
    office: Office, stranger: FieldLaptop, shelf: Shelf
) -> None:
    brought(stranger, office)
    import_files(office, [office.inbox], commit=True)
    [file] = held(office)
    set_aside(office, file.digest)
    async with receiving(office, shelf) as meeting:
        await meeting.press("tab")
        assert "Quarantine 0" in seen(meeting)
        assert [row.key for row in rows(meeting)] == [file.digest]
        assert "F7 bring back" in meeting.seen
        await meeting.press("f7")
        assert "is in quarantine again" in await done(meeting)
        assert [one.digest for one in held(office)] == [file.digest]
        assert "F7 set aside" in meeting.seen


async def test_what_still_cannot_be_taken_is_told_with_its_reason(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    name, data = laptop.parcel(b"{}")
    put(office.inbox, name, data[:-20])
    async with receiving(office, shelf) as meeting:
        await meeting.press("enter")
        await done(meeting)
        meeting.said.clear()
        await meeting.press("tab", "enter")
        [file] = held(office)
        told = f"Nothing new was taken. “{name}” still cannot be taken: {file.reason}"
        assert await done(meeting) == told
        put(office.inbox, "other.danvan", data[:-30])
        import_files(office, [office.inbox], commit=True)
        meeting.said.clear()
        await meeting.press("enter")
        assert "2 files still cannot be taken" in await done(meeting)


async def test_the_message_counts_what_the_list_counted(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    name, data = laptop.parcel(b"{}")
    put(office.inbox, name, data[:-20])
    import_files(office, [office.inbox], commit=True)
    set_aside(office, name)
    put(office.inbox, "photo.danvan", PHOTO)
    put(office.inbox, "other.danvan", data[:-30])
    async with receiving(office, shelf) as meeting:
        assert "cannot be taken: 1" in meeting.seen
        await meeting.press("enter")
        said = await done(meeting)
        assert "1 cannot be taken" in said


async def test_a_file_of_another_kind_is_not_new_and_is_told_beside_the_quarantine(
    office: Office, shelf: Shelf
) -> None:
    path = put(office.inbox, "photo.danvan", PHOTO)
    async with receiving(office, shelf) as meeting:
        assert "Came in 0" in seen(meeting)
        assert shown(meeting) == []
        await meeting.press("enter")
        assert meeting.said[-2] == "There is nothing new to take."
        await meeting.press("tab")
        assert "Quarantine 1" in seen(meeting)
        assert [row.cells[-1] for row in rows(meeting)] == ["photo.danvan"]
        assert "another kind of file" in meeting.seen
        assert "F7" not in meeting.seen
        path.unlink()
        await look(meeting)
        assert "Quarantine 0" in seen(meeting)
