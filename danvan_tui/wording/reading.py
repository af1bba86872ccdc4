"""The minutes as a sequence of passages to read aloud, with what was changed at the reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from danvan_tui.capture.places import same_place
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.read_back import agreed_reviews, corrections
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    Presence,
    Result,
    Review,
    Table,
    fields_of,
)
from danvan_tui.model.repeating import words_of
from danvan_tui.model.rules import EDITABLE, beyond_list, came
from danvan_tui.wording import late, words
from danvan_tui.wording.aloud import day_in_words, deadline_in_words, lines, moment_in_words
from danvan_tui.wording.marks import Mark, Marked, Marks
from danvan_tui.wording.reviewed import beside, finding, is_secret, of_promise
from danvan_tui.wording.sentences import Sentences

Place = tuple[Table, str]
_AT_THE_END = frozenset({"conclusion", "end"})
"""What of the session itself is read last."""
_AFTERWARDS = frozenset({"note", "unanswered", "referred_to", "referral_document", "resolved"})
"""What of an opinion is read after its answers and promises."""
_Hanging = TypeVar("_Hanging", Answer, Commitment)


@dataclass(frozen=True)
class Paragraph:
    """A few sentences that belong together, and what was changed in the record behind them."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Passage:
    """What is read in one go: one opinion with all that belongs to it, or a part of the frame."""

    key: str
    """Stays the same when the text changes."""
    title: str
    paragraphs: tuple[Paragraph, ...]
    records: tuple[Place, ...] = field(default=())
    """The records it shows, the main one first."""

    @property
    def changed(self) -> bool:
        """Whether anything in it is marked."""
        return any(paragraph.marks for paragraph in self.paragraphs)


def passages(state: State, catalogues: Catalogues) -> list[Passage]:
    """The minutes in the order in which they are read."""
    marks = Marks(state, catalogues)
    reader = _Reader(state, catalogues, marks)
    found = [reader.opening(), *reader.earlier(), *reader.opinions(), reader.conclusion()]
    changed = marks.at_reading()
    if changed or state.session.state in EDITABLE:
        found.append(_changes(changed))
    corrected = list(_corrections(state, catalogues))
    if corrected:
        found.append(Passage("corrections", _("Corrections after closing"), tuple(corrected)))
    came = tuple(map(Paragraph, late.told(state, catalogues)))
    if came:
        found.append(Passage("late", late.heading(), came))
    return found


