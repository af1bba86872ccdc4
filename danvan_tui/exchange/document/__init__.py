"""The contents of an export file: one structure for each profile.

These structures are the published format; the JSON Schema is made from them.
"""

from typing import TypeAlias

from danvan_tui.exchange.document.follow_up import (
    DutyPart,
    PublicReview,
    ReviewPart,
    StandingPart,
)
from danvan_tui.exchange.document.frame import (
    END,
    FORMAT,
    VERSION,
    Profile,
)
from danvan_tui.exchange.document.office import (
    AnswerPart,
    AttendeePart,
    CommitmentPart,
    IssuePart,
    OfficeCounts,
    OfficeDocument,
    ProtectedPart,
    SessionPart,
    UnattachedPart,
)
from danvan_tui.exchange.document.public import (
    CitizenCount,
    Official,
    PublicAnswer,
    PublicAttendance,
    PublicCommitment,
    PublicCounts,
    PublicDocument,
    PublicIssue,
    PublicSession,
)
from danvan_tui.exchange.document.statistics import (
    Figures,
    StatisticsDocument,
    StatisticsSession,
)

__all__ = [
    "DOCUMENTS",
    "END",
    "FORMAT",
    "VERSION",
    "AnswerPart",
    "AnyDocument",
    "AttendeePart",
    "CitizenCount",
    "CommitmentPart",
    "DutyPart",
    "Figures",
    "IssuePart",
    "OfficeCounts",
    "OfficeDocument",
    "Official",
    "Profile",
    "ProtectedPart",
    "PublicAnswer",
    "PublicAttendance",
    "PublicCommitment",
    "PublicCounts",
    "PublicDocument",
    "PublicIssue",
    "PublicReview",
    "PublicSession",
    "ReviewPart",
    "SessionPart",
    "StandingPart",
    "StatisticsDocument",
    "StatisticsSession",
    "UnattachedPart",
]

AnyDocument: TypeAlias = OfficeDocument | PublicDocument | StatisticsDocument

DOCUMENTS: dict[Profile, type[AnyDocument]] = {
    Profile.OFFICE: OfficeDocument,
    Profile.PUBLIC: PublicDocument,
    Profile.STATISTICS: StatisticsDocument,
}
