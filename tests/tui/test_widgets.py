"""Promises of the widgets: what people wrote is kept, shown as it is, and redrawn sparingly."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.events import Key, Paste
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

import danvan_tui.tui
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.bars import Key as BarKey
from danvan_tui.tui.widgets.bars import KeyBar
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.columns import Column, Widths, fit
from danvan_tui.tui.widgets.line import Line, as_line
from danvan_tui.tui.widgets.table import Row, Table
from danvan_tui.tui.widgets.text import Button, Label, Text

NASTY = [
    "[/b] [@click=app.quit]x[/]",
    "[/đường]",
    "a\x1b]0;title\x07b\x1b[31mc",
    "\u202eabc",
    "[red",
]
ROOM = Path(danvan_tui.tui.__path__[0])


class Holder(TerminalApp):
    """An app around some widgets, remembering their messages."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_table_chosen(self, message: Table.Chosen) -> None:
        self.heard.append(message)

    def on_table_highlighted(self, message: Table.Highlighted) -> None:
        self.heard.append(message)

    def on_line_refused(self, message: Line.Refused) -> None:
        self.heard.append(message)

    def on_area_submitted(self, message: Area.Submitted) -> None:
        self.heard.append(message)


@asynccontextmanager
async def shown(*widgets: Widget) -> AsyncIterator[tuple[Holder, Pilot[None]]]:
    app = Holder(*widgets)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


