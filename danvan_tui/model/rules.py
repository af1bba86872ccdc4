"""What may happen in which state, who counts as here, and what is still open or missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from danvan_tui.language import _
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Issue,
    IssueState,
    Presence,
    Review,
    SessionState,
    Table,
)

EDITABLE = frozenset({SessionState.DRAFT, SessionState.LIVE, SessionState.READING})
"""States in which the minutes may be changed without a correction."""

NEXT_STATES: dict[SessionState, frozenset[SessionState]] = {
    SessionState.DRAFT: frozenset({SessionState.LIVE}),
    SessionState.LIVE: frozenset({SessionState.READING}),
    SessionState.READING: frozenset({SessionState.LIVE, SessionState.CLOSED}),
    SessionState.CLOSED: frozenset({SessionState.SENT}),
    SessionState.SENT: frozenset({SessionState.RECEIVED}),
    SessionState.RECEIVED: frozenset(),
}

TOTAL = "total"
"""The group of a head count of everybody, the named ones too: never added to the others."""

GROUP_OF_PEOPLE = 5
"""As many people with the same matter are a group (đoàn đông người), in practice."""

SameVillage = Callable[[str, str], bool]


@dataclass(frozen=True)
class Gap:
    """Something that is missing, or that nobody confirmed: which record, which field."""

    table: Table
    record: str
    number: int
    field: str
    """The field; "answer" where an opinion has nothing under it."""
    assumed: bool = False
    """Whether there is a value, only understood from the words."""


def issue_state(issue: Issue, answered: bool, promised: bool) -> IssueState:
    """Where an issue stands, from what hangs on it."""
    if issue.resolved:
        return IssueState.RESOLVED
    if promised:
        return IssueState.PROMISED
    if issue.referred_to:
        return IssueState.REFERRED
    return IssueState.ANSWERED if answered else IssueState.NOTED


def toggle_presence(attendee: Attendee) -> Presence:
    """What ticking somebody off makes of him: here, or gone when he was here."""
    return Presence.LEFT if attendee.presence is Presence.PRESENT else Presence.PRESENT


def is_total(person: Attendee) -> bool:
    """Whether this is a head count of everybody, in the hall or of one village."""
    return person.count is not None and person.group == TOTAL


def came(person: Attendee) -> int:
    """For how many people who came this stands: a name for one, heads counted beside for theirs."""
    if person.count is None:
        return int(person.presence is not Presence.LISTED)
    return 0 if is_total(person) else max(person.count, 0)


def listed(attendance: Iterable[Attendee]) -> int:
    """How many people the list names, here or not; a head count is nobody by name."""
    return sum(person.count is None for person in attendance)


def present(attendance: Iterable[Attendee]) -> int:
    """How many people are in the hall: named ones who came and did not leave, and heads counted."""
    return sum(came(person) for person in attendance if person.presence is not Presence.LEFT)


@dataclass(frozen=True)
class Disagreement:
    """A head count of everybody that the list does not bear out."""

    village: str
    """Empty for the whole hall."""
    counted: int
    listed: int
    """How many the list has there, counted groups included."""


def _equal(village: str, other: str) -> bool:
    return village == other


def disagreements(attendance: Iterable[Attendee], same: SameVillage = _equal) -> list[Disagreement]:
    """The totals that no moment since they were counted can explain.

    Who left after the count may have been in it; where nobody is listed there is nothing to
    compare with.
    """
    people = list(attendance)
    found = []
    for total in filter(is_total, people):
        there = _of_village(people, total.village, same)
        here = present(there)
        most = here + sum(came(person) for person in there if _left_since(person, total))
        counted = max(total.count or 0, 0)
        if most and not here <= counted <= most:
            listed = here if counted < here else most
            found.append(Disagreement(total.village, counted, listed))
    return found


def beyond_list(attendance: Iterable[Attendee], same: SameVillage = _equal) -> dict[str, int]:
    """By village how many heads the totals have beyond those who are listed or counted in groups.

    With these added, everybody who came is counted once.
    """
    people = list(attendance)
    beyond: dict[str, int] = {}
    for total in sorted(filter(is_total, people), key=lambda total: not total.village):
        known = sum(came(person) for person in _of_village(people, total.village, same))
        known += sum(
            heads
            for village, heads in beyond.items()
            if not total.village or same(village, total.village)
        )
        if (total.count or 0) > known:
            more = (total.count or 0) - known
            beyond[total.village] = beyond.get(total.village, 0) + more
    return beyond


def attended(attendance: Iterable[Attendee], same: SameVillage = _equal) -> int:
    """How many people took part, those who left included: as many as are known of in any way."""
    people = list(attendance)
    return sum(map(came, people)) + sum(beyond_list(people, same).values())


def _of_village(people: list[Attendee], village: str, same: SameVillage) -> list[Attendee]:
    if not village:
        return people
    spellings = {other for other in {person.village for person in people} if same(other, village)}
    return [person for person in people if person.village in spellings]


def _left_since(person: Attendee, total: Attendee) -> bool:
    """Whether somebody left, and not before the total was counted as far as the times tell."""
    if person.presence is not Presence.LEFT:
        return False
    return not person.left or person.left >= total.arrived


def same_matter(issues: Iterable[Issue]) -> dict[str, int]:
    """For each issue how many people stand behind its matter, those of its repetitions included.

    A speaker counts once. What the law protects is tied to nothing: that would tell of it.
    """
    known = {issue.id: issue for issue in issues}
    first: dict[str, str] = {}
    for issue in known.values():
        if issue.same_as and not issue.protected and not _is_protected(known.get(issue.same_as)):
            first[_root(first, issue.id)] = _root(first, issue.same_as)
    behind: dict[str, dict[object, int]] = {}
    for issue in known.values():
        speakers = behind.setdefault(_root(first, issue.id), {})
        speaker = _speaker_of(issue)
        speakers[speaker] = max(speakers.get(speaker, 1), issue.people or 1)
    return {issue: sum(behind[_root(first, issue)].values()) for issue in known}


def _is_protected(issue: Issue | None) -> bool:
    return issue is not None and issue.protected


def _root(first: dict[str, str], issue: str) -> str:
    while first.get(issue, issue) != issue:
        issue = first[issue]
    return issue


def _speaker_of(issue: Issue) -> object:
    """Who spoke as far as it is known; somebody unknown is nobody else."""
    named = (issue.speaker_name.casefold(), issue.village.casefold())
    return issue.speaker or (named if issue.speaker_name else (issue.id,))


def gaps(issues: Iterable[Issue], commitments: Iterable[Commitment]) -> list[Gap]:
    """What is missing: a kind for every issue, a unit and a deadline for every commitment.

    A deadline said in words that name no day ("thường xuyên") counts: the words are kept.
    """
    found = [
        Gap(Table.ISSUES, issue.id, issue.number, "kind") for issue in issues if not issue.kind
    ]
    for promise in commitments:
        place = (Table.COMMITMENTS, promise.id, promise.number)
        if not promise.lead_unit and not promise.unit_unclear:
            found.append(Gap(*place, "lead_unit"))
        if not (promise.due or promise.due_how) and not promise.due_unclear:
            found.append(Gap(*place, "due"))
    return found


def doubts(
    issues: Iterable[Issue],
    answers: Iterable[Answer],
    commitments: Iterable[Commitment],
    attendance: Iterable[Attendee],
) -> list[Gap]:
    """What does not stand in the way of closing but should be looked at: in each opinion.

    A denunciation is handled apart: nothing of it is asked for here.
    """
    people = {person.id for person in attendance}
    handled = {answer.issue for answer in answers} | {promise.issue for promise in commitments}
    found = []
    for issue in issues:
        if issue.protected:
            continue
        place = (Table.ISSUES, issue.id, issue.number)
        if issue.speaker not in people and not issue.speaker_name:
            found.append(Gap(*place, "speaker"))
        found += [Gap(*place, name, True) for name in issue.assumed if getattr(issue, name, "")]
        passed_on = issue.referred_to or issue.resolved
        if issue.id not in handled and not passed_on and not issue.unanswered:
            found.append(Gap(*place, "answer"))
    return found


def not_reviewed(reviews: Iterable[Review]) -> list[Gap]:
    """The promises a session began with that nobody has said anything about yet."""
    return [
        Gap(Table.REVIEWS, review.id, review.number, "result")
        for review in reviews
        if review.result is None
    ]


@dataclass(frozen=True)
class OpenPoints:
    """How much of what was said is still open."""

    unanswered: int = 0
    """Opinions under which nothing stands, and nobody said why."""
    without_unit: int = 0
    without_deadline: int = 0
    without_kind: int = 0
    unconfirmed: int = 0
    """Opinions of which something was only assumed."""


def open_points(
    issues: Iterable[Issue], answers: Iterable[Answer], commitments: Iterable[Commitment]
) -> OpenPoints:
    """What is still open, in numbers: what is missing and what should be looked at."""
    noted, promises = list(issues), list(commitments)
    missing = [gap.field for gap in gaps(noted, promises)]
    doubtful = doubts(noted, answers, promises, ())  # who spoke is not counted here
    return OpenPoints(
        unanswered=sum(gap.field == "answer" for gap in doubtful),
        without_unit=missing.count("lead_unit"),
        without_deadline=missing.count("due"),
        without_kind=missing.count("kind"),
        unconfirmed=len({gap.record for gap in doubtful if gap.assumed}),
    )


def state_name(state: SessionState) -> str:
    """The state of a session in words."""
    return {
        SessionState.DRAFT: _("draft"),
        SessionState.LIVE: _("live"),
        SessionState.READING: _("being read back"),
        SessionState.CLOSED: _("closed"),
        SessionState.SENT: _("sent"),
        SessionState.RECEIVED: _("received by the office"),
    }[state]
