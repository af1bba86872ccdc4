"""Promise: a session begins with what its villages were promised, and closes only over it."""

from __future__ import annotations

import pytest

from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result, SessionState, Table
from danvan_tui.tui.screens.closing import ClosingScreen
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from tests.tui.made_before import (
    PROMISES,
    begun,
    go_through,
    here,
    listed,
    live,
    promised,
    results,
    screen,
)
from tests.tui.meeting import Meeting, opened, rendered


@pytest.fixture(autouse=True)
def nothing_is_listed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only what a test does make the app look for what was promised."""
    monkeypatch.setattr("danvan_tui.tui.screens.session.QUIET", 3600)


@pytest.fixture
def code(shelf: Shelf) -> str:
    """A new session in a village that was promised three things before."""
    promised(shelf, *PROMISES)
    return begun(shelf)


# Listing


async def test_what_was_promised_is_listed_quietly(
    shelf: Shelf, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_tui.tui.screens.session.QUIET", 0.01)
    async with opened(shelf, code, size=(80, 24)) as meeting:
        await meeting.until(meeting.state.reviews, "for the promises made before")
        assert sorted(listed(meeting)) == ["Lắp đèn đường", "Nạo vét mương", "Sửa đường [/b]"]
        assert "3 promises made here before   Ctrl+N goes through them" in meeting.seen
        assert "earlier promises 0/3" in meeting.seen
        assert meeting.state.session.state is SessionState.DRAFT
        _made, listing = meeting.state.fold.ordered()
        assert len(listing.changes) == 3
        assert meeting.said == []
        await meeting.press("ctrl+z")
        assert len(meeting.state.reviews()) == 3


async def test_listing_leaves_what_is_typed_and_taken_back(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.put("một dòng đang viết")
        await meeting.press("escape")
        await meeting.session.earlier.complete()
        await meeting.settle()
        assert len(meeting.state.reviews()) == 3
        await meeting.press("ctrl+z")
        assert meeting.line.value == "một dòng đang viết"


async def test_where_nothing_was_promised_nothing_is_written(shelf: Shelf) -> None:
    promised(shelf, *PROMISES)
    promised(shelf, {"content": "Bí mật", "due": "2026-09-01"}, kind="denunciation")
    for villages in (["Thôn Văn Xá"], []):
        code = shelf.create(villages=villages, date="2026-11-22")
        async with opened(shelf, code) as meeting:
            await meeting.press("ctrl+n")
            await meeting.session.earlier.complete()
            await meeting.settle()
            assert len(meeting.state.fold.operations) == 1
            said = "Nothing that these villages" if villages else "no villages yet; F7"
            assert said in meeting.seen
            assert "earlier promises" not in meeting.seen


async def test_what_was_not_looked_at_is_said(shelf: Shelf) -> None:
    promised(shelf, *PROMISES, day="2026-11-22")  # at noon, or by a colleague in the same hall
    async with opened(shelf, begun(shelf, day="2026-11-22")) as meeting:
        await meeting.press("ctrl+n")
        await meeting.session.earlier.complete()
        await meeting.settle()
        said = " ".join(rendered(screen(meeting).query_one("#none", Text)).split())
        assert "promised before 22/11/2026 is still open" in said
        assert "of the same day promised is not asked for here: F3" in said
        notebook = meeting.session.notebook
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"date": ""})])
        screen(meeting).refresh_promises()
        assert "no date yet; F7" in rendered(screen(meeting).query_one("#none", Text))


@pytest.mark.parametrize("state", [SessionState.READING, SessionState.CLOSED])
async def test_what_is_read_back_or_closed_is_left_alone(
    shelf: Shelf, code: str, state: SessionState
) -> None:
    notebook = shelf.open(code)
    session = notebook.state.session.id
    notebook.record(live(session))
    notebook.record([Edit(Table.SESSION, session, {"state": "reading"})])
    if state is SessionState.CLOSED:
        close_session(notebook)
    notebook.close()
    before = len(notebook.state.fold.operations)
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+n")
        await meeting.session.earlier.complete()
        assert len(meeting.state.fold.operations) == before


async def test_a_second_window_lists_nothing_and_only_shows(shelf: Shelf, code: str) -> None:
    for listed_before in (False, True):
        first = shelf.open(code)
        async with opened(shelf, code) as meeting:
            await meeting.press("ctrl+n")
            await meeting.session.earlier.complete()
            assert bool(meeting.state.reviews()) is listed_before
            assert ("Sửa đường [/b]" in meeting.seen) is listed_before
            assert not screen(meeting).query_one("#review-row").is_on_screen
            await meeting.put("1 lén")
            await meeting.press("enter", "f8", "ctrl+z")
            assert not any(one.result for one in meeting.state.reviews())
        first.close()
        async with opened(shelf, code) as meeting:
            await go_through(meeting)


async def test_a_denunciation_is_never_asked_for_in_a_hall(shelf: Shelf) -> None:
    promised(shelf, {"content": "Bí mật", "due": "2026-09-01"}, kind="denunciation")
    promised(shelf, PROMISES[0])
    async with opened(shelf, begun(shelf)) as meeting:
        await go_through(meeting)
        assert listed(meeting) == ["Lắp đèn đường"]
        assert "Bí mật" not in meeting.shown


async def test_what_became_a_secret_since_is_not_asked_for_any_more(shelf: Shelf) -> None:
    before, code = promised(shelf, PROMISES[0]), begun(shelf)
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
    notebook = shelf.open(before)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})], reason="là tố cáo")
    notebook.close()
    async with opened(shelf, code) as meeting:
        await meeting.press("ctrl+n")
        await meeting.until(lambda: not meeting.state.reviews())
        assert listed(meeting) == []
        assert "Lắp đèn đường" not in meeting.shown


async def test_the_list_is_completed_when_villages_are_entered_later(shelf: Shelf) -> None:
    promised(shelf, PROMISES[0])
    promised(shelf, PROMISES[1], villages=("Thôn Văn Xá",))
    async with opened(shelf, begun(shelf)) as meeting:
        await go_through(meeting)
        await meeting.press("escape", "f7")
        await meeting.fill("villages", "Văn Xá")
        await meeting.press("ctrl+s", "ctrl+n")
        await meeting.until(lambda: len(meeting.state.reviews()) == 2)
        assert listed(meeting) == ["Lắp đèn đường", "Sửa đường [/b]"]
        assert list(results(meeting)) == ["Sửa đường [/b]", "Lắp đèn đường"]


# Closing


def missing(meeting: Meeting) -> list[tuple[str, ...]]:
    rows = meeting.app.screen.query_one("#gaps", RecordTable).rows
    return [row.cells[1:] for row in rows if row.cells[0] == "!"]


async def test_each_needs_a_result_before_the_minutes_are_closed(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("@Ông Ba: kn Một việc khác", "/ Sẽ xem")
        await meeting.press("f9")
        await meeting.until(meeting.state.reviews, "for the promises made before")
        assert missing(meeting) == [
            ("DT-2026-001/2", "no result yet", "Sửa đường [/b]"),
            ("DT-2026-001/3", "no result yet", "Nạo vét mương"),
            ("DT-2026-001/1", "no result yet", "Lắp đèn đường"),
        ]
        await meeting.press("down", "enter")
        assert here(meeting) == "Nạo vét mương"
        await meeting.write("1 sạch rồi")
        await meeting.press("escape")
        assert isinstance(meeting.app.screen, ClosingScreen)
        assert [row[0] for row in missing(meeting)] == ["DT-2026-001/2", "DT-2026-001/1"]
        await meeting.press("home", "f8")
        await meeting.put("Vắng người biết")
        await meeting.press("enter")
        await meeting.until(lambda: len(missing(meeting)) == 1)
        await meeting.press("ctrl+n")
        await meeting.put("Hết giờ")
        await meeting.press("enter")
        await meeting.until(lambda: not missing(meeting))
        await meeting.press("f9", "right", "enter")
        await meeting.until(lambda: meeting.state.session.state is SessionState.CLOSED)
        said = {one.promise: (one.result, one.reason) for one in meeting.state.reviews()}
        assert said == {
            "Sửa đường [/b]": (Result.NOT_REVIEWED, "Vắng người biết"),
            "Nạo vét mương": (Result.CONFIRMED, ""),
            "Lắp đèn đường": (Result.NOT_REVIEWED, "Hết giờ"),
        }
        assert seal_holds(meeting.state)


async def test_the_minutes_of_the_earlier_session_stay_as_they_were(
    shelf: Shelf, code: str
) -> None:
    folder = shelf.find("DT-2026-001")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    async with opened(shelf, code) as meeting:
        await go_through(meeting)
        await meeting.write("1 xong", "3 còn dở", "5 hết vốn")
        await meeting.press("escape", "f9", "f9", "right", "enter")
        await meeting.until(lambda: meeting.state.session.state is SessionState.CLOSED)
        follow_up = meeting.app.following.follow_up
        stands = {one.content: one.last_result for one in follow_up.promises}
        assert stands == {
            "Sửa đường [/b]": Result.CONFIRMED,
            "Nạo vét mương": Result.NOT_AS_PROMISED,
            "Lắp đèn đường": Result.NOT_DONE,
        }
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
