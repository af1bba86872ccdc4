"""What becomes secret in one session is put away in all others, whatever of them is open here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import DENUNCIATION, Result, Table
from danvan_tui.tui.app import DanvanApp
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.vietnamese.fold import fold
from tests.followup.office import Office
from tests.tui.meeting import Meeting, opened

PROMISE, WORDS = "Trả đất cho bà Pàng", "bà Pàng đã nhận"
WORDS_ALONE = "Ông Tủa lấy tiền làm đường"
"""Of an opinion on which nothing was promised."""
DONE = "What became secret was put in its own place in 1 other session too."


class Village:
    """A meeting at which something was promised, and a later one that reviewed it."""

    def __init__(self, root: Path) -> None:
        self.office = Office(root)
        self.first = self.office.meeting({"content": PROMISE}, closed=False)
        self.later = self.office.meeting(date="2026-11-20", closed=False)
        found = Found(result=Result.NOT_DONE, reason=WORDS, note=WORDS)
        assert not self.office.review(self.first, found, meeting=self.later).problems

    def exposed(self, *secrets: str) -> list[str]:
        """The files that say it openly."""
        return [
            str(path.relative_to(self.office.root))
            for path in self.office.root.rglob("*")
            if not path.name.startswith("protected")
            if any(one.encode() in _contents(path) for one in secrets or (PROMISE, WORDS))
        ]


def _contents(path: Path) -> bytes:
    """What a file holds; nothing where the app that runs gave it another name just now."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return Village(tmp_path / "data")


def screen_of(app: DanvanApp, folder: str) -> SessionScreen:
    return next(one for one in app.sessions if one.notebook.folder.name == folder)


async def denounce(meeting: Meeting, folder: str) -> None:
    """The opinion turns out to be a denunciation in a session that is open here."""
    screen = screen_of(meeting.app, folder)
    issue = screen.notebook.state.issues()[0].id
    make: Callable[[], Entry] = lambda: screen.notebook.prepare(  # noqa: E731
        [Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})]
    )
    screen.submit(make)
    await meeting.settle()


async def test_a_session_that_is_not_open_is_written_at_once(village: Village) -> None:
    assert village.exposed()
    async with opened(village.office.shelf, village.first) as meeting:
        await denounce(meeting, village.first)
        await meeting.until(lambda: not village.exposed(), "for the other session")
        await meeting.until(lambda: DONE in meeting.said)
        assert "pang" not in fold(meeting.shown)
        await meeting.press("ctrl+z")  # takes back what was done here, nothing elsewhere
    assert village.exposed() == []
    (review,) = village.office.reviews_in(village.later)
    assert (review.reason, review.result) == (HIDDEN, Result.NOT_DONE)


async def test_a_session_that_is_open_here_hides_it_on_its_screen(village: Village) -> None:
    async with opened(village.office.shelf, village.first) as meeting:
        meeting.app.open_session(village.later)
        await meeting.until(lambda: len(meeting.app.sessions) == 2)
        later = screen_of(meeting.app, village.later).notebook
        await denounce(meeting, village.first)
        await meeting.until(lambda: not village.exposed(), "for the other session")
        assert [one.reason for one in later.state.reviews()] == [HIDDEN]
        await meeting.until(lambda: DONE in meeting.said)
        assert "pang" not in fold(meeting.shown)
        operations, issues = len(later.state.fold.operations), later.state.issues()
        await meeting.write("@Vũ Văn Tám: kn Đường hỏng")
        assert len(later.state.issues()) == len(issues) + 1
        await meeting.press("ctrl+z")
        assert later.state.issues() == issues
        assert len(later.state.fold.operations) == operations + 2
    assert village.exposed() == []


async def test_where_somebody_else_writes_it_is_told_once_and_done_later(village: Village) -> None:
    elsewhere = village.office.open(village.later)
    async with opened(village.office.shelf, village.first) as meeting:
        await denounce(meeting, village.first)
        await meeting.until(lambda: any("yet; this is tried again" in one for one in meeting.said))
        (said,) = [one for one in meeting.said if "yet; this is tried again" in one]
        assert "pang" not in fold(said)
        elsewhere.close()
        meeting.app.following.begin()
        await meeting.until(lambda: not village.exposed(), "for the other session")
        await meeting.until(lambda: DONE in meeting.said)
    assert sum("yet; this is tried again" in one for one in meeting.said) == 1


async def test_what_was_done_in_another_window_is_put_away_when_the_board_opens(
    village: Village,
) -> None:
    with_kind = village.office.open(village.first)
    issue = with_kind.state.issues()[0].id
    with_kind.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])
    with_kind.close()
    assert village.exposed()
    async with opened(village.office.shelf) as meeting:
        meeting.app.action_show_board()
        await meeting.until(lambda: not village.exposed(), "for the other session")
        await meeting.until(lambda: DONE in meeting.said)
        assert "pang" not in fold(meeting.shown)
    assert village.exposed() == []


@pytest.mark.parametrize("where", ["holding", "held"])
async def test_notes_that_were_put_together_hide_it_in_both_at_once(
    village: Village, where: str
) -> None:
    ours, theirs = village.office.open(village.later), village.office.open(village.first)
    raised = theirs.new(Table.ISSUES, content=WORDS_ALONE)
    theirs.record([raised])
    merge_sessions(ours, theirs, {})
    ours.close()
    theirs.close()
    here = village.later if where == "holding" else village.first
    async with opened(village.office.shelf, here) as meeting:
        screen = screen_of(meeting.app, here)
        await meeting.until(meeting.app.following.loaded.is_set)
        await meeting.app.following.up_to_date()
        edits = [Edit(Table.ISSUES, raised.record, {"kind": DENUNCIATION})]
        screen.submit(lambda: screen.notebook.prepare(edits))
        await meeting.settle()
        await meeting.until(lambda: not village.exposed(WORDS_ALONE), "for the other notes")
        await meeting.until(lambda: DONE in meeting.said)
    assert village.exposed(WORDS_ALONE) == []
