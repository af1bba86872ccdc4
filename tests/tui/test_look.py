"""Promise: every screen says where one is and what can be done now, in any size and language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_tui import language
from danvan_tui.capture import Context, record_line
from danvan_tui.ledger.pen import holder
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.tui.app import DanvanApp
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.reading import ReadingScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.vietnamese.workdays import Calendar
from tests.tui.meeting import NOW, Meeting, lists, new_session, opened

Size = tuple[int, int]
_WIDE = SessionScreen.HORIZONTAL_BREAKPOINTS[1][0]


def keys(meeting: Meeting) -> str:
    return meeting.seen.splitlines()[-1].strip()


async def test_a_second_window_only_reads_and_says_who_writes(shelf: Shelf, code: str) -> None:
    first = shelf.open(code)
    first.record([first.new(Table.ISSUES, content="Đường hỏng")])
    async with opened(shelf, code) as meeting:
        before = meeting.state.fold.latest
        assert f"Read only; writing now: {holder(first.folder)}" in meeting.seen
        assert not meeting.session.query_one("#capture-row").display
        assert "F9 finish" not in keys(meeting)
        await meeting.put("1 kn Lén")
        for key in ("enter", "f8", "ctrl+z", "f6", "ctrl+t", "ctrl+l", "ctrl+r"):
            await meeting.press(key)
        assert meeting.state.fold.latest == before
        await meeting.press("f9")
        assert isinstance(meeting.app.screen, ReadingScreen)
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, SessionScreen)
        assert "Đường hỏng" in meeting.seen
        await meeting.press("f2")
        assert isinstance(meeting.app.screen, RecordForm)
        await meeting.put("x")
        await meeting.press("ctrl+s")
        assert isinstance(meeting.app.screen, SessionScreen)
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, HomeScreen)
    first.record([first.new(Table.ISSUES, content="Vẫn ghi được")])
    first.close()


async def test_the_keys_at_the_bottom_are_those_that_do_something_now(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code, size=(80, 24)) as meeting:
        assert keys(meeting).startswith("F2 edit   Ctrl+O more   Ctrl+Z undo")
        assert keys(meeting).endswith("F9 finish   F1 help   Esc home")
        await meeting.press("f3")
        assert "Space tick" in keys(meeting)
        await meeting.press("f4")
        assert "Space" not in keys(meeting)
        await meeting.write("1 kn Đường hỏng")
        await meeting.press("f2")
        assert "F4" not in keys(meeting)
        meeting.app.screen.query_one("#field").focus()
        await meeting.settle()
        assert "F4 list" in keys(meeting)
        await meeting.press("escape", "f9")
        assert keys(meeting).startswith("F9 close   F5 read")
        await meeting.press("f9", "right", "enter")
        await meeting.until(lambda: meeting.app.screen is meeting.session)
        assert "F2 correct" in keys(meeting)
        assert "F9 minutes" in keys(meeting)
        assert "Ctrl+Z" not in keys(meeting)


async def test_a_wide_window_shows_three_lists_and_a_narrow_one_the_chosen(
    shelf: Shelf, code: str
) -> None:
    said = {"issues": "Đường hỏng", "attendance": "Trịnh Thị Mùi", "commitments": "(1) Sửa đường"}
    async with opened(shelf, code, size=(_WIDE, 36)) as meeting:
        await meeting.write("1 kn Đường hỏng", "! kt 15/12 Sửa đường", ". kn Mương tắc")
        assert all(words in meeting.seen for words in said.values())
        await meeting.pilot.resize_terminal(_WIDE - 1, 36)
        await meeting.until(lambda: not all(words in meeting.seen for words in said.values()))
        for key, chosen in (("f3", "attendance"), ("f5", "commitments"), ("f4", "issues")):
            await meeting.press(key)
            assert {name for name, words in said.items() if words in meeting.seen} == {chosen}
            assert all(heading in meeting.seen for heading in ("Opinions 2", "Promises 1", "Here"))
        await meeting.pilot.resize_terminal(_WIDE, 36)
        await meeting.until(lambda: all(words in meeting.seen for words in said.values()))


@pytest.mark.parametrize("spoken", language.LANGUAGES)
async def test_both_languages_are_spoken_throughout(shelf: Shelf, code: str, spoken: str) -> None:
    language.choose(spoken)
    async with opened(shelf, code) as meeting:
        await meeting.write("1 kn Đường hỏng", "> tr Sẽ sửa", "+ 2")
        for word in ("edit", "undo", "finish", "home", "answered", "Nothing was promised yet."):
            assert language._(word) in meeting.seen
            assert (language._(word) == word) is (spoken == "en")
        for key in ("f1", "f2", "f7", "f9", "f12"):
            await meeting.press(key)
            assert meeting.app.screen is not meeting.session, key
            await meeting.press("escape")
        assert meeting.app.screen is meeting.session
        await meeting.write("+ 2")
        assert meeting.said[0] == language._("Nothing changes: the list says so already.")


# Pictures: few, of a session whose time and ids stand still


@pytest.fixture
def app(shelf: Shelf) -> DanvanApp:
    """The app in a session with a little of everything."""
    code = new_session(shelf)
    notebook = shelf.open(code)
    for line in (
        "1 kn gt Đường trục thôn từ nhà văn hóa ra cánh đồng Mả Cao hỏng nặng, xe không qua được.",
        "> tr Xã đã khảo sát, đưa vào kế hoạch năm sau.",
        "! kt 15/12 Sửa đoạn hỏng nặng nhất",
        "2 tc Nhận tiền của dân",
        "3 Mương thoát nước tắc từ tháng Chín",
        "+ 25 Thôn Gò Vối",
    ):
        context = Context.of(notebook.state, lists(), Calendar(), NOW.date())
        assert record_line(notebook, context, line).operation
    notebook.close()
    settings = Settings(person="Lê Thu Hiền")
    return DanvanApp(shelf, settings, lists(), session=shelf.find(code).name)


Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}")
def test_the_session_looks_as_before(app: DanvanApp, snap_compare: Compare, size: Size) -> None:
    assert snap_compare(app, terminal_size=size)


def test_a_form_looks_as_before(app: DanvanApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["f4", "up", "f2"])


def test_what_is_missing_looks_as_before(app: DanvanApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["f9"])


def test_the_reading_looks_as_before(app: DanvanApp, snap_compare: Compare) -> None:
    app.settings = Settings(person="Lê Thu Hiền", theme="light", typing="")
    assert snap_compare(app, terminal_size=(80, 24), press=["f9", "f5", "right"])


def test_the_shelf_looks_as_before(shelf: Shelf, code: str, snap_compare: Compare) -> None:
    assert code
    app = DanvanApp(shelf, Settings(typing=""), lists())
    assert snap_compare(app, terminal_size=(80, 24))