class _Reader:
    """Says the records of one session in sentences."""

    def __init__(self, state: State, catalogues: Catalogues, marks: Marks) -> None:
        self._state = state
        self._catalogues = catalogues
        self._marks = marks
        self._people = {person.id: person for person in state.attendance()}
        self._issues = {issue.id: issue for issue in state.issues()}
        self._answers: Mapping[str, list[Answer]] = _by_issue(state.answers())
        self._promises: Mapping[str, list[Commitment]] = _by_issue(state.commitments())
        self._reviews: defaultdict[str, list[Review]] = defaultdict(list)
        for review in agreed_reviews(state):
            self._reviews[review.commitment].append(review)

    def opening(self) -> Passage:
        """What session this is, where and when, who leads it and how many came."""
        session = self._state.session
        texts = [
            *self._subject(),
            _("Began: {when}.").format(when=_or_open(moment_in_words(session.start, session.date)))
            + "\n"
            + _("Place: {place}.").format(place=_or_open(session.place)),
            _("Chair: {name}.").format(name=_or_open(session.chair))
            + "\n"
            + _("Secretary: {name}.").format(name=_or_open(session.secretary)),
            _came(self._people.values()),
            *lines(session.opening),
        ]
        place = (Table.SESSION, session.id)
        beginning = fields_of(Table.SESSION) - _AT_THE_END
        paragraphs = self._marked(place, texts, beginning)
        return Passage("opening", _("Opening"), paragraphs, (place,))

    def earlier(self) -> Iterator[Passage]:
        """One passage for what was promised in earlier sessions, where any of it was reviewed."""
        reviews = {
            (Table.REVIEWS, one.id): (_promised_earlier(one) if one is of[0] else "", one)
            for of in self._reviews.values()
            for one in of
            if one.session
        }
        said = tuple(
            Paragraph("\n".join(filter(None, (promised, _found(one)))), self._marks.of(*place))
            for place, (promised, one) in reviews.items()
        )
        gone = tuple(Paragraph("", (mark,)) for mark in self._marks.gone_earlier())
        if said or gone:
            yield Passage("earlier", _("Promises made before"), said + gone, tuple(reviews))

    def opinions(self) -> Iterator[Passage]:
        """One passage for each opinion, and one for what belongs to none."""
        for issue in self._issues.values():
            title = _("Opinion {number}").format(number=issue.number)
            place = (Table.ISSUES, issue.id)
            if issue.protected:
                yield Passage(issue.id, title, (Paragraph(_neutral()),), (place,))
                continue
            at_once = fields_of(Table.ISSUES) - _AFTERWARDS | {""}
            raised = self._marked(place, list(self._raised(issue)), at_once)
            places, said = self._hanging(issue.id)
            became = self._marked(place, list(self._became(issue)), _AFTERWARDS)
            gone = [Paragraph("", (mark,)) for mark in self._marks.gone_from(issue.id)]
            yield Passage(
                issue.id, title, (*raised, *said, *gone, *became), records=(place, *places)
            )
        known = self._issues.keys() | self._state.fold.protected
        for issue_id in sorted((self._answers.keys() | self._promises.keys()) - known):
            places, said = self._hanging(issue_id)
            yield Passage(issue_id, _("Without an opinion"), said, places)

    def _hanging(self, issue: str) -> tuple[tuple[Place, ...], tuple[Paragraph, ...]]:
        """The answers, promises and their reviews under an opinion, and what they say."""
        said = {(Table.ANSWERS, one.id): self._answer(one) for one in self._answers[issue]}
        for promise in self._promises[issue]:
            said[Table.COMMITMENTS, promise.id] = _promise(promise)
            for review in self._reviews.get(promise.id, ()):
                said[Table.REVIEWS, review.id] = _found(review)
        marked = (Paragraph(text, self._marks.of(*place)) for place, text in said.items())
        return tuple(said), tuple(marked)

    def conclusion(self) -> Passage:
        """How it ended, and that the minutes were read and agreed."""
        session = self._state.session
        totals = ", ".join(
            words.counted(table, len(self._state.tables[table]))
            for table in (Table.ISSUES, Table.COMMITMENTS)
        )
        texts = [
            *lines(session.conclusion),
            _("Written down in all: {totals}.").format(totals=totals),
            _("Ended: {when}.").format(
                when=_or_open(session.end and moment_in_words(session.end, session.date))
            ),
            _("These minutes were read to everybody present, who agreed to them."),
        ]
        place = (Table.SESSION, session.id)
        paragraphs = self._marked(place, texts, _AT_THE_END)
        return Passage("conclusion", _("Conclusion"), paragraphs, (place,))

    def _marked(
        self, place: Place, texts: list[str], fields: Container[str]
    ) -> tuple[Paragraph, ...]:
        """Paragraphs of one record, what was changed in these fields under the last one."""
        marks = self._marks.of(*place, fields)
        if not texts:
            return (Paragraph("", marks),) if marks else ()
        *others, last = texts
        return (*map(Paragraph, others), Paragraph(last, marks))

    def _subject(self) -> Iterator[str]:
        session = self._state.session
        villages = words.of_villages(session.villages)
        if session.title:
            yield _("Minutes: {title}.").format(title=session.title.rstrip("."))
            if villages:
                yield _("With the people of {villages}.").format(villages=villages)
        elif session.kind == "reception":
            yield _("Minutes of receiving citizens.")
        elif villages:
            yield _("Minutes of the dialogue with the people of {villages}.").format(
                villages=villages
            )
        else:
            yield _("Minutes of the dialogue with the people.")

    def _raised(self, issue: Issue) -> Iterator[str]:
        listed = self._people.get(issue.speaker)
        village = issue.village or (listed.village if listed else "")
        who = words.speaker(issue, self._people) or _("a citizen")
        spoken = _("Raised by: {who}.").format(who=", ".join(filter(None, (who, village))))
        sort = ", ".join(
            filter(
                None,
                (
                    words.named(self._catalogues.kinds, issue.kind),
                    words.named(self._catalogues.fields, issue.field),
                ),
            )
        )
        yield "\n".join(filter(None, (spoken + self._group(issue), sort and f"{sort}:")))
        yield from lines(words_of(issue, self._issues))

    def _group(self, issue: Issue) -> str:
        if not issue.people or issue.people < 2:
            return ""
        return " " + _("{count} people came with the same matter.").format(count=issue.people)

    def _answer(self, answer: Answer) -> str:
        said = "\n".join(lines(answer.content))
        outcome = words.named(self._catalogues.outcomes, answer.outcome)
        if answer.by:
            text = _("{who} answered: {said}").format(who=answer.by, said=said or outcome)
        else:
            text = _("Answer: {said}").format(said=said or outcome)
        return f"{text} ({outcome})" if said and outcome else text

    def _became(self, issue: Issue) -> Iterator[str]:
        same = self._issues.get(issue.same_as)
        if same is not None:
            yield _("The same matter as opinion {number}.").format(number=same.number)
        if issue.referred_to and issue.referral_document:
            yield _("Passed on to {unit}, document {document}.").format(
                unit=issue.referred_to, document=issue.referral_document
            )
        elif issue.referred_to:
            yield _("Passed on to {unit}.").format(unit=issue.referred_to)
        if issue.resolved:
            yield _("Settled: {when}.").format(when=day_in_words(issue.resolved))
        handled = self._answers[issue.id] or self._promises[issue.id]
        if issue.unanswered and not handled:
            yield _("It was not answered there: {reason}").format(reason=issue.unanswered)
        for note in lines(issue.note):
            yield _("Note: {note}").format(note=note)


