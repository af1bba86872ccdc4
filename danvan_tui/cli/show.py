"""`danvan show`: one session as text that reads like minutes; protected speakers stay unnamed."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.names import Names, waiting_to_be_chosen
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.promises import secret_everywhere
from danvan_tui.cli.show_json import as_record
from danvan_tui.cli.translated import Command, argument, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _, ngettext
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.read_back import corrections
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee, Commitment, Duty, Issue, Result, Review
from danvan_tui.model.repeating import words_of
from danvan_tui.model.rules import came, is_total, same_matter, state_name
from danvan_tui.model.standing import Standing, in_order, standing
from danvan_tui.wording import late, overview, words
from danvan_tui.wording.promises import stands
from danvan_tui.wording.reviewed import beside, finding, is_secret, of_promise, where_from
from danvan_tui.wording.sentences import Sentences


@click.command(
    name="show", cls=Command, help=N_("Show a session: who came, opinions, answers, promises.")
)
@argument("session", metavar="ID", type=arguments.text)
@as_json
@pass_workplace
def show(workplace: Workplace, session: str, as_json: bool) -> None:
    """Print the veiled state of a session, opened read-only."""
    secret_everywhere(workplace)
    notebook = workplace.reading(session)
    if as_json:
        say_json(as_record(notebook.state, date.today()))
        return
    _say_head(notebook.state, _state_name(workplace, notebook.state))
    _say_attendance(notebook.state, workplace.catalogues)
    _say_earlier(notebook.state.reviews())
    _Opinions(notebook.state, workplace.catalogues).say()
    _say_duties(notebook.state.duties(), workplace.catalogues)
    _say_corrections(notebook.state, workplace.catalogues)
    _say_late(notebook.state, workplace)


def _state_name(workplace: Workplace, state: State) -> str:
    """The state of the session, or which one holds its notes."""
    session = state.session
    into = session.merged_into and Names(workplace.shelf.sessions()).put_into(session.id)
    return into or state_name(session.state)


def _say_head(state: State, where: str) -> None:
    session = state.session
    say(f"{session.code} · {where}")
    if session.title:
        say_wrapped(session.title)
    hours = "–".join(filter(None, (session.start, session.end)))
    say_wrapped(
        ", ".join(
            filter(
                None,
                (words.day(session.date), hours, session.place, words.villages(session.villages)),
            )
        )
    )
    for label, name in ((_("Chair"), session.chair), (_("Secretary"), session.secretary)):
        if name:
            say_wrapped(f"{label}: {name}")


def _say_attendance(state: State, catalogues: Catalogues) -> None:
    people = state.attendance()
    named = [person for person in people if person.count is None]
    heads = [person for person in people if person.count is not None]
    say()
    say(
        _("Participants: {here} of {named} on the list came, {counted} more were counted").format(
            here=sum(map(came, named)), named=len(named), counted=sum(map(came, heads))
        )
    )
    villages = Counter(person.village for person in named if came(person))
    for village, count in sorted(villages.items()):
        if village:
            say(f"  {village}: {count}")
    for group in heads:
        say("  " + ", ".join(filter(None, (_heads(group, catalogues), group.village))))
    for warning in overview.hall_warnings(people):
        say(f"  ! {warning}")


def _heads(group: Attendee, catalogues: Catalogues) -> str:
    if is_total(group):
        return _("{count} counted in all").format(count=group.count)
    return words.person_name(group, catalogues)


def _say_earlier(reviews: list[Review]) -> None:
    """What this session found of the promises of earlier ones."""
    by_promise: dict[str, list[Review]] = {}
    for review in reviews:
        if review.session:
            by_promise.setdefault(review.commitment, []).append(review)
    if not by_promise:
        return
    say()
    say(_("Promises of earlier sessions: {count}").format(count=len(by_promise)))
    for first, *others in by_promise.values():
        if is_secret(first):
            say_wrapped(_("A promise that the law keeps secret."), 3)
        else:
            _say_promised(first)
        for review in (first, *others):
            _say_review(review)


def _say_promised(review: Review) -> None:
    name = of_promise(review, "")
    say_wrapped(f"{name[:1].upper()}{name[1:]}: {review.promise}", 3)
    due = words.day(review.promised_due) or _("no deadline")
    parts = (review.promised_by or _("no unit"), due, review.promised_village)
    say_wrapped(" · ".join(filter(None, parts)), 6)


def _say_review(review: Review) -> None:
    said = "; ".join(filter(None, (finding(review), where_from(review), *beside(review))))
    was_reviewed = review.result not in {None, Result.NOT_REVIEWED}
    say_wrapped(_("Reviewed: {what}").format(what=said) if was_reviewed else said, 6)


def _say_duties(duties: list[Duty], catalogues: Catalogues) -> None:
    if not duties:
        return
    say()
    say(_("Duties of the law that were met: {count}").format(count=len(duties)))
    for duty in duties:
        name = words.named(catalogues.deadlines, duty.clock)
        say_wrapped(" · ".join(filter(None, (name, words.day(duty.on), duty.document))), 3)


def _say_late(state: State, workplace: Workplace) -> None:
    """What another note-taker wrote that nobody agreed on, and what waits to be chosen."""
    came = list(late.told(state, workplace.catalogues))
    if came:
        say()
        say(late.heading())
    for sentence in came:
        say_wrapped(sentence, 3)
    waiting = len(conflicts(state))
    if waiting:
        say()
        name = Names(workplace.shelf.sessions()).of(state.session.id) or state.session.code
        say_wrapped(waiting_to_be_chosen(name, waiting))


def _say_corrections(state: State, catalogues: Catalogues) -> None:
    corrected = corrections(state)
    if not corrected:
        return
    sentences = Sentences(state, catalogues)
    say()
    say(_("Corrections: {count}").format(count=len(corrected)))
    for number, operation in enumerate(corrected, 1):
        day, _t, time = operation.at.partition("T")
        head = " ".join(filter(None, (words.day(day), time[:5], operation.by)))
        say_wrapped(f"{number}. {head}: {sentences.of(operation)}")


class _Opinions:
    """Says the opinions of a session with what hangs on each of them."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._catalogues = catalogues
        self._people = {person.id: person for person in state.attendance()}
        self._issues = {issue.id: issue for issue in state.issues()}
        self._behind = same_matter(self._issues.values())
        self._answers = state.answers()
        self._promises = state.commitments()
        self._reviews = state.reviews()

    def say(self) -> None:
        """All of them, and in the end what belongs to none."""
        say()
        say(_("Opinions: {count}").format(count=len(self._issues)))
        for issue in self._issues.values():
            self._say_issue(issue)
        hung_on = {*(one.issue for one in self._answers), *(one.issue for one in self._promises)}
        if hung_on - self._issues.keys():
            say()
            say(_("Not under any opinion:"))
            self._say_hanging(lambda issue: issue not in self._issues)
        if any(issue.assumed for issue in self._issues.values()):
            say()
            say_wrapped(words.assumed(_("understood from the words, not confirmed by anybody")))

    def _say_issue(self, issue: Issue) -> None:
        kind = words.named(self._catalogues.kinds, issue.kind) or _("kind not chosen")
        field = words.named(self._catalogues.fields, issue.field)
        parts = (
            words.speaker_from(issue, self._people),
            words.assumed(kind) if "kind" in issue.assumed else kind,
            words.assumed(field) if "field" in issue.assumed and field else field,
            self._matter(issue),
        )
        say()
        say_wrapped(f"{issue.number}. " + " · ".join(filter(None, parts)))
        said = words.content(issue) if issue.protected else words_of(issue, self._issues)
        if said:
            say_wrapped(said, 3)
        self._say_hanging(lambda hung_on: hung_on == issue.id)
        if not issue.protected:
            self._say_became(issue)

    def _matter(self, issue: Issue) -> str:
        """What it repeats, and how many people stand behind it."""
        like = words.like(issue, {one.id: one.number for one in self._issues.values()})
        count = self._behind[issue.id]
        behind = _("{count} people with the same matter").format(
            count=overview.group_mark(count) or count
        )
        return " · ".join(filter(None, (like, behind if count > 1 else "")))

    def _say_hanging(self, belongs: Callable[[str], bool]) -> None:
        for answer in self._answers:
            if belongs(answer.issue):
                label = _("Answer {number}").format(number=answer.number)
                say_wrapped(f"{label}: {words.answer(answer, self._catalogues)}", 3)
        for promise in self._promises:
            if belongs(promise.issue):
                self._say_promise(promise)

    def _say_promise(self, promise: Commitment) -> None:
        label = _("Promise {number}").format(number=promise.number)
        say_wrapped(f"{label}: {promise.content}", 3)
        reviews = in_order(one for one in self._reviews if one.commitment == promise.id)
        now = standing(promise, reviews)
        unit, due = words.units(promise), words.deadline(promise)
        parts = (
            _with_note(unit, "" if promise.lead_unit else promise.unit_unclear),
            _with_note(due, promise.due_text if promise.due else promise.due_unclear),
            _("overdue") if now.is_overdue(date.today().isoformat()) and not reviews else "",
        )
        say_wrapped(" · ".join(filter(None, parts)), 6)
        for review in reviews:
            _say_review(review)
        if now.reviews:
            say_wrapped(_now(promise, now), 6)

    def _say_became(self, issue: Issue) -> None:
        if issue.referred_to:
            to = ", ".join(filter(None, (issue.referred_to, issue.referral_document)))
            say_wrapped(_("Passed on to: {to}").format(to=to), 3)
        if issue.resolved:
            say_wrapped(_("Settled on: {day}").format(day=words.day(issue.resolved)), 3)
        if issue.unanswered:
            say_wrapped(_("Not answered because: {reason}").format(reason=issue.unanswered), 3)


def _now(promise: Commitment, now: Standing) -> str:
    """Where a promise stands, and what of it is otherwise than it was agreed."""
    moved = ngettext("postponed once", "postponed {count} times", now.postponed)
    progress = _("{percent}% done").format(percent=now.progress)
    parts = (
        _("Now: {state}").format(state=stands(now)),
        progress if now.progress is not None else "",
        now.unit if now.unit != promise.lead_unit else "",
        words.day(now.due) or now.due_text if now.postponed else "",
        moved.format(count=now.postponed) if now.postponed else "",
        _("overdue") if now.is_overdue(date.today().isoformat()) else "",
    )
    return " · ".join(filter(None, parts))


def _with_note(said: str, note: str) -> str:
    return f"{said} ({note})" if note and note != said else said
