"""Reviewing: what was found of promises is recorded from any screen, and taken back again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.capture.context import Context
from danvan_tui.followup.reviewing.recording import (
    Found,
    Recorded,
    numbered,
    problem,
    record_reviews,
    review_edits,
)
from danvan_tui.followup.reviewing.taking_back import take_back_last
from danvan_tui.followup.writing import joined
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.state import State
from danvan_tui.model.standing import result_name
from danvan_tui.tui.recording import Place, Recording
from danvan_tui.tui.waiting import waiting

if TYPE_CHECKING:
    from danvan_tui.followup.extract import Extract
    from danvan_tui.followup.promises import Followable
    from danvan_tui.ledger.operation import Edit
    from danvan_tui.ledger.store import Entry
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.review_dialogs import ReviewDialogs
    from danvan_tui.tui.screens.session import SessionScreen


@dataclass(frozen=True)
class Made:
    """What was recorded at once: for which promises, and where."""

    promises: frozenset[str]
    operations: tuple[Place, ...]


class Reviewing:
    """Records reviews of one app, each in the session its promise was made in."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._recording = Recording(app)
        self._made: list[Made] = []

    @property
    def surroundings(self) -> Context:
        """What a typed line is read against, where no session is written in."""
        app = self._app
        return Context.of(State(), app.catalogues, app.calendar, app.shelf.today())

    @cached_property
    def dialogs(self) -> ReviewDialogs:
        """What asks for a review."""
        from danvan_tui.tui.review_dialogs import ReviewDialogs as Made  # noqa: PLC0415

        return Made(self._app)

    @property
    def last(self) -> Made | None:
        """What was recorded last and not taken back."""
        return self._made[-1] if self._made else None

    def refused(self, promises: Iterable[Followable], found: Found) -> str:
        """Why this cannot be recorded of one of these promises; empty where it can of all."""
        today = self._app.shelf.today()
        return next(filter(None, (problem(found, one, today) for one in promises)), "")

    async def record(self, promises: Sequence[Followable], found: Found) -> Recorded:
        """Record one finding of these promises; says what was recorded.

        What a session refuses is told in the problems, and leaves the others as they are.
        """
        sessions: dict[str, list[Followable]] = {}
        for one in promises:
            sessions.setdefault(one.session.folder, []).append(one)
        async with waiting(self._app, _("Recording…")):
            recorded = joined(
                [
                    *[
                        await self._record_here(screen, sessions.pop(folder), found)
                        for folder, screen in self._recording.written_here().items()
                        if folder in sessions
                    ],
                    await self._record_elsewhere(sessions.values(), found),
                ]
            )
            await self._recording.look_again(recorded)
        done = recorded.subjects
        if done:
            self._made.append(Made(frozenset(done), recorded.operations))
            self._app.notify(_said(found, len(done), self._app.plan.key_name("undo")))
        self._tell(recorded.notices)
        return recorded

    async def take_back(self, made: Made | None = None) -> Recorded:
        """Take back what was recorded last, or this; says so, or why it stays."""
        made = made or self.last
        if made is None:
            self._app.notify(_("Nothing was recorded here that could be taken back."))
            return Recorded()
        async with waiting(self._app, _("Taking back…")):
            taken = await self._recording.take_back(made.operations)
            await self._recording.look_again(taken)
        self._forget(made, taken)
        self._tell_taken(taken)
        return taken

    def made_just_now(self, promise: str, folder: str) -> bool:
        """Whether what was recorded here last is of this promise alone, in this session."""
        last = self.last
        return (
            last is not None
            and last.promises == {promise}
            and [place for place, _operation in last.operations] == [folder]
        )

    async def take_back_last(self, promise: Followable, said_in: Sequence[Extract]) -> Recorded:
        """Take back the last review of a promise, whenever it was made, and nothing with it.

        ``said_in`` are the sessions in which its reviews stand.
        """
        here = self._recording.written_here()
        for screen in here.values():
            await screen.recorder.drain()
        free = {name: one.notebook for name, one in here.items() if not one.recorder.waiting}
        shelf, person = self._app.shelf, self._app.person
        if any(session.folder in here for session in said_in):
            taken = take_back_last(shelf, [promise], said_in, person, free)
        else:
            taken = await asyncio.to_thread(take_back_last, shelf, [promise], said_in, person)
        for folder in {folder for folder, _operation in taken.operations} & here.keys():
            here[folder].refresh_records()
        await self._recording.look_again(taken)
        self._tell_taken(taken)
        return taken

    def _tell_taken(self, taken: Recorded) -> None:
        self._tell([*taken.problems, *taken.notices])
        if not taken.problems:
            self._app.notify(_("The review was taken back; the history keeps it."))

    def _forget(self, made: Made, taken: Recorded) -> None:
        """What could not be taken back may be tried again."""
        free = {folder for folder, _operation in taken.operations}
        left = tuple(place for place in made.operations if place[0] not in free)
        if made in self._made:
            place = self._made.index(made)
            self._made[place : place + 1] = [Made(made.promises, left)] if left else []

    # Sessions that are written in this window

    async def _record_here(
        self, screen: SessionScreen, promises: Iterable[Followable], found: Found
    ) -> Recorded:
        notebook = screen.notebook
        problems: list[str] = []
        subjects: list[str] = []

        def make() -> Entry | None:
            edits: list[Edit] = []
            problems.clear()
            subjects.clear()
            for one in promises:
                try:
                    edits += review_edits(notebook, one, found)
                    subjects.append(one.promise.id)
                except LedgerError as error:
                    problems.append(str(error))
            return notebook.prepare(numbered(notebook, edits)) if edits else None

        return await self._recording.through(screen, make, problems, subjects)

    # All others

    async def _record_elsewhere(
        self, sessions: Iterable[Iterable[Followable]], found: Found
    ) -> Recorded:
        promises = [one for several in sessions for one in several]
        if not promises:
            return Recorded()
        shelf, person = self._app.shelf, self._app.person
        return await asyncio.to_thread(record_reviews, shelf, promises, found, person)

    def _tell(self, sentences: Sequence[str]) -> None:
        if sentences:
            self._app.notify("\n".join(sentences), severity="warning", timeout=15)


def _said(found: Found, count: int, undo: str) -> str:
    result = result_name(found.result) if found.result else ""
    return ngettext(
        "Recorded: {result}. {key} takes it back.",
        "Recorded for {count} promises: {result}. {key} takes it back.",
        count,
    ).format(result=result, count=count, key=undo)
