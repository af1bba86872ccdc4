"""Duties: what the law asks for is recorded as met from its list, and taken back again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.followup.clocks.duties import Done, duty_edits, problem, record_duties
from danvan_tui.followup.writing import Recorded, joined
from danvan_tui.language import _, ngettext
from danvan_tui.model.records import Table
from danvan_tui.tui.recording import Place, Recording
from danvan_tui.tui.waiting import waiting
from danvan_tui.wording import due as wording

if TYPE_CHECKING:
    from danvan_tui.capture.context import Context
    from danvan_tui.followup.clocks.due import DueItem
    from danvan_tui.ledger.store import Entry
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.form_values import Row
    from danvan_tui.tui.screens.session import SessionScreen

_ASKED = ("on", "document", "note")
"""The fields of a duty that its form asks for."""

Then = Callable[[], None]
"""What is done once something was recorded."""


class Duties:
    """Asks how duties were met, records them in their sessions, and takes them back."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._recording = Recording(app)
        self._draft = app.office_drafts.file("duty")
        self._made: list[tuple[Place, ...]] = []

    def ask(
        self, items: Sequence[DueItem], then: Then, *, typed: dict[str, str] | None = None
    ) -> None:
        """Ask when and how these duties were met; what is refused stays in the form."""
        from danvan_tui.tui.form_values import written  # noqa: PLC0415 - only when asked for
        from danvan_tui.tui.screens.form import RecordForm  # noqa: PLC0415
        from danvan_tui.wording.fields import form_fields  # noqa: PLC0415

        app, left = self._app, list(items)
        fields = tuple(
            field for field in form_fields(Table.DUTIES, app.catalogues) if field.name in _ASKED
        )
        row: Row = {"on": app.shelf.today().isoformat()}
        draft = None if any(item.protected for item in items) else self._draft
        form = RecordForm(
            title_of(items),
            fields,
            row,
            self._surroundings,
            draft=draft,
            where="\n".join(item.key for item in items),
            typed=typed,
            empty_is_enough=True,
            first="document",
        )

        async def take(values: Row | None) -> None:
            if values is None:
                return
            given = {name: str(value or "") for name, value in (row | values).items()}
            refused = await self._record(left, Done(**given))
            if refused:
                app.notify(refused, severity="error", timeout=15)
                again = {one.name: written(one, row | values, self._surroundings) for one in fields}
                self.ask(left, then, typed=again)
                return
            if draft is not None:
                await asyncio.to_thread(draft.clear)
            then()

        app.push_screen(form, take)

    def offer_again(self, find: Callable[[str], DueItem | None], then: Then) -> None:
        """Open the form again in which something typed was not recorded yet."""
        kept = self._draft.left_before()
        found = [find(key) for key in kept.pop("where", "").split("\n")]
        items = [item for item in found if item is not None]
        if items:
            self._app.notify(_("A form was not recorded yet; here it is again."))
            self.ask(items, then, typed=kept)

    async def take_back(self) -> None:
        """Take back what was recorded last; says so, or why it stays."""
        if not self._made:
            self._app.notify(_("Nothing was recorded here that could be taken back."))
            return
        places = self._made[-1]
        async with waiting(self._app, _("Taking back…")):
            taken = await self._recording.take_back(places)
            await self._recording.look_again(taken)
        free = {folder for folder, _operation in taken.operations}
        left = tuple(place for place in places if place[0] not in free)
        self._made[-1:] = [left] if left else []
        self._tell([*taken.problems, *taken.notices])
        if not taken.problems:
            self._app.notify(_("It is due again; the history keeps what was recorded."))

    @cached_property
    def _surroundings(self) -> Context:
        """What a day is read against: today's year."""
        from danvan_tui.capture.context import Context  # noqa: PLC0415 - only when asked for
        from danvan_tui.ledger.state import State  # noqa: PLC0415

        app = self._app
        return Context.of(State(), app.catalogues, app.calendar, app.shelf.today())

    async def _record(self, left: list[DueItem], done: Done) -> str:
        """Record all that are left; gives why some could not be, which are left then."""
        refused = next(filter(None, (problem(done, one, self._today) for one in left)), "")
        if refused:
            return refused
        async with waiting(self._app, _("Recording…")):
            recorded = await self._written(left, done)
            await self._recording.look_again(recorded)
        count = len(recorded.subjects)
        left[:] = [one for one in left if one.key not in recorded.subjects]
        if recorded.operations:
            self._made.append(recorded.operations)
            self._app.notify(_said(count, self._app.plan.key_name("undo")))
        self._tell(recorded.notices)
        return "\n".join(recorded.problems)

    async def _written(self, items: Sequence[DueItem], done: Done) -> Recorded:
        here = self._recording.written_here()
        parts = []
        for folder in dict.fromkeys(one.folder for one in items if one.folder in here):
            owed = [one for one in items if one.folder == folder]
            parts.append(await self._written_here(here[folder], owed, done))
        others = [one for one in items if one.folder not in here]
        if others:
            shelf, person, today = self._app.shelf, self._app.person, self._today
            parts.append(
                await asyncio.to_thread(record_duties, shelf, others, done, person, today=today)
            )
        return joined(parts)

    async def _written_here(
        self, screen: SessionScreen, items: Sequence[DueItem], done: Done
    ) -> Recorded:
        notebook = screen.notebook

        def make() -> Entry:
            return notebook.prepare(duty_edits(notebook, items, done))

        return await self._recording.through(screen, make, [], [item.key for item in items])

    @property
    def _today(self) -> date:
        return self._app.shelf.today()

    def _tell(self, sentences: Sequence[str]) -> None:
        if sentences:
            self._app.notify("\n".join(sentences), severity="warning", timeout=15)


def title_of(items: Sequence[DueItem]) -> str:
    """Which duties were met, in one line."""
    if len(items) == 1:
        return f"{items[0].clock.name} · {wording.about(items[0])}"
    return ngettext("{count} duty was met", "{count} duties were met", len(items)).format(
        count=len(items)
    )


def _said(count: int, undo: str) -> str:
    return ngettext(
        "Recorded as done. {key} takes it back.",
        "{count} recorded as done. {key} takes them back.",
        count,
    ).format(count=count, key=undo)
