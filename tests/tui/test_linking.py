"""Promise: who only says the same is shown as that, and as nothing once the law hides the other."""

from __future__ import annotations

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import Like
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.tui.linking import linked_entry
from danvan_tui.tui.screens.reading import ReadingScreen
from tests.tui.meeting import Meeting, opened

WORDS = "Mương nội đồng cạn nước"


async def _link(meeting: Meeting, typed: str, issue: str) -> None:
    session = meeting.session
    context = session.understanding()
    session.submit(lambda: linked_entry(typed, context, session.notebook, Like(issue)))
    await meeting.settle()


def _contents(meeting: Meeting) -> list[str]:
    return [row[-1] for row in meeting.cells("issues") if len(row) > 2]


async def test_a_repetition_is_shown_by_number_until_the_other_is_secret(
    shelf: Shelf, code: str
) -> None:
    async with opened(shelf, code) as meeting:
        await meeting.write(f"1 kn tl {WORDS}")
        first = meeting.state.issues()[0].id
        await _link(meeting, "3", first)
        assert _contents(meeting) == [WORDS, "≡ as opinion 1"]
        assert "Opinion 2: as opinion 1" in meeting.shown
        await meeting.press("f9")
        assert "as opinion 1" in meeting.seen
        await meeting.press("escape")
        meeting.session.submit(
            lambda: meeting.session.notebook.prepare(
                [Edit(Table.ISSUES, first, {"kind": DENUNCIATION})]
            )
        )
        await meeting.settle()
        meeting.said.clear()
        seen = [meeting.shown]
        meeting.app.push_screen(ReadingScreen(meeting.session))
        await meeting.settle()
        await meeting.press("right", "right")
        seen.append(meeting.shown)
        await meeting.press("escape", "f9")
        seen.append(meeting.shown)
        for shown in seen:
            assert "as opinion" not in shown
            assert WORDS not in shown
