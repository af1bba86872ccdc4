"""Asking for what was found of promises, in a line or in a form; what is refused stays there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_tui.capture.review_line import Finding, read_review
from danvan_tui.followup.promises import Followable
from danvan_tui.followup.reviewing.evidence import evidence
from danvan_tui.followup.reviewing.recording import Found, found_from, name_of
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.model.records import Result, Table
from danvan_tui.model.standing import standing
from danvan_tui.tui.form_values import Row, written
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.review_line import ReviewLine
from danvan_tui.tui.waiting import waiting
from danvan_tui.wording import words
from danvan_tui.wording.fields import FormField, form_fields

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

Then = Callable[[], None]
"""What is done once a review was recorded."""

_WORDS = ("note", "reason", "by", "document")
_NAMED = 12  # promises that are named; of more only the number is told
_LONG = 120  # seconds: it is shown once, and people have to write it down


class ReviewDialogs:
    """Opens the line and the form, and records what they give."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._line_draft = app.office_drafts.file("review")
        self._form_draft = app.office_drafts.file("review-form")

    def ask_line(self, promises: Sequence[Followable], then: Then, *, text: str = "") -> None:
        """Ask for the result of these promises in one line."""
        left = list(promises)

        async def record(finding: Finding) -> str:
            return await self._record(left, found_from(finding))

        def done(finding: Finding | None) -> None:
            if finding is not None or len(left) < len(promises):
                then()

        line = ReviewLine(
            title_of(promises),
            promised_on(promises, self._app.shelf.today()),
            self._app.reviewing.surroundings,
            about=about(promises),
            text=text,
            record=record,
            draft=_draft_for(promises, self._line_draft, is_again=bool(text)),
            where=_where(promises),
        )
        self._app.push_screen(line, done)

    def offer_again(self, find: Callable[[str], Followable | None], then: Then) -> None:
        """Open the line again in which something typed was not recorded yet.

        To be asked once all sessions are read: what was typed of a promise that is gone is told.
        """
        for draft, ask in (
            (self._line_draft, self._line_again),
            (self._form_draft, self._form_again),
        ):
            kept = draft.left_before()
            known = _known(kept)
            there = [one for one in map(find, known) if one is not None]
            promises = [one for one in there if not self._is_said(one, kept, known[one.promise.id])]
            if there and not promises:
                draft.clear()
            elif promises:
                self._app.notify(_("A review was not recorded yet; here it is again."))
                ask(promises, then, kept)
            elif kept:
                self._app.notify(_orphaned(kept), severity="warning", timeout=_LONG)
                draft.clear()

    def _is_said(self, promise: Followable, kept: Draft, known: Collection[str]) -> bool:
        """Whether it was recorded of this promise just before the program ended."""
        ids = {one.id for one in promise.reviews if one.id not in known}
        if not ids:
            return False
        try:  # the index keeps no words
            shelf = self._app.shelf
            rows = shelf.rows(shelf.find(promise.session.folder).name)
        except LedgerError:
            return False
        since = [one for one in rows.reviews if one.id in ids]
        if "line" not in kept:
            typed = [kept.get(name, "").split() for name in _WORDS]
            return any([getattr(one, name).split() for name in _WORDS] == typed for one in since)
        day = promised_on([promise], self._app.shelf.today())
        read = read_review(kept["line"], self._app.reviewing.surroundings, day)
        said = (read.result, read.note, read.reason, read.due)
        return any((one.result, one.note, one.reason, one.due) == said for one in since)

    def _line_again(self, promises: list[Followable], then: Then, kept: dict[str, str]) -> None:
        self.ask_line(promises, then, text=kept.get("line", ""))

    def _form_again(self, promises: list[Followable], then: Then, kept: dict[str, str]) -> None:
        typed = {name: text for name, text in kept.items() if name != "where"}
        self.ask_form(promises, then, typed=typed)

    def ask_form(
        self, promises: Sequence[Followable], then: Then, *, typed: dict[str, str] | None = None
    ) -> None:
        """Ask for all there is to say about the result of these promises."""
        app = self._app
        fields = tuple(map(_by_path, form_fields(Table.REVIEWS, app.catalogues)))
        context = app.reviewing.surroundings
        row: Row = {"on": app.shelf.today().isoformat()}
        draft = _draft_for(promises, self._form_draft, is_again=bool(typed))
        form = RecordForm(
            _("Review: {promises}").format(promises=title_of(promises)),
            fields,
            row,
            context,
            draft=draft,
            where=_where(promises),
            typed=typed,
        )
        left = list(promises)

        async def take(values: Row | None) -> None:
            if values is None:
                return
            problem = await self._take(left, values)
            if problem:
                app.notify(problem, severity="error", timeout=15)
                again = {one.name: written(one, row | values, context) for one in fields}
                self.ask_form(left, then, typed=again)
                return
            if draft is not None:
                await asyncio.to_thread(draft.clear)
            then()

        app.push_screen(form, take)

    async def _take(self, left: list[Followable], values: Row) -> str:
        """Record what a form gives; why it could not be, else nothing."""
        said: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        if "result" in said:
            said["result"] = Result(said["result"])
        else:
            said["result"] = Result.NOTED
        path = str(said.pop("file", ""))
        if path:
            try:
                name, digest = await self._proved(Path(path))
            except LedgerError as error:
                return str(error)
            said |= {"file": name, "digest": digest}
        return await self._record(left, Found(**said))

    async def _proved(self, path: Path) -> tuple[str, str]:
        """Read the file that proves it; leaving the program meanwhile does not wait for it."""
        app, left = self._app, threading.Event()

        def is_left() -> bool:
            return left.is_set() or not app.is_running

        try:
            async with waiting(app, _("Reading the file…")):
                return await asyncio.to_thread(evidence, path, is_left)
        finally:
            left.set()

    async def _record(self, left: list[Followable], found: Found) -> str:
        """Record for all that are left; they are those that were refused afterwards."""
        refused = self._app.reviewing.refused(left, found)
        if refused:
            return refused
        recorded = await self._app.reviewing.record(left, found)
        left[:] = [one for one in left if one.promise.id not in recorded.subjects]
        return "\n".join(recorded.problems)


