"""What was promised before, and the screen on which a session goes through it."""

from __future__ import annotations

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Review, Table, Value
from danvan_tui.tui.screens.opening import OpeningScreen
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from tests.tui.meeting import Meeting, rendered

THEN = "2026-06-20"
PROMISES: tuple[dict[str, Value], ...] = (
    {"content": "Lắp đèn đường", "lead_unit": "UBND xã", "due": "2026-12-31"},
    {"content": "Sửa đường [/b]", "lead_unit": "Phòng Kinh tế xã", "due": "2026-09-30"},
    {"content": "Nạo vét mương", "lead_unit": "Phòng Kinh tế xã", "due": "2026-10-15"},
)


def promised(
    shelf: Shelf,
    *promises: dict[str, Value],
    villages: tuple[str, ...] = ("Thôn Gò Vối",),
    day: str = THEN,
    kind: str = "proposal",
) -> str:
    """A closed session in which this was promised; gives its code."""
    code = shelf.create(villages=list(villages), date=day)
    notebook = shelf.open(code)
    issue = notebook.new(Table.ISSUES, kind=kind, content="Đường hỏng", unanswered="hết giờ")
    notebook.record([issue, *live(notebook.state.session.id)])
    for promise in promises:
        notebook.record([notebook.new(Table.COMMITMENTS, issue=issue.record, **promise)])
    close_session(notebook, "chưa rõ")
    notebook.close()
    return code


def live(session: str) -> list[Edit]:
    return [Edit(Table.SESSION, session, {"state": "live"})]


def begun(shelf: Shelf, *villages: str, day: str = "2026-11-22") -> str:
    """A new session, by default where the promises were made."""
    return shelf.create(villages=list(villages or ("gò vối",)), date=day)


def listed(meeting: Meeting) -> list[str]:
    return [one.promise for one in meeting.state.reviews()]


def screen(meeting: Meeting) -> OpeningScreen:
    assert isinstance(meeting.app.screen, OpeningScreen)
    return meeting.app.screen


def line(meeting: Meeting) -> Line:
    return screen(meeting).query_one("#review", Line)


def here(meeting: Meeting) -> str:
    """The promise under the cursor."""
    return rendered(screen(meeting).query_one("#promise", Text))


def results(meeting: Meeting) -> dict[str, str]:
    """What is shown for each promise."""
    rows = screen(meeting).query_one("#earlier", RecordTable).rows
    return {row.below.partition(" — ")[2]: row.cells[-1] for row in rows}


def answer(meeting: Meeting, promise: str) -> Review:
    return next(one for one in meeting.state.reviews() if one.promise == promise)


async def go_through(meeting: Meeting) -> None:
    """Open the list and wait until it is complete."""
    await meeting.press("ctrl+n")
    await meeting.until(meeting.state.reviews, "for the promises made before")
    await meeting.settle()
