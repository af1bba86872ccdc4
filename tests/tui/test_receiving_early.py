"""Promise: nobody is told that nothing came while the office still looks, or cannot look at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.receiving import ReceivingScreen
from tests.office.carried import FieldLaptop
from tests.tui.carrying import above, is_idle, look, receiving
from tests.tui.meeting import Meeting, opened


def send(laptop: FieldLaptop, to: Path) -> None:
    notebook = laptop.session("Đường hỏng")
    laptop.send(notebook, to)
    notebook.close()


async def idle(meeting: Meeting) -> None:
    await meeting.on(ReceivingScreen)
    await meeting.until(lambda: is_idle(meeting), "to be idle")
    await meeting.settle()


async def test_enter_pressed_at_once_takes_what_is_seen_then(
    office: Office, laptop: FieldLaptop
) -> None:
    send(laptop, office.inbox)
    async with opened(RegisterShelf(office), office=office, size=(80, 24)) as meeting:
        await meeting.press("f5", "enter")
        assert len(office.register.summaries()) == 0
        await meeting.until(lambda: bool(meeting.said), "for the message")
        assert meeting.said[0] == "1 file taken."
        assert len(office.register.summaries()) == 1


async def test_escape_forgets_a_key_that_was_pressed_early(
    office: Office, laptop: FieldLaptop
) -> None:
    send(laptop, office.inbox)
    async with opened(RegisterShelf(office), office=office) as meeting:
        await meeting.press("f5", "enter")
        await meeting.until(lambda: getattr(meeting.app.screen, "busy", ""), "to be looking")
        await meeting.press("escape")
        screen = meeting.app.screen
        await meeting.until(lambda: not screen.workers, "for the end")
        assert len(office.register.summaries()) == 0


async def test_where_the_place_is_gone_nothing_is_said_to_be_there_or_not(
    office: Office, shelf: Shelf, tmp_path: Path
) -> None:
    stick = tmp_path / "kingston"
    stick.mkdir()
    async with receiving(office, shelf, stick) as meeting:
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.press("enter")
        await idle(meeting)
        shutil.rmtree(stick)
        await look(meeting)
        await meeting.press("enter")
        assert meeting.said[-2] == "Nothing could be read: “KINGSTON” is not there."


# Where one looked last


async def test_the_place_files_were_taken_from_last_is_remembered_after_a_restart(
    office: Office, laptop: FieldLaptop, shelf: Shelf, tmp_path: Path
) -> None:
    stick = tmp_path / "kingston"
    send(laptop, stick)
    async with receiving(office, shelf, stick) as meeting:
        assert "stick KINGSTON" in meeting.seen
        await meeting.press("enter")
        await idle(meeting)
    async with receiving(office, shelf, stick) as meeting:
        assert "stick KINGSTON" in meeting.seen
    async with receiving(office, shelf) as meeting:  # it was pulled out
        assert "the inbox of the office" in meeting.seen


async def test_the_inbox_has_one_name_and_is_where_one_looks_after_it_was_taken_from(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    send(laptop, office.inbox)
    async with receiving(office, shelf) as meeting:
        await meeting.press("f2")
        await meeting.on(Pick)
        await meeting.press("enter")
        await idle(meeting)
        assert "the inbox of the office" in meeting.seen
        assert str(office.inbox) not in meeting.seen
        await meeting.press("enter")
        await idle(meeting)
        await meeting.press("escape")
        await above(meeting, ReceivingScreen(office, drives=list, settles=0))
        await idle(meeting)
        assert "the inbox of the office" in meeting.seen
        await meeting.press("ctrl+z")
        await meeting.until(
            lambda: "from the inbox of the office" in " ".join(meeting.seen.split())
        )


async def test_a_reason_that_is_cut_stands_below_in_full_at_every_width(
    office: Office, laptop: FieldLaptop, shelf: Shelf
) -> None:
    laptop.name = "Máy của bà Nguyễn Thị Thanh Hà"
    office.register.confirm(laptop.public, "Minh")
    laptop.send(laptop.session("Đường hỏng"), office.inbox, number=4)
    for width in range(100, 116, 2):
        async with receiving(office, shelf, size=(width, 30)) as meeting:
            await meeting.press("enter")
            await idle(meeting)
            await meeting.press("tab", "tab")
            assert "receipt has told it." in " ".join(meeting.seen.split()), width
