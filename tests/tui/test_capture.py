"""Promise: one line, one event: it is on the disk, in the lists and in the history, as it was."""

from __future__ import annotations

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Presence, SessionState, Table
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import opened, rendered

NASTY = "[/b][@click=app.quit]x[/] \x1b[31m\x1b]0;t\x07[/đường]"
CLEAN = "[/b][@click=app.quit]x[/] [/đường]"


async def test_a_whole_turn_is_captured_and_kept(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("1 kn gt Đường hỏng")
        for understood in ("1 Lê Thị Hòa, Thôn Văn Xá", "Kiến nghị", "Giao thông nông thôn"):
            assert f" {understood} " in rendered(meeting.session.query_one("#chips", Text))
        await meeting.press("enter")
        assert meeting.line.value == ""
        assert "✓ Saved at 08:30:00 · 1 opinion unanswered" in meeting.seen
        assert "Here 1 · listed 3" in meeting.seen
        await meeting.write("> tr Sẽ sửa", "! kt 15/12 Sửa đường", "+ 2 3", "- 3")
        assert "Here 2 · listed 3" in meeting.seen
        assert "✓ Saved at 08:30:00 · nothing open" in meeting.seen
        assert meeting.state.session.state is SessionState.LIVE
        assert [row[2] for row in meeting.cells("attendance")] == [
            "Lê Thị Hòa",
            "Trịnh Thị Mùi",
            "Vũ Văn Tám",
        ]
        assert meeting.cells("attendance")[2][-1] == "left 08:30"
        assert meeting.cells("commitments")[0][2:] == ("15/12/2026", "(1) Sửa đường")
    kept = shelf.open(code, write=False).state
    assert [issue.content for issue in kept.issues()] == ["Đường hỏng"]
    assert [answer.content for answer in kept.answers()] == ["Sẽ sửa"]
    assert [promise.due for promise in kept.commitments()] == ["2026-12-15"]
    assert [one.presence for one in kept.attendance()] == [
        Presence.PRESENT,
        Presence.PRESENT,
        Presence.LEFT,
    ]


async def test_the_cursor_goes_to_what_was_just_recorded(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        for number in (1, 2):
            await meeting.write(f"{number} kn Việc {number}")
            newest = meeting.state.issues()[-1].id
            assert meeting.session.lists.under_the_cursor == (Table.ISSUES, newest)


async def test_what_was_done_is_taken_back_and_brought_back(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một", "2 kn Hai")
        await meeting.press("ctrl+z")
        assert [issue.content for issue in meeting.state.issues()] == ["Một"]
        await meeting.press("ctrl+y")
        assert [issue.content for issue in meeting.state.issues()] == ["Một", "Hai"]
        await meeting.press("ctrl+y")
        assert meeting.said[-2] == "There is nothing to take back or bring back."
        await meeting.press("down", "f8")
        assert [issue.content for issue in meeting.state.issues()] == ["Một"]
        await meeting.press("ctrl+z")
        assert [issue.content for issue in meeting.state.issues()] == ["Một", "Hai"]
        assert len(meeting.cells("issues")) == 2


async def test_undo_in_a_line_with_text_is_undo_of_the_text(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Một")
        await meeting.put("2 kn Hai")
        await meeting.press("ctrl+z")
        assert meeting.line.value == ""
        assert len(meeting.state.issues()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1 kn", id="nothing said"),
        pytest.param("> trả lời", id="no issue yet"),
        pytest.param("@" + "A" * 5000 + " kn x", id="long part of a name"),
        pytest.param("+ " + "A" * 5000 + ", Thôn Văn Xá", id="long name"),
        pytest.param("@Ánh, Thôn " + "x" * 5000 + ": kn a", id="long village"),
        pytest.param("1 kn " + "x" * 20_001, id="long content"),
    ],
)
async def test_a_line_that_cannot_be_recorded_stays_in_the_line(
    shelf: Shelf, code: str, typed: str
) -> None:
    async with opened(shelf, code) as meeting:
        before = len(meeting.state.fold.operations)
        await meeting.write(typed)
        (said, _title) = meeting.said
        assert "Nothing was recorded" in said
        assert meeting.line.value == typed
        assert len(meeting.state.fold.operations) == before


async def test_who_is_here_already_is_not_noted_again(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("+ 2")
        before = len(meeting.state.fold.operations)
        await meeting.write("+ 2")
        assert len(meeting.state.fold.operations) == before
        assert meeting.said[0] == "Nothing changes: the list says so already."


async def test_lines_typed_faster_than_the_disk_hang_on_what_came_before(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        for typed in ("1 kn Một", "> tr Hai", "! kt 15/12 Ba"):
            meeting.line.value = typed
            await meeting.line.action_submit()
            await meeting.pilot._wait_for_screen()
        await meeting.settle()
        (issue,) = meeting.state.issues()
        assert [answer.issue for answer in meeting.state.answers()] == [issue.id]
        assert [promise.issue for promise in meeting.state.commitments()] == [issue.id]


async def test_what_people_write_never_acts(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    notebook.record([notebook.new(Table.ATTENDANCE, name=f"Vũ {NASTY}", village=NASTY)])
    notebook.close()
    async with opened(shelf, code, size=(160, 36)) as meeting:
        await meeting.write(f'4 kn "{NASTY}"')
        assert meeting.app.is_running
        assert CLEAN in meeting.cells("issues")[0][-1]
        assert f"Vũ {CLEAN}" in meeting.cells("attendance")[3][2]
        assert "\x1b" not in meeting.shown
        await meeting.press("f2")
        assert CLEAN in meeting.shown
        await meeting.press("escape", "f9")
        assert meeting.app.is_running
