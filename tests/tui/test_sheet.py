"""Promise: the cursor of a sheet goes where a person looks for it, and only the sheet scrolls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from danvan_tui.tui.widgets.sheet import Cell, Lines, Sheet


class _App(App[None]):
    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._given = lines
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        self.query_one(Sheet).show(lambda _width: self._given)

    def on_sheet_chosen(self, event: Sheet.Chosen) -> None:
        self.chosen.append(event.key)

    @property
    def sheet(self) -> Sheet:
        return self.query_one(Sheet)


TWO_COLUMNS = [
    [Cell(0, "Left", tone="heading"), Cell(20, "Right", tone="heading")],
    [Cell(0, "one      1", "one"), Cell(20, "uno      1", "uno")],
    [Cell(0, "two      2", "two")],
    [],
    [Cell(0, "three    3", "three"), Cell(20, "due      2", "due")],
    [
        Cell(0, "wide", "wide"),
        Cell(8, "█", tone="accent"),
        Cell(22, "4", "four"),
        Cell(40, "5", "5"),
    ],
]


@asynccontextmanager
async def shown(
    lines: Lines = TWO_COLUMNS, size: tuple[int, int] = (60, 10)
) -> AsyncIterator[tuple[_App, Pilot[None]]]:
    app = _App(lines)
    async with app.run_test(size=size) as pilot:
        app.sheet.focus()
        yield app, pilot


async def gone(pilot: Pilot[None], app: _App, *keys: str) -> list[str | None]:
    found = []
    for key in keys:
        await pilot.press(key)
        found.append(app.sheet.cursor_key)
    return found


async def test_up_and_down_stay_in_their_column_over_what_cannot_be_opened() -> None:
    async with shown() as (app, pilot):
        assert app.sheet.cursor_key == "one"
        assert await gone(pilot, app, "up", "down", "down", "down", "down") == [
            "one", "two", "three", "wide", "wide",
        ]  # fmt: skip
        app.sheet.move_to("uno")
        assert await gone(pilot, app, "down", "down", "up", "up") == ["due", "four", "due", "uno"]


async def test_left_and_right_change_the_column_at_the_nearest_line() -> None:
    async with shown() as (app, pilot):
        assert await gone(pilot, app, "down", "right", "left", "left") == [
            "two", "uno", "one", "one",
        ]  # fmt: skip
        app.sheet.move_to("wide")
        assert await gone(pilot, app, "right", "right", "left") == ["four", "5", "four"]


async def test_home_end_and_pages() -> None:
    async with shown(size=(60, 3)) as (app, pilot):
        assert await gone(pilot, app, "end", "home", "pagedown", "pageup") == [
            "5", "one", "two", "one",
        ]  # fmt: skip


async def test_the_headings_above_the_first_figure_come_back_into_sight() -> None:
    async with shown(size=(60, 3)) as (app, pilot):
        await gone(pilot, app, "end")
        assert app.sheet.scroll_offset.y == 3
        await gone(pilot, app, "home")
        assert app.sheet.scroll_offset.y == 0


async def test_enter_and_a_second_click_open_what_is_under_the_cursor() -> None:
    async with shown() as (app, pilot):
        await pilot.press("down", "enter")
        assert app.chosen == ["two"]
        for _click in range(2):
            await pilot.click("#sheet", offset=(22, 4))
        assert app.chosen == ["two", "due"]
        await pilot.click("#sheet", offset=(50, 4))
        assert app.sheet.cursor_key == "due"


async def test_other_cells_keep_the_cursor_where_its_figure_still_is() -> None:
    async with shown() as (app, pilot):
        await pilot.press("down")
        app.sheet.show(lambda _width: [[Cell(0, "none", "none")], *TWO_COLUMNS])
        assert app.sheet.cursor_key == "two"
        app.sheet.show(lambda _width: [[Cell(0, "none", "none")]])
        assert app.sheet.cursor_key == "none"
        app.sheet.show(lambda _width: [])
        assert app.sheet.cursor_key is None
        await pilot.press("down", "right", "pagedown", "end", "enter")
        assert app.chosen == []


async def test_text_is_shown_clean_on_one_line() -> None:
    cells: Sequence[Cell] = [Cell(0, "a\nb\x1b[31m[/b]", "key")]
    async with shown([cells]) as (app, _pilot):
        assert app.sheet.lines == [[Cell(0, "a b[/b]", "key")]]
