"""The figures of a report counted plainly from operations, without the code that is under test."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from danvan_tui.capture.places import same_place
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.state import State
from danvan_tui.model.records import CommitmentState, Issue, Session
from danvan_tui.model.rules import attended
from danvan_tui.model.standing import Standing, standing
from danvan_tui.vietnamese.fold import fold
from tests.followup.drawn import VILLAGES

KINDS_OF_END = (
    "kept_in_time",
    "kept_late",
    "kept_undated",
    "broken",
    "cancelled",
    "overdue",
    "reported",
    "open_in_time",
    "open_undated",
)


class Asked(NamedTuple):
    """What is asked for; ``village`` is the number of a village."""

    since: str = ""
    until: str = ""
    village: int | None = None
    kind: str = ""


class Opinion(NamedTuple):
    place: int
    issue: Issue
    village: str
    name: str


class Owed(NamedTuple):
    issue: str
    unit: str
    villages: frozenset[int]
    date: str
    end: str
    stands: Standing


class Recount:
    """Everything that is asked for, counted."""

    def __init__(self, histories: Sequence[Sequence[Operation]], asked: Asked, today: str) -> None:
        self._states = [State(operations) for operations in histories]
        self._asked = asked
        self._today = today
        self._in_scope = [place for place, state in enumerate(self._states) if self._holds(state)]
        self._opinions = [
            opinion
            for place in self._in_scope
            for opinion in _opinions(place, self._states[place])
            if self._wanted(_numbers(opinion.village, self._states[place].session))
        ]
        self._owed = [
            owed
            for place in self._in_scope
            for owed in self._promises(place)
            if self._wanted(owed.villages)
        ]

    def values(self) -> Counter[str]:
        """The number of every figure that is not nothing, by its id."""
        counted: Counter[str] = Counter()
        for place in self._in_scope:
            self._count_meeting(counted, place)
        for opinion in self._opinions:
            self._count_opinion(counted, opinion.issue)
        groups = self._people_by_matter()
        counted["matters"] = len(groups)
        counted["groups"] = sum(people >= 5 for people in groups.values())
        for owed in self._owed:
            counted["promises"] += 1
            counted[owed.end] += 1
            counted["postponed"] += owed.stands.postponed > 0
            counted["postponements"] += owed.stands.postponed
        return +counted

    def settled(self) -> tuple[int, int]:
        """How many are settled, of how many within competence."""
        within = [
            one.issue
            for one in self._opinions
            if one.issue.competence == "commune" and not one.issue.protected
        ]
        done = 0
        for issue in within:
            states = [owed.stands.state for owed in self._owed if owed.issue == issue.id]
            kept = bool(states) and set(states) == {CommitmentState.CONFIRMED}
            done += bool(issue.resolved) or kept
        return done, len(within)

    def median_days(self) -> float | None:
        """Days from promise to done, of those that were kept."""
        days = [
            (date.fromisoformat(owed.stands.done_on) - date.fromisoformat(owed.date)).days
            for owed in self._owed
            if owed.end.startswith("kept") and owed.stands.done_on and owed.date
        ]
        return median(days) if days else None

    def by_unit(self) -> dict[str, Counter[str]]:
        """By folded name of the unit what became of its promises."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for owed in self._owed:
            found[fold(owed.unit)][owed.end] += 1
        return found

    def by_village(self) -> dict[int | None, Counter[str]]:
        """By number of the village what became of the promises to it; None: to none."""
        found: dict[int | None, Counter[str]] = defaultdict(Counter)
        for owed in self._owed:
            for village in owed.villages or [None]:
                found[village][owed.end] += 1
        return found

    def protected(self) -> set[str]:
        """The ids of everything that must not show."""
        issues = {one for state in self._states for one in state.fold.protected}
        promises = {
            promise.id
            for state in self._states
            for promise in state.commitments()
            if promise.issue in issues
        }
        return issues | promises

    # What is in scope

    def _holds(self, state: State) -> bool:
        session, asked = state.session, self._asked
        nobody_came = not attended(state.attendance(), same_place)
        if session.state == "draft" and not state.issues() and nobody_came:
            return False
        if asked.kind and session.kind != asked.kind:
            return False
        if (asked.since or asked.until) and not session.date:
            return False
        return session.date >= asked.since and (not asked.until or session.date <= asked.until)

    def _wanted(self, villages: Iterable[int]) -> bool:
        return self._asked.village is None or self._asked.village in villages

    # What is counted

    def _count_meeting(self, counted: Counter[str], place: int) -> None:
        state = self._states[place]
        held_for = _numbers("", state.session)
        here = [one for one in self._opinions if one.place == place]
        if not here and not self._wanted(held_for):
            return
        most: dict[str, int] = {}
        for one in here:
            key = _speaker(one.issue)
            most[key] = max(most.get(key, 1), one.issue.people or 1)
        counted["sessions"] += 1
        counted["visits"] += len(most)
        everybody = self._asked.village is None or held_for == {self._asked.village}
        came = attended(state.attendance(), same_place) if everybody else 0
        counted["people"] += max(came, sum(most.values()))

    def _count_opinion(self, counted: Counter[str], issue: Issue) -> None:
        counted["entries"] += 1
        counted[f"kind:{issue.kind or 'unset'}"] += 1
        if not issue.protected:
            counted[f"field:{issue.field or 'unset'}"] += 1
            counted[f"competence:{issue.competence or 'unset'}"] += 1

    def _people_by_matter(self) -> dict[str, int]:
        matter_of = self._matters()
        people: dict[str, dict[object, dict[int, dict[str, int]]]] = defaultdict(dict)
        for one in self._opinions:
            speaker, matter = _speaker(one.issue), matter_of[one.issue.id]
            place = _numbers(one.village, None)
            who = (fold(one.name), *place) if one.name else (one.place, speaker)
            sessions = people[matter].setdefault(who, defaultdict(dict))
            most = sessions[one.place]
            most[speaker] = max(most.get(speaker, 1), one.issue.people or 1)
        return {
            matter: sum(
                max(sum(most.values()) for most in sessions.values())
                for sessions in persons.values()
            )
            for matter, persons in people.items()
        }

    def _matters(self) -> dict[str, str]:
        """For each issue the smallest id that can be reached from it over repetitions."""
        issues = [issue for state in self._states for issue in state.issues()]
        secret = {issue.id for issue in issues if issue.protected}  # taken out: tells of nobody
        near: dict[str, set[str]] = {issue.id: set() for issue in issues}
        for issue in issues:
            if issue.same_as and issue.id not in secret and issue.same_as not in secret:
                near[issue.id].add(issue.same_as)
                near.setdefault(issue.same_as, set()).add(issue.id)
        return {issue.id: min(_reached(issue.id, near)) for issue in issues}

    def _promises(self, place: int) -> Iterable[Owed]:
        state = self._states[place]
        opinions = {one.issue.id: one for one in _opinions(place, state)}
        reviews = {one.id: one for other in self._states for one in other.reviews()}
        for promise in state.commitments():
            about = [one for one in reviews.values() if one.commitment == promise.id]
            stands = standing(promise, about)
            opinion = opinions.get(promise.issue)
            villages = _numbers(opinion.village if opinion else "", state.session)
            first = promise.first_due or promise.due
            end = self._end(stands, first)
            day = state.session.date
            yield Owed(promise.issue, stands.unit, villages, day, end, stands)

    def _end(self, stands: Standing, first_due: str) -> str:
        known = {
            CommitmentState.CANCELLED: "cancelled",
            CommitmentState.NOT_DONE: "broken",
            CommitmentState.REPORTED_DONE: "reported",
        }
        if stands.state in known:
            return known[stands.state]
        if stands.state is CommitmentState.CONFIRMED:
            if not first_due or not stands.done_on:
                return "kept_undated"
            return "kept_late" if stands.done_on > first_due else "kept_in_time"
        if not stands.due:
            return "open_undated"
        return "overdue" if stands.is_overdue(self._today) else "open_in_time"


def _opinions(place: int, state: State) -> list[Opinion]:
    people = {person.id: person for person in state.attendance()}
    found = []
    for issue in state.issues():
        who = people.get(issue.speaker)
        village = issue.village or (who.village if who else "")
        found.append(Opinion(place, issue, village, who.name if who else issue.speaker_name))
    return found


def _speaker(issue: Issue) -> str:
    return issue.speaker or issue.speaker_name.casefold() or issue.id


def _numbers(village: str, session: Session | None) -> frozenset[int]:
    """The numbers of a village, else of those of the session."""
    spelled = [village] if village else session.villages if session else []
    return frozenset(
        number for number, known in enumerate(VILLAGES) if any(one in known for one in spelled)
    )


def _reached(start: str, near: dict[str, set[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for one in near.get(waiting.pop(), set()) - reached:
            reached.add(one)
            waiting.append(one)
    return reached
