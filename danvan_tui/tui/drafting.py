"""Drafting: text still being typed reaches the disk at most half a second later."""

import asyncio
from collections.abc import Callable

from textual.dom import DOMNode

from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.ledger.errors import SaveError

_EVERY = 0.5  # seconds; the promise is one


class Drafting:
    """Keeps what ``read`` gives in a draft file whenever it changed."""

    def __init__(self, owner: DOMNode, file: DraftFile, read: Callable[[], Draft]) -> None:
        self._file = file
        self._read = read
        self._kept: Draft = {}
        self._writing = asyncio.Lock()
        self._timer = owner.set_interval(_EVERY, self.keep)

    async def keep(self) -> None:
        """Put the draft on the disk if it changed, unless that is being done."""
        if not self._writing.locked():
            await self.put()

    async def put(self) -> None:
        """Put what is typed now on the disk, whatever is being written before it."""
        async with self._writing:
            draft = self._read()
            if draft == self._kept:
                return
            if await asyncio.to_thread(self._put, draft):
                self._kept = draft

    async def finish(self) -> None:
        """Keep what there is for the last time."""
        self._timer.stop()
        async with self._writing:
            await asyncio.to_thread(self._put, self._read())

    async def forget(self) -> None:
        """Stop, and leave nothing on the disk: what was typed has become an entry."""
        self._timer.stop()
        async with self._writing:
            await asyncio.to_thread(self._file.clear)

    def _put(self, draft: Draft) -> bool:
        try:
            if any(draft.values()):
                self._file.write(draft)
            else:
                self._file.clear()
        except SaveError:
            return False  # the next round tries again; the state line tells of a full disk
        return True
