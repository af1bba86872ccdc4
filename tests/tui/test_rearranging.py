"""Promise: what was noted can be put in order from the keyboard, and no word is lost by it."""

from __future__ import annotations

import re

import pytest

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Issue, Table
from danvan_tui.tui.rearranging import Rearranging
from danvan_tui.tui.screens.dialogs import AskLine, Confirm, Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.screens.split import SplitScreen
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting, opened

SPEECH = "1 kn gt Đường thôn hỏng. Rác không ai lấy. Đất nhà tôi bị lấn."
SECRET = "@Đặng Quý Khoát, Thôn Gò Vối: tc Nhận phong bì. Lấn đất công."
_NAMES = re.compile(r"\bkhoat\b|phong bi|lan dat cong")


def issue(meeting: Meeting, number: int) -> Issue:
    return next(one for one in meeting.state.issues() if one.number == number)


async def menu(meeting: Meeting, table: Table, record: str, choice: str = "") -> None:
    """Open the menu of a record, and choose by the number before an entry."""
    Rearranging(meeting.session).open_menu(table, record)
    await meeting.settle()
    if choice:
        await meeting.press(choice, "enter")


async def begin_split(meeting: Meeting) -> None:
    """Choose in the menu of the first opinion that it is to be split."""
    await menu(meeting, Table.ISSUES, issue(meeting, 1).id, "1")


async def choose(meeting: Meeting, words: str) -> None:
    await meeting.put(words)
    await meeting.press("enter")


def offered(meeting: Meeting) -> list[str]:
    shown = meeting.app.screen.query_one(Choices)
    return [str(option.prompt) for option in shown.options]


def toasts(meeting: Meeting) -> str:
    return " ".join(meeting.said)


async def split_at(meeting: Meeting, *words: str) -> None:
    """Press Enter before each of these words of the speech shown."""
    area = meeting.app.screen.query_one(Area)
    for word in words:
        row, column = next(
            (row, line.index(word)) for row, line in enumerate(area.document.lines) if word in line
        )
        area.move_cursor((row, column))
        await meeting.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_one_speech_becomes_several_opinions_of_their_own_kinds(
    shelf: Shelf, code: str, size: tuple[int, int]
) -> None:
    async with opened(shelf, code, size=size) as meeting:
        await meeting.write(SPEECH, "> tr Sẽ sửa", "2 pa Khác")
        speech = issue(meeting, 1)
        await menu(meeting, Table.ISSUES, speech.id, "1")
        assert isinstance(meeting.app.screen, SplitScreen)
        assert "1 opinion as understood" in meeting.seen
        await split_at(meeting, "Rác", "Đất")
        assert "3 opinions as understood" in meeting.seen
        await meeting.press("home")
        await meeting.put("kh dt ")
        assert "3. Khiếu nại · Đất đai · Đất nhà tôi bị lấn." in meeting.seen
        assert "1. Kiến nghị · Giao thông nông thôn · Đường thôn hỏng." in meeting.seen
        await meeting.press("ctrl+s")
        contents = [one.content for one in meeting.state.issues()]
        assert contents == ["Đường thôn hỏng.", "Rác không ai lấy.", "Đất nhà tôi bị lấn.", "Khác"]
        assert [one.number for one in meeting.state.issues()] == [1, 3, 4, 2]
        assert [one.kind for one in meeting.state.issues()][2] == "complaint"
        assert {one.speaker for one in meeting.state.issues()[:3]} == {speech.speaker}
        assert meeting.state.answers()[0].issue == speech.id
        assert "Opinion 1 was split: 1, 3, 4" in toasts(meeting)
        assert meeting.session.notebook.form_drafts.waiting() == []
        await meeting.press("ctrl+z")
        assert [one.content for one in meeting.state.issues()] == [speech.content, "Khác"]


async def test_a_split_asks_before_words_of_the_speech_are_left_out(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SPEECH)
        await begin_split(meeting)
        await meeting.press("ctrl+s")
        assert "This is one opinion" in toasts(meeting)
        await split_at(meeting, "Rác")
        await meeting.press("delete", "delete", "delete", "delete", "ctrl+s")
        assert isinstance(meeting.app.screen, Confirm)
        assert "any more:\nRác" in meeting.seen
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, SplitScreen)
        await meeting.press("ctrl+s", "right", "enter")
        assert [one.content for one in meeting.state.issues()] == [
            "Đường thôn hỏng.",
            "không ai lấy. Đất nhà tôi bị lấn.",
        ]


