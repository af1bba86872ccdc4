"""The opening review: what the villages of a session were promised before is listed in it, quietly.

What became of each is recorded as it is typed, and what is typed reaches the disk before that.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.language import _
from danvan_tui.ledger.attending import beginning_edits
from danvan_tui.ledger.draft import OPENING_DRAFT, Draft, DraftFile
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import Review, SessionState, Table
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.recorder import Job

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.capture.review_line import Finding
    from danvan_tui.followup.promises import Followable, Followed
    from danvan_tui.followup.reviewing.recording import Found
    from danvan_tui.ledger.operation import Edit
    from danvan_tui.tui.screens.session import SessionScreen
    from danvan_tui.tui.standing_before import StandingBefore

QUIET = 1.2  # seconds a session may open in before the other sessions are read
_LOOK = 0.05  # seconds between two looks at how far they are read
_LISTING = frozenset({SessionState.DRAFT, SessionState.LIVE})
"""When promises may still be listed: what is being read back is complete."""


class Typed(NamedTuple):
    """What was typed of a promise, by the id of its review."""

    review: str
    text: str


class _Found(NamedTuple):
    """The promises to be listed, asked for before their turn comes."""

    promises: Sequence[Followed]
    known: dict[str, Followable | None]

    def followable(self, commitment_id: str) -> Followable | None:
        """One of them with everything said about it."""
        return self.known.get(commitment_id)


class OpeningReview:
    """Lists the promises made before in one session, and records what became of them."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._notebook = screen.notebook
        self._looking: Worker[None] | None = None
        self._file = DraftFile(screen.notebook.folder / OPENING_DRAFT)
        self._drafting: Drafting | None = None
        self._waiting: list[Typed] = []
        """What is being recorded."""
        self.returned: deque[Typed] = deque()
        """What could not be recorded, or was not when the program ended."""
        self.here: Typed | None = None
        """What stands in the line now."""
        self.changed: Callable[[], None] | None = None
        """What the screen above the session does when something came back."""

    @cached_property
    def before(self) -> StandingBefore:
        """How the promises stood before this session."""
        from danvan_tui.tui.standing_before import StandingBefore as Made  # noqa: PLC0415

        return Made(self._screen.app)

    # Listing

    @property
    def _may_list(self) -> bool:
        session = self._notebook.state.session
        is_listing = session.state in _LISTING and bool(session.villages)
        return is_listing and self._screen.writable

    @property
    def is_looking(self) -> bool:
        """Whether it is still being found out what was promised before."""
        return self._looking is not None and not self._looking.is_finished

    def begin(self) -> None:
        """List what is not listed yet, once the other sessions are read."""
        if self._may_list:
            self._looking = self._screen.run_worker(
                self._list(), group="opening review", exclusive=True
            )

    async def complete(self) -> None:
        """List what is not listed yet, and wait until that is done."""
        if not self.is_looking:
            self.begin()
        await self.rest()

    async def rest(self) -> None:
        """Wait until what is being looked for is listed."""
        while self.is_looking:
            await asyncio.sleep(_LOOK)
        await self._screen.recorder.rest()

    async def _list(self) -> None:
        from danvan_tui.followup.reviewing.opening import agenda_edits, to_review  # noqa: PLC0415

        notebook, following = self._notebook, self._screen.app.following
        following.begin()
        while following.is_reading:
            await asyncio.sleep(_LOOK)
        promises, session = following.follow_up.promises, notebook.state.session
        wanted = await asyncio.to_thread(to_review, promises, session)
        listed = {one.commitment for one in notebook.state.reviews()}
        found = _Found([one for one in wanted if one.commitment not in listed], {})
        for promise in found.promises:
            found.known[promise.commitment] = following.follow_up.followable(promise.commitment)
            await asyncio.sleep(0)  # keys come first

        def make() -> Entry | None:
            edits = agenda_edits(notebook, found) if self._may_list else []
            return notebook.prepare(edits) if edits else None

        if found.promises:
            self._screen.submit(self._screen.writing.quietly(make))

    # Recording

    def review(self, review: str) -> Review | None:
        """A listed promise with its result as it stands now, in whatever record that is."""
        reviews = self._notebook.state.reviews()
        found = next((one for one in reviews if one.id == review), None)
        return found or self._instead(review, reviews)

    def _instead(self, review: str, reviews: Iterable[Review]) -> Review | None:
        """What was listed anew in place of a review that was answered twice."""
        told = self._notebook.state.fold.versions(Table.REVIEWS, review, "commitment")
        promises = {one.value for one in told}
        return next((one for one in reviews if one.session and one.commitment in promises), None)

    def read(self, review: Review, text: str) -> Finding:
        """What a line is understood to say of a promise."""
        from danvan_tui.capture.review_line import read_review  # noqa: PLC0415

        made = self.before.followable(review).session.date
        try:
            promised_on = date.fromisoformat(made)
        except ValueError:
            promised_on = date.min
        return read_review(text, self._screen.understanding(), promised_on)

    def why_not(self, review: Review, text: str) -> str:
        """Why a line cannot be recorded of a promise; empty where it can."""
        finding = self.read(review, text)
        return finding.problem or self._problem(review, self._found(finding))

    def _found(self, finding: Finding) -> Found:
        from danvan_tui.followup.reviewing.recording import found_from  # noqa: PLC0415

        return found_from(finding, on=self._screen.session_date().isoformat())

    def _problem(self, review: Review, found: Found) -> str:
        from danvan_tui.followup.reviewing.recording import problem  # noqa: PLC0415

        # By no clock can the day of the meeting lie in the future.
        today = max(self._notebook.clock().date(), self._screen.session_date())
        return problem(found, self.before.followable(review), today)

    def record(self, typed: Typed) -> None:
        """Record what was typed of a promise when its turn comes."""
        self._waiting.append(typed)
        make = self._screen.writing.quietly(lambda: self._entry(typed))
        self._screen.recorder.submit(
            Job(make, saved=lambda: self._done(typed), refused=lambda: self._refused(typed))
        )

    @property
    def waiting(self) -> set[str]:
        """The reviews whose result is being recorded."""
        return {typed.review for typed in self._waiting}

    def _entry(self, typed: Typed) -> Entry | None:
        from danvan_tui.followup.reviewing.listed import answer_edits  # noqa: PLC0415

        review = self.review(typed.review)
        why_not = self.why_not(review, typed.text) if review else _("It is not listed any more.")
        if review is None or why_not:
            raise InvalidChangeError(why_not)
        found = self._found(self.read(review, typed.text))
        edits = answer_edits(self._notebook, self.before.ask(review), review, found)
        return self._notebook.prepare([*edits, *beginning_edits(self._notebook.state.session)])

    def filled_in(self, edit: Edit) -> list[Edit]:
        """What the form of a review records: as a line does, by the same rules.

        Raises InvalidChangeError.
        """
        from danvan_tui.followup.reviewing.listed import answer_edits, found_in  # noqa: PLC0415

        review = self.review(edit.record)
        if review is None or not review.session:
            return [edit]
        found = found_in(review, edit.fields, on=self._screen.session_date().isoformat())
        if found.result is None:
            return [edit]
        why_not = self._problem(review, found)
        if why_not:
            raise InvalidChangeError(why_not)
        edits = answer_edits(self._notebook, self.before.ask(review), review, found)
        return [*edits, *beginning_edits(self._notebook.state.session)]

    def _done(self, typed: Typed) -> None:
        self._waiting.remove(typed)

    def _refused(self, typed: Typed) -> None:
        self._waiting.remove(typed)
        self.returned.append(typed)
        if self.changed is not None:
            self.changed()

    # Drafts

    def waits(self) -> bool:
        """Whether anything was typed and not recorded when the program ended; it comes back."""
        for place, text in sorted(self._file.read().items()):
            typed = Typed(place.partition(" ")[2], text)
            review = self.review(typed.review)
            if review is not None and not self._says(review, typed.text):
                self.returned.append(typed)
        if not self.returned:
            self._file.clear()
        return bool(self.returned)

    def _says(self, review: Review, text: str) -> bool:
        """Whether a line was recorded just before the program ended."""
        finding = self.read(review, text)
        said = (finding.result, finding.note, finding.reason, finding.due)
        return said == (review.result, review.note, review.reason, review.due)

    def keep(self) -> None:
        """Keep what is typed from now on."""
        if self._drafting is None:
            self._drafting = Drafting(self._screen, self._file, self._draft)

    async def finish(self) -> None:
        """Keep what is typed for the last time."""
        if self._drafting is not None:
            await self._drafting.finish()

    def _draft(self) -> Draft:
        here = [self.here] if self.here is not None and self.here.text.strip() else []
        lines = [*self._waiting, *here, *self.returned]
        return {f"{place:04} {one.review}": one.text for place, one in enumerate(lines)}