def _neutral() -> str:
    return _("One denunciation was received. It is written down apart, as the law asks.")


def _promise(promise: Commitment) -> str:
    said = [
        _("Promise {number}: {said}").format(
            number=promise.number, said="\n".join(lines(promise.content))
        ),
        _("Responsible: {unit}.").format(unit=_responsible(promise)),
        _("Deadline: {deadline}.").format(deadline=deadline_in_words(promise)),
    ]
    if promise.contact:
        said.append(_("Contact: {name}.").format(name=promise.contact))
    return "\n".join(said)


def _promised_earlier(review: Review) -> str:
    """What had been promised, as it stood when this session began."""
    if is_secret(review):
        return _("A promise that the law keeps secret.")
    name = of_promise(review, "")
    due = day_in_words(review.promised_due) or _("no deadline")
    said = [
        _("{promise}: {said}").format(
            promise=name[:1].upper() + name[1:], said="\n".join(lines(review.promise))
        ),
        _("Responsible: {unit}.").format(unit=_or_open(review.promised_by)),
        _("Deadline: {deadline}.").format(deadline=due),
    ]
    if review.promised_village:
        said.append(_("Promised to: {village}.").format(village=review.promised_village))
    return "\n".join(said)


def _found(review: Review) -> str:
    """What became of a promise, with the words that were said of it."""
    if review.result is None:
        return _("It was not reviewed yet.")
    if review.result is Result.NOT_REVIEWED:
        reason = review.reason or review.note
        return _("It was not reviewed, because {reason}.").format(reason=_or_open(reason))
    is_told = review.by and not is_secret(review)
    who = _("said by: {who}").format(who=review.by) if is_told else ""
    what = filter(None, (finding(review, day_in_words), who, *beside(review)))
    return _("What was found: {what}.").format(what="; ".join(what))


def _responsible(promise: Commitment) -> str:
    lead = promise.lead_unit
    if not lead and promise.unit_unclear:
        lead = _("unclear, because {reason}").format(reason=promise.unit_unclear)
    others = ", ".join(promise.supporting_units)
    if others:
        return _("{unit}, together with {others}").format(unit=_or_open(lead), others=others)
    return _or_open(lead)


def _or_open(text: str) -> str:
    return text or _("not written down yet")


def _came(attendance: Iterable[Attendee]) -> str:
    people = list(attendance)
    count = sum(map(came, people)) + sum(beyond_list(people, same_place).values())
    said = ngettext("Took part: {count} person.", "Took part: {count} people.", count)
    left = sum(came(person) for person in people if person.presence is Presence.LEFT)
    if left:
        said += " " + ngettext(
            "{left} of them left before the end.", "{left} of them left before the end.", left
        )
    return said.format(count=count, left=left)


def _changes(found: list[Marked]) -> Passage:
    """All that was changed at the reading, in one list."""
    said = [Paragraph(one.name[:1].upper() + one.name[1:], one.marks) for one in found]
    nothing = Paragraph(_("Nothing was changed at the reading."))
    return Passage(
        "changes",
        _("Changed at the reading"),
        tuple(said) or (nothing,),
        tuple((one.table, one.record) for one in found if not one.gone),
    )


def _corrections(state: State, catalogues: Catalogues) -> Iterator[Paragraph]:
    sentences = Sentences(state, catalogues)
    for number, operation in enumerate(corrections(state), 1):
        day = words.day(operation.at[:10])
        when = ", ".join(filter(None, (day, operation.by)))
        yield Paragraph(
            _("Correction {number} ({when}): {what}").format(
                number=number, when=when, what=sentences.of(operation)
            )
        )


def _by_issue(records: Iterable[_Hanging]) -> Mapping[str, list[_Hanging]]:
    found: defaultdict[str, list[_Hanging]] = defaultdict(list)
    for record in records:
        found[record.issue].append(record)
    return found