async def test_leaving_a_split_asks_only_where_something_was_typed(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SPEECH)
        await begin_split(meeting)
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, SessionScreen)
        await begin_split(meeting)
        await split_at(meeting, "Rác")
        await meeting.press("escape")
        assert "not recorded yet. Leave it?" in meeting.seen
        await meeting.press("right", "enter")
        await meeting.on(SessionScreen)
        assert len(meeting.state.issues()) == 1
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_a_split_being_typed_when_the_program_ended_is_shown_again(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SPEECH)
        await begin_split(meeting)
        await split_at(meeting, "Rác")
        await meeting.put("pa ")
        typed = meeting.app.screen.query_one(Area).text
    async with opened(shelf, code) as meeting:
        assert "A split was not recorded yet" in toasts(meeting)
        assert meeting.app.screen.query_one(Area).text == typed
        await meeting.press("ctrl+s")
        assert len(meeting.state.issues()) == 2
    async with opened(shelf, code) as meeting:
        assert isinstance(meeting.app.screen, SessionScreen)


async def test_a_hidden_split_that_was_interrupted_waits_until_it_is_shown(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SECRET)
        await begin_split(meeting)
        await meeting.press("right", "enter")
        await split_at(meeting, "Lấn")
        typed = meeting.app.screen.query_one(Area).text
    async with opened(shelf, code) as meeting:
        assert "Keep them hidden" in meeting.seen
        await meeting.press("enter")
        await meeting.write("1 kn Đường")
        await meeting.press("f2")
        await meeting.fill("note", "x")
        await meeting.press("ctrl+s")
        assert not _NAMES.search(fold(meeting.shown))
    async with opened(shelf, code) as meeting:
        await meeting.press("enter")
        await begin_split(meeting)
        await meeting.press("right", "enter")
        assert meeting.app.screen.query_one(Area).text == typed
        await meeting.press("ctrl+s")
        assert [one.protected for one in meeting.state.issues()] == [True, True, False]
        assert meeting.session.notebook.form_drafts.waiting() == []


async def test_a_part_that_denounces_is_not_split_off_an_open_opinion(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SPEECH)
        await begin_split(meeting)
        await split_at(meeting, "Rác")
        await meeting.put("tc ")
        await meeting.press("ctrl+s")
        assert "the whole opinion has to be kept secret" in toasts(meeting)
        await meeting.on(SplitScreen)
        assert "tc Rác" in meeting.app.screen.query_one(Area).text
        assert [one.protected for one in meeting.state.issues()] == [False]


async def test_a_part_that_sounds_like_a_denunciation_is_asked_about(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SPEECH)
        await begin_split(meeting)
        await split_at(meeting, "Rác")
        await meeting.put("Tố cáo ")
        await meeting.press("ctrl+s")
        assert isinstance(meeting.app.screen, SplitScreen)
        assert "sound like a denunciation" in toasts(meeting)
        assert len(meeting.state.issues()) == 1


async def test_a_denunciation_is_shown_and_split_only_after_a_yes_and_stays_secret(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(SECRET)
        await begin_split(meeting)
        assert "Keep them hidden" in meeting.seen
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, SessionScreen)
        await begin_split(meeting)
        await meeting.press("right", "enter")
        await split_at(meeting, "Lấn")
        await meeting.press("ctrl+s")
        assert [one.protected for one in meeting.state.issues()] == [True, True]
        assert not _NAMES.search(fold(meeting.shown))


async def test_two_opinions_are_joined_the_same_speaker_first(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "2 pa Cầu", SECRET, "1 pa Rác", "> tr Sẽ lấy")
        await menu(meeting, Table.ISSUES, issue(meeting, 1).id, "2")
        assert offered(meeting) == [
            "4 · Lê Thị Hòa · Rác",
            "2 · Trịnh Thị Mùi · Cầu",
        ]
        await choose(meeting, "rac")
        assert issue(meeting, 1).content == "Đường\nRác"
        assert meeting.state.answers()[0].issue == issue(meeting, 1).id
        assert "Opinion 4 was joined to opinion 1; its kind stays “Kiến nghị”" in toasts(meeting)
        await meeting.press("ctrl+z")
        assert [one.number for one in meeting.state.issues()] == [1, 2, 3, 4]


async def test_a_denunciation_has_nothing_open_to_be_joined_with(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", SECRET)
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "2")
        assert "no other opinion" in toasts(meeting)
        assert isinstance(meeting.app.screen, SessionScreen)


async def test_an_opinion_moves_up_and_down(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "2 pa Cầu")
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "3")
        assert [one.number for one in meeting.state.issues()] == [2, 1]
        assert "Opinion 2 was moved in the minutes" in toasts(meeting)
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "4")
        assert [one.number for one in meeting.state.issues()] == [1, 2]
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "4")
        assert "is the last already" in toasts(meeting)


