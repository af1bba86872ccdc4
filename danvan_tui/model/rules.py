"""What may happen in which state, and what is still missing before a session can be closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_tui.model.records import (
    Attendee,
    Commitment,
    Issue,
    IssueState,
    Presence,
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


@dataclass(frozen=True)
class Gap:
    """Something that has to be settled before closing: which record, which field."""

    table: Table
    record: str
    number: int
    field: str


def issue_state(issue: Issue, answered: bool, promised: bool) -> IssueState:
    """Where an issue stands, from what hangs on it."""
    if issue.resolved:
        return IssueState.RESOLVED
    if promised:
        return IssueState.PROMISED
    if issue.referred_to:
        return IssueState.REFERRED
    return IssueState.ANSWERED if answered else IssueState.NOTED


def present(attendance: Iterable[Attendee]) -> int:
    """How many people are in the hall: named ones who came and did not leave, and heads counted."""
    return sum(
        person.count if person.count is not None else person.presence is Presence.PRESENT
        for person in attendance
    )


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
