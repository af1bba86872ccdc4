"""Promise: groups stay in sight on one line, however little room there is and much they hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row, Table
from danvan_tui.tui.widgets.tabs import Tab, Tabs
from tests.tui.meeting import rendered

GROUPS = [
    Tab("", "owed", 3220),
    Tab("overdue", "overdue", 480, short="late"),
    Tab("soon", "within 7 days", 110, short="7 days"),
    Tab("done", "reported done [/b]", 530, "$text-accent", "done [/b]"),
]


class Holder(TerminalApp):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_tabs_clicked(self, message: Tabs.Clicked) -> None:
        self.heard.append(message)

    def on_table_highlighted(self, message: Table.Highlighted) -> None:
        self.heard.append(message)


@asynccontextmanager
async def shown(widget: Widget, width: int = 80) -> AsyncIterator[tuple[Holder, Pilot[None]]]:
    app = Holder(widget)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (90, "owed 3220    overdue 480    within 7 days 110    reported done [/b] 530"),
        (66, "owed 3220    late 480    7 days 110    done [/b] 530"),
        (48, "owed 3220  late 480  7 days 110  done [/b] 530"),
    ],
)
async def test_the_names_are_as_long_as_there_is_room(width: int, said: str) -> None:
    tabs = Tabs()
    async with shown(tabs, width) as (_app, pilot):
        tabs.show(GROUPS, "")
        await pilot.pause()
        assert rendered(tabs).strip() == said


async def test_the_open_one_is_never_cut_off() -> None:
    tabs = Tabs()
    async with shown(tabs, 60) as (_app, pilot):
        tabs.styles.width = 30
        tabs.show(GROUPS, "done")
        await pilot.pause()
        assert "done [/b] 530" in rendered(tabs)[:28]


async def test_a_click_names_the_group_and_steps_go_around() -> None:
    tabs = Tabs()
    async with shown(tabs, 90) as (app, pilot):
        tabs.show(GROUPS, "")
        await pilot.pause()
        await pilot.click(tabs, offset=(rendered(tabs).index("within") + 2, 0))
        assert [one.key for one in app.heard if isinstance(one, Tabs.Clicked)] == ["soon"]
        assert (tabs.beside(1), tabs.beside(-1)) == ("overdue", "done")


def grouped() -> list[Row]:
    return [
        Row("=a", ("Overdue", "2 promises"), heads=True),
        Row("1", ("✓", "Một")),
        Row("2", ("", "Hai")),
        Row("=b", ("Confirmed", "1 promise"), heads=True),
        Row("3", ("", "Ba")),
    ]


async def test_the_cursor_of_a_table_passes_over_headings_but_shows_them() -> None:
    table = Table([Column(" ", 1), Column("What")])
    async with shown(table) as (app, pilot):
        table.set_rows(grouped())
        await pilot.pause()
        keys = [table.cursor_key]
        for key in ("down", "down", "down", "up", "home"):
            await pilot.press(key)
            keys.append(table.cursor_key)
        assert keys == ["1", "2", "3", "3", "2", "1"]
        await pilot.click(table, offset=(5, 4))
        assert table.cursor_key == "1"
        painted = app.screen._compositor.render_strips()
        assert "Overdue  2 promises" in "".join(part.text for part in painted[1])


async def test_a_table_takes_other_columns_from_the_next_rows_on() -> None:
    table = Table([Column(" ", 1), Column("What")])
    async with shown(table) as (app, pilot):
        table.set_rows(grouped())
        table.set_columns([Column(" ", 1), Column("What", 10), Column("Where")])
        table.set_rows([Row("1", ("", "Một", "Thôn Văn Xá"))])
        await pilot.pause()
        painted = app.screen._compositor.render_strips()
        assert "Where" in "".join(part.text for part in painted[0])
        assert "Một  Thôn Văn Xá" in "".join(part.text for part in painted[1])
