"""Promise: what takes longer than half a second says so, and stops saying so when it is done."""

import asyncio

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.waiting import waiting
from tests.tui.meeting import opened

WORDS = "Reading the list…"


async def test_what_is_slow_says_so_until_it_is_done(shelf: Shelf) -> None:
    async with opened(shelf) as meeting:
        done = asyncio.Event()

        async def slow() -> None:
            async with waiting(meeting.app, WORDS):
                await done.wait()

        task = asyncio.create_task(slow())
        await meeting.until(lambda: WORDS in meeting.seen, "for the words")
        done.set()
        await task
        await meeting.until(lambda: WORDS not in meeting.seen, "for the words to go")


async def test_what_is_quick_says_nothing(shelf: Shelf) -> None:
    async with opened(shelf) as meeting:
        async with waiting(meeting.app, WORDS):
            await asyncio.sleep(0)
        assert WORDS not in meeting.said
