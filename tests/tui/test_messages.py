"""Promise: a message stands at the top, where it hides neither the line nor what is saved."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from tests.tui.meeting import new_session, opened, shelf_in


async def test_the_last_of_many_messages_stands_where_the_first_stood(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    async with opened(shelf, new_session(shelf), size=(80, 24)) as meeting:
        places = []
        for number in range(12):
            meeting.app.notify(f"message {number}")
            await meeting.until(
                lambda: len(meeting.app.screen.query(Toast)) == 1, "for the message"
            )
            await meeting.settle()
            assert f"message {number}" in meeting.seen
            places.append(meeting.app.screen.query_one(Toast).region.y)
        assert places == [places[0]] * 12
