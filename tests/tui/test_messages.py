"""Promise: a message stands where one looks least, and goes with the screen it was told on."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from danvan_tui.tui.screens.due import DueScreen
from danvan_tui.tui.screens.help import HelpScreen
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
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


async def test_a_message_stands_above_the_keys_but_never_over_the_line_one_writes_on(
    tmp_path: Path,
) -> None:
    shelf = shelf_in(tmp_path)
    async with opened(shelf, new_session(shelf), size=(80, 24)) as meeting:

        async def told() -> Toast:
            meeting.app.notify("message")
            await meeting.until(lambda: meeting.app.screen.query(Toast), "for the message")
            await meeting.settle()
            return meeting.app.screen.query_one(Toast)

        assert not (await told()).region.overlaps(meeting.line.region)
        await meeting.press("escape")
        await meeting.on(HomeScreen)
        toast = await told()
        assert (toast.region.height, toast.region.bottom) == (1, 23)


async def test_what_was_told_is_gone_where_a_key_leads_to_but_not_what_is_told_there(
    tmp_path: Path,
) -> None:
    shelf = shelf_in(tmp_path)
    async with opened(shelf, new_session(shelf), size=(80, 24)) as meeting:
        meeting.app.notify("told here")
        await meeting.until(lambda: "told here" in meeting.seen)
        await meeting.press("f1")
        await meeting.on(HelpScreen)
        assert "told here" not in meeting.seen
        await meeting.press("escape")
        await meeting.on(SessionScreen)
        assert "told here" not in meeting.seen
        meeting.app.notify("told on the way")
        meeting.app.action_show_due()
        await meeting.on(DueScreen)
        await meeting.until(lambda: "told on the way" in meeting.seen)
