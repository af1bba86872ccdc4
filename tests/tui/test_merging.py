"""Promise: two notes of one meeting stand side by side, one key says "the same", one says not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export, write_export
from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table, Value
from danvan_tui.tui.screens.conflicts import ConflictsScreen
from danvan_tui.tui.screens.dialogs import AskLine, Confirm, Pick
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.matching import MatchingScreen
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from tests.exchange.notes import merge_crosswise
from tests.tui.meeting import Meeting, new_session, opened, rendered, shelf_in

ROAD = "Đường liên thôn hỏng nặng, xe không đi được"
AT = "2026-11-22T12:00:00+07:00"


@pytest.fixture
def other(shelf: Shelf, code: str) -> str:
    """The notes of somebody else of the same meeting; the same people are on its list."""
    fill(shelf, code, "Mai", ROAD, "Thiếu nước sạch mùa khô")
    name = new_session(shelf)
    fill(shelf, name, "Hà", "Đường liên thôn hỏng, xe không đi được", "Mất điện về đêm")
    return name


def fill(shelf: Shelf, code: str, person: str, *contents: str, kind: str = "report") -> None:
    notebook = shelf.open(code, person=person)
    for content in contents:
        issue = notebook.new(Table.ISSUES, content=content, kind=kind)
        notebook.record([issue])
        notebook.record([notebook.new(Table.ANSWERS, issue=issue.record, content="Xã ghi nhận")])
    notebook.close()


async def begin(meeting: Meeting, choice: str = "") -> None:
    """Choose the other notes."""
    await begin_choosing(meeting)
    await meeting.put(choice)
    await meeting.press("enter")


async def begin_choosing(meeting: Meeting) -> None:
    await meeting.session.run_action("merge")
    await meeting.on(Pick)


async def compare(meeting: Meeting, other: str) -> MatchingScreen:
    await begin(meeting, other)
    await meeting.on(MatchingScreen)
    await meeting.settle()
    screen = meeting.app.screen
    assert isinstance(screen, MatchingScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_both_texts_stand_side_by_side(
    shelf: Shelf, code: str, other: str, size: tuple[int, int]
) -> None:
    async with opened(shelf, code, size=size) as meeting:
        await compare(meeting, other)
        seen = " ".join(meeting.seen.split())
        assert "Is this the same opinion?" in seen
        assert "3 people stand in both" in seen
        for words in ("hỏng nặng", "thôn hỏng,", code, other, "1 the same", "2 not the same"):
            assert words in seen
        await meeting.press("escape")
    assert shelf.open(other, write=False).state.session.merged_into == ""


def home_rows(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    rows = meeting.app.screen.query_one("#sessions", RecordTable).rows
    return {row.key: row.cells for row in rows}


async def test_notes_with_the_same_code_and_day_are_told_apart_by_who_took_them(
    shelf: Shelf, tmp_path: Path
) -> None:
    mine = new_session(shelf, secretary="Mai")
    fill(shelf, mine, "Mai", ROAD)
    ours = shelf.find(mine).name
    away = shelf_in(tmp_path / "away", start=500)
    fill(away, new_session(away), "Hà", ROAD)  # begun by Lê Thu Hiền, who names no secretary
    name = shelf.adopt(away.open(mine, write=False).state.fold.ordered())
    async with opened(shelf, size=(120, 36)) as meeting:
        where = {key: cells[2] for key, cells in home_rows(meeting).items()}
        both = {f"{mine} (Mai)", f"{mine} (Lê Thu Hiền)"}
        assert any(f"{one}, " in meeting.seen for one in both)
        told = "perhaps one meeting; on one of them Ctrl+P, “Put notes together”"
        assert told in meeting.seen
        villages = "Thôn Văn Xá, Thôn Gò Vối"
        assert where == {ours: f"Mai · {villages}", name: f"Lê Thu Hiền · {villages}"}
        meeting.app.open_session(ours)
        await meeting.settle()
        await meeting.press("ctrl+o")
        await meeting.put("put other notes")
        await meeting.press("enter")
        await meeting.on(Pick)
        assert f"{mine} · 22/11/2026 · {villages} · Lê Thu Hiền" in meeting.shown
        await meeting.put(mine)
        await meeting.press("enter")
        await meeting.on(MatchingScreen)
        await meeting.settle()
        assert f"{mine} · Lê Thu Hiền into {mine} · Mai" in meeting.seen


async def test_notes_are_put_together_from_the_home_screen(shelf: Shelf) -> None:
    mine, other = (new_session(shelf, secretary=name) for name in ("Mai", "Lê Thu Hiền"))
    async with opened(shelf, size=(80, 24)) as meeting:
        assert "“Put notes together”" in " ".join(meeting.seen.split())  # to its end
        await meeting.press("end" if home_order(meeting)[-1] == mine else "home", "f1")
        page = meeting.app.screen.query_one("#help-text", Text)
        assert "Ctrl+P" in rendered(page)
        assert "Put notes together" in rendered(page)
        await meeting.press("escape", "ctrl+p")
        await meeting.put("put notes together")
        await meeting.press("enter")
        await meeting.on(Pick)
        assert meeting.state.session.code == mine
        assert other in meeting.shown


def home_order(meeting: Meeting) -> list[str]:
    return [cells[0] for cells in home_rows(meeting).values()]


async def test_notes_that_were_taken_over_say_where_they_are(
    shelf: Shelf, code: str, other: str
) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await compare(meeting, other)
        await meeting.press("2", "f9")
        await meeting.until(lambda: meeting.app.screen is meeting.session, "for the session")
        await meeting.press("escape")
        await meeting.on(HomeScreen)
        assert "perhaps one meeting" not in meeting.seen
        state = {cells[0]: cells[3] for cells in home_rows(meeting).values()}
        assert state == {code: "draft", other: f"now in {code}"}


async def test_of_notes_that_were_put_into_each_other_one_still_counts(shelf: Shelf) -> None:
    code, other, third = (new_session(shelf, secretary=name) for name in ("Mai", "Hà", "Lan"))
    merge_crosswise(shelf, code, other)
    async with opened(shelf, size=(120, 36)) as meeting:
        state = {cells[0]: cells[3] for cells in home_rows(meeting).values()}
        assert state == {code: "draft", other: f"now in {code}", third: "draft"}
        both = f"{third} (Lan)", f"{code} (Mai)"
        assert any(f"{one}, {two}: perhaps" in meeting.seen for one, two in (both, both[::-1]))


async def test_notes_that_went_where_nobody_knows_say_so(
    shelf: Shelf, code: str, other: str
) -> None:
    ours, theirs = (shelf.open(name, person="Mai") for name in (code, other))
    merge_sessions(ours, theirs, {})
    for notebook in (ours, theirs):
        notebook.close()
    shutil.rmtree(ours.folder)
    async with opened(shelf, size=(80, 24)) as meeting:
        assert [cells[3] for cells in home_rows(meeting).values()] == ["now in another"]


async def test_what_is_the_same_becomes_one_and_the_rest_is_taken_over(
    shelf: Shelf, code: str, other: str
) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await compare(meeting, other)
        await meeting.press("1")
        assert "Is this the same answer?" in meeting.seen
        assert "Answer to opinion 1" in meeting.seen
        assert "answers and promises 1/1" in meeting.seen
        await meeting.press("1")
        assert "All was looked at" in meeting.seen
        await meeting.press("f9")
        await meeting.on(ConflictsScreen)
        assert "1 to choose" in meeting.seen
        state = meeting.state
        assert [one.content for one in state.issues()][1:] == [
            "Thiếu nước sạch mùa khô",
            "Mất điện về đêm",
        ]
        assert len(state.attendance()) == 3
        assert len(state.answers()) == 3
        assert [one.field for one in conflicts(state)] == ["content"]
    assert shelf.open(other, write=False).state.session.merged_into == state.session.id


async def test_what_is_not_the_same_stands_beside_it(shelf: Shelf, code: str, other: str) -> None:
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        await meeting.press("2", "f9")
        await meeting.until(lambda: meeting.app.screen is meeting.session, "for the session")
        assert len(meeting.state.issues()) == 4
        assert conflicts(meeting.state) == []


async def test_an_answer_can_be_changed_before_the_end(shelf: Shelf, code: str, other: str) -> None:
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        await meeting.press("1", "up")
        assert "✓ the same" in meeting.seen
        await meeting.press("2")
        assert "All was looked at" in meeting.seen
        await meeting.press("up")
        assert "✗ not the same" in meeting.seen


async def test_what_was_not_looked_at_is_asked_about(shelf: Shelf, code: str, other: str) -> None:
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        await meeting.press("f9")
        assert [type(one) for one in meeting.app.screen_stack[-2:]] == [MatchingScreen, Confirm]
        await meeting.press("escape")
        assert [type(one) for one in meeting.app.screen_stack[-1:]] == [MatchingScreen]
        await meeting.press("escape")
        await meeting.until(lambda: meeting.app.screen is meeting.session, "for the session")
        assert len(meeting.state.issues()) == 2


async def test_a_denunciation_is_compared_without_a_word_of_it(shelf: Shelf, code: str) -> None:
    words = "Trưởng bản nhận tiền của dân nghèo nhiều lần"
    fill(shelf, code, "Mai", words, kind=DENUNCIATION)
    other = new_session(shelf)
    fill(shelf, other, "Hà", words)
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        assert "nhận tiền" not in meeting.shown
        seen = " ".join(meeting.seen.split())
        assert "A denunciation; written down apart" in seen
        assert "both are 100 % alike in words, speaker and village." in seen
        assert "In doubt say that it is not the same" in seen
        assert "Mai · 22/11/2026 08:30" in seen
        assert "Hà · 22/11/2026 08:30" in seen
        await meeting.press("1", "1", "f9")
        await meeting.until(lambda: any("was taken over" in one for one in meeting.said), "the end")
        await meeting.settle()
        assert "nhận tiền" not in meeting.shown
    there = shelf.open(other, write=False).state
    assert [one.protected for one in there.issues()] == [True]


async def test_head_counts_are_asked_about_as_groups(shelf: Shelf, code: str) -> None:
    other = new_session(shelf)
    for name, count in ((code, 25), (other, 27)):
        notebook = shelf.open(name)
        counted = notebook.new(Table.ATTENDANCE, count=count, village="Thôn Văn Xá")
        notebook.record([counted])
        notebook.close()
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        assert "Is this the same group of people?" in meeting.seen
        assert "27 people" in meeting.seen


def close(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    notebook.record([notebook.new(Table.ISSUES, content="Đất đai", kind="report")])
    session = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session, {"state": "live"})])
    close_session(notebook, "chưa rõ")
    notebook.close()


async def test_closed_minutes_ask_why(shelf: Shelf, code: str, other: str) -> None:
    close(shelf, code)
    async with opened(shelf, code) as meeting:
        await compare(meeting, other)
        await meeting.press("2", "f9")
        await meeting.on(AskLine)
        await meeting.put("hai thư ký cùng ghi")
        await meeting.press("enter")
        await meeting.until(lambda: any("was taken over" in one for one in meeting.said), "the end")
        assert len(meeting.state.issues()) == 5


async def test_without_a_reason_nothing_that_was_answered_is_lost(
    shelf: Shelf, code: str, other: str
) -> None:
    close(shelf, code)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await compare(meeting, other)
        await meeting.press("1", "1", "f9", "enter")
        assert isinstance(meeting.app.screen, AskLine)
        assert "A correction needs its reason" in meeting.seen
        await meeting.press("escape")
        assert [type(one) for one in meeting.app.screen_stack[-1:]] == [MatchingScreen]
        assert "All was looked at: 5 are the same" in meeting.seen
        await meeting.press("up", "up")
        assert "✓ the same" in meeting.seen
        await meeting.press("f9")
        await meeting.put("hai thư ký cùng ghi")
        await meeting.press("enter")
        await meeting.until(lambda: any("was taken over" in one for one in meeting.said), "the end")
        assert len(meeting.state.issues()) == 4


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"date": "2026-11-25"}, "25/11/2026 · Thôn Văn Xá, Thôn Gò Vối; here 22/11/2026"),
        ({"villages": ["Thôn Đồng Mận"]}, "22/11/2026 · Thôn Đồng Mận; here 22/11/2026"),
    ],
)
async def test_what_looks_like_another_meeting_is_put_together_only_after_a_yes(
    shelf: Shelf, code: str, fields: dict[str, Value], told: str
) -> None:
    other = new_session(shelf, **fields)
    fill(shelf, other, "Hà", ROAD)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await begin(meeting, other)
        await meeting.on(Confirm)
        await meeting.settle()
        seen = " ".join(meeting.seen.split())
        assert f"This looks like another meeting ({told}" in seen
        await meeting.press("enter")
        await meeting.until(lambda: meeting.app.screen is meeting.session, "for the session")
        await meeting.settle()
        assert any("Nothing was put together" in one for one in meeting.said)
        assert meeting.state.issues() == []
        await begin(meeting, other)
        await meeting.on(Confirm)
        await meeting.press("right", "enter")
        await meeting.on(MatchingScreen)
        await meeting.settle()
        await meeting.press("f9")
        await meeting.until(lambda: any("was taken over" in one for one in meeting.said), "the end")
        assert [one.content for one in meeting.state.issues()] == [ROAD]


async def test_the_likeliest_notes_are_offered_first(shelf: Shelf, code: str) -> None:
    gone, holds = (new_session(shelf, secretary=name) for name in ("Lan", "Tú"))
    ours, theirs = (shelf.open(one) for one in (holds, gone))
    merge_sessions(ours, theirs, {})
    for notebook in (ours, theirs):
        notebook.close()
    same = new_session(shelf, villages=["thôn văn xá", "Thôn  Gò Vối"])
    partly = new_session(shelf, villages=["Thôn Gò Vối", "Thôn Phú Thịnh"])
    elsewhere = new_session(shelf, villages=["Thôn Phú Thịnh"])
    later = new_session(shelf, date="2026-11-30")
    async with opened(shelf, code, size=(100, 36)) as meeting:
        await begin_choosing(meeting)
        picked = meeting.app.screen.query_one(Choices)
        offered = [str(one.prompt)[:11] for one in picked.options[1:]]
        assert offered == [same, holds, partly, elsewhere, later, gone]


async def test_a_colleagues_file_of_this_session_joins_it(
    shelf: Shelf, code: str, tmp_path: Path
) -> None:
    elsewhere = shelf_in(tmp_path / "elsewhere", start=500)
    folder = elsewhere.adopt(shelf.open(code, write=False).state.fold.ordered())
    fill(elsewhere, folder, "Hà", ROAD)
    data = build_export(elsewhere.open(folder, write=False), Profile.OFFICE, at=AT)
    path = write_export(data, tmp_path)
    async with opened(shelf, code) as meeting:
        await begin(meeting)
        assert isinstance(meeting.app.screen, AskLine)
        await meeting.put(str(tmp_path / "nothing.json"))
        await meeting.press("enter")
        await meeting.until(lambda: "There is no file" in meeting.shown, "for the reason")
        await meeting.press("end", "ctrl+u")
        await meeting.put(f'"{path}"')
        await meeting.press("enter")
        taken = "2 new entries were taken in."
        await meeting.until(lambda: taken in meeting.said, "for the file")
        await meeting.settle()
        assert ROAD in meeting.shown


async def test_a_session_that_is_written_in_elsewhere_waits(
    shelf: Shelf, code: str, other: str
) -> None:
    busy = shelf.open(other)
    async with opened(shelf, code) as meeting:
        await begin(meeting, other)
        await meeting.until(lambda: any("Read only" in one for one in meeting.said), "for why")
        assert meeting.app.screen is meeting.session
    busy.close()
