"""Promise: the figures of a report stand on one screen, and each opens to what it was counted from.

What the law protects counts and never shows.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from danvan_tui.tui.screens.entries import EntriesScreen
from danvan_tui.tui.screens.figures import FiguresScreen
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.sheet import Sheet
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.vietnamese.fold import fold
from tests.tui.meeting import Meeting, new_session, opened

TODAY = date(2026, 11, 22)
SIZES = [(80, 24), (120, 36), (200, 50)]
UNIT = "Phòng Kinh tế xã"


def _say(notebook: Notebook, **fields: Value) -> str:
    edit = notebook.new(Table.ISSUES, **fields)
    notebook.record([edit])
    return edit.record


def _promise(notebook: Notebook, issue: str, due: str, found: Iterable[tuple[Result, str]]) -> None:
    given: dict[str, Value] = {"content": "Sửa đường", "lead_unit": UNIT, "due": due}
    promise = notebook.new(Table.COMMITMENTS, issue=issue, **given)
    notebook.record([promise])
    known: list[str] = []
    for result, on in found:
        fields: dict[str, Value] = {"commitment": promise.record, "issue": issue, "after": [*known]}
        review = notebook.new(Table.REVIEWS, result=result, on=on, **fields)
        notebook.record([review])
        known.append(review.record)


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    """A dialogue and a reception of this year, the first with a denunciation; one of last year."""
    kept = [(Result.REPORTED_DONE, "2026-05-01"), (Result.CONFIRMED, "2026-06-20")]
    notebook = shelf.open(new_session(shelf, date="2026-03-10", villages=["Thôn Văn Xá"]))
    given: dict[str, Value] = {"kind": "proposal", "competence": "commune"}
    road = _say(notebook, content="Đường thôn hỏng [/b]", speaker_name="Hòa", people=6, **given)
    _promise(notebook, road, "2026-05-31", kept)
    water = _say(notebook, content="Mất nước cả tuần", speaker_name="Tám", **given)
    _promise(notebook, water, "2026-06-30", [])
    secret: dict[str, Value] = {"speaker_name": "Đặng Quý Khoát", "content": "Nhận phong bì"}
    hidden = _say(notebook, kind=DENUNCIATION, **secret)
    _promise(notebook, hidden, "2027-01-31", [])
    notebook.close()
    for day, content in (("2026-09-12", "Xin giấy khai sinh"), ("2025-09-12", "Rác không ai dọn")):
        villages: list[str] = ["Gò Vối"]
        notebook = shelf.open(new_session(shelf, date=day, villages=villages, kind="reception"))
        _say(notebook, content=content, speaker_name="Mùi")
        notebook.close()
    return shelf


@asynccontextmanager
async def counting(shelf: Shelf, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Meeting]:
    """The figures above the home screen, with all sessions read."""
    async with opened(shelf, size=size) as meeting:
        meeting.app.push_screen(FiguresScreen(TODAY))
        await meeting.until(lambda: [*meeting.app.screen.query(Sheet)] and sheet(meeting).lines)
        await meeting.until(lambda: not meeting.app.following.is_reading)
        await meeting.until(lambda: "Reading" not in meeting.seen)
        await counted(meeting)
        yield meeting


async def counted(meeting: Meeting) -> None:
    """Wait until the figures are those that were asked for."""
    screens = [one for one in meeting.app.screen_stack if isinstance(one, FiguresScreen)]
    screen = screens[-1]
    await meeting.until(lambda: screen._edition == meeting.app.following.edition)
    await meeting.until(lambda: screen._counting is not None and screen._counting.is_finished)
    await meeting.settle()


def sheet(meeting: Meeting) -> Sheet:
    return meeting.app.screen.query_one(Sheet)


def numbers(meeting: Meeting) -> dict[str, str]:
    """Every figure on the sheet, by its id; of units and villages without their names."""
    cells = [cell for line in sheet(meeting).lines for cell in line if cell.key]
    return {cell.key: cell.text.split()[-1] for cell in cells}


async def open_figure(meeting: Meeting, figure: str) -> list[Row]:
    assert sheet(meeting).move_to(figure)
    await meeting.press("enter")
    await meeting.on(EntriesScreen)
    return meeting.app.screen.query_one(RecordTable).rows


@pytest.mark.parametrize("size", SIZES)
async def test_the_figures_of_this_year_stand_on_one_screen(
    full: Shelf, size: tuple[int, int]
) -> None:
    async with counting(full, size) as meeting:
        assert "01/01/2026 – 31/12/2026 · all sessions" in meeting.seen
        found = numbers(meeting)
        assert found["sessions"] == "2"
        assert found["visits"] == found["entries"] == found["matters"] == "4"
        assert found["groups"] == "1"
        assert found["settled"] == "%"
        assert "50 %" in meeting.seen
        assert found["promises"] == "3"
        assert found["kept_in_time"] == found["overdue"] == found["open_in_time"] == "1"
        assert found["unit:phong-kinh-te-xa:overdue"] == "1"
        room = sheet(meeting).scrollable_content_region.width
        ends = [cell.at + len(cell.text) for line in sheet(meeting).lines for cell in line]
        assert max(ends) < room  # so that no number touches the scroll bar


@pytest.mark.parametrize("size", SIZES)
async def test_bars_stand_beside_their_numbers(full: Shelf, size: tuple[int, int]) -> None:
    async with counting(full, size) as meeting:
        sheet(meeting).move_to("village:thon-van-xa")
        await meeting.settle()
        seen = [line for line in meeting.seen.splitlines() if "Thôn Văn Xá" in line]
        assert any("█" in line and "░" in line and "3" in line for line in seen)
        assert "made" in meeting.seen
        assert "in time" in meeting.seen
        assert "Promises by village, however it was spelled" in " ".join(meeting.seen.split())


async def test_what_the_figure_under_the_cursor_means_is_told(full: Shelf) -> None:
    async with counting(full) as meeting:
        assert "Sessions: Dialogues and receptions that were held" in meeting.seen
        sheet(meeting).move_to("settled")
        await meeting.settle()
        assert "Settled within competence (1 of 2)" in meeting.seen
        assert "promises that the village has all confirmed" in " ".join(meeting.seen.split())


async def test_the_period_is_chosen_from_the_list_or_typed(full: Shelf) -> None:
    async with counting(full) as meeting:
        await meeting.press("f2")
        await meeting.put("last")
        await meeting.press("enter")
        await counted(meeting)
        assert "01/01/2025 – 31/12/2025" in meeting.seen
        assert numbers(meeting)["entries"] == "1"
        await meeting.press("f2")
        await meeting.put("1/9/2025-30/6/2026")
        assert "count 01/09/2025 – 30/06/2026" in meeting.seen
        await meeting.press("enter")
        await counted(meeting)
        assert numbers(meeting)["entries"] == "4"
        await meeting.press("f2", "up", "enter")
        await counted(meeting)
        assert "all years" in meeting.seen
        assert numbers(meeting)["entries"] == "5"


async def test_days_that_make_no_sense_stay_on_the_line(full: Shelf) -> None:
    async with counting(full) as meeting:
        await meeting.press("f2")
        await meeting.put("30/6/2026-1/1/2026")
        await meeting.press("enter")
        assert "Two days like 1/1/2026-30/6/2026" in meeting.seen
        assert "30/6/2026-1/1/2026" in meeting.seen
        await meeting.press("escape")
        assert "01/01/2026 – 31/12/2026" in meeting.seen


async def test_one_village_and_one_kind_of_session(full: Shelf) -> None:
    async with counting(full) as meeting:
        await meeting.press("f3")
        await meeting.put("go voi")
        await meeting.press("enter")
        await counted(meeting)
        assert "Gò Vối" in meeting.seen
        assert numbers(meeting)["entries"] == "1"
        await meeting.press("f3", "enter", "f4")
        await counted(meeting)
        assert "dialogues" in meeting.seen
        assert numbers(meeting)["entries"] == "3"
        await meeting.press("f4")
        await counted(meeting)
        assert numbers(meeting)["entries"] == "1"
        await meeting.press("f4")
        await counted(meeting)
        assert numbers(meeting)["entries"] == "4"


@pytest.mark.parametrize("size", SIZES)
async def test_a_denunciation_counts_and_never_shows(full: Shelf, size: tuple[int, int]) -> None:
    async with counting(full, size) as meeting:
        assert numbers(meeting)[f"kind:{DENUNCIATION}"] == "1"
        for figure, hidden in (("entries", 1), ("promises", 1), ("groups", 0), ("sessions", 0)):
            rows = await open_figure(meeting, figure)
            value = numbers_of(meeting)
            assert len(rows) + hidden == value or figure == "groups"
            assert ("protected by law and not shown" in meeting.seen) == bool(hidden)
            assert "khoat" not in fold(meeting.shown)
            assert "phong bi" not in fold(meeting.shown)
            assert "●" not in meeting.shown
            await meeting.press("escape")
        assert await open_figure(meeting, f"kind:{DENUNCIATION}") == []
        assert "Nothing of this may be shown." in meeting.seen


def numbers_of(meeting: Meeting) -> int:
    """The number in the title of the entries."""
    title = next(line for line in meeting.seen.splitlines() if "≡" in line)
    return int(title.split(": ")[1].split()[0])


async def test_an_opinion_opens_where_it_was_raised(full: Shelf) -> None:
    async with counting(full) as meeting:
        rows = await open_figure(meeting, "entries")
        assert [row.cells[0] for row in rows] == ["12/09/2026", "10/03/2026", "10/03/2026"]
        assert "Đường thôn hỏng [/b]" in [row.below for row in rows]
        await meeting.press("down", "down")
        assert "Mất nước cả tuần" in meeting.seen
        await meeting.press("enter")
        await meeting.on(SessionScreen)
        await meeting.settle()
        assert meeting.state.session.date == "2026-03-10"
        key = meeting.session.query_one("#issues", RecordTable).cursor_key or ""
        chosen = {issue.id: issue.content for issue in meeting.state.issues()}
        assert chosen[key.removeprefix("issues:")] == "Mất nước cả tuần"


async def test_a_promise_opens_with_its_story(full: Shelf) -> None:
    async with counting(full) as meeting:
        (row,) = await open_figure(meeting, "unit:phong-kinh-te-xa:kept_in_time")
        assert row.cells[4:] == (UNIT, "Kept in time")
        await meeting.press("enter")
        await meeting.on(PromiseScreen)


async def test_esc_goes_back_one_step_at_a_time(full: Shelf) -> None:
    async with counting(full) as meeting:
        await open_figure(meeting, "sessions")
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, FiguresScreen)
        assert sheet(meeting).cursor_key == "sessions"
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, HomeScreen)


async def test_a_figure_of_nothing_stays_closed(full: Shelf) -> None:
    async with counting(full) as meeting:
        sheet(meeting).move_to("cancelled")
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, FiguresScreen)
        assert "There is nothing behind this figure." in meeting.said


async def test_what_is_recorded_meanwhile_is_listed_and_counted(full: Shelf) -> None:
    async with counting(full) as meeting:
        await open_figure(meeting, "entries")
        await meeting.press("enter")
        await meeting.on(SessionScreen)
        await meeting.write("1 kn Cầu treo sắp sập")
        await meeting.press("escape")
        await meeting.on(EntriesScreen)
        await meeting.until(lambda: "Cầu treo sắp sập" in meeting.seen)
        assert "Opinions: 5" in meeting.seen
        await meeting.press("escape")
        await meeting.until(lambda: numbers(meeting)["entries"] == "5")


async def test_an_empty_shelf_has_figures_too(shelf: Shelf) -> None:
    async with counting(shelf) as meeting:
        assert numbers(meeting)["sessions"] == "0"
        assert numbers(meeting)["settled"] == "–"
        assert "No promises." in " ".join(
            cell.text for line in sheet(meeting).lines for cell in line
        )


async def test_the_home_screen_leads_to_the_figures(full: Shelf) -> None:
    async with opened(full) as meeting:
        await meeting.press("f7")
        await meeting.on(FiguresScreen)
        for said in ("Enter open", "F2 period", "F3 village", "F4 kind", "F1 help", "Esc back"):
            assert said in meeting.seen
