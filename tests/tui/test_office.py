"""Promise: the office sees the sessions of all communes on the screens that laptops have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.rows import Rows
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.due import DueScreen
from danvan_tui.tui.screens.figures import FiguresScreen
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from tests.office.carried import begun_office
from tests.office.shelf.registered import DEAR, FAR, bring, laptop_of, promise_in, session_of
from tests.tui.meeting import Meeting, opened

SETTINGS = Settings(person="Lan", office_name="Văn phòng huyện")
SMALL = (80, 24)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office that holds a session of each of two communes, both of the same code."""
    office = begun_office(tmp_path / "office-data", SETTINGS)
    notebooks = [session_of(laptop_of(tmp_path, commune), commune) for commune in (DEAR, FAR)]
    for notebook, content in zip(notebooks, ("Sửa đường", "Lắp đèn"), strict=True):
        promise_in(notebook, content)
    bring(office, *notebooks)
    for notebook in notebooks:
        notebook.close()
    yield office
    office.close()


def _sessions(meeting: Meeting) -> list[tuple[str, ...]]:
    return [row.cells for row in meeting.app.screen.query_one("#sessions", RecordTable).rows]


async def _pick(meeting: Meeting, word: str) -> None:
    await meeting.put(word)
    await meeting.press("enter")


async def test_the_title_says_it_is_the_office_and_every_session_says_its_commune(
    office: Office,
) -> None:
    async with opened(RegisterShelf(office), settings=SETTINGS, office=office, size=SMALL) as one:
        assert "Văn phòng huyện" in one.seen
        assert {row[2] for row in _sessions(one)} == {f"Thôn 1, {DEAR}", f"Thôn 1, {FAR}"}
        await one.press("ctrl+t")
        await _pick(one, "Gò Vối")
        assert [row[2] for row in _sessions(one)] == ["Thôn 1"]
        assert FAR in one.seen
        await one.press("f2")
        assert isinstance(one.app.screen, HomeScreen)
        assert "begin on the laptops" in one.said[0]


async def test_the_first_start_is_not_about_typing(tmp_path: Path) -> None:
    office = begun_office(tmp_path, SETTINGS)
    shelf = RegisterShelf(office)
    assert shelf.folders() == []
    async with opened(shelf, settings=SETTINGS, office=office, first_run=True) as meeting:
        assert isinstance(meeting.app.screen, HomeScreen)
    office.close()


async def test_a_session_of_a_laptop_is_read_and_its_minutes_stay_as_they_are(
    office: Office,
) -> None:
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=SETTINGS, office=office, size=SMALL) as meeting:
        await meeting.press("enter")
        assert isinstance(meeting.app.screen, SessionScreen)
        assert not meeting.app.screen.writable
        assert meeting.state.session.commune in meeting.seen
        assert meeting.line.disabled
        before = meeting.state.fold.ordered()
        await meeting.press("ctrl+z")
        assert "taken on another computer" in meeting.said[0]
        assert meeting.state.fold.ordered() == before
        assert meeting.state.reviews() == []  # nothing is listed to be reviewed by itself
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, HomeScreen)


async def test_a_correction_on_the_screen_of_the_office_asks_for_its_reason(
    office: Office,
) -> None:
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=SETTINGS, office=office) as meeting:
        await meeting.press("enter")
        session = meeting.state.session.id
        await meeting.press("f2")
        await meeting.fill("content", "Đã sửa ở văn phòng")
        await meeting.press("ctrl+s")
        assert "taken on another computer" in meeting.seen
        await meeting.put("Ghi nhầm")
        await meeting.press("enter", "escape")
        again = shelf.open(session, write=False)
        assert [one.content for one in again.state.commitments()] == ["Đã sửa ở văn phòng"]


async def test_the_board_tells_the_communes_apart_and_records_in_the_register(
    office: Office,
) -> None:
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=SETTINGS, office=office) as meeting:
        await meeting.press("f3")
        assert isinstance(meeting.app.screen, BoardScreen)
        await meeting.until(lambda: "Sửa đường" in meeting.seen and "Lắp đèn" in meeting.seen)
        assert f"Thôn 1, {DEAR}" in meeting.seen
        assert f"Thôn 1, {FAR}" in meeting.seen
        await meeting.put("go voi")
        assert "Sửa đường" not in meeting.seen
        await meeting.press("f2")
        await meeting.put("4 dang lam")
        await meeting.press("enter")
        await meeting.until(lambda: any(one.reviews for one in _rows(shelf)))
        (reviewed,) = [one for one in _rows(shelf) if one.reviews]
        assert reviewed.session.commune == FAR


