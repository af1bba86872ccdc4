"""Recording in sessions that may be open in this window, or closed on the shelf."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from danvan_tui.followup.reviewing.recording import Recorded, take_back
from danvan_tui.followup.writing import joined
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.tui.recorder import Job

if TYPE_CHECKING:
    from danvan_tui.ledger.store import Entry
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen

Place = tuple[str, str]
"""The folder of a session and an operation in it."""


class Recording:
    """Records what belongs after a meeting, wherever its session is; used on the app's thread."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app

    def written_here(self) -> dict[str, SessionScreen]:
        """The sessions that are written in this window, by folder."""
        screens = self._app.sessions
        return {one.notebook.folder.name: one for one in screens if not one.notebook.read_only}

    async def through(
        self,
        screen: SessionScreen,
        make: Callable[[], Entry | None],
        problems: list[str],
        subjects: Sequence[str] = (),
    ) -> Recorded:
        """Record behind what waits there; what cannot be saved yet goes on waiting.

        ``make`` may still add to ``problems`` and to ``subjects``, of which it is recorded.
        """
        made: list[Place] = []

        def prepare() -> Entry | None:
            made.clear()
            try:
                entry = make()
            except LedgerError as error:
                problems.append(str(error))
                return None
            if entry is not None:
                made.append((screen.notebook.folder.name, entry.operation.id))
            return entry

        job = Job(prepare)
        screen.recorder.submit(job)
        await screen.recorder.rest()
        trouble = screen.recorder.trouble
        waits = job in screen.recorder.waiting and trouble is not None
        return Recorded(
            tuple(made),
            tuple(problems),
            (str(trouble),) if waits else (),
            subjects=tuple(subjects) if made else (),
        )

    async def take_back(self, operations: Iterable[Place]) -> Recorded:
        """Take back what was recorded, each where it was."""
        here, places = self.written_here(), list(operations)
        others = [place for place in places if place[0] not in here]
        shelf, person = self._app.shelf, self._app.person
        parts = [
            await self._take_back_here(here[folder], operation)
            for folder, operation in places
            if folder in here
        ]
        if others:
            parts.append(await asyncio.to_thread(take_back, shelf, others, person))
        return joined(parts)

    async def _take_back_here(self, screen: SessionScreen, operation: str) -> Recorded:
        notebook = screen.notebook
        return await self.through(screen, lambda: notebook.prepare_undo_of(operation), [])

    async def look_again(self, recorded: Recorded) -> None:
        """Let the index know what was written in sessions that are not open here."""
        following, here = self._app.following, self.written_here()
        for folder in dict.fromkeys(folder for folder, _operation in recorded.operations):
            if folder in here:
                following.refresh(here[folder].notebook)
            else:
                reading = await asyncio.to_thread(following.follow_up.read, folder)
                following.follow_up.accept(reading)
