"""The profile of figures: numbers only."""

from typing import Annotated, Literal, TypeAlias

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


class Figures(Whole, frozen=True, kw_only=True):
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