def painted(app: TerminalApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


# Line


async def test_a_line_is_composed_and_keeps_only_text() -> None:
    line = Line("co\u0301\x1b[31m\u200b")
    async with shown(line) as (app, pilot):
        await pilot.press("space", "a", "circumflex_accent")
        app.post_message(Paste("e\u0302\u0301\x07"))
        await pilot.pause()
        assert line.value == "có a^ế"
        assert line.cursor_position == len(line.value)


async def test_a_tone_mark_sent_on_its_own_joins_the_letter_before_it() -> None:
    line = Line("tiêng")
    async with shown(line) as (app, pilot):
        line.cursor_position = 3
        app.post_message(Key("combining_acute_accent", "\u0301"))
        await pilot.pause()
        assert (line.value, line.cursor_position) == ("tiếng", 3)


@pytest.mark.parametrize("pasted", ["một\r\nhai\r\n\r\nba", "\nmột\nhai\nba\n", "một\rhai\rba"])
async def test_a_paste_of_several_lines_becomes_one(pasted: str) -> None:
    line = Line("[]")
    async with shown(line) as (app, pilot):
        line.cursor_position = 1
        app.post_message(Paste(pasted))
        await pilot.pause()
        assert line.value == "[một hai ba]"


async def test_coming_back_to_a_line_does_not_select_it() -> None:
    line = Line("giữ lại")
    async with shown(line, Line()) as (_, pilot):
        await pilot.press("tab", "shift+tab", "x")
        assert line.value == "giữ lạix"


async def test_a_line_undoes_word_by_word_and_redoes() -> None:
    line = Line()
    async with shown(line) as (app, pilot):
        await pilot.press(*"đất", "space", *"vườm", "backspace", "n")
        app.post_message(Paste(" ở\nthôn"))
        await pilot.pause()
        seen = [line.value]
        for _ in range(3):
            await pilot.press("ctrl+z")
            seen.append(line.value)
        assert seen == ["đất vườn ở thôn", "đất vườn", "đất", ""]
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
        assert line.value == "đất vườn ở thôn"


async def test_what_would_not_fit_is_refused_aloud() -> None:
    line = Line("mười", max_length=6)
    async with shown(line) as (app, pilot):
        app.post_message(Paste(" một hai"))
        await pilot.pause()
        assert line.value == "mười"
        assert [message.text for message in app.heard if isinstance(message, Line.Refused)] == [
            " một hai"
        ]
        assert "room for 6 letters" in painted(app)


async def test_a_key_in_a_line_lays_out_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    async with shown(line, Table([Column("What")])) as (app, pilot):
        layouts: list[object] = []
        monkeypatch.setattr(app.screen, "_refresh_layout", layouts.append)
        app.post_message(Paste("một dòng dài hơn cả màn hình " * 5))
        await pilot.press(*"hết")
        await pilot.pause()
        assert layouts == []
        assert line.scroll_offset.x > 0
        assert "màn hình hết" in painted(app).splitlines()[1]


# Area


async def test_an_area_takes_lines_and_tab_goes_on() -> None:
    area, line = Area(), Line()
    async with shown(area, line) as (app, pilot):
        await pilot.press("a", "enter", "e")
        app.post_message(Key("combining_circumflex_accent", "\u0302"))
        await pilot.press("ctrl+j", "b")
        app.post_message(Paste("\r\nc\x1b[2Jd\re\r"))
        await pilot.pause()
        assert area.text == "a\nê\nb\ncd\ne\n"
        await pilot.press("ctrl+s", "tab", "x")
        assert [m.value for m in app.heard if isinstance(m, Area.Submitted)] == [area.text]
        assert line.value == "x"


# Table


def rows(count: int) -> list[tuple[str, tuple[str, str, str]]]:
    return [(str(n), (str(n), f"Đề nghị {n}", "Thôn Văn Xá")) for n in range(count)]


def columns() -> list[Column]:
    return [Column("No.", 4, right=True), Column("What"), Column("Where", 12)]


async def test_a_table_keeps_the_cursor_on_the_same_record() -> None:
    table = Table(columns())
    async with shown(table) as (app, pilot):
        table.set_rows(rows(300))
        assert table.move_to("150")
        table.set_rows([("new", ("!", "Mới", "")), *rows(300)[5:]])
        await pilot.pause()
        assert table.cursor_key == "150"
        assert "150 Đề nghị 150" in painted(app)
        await pilot.press("down", "enter", "end", "pageup", "home")
        chosen = [message.key for message in app.heard if isinstance(message, Table.Chosen)]
        assert chosen == ["151"]
        assert table.cursor_key == "new"
        table.set_rows([])
        assert table.cursor_key is None


async def test_a_table_redraws_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(columns())
    async with shown(table) as (_, pilot):
        table.set_rows(rows(300))
        await pilot.pause()
        drawn: list[int] = []
        monkeypatch.setattr(table, "refresh_line", drawn.append)
        changed = rows(300)
        changed[7] = ("7", ("7", "Đã trả lời", "Thôn Văn Xá"))
        table.set_rows(changed)
        assert drawn == [8]
        table.set_rows([*changed, ("300", ("300", "Thêm", ""))])
        assert drawn == [8, 301]


async def test_a_table_is_quick_after_every_entry() -> None:
    table = Table(columns())
    async with shown(table):
        table.set_rows(rows(300))
        more = [(*rows(300), ("x", ("x", f"Thêm {n}", ""))) for n in range(20)]
        taken = []
        for given in more:
            start = time.perf_counter()
            table.set_rows(given)
            taken.append(time.perf_counter() - start)
        assert min(taken) < 0.005


def test_cells_are_cut_by_what_they_take_up_on_the_screen() -> None:
    assert fit("đường", 7) == "đường  "
    assert fit("đường", 7, right=True) == "  đường"
    assert fit("đường làng", 7) == "đường… "
    assert fit("đường làng", 9) == "đường…   "
    assert fit("DT-2026-001_public.json", 9) == "DT-2026-…"
    assert fit("漢字漢字", 4) == "漢… "
    assert fit("abc", 0) == ""


def test_columns_take_free_room_before_they_cut_and_stand_together_under_headings() -> None:
    cells = ("DT-2026-001", "Thôn Văn Xá", "Kiến nghị · Giao thông nông thôn")
    shown = Widths([Column("Code", 14), Column("Villages"), Column("What", 12)])
    shown.learn(cells)
    assert shown.shared(60) == [11, 15, 32]
    assert shown.shared(200) == [11, 40, 32]
    bare = Widths([Column("", 14), Column(""), Column("", 12)])
    bare.learn(cells)
    assert sum(bare.shared(200)) == 198
    assert shown.shared(40) == [11, 11, 16]


async def test_help_and_the_way_out_stay_at_the_end_of_the_keys() -> None:
    bar = KeyBar()
    others = [BarKey(f"F{number}", "a long word", f"do({number})") for number in range(2, 9)]
    async with shown(bar) as (app, pilot):
        bar.show([BarKey("Esc", "back", "leave"), BarKey("F1", "help", "app.show_help"), *others])
        await pilot.pause()
        seen = painted(app).splitlines()[-1].strip()
        assert seen.startswith("F2 a long word   F3 a long word")
        assert seen.endswith("F1 help   Esc back")
        assert "F8" not in seen


async def test_a_second_click_opens_a_record() -> None:
    table = Table(columns())
    async with shown(table) as (app, pilot):
        table.set_rows(rows(10))
        await pilot.click(table, offset=(5, 4))
        assert table.cursor_key == "3"
        await pilot.click(table, offset=(5, 4))
        assert [m.key for m in app.heard if isinstance(m, Table.Chosen)] == ["3"]


# People's text is never anything but text


@pytest.mark.parametrize("nasty", NASTY)
async def test_nothing_in_a_text_acts(nasty: str) -> None:
    table = Table([Column("What")])
    label, text = Label(nasty), Text()
    widgets = (label, text, Button(nasty), Choices([("a", nasty)]), Line(nasty), table)
    async with shown(*widgets, Area(nasty)) as (app, pilot):
        table.set_rows([("1", [nasty])])
        text.update(nasty)
        app.notify(nasty, title=nasty)
        await pilot.pause()
        screen = painted(app)
        assert screen.count(as_line(nasty)) >= 6
        assert "\x1b" not in screen
        assert "\u202e" not in screen
        await pilot.click(label, offset=(6, 0))
        assert app.is_running


# No field of Textual's own


_PLAIN = {"ContentSwitcher", "Footer", "LoadingIndicator", "ProgressBar", "Rule"}
_PLAIN |= {"DiscoveryHit", "Hit", "Provider"}


def sources() -> list[Path]:
    return [path for path in ROOM.rglob("*.py") if "widgets" not in path.relative_to(ROOM).parts]


def stock_names(tree: ast.AST) -> set[str]:
    """The widgets of Textual's own that a module knows."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        alias.asname or alias.name
        for node in imports
        if (node.module or "").startswith(("textual.widgets", "textual.command"))
        for alias in node.names
    }


def made_or_extended(tree: ast.AST) -> Iterator[str]:
    """The names a module calls or takes as the base of a class."""
    for node in ast.walk(tree):
        uses = [node.func] if isinstance(node, ast.Call) else []
        uses += node.bases if isinstance(node, ast.ClassDef) else []
        yield from (use.id for use in uses if isinstance(use, ast.Name))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOM)))
def test_screens_make_only_our_own_widgets(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stock = stock_names(tree) & set(made_or_extended(tree))
    assert stock - _PLAIN == set(), "use those in danvan_tui.tui.widgets"
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Import) and node.names[0].name == "textual.widgets")
        assert not (isinstance(node, ast.Attribute) and node.attr == "from_markup")
        if isinstance(node, ast.keyword) and node.arg == "markup":
            assert not (isinstance(node.value, ast.Constant) and node.value.value is True)


def test_every_field_is_one_of_ours() -> None:
    for module in pkgutil.walk_packages([str(ROOM)], "danvan_tui.tui."):
        importlib.import_module(module.name)
    for stock, ours in ((Input, Line), (TextArea, Area)):
        fields = [cls for cls in descendants(stock) if cls.__module__.startswith("danvan_tui.")]
        assert fields
        assert [cls for cls in fields if not issubclass(cls, ours)] == []


def descendants(cls: type) -> Iterator[type]:
    children: list[type] = cls.__subclasses__()
    for child in children:
        yield child
        yield from descendants(child)


async def test_a_long_last_cell_leaves_room_for_what_stands_before_it() -> None:
    table = Table([Column("", 4), Column(""), Column("", 10)])
    async with shown(table) as (app, pilot):
        table.set_rows([Row("1", ("Sửa cầu", "sau khi huyện bố trí kinh phí " * 9), spans=True)])
        await pilot.pause()
        assert "Sửa cầu" in painted(app)
        assert table.render_line(1).cell_length == table.scrollable_content_region.width


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([*["enter"] * 6, "ctrl+z", "ctrl+y"], id="lines undone and redone"),
        pytest.param([*["enter"] * 3, "ctrl+a", "enter", "ctrl+z"], id="all replaced and undone"),
        pytest.param(["ctrl+a", "x", "ctrl+z", "ctrl+y", "ctrl+z"], id="to and fro"),
    ],
)
async def test_an_area_survives_undo_and_redo_of_lines(keys: list[str]) -> None:
    area = Area("một\nhai\nba")
    area.styles.height = 4
    async with shown(area) as (app, pilot):
        area.move_cursor(area.document.end)
        await pilot.press(*keys)
        assert app.is_running
        assert area.cursor_location[0] < area.document.line_count
        assert "một" in area.text
