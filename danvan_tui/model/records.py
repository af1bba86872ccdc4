"""The records of a session and the words for their states.

Every field may be missing while people are still typing, so every field has a default. Dates are
ISO 8601 (``2026-11-22``), times ``HH:MM`` on the laptop's clock.
"""

import re
from enum import StrEnum
from typing import TypeAlias

import msgspec

CODE = re.compile(r"[A-Z]{2}-[0-9]{4}-[0-9]{3,6}")
"""What people call a session, like DT-2026-003."""

Value: TypeAlias = str | int | bool | list[str] | None


class Table(StrEnum):
    """The tables of a session, named as in ``session.json``."""

    SESSION = "session"
    ATTENDANCE = "attendance"
    ISSUES = "issues"
    ANSWERS = "answers"
    COMMITMENTS = "commitments"
    REVIEWS = "reviews"
    DUTIES = "duties"


FOLLOW_UP = frozenset({Table.REVIEWS, Table.DUTIES})
"""What goes on after the minutes were closed, and leaves them as they were agreed."""


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


class Result(StrEnum):
    """What somebody found when a promise was looked at again."""

    NOTED = "noted"
    """Something was said (a reminder, a remark) that leaves the promise where it stands."""
    IN_PROGRESS = "in_progress"
    REPORTED_DONE = "reported_done"
    """The responsible unit says it is done."""
    CONFIRMED = "confirmed"
    """The village says it is done."""
    CONFIRMED_IN_PART = "confirmed_in_part"
    NOT_AS_PROMISED = "not_as_promised"
    NOT_DONE = "not_done"
    POSTPONED = "postponed"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"
    NOT_REVIEWED = "not_reviewed"
    """It was not looked at in the session that should have ("chưa rà soát")."""


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
    sealed_over: list[str] = []
    """The last operation of each replica that the seal covers; empty: all that came before it."""
    merged_into: str = ""
    """Id of the session of the same meeting that took this one's entries over."""


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
    taken_from: list[str] = []
    """Ids of what other note-takers wrote and a person found to be this one."""


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
    taken_from: list[str] = []
    """Ids of what other note-takers wrote and a person found to be this one."""
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
    taken_from: list[str] = []
    """Ids of what other note-takers wrote and a person found to be this one."""


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
    taken_from: list[str] = []
    """Ids of what other note-takers wrote and a person found to be this one."""
    protected: bool = False
    """Whether it ever belonged to an issue whose speaker is kept secret (computed)."""
    is_due_disputed: bool = False
    """Whether two people gave different deadlines and nobody chose yet (computed)."""


class Review(_Record, frozen=True, kw_only=True):
    """One look at a promise after it was made; never changed by what is found later.

    It stands in the session where it was said: that of the promise, or a later one.
    """

    number: int = 0
    commitment: str = ""
    """Id of the promise, in whatever session that stands."""
    issue: str = ""
    """Id of the issue it was promised on; empty where that stands in another session."""
    result: Result | None = None
    """None while it is still to be asked for, in the review that opens a session."""
    after: list[str] = []
    """Ids of all reviews of this promise that its writer knew."""
    on: str = ""
    """The day it was found, as people say; never used to order anything."""
    by: str = ""
    """Who said so: the unit's man, the head of the village, the secretary."""
    note: str = ""
    reason: str = ""
    progress: int | None = None
    """Percent, as the unit estimates it."""
    document: str = ""
    """Number of the document that proves it."""
    file: str = ""
    """Name of the file that proves it."""
    digest: str = ""
    """SHA-256 of that file."""
    was_due: str = ""
    """The deadline that a postponement moved."""
    was_due_text: str = ""
    due: str = ""
    due_text: str = ""
    due_how: str = ""
    agreed_by: str = ""
    """Who agreed to the postponement."""
    unit: str = ""
    """The unit that took the promise over."""
    session: str = ""
    """Id of the session the promise was made in; empty where it is this one."""
    promised_in: str = ""
    """The code of that session; with the fields below what was promised, as it stood then."""
    promised_number: int = 0
    promise: str = ""
    promised_by: str = ""
    promised_due: str = ""
    promised_village: str = ""


class Duty(_Record, frozen=True, kw_only=True):
    """A duty that a legal clock asks for and that was met."""

    number: int = 0
    clock: str = ""
    """Id of the clock in the catalogue of deadlines."""
    issue: str = ""
    """Id of the issue where it is owed to one person; empty where the session owes it."""
    on: str = ""
    document: str = ""
    by: str = ""
    note: str = ""


Record: TypeAlias = Session | Attendee | Issue | Answer | Commitment | Review | Duty

RECORDS: dict[Table, type[Record]] = {
    Table.SESSION: Session,
    Table.ATTENDANCE: Attendee,
    Table.ISSUES: Issue,
    Table.ANSWERS: Answer,
    Table.COMMITMENTS: Commitment,
    Table.REVIEWS: Review,
    Table.DUTIES: Duty,
}

LONG_TEXTS = frozenset({"content", "note", "opening", "conclusion", "promise"})
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
        "taken_from",
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
    return frozenset(RECORDS[table].__struct_fields__) - {"id", "protected", "is_due_disputed"}
