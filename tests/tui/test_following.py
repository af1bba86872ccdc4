"""Promise: whatever is open, closed or written elsewhere, the app knows how promises stand."""

from __future__ import annotations

from danvan_tui.ledger.derived import follow_up_file
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from tests.tui.meeting import Meeting, new_session, opened


def promised(notebook: Notebook, content: str = "Sửa đường") -> str:
    """A promise on an opinion; gives the id of the opinion."""
    issue = notebook.new(Table.ISSUES, content="Đường hỏng")
    promise = notebook.new(Table.COMMITMENTS, issue=issue.record, content=content)
    notebook.record([issue, promise])
    return issue.record


async def known(meeting: Meeting) -> list[str]:
    """What was promised, once all is read."""
    following = meeting.app.following
    following.begin()
    await meeting.until(lambda: not following.is_reading, "for the sessions")
    return sorted(promise.content for promise in following.follow_up.promises)


async def test_promises_of_all_sessions_are_read_and_kept(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    promised(notebook)
    notebook.close()
    async with opened(shelf) as meeting:
        assert not follow_up_file(shelf.root).exists()
        assert await known(meeting) == ["Sửa đường"]
        assert follow_up_file(shelf.root).exists()
    async with opened(shelf) as meeting:
        follow_up = meeting.app.following.follow_up
        assert await known(meeting) == ["Sửa đường"]
        assert follow_up.total == 0


async def test_every_entry_on_the_line_is_known_at_once(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        assert await known(meeting) == []
        following = meeting.app.following
        before = following.edition
        await meeting.write("1 Đường hỏng", "! Sửa đường")
        assert [one.content for one in following.follow_up.promises] == ["Sửa đường"]
        assert following.edition > before
        await meeting.press("ctrl+z")
        assert list(following.follow_up.promises) == []


async def test_nothing_is_followed_until_somebody_asks(shelf: Shelf) -> None:
    code = new_session(shelf, villages=[])  # in a village it asks by itself what was promised there
    async with opened(shelf, code) as meeting:
        await meeting.write("1 Đường hỏng", "! Sửa đường trước 15/12")
        await meeting.press("escape")
    assert not follow_up_file(shelf.root).exists()


async def test_what_was_written_before_anybody_asked_is_known(shelf: Shelf, code: str) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write("1 Đường hỏng", "! Sửa đường")
        assert await known(meeting) == ["Sửa đường"]


async def test_a_session_that_was_closed_is_read_from_the_disk_again(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        assert await known(meeting) == []
        screen = meeting.session
        await meeting.app.close_session(screen)
        await meeting.until(lambda: screen not in meeting.app.screen_stack, "for leaving")
        notebook = shelf.open(code)
        promised(notebook, "Lắp đèn")
        notebook.close()
        assert await known(meeting) == ["Lắp đèn"]


async def test_what_another_window_writes_is_known_with_the_next_look(
    shelf: Shelf, code: str
) -> None:
    other = shelf.open(new_session(shelf))
    issue = promised(other, "Xác minh lời bà Sùng Thị Pàng")
    async with opened(shelf, code) as meeting:
        assert await known(meeting) == ["Xác minh lời bà Sùng Thị Pàng"]
        promised(other, "Lắp đèn")
        assert len(await known(meeting)) == 2
        other.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])
        assert await known(meeting) == ["Lắp đèn", "●●●"]
    other.close()


async def test_a_look_asked_for_while_it_reads_is_not_forgotten(shelf: Shelf, code: str) -> None:
    notebook = shelf.open(code)
    async with opened(shelf) as meeting:
        following = meeting.app.following
        following.begin()
        while not following.follow_up.total:
            await meeting.settle()
        promised(notebook)
        following.begin()
        await meeting.until(lambda: not following.is_reading, "for the sessions")
        assert len(following.follow_up.promises) == 1
    notebook.close()


async def test_it_says_how_far_it_has_read(shelf: Shelf, code: str) -> None:
    del code
    async with opened(shelf) as meeting:
        following = meeting.app.following
        assert following.reading_words() == ""
        following.begin()
        assert following.reading_words() == "Reading the sessions…"
        await meeting.until(lambda: not following.is_reading, "for the sessions")
        assert following.reading_words() == ""
