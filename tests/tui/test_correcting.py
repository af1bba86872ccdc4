"""Promise: correcting the last line never touches another entry, whatever is pressed meanwhile."""

from __future__ import annotations

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import Meeting, opened, rendered

SAID = "Trạm bơm Bến Gạo xây từ lâu, máy hỏng luôn, đề nghị thay máy mới"


def contents(meeting: Meeting) -> list[str]:
    return [issue.content for issue in meeting.state.issues()]


def is_correcting(meeting: Meeting) -> bool:
    return "Correcting the last line" in rendered(meeting.session.query_one("#now", Text))


async def test_the_last_line_comes_back_and_is_replaced_in_one_entry(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("ctrl+r")
        assert meeting.line.value == "1 kn Đường hỏng"
        assert is_correcting(meeting)
        await meeting.put(" nặng")
        await meeting.press("enter")
        assert contents(meeting) == ["Đường hỏng nặng"]
        assert not is_correcting(meeting)
        await meeting.write("2 kn Mương tắc")
        assert contents(meeting) == ["Đường hỏng nặng", "Mương tắc"]
        await meeting.press("ctrl+z", "ctrl+z")
        assert contents(meeting) == ["Đường hỏng"]


@pytest.mark.parametrize("way_out", [["escape"], ["ctrl+z"], ["end", "ctrl+u"]])
async def test_every_way_out_leaves_the_entry_and_the_next_line_is_new(
    shelf: Shelf, code: str, way_out: list[str]
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("ctrl+r", *way_out)
        assert isinstance(meeting.app.screen, SessionScreen)
        assert not is_correcting(meeting)
        assert meeting.line.value == ""
        await meeting.write("2 kn Mương tắc")
        assert contents(meeting) == ["Đường hỏng", "Mương tắc"]


async def test_nothing_is_linked_while_a_line_is_corrected(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"1 {SAID}", f"2 {SAID}")
        await meeting.press("ctrl+r", "end", "backspace")
        await meeting.press("ctrl+l")
        assert len(meeting.state.issues()) == 2
        assert is_correcting(meeting)
        await meeting.press("enter")
        assert contents(meeting) == [SAID, SAID[:-1]]


async def test_a_correction_that_was_interrupted_is_a_correction_again(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("ctrl+r")
        await meeting.put(" nặng")
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == "1 kn Đường hỏng nặng"
        assert is_correcting(meeting)
        await meeting.press("enter")
        assert contents(meeting) == ["Đường hỏng nặng"]


async def test_a_line_only_called_back_is_not_offered_again(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("ctrl+r")
    async with opened(shelf, code) as meeting:
        assert meeting.line.value == ""
        assert not is_correcting(meeting)


async def test_a_line_that_was_emptied_is_no_correction_any_more(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "2 kn Mương tắc")
        await meeting.press("ctrl+r", "end", "ctrl+u")
        await meeting.write("3 kn Mất điện")
        assert contents(meeting) == ["Đường hỏng", "Mương tắc", "Mất điện"]


async def test_a_denunciation_being_typed_is_shown_again_only_after_a_yes(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("1 tc Cán bộ nhận tiền")
    for answer, shown in ((["enter"], ""), (["right", "enter"], "1 tc Cán bộ nhận tiền")):
        async with opened(shelf, code) as meeting:
            assert "Cán bộ nhận tiền" not in meeting.shown
            assert isinstance(meeting.app.screen, Confirm)
            await meeting.press(*answer)
            assert meeting.line.value == shown


async def test_a_line_that_waits_for_the_disk_is_not_corrected_yet(shelf: Shelf, code: str) -> None:
    folder = shelf.find(code)
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        folder.rename(folder.with_name("away"))
        await meeting.write("2 kn Mương tắc")
        await meeting.press("ctrl+r")
        assert meeting.line.value == ""
        assert "not saved yet" in meeting.said[-2]
        folder.with_name("away").rename(folder)
        await meeting.press("enter")
        assert contents(meeting) == ["Đường hỏng", "Mương tắc"]