async def test_a_promise_moves_to_another_opinion(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "2 pa Cầu", "! kt 15/12 Sửa", SECRET)
        promise = meeting.state.commitments()[0].id
        await menu(meeting, Table.COMMITMENTS, promise, "1")
        assert offered(meeting)[0] == "1 · Lê Thị Hòa · Đường"
        assert "3 · protected speaker · A denunciation; written down apart" in offered(meeting)
        await choose(meeting, "1")
        assert meeting.state.commitments()[0].issue == issue(meeting, 1).id
        assert "Promise 1 now belongs to opinion 1" in toasts(meeting)
        await menu(meeting, Table.COMMITMENTS, promise, "1")
        await choose(meeting, "3")
        assert "cannot be undone. Move it?" in meeting.seen
        await meeting.press("enter")
        assert meeting.state.commitments()[0].issue == issue(meeting, 1).id


async def test_what_was_taken_out_comes_back_from_a_list(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "> tr Sẽ sửa", SECRET, "2 pa Cầu")
        await menu(meeting, Table.ISSUES, issue(meeting, 1).id, "6")
        assert "It can be brought back" in toasts(meeting)
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "6")
        await meeting.write("3 kn Nước")
        await menu(meeting, Table.ISSUES, issue(meeting, 3).id, "7")
        assert isinstance(meeting.app.screen, Pick)
        assert offered(meeting) == [
            "08:30  a protected entry",
            "08:30  opinion 1, answer 1 · Đường hỏng",
        ]
        assert not _NAMES.search(fold(meeting.shown))
        await choose(meeting, "duong")
        assert [one.number for one in meeting.state.issues()] == [1, 3, 4]
        assert meeting.state.answers()[0].issue == issue(meeting, 1).id
        assert "Brought back: opinion 1, answer 1" in toasts(meeting)
        Rearranging(meeting.session).open_menu(Table.SESSION, "")
        await meeting.settle()
        await meeting.press("enter")
        assert [one.protected for one in meeting.state.issues()] == [False, True, False, False]
        Rearranging(meeting.session).bring_back()
        assert "Nothing was taken out" in toasts(meeting)


async def test_a_menu_shows_its_record_and_opens_the_form(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        person = meeting.state.attendance()[0].id
        await menu(meeting, Table.ATTENDANCE, person)
        assert "Participant 1" in meeting.seen
        await meeting.press("1", "enter")
        assert isinstance(meeting.app.screen, RecordForm)


async def test_closed_minutes_are_rearranged_with_a_reason_only(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "2 pa Cầu")
    notebook = shelf.open(code)
    close_session(notebook)
    notebook.close()
    async with opened(shelf, code) as meeting:
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "3")
        assert isinstance(meeting.app.screen, AskLine)
        await meeting.press("escape")
        assert [one.number for one in meeting.state.issues()] == [1, 2]
        await menu(meeting, Table.ISSUES, issue(meeting, 2).id, "3")
        await choose(meeting, "Nói trước")
        assert [one.number for one in meeting.state.issues()] == [2, 1]
        assert "Correction 1: Opinion 2 was moved" in toasts(meeting)


async def test_closed_minutes_offer_only_what_can_be_done(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường", "> tr Sẽ sửa", "2 pa Cầu")
    notebook = shelf.open(code)
    close_session(notebook)
    notebook.close()
    async with opened(shelf, code) as meeting:
        before = len(meeting.state.fold.operations)
        await meeting.press("f8")
        assert len(meeting.state.fold.operations) == before
        answer = meeting.state.answers()[0].id
        for table, record in (
            (Table.ANSWERS, answer),
            (Table.ISSUES, issue(meeting, 2).id),
            (Table.ATTENDANCE, meeting.state.attendance()[0].id),
        ):
            await menu(meeting, table, record)
            assert offered(meeting)[-2].endswith("Take out…")
            assert not any("F8" in one or "Bring back" in one for one in offered(meeting))
            await meeting.press("escape")
        await menu(meeting, Table.ANSWERS, answer, "3")
        assert isinstance(meeting.app.screen, AskLine)
        await choose(meeting, "Ghi nhầm")
        assert meeting.state.answers() == []
        assert "Correction 1: Answer 1 was taken out; reason: Ghi nhầm" in toasts(meeting)
        assert "brought back" not in toasts(meeting)
        Rearranging(meeting.session).open_menu(Table.SESSION, "")
        await meeting.settle()
        assert isinstance(meeting.app.screen, SessionScreen)
        assert "a correction needs a reason" in toasts(meeting)


async def test_a_reader_is_told_who_writes(shelf: Shelf, code: str) -> None:
    writer = shelf.open(code)
    writer.record([writer.new(Table.ISSUES, content="Đường")])
    async with opened(shelf, code) as meeting:
        await menu(meeting, Table.ISSUES, issue(meeting, 1).id)
        assert isinstance(meeting.app.screen, SessionScreen)
        assert "open for writing elsewhere" in toasts(meeting)
    writer.close()
