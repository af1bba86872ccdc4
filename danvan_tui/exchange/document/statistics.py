"""The profile of figures: numbers only."""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

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
from danvan_tui.exchange.document.terms import Count, Day


class StatisticsSession(Part, frozen=True, kw_only=True):
    """Which meeting the numbers belong to."""

    code: str = ""
    kind: str = ""
    commune: str = ""
    date: Day = ""


Tally: TypeAlias = Annotated[
    dict[str, Count], Meta(description="Number by id or name; 'unset' and 'unlisted' may occur.")
]


class Figures(Part, frozen=True, kw_only=True):
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
    commitments_with_deadline: Annotated[int, Meta(description="As agreed.", ge=0)]
    commitments_without_deadline: Annotated[int, Meta(description="As agreed.", ge=0)]
    commitments_by_state: Annotated[
        dict[str, Count], Meta(description="As they stand after the reviews in this session.")
    ]
    commitments_postponed: Annotated[
        int, Meta(description="With a deadline that was moved, however often.", ge=0)
    ] = 0
    reviews_by_result: Annotated[
        dict[str, Count],
        Meta(description="Reviews that found something, of commitments of any session."),
    ] = msgspec.field(default_factory=dict)
    opening_reviews: Annotated[
        int, Meta(description="Commitments of earlier sessions that this one had to look at.", ge=0)
    ] = 0
    opening_reviews_not_reviewed: Annotated[
        int, Meta(description="Those of them that it did not look at.", ge=0)
    ] = 0


class StatisticsDocument(Whole, frozen=True, kw_only=True):
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
