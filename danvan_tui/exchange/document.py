"""The contents of an export file: one structure for each profile.

These structures are the published format; the JSON Schema is made from them.
"""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import CommitmentState, Presence, SessionState

FORMAT = "danvan-session"
VERSION = 1
END = "end of danvan-session"
"""The last words of every file: without them it was cut."""


class Profile(StrEnum):
    """Whom an export is for."""

    OFFICE = "office"
    PUBLIC = "public"
    STATISTICS = "statistics"


class _Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A part of a file; what is empty is left out, so that people read what there is."""


class _Whole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part in which everything is always present."""


Id: TypeAlias = Annotated[str, Meta(description="Stable id (UUIDv7); never changes.")]
Number: TypeAlias = Annotated[int, Meta(description="Short number that people say.", ge=0)]
Day: TypeAlias = Annotated[str, Meta(description="ISO 8601 date, for example 2026-11-22.")]
Hour: TypeAlias = Annotated[str, Meta(description="Time of day, HH:MM.")]
Village: TypeAlias = Annotated[str, Meta(description="Village (thôn, bản, xóm, khu, tổ dân phố).")]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
KindId: TypeAlias = Annotated[str, Meta(description="Kind of issue: id in the list of kinds.")]
FieldId: TypeAlias = Annotated[
    str, Meta(description="Field of public life: id in the list of fields.")
]
CompetenceId: TypeAlias = Annotated[
    str, Meta(description="Who may decide: id in the list of competences.")
]
OutcomeId: TypeAlias = Annotated[
    str, Meta(description="How it was answered: id in the list of outcomes.")
]
ReferredTo: TypeAlias = Annotated[str, Meta(description="Body the issue was passed on to.")]
Document: TypeAlias = Annotated[
    str, Meta(description="Document under which the issue was passed on.")
]
People: TypeAlias = Annotated[
    int | None, Meta(description="How many people came with the same matter.")
]
Said: TypeAlias = Annotated[str, Meta(description="What was said, as it was written down.")]
By: TypeAlias = Annotated[str, Meta(description="Who answered.")]
Unit: TypeAlias = Annotated[str, Meta(description="Unit that is responsible.")]
Units: TypeAlias = Annotated[list[str], Meta(description="Units that support it.")]
Due: TypeAlias = Annotated[str, Meta(description="Deadline, ISO 8601 date; absent if no day.")]
DueText: TypeAlias = Annotated[str, Meta(description="Deadline in the words that were said.")]
FirstDue: TypeAlias = Annotated[str, Meta(description="The first deadline; never overwritten.")]
PromiseState: TypeAlias = Annotated[
    CommitmentState, Meta(description="Where the commitment stands; open when absent.")
]


class SessionPart(_Part, frozen=True, kw_only=True):
    """The meeting."""

    id: Id
    code: Annotated[str, Meta(description="Code that people say, for example DT-2026-003.")] = ""
    kind: Annotated[str, Meta(description="dialogue or reception.")] = ""
    state: Annotated[SessionState, Meta(description="Where the session stands.")]
    title: str = ""
    parent_body: Annotated[str, Meta(description="Body above the one that issues.")] = ""
    commune: Annotated[str, Meta(description="Commune that holds the meeting.")] = ""
    villages: Annotated[list[str], Meta(description="Villages that were invited.")] = []
    place: str = ""
    date: Day = ""
    start: Hour = ""
    end: Hour = ""
    chair: str = ""
    secretary: str = ""
    opening: Annotated[str, Meta(description="Opening and report.")] = ""
    conclusion: Annotated[str, Meta(description="Conclusions of the chair.")] = ""
    seal: Annotated[str, Meta(description="SHA-256 of the minutes as agreed.")] = ""


class AttendeePart(_Part, frozen=True, kw_only=True):
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


class AnswerPart(_Part, frozen=True, kw_only=True):
    """What was said to an issue on the spot."""

    id: Id
    issue: Annotated[str, Meta(description="Id of the issue.")] = ""
    number: Number = 0
    content: Said = ""
    by: By = ""
    outcome: OutcomeId = ""


class CommitmentPart(_Part, frozen=True, kw_only=True):
    """Who promises what by when."""

    id: Id
    issue: Annotated[str, Meta(description="Id of the issue.")] = ""
    number: Number = 0
    content: Said = ""
    lead_unit: Unit = ""
    supporting_units: Units = []
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


class IssuePart(_Part, frozen=True, kw_only=True):
    """One thing that one speaker raised, with its answers and commitments."""

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
    ] = []
    same_as: Annotated[str, Meta(description="Id of the issue this one repeats.")] = ""
    position: Annotated[int | None, Meta(description="Place in the minutes where moved.")] = None
    unanswered: Annotated[str, Meta(description="Why it was not answered there.")] = ""
    protected: Annotated[
        bool, Meta(description="Speaker kept secret by law; the rest stands in 'protected'.")
    ] = False
    answers: list[AnswerPart] = []
    commitments: list[CommitmentPart] = []


class UnattachedPart(_Part, frozen=True, kw_only=True):
    """Answers and commitments that hang on no issue of the list."""

    answers: list[AnswerPart] = []
    commitments: list[CommitmentPart] = []


Operations: TypeAlias = Annotated[
    list[Operation], Meta(description="Everything that was done, causes before effects.")
]


class ProtectedPart(_Whole, frozen=True, kw_only=True):
    """What may identify people whom the law keeps secret: for those who handle it only."""

    notice: Annotated[str, Meta(description="Reminder of the law, in Vietnamese.")]
    issues: Annotated[list[IssuePart], Meta(description="Protected issues in full.")]
    unattached: UnattachedPart
    operations: Annotated[
        list[Operation], Meta(description="The operations that touched protected issues.")
    ]


