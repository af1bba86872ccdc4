"""Promise: what was raised in any session is found while one types; a denouncer never is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from danvan_tui.archive.archive import Archive, Reading
from danvan_tui.archive.issues import ArchivedIssue, Meeting, Prepared, Raised
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, IssueState, Table
from danvan_tui.tui.screens.search import SearchScreen
from danvan_tui.tui.screens.search_rows import reading_of
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting as Running
from tests.tui.meeting import new_session, opened, rendered

SAID = {
    "2026-09-12": [
        ("Đường thôn hỏng nặng", "Lê Thị Hòa", "Thôn Văn Xá"),
        ("Mất nước sạch cả tuần", "Vũ Văn Tám", "Thôn Gò Vối"),
    ],
    "2026-11-22": [
        ("Đèn đường tối om [/b]", "Trịnh Thị Mùi", "Thôn Gò Vối"),
        ("Dưỡng lão không ai chăm", "Lê Thị Hòa", "Thôn Văn Xá"),
    ],
}
Answers = list[ArchivedIssue | None]


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    """A shelf with two sessions, in one of them a denunciation."""
    for date, issues in SAID.items():
        notebook = shelf.open(new_session(shelf, date=date))
        for content, speaker, village in issues:
            fields = {"content": content, "speaker_name": speaker, "village": village}
            notebook.record([notebook.new(Table.ISSUES, **fields)])
        secret = {"content": "Nhận phong bì", "speaker_name": "Đặng Quý Khoát"}
        notebook.record([notebook.new(Table.ISSUES, kind=DENUNCIATION, **secret)])
        notebook.close()
    return shelf


@asynccontextmanager
async def searching(
    shelf: Shelf, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Running, Answers]]:
    """The search screen above the home screen, with all sessions read."""
    answers: Answers = []
    async with opened(shelf, size=size) as meeting:
        meeting.app.push_screen(SearchScreen(), answers.append)
        await meeting.on(SearchScreen)
        recollecting = meeting.app.recollecting
        archive = recollecting.archive
        await meeting.until(lambda: recollecting._reading and not recollecting.is_reading)
        screen = meeting.app.screen
        assert isinstance(screen, SearchScreen)
        await meeting.until(lambda: screen._edition == archive.edition)
        await meeting.until(lambda: "Reading" not in meeting.seen)
        yield meeting, answers


def hits(meeting: Running) -> list[Row]:
    return meeting.app.screen.query_one("#hits", RecordTable).rows


def contents(meeting: Running) -> list[str]:
    return [row.below for row in hits(meeting)]


def whole(meeting: Running) -> str:
    return rendered(meeting.app.screen.query_one("#whole", Text))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_key_searches_with_marks_or_without(full: Shelf, size: tuple[int, int]) -> None:
    async with searching(full, size=size) as (meeting, _answers):
        assert "4 opinions found" in meeting.seen
        await meeting.press(*"duon")
        assert contents(meeting) == [
            "Dưỡng lão không ai chăm",
            "Đèn đường tối om [/b]",
            "Đường thôn hỏng nặng",
        ]
        assert "3 opinions found" in meeting.seen
        await meeting.press("backspace", "backspace", "backspace", "backspace", *"đườn")
        assert contents(meeting) == ["Đèn đường tối om [/b]", "Đường thôn hỏng nặng"]
        await meeting.press(*"g h")
        assert "1 opinion found" in meeting.seen
        (row,) = hits(meeting)
        assert row.cells == ("12/09/2026", "Lê Thị Hòa", "Thôn Văn Xá", "DT-2026-001", "noted")
        assert whole(meeting) == "Đường thôn hỏng nặng"
        await meeting.press(*" zz")
        assert "Nothing found." in meeting.seen
        assert "0 opinions found" in meeting.seen
        assert whole(meeting) == ""
        for said in ("Search all sessions", "Enter open", "Esc back"):
            assert said in meeting.seen


async def test_the_keyboard_stays_in_the_line_and_enter_gives_the_opinion_back(
    full: Shelf,
) -> None:
    async with searching(full) as (meeting, answers):
        await meeting.put("hoa")
        assert whole(meeting) == "Dưỡng lão không ai chăm"
        await meeting.press("down")
        assert whole(meeting) == "Đường thôn hỏng nặng"
        await meeting.press("pageup", "pagedown")
        focused = meeting.app.focused
        assert isinstance(focused, Line)
        assert focused.value == "hoa"
        await meeting.press("enter")
        (answer,) = answers
        assert answer is not None
        assert answer.raised.content == "Đường thôn hỏng nặng"
        assert answer.meeting.code == "DT-2026-001"
        assert not isinstance(meeting.app.screen, SearchScreen)


async def test_typing_on_begins_at_the_newest_again(full: Shelf) -> None:
    async with searching(full) as (meeting, _answers):
        await meeting.press("d", "down", "down", "u")
        assert whole(meeting) == "Dưỡng lão không ai chăm"


async def test_esc_leaves_and_enter_on_nothing_does_nothing(full: Shelf) -> None:
    async with searching(full) as (meeting, answers):
        await meeting.put("zzz")
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, SearchScreen)
        await meeting.press("escape")
        assert answers == [None]


async def test_a_click_goes_to_an_opinion_and_a_second_one_takes_it(full: Shelf) -> None:
    async with searching(full) as (meeting, answers):
        await meeting.put("duong")
        await meeting.pilot.click("#hits", offset=(5, 5))
        await meeting.settle()
        assert whole(meeting) == "Đường thôn hỏng nặng"
        assert isinstance(meeting.app.focused, Line)
        await meeting.pilot.click("#hits", offset=(5, 6))
        await meeting.until(lambda: answers)
        assert [one.raised.content for one in answers if one] == ["Đường thôn hỏng nặng"]


async def test_no_search_shows_a_denouncer(full: Shelf) -> None:
    async with searching(full) as (meeting, _answers):
        for query in ("khoat", "đqk", "phong bi", "dang quy", "denunciation", ""):
            await meeting.press("end", "ctrl+u")
            await meeting.put(query)
            typed = meeting.shown.replace(query, "") if query else meeting.shown
            assert not re.search(r"khoat|nhan phong|phong bi", fold(typed)), query


async def test_what_is_being_recorded_in_the_open_session_is_found(full: Shelf) -> None:
    answers: Answers = []
    async with opened(full, new_session(full, date="2026-12-01")) as meeting:
        await meeting.write("1 kn Cầu treo sắp sập")
        meeting.app.push_screen(SearchScreen(), answers.append)
        await meeting.on(SearchScreen)
        await meeting.put("cau treo")
        await meeting.until(lambda: contents(meeting) == ["Cầu treo sắp sập"])
        await meeting.put(" zz")
        assert contents(meeting) == []
        await meeting.press("escape")
        await meeting.write("1 tc Nhận phong bì")
        meeting.app.push_screen(SearchScreen(), answers.append)
        await meeting.on(SearchScreen)
        await meeting.put("phong bi")
        assert contents(meeting) == []


async def test_many_hits_are_counted_to_the_end_between_the_keys(shelf: Shelf) -> None:
    many = 9000
    issues = [
        Raised(str(number), number, "", "", "", "nước bị đục", IssueState.NOTED)
        for number in range(many)
    ]
    held = Meeting("s", "s", "2026-11-22", ())
    async with searching(shelf) as (meeting, _answers):
        archive = meeting.app.recollecting.archive
        archive.take(Reading("s", 0, None, held, [Prepared(held, one) for one in issues]))
        await meeting.put("nuoc duc")
        assert len(hits(meeting)) == 50
        await meeting.until(lambda: f"{many} opinions found" in meeting.seen)


async def test_what_cannot_be_read_is_said(full: Shelf) -> None:
    (full.root / "sessions" / "DT-2026-009-abcdef").mkdir()
    async with searching(full) as (meeting, _answers):
        assert "1 session cannot be read and was not searched." in meeting.seen
        assert "4 opinions found" in meeting.seen


def test_how_far_the_sessions_are_read_is_said(full: Shelf) -> None:
    archive = Archive(full, {})
    assert reading_of(archive, is_reading=True) == "Reading the sessions…"
    survey = archive.survey()
    archive.begin(survey)
    archive.take(archive.read(survey.stale[0]))
    assert reading_of(archive, is_reading=True) == "Reading 1 of 2 sessions…"
    assert reading_of(archive, is_reading=False) == ""


def is_shown(meeting: Running, code: str) -> bool:
    screen = meeting.app.screen
    return isinstance(screen, SessionScreen) and screen.notebook.state.session.code == code


async def test_a_session_that_is_open_is_gone_back_to_and_not_opened_twice(
    shelf: Shelf, code: str
) -> None:
    other = new_session(shelf)
    notebook = shelf.open(other)
    notebook.record([notebook.new(Table.ISSUES, content="Chợ họp lấn ra đường")])
    notebook.close()
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Mương tắc")
        for typed, shown in (("cho hop", other), ("muong tac", code)):
            await meeting.press("ctrl+f")
            await meeting.put(typed)
            await meeting.until(lambda: "1 opinion found" in meeting.seen, "for the hit")
            await meeting.press("enter")
            await meeting.until(partial(is_shown, meeting, shown), "for the session")
            await meeting.settle()
        assert len(meeting.app.sessions) == 1
        assert not meeting.session.notebook.read_only
