"""Promise: what became a denunciation elsewhere is offered and linked to no more, at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.tui.capture_bar import CaptureBar
from tests.tui.meeting import Meeting, new_session, opened

SAID, NAME = "Trạm bơm bến Gáo hỏng, đề nghị thay máy", "Quách Thị Bưởi"


@pytest.fixture
def elsewhere(shelf: Shelf) -> Iterator[Notebook]:
    """Another session with one opinion, open in another window."""
    notebook = shelf.open(new_session(shelf))
    notebook.record([notebook.new(Table.ISSUES, content=SAID, speaker_name=NAME)])
    yield notebook
    notebook.close()


def denounced(notebook: Notebook) -> None:
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])


def bar(meeting: Meeting) -> CaptureBar:
    return meeting.session.query_one(CaptureBar)


async def read_shelf(meeting: Meeting) -> None:
    """Wait until the sessions were read in the background."""
    recollecting = meeting.app.recollecting
    recollecting.begin()
    await meeting.until(lambda: not recollecting.is_reading, "for the shelf")
    assert len(recollecting.archive) == 1


async def test_what_became_a_denunciation_since_the_shelf_was_read_is_not_offered(
    shelf: Shelf, code: str, elsewhere: Notebook
) -> None:
    async with opened(shelf, code) as meeting:
        await read_shelf(meeting)
        denounced(elsewhere)
        await meeting.put(f"2 {SAID.lower()}")
        await meeting.until(lambda: len(meeting.app.recollecting.archive) == 0, "for the look")
        assert bar(meeting).similar is None
        assert NAME not in meeting.shown


async def test_what_became_a_denunciation_while_it_is_offered_is_not_linked_to(
    shelf: Shelf, code: str, elsewhere: Notebook
) -> None:
    async with opened(shelf, code) as meeting:
        await read_shelf(meeting)
        await meeting.put(f"2 {SAID.lower()}")
        await meeting.until(lambda: bar(meeting).similar, "for the offer")
        denounced(elsewhere)
        await meeting.press("ctrl+l")
        assert meeting.state.issues() == []
        assert meeting.line.value == f"2 {SAID.lower()}"
        assert "cannot be linked to any more" in " ".join(meeting.said)
        assert "denunciation" not in " ".join(meeting.said).lower()


async def test_what_others_say_of_an_opinion_by_now_is_what_is_offered(
    shelf: Shelf, code: str, elsewhere: Notebook
) -> None:
    async with opened(shelf, code) as meeting:
        await read_shelf(meeting)
        issue = elsewhere.state.issues()[0].id
        elsewhere.record([Edit(Table.ISSUES, issue, {"content": f"{SAID} ngay"})])
        elsewhere.close()
        await meeting.put("2")
        await meeting.put(f" {SAID.lower()}")
        await meeting.until(lambda: bar(meeting).similar, "for the offer")
        offered = bar(meeting).similar
        assert offered is not None
        assert offered.raised.content == f"{SAID} ngay"
        await meeting.press("ctrl+l")
        assert [one.same_as for one in meeting.state.issues()] == [issue]


async def test_an_offer_that_comes_late_is_not_shown_for_another_line(
    shelf: Shelf, code: str, elsewhere: Notebook
) -> None:
    del elsewhere
    async with opened(shelf, code) as meeting:
        await read_shelf(meeting)
        await meeting.put("3 Bò thả rông phá lúa")
        await meeting.session.writing.look_for_similar(f"2 {SAID}")
        assert bar(meeting).similar is None