class OfficeCounts(_Whole, frozen=True, kw_only=True):
    """How much an office export holds, the protected part included."""

    attendance: Count
    issues: Count
    answers: Count
    commitments: Count
    operations: Count


class PublicCounts(_Whole, frozen=True, kw_only=True):
    """How much is listed in a public export."""

    issues: Count
    answers: Count
    commitments: Count


class PublicSession(_Part, frozen=True, kw_only=True):
    """The meeting as it may be posted."""

    code: str = ""
    kind: str = ""
    title: str = ""
    parent_body: str = ""
    commune: str = ""
    villages: list[str] = []
    place: str = ""
    date: Day = ""
    start: Hour = ""
    end: Hour = ""
    chair: str = ""
    secretary: str = ""
    opening: str = ""
    conclusion: str = ""


class Official(_Part, frozen=True, kw_only=True):
    """Somebody who was there in an office or role, not as a citizen."""

    name: str
    role: str = ""
    position: str = ""
    unit: Annotated[str, Meta(description="Unit or village.")] = ""


class CitizenCount(_Whole, frozen=True, kw_only=True):
    """How many of a group or village were there; citizens are not named."""

    group: str
    village: Village
    people: Count


class PublicAttendance(_Whole, frozen=True, kw_only=True):
    """Who was there, as it may be posted."""

    officials: list[Official]
    counted: list[CitizenCount]


class PublicAnswer(_Part, frozen=True, kw_only=True):
    """What was said to an issue on the spot."""

    id: Id
    content: Said = ""
    by: By = ""
    outcome: OutcomeId = ""


class PublicCommitment(_Part, frozen=True, kw_only=True):
    """Who promises what by when."""

    id: Id
    content: Said = ""
    lead_unit: Unit = ""
    supporting_units: Units = []
    due_text: DueText = ""
    due: Due = ""
    first_due: FirstDue = ""
    state: PromiseState = CommitmentState.OPEN


class PublicIssue(_Part, frozen=True, kw_only=True):
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
    answers: list[PublicAnswer] = []
    commitments: list[PublicCommitment] = []


class StatisticsSession(_Part, frozen=True, kw_only=True):
    """Which meeting the numbers belong to."""

    code: str = ""
    kind: str = ""
    commune: str = ""
    date: Day = ""


Tally: TypeAlias = Annotated[
    dict[str, Count], Meta(description="Number by id or name; 'unset' and 'unlisted' may occur.")
]


class Figures(_Whole, frozen=True, kw_only=True):
    """Numbers only; an issue kept secret by law counts in issues and issues_by_kind alone."""

    people_named: Count
    people_counted: Count
    issues: Count
    issues_by_kind: Tally
    issues_by_field: Tally
    issues_by_village: Tally
    issues_by_competence: Tally
    answers_by_outcome: Tally
    commitments: Count
    commitments_with_deadline: Count
    commitments_without_deadline: Count
    commitments_by_state: Tally


Program: TypeAlias = Annotated[str, Meta(description="Version of the program that wrote the file.")]
Written: TypeAlias = Annotated[
    str, Meta(description="When it was written, ISO 8601; clocks of laptops are often wrong.")
]
Digest: TypeAlias = Annotated[
    str,
    Meta(
        description="SHA-256 over every byte of the file but these 64 digits.",
        pattern="^[0-9a-f]{64}$",
    ),
]
FormatName: TypeAlias = Annotated[
    Literal["danvan-session"], Meta(description="Says what kind of file this is.")
]
FormatVersion: TypeAlias = Annotated[Literal[1], Meta(description="Version of the format.")]
EndMark: TypeAlias = Annotated[
    Literal["end of danvan-session"], Meta(description="Without it the file was cut.")
]


class OfficeDocument(_Whole, frozen=True, kw_only=True):
    """All of a session, for the office of the commune; to be kept and sent closed."""

    format: FormatName = "danvan-session"
    version: FormatVersion = 1
    profile: Literal["office"] = "office"
    program: Program
    written: Written
    session: SessionPart
    counts: OfficeCounts
    attendance: list[AttendeePart]
    issues: list[IssuePart]
    unattached: UnattachedPart
    operations: Operations
    protected: ProtectedPart
    sha256: Digest
    end: EndMark = "end of danvan-session"


class PublicDocument(_Whole, frozen=True, kw_only=True):
    """What may be posted: no phone, card number, address or birth year, nothing secret by law."""

    format: FormatName = "danvan-session"
    version: FormatVersion = 1
    profile: Literal["public"] = "public"
    program: Program
    written: Written
    session: PublicSession
    counts: PublicCounts
    attendance: PublicAttendance
    issues: list[PublicIssue]
    sha256: Digest
    end: EndMark = "end of danvan-session"


class StatisticsDocument(_Whole, frozen=True, kw_only=True):
    """Numbers for a report."""

    format: FormatName = "danvan-session"
    version: FormatVersion = 1
    profile: Literal["statistics"] = "statistics"
    program: Program
    written: Written
    session: StatisticsSession
    figures: Figures
    sha256: Digest
    end: EndMark = "end of danvan-session"


AnyDocument: TypeAlias = OfficeDocument | PublicDocument | StatisticsDocument

DOCUMENTS: dict[Profile, type[AnyDocument]] = {
    Profile.OFFICE: OfficeDocument,
    Profile.PUBLIC: PublicDocument,
    Profile.STATISTICS: StatisticsDocument,
}
