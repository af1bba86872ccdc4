"""Who met and what was raised, of the sessions a report is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.figure import UNSET, Figure, count
from danvan_tui.followup.figures.matters import Said, matters, people_behind
from danvan_tui.followup.figures.villages import Places
from danvan_tui.model.rules import GROUP_OF_PEOPLE


@dataclass(frozen=True)
class Scope:
    """What is counted: sessions of a period, a village, a kind; empty is all of them."""

    since: str = ""
    """ISO 8601, as ``until``; both days are included."""
    until: str = ""
    village: str = ""
    kind: str = ""
    commune: str = ""

    def takes(self, session: Extract) -> bool:
        """Whether a session is of the period, the kind and the commune."""
        in_kind = not self.kind or session.kind == self.kind
        in_commune = not self.commune or session.commune == self.commune
        in_time = self.since <= session.date and (not self.until or "" < session.date <= self.until)
        return in_kind and in_commune and in_time


Where: TypeAlias = Mapping[str, frozenset[str]] | None
"""For each commune every spelling of the villages asked for; None is anywhere."""


class Heard(NamedTuple):
    """A session that was held, with what was raised in it, as far as it is in scope."""

    session: Extract
    said: list[Said]
    attended: int


def heard_in(known: Iterable[Extract], scope: Scope, where: Where) -> Iterator[Heard]:
    """The sessions of a scope, in its village alone."""
    for session in known:
        if not session.is_held or not scope.takes(session):
            continue
        called = called_in(where, session.commune)
        said = [
            Said(session, raised)
            for raised in session.issues
            if is_there((raised.village,) if raised.village else session.villages, called)
        ]
        here = is_there(session.villages, called)
        alone = called is None or (here and called.issuperset(session.villages))
        if said or here:
            yield Heard(session, said, session.attended if alone else 0)


def called_in(where: Where, commune: str) -> frozenset[str] | None:
    """Every spelling in a commune of the villages asked for; None is anywhere."""
    return None if where is None else where.get(commune, frozenset())


def is_there(villages: Iterable[str], called: frozenset[str] | None) -> bool:
    """Whether one of the villages is called so; None is anywhere."""
    return called is None or any(one in called for one in villages)


def spellings(known: Iterable[Extract]) -> Iterator[tuple[str, str]]:
    """The commune of every village and how it was written, as often as it was."""
    for session in known:
        yield from ((session.commune, village) for village in session.villages)
        for raised in session.issues:
            if raised.village:
                yield session.commune, raised.village


def meetings(heard: Sequence[Heard], said: Sequence[Said]) -> tuple[Figure, ...]:
    """Sessions, visits (lượt), people (người) and entries."""
    visits = people = 0
    for meeting in heard:
        speakers: dict[str, int] = {}
        for _session, raised in meeting.said:
            speakers[raised.speaker] = max(speakers.get(raised.speaker, 1), raised.people)
        visits += len(speakers)
        people += max(meeting.attended, sum(speakers.values()))
    sessions = [meeting.session for meeting in heard]
    return (
        count("sessions", sessions),
        Figure("visits", visits, said),
        Figure("people", people, sessions),
        count("entries", said),
    )


def matters_in(known: list[Extract], said: Iterable[Said], villages: Places) -> tuple[Figure, ...]:
    """Matters (vụ việc), and those with five or more people behind them."""
    tied = matters(known)
    single, repeated = [], defaultdict(list)
    for one in said:
        matter = tied.get(one.raised.id)
        if matter is None:
            single.append(one)
        else:
            repeated[matter].append(one)
    large = [one for one in single if one.raised.people >= GROUP_OF_PEOPLE]
    groups = [
        alike
        for alike in repeated.values()
        if people_behind(alike, villages.name) >= GROUP_OF_PEOPLE
    ]
    first = [alike[0] for alike in repeated.values()]
    return (
        count("matters", [*single, *first]),
        Figure(
            "groups", len(large) + len(groups), [*large, *(one for few in groups for one in few)]
        ),
    )


def by_id(prefix: str, said: Iterable[tuple[str, Said]]) -> tuple[Figure, ...]:
    """One figure for each id of a catalogue, the most frequent first, in the end for none."""
    found: dict[str, list[Said]] = defaultdict(list)
    for entry_id, one in said:
        found[entry_id].append(one)
    ordered = sorted(found, key=lambda one: (not one, -len(found[one]), one))
    return tuple(count(f"{prefix}:{one or UNSET}", found[one]) for one in ordered)
