"""What became of commitments: reviews, where they stand now, and the duties of the law."""

from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from danvan_tui.exchange.document.frame import Part
from danvan_tui.exchange.document.terms import (
    Day,
    Due,
    DueText,
    Id,
    Number,
    Said,
    Unit,
)
from danvan_tui.model.records import CommitmentState, Result

Found: TypeAlias = Annotated[
    Result | None, Meta(description="What was found; absent while it was not asked yet.")
]
FoundOn: TypeAlias = Annotated[str, Meta(description="Day it was found, ISO 8601 date.")]
SaidBy: TypeAlias = Annotated[str, Meta(description="Who said so.")]
Reason: TypeAlias = Annotated[str, Meta(description="Why it is so.")]
Progress: TypeAlias = Annotated[int | None, Meta(description="Percent, as the unit estimates it.")]
ProvingDocument: TypeAlias = Annotated[str, Meta(description="Document that proves it.")]
WasDue: TypeAlias = Annotated[str, Meta(description="Deadline that was moved, ISO 8601 date.")]
NewDue: TypeAlias = Annotated[str, Meta(description="Deadline it was moved to, ISO 8601 date.")]
NewUnit: TypeAlias = Annotated[str, Meta(description="Unit that took it over.")]
AgreedBy: TypeAlias = Annotated[str, Meta(description="Who agreed to the new deadline.")]
CommitmentId: TypeAlias = Annotated[
    str, Meta(description="Id of the commitment, in whatever session that was made.")
]
PromisedIn: TypeAlias = Annotated[
    str, Meta(description="Code of the earlier session it was promised in; absent if in this one.")
]
Promised: TypeAlias = Annotated[str, Meta(description="What was promised there.")]
PromisedBy: TypeAlias = Annotated[str, Meta(description="Unit that had to do it until then.")]
PromisedDue: TypeAlias = Annotated[
    str, Meta(description="Deadline until then, ISO 8601 date or words.")
]
PromisedVillage: TypeAlias = Annotated[str, Meta(description="Village it was promised to.")]


class StandingPart(Part, frozen=True, kw_only=True):
    """What the reviews of a commitment add up to; what was agreed stands beside it, unchanged."""

    state: Annotated[CommitmentState, Meta(description="Where it stands now.")]
    unit: Unit = ""
    due: Due = ""
    due_text: DueText = ""
    postponed: Annotated[int, Meta(description="How many times the deadline was moved.", ge=0)] = 0
    progress: Progress = None
    reopened: Annotated[
        bool, Meta(description="The village said last that it is not done, or not all of it.")
    ] = False
    disagreeing: Annotated[
        bool, Meta(description="Reviews that did not know each other say different things.")
    ] = False
    done_on: Annotated[
        str, Meta(description="Day it was reported done, else confirmed; absent while neither.")
    ] = ""
    last_review: Annotated[str, Meta(description="Id of the review that was made last.")]


Standing: TypeAlias = Annotated[
    StandingPart | None,
    Meta(description="Where it stands after these reviews; without any, it stands as agreed."),
]


class ReviewPart(Part, frozen=True, kw_only=True):
    """One look at a commitment after it was made."""

    id: Id
    number: Number = 0
    commitment: CommitmentId = ""
    issue: Annotated[str, Meta(description="Id of the issue, if raised in this session.")] = ""
    result: Found = None
    after: Annotated[
        list[str], Meta(description="Ids of all reviews of it that its writer knew.")
    ] = msgspec.field(default_factory=list)
    on: FoundOn = ""
    by: SaidBy = ""
    note: Said = ""
    reason: Reason = ""
    progress: Progress = None
    document: ProvingDocument = ""
    file: Annotated[str, Meta(description="Name of the file that proves it.")] = ""
    digest: Annotated[str, Meta(description="SHA-256 of that file.")] = ""
    was_due: WasDue = ""
    was_due_text: DueText = ""
    due: NewDue = ""
    due_text: DueText = ""
    due_how: Annotated[str, Meta(description="How the words were understood.")] = ""
    agreed_by: AgreedBy = ""
    unit: NewUnit = ""
    session: Annotated[
        str, Meta(description="Id of the earlier session it was promised in; absent if this one.")
    ] = ""
    promised_in: PromisedIn = ""
    promised_number: Annotated[int, Meta(description="Number of the commitment there.", ge=0)] = 0
    promise: Promised = ""
    promised_by: PromisedBy = ""
    promised_due: PromisedDue = ""
    promised_village: PromisedVillage = ""


class DutyPart(Part, frozen=True, kw_only=True):
    """A duty that a legal clock asks for and that was met."""

    id: Id
    number: Number = 0
    clock: Annotated[str, Meta(description="Id in the list of deadlines of the law.")] = ""
    issue: Annotated[str, Meta(description="Id of the issue it is owed for, if for one.")] = ""
    on: Day = ""
    document: Annotated[str, Meta(description="Document under which it was done.")] = ""
    by: Annotated[str, Meta(description="Who did it.")] = ""
    note: str = ""


class PublicReview(Part, frozen=True, kw_only=True):
    """One look at a commitment, as it may be posted: without names of citizens."""

    id: Id
    commitment: CommitmentId = ""
    result: Found = None
    on: FoundOn = ""
    by: SaidBy = ""
    note: Said = ""
    reason: Reason = ""
    progress: Progress = None
    document: ProvingDocument = ""
    was_due: WasDue = ""
    due: NewDue = ""
    due_text: DueText = ""
    agreed_by: AgreedBy = ""
    unit: NewUnit = ""
    promised_in: PromisedIn = ""
    promise: Promised = ""
    promised_by: PromisedBy = ""
    promised_due: PromisedDue = ""
    promised_village: PromisedVillage = ""