def _by_path(field: FormField) -> FormField:
    """The field as it is asked for here: the file that proves something is looked at."""
    return replace(field, label=_("Proof: file (its path)")) if field.name == "file" else field


def title_of(promises: Sequence[Followable]) -> str:
    """Which promises are reviewed, in one line."""
    if len(promises) != 1:
        return ngettext("{count} promise", "{count} promises", len(promises)).format(
            count=len(promises)
        )
    (one,) = promises
    stands = standing(one.promise, one.reviews)
    due = words.day(stands.due) or stands.due_text or _("no deadline")
    return " · ".join([name_of(one), stands.unit or _("no unit"), due])


def about(promises: Sequence[Followable]) -> str:
    """The promise as it was said; of several their names."""
    if len(promises) == 1:
        return words.one_line(promises[0].promise.content)
    named = ", ".join(name_of(one) for one in promises[:_NAMED])
    return named if len(promises) <= _NAMED else f"{named}, …"


def promised_on(promises: Sequence[Followable], otherwise: date) -> date:
    """The day before which no deadline may be: the last on which one of them was made."""
    try:
        return date.fromisoformat(max(one.session.date for one in promises))
    except ValueError:
        return otherwise


def _orphaned(kept: dict[str, str]) -> str:
    """What was typed of promises that are gone, to be written down where it belongs."""
    typed = " · ".join(words.one_line(text) for name, text in kept.items() if name != "where")
    return _(
        "This was typed of a promise that is not there any more, and is not recorded: “{text}”. "
        "Please write it down where it belongs."
    ).format(text=typed)


def _where(promises: Sequence[Followable]) -> str:
    """Of which promises something is typed, each with the reviews it had when that began."""
    known = [(one.promise.id, ",".join(review.id for review in one.reviews)) for one in promises]
    return " ".join("=".join(filter(None, one)) for one in known)


def _known(kept: Draft) -> dict[str, list[str]]:
    """The same as it was kept: the reviews that were known, by the promise."""
    parts = [one.partition("=") for one in kept.get("where", "").split()]
    return {promise: known.split(",") for promise, _sign, known in parts}


def _draft_for(
    promises: Sequence[Followable], draft: DraftFile, *, is_again: bool
) -> DraftFile | None:
    """What keeps the text, where it may: never what the law protects, never over what waits."""
    is_secret = any(one.is_secret for one in promises)
    return None if is_secret or (not is_again and draft.read()) else draft
