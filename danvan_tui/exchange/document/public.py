"""The public profile: what may be posted."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from danvan_tui.exchange.document.follow_up import PublicReview, Standing
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
    OutcomeId,
    People,
    PromiseState,
    ReferredTo,
    Said,
    Unit,
    Units,
    Village,
)
from danvan_tui.model.records import CommitmentState


class PublicCounts(Part, frozen=True, kw_only=True):
    """How much is listed in a public export."""

    issues: Count
    answers: Count
    commitments: Count
    reviews: Count = 0


class PublicSession(Part, frozen=True, kw_only=True):
    """The meeting as it may be posted."""

    code: str = ""
    kind: str = ""
    title: str = ""
    parent_body: str = ""
    commune: str = ""
    villages: list[str] = msgspec.field(default_factory=list)
    place: str = ""
    date: Day = ""
    start: Hour = ""
    end: Hour = ""
    chair: str = ""
    secretary: str = ""
    opening: str = ""
    conclusion: str = ""


class Official(Part, frozen=True, kw_only=True):
    """Somebody who was there in an office or role, not as a citizen."""

    name: str
    role: str = ""
    position: str = ""
    unit: Annotated[str, Meta(description="Unit or village.")] = ""


class CitizenCount(Whole, frozen=True, kw_only=True):
    """How many of a group or village were there; citizens are not named."""

    group: str
    village: Village
    people: Count


class PublicAttendance(Whole, frozen=True, kw_only=True):
    """Who was there, as it may be posted."""

    officials: list[Official]
    counted: list[CitizenCount]


class PublicAnswer(Part, frozen=True, kw_only=True):
    """What was said to an issue on the spot."""

    id: Id
    content: Said = ""
    by: By = ""
    outcome: OutcomeId = ""


class PublicCommitment(Part, frozen=True, kw_only=True):
    """Who promises what by when, as agreed in the minutes, and what became of it since."""

    id: Id
    content: Said = ""
    lead_unit: Unit = ""
    supporting_units: Units = msgspec.field(default_factory=list)
    due_text: DueText = ""
    due: Due = ""
    first_due: FirstDue = ""
    state: PromiseState = CommitmentState.OPEN
    standing: Standing = None
    reviews: Annotated[
        list[PublicReview],
        Meta(description="Reviews of it that say more than a remark, in the order of making."),
    ] = msgspec.field(default_factory=list)


class PublicIssue(Part, frozen=True, kw_only=True):
    """One thing that was raised, as it may be posted; issues kept secret by law are left out."""

    id: Id
    speaker: Annotated[str, Meta(description="Name, or 'công dân' and the village.")]
    village: Village = ""
    kind: KindId = ""
    field: FieldId = ""
    content: Said = ""
    people: People = None
    same_as: Annotated[str, Meta(description="Id of the posted issue this one repeats.")] = ""
    competence: CompetenceId = ""
    referred_to: ReferredTo = ""
    referral_document: Document = ""
    answers: list[PublicAnswer] = msgspec.field(default_factory=list)
    commitments: list[PublicCommitment] = msgspec.field(default_factory=list)


OpeningReview: TypeAlias = Annotated[
    list[PublicReview],
    Meta(description="What this session found of commitments of earlier ones.", min_length=1),
]


class PublicDocument(Whole, frozen=True, kw_only=True):
    """What may be posted: no phone, card number, address or birth year, nothing secret by law."""

    format: FormatName = "danvan-session"
    version: FormatVersion = 1
    profile: Literal["public"] = "public"
    program: Program
    written: Written
    session: PublicSession
    counts: PublicCounts
    attendance: PublicAttendance
    opening_review: OpeningReview | UnsetType = UNSET
    issues: list[PublicIssue]
    sha256: Digest
    end: EndMark = "end of danvan-session"
