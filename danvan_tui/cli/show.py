"""`danvan show`: one session as text that reads like minutes; protected speakers stay unnamed."""

from collections import Counter
from datetime import date

import click

from danvan_tui.cli import arguments
from danvan_tui.cli.output import say, say_json, say_wrapped
from danvan_tui.cli.translated import Command, as_json
from danvan_tui.cli.workplace import Workplace, pass_workplace
from danvan_tui.language import N_, _
from danvan_tui.ledger.guard import state_name
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Commitment, CommitmentState, Issue, Presence
from danvan_tui.wording import words

_SETTLED = frozenset({CommitmentState.CONFIRMED, CommitmentState.CANCELLED})


@click.command(
    name="show", cls=Command, help=N_("Show a session: who came, opinions, answers, promises.")
)
@click.argument("session", metavar="ID", type=arguments.text)
@as_json
@pass_workplace
def show(workplace: Workplace, session: str, as_json: bool) -> None:
    """Print the veiled state of a session, opened read-only."""
    notebook = workplace.reading(session)
    if as_json:
        say_json({name: list(rows.values()) for name, rows in notebook.state.tables.items()})
        return
    _say_head(notebook.state)
    _say_attendance(notebook.state, workplace.catalogues)
    _say_issues(notebook.state, workplace.catalogues)


def _say_head(state: State) -> None:
    session = state.session
    say(f"{session.code} · {state_name(session.state)}")
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
    named = [person for person in state.attendance() if person.count is None]
    heads = [person for person in state.attendance() if person.count is not None]
    here = sum(person.presence is not Presence.LISTED for person in named)
    counted = sum(person.count or 0 for person in heads)
    say()
    say(
        _("Participants: {here} of {named} on the list came, {counted} more were counted").format(
            here=here, named=len(named), counted=counted
        )
    )
    villages = Counter(person.village for person in named if person.presence is not Presence.LISTED)
    for village, count in sorted(villages.items()):
        if village:
            say(f"  {village}: {count}")
    for group in heads:
        say("  " + ", ".join(filter(None, (words.person_name(group, catalogues), group.village))))


def _say_issues(state: State, catalogues: Catalogues) -> None:
    issues = state.issues()
    say()
    say(_("Opinions: {count}").format(count=len(issues)))
    for issue in issues:
        _say_issue(state, catalogues, issue)


def _say_issue(state: State, catalogues: Catalogues, issue: Issue) -> None:
    people = {person.id: person for person in state.attendance()}
    kind = words.named(catalogues.kinds, issue.kind) or _("kind not chosen")
    parts = (
        words.speaker(issue, people),
        issue.village,
        kind,
        words.named(catalogues.fields, issue.field),
    )
    say()
    say_wrapped(f"{issue.number}. " + " · ".join(filter(None, parts)))
    say_wrapped(_("A denunciation; written down apart") if issue.protected else issue.content, 3)
    for answer in state.answers():
        if answer.issue == issue.id:
            label = _("Answer {number}").format(number=answer.number)
            say_wrapped(f"{label}: {words.answer(answer, catalogues)}", 3)
    for promise in state.commitments():
        if promise.issue == issue.id:
            _say_promise(promise)


def _say_promise(promise: Commitment) -> None:
    label = _("Promise {number}").format(number=promise.number)
    say_wrapped(f"{label}: {promise.content}", 3)
    due = words.deadline(promise)
    if promise.due and promise.due_text and promise.due_text != due:
        due = f"{due} ({promise.due_text})"
    late = (
        bool(promise.due)
        and promise.due < date.today().isoformat()
        and promise.state not in _SETTLED
    )
    parts = (words.units(promise), due, _("overdue") if late else "")
    say_wrapped(" · ".join(filter(None, parts)), 6)