def _rows(shelf: RegisterShelf) -> list[Rows]:
    return [shelf.rows(folder.name) for folder in shelf.folders()]


async def test_what_is_due_and_the_figures_are_asked_of_one_commune(office: Office) -> None:
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=SETTINGS, office=office) as meeting:
        await meeting.press("f4")
        assert isinstance(meeting.app.screen, DueScreen)
        await meeting.until(lambda: DEAR in meeting.seen and FAR in meeting.seen)
        await meeting.press("ctrl+t")
        await _pick(meeting, "Gò Vối")
        unit = f"Công an xã, {FAR}"
        await meeting.until(lambda: unit in meeting.seen and DEAR not in meeting.seen)
        await meeting.press("escape", "f7")
        screen = meeting.app.screen
        assert isinstance(screen, FiguresScreen)
        await meeting.until(lambda: f"Thôn 1, {FAR}" in meeting.seen)
        assert f"Thôn 1, {DEAR}" not in meeting.seen
        await meeting.press("ctrl+t")
        await _pick(meeting, "all communes")
        await meeting.until(lambda: f"Thôn 1, {DEAR}" in meeting.seen)
        assert f"Thôn 1, {FAR}" in meeting.seen


async def test_keys_at_home_are_those_an_office_needs(tmp_path: Path, office: Office) -> None:
    async with opened(RegisterShelf(office), settings=SETTINGS, office=office) as meeting:
        assert "Ctrl+T" in meeting.seen
        await meeting.press("f6")
        assert isinstance(meeting.app.screen, HomeScreen)
        assert "is kept on the laptop" in " ".join(meeting.said)
        await meeting.press("f1")
        await meeting.until(lambda: "Received files" in meeting.seen, "for the help")
    one = begun_office(tmp_path / "one", SETTINGS)
    notebook = session_of(laptop_of(tmp_path / "laptop", DEAR), DEAR)
    bring(one, notebook)
    notebook.close()
    async with opened(RegisterShelf(one), settings=SETTINGS, office=one) as meeting:
        assert "Enter open" in meeting.seen
        assert "Ctrl+T" not in meeting.seen
    one.close()


async def test_the_commune_chosen_at_home_is_the_one_all_screens_begin_with(
    office: Office,
) -> None:
    async with opened(RegisterShelf(office), settings=SETTINGS, office=office) as meeting:
        await meeting.press("ctrl+t")
        await _pick(meeting, "Gò Vối")
        for key, screen in (("f3", BoardScreen), ("f4", DueScreen), ("f7", FiguresScreen)):
            await meeting.press(key)
            await meeting.until(lambda: FAR in meeting.seen and not _is_reading(meeting))
            assert isinstance(meeting.app.screen, screen)
            assert DEAR not in meeting.seen
            await meeting.press("escape")
            assert isinstance(meeting.app.screen, HomeScreen)
        assert len(_sessions(meeting)) == 1


async def test_the_commune_chosen_on_the_board_is_that_of_the_list(office: Office) -> None:
    async with opened(RegisterShelf(office), settings=SETTINGS, office=office) as meeting:
        await meeting.press("f3")
        await meeting.until(lambda: "Sửa đường" in meeting.seen and "Lắp đèn" in meeting.seen)
        await meeting.press("ctrl+t")
        await _pick(meeting, "Gò Vối")
        assert "Sửa đường" not in meeting.seen
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, HomeScreen)
        assert [row[2] for row in _sessions(meeting)] == ["Thôn 1"]


async def test_home_says_what_presses_in_the_commune_that_is_shown(office: Office) -> None:
    async with opened(RegisterShelf(office), settings=SETTINGS, office=office) as meeting:
        await meeting.until(lambda: "2 promises overdue" in meeting.seen, "for the promises")
        await meeting.press("ctrl+t")
        await _pick(meeting, "Gò Vối")
        await meeting.until(lambda: "1 promise overdue" in meeting.seen, "for those of one commune")


def _is_reading(meeting: Meeting) -> bool:
    return meeting.app.following.is_reading


async def test_what_was_raised_is_searched_in_all_communes(office: Office) -> None:
    shelf = RegisterShelf(office)
    async with opened(shelf, settings=SETTINGS, office=office) as meeting:
        await meeting.press("ctrl+f")
        await meeting.until(lambda: DEAR in meeting.seen and FAR in meeting.seen)
        await meeting.put("go voi den")
        await meeting.until(lambda: "Sửa đường" not in meeting.seen)
        assert f"Thôn 1, {FAR}" in meeting.seen
