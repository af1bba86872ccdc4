"""The story of one promise, in short paragraphs that an official can read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from danvan_tui.language import _
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import Result, Review
from danvan_tui.model.standing import contradicting, standing
from danvan_tui.wording import words
from danvan_tui.wording.promises import stands

if TYPE_CHECKING:
    from danvan_tui.followup.extract import Extract
    from danvan_tui.followup.promises import Followable
    from danvan_tui.model.catalogue import Catalogues

_SHORT_DIGEST = 12  # letters of a digest that are read aloud, if at all


class Paragraph(NamedTuple):
    """What happened to a promise on one day."""

    when: str
    """The day as people write it; empty for where it stands now."""
    text: str


def story(
    followable: Followable, catalogues: Catalogues, sessions: Iterable[Extract]
) -> list[Paragraph]:
    """What was promised, everything found since in its order, and where it stands now.

    ``sessions`` are those the reviews may stand in. Of a promise to somebody the law protects only
    units, deadlines and results are told.
    """
    told = _Story(followable, catalogues, sessions)
    return [told.promised(), *told.reviews(), told.now()]


class _Story:
    """Tells one promise."""

    def __init__(
        self, followable: Followable, catalogues: Catalogues, sessions: Iterable[Extract]
    ) -> None:
        self._promise = followable.promise
        self._session = followable.session
        self._raised = followable.raised
        self._catalogues = catalogues
        self._secret = followable.is_secret
        self._stands = standing(followable.promise, followable.reviews)
        wanted = {review.id for review in self._stands.reviews}
        self._codes = {
            review.id: session.code or session.folder
            for session in sessions
            for review in session.reviews
            if review.id in wanted and session.session != followable.session.session
        }

    def promised(self) -> Paragraph:
        """Who promised what by when, and on what."""
        promise, meeting = self._promise, self._session.code or self._session.folder
        content = HIDDEN if self._secret else words.one_line(promise.content)
        deadline = _deadline(promise.first_due, promise.first_due_text)
        deadline = deadline or _deadline(promise.due, promise.due_text)
        parts = [
            _("Promised at {session}: “{promise}”.").format(session=meeting, promise=content),
            _("Responsible: {units}.").format(units=words.units(promise)),
            _("Deadline: {deadline}.").format(deadline=deadline or self._no_deadline()),
            *self._opinion(),
        ]
        return Paragraph(words.day(self._session.date), " ".join(parts))

    def reviews(self) -> Iterator[Paragraph]:
        """What was found, each with where, by whom and why."""
        unit = self._promise.lead_unit
        for review in self._stands.reviews:
            parts = [self._found(review, unit), *self._said(review), *self._contradicted(review)]
            unit = review.unit if review.result is Result.REASSIGNED and review.unit else unit
            text = f"{self._where(review)}: {' '.join(parts)}"
            yield Paragraph(words.day(review.on), text)

    def now(self) -> Paragraph:
        """Where it stands."""
        stand = self._stands
        deadline = _deadline(stand.due, stand.due_text) or self._no_deadline()
        parts = [
            _("Now: {state}.").format(state=stands(stand)),
            _("Responsible: {units}.").format(units=stand.unit or _("no unit")),
            _("Deadline: {deadline}.").format(deadline=deadline),
        ]
        if self._promise.is_due_disputed and not stand.postponed:
            parts.append(
                _(
                    "≠ Two notes give different deadlines; one has to be chosen in {session}."
                ).format(session=self._session.code or self._session.folder)
            )
        if stand.disagreeing:
            parts.append(_("The last reviews disagree: another review has to decide."))
        return Paragraph("", " ".join(parts))

    def _no_deadline(self) -> str:
        return _("unclear") if self._promise.due_unclear else _("none")

    def _opinion(self) -> Iterator[str]:
        raised = self._raised
        if raised is None:
            return
        if self._secret:
            yield _("It was promised to somebody the law protects.")
            return
        field = words.named(self._catalogues.fields, raised.field)
        about = ", ".join(filter(None, (field, raised.village)))
        opinion = _("On opinion {number}: {content}").format(
            number=raised.number, content=_unended(raised.content)
        )
        yield f"{opinion} ({about})." if about else f"{opinion}."

    def _where(self, review: Review) -> str:
        place = self._codes.get(review.id)
        if place or review.session:
            where = _("At {session}").format(session=place or _("a later meeting"))
        else:
            where = _("Outside the meetings")
        if not review.by or self._secret:
            return where
        return _("{place}, according to {who}").format(place=where, who=review.by)

    def _found(self, review: Review, unit: str) -> str:
        if review.result is Result.POSTPONED:
            return _("postponed from {before} to {after}.").format(
                before=_deadline(review.was_due, review.was_due_text) or _("no deadline"),
                after=_deadline(review.due, review.due_text),
            )
        if review.result is Result.REASSIGNED:
            return _("{new} takes it over from {old}.").format(
                new=review.unit, old=unit or _("no unit")
            )
        return _plainly(review)

    def _said(self, review: Review) -> Iterator[str]:
        if self._secret:
            return
        if review.note:
            yield f"“{words.one_line(review.note)}”."
        if review.reason:
            yield _("Reason: {reason}.").format(reason=_unended(review.reason))
        if review.agreed_by:
            yield _("Agreed by {who}.").format(who=review.agreed_by)
        if review.document or review.file:
            digest = f"SHA-256 {review.digest[:_SHORT_DIGEST]}…" if review.digest else ""
            file = f"{review.file} ({digest})" if digest else review.file
            proof = ", ".join(filter(None, (review.document, file)))
            yield _("Proof: {proof}.").format(proof=proof)

    def _contradicted(self, review: Review) -> Iterator[str]:
        others = contradicting(review, self._stands.reviews)
        if others:
            days = dict.fromkeys(words.day(other.on) for other in others)
            yield _("This disagrees with what was found on {days}, unknown here.").format(
                days=", ".join(days)
            )


def _plainly(review: Review) -> str:
    """What was found, where that needs nothing else to be said."""
    if review.result is Result.IN_PROGRESS and review.progress is not None:
        return _("in progress, {percent}% done.").format(percent=review.progress)
    return {
        Result.NOTED: _("noted."),
        Result.IN_PROGRESS: _("in progress."),
        Result.REPORTED_DONE: _("the unit reports that it is done."),
        Result.CONFIRMED: _("the village confirms that it is done."),
        Result.CONFIRMED_IN_PART: _("the village confirms a part of it; the rest stays open."),
        Result.NOT_AS_PROMISED: _("the village says it is not as promised; it is open again."),
        Result.NOT_DONE: _("not done."),
        Result.CANCELLED: _("cancelled."),
        Result.NOT_REVIEWED: _("it was to be reviewed, and was not."),
    }[review.result or Result.NOT_REVIEWED]


def _deadline(due: str, said: str) -> str:
    """A deadline by its day, with the words it was said in; empty where there is none."""
    text = "" if said == HIDDEN else words.one_line(said)
    if not due:
        return text
    day = words.day(due)
    return day if not text or day in text else f"{day} ({text})"


def _unended(text: str) -> str:
    """Words in one line without the full stop that the sentence around them has."""
    return words.one_line(text).rstrip(".; ")
