"""How records are said in lists: short lines of plain text in the language shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    IssueState,
    Presence,
    SessionState,
    Table,
)
from danvan_tui.model.rules import is_total, state_name

if TYPE_CHECKING:
    from danvan_tui.ledger.shelf import Shelved
    from danvan_tui.model.catalogue import Catalogues, Entry

TICK = "✓"
DIFFERS = "≠"
"""What stands beside a value where another note gives another one."""
_KINDS_OF_VILLAGE = ("Thôn ", "Tổ dân phố ")
"""Written small inside a sentence; a word such as "Bản" may belong to the name itself."""


def day(iso: str) -> str:
    """An ISO date as people write it; anything else as it is."""
    parts = iso.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else iso


def moment(iso: str) -> str:
    """An ISO date and time as people write them, to the minute."""
    date, _t, time = iso.partition("T")
    return f"{day(date)} {time[:5]}".strip()


def spans(numbers: Iterable[int]) -> str:
    """Numbers as people write them: those that follow each other by the first and the last."""
    said = []
    for _gap, run in groupby(enumerate(sorted(numbers)), key=lambda one: one[1] - one[0]):
        first, *rest = [number for _place, number in run]
        said.append(f"{first}–{rest[-1]}" if rest else str(first))
    return ", ".join(said)


def named(entries: Mapping[str, Entry], entry_id: str) -> str:
    """The name of a choice; the id itself where no catalogue knows it any more."""
    known = entries.get(entry_id)
    return known.name if known else entry_id


def state_of(summary: Summary) -> str:
    """The state of a session on the shelf."""
    try:
        return state_name(SessionState(summary.state))
    except ValueError:
        return summary.state


def put_into(name: str) -> str:
    """The state of a session whose notes another one took over, in at most 20 letters.

    That one goes without a name where it is not here.
    """
    return _("now in {name}").format(name=name) if name else _("now in another")


def note_takers(shelved: Iterable[Shelved]) -> dict[str, str]:
    """Who took the notes of sessions that look alike otherwise, by folder."""
    alike: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for one in shelved:
        if one.summary is not None:
            look = (one.summary.code, one.summary.date, one.commune)
            alike[look].append((one.folder.name, one.summary.note_taker))
    return dict(named for several in alike.values() if len(several) > 1 for named in several)


def villages(names: list[str]) -> str:
    """Several villages in one cell."""
    return ", ".join(names)


def of_villages(names: list[str]) -> str:
    """Several villages behind other words of a sentence: there "Thôn" is no beginning any more."""
    return villages([_inside(name) for name in names])


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith(_KINDS_OF_VILLAGE) else name


def places(villages: Iterable[str], commune: str) -> str:
    """Villages with their commune, where there are several communes."""
    return ", ".join(filter(None, (*villages, commune)))


def counted(table: Table, count: int) -> str:
    """How many records of a kind there are."""
    return {
        Table.SESSION: _("session"),
        Table.ATTENDANCE: ngettext("{count} participant", "{count} participants", count),
        Table.ISSUES: ngettext("{count} opinion", "{count} opinions", count),
        Table.ANSWERS: ngettext("{count} answer", "{count} answers", count),
        Table.COMMITMENTS: ngettext("{count} promise", "{count} promises", count),
        Table.REVIEWS: ngettext("{count} review", "{count} reviews", count),
        Table.DUTIES: ngettext("{count} duty of the law", "{count} duties of the law", count),
    }[table].format(count=count)


def presence(person: Attendee) -> str:
    """Whether somebody is here, with the time."""
    if person.presence is Presence.PRESENT:
        return f"{TICK} {person.arrived}".strip()
    if person.presence is Presence.LEFT:
        return _("left {time}").format(time=person.left).strip()
    return ""


def person_name(person: Attendee, catalogues: Catalogues) -> str:
    """A named person, or a head count in words."""
    if person.count is None:
        return person.name
    if is_total(person):
        return _("{count} counted in all").format(count=person.count)
    group = named(catalogues.groups, person.group)
    heads = ngettext("{count} person", "{count} people", person.count).format(count=person.count)
    return f"{heads} ({group})" if group else heads


def speaker(issue: Issue, people: Mapping[str, Attendee]) -> str:
    """Who raised an issue, as a list may show it."""
    if issue.protected:
        return _("protected speaker")
    listed = people.get(issue.speaker)
    return listed.name if listed else issue.speaker_name


def speaker_from(issue: Issue, people: Mapping[str, Attendee]) -> str:
    """Who raised an issue and from which village, as a list may show it."""
    listed = people.get(issue.speaker)
    village = "" if issue.protected else issue.village or (listed.village if listed else "")
    return " · ".join(filter(None, [speaker(issue, people), village]))


def assumed(name: str) -> str:
    """The name of a choice that was understood from the words and not confirmed by anybody."""
    return f"≈ {name}"


def content(issue: Issue) -> str:
    """What was raised, as a list may show it."""
    if issue.protected:
        return _("A denunciation; written down apart")
    return one_line(issue.content)


def like(issue: Issue, numbers: Mapping[str, int]) -> str:
    """Which opinion it repeats, by its number here; empty where none may be named."""
    if not issue.same_as or issue.protected:
        return ""
    number = numbers.get(issue.same_as)
    return _("as opinion {number}").format(number=number) if number else _("raised before")


def said(issue: Issue, numbers: Mapping[str, int]) -> str:
    """What was raised, as a list may show it; without words of its own, what it repeats."""
    return content(issue) or like(issue, numbers)


def one_line(text: str) -> str:
    """Several lines in one cell."""
    return " ".join(text.split())


def issue_state(state: IssueState) -> str:
    """Where an issue stands."""
    return {
        IssueState.NOTED: _("noted"),
        IssueState.ANSWERED: _("answered"),
        IssueState.PROMISED: _("promised"),
        IssueState.REFERRED: _("passed on"),
        IssueState.RESOLVED: _("settled"),
    }[state]


def answer(answer: Answer, catalogues: Catalogues) -> str:
    """An answer in one line."""
    outcome = named(catalogues.outcomes, answer.outcome)
    return " · ".join(filter(None, [outcome, answer.by, one_line(answer.content)]))


def deadline(promise: Commitment) -> str:
    """The deadline of a promise: the day, else the words, else that there is none."""
    unsaid = _("unclear") if promise.due_unclear else _("no deadline")
    said = day(promise.due) or promise.due_text or unsaid
    return disputed(said) if promise.is_due_disputed else said


def disputed(said: str) -> str:
    """A value beside which another one stands, until somebody chooses."""
    return f"{said} {DIFFERS}"


def units(promise: Commitment) -> str:
    """Who does it."""
    lead = promise.lead_unit or (_("unclear") if promise.unit_unclear else _("no unit"))
    return ", ".join([lead, *promise.supporting_units])
