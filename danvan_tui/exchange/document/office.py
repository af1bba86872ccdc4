"""The office profile: everything, with the protected part apart."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from danvan_tui.exchange.document.follow_up import DutyPart, ReviewPart, Standing
from danvan_tui.exchange.document.frame import (
    Digest,
    EndMark,
    FormatName,
    FormatVersion,
    Part,
    Program,
    Whole,
    Written,
)
from danvan_tui.exchange.document.terms import (
    By,
    CompetenceId,
    Count,
    Day,
    Document,
    Due,
    DueText,
    FieldId,
    FirstDue,
    Hour,
    Id,
    KindId,
    Number,
    OutcomeId,
    People,
    PromiseState,
    ReferredTo,
    Said,
    Unit,
    Units,
    Village,
)
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import CommitmentState, Presence, SessionState

TakenFrom: TypeAlias = Annotated[
    list[str], Meta(description="Ids of what other note-takers wrote and was found to be this one.")
]


class SessionPart(Part, frozen=True, kw_only=True):
    """The meeting."""

    id: Id
    code: Annotated[str, Meta(description="Code that people say, for example DT-2026-003.")] = ""
    kind: Annotated[str, Meta(description="dialogue or reception.")] = ""
    state: Annotated[SessionState, Meta(description="Where the session stands.")]
    title: str = ""
    parent_body: Annotated[str, Meta(description="Body above the one that issues.")] = ""
    commune: Annotated[str, Meta(description="Commune that holds the meeting.")] = ""
    villages: Annotated[list[str], Meta(description="Villages that were invited.")] = msgspec.field(
        default_factory=list
    )
    place: str = ""
    date: Day = ""
    start: Hour = ""
    end: Hour = ""
    chair: str = ""
    secretary: str = ""
    opening: Annotated[str, Meta(description="Opening and report.")] = ""
    conclusion: Annotated[str, Meta(description="Conclusions of the chair.")] = ""
    seal: Annotated[str, Meta(description="SHA-256 of the minutes as agreed.")] = ""
    sealed_over: Annotated[
        list[str], Meta(description="The last operation of each replica that the seal covers.")
    ] = msgspec.field(default_factory=list)
    merged_into: Annotated[
        str, Meta(description="Id of the session of the same meeting that took the entries over.")
    ] = ""


class AttendeePart(Part, frozen=True, kw_only=True):
    """A named person, or, where count is present, a head count of a village and group."""

    id: Id
    number: Number = 0
    name: str = ""
    role: Annotated[str, Meta(description="Id in the list of roles.")] = ""
    position: Annotated[str, Meta(description="Office that the person holds.")] = ""
    village: Village = ""
    birth_year: int | None = None
    phone: str = ""
    presence: Annotated[Presence, Meta(description="Whether the person was there.")]
    arrived: Hour = ""
    left: Hour = ""
    group: Annotated[
        str, Meta(description="Id in the list of groups; 'total' where everybody was counted.")
    ] = ""
    count: Annotated[
        int | None,
        Meta(description="Heads counted: without the named ones, unless the group is 'total'."),
    ] = None
    note: str = ""
    taken_from: TakenFrom = msgspec.field(default_factory=list)


class AnswerPart(Part, frozen=True, kw_only=True):
    """What was said to an issue on the spot."""

    id: Id
    issue: Annotated[str, Meta(description="Id of the issue.")] = ""
    number: Number = 0
    content: Said = ""
    by: By = ""
    outcome: OutcomeId = ""
    taken_from: TakenFrom = msgspec.field(default_factory=list)


class CommitmentPart(Part, frozen=True, kw_only=True):
    """Who promises what by when, as agreed in the minutes, and what became of it since."""

    id: Id
    issue: Annotated[str, Meta(description="Id of the issue.")] = ""
    number: Number = 0
    content: Said = ""
    lead_unit: Unit = ""
    supporting_units: Units = msgspec.field(default_factory=list)
    contact: Annotated[str, Meta(description="Contact person.")] = ""
    due_text: DueText = ""
    due: Due = ""
    due_how: Annotated[str, Meta(description="How the words were understood.")] = ""
    first_due: FirstDue = ""
    first_due_text: DueText = ""
    state: PromiseState = CommitmentState.OPEN
    state_reason: str = ""
    unit_unclear: Annotated[str, Meta(description="Why no unit could be named.")] = ""
    due_unclear: Annotated[str, Meta(description="Why no deadline could be named.")] = ""
    taken_from: TakenFrom = msgspec.field(default_factory=list)
    standing: Standing = None
    reviews: Annotated[
        list[ReviewPart],
        Meta(description="Reviews of it in this session, each after those its writer knew."),
    ] = msgspec.field(default_factory=list)


class IssuePart(Part, frozen=True, kw_only=True):
    """One thing that one speaker raised, with its answers, commitments and duties."""

    id: Id
    number: Number = 0
    speaker: Annotated[str, Meta(description="Id of the attendee who spoke, if listed.")] = ""
    speaker_name: str = ""
    village: Village = ""
    phone: str = ""
    address: str = ""
    kind: KindId = ""
    field: FieldId = ""
    content: Said = ""
    people: People = None
    competence: CompetenceId = ""
    referred_to: ReferredTo = ""
    referral_document: Document = ""
    resolved: Annotated[str, Meta(description="When and how it was settled.")] = ""
    note: str = ""
    assumed: Annotated[
        list[str], Meta(description="Fields read from the words that nobody confirmed.")
    ] = msgspec.field(default_factory=list)
    taken_from: TakenFrom = msgspec.field(default_factory=list)
    same_as: Annotated[str, Meta(description="Id of the issue this one repeats.")] = ""
    position: Annotated[int | None, Meta(description="Place in the minutes where moved.")] = None
    unanswered: Annotated[str, Meta(description="Why it was not answered there.")] = ""
    protected: Annotated[
        bool, Meta(description="Speaker kept secret by law; the rest stands in 'protected'.")
    ] = False
    answers: list[AnswerPart] = msgspec.field(default_factory=list)
    commitments: list[CommitmentPart] = msgspec.field(default_factory=list)
    duties: Annotated[
        list[DutyPart], Meta(description="Duties of the law that were met for it.")
    ] = msgspec.field(default_factory=list)


class UnattachedPart(Part, frozen=True, kw_only=True):
    """What hangs on no issue or commitment of the list: duties are those of the whole session."""

    answers: list[AnswerPart] = msgspec.field(default_factory=list)
    commitments: list[CommitmentPart] = msgspec.field(default_factory=list)
    reviews: list[ReviewPart] = msgspec.field(default_factory=list)
    duties: list[DutyPart] = msgspec.field(default_factory=list)


Operations: TypeAlias = Annotated[
    list[Operation], Meta(description="Everything that was done, causes before effects.")
]

OpeningReview: TypeAlias = Annotated[
    list[ReviewPart],
    Meta(description="What this session found of commitments of earlier ones.", min_length=1),
]


class ProtectedPart(Whole, frozen=True, kw_only=True):
    """What may identify people whom the law keeps secret: for those who handle it only."""

    notice: Annotated[str, Meta(description="Reminder of the law, in Vietnamese.")]
    issues: Annotated[list[IssuePart], Meta(description="Protected issues in full.")]
    unattached: UnattachedPart
    operations: Annotated[
        list[Operation], Meta(description="The operations that touched protected issues.")
    ]


class OfficeCounts(Part, frozen=True, kw_only=True):
    """How much an office export holds, the protected part included."""

    attendance: Count
    issues: Count
    answers: Count
    commitments: Count
    reviews: Count = 0
    duties: Count = 0
    operations: Count


class OfficeDocument(Whole, frozen=True, kw_only=True):
    """All of a session, for the office of the commune; to be kept and sent closed."""

    format: FormatName = "danvan-session"
    version: FormatVersion = 1
    profile: Literal["office"] = "office"
    program: Program
    written: Written
    session: SessionPart
    counts: OfficeCounts
    attendance: list[AttendeePart]
    opening_review: OpeningReview | UnsetType = UNSET
    issues: list[IssuePart]
    unattached: UnattachedPart
    operations: Operations
    protected: ProtectedPart
    sha256: Digest
    end: EndMark = "end of danvan-session"
