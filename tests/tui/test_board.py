"""Promise: in one screen one sees what is owed to whom by when, and records what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.followup.board import Filters
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.office_drafts import OfficeDrafts
from danvan_tui.model.records import DENUNCIATION, Result, Table
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.board_rows import PAGE
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.screens.review_line import ReviewLine
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.tabs import Tabs
from danvan_tui.tui.widgets.text import Text
from tests.followup.office import Office
from tests.tui.meeting import Meeting, opened, rendered
from tests.tui.on_the_board import (
    KT,
    UBND,
    board,
    headings,
    listed,
    look_often,
    office_in,
    query,
    ready,
    reviews,
    rows,
    said,
    tabs,
    text,
)

OWED = ["Sửa đường thôn [/b]", "Lắp đèn đường", "Nạo vét mương", "Làm sân bóng", "Xây cổng chào"]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    look_often(monkeypatch)


@pytest.fixture
def meetings(tmp_path: Path) -> tuple[Office, str, str]:
    return office_in(tmp_path / "data")


async def choose(meeting: Meeting, key: str, *words: str) -> None:
    """Press a key and choose, from one list after another, what has these words."""
    await meeting.press(key)
    for name in words:
        await meeting.until(lambda: isinstance(meeting.app.screen, Pick))
        await meeting.put(name)
        await meeting.press("enter")
    await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
    await meeting.settle()


# What is shown


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_all_that_is_owed_is_shown_first_the_most_urgent_on_top(
    meetings: tuple[Office, str, str], size: tuple[int, int]
) -> None:
    async with board(meetings[0], size=size) as meeting:
        assert "All promises" in meeting.seen
        assert "5 of 6 promises" in meeting.seen
        assert said(meeting) == OWED
        assert [row.tone for row in listed(meeting)] == ["error", "warning", "", "muted", "accent"]
        whens = [row.cells[-1] for row in listed(meeting)]
        assert whens[0] == "10/11 · 12 days overdue"
        assert whens[1] == "25/11 · 3 days left"
        assert whens[2] == "15/12 · 23 days left"
        assert whens[3] == "sau vụ mùa"
        assert listed(meeting)[0].cells[1:3] == ("DT-2026-001/1", KT)
        for words in ("DT-2026-001/1", KT, "Thôn Gò Vối", "12 days overdue", "[/b]"):
            assert words in meeting.seen
        for key in ("Enter story", "F2 result", "F5 filter", "F4 group", "Esc back"):
            assert key in meeting.seen


async def test_beside_the_list_stands_the_promise_with_its_opinion_and_reviews(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0], size=(120, 36)) as meeting:
        await meeting.until(lambda: "never reviewed" in text(meeting, "panel-text"))
        shown = text(meeting, "panel-text")
        assert "Sửa đường thôn [/b]" in shown
        assert "Cống thôn bị tắc" in shown
        await meeting.press("end")
        reported = "22/11/2026  the unit reports it done"
        await meeting.until(lambda: reported in text(meeting, "panel-text"))


async def test_where_there_is_little_room_the_opinion_stands_below_the_list(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        assert text(meeting, "whole") == "Opinion 1, 12/09/2026: Cống thôn bị tắc"
        assert "Cống thôn bị tắc" in meeting.seen


async def test_a_moved_deadline_stands_with_the_first_one(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    for day in ("2026-12-01", "2026-12-20"):
        office.review(first, Found(result=Result.POSTPONED, due=day, reason="chờ vốn"))
    async with board(office) as meeting:
        (row,) = [row for row in listed(meeting) if "Sửa đường" in row.below]
        assert "postponed 2 times, first 10/11/2026" in row.below
        assert row.cells[-1] == "20/12 · 28 days left"


# Groups, searching, filters


async def test_tab_goes_through_the_groups_and_a_click_to_one_of_them(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        assert "owed 5" in tabs(meeting)
        seen = [said(meeting)]
        for _turn in range(7):
            await meeting.press("tab")
            seen.append(said(meeting))
        assert seen == [OWED, *[[one] for one in OWED], ["Dọn rác chợ"], OWED]
        await meeting.press("shift+tab")
        assert said(meeting) == ["Dọn rác chợ"]
        at = tabs(meeting).index("late")
        await meeting.pilot.click(Tabs, offset=(at + 2, 0))
        assert said(meeting) == OWED[:1]
        assert headings(meeting) == ["Overdue"]
        assert meeting.app.focused is query(meeting)


@pytest.mark.parametrize("typed", ["duong", "đường", "  DUONG  "])
async def test_every_key_searches_with_marks_or_without(
    meetings: tuple[Office, str, str], typed: str
) -> None:
    async with board(meetings[0]) as meeting:
        for key in typed.strip().lower():
            await meeting.press(key)
        assert said(meeting) == ["Sửa đường thôn [/b]", "Lắp đèn đường"]
        assert "owed 2" in tabs(meeting)
        assert "2 of 6 promises" in meeting.seen
        await meeting.put("zz")
        assert "No promise here." in meeting.seen
        assert text(meeting, "whole") == ""


async def test_several_filters_hold_at_once_and_stay_in_sight(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        await choose(meeting, "f5", "unit", "kinh te")
        assert said(meeting) == ["Sửa đường thôn [/b]", "Nạo vét mương"]
        await choose(meeting, "f5", "village", "van xa")
        assert said(meeting) == ["Nạo vét mương"]
        assert f"unit: {KT} · village: Thôn Văn Xá" in text(meeting, "narrowed")
        await choose(meeting, "f5", "village", "all")
        assert said(meeting) == ["Sửa đường thôn [/b]", "Nạo vét mương"]
        await choose(meeting, "f5", "no filter")
        assert said(meeting) == OWED


async def test_a_value_is_offered_with_how_many_it_has(meetings: tuple[Office, str, str]) -> None:
    async with board(meetings[0]) as meeting:
        await meeting.press("f5", "enter")
        assert f"{KT}  2" in meeting.seen
        assert f"{UBND}  3" in meeting.seen


async def test_esc_takes_one_step_back_at_a_time(meetings: tuple[Office, str, str]) -> None:
    async with board(meetings[0], filters=Filters(unit=KT)) as meeting:
        assert said(meeting) == ["Sửa đường thôn [/b]", "Nạo vét mương"]
        await meeting.press("space", "tab")
        await meeting.put("đường")
        await meeting.press("escape")
        assert query(meeting).value == ""
        assert "1 marked" in meeting.seen
        await meeting.press("escape")
        assert "1 marked" not in meeting.seen
        assert said(meeting) == ["Sửa đường thôn [/b]"]
        await meeting.press("escape")
        assert said(meeting) == OWED
        await meeting.press("escape")
        await meeting.until(lambda: isinstance(meeting.app.screen, HomeScreen))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("unit", {KT, UBND}),
        ("village", {"Thôn Gò Vối", "Thôn Văn Xá"}),
        ("session", {"DT-2026-001", "DT-2026-002"}),
        ("month", {"month 11/2026", "month 12/2026", "no deadline"}),
    ],
)
async def test_the_promises_can_be_grouped(
    meetings: tuple[Office, str, str], by: str, expected: set[str]
) -> None:
    async with board(meetings[0]) as meeting:
        await choose(meeting, "f4", by)
        assert set(headings(meeting)) == expected
        assert sorted(said(meeting)) == sorted(OWED)
        assert f"by {by}" in text(meeting, "narrowed")


async def test_the_order_can_be_chosen(meetings: tuple[Office, str, str]) -> None:
    async with board(meetings[0]) as meeting:
        await choose(meeting, "f4", "session")
        await choose(meeting, "f7", "newest")
        assert "newest" in text(meeting, "narrowed")


async def test_the_cursor_passes_over_headings(meetings: tuple[Office, str, str]) -> None:
    async with board(meetings[0]) as meeting:
        table = meeting.app.screen.query_one("#promises", RecordTable)
        keys = [table.cursor_key]
        for _row in range(4):
            await meeting.press("down")
            keys.append(table.cursor_key)
        assert keys == [row.key for row in listed(meeting)]
        await meeting.press("down", "home")
        assert table.cursor_key == keys[0]
        assert "Overdue" in meeting.seen


# Many promises


def office_with_many(root: Path) -> Office:
    """An office with three hundred promises of one meeting."""
    office = Office(root)
    folder = office.meeting(date="2026-09-12", closed=False)
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    edits = [
        notebook.new(Table.COMMITMENTS, issue=issue, content=f"Việc {n}", due="2026-12-15")
        for n in range(1, 301)
    ]
    numbered = [one._replace(fields=one.fields | {"number": n}) for n, one in enumerate(edits, 1)]
    notebook.record(numbered)
    notebook.close()
    return office


async def test_rows_are_laid_out_as_far_as_one_looks(tmp_path: Path) -> None:
    async with board(office_with_many(tmp_path / "data")) as meeting:
        assert len(rows(meeting)) == PAGE
        for _page in range(14):
            await meeting.press("pagedown")
        assert PAGE < len(rows(meeting)) < 300
        await meeting.press("end")
        assert len(listed(meeting)) == 300
        assert "/300" in meeting.seen
        await meeting.press("home")
        assert "DT-2026-001/1 " in meeting.seen


async def test_the_cursor_stays_where_it_is_among_many_when_something_is_recorded(
    tmp_path: Path,
) -> None:
    office = office_with_many(tmp_path / "data")
    async with board(office) as meeting:
        await meeting.press("end", "up", "up")
        table = meeting.app.screen.query_one("#promises", RecordTable)
        here = table.cursor_key
        await meeting.press("f2")
        await meeting.put("đã nhắc")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        await ready(meeting)
        assert table.cursor_key == here
        assert "/298" in meeting.seen


# Recording


async def test_one_result_is_recorded_for_all_that_are_marked_and_taken_back(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    async with board(office) as meeting:
        await meeting.press("space", "down", "space")
        assert "2 marked: F2" in text(meeting, "state")
        assert [row.cells[0] for row in listed(meeting)][:3] == ["✓", "", "✓"]
        await meeting.press("f2")
        await meeting.put("4 được 60% rồi")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        assert reviews(office, first)[-1].progress == 60
        assert reviews(office, second)[-1].result is Result.IN_PROGRESS
        await ready(meeting)
        assert "marked" not in text(meeting, "state")
        assert "in progress 60%" in meeting.seen
        assert any("Recorded for 2 promises" in one for one in meeting.said)
        await meeting.press("ctrl+z")
        assert reviews(office, first) == reviews(office, second) == ()
        await ready(meeting)
        assert "in progress 60%" not in meeting.seen


async def test_what_one_session_refuses_of_two_promises_is_left_and_not_called_recorded(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    gone, kept = office.promise(first, 1), office.promise(first, 2)
    notebook = office.open(first)
    taken_out = notebook.removal(Table.COMMITMENTS, gone.promise.id)
    notebook.record(taken_out, reason="ghi nhầm")
    notebook.close()
    async with board(office) as meeting:
        then: list[str] = []
        dialogs = meeting.app.reviewing.dialogs
        dialogs.ask_line([gone, kept], lambda: then.append("done"))
        await meeting.until(lambda: isinstance(meeting.app.screen, ReviewLine))
        await meeting.put("1 bà con đã thấy")
        await meeting.press("enter")
        await meeting.until(lambda: "was taken out" in meeting.shown)
        assert any("Recorded: the village confirms it" in one for one in meeting.said)
        assert not any("Recorded for 2" in one for one in meeting.said)
        last = meeting.app.reviewing.last
        assert last is not None
        assert last.promises == {kept.promise.id}
        said = len(meeting.said)
        await meeting.press("enter")
        await meeting.until(lambda: "was taken out" in meeting.shown)
        assert not any("Recorded" in one for one in meeting.said[said:])
    assert len(office.reviews_in(first)) == 1


async def test_a_click_on_the_first_cells_marks_and_f8_marks_all(
    meetings: tuple[Office, str, str],
) -> None:
    async with board(meetings[0]) as meeting:
        await meeting.pilot.click("#promises", offset=(1, 2))
        assert "1 marked" in text(meeting, "state")
        assert meeting.app.focused is query(meeting)
        await meeting.press("f8")
        assert "5 marked" in text(meeting, "state")
        await meeting.press("f8")
        assert text(meeting, "state") == ""


async def test_a_key_takes_the_review_back_and_not_letters_of_the_query(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.put("sửa đường")
        await meeting.press("f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        await meeting.press("ctrl+z")
        assert query(meeting).value == "sửa đường"
        assert reviews(office, first) == ()


async def test_what_the_rules_refuse_of_one_is_recorded_of_none(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    async with board(office) as meeting:
        await meeting.press("space", "down", "space", "f6")
        await meeting.until(lambda: isinstance(meeting.app.screen, RecordForm))
        await meeting.fill("result", "in progress")
        await meeting.fill("on", "15/09/2026")
        await meeting.press("ctrl+s")
        await meeting.until(lambda: any("before the meeting" in one for one in meeting.said))
        await meeting.until(lambda: isinstance(meeting.app.screen, RecordForm))
        assert meeting.app.screen.query_one("#on", Line).value == "15/09/2026"
    assert reviews(office, first) == reviews(office, second) == ()


async def test_what_the_rules_refuse_stays_in_the_line(meetings: tuple[Office, str, str]) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.press("f2")
        await meeting.put("6 chờ vốn, đến 01/9/2026")
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, ReviewLine)
        assert meeting.app.screen.query_one(Line).value == "6 chờ vốn, đến 01/9/2026"
        assert rendered(meeting.app.screen.query_one("#found", Text))
        assert reviews(office, first) == ()


async def test_a_session_held_by_another_window_says_so_and_keeps_what_was_typed(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, second = meetings
    other = office.open(first)
    async with board(office) as meeting:
        await meeting.press("space", "down", "space", "f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        screen = meeting.app.screen
        assert isinstance(screen, ReviewLine)
        assert screen.query_one(Line).value == "4 đang làm"
        assert "DT-2026-001/1" in rendered(screen.query_one("#found", Text))
        assert "elsewhere" in rendered(screen.query_one("#found", Text))
        assert len(reviews(office, second)) == 1
        other.close()
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        assert len(reviews(office, first)) == len(reviews(office, second)) == 1


async def test_a_session_open_in_this_window_gets_the_review_too(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office, session=first) as meeting:
        await meeting.press("f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        (review,) = meeting.state.reviews()
        assert review.note == "đang làm"
        await ready(meeting)
        assert "in progress" in meeting.seen
        await meeting.press("ctrl+z")
        await meeting.until(lambda: meeting.state.reviews() == [])


async def test_two_reviews_that_did_not_know_each_other_are_told_until_one_settles_it(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    notebook = office.open(first)
    commitment = notebook.state.commitments()[0]
    for number, result in enumerate((Result.CONFIRMED, Result.NOT_AS_PROMISED), 1):
        fields = {"commitment": commitment.id, "issue": commitment.issue, "on": "2026-11-20"}
        edit = notebook.new(Table.REVIEWS, result=result.value, **fields)
        notebook.record([edit._replace(fields=edit.fields | {"number": number})])
    notebook.close()
    async with board(office) as meeting:
        await meeting.put("sửa đường")
        if not listed(meeting):  # whichever of the two comes last
            await choose_group_of_confirmed(meeting)
        assert "≠ disagreeing" in meeting.seen
        await meeting.press("f2")
        await meeting.put("1 cả thôn đã xem")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        await ready(meeting)
        assert "disagreeing" not in meeting.seen
    assert office.stands(first).disagreeing == ()


async def choose_group_of_confirmed(meeting: Meeting) -> None:
    for _turn in range(6):
        await meeting.press("tab")


async def test_what_was_typed_before_the_program_ended_is_offered_again(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    promised = office.promise(first).promise.id
    draft = DraftFile(office.root / "review.log")
    draft.write({"where": promised, "line": "1 bà con đã thấy"})
    async with board(office) as meeting:
        await meeting.until(lambda: isinstance(meeting.app.screen, ReviewLine))
        assert "DT-2026-001/1" in meeting.seen
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        assert reviews(office, first)[0].note == "bà con đã thấy"
        assert draft.read() == {}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("review", {"line": "3 chưa được"}),
    ],
)
async def test_what_was_recorded_of_some_before_the_program_was_killed_is_offered_for_the_others(
    meetings: tuple[Office, str, str], name: str, typed: dict[str, str]
) -> None:
    office, first, second = meetings
    said = Found(result=Result.NOT_AS_PROMISED, note="chưa được")
    office.review(second, said)  # an earlier word that is the same is no answer to this
    done, left = office.promise(first), office.promise(second)
    known = left.reviews[0].id
    draft = DraftFile(office.root / f"{name}.log")
    draft.write({"where": f"{done.promise.id} {left.promise.id}={known}", **typed})
    office.review(first, said)  # and then it was killed
    async with board(office) as meeting:
        await meeting.until(lambda: isinstance(meeting.app.screen, ReviewLine | RecordForm))
        assert left.session.code in meeting.seen
        assert "2 promises" not in meeting.seen
        await meeting.press("enter" if name == "review" else "ctrl+s")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        assert len(reviews(office, first)) == 1
        assert len(reviews(office, second)) == 2
    office.review(second, said)
    draft.write({"where": f"{done.promise.id} {left.promise.id}={known}", **typed})
    async with board(office) as meeting:
        await meeting.until(lambda: draft.read() == {})
        assert isinstance(meeting.app.screen, BoardScreen)


async def test_what_was_typed_of_a_promise_that_is_gone_is_told_and_stands_in_no_ones_way(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    draft = DraftFile(office.root / "review.log")
    draft.write({"where": "nowhere", "line": "1 bà con [/b] đã thấy"})
    async with board(office) as meeting:
        await meeting.until(lambda: any("1 bà con [/b] đã thấy" in one for one in meeting.said))
        assert isinstance(meeting.app.screen, BoardScreen)
        await meeting.until(lambda: draft.read() == {})
        await meeting.press("f2")
        await meeting.put("1 xong")
        await meeting.until(lambda: draft.read().get("line") == "1 xong")
        assert draft.read()["where"] == office.promise(first).promise.id


async def test_two_windows_do_not_offer_each_other_what_is_being_typed(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    promised = office.promise(first).promise.id
    elsewhere = OfficeDrafts(office.root)
    elsewhere.file("review").write({"where": promised, "line": "1 bà con"})
    async with board(office) as meeting:
        assert isinstance(meeting.app.screen, BoardScreen)
        await meeting.press("f2")
        await meeting.put("4 đang làm")
        mine = DraftFile(office.root / "review-2.log")
        await meeting.until(lambda: mine.read().get("line") == "4 đang làm")
        assert elsewhere.file("review").read()["line"] == "1 bà con"
    elsewhere.let_go()
    async with board(office) as meeting:
        await meeting.until(lambda: isinstance(meeting.app.screen, ReviewLine))
        assert "1 bà con" in meeting.shown


async def test_what_cannot_be_taken_back_now_can_be_later(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.press("f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        other = office.open(first)
        await meeting.press("ctrl+z")
        assert any("elsewhere" in one for one in meeting.said)
        assert len(reviews(office, first)) == 1
        other.close()
        await meeting.press("ctrl+z")
        assert reviews(office, first) == ()
        await meeting.press("ctrl+z")
        assert any("Nothing was recorded here" in one for one in meeting.said)


async def test_coming_back_shows_what_another_window_recorded_meanwhile(
    meetings: tuple[Office, str, str],
) -> None:
    office, _first, second = meetings
    async with board(office) as meeting:
        await meeting.press("f9")
        await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
        office.review(second, Found(result=Result.CONFIRMED, note="xong"))
        await meeting.press("escape")
        await meeting.until(lambda: said(meeting) == [one for one in OWED if "mương" not in one])


# Where it leads


async def test_enter_shows_the_promise_and_f9_opens_its_session_at_the_opinion(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office) as meeting:
        await meeting.press("enter")
        await meeting.until(lambda: isinstance(meeting.app.screen, PromiseScreen))
        await meeting.press("escape")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        await meeting.press("f9")
        await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
        assert meeting.session.notebook.folder.name == first
        table, record = meeting.session.lists.under_the_cursor or ("", "")
        assert (table, record) == (Table.ISSUES, office.promise(first).promise.issue)
        await meeting.press("escape")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))


async def test_f9_goes_back_to_a_session_that_is_open_below(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office, session=first) as meeting:
        await meeting.press("f9")
        await meeting.until(lambda: isinstance(meeting.app.screen, SessionScreen))
        assert len(meeting.app.sessions) == 1


async def test_the_board_is_opened_by_its_key_from_the_first_screen(
    meetings: tuple[Office, str, str],
) -> None:
    async with opened(meetings[0].shelf) as meeting:
        await meeting.press("f3")
        await meeting.until(lambda: isinstance(meeting.app.screen, BoardScreen))
        await ready(meeting)
        assert said(meeting) == OWED


# What must not be lost, and what must not be seen


async def test_a_session_that_cannot_be_read_is_named_and_the_others_are_shown(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    for path in office.shelf.folder(first).iterdir():
        path.write_bytes(b"\0" * 100)
    async with board(office) as meeting:
        assert said(meeting) == OWED[2:]
        assert first in text(meeting, "state")


async def test_a_promise_to_a_denouncer_shows_its_unit_and_deadline_only(tmp_path: Path) -> None:
    office = Office(tmp_path / "data")
    office.meeting(
        {"content": "Trả lời bà Mùi", "lead_unit": KT, "contact": "Mùi"}, kind=DENUNCIATION
    )
    for size in ((80, 24), (120, 36)):
        async with board(office, size=size) as meeting:
            assert "1 of 1 promises" in meeting.seen or "1 promise" in meeting.seen
            (row,) = listed(meeting)
            assert row.cells[2] == KT
            assert "●●●" in row.below
            name = "whole" if size[0] == 80 else "panel-text"
            assert "the law protects who raised it" in text(meeting, name)
            await meeting.press("enter")
            await meeting.until(lambda: isinstance(meeting.app.screen, PromiseScreen))
            await meeting.press("f2")
            await meeting.until(lambda: isinstance(meeting.app.screen, ReviewLine))
            for secret in ("Mùi", "Cống thôn", "Trả lời"):
                assert secret not in meeting.shown
