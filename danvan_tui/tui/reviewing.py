"""Reviewing: what was found of promises is recorded from any screen, and taken back again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.capture.context import Context
from danvan_tui.followup.reviewing import (
    Found,
    Recorded,
    numbered,
    problem,
    record_reviews,
    review_edits,
    take_back,
)
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.state import State
from danvan_tui.model.standing import result_name
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.waiting import waiting

if TYPE_CHECKING:
    from danvan_tui.followup.promises import Followable
    from danvan_tui.ledger.notebook import Entry
    from danvan_tui.ledger.operation import Edit
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.review_dialogs import ReviewDialogs
    from danvan_tui.tui.screens.session import SessionScreen

Place = tuple[str, str]
"""The folder of a session and an operation in it."""


@dataclass(frozen=True)
class Made:
    """What was recorded at once: for which promises, and where."""

    promises: frozenset[str]
    operations: tuple[Place, ...]


class Reviewing:
    """Records reviews of one app, each in the session its promise was made in."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._made: list[Made] = []

    @cached_property
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
                        for folder, screen in self._written_here().items()
                        if folder in sessions
                    ],
                    await self._record_elsewhere(sessions.values(), found),
                ]
            )
            await self._look_again(recorded)
        written = {folder for folder, _operation in recorded.operations}
        done = [one.promise.id for one in promises if one.session.folder in written]
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
        here = self._written_here()
        at_hand = [place for place in made.operations if place[0] in here]
        others = [place for place in made.operations if place[0] not in here]
        shelf, person = self._app.shelf, self._app.settings.person
        async with waiting(self._app, _("Taking back…")):
            parts = [await self._take_back_here(here[folder], one) for folder, one in at_hand]
            if others:
                parts.append(await asyncio.to_thread(take_back, shelf, others, person))
            taken = joined(parts)
            await self._look_again(taken)
        self._forget(made, taken)
        self._tell([*taken.problems, *taken.notices])
        if not taken.problems:
            self._app.notify(_("The review was taken back; the history keeps it."))
        return taken

    def _forget(self, made: Made, taken: Recorded) -> None:
        """What could not be taken back may be tried again."""
        free = {folder for folder, _operation in taken.operations}
        left = tuple(place for place in made.operations if place[0] not in free)
        if made in self._made:
            place = self._made.index(made)
            self._made[place : place + 1] = [Made(made.promises, left)] if left else []

    # Sessions that are written in this window

    def _written_here(self) -> dict[str, SessionScreen]:
        screens = self._app.sessions
        return {one.notebook.folder.name: one for one in screens if not one.notebook.read_only}

    async def _record_here(
        self, screen: SessionScreen, promises: Iterable[Followable], found: Found
    ) -> Recorded:
        notebook = screen.notebook
        problems: list[str] = []

        def make() -> Entry | None:
            edits: list[Edit] = []
            for one in promises:
                try:
                    edits += review_edits(notebook, one, found)
                except LedgerError as error:
                    problems.append(str(error))
            return notebook.prepare(numbered(notebook, edits)) if edits else None

        return await self._through(screen, make, problems)

    async def _take_back_here(self, screen: SessionScreen, operation: str) -> Recorded:
        notebook = screen.notebook
        return await self._through(screen, lambda: notebook.prepare_undo_of(operation), [])

    async def _through(
        self, screen: SessionScreen, make: Callable[[], Entry | None], problems: list[str]
    ) -> Recorded:
        """Record behind what waits there; what cannot be saved yet goes on waiting."""
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
        return Recorded(tuple(made), tuple(problems), (str(trouble),) if waits else ())

    # All others

    async def _record_elsewhere(
        self, sessions: Iterable[Iterable[Followable]], found: Found
    ) -> Recorded:
        promises = [one for several in sessions for one in several]
        if not promises:
            return Recorded()
        shelf, person = self._app.shelf, self._app.settings.person
        return await asyncio.to_thread(record_reviews, shelf, promises, found, person)

    async def _look_again(self, recorded: Recorded) -> None:
        """Let the index know what was written in sessions that are not open here."""
        following, here = self._app.following, self._written_here()
        for folder in dict.fromkeys(folder for folder, _operation in recorded.operations):
            if folder in here:
                following.refresh(here[folder].notebook)
            else:
                reading = await asyncio.to_thread(following.follow_up.read, folder)
                following.follow_up.accept(reading)

    def _tell(self, sentences: Sequence[str]) -> None:
        if sentences:
            self._app.notify("\n".join(sentences), severity="warning", timeout=15)


def joined(parts: Iterable[Recorded]) -> Recorded:
    """What came of several attempts."""
    several = list(parts)
    return Recorded(
        tuple(place for one in several for place in one.operations),
        tuple(sentence for one in several for sentence in one.problems),
        tuple(sentence for one in several for sentence in one.notices),
    )


def _said(found: Found, count: int, undo: str) -> str:
    result = result_name(found.result) if found.result else ""
    return ngettext(
        "Recorded: {result}. {key} takes it back.",
        "Recorded for {count} promises: {result}. {key} takes it back.",
        count,
    ).format(result=result, count=count, key=undo)
