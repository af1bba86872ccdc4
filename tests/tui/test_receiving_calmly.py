"""Promise: what came is told where one looks first; only keys are shown that do something."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.importing import import_files
from danvan_tui.office.receiving.waiting import WaitingHere, waiting_here
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.carrying_places import of_folder
from danvan_tui.tui.screens.receiving import ReceivingScreen
from danvan_tui.tui.widgets.bars import KeyBar
from tests.office.carried import FieldLaptop, exported, put, written_differently
from tests.tui.carrying import begun, is_idle, receiving
from tests.tui.meeting import Meeting, opened


@pytest.fixture
def stranger(tmp_path: Path, office: Office) -> FieldLaptop:
    return FieldLaptop(tmp_path / "stranger", office.public, "Máy lạ")


def send(laptop: FieldLaptop, office: Office) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, office.inbox)
    notebook.close()


def keys(meeting: Meeting) -> str:
    """The bar of keys as it is seen."""
    return str(meeting.app.screen.query_one(KeyBar).render())


async def idle(meeting: Meeting) -> None:
    await meeting.until(
        lambda: isinstance(meeting.app.screen, ReceivingScreen) and is_idle(meeting), "to be idle"
    )
    await meeting.settle()


# What waits


def test_what_waits_is_counted_as_the_lists_count_it(
    office: Office, laptop: FieldLaptop, stranger: FieldLaptop
) -> None:
    assert waiting_here(office) == WaitingHere(0, 0, 0, 0)
    send(laptop, office)
    send(stranger, office)
    put(office.inbox, "thu.danvan", b"danvan")
    put(office.inbox, "DT-2026-009.json", exported(laptop.session("Không ký")))
    name, data = laptop.parcel(b"{}")
    put(office.inbox, name, data[:-20])
    put(office.inbox, "photo.danvan", b"\xff\xd8\xff\xe0 JFIF")
    assert waiting_here(office) == WaitingHere(5, 1, 0, 0)
    import_files(office, [office.inbox], commit=True, unsigned=True)
    assert waiting_here(office) == WaitingHere(0, 4, 0, 1)


def test_what_never_came_and_what_was_not_answered_is_counted(
    office: Office, laptop: FieldLaptop, tmp_path: Path
) -> None:
    laptop.send(laptop.session("Đường hỏng"), tmp_path, number=4)
    import_files(office, [tmp_path], commit=True)
    assert waiting_here(office, tmp_path) == WaitingHere(0, 0, 3, 0)
    for path in (tmp_path / "danvan" / "to-laptops").glob("*/*"):
        path.unlink()
    assert waiting_here(office, tmp_path) == WaitingHere(0, 0, 3, 0, unanswered=1)
    assert waiting_here(office) == WaitingHere(0, 0, 3, 0)


async def test_home_says_what_waits_with_the_key_that_leads_there(
    office: Office, stranger: FieldLaptop
) -> None:
    send(stranger, office)
    import_files(office, [office.inbox], commit=True)
    send(stranger, office)
    async with opened(RegisterShelf(office), office=office, size=(80, 24)) as meeting:
        said = "1 new file came in · 1 in quarantine · 1 laptop to confirm · F5"
        await meeting.until(lambda: said in meeting.seen, "for what waits")
        await meeting.press("f5")
        await meeting.on(ReceivingScreen)
        await idle(meeting)
        office.register.confirm(stranger.public, "Minh")
        import_files(office, [office.inbox], commit=True)
        for path in office.quarantine.iterdir():
            path.unlink()
        await meeting.press("escape")
        await meeting.until(lambda: "to confirm" not in meeting.seen, "for nothing to wait")


async def test_home_says_what_is_missing_and_who_was_not_answered_yet(
    office: Office, laptop: FieldLaptop, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    laptop.send(laptop.session("Đường hỏng"), share, number=4)
    import_files(office, [share], commit=True)
    for path in (share / "danvan" / "to-laptops").glob("*/*"):
        path.unlink()
    async with opened(RegisterShelf(office), office=office, size=(80, 24)) as meeting:
        meeting.app.received_from = of_folder(share)
        said = "3 missing · 1 laptop to answer · F5"
        await meeting.until(lambda: said in meeting.seen, "for what waits")


async def test_home_says_where_two_people_wrote_differently(
    office: Office, laptop: FieldLaptop, tmp_path: Path
) -> None:
    for notes in written_differently(laptop, tmp_path):
        laptop.send(notes, office.inbox)
    import_files(office, [office.inbox], commit=True)
    async with opened(RegisterShelf(office), office=office, size=(120, 36)) as meeting:
        assert "≠1 · live" in meeting.seen
        await meeting.press("f1")
        assert "Two people wrote differently there" in meeting.seen


# Keys


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_only_keys_that_do_something_are_shown_and_the_way_back_always(
    office: Office, stranger: FieldLaptop, shelf: Shelf, size: tuple[int, int]
) -> None:
    async with receiving(office, shelf, size=size) as meeting:
        for _part in range(4):
            assert "Enter" not in keys(meeting)
            assert "Ctrl+Z" not in keys(meeting)
            assert "F8" not in keys(meeting)
            assert "Esc back" in keys(meeting)
            await meeting.press("tab")
        send(stranger, office)
        put(office.inbox, "DT-2026-009.json", exported(stranger.session("Không ký")))
        await meeting.press("f5")
        await idle(meeting)
        await meeting.press("f5")
        await idle(meeting)
        assert keys(meeting).startswith("Enter take all   F8 unsigned")
        await meeting.press("enter")
        await idle(meeting)
        assert "Enter" not in keys(meeting)
        await meeting.press("tab")
        bars = set()
        for key in ("home", "end"):
            await meeting.press(key)
            bars.add(keys(meeting).split("   ")[0])
            assert "F7 set aside" in keys(meeting)
            assert "Esc back" in keys(meeting)
        assert bars == {"Enter confirm", "Enter try again"}


async def test_no_option_of_the_command_line_is_told_where_a_key_does_it(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    put(office.inbox, "DT-2026-009.json", exported(laptop.session("Không ký")))
    async with receiving(office, shelf) as meeting:
        assert "takes it knowingly" in " ".join(meeting.seen.split())
        assert "--unsigned" not in meeting.seen


# What went away


async def test_an_inbox_that_vanished_is_told(tmp_path: Path, shelf: Shelf) -> None:
    begun(tmp_path / "office").close()
    office = Office(tmp_path / "office", Settings(inbox=str(tmp_path / "gone")))
    async with receiving(office, shelf) as meeting:
        assert "is not there or is no folder" in " ".join(meeting.seen.split())
        (tmp_path / "gone").mkdir()
        await meeting.press("f5")
        await idle(meeting)
        assert "Nothing new came in" in meeting.seen
    office.close()
