"""Keeping secret in all sessions what became secret in one, whatever of them is open here."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from danvan_tui.followup.reviewing.protecting import (
    forget_office_drafts,
    protect_elsewhere,
    protection,
    put_off,
    secret_ids,
    told,
)
from danvan_tui.followup.writing import joined
from danvan_tui.tui.recording import Recording

if TYPE_CHECKING:
    from danvan_tui.followup.index.exposed import Exposed
    from danvan_tui.followup.writing import Recorded
    from danvan_tui.ledger.store import Entry
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen


class Protecting:
    """Does so for one app, each time the sessions were read; what could not be is tried then."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._recording = Recording(app)
        self._told: set[str] = set()
        """What was in the way and was said already."""

    async def keep_up(self) -> None:
        """Keep secret what is not yet, and say so; nothing of who or what."""
        app, follow_up = self._app, self._app.following.follow_up
        await asyncio.to_thread(forget_office_drafts, app.shelf.root, secret_ids(follow_up))
        exposed = await asyncio.to_thread(follow_up.exposed)
        here = self._recording.written_here()
        parts = [
            await self._in_session(screen, exposed.pop(folder))
            for folder, screen in here.items()
            if folder in exposed
        ]
        if exposed:
            person = app.person
            parts.append(await asyncio.to_thread(protect_elsewhere, app.shelf, exposed, person))
        recorded = joined(parts)
        await self._recording.look_again(recorded)
        self._tell(recorded)
        if recorded.operations:
            app.following.begin()  # what became secret in one may be exposed in a third

    async def _in_session(self, screen: SessionScreen, exposed: Exposed) -> Recorded:
        notebook = screen.notebook
        problems: list[str] = []

        def make() -> Entry | None:
            edits, reason = protection(notebook, exposed)
            return notebook.prepare(edits, reason=reason) if edits else None

        recorded = await self._recording.through(screen, screen.writing.quietly(make), problems)
        about = put_off(notebook.state.session.code)
        return replace(recorded, problems=tuple(f"{about}: {one}" for one in recorded.problems))

    def _tell(self, recorded: Recorded) -> None:
        sentences = [one for one in told(recorded) if one not in self._told]
        self._told.update(recorded.problems)
        if sentences:
            self._app.notify("\n".join(sentences), severity="warning", timeout=15)
