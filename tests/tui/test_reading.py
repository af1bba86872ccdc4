"""Promise: the minutes can be read aloud in full; what is objected to is changed and marked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.reading import ReadingScreen
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import Meeting, opened, rendered


async def reading(meeting: Meeting) -> None:
    """From the session to the first passage."""
    meeting.app.push_screen(ReadingScreen(meeting.session))
    await meeting.settle()
    assert isinstance(meeting.app.screen, ReadingScreen)


def title(meeting: Meeting) -> str:
    return rendered(meeting.app.screen.query_one("#passage-title", Text))


def stands(meeting: Meeting) -> SessionState:
    return meeting.state.session.state


def where(meeting: Meeting) -> tuple[str, int]:
    return title(meeting), meeting.app.screen.query_one("#page").scroll_offset.y


def text(meeting: Meeting) -> str:
    return " ".join(rendered(meeting.app.screen.query_one("#passage", Text)).split())


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_passage_is_reached_forwards_and_backwards(
    shelf: Shelf, code: str, size: tuple[int, int]
) -> None:
    async with opened(shelf, code, size=size) as meeting:
        await meeting.write("1 kn Đường hỏng", "2 pa Mương tắc")
        await reading(meeting)
        assert "1 of 5" in meeting.seen
        seen = [title(meeting)]
        for key in ("right", "pagedown", "enter", "right"):
            await meeting.press(key)
            seen.append(title(meeting))
        assert seen == [
            "Opening",
            "Opinion 1",
            "Opinion 2",
            "Conclusion",
            "Changed at the reading",
        ]
        await meeting.press("right", "enter")
        assert "5 of 5" in meeting.seen
        await meeting.press("left")
        assert title(meeting) == "Conclusion"
        await meeting.press("pageup", "home")
        assert title(meeting) == "Opening"
        await meeting.press("left", "pageup", "end")
        assert "Nothing was changed at the reading." in meeting.seen


async def test_the_mouse_turns_the_pages(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
        await meeting.pilot.click("#keys", offset=(2, 0))
        await meeting.settle()
        assert title(meeting) == "Opinion 1"
        await meeting.pilot.click("#keys", offset=(11, 0))
        await meeting.settle()
        assert title(meeting) == "Opening"


async def test_a_long_passage_is_never_left_half_read(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("f2")
        await meeting.fill("content", "\n".join(f"dòng {n}" for n in range(60)))
        await meeting.press("ctrl+s")
        await reading(meeting)
        await meeting.press("right")
        await meeting.until(lambda: "goes on below" in meeting.seen)
        seen = ""
        while title(meeting) == "Opinion 1":
            seen += meeting.seen
            place = where(meeting)
            await meeting.press("enter")
            await meeting.until(lambda: where(meeting) != place)  # noqa: B023
        assert [n for n in range(60) if f"dòng {n}" not in seen] == []
        assert where(meeting) == ("Conclusion", 0)
        await meeting.press("left", "down", "down")
        await meeting.until(lambda: where(meeting) == ("Opinion 1", 2))
        await meeting.press("up")
        await meeting.until(lambda: where(meeting) == ("Opinion 1", 1))


async def test_lines_are_never_longer_than_one_can_follow(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code, size=(200, 50)) as meeting:
        await meeting.write("1 kn " + "Đường hỏng nặng " * 30)
        await reading(meeting)
        await meeting.press("right")
        lines = rendered(meeting.app.screen.query_one("#passage", Text)).split("\n")
        assert 60 < max(map(len, lines)) <= 72
        assert not any(line and below for line, below in pairwise(lines))


async def test_opening_it_begins_the_reading_and_leaving_it_ends_it(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
        assert stands(meeting) is SessionState.READING
        await meeting.press("escape")
        assert meeting.app.screen is meeting.session
        assert stands(meeting) is SessionState.LIVE


async def test_a_session_left_in_the_middle_of_a_reading_goes_on(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
    async with opened(shelf, code) as meeting:
        assert stands(meeting) is SessionState.READING
        await meeting.write("2 pa Mương tắc")
        assert len(meeting.state.issues()) == 2
        await reading(meeting)
        await meeting.press("end")
        assert "Opinion 2 ● added" in text(meeting)
        await meeting.press("escape")
        assert stands(meeting) is SessionState.LIVE


async def test_a_change_is_marked_with_both_values_and_can_be_taken_back(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
        await meeting.press("right", "f2")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.fill("content", "Cầu hỏng")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: "● changed" in text(meeting))
        marked = "● changed at the reading · Content: “Đường hỏng” → “Cầu hỏng”"
        assert marked in text(meeting)
        await meeting.press("end")
        assert "Opinion 1 ● Content: “Đường hỏng” → “Cầu hỏng”" in text(meeting)
        await meeting.press("ctrl+z")
        assert "Nothing was changed at the reading." in text(meeting)
        await meeting.press("ctrl+y", "left", "left")
        assert marked in text(meeting)


async def test_the_minutes_are_put_into_words_once_as_long_as_they_stay(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
        screen, notebook = meeting.app.screen, meeting.session.notebook
        assert isinstance(screen, ReadingScreen)
        worded = screen._passages
        await meeting.press("right", "f2", "escape")
        step = Edit(Table.SESSION, meeting.state.session.id, {"state": "reading"})
        meeting.session.submit(lambda: notebook.prepare([step]))
        await meeting.settle()
        assert screen._passages is worded
        await meeting.press("ctrl+z")
        assert title(meeting) == "Conclusion"


async def test_where_several_records_are_read_one_is_chosen_to_change(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "! kt 15/12 Sửa đường")
        await reading(meeting)
        await meeting.press("right", "f2")
        assert isinstance(meeting.app.screen, Pick)
        assert "promise 1: Sửa đường" in meeting.seen
        await meeting.press("down", "enter")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.fill("due_text", "20/12")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: "● changed" in text(meeting))
        assert "“15/12” → “20/12”" in text(meeting)


async def test_an_objection_without_a_change_is_kept_and_read(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng")
        await reading(meeting)
        await meeting.press("right", "f6")
        assert isinstance(meeting.app.screen, AskLine)
        await meeting.press("escape", "f6")
        await meeting.put("Ông Ba: chưa đủ")
        await meeting.press("enter")
        assert "Note: Objection at the reading: Ông Ba: chưa đủ" in text(meeting)
        assert meeting.state.issues()[0].note == "Objection at the reading: Ông Ba: chưa đủ"
        await meeting.press("end", "f6")
        await meeting.put("Bà Tư: thiếu tên tôi")
        await meeting.press("enter")
        assert meeting.state.session.conclusion.endswith("Bà Tư: thiếu tên tôi")


async def test_a_denunciation_is_read_as_one_neutral_line(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("2 tc Nhận tiền của dân", "1 kn Đường hỏng")
        await reading(meeting)
        for _passage in range(4):
            await meeting.press("right")
            assert "Trịnh Thị Mùi" not in rendered(meeting.app.screen.query_one("#passage", Text))
            assert "Nhận tiền" not in meeting.shown
        await meeting.press("home", "right")
        assert text(meeting).startswith("One denunciation was received.")


async def test_the_reading_goes_on_to_closing_and_is_known_there(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "> tr Sẽ sửa")
        await reading(meeting)
        await meeting.press("f9")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert stands(meeting) is SessionState.LIVE
        await meeting.press("f9")
        assert "read back here" not in meeting.seen
        assert "after the minutes were read back" not in meeting.seen
        await meeting.press("escape", "f5", "right", "escape")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert stands(meeting) is SessionState.LIVE
        await meeting.press("f5", "f9")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert sum(isinstance(screen, ClosingScreen) for screen in meeting.app.screen_stack) == 1
        await meeting.press("escape")
        assert stands(meeting) is SessionState.LIVE


async def test_closed_minutes_are_read_with_their_corrections_and_nothing_else_changes(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "> tr Sẽ sửa")
        await meeting.press("f9", "f9", "right", "enter")
        await meeting.until(lambda: stands(meeting) is SessionState.CLOSED)
        await meeting.settle()
        before = len(meeting.state.fold.operations)
        await reading(meeting)
        await meeting.press("right", "f6", "ctrl+z", "f9")
        assert isinstance(meeting.app.screen, ReadingScreen)
        assert "F2 correct" in meeting.seen
        assert len(meeting.state.fold.operations) == before
        await meeting.press("f2", "enter")
        await meeting.fill("content", "Cầu hỏng")
        await meeting.press("ctrl+s")
        await meeting.on(AskLine)
        await meeting.put("Viết nhầm")
        await meeting.press("enter")
        await meeting.until(lambda: "correction 1" in text(meeting))
        assert "● correction 1 · Content: “Đường hỏng” → “Cầu hỏng”" in text(meeting)
        await meeting.press("end")
        assert title(meeting) == "Corrections after closing"
        assert "Correction 1 (22/11/2026, Lê Thu Hiền)" in text(meeting)
        assert "Viết nhầm" in text(meeting)
        await meeting.press("escape")
        assert stands(meeting) is SessionState.CLOSED


async def test_a_second_window_reads_without_writing(shelf: Shelf, code: str) -> None:
    first = shelf.open(code)
    first.record([first.new(Table.ISSUES, content="Đường hỏng")])
    async with opened(shelf, code) as meeting:
        before = len(meeting.state.fold.operations)
        await reading(meeting)
        assert "F2" not in meeting.seen.splitlines()[-1]
        await meeting.press("right", "f6", "ctrl+z", "f9", "escape")
        assert meeting.app.screen is meeting.session
        assert len(meeting.state.fold.operations) == before
    first.close()
