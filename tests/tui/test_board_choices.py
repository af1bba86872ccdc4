"""Promise: the board is narrowed, grouped and ordered by keys, and always says by what."""

from __future__ import annotations

import pytest

from danvan_tui.followup.board import Filters
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.widgets.tabs import Tabs
from tests.followup.office import Office
from tests.tui.meeting import Meeting
from tests.tui.on_the_board import KT, OWED, UBND, board, headings, query, said, tabs, text

pytestmark = pytest.mark.usefixtures("look_often")


async def choose(meeting: Meeting, key: str, *words: str) -> None:
    """Press a key and choose, from one list after another, what has these words."""
    await meeting.press(key)
    for name in words:
        await meeting.on(Pick)
        await meeting.put(name)
        await meeting.press("enter")
    await meeting.on(BoardScreen)
    await meeting.settle()


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
        await meeting.on(HomeScreen)


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
        second, first = ["Nạo vét mương", "Làm sân bóng"], ["Sửa đường thôn [/b]", "Lắp đèn đường"]
        assert said(meeting) == ["Xây cổng chào", *second, *first]
        await choose(meeting, "f7", "newest")
        assert said(meeting) == [*second, "Xây cổng chào", *first]
        assert "newest" in text(meeting, "narrowed")
