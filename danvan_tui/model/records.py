"""The records of a session and the words for their states.

Every field may be missing while people are still typing, so every field has a default. Dates are
ISO 8601 (``2026-11-22``), times ``HH:MM`` on the laptop's clock.
"""

from enum import StrEnum
from typing import TypeAlias

import msgspec

Value: TypeAlias = str | int | bool | list[str] | None


class Table(StrEnum):
    """The tables of a session, named as in ``session.json``."""

    SESSION = "session"
    ATTENDANCE = "attendance"
    ISSUES = "issues"
    ANSWERS = "answers"
    COMMITMENTS = "commitments"


class SessionState(StrEnum):
    """Where a session stands; only the first three can be edited."""

    DRAFT = "draft"
    LIVE = "live"
    READING = "reading"
    CLOSED = "closed"
    SENT = "sent"
    RECEIVED = "received"


class Presence(StrEnum):
    """Whether a listed person is in the hall."""

    LISTED = "listed"
    PRESENT = "present"
    LEFT = "left"


class IssueState(StrEnum):
    """Where an issue stands; computed from what hangs on it, never stored."""

    NOTED = "noted"
    ANSWERED = "answered"
    PROMISED = "promised"
    REFERRED = "referred"
    RESOLVED = "resolved"


class CommitmentState(StrEnum):
    """Where a promise stands; overdue and due soon are computed from the deadline."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    CONFIRMED = "confirmed"
    NOT_DONE = "not_done"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    id: str


class Session(_Record, frozen=True, kw_only=True):
    """One meeting: a dialogue with villages, or a reception of citizens."""

    code: str = ""
    kind: str = "dialogue"
    state: SessionState = SessionState.DRAFT
    title: str = ""
    parent_body: str = ""
    commune: str = ""
    villages: list[str] = []
    place: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    chair: str = ""
    secretary: str = ""
    opening: str = ""
    conclusion: str = ""
    seal: str = ""
    """SHA-256 of the minutes as agreed, set when the session is closed."""


class Attendee(_Record, frozen=True, kw_only=True):
    """A named person, or, where ``count`` is set, a head count of a village and group."""

    number: int = 0
    name: str = ""
    role: str = ""
    position: str = ""
    village: str = ""
    birth_year: int | None = None
    phone: str = ""
    presence: Presence = Presence.LISTED
    arrived: str = ""
    left: str = ""
    group: str = ""
    count: int | None = None
    note: str = ""


class Issue(_Record, frozen=True, kw_only=True):
    """One thing that one speaker raised."""

    number: int = 0
    speaker: str = ""
    """Id of the attendee who spoke; empty when he is on no list."""
    speaker_name: str = ""
    village: str = ""
    phone: str = ""
    address: str = ""
    kind: str = ""
    field: str = ""
    content: str = ""
    people: int | None = None
    """How many came with the same matter; five or more are a group (đoàn đông người)."""
    competence: str = ""
    referred_to: str = ""
    referral_document: str = ""
    resolved: str = ""
    note: str = ""
    assumed: list[str] = []
    """Fields understood from the words or carried on, which nobody has confirmed yet."""
    same_as: str = ""
    """Id of the issue raised before, here or in another session, that this one repeats."""
    position: int | None = None
    """Its place in the minutes where people moved it; else its number is its place."""
    unanswered: str = ""
    """Why it was not answered there, where nobody answered it."""
    protected: bool = False
    """Whether the speaker is kept secret, now and for good (computed from the history)."""


class Answer(_Record, frozen=True, kw_only=True):
    """What was said to an issue on the spot."""

    issue: str = ""
    number: int = 0
    content: str = ""
    by: str = ""
    outcome: str = ""


class Commitment(_Record, frozen=True, kw_only=True):
    """Who promises what by when; the first deadline is never overwritten."""

    issue: str = ""
    number: int = 0
    content: str = ""
    lead_unit: str = ""
    supporting_units: list[str] = []
    contact: str = ""
    due_text: str = ""
    due: str = ""
    due_how: str = ""
    """How the words were understood, in one Vietnamese phrase."""
    first_due: str = ""
    first_due_text: str = ""
    state: CommitmentState = CommitmentState.OPEN
    state_reason: str = ""
    unit_unclear: str = ""
    """Why no unit could be named ("chưa rõ" with a reason)."""
    due_unclear: str = ""
    """Why no deadline could be named."""


Record: TypeAlias = Session | Attendee | Issue | Answer | Commitment

RECORDS: dict[Table, type[Record]] = {
    Table.SESSION: Session,
    Table.ATTENDANCE: Attendee,
    Table.ISSUES: Issue,
    Table.ANSWERS: Answer,
    Table.COMMITMENTS: Commitment,
}

LONG_TEXTS = frozenset({"content", "note", "opening", "conclusion"})
"""Fields that may hold several lines; all others are one line."""

IDENTIFYING = frozenset(
    {
        "speaker",
        "speaker_name",
        "village",
        "phone",
        "address",
        "content",
        "note",
        "same_as",
        "unanswered",
        "referred_to",
        "referral_document",
    }
)
"""What may identify the speaker of an issue: secret for a denunciation (Luật Tố cáo)."""

DENUNCIATION = "denunciation"
"""The kind whose speaker the law protects; catalogues may rename it, never drop it."""


def fields_of(table: Table) -> frozenset[str]:
    """The fields that may be set in a table."""
    return frozenset(RECORDS[table].__struct_fields__) - {"id", "protected"}
