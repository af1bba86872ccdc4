"""A figure of a report: one number, and the entries it was counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.matters import Said
from danvan_tui.followup.figures.outcomes import Outcome
from danvan_tui.followup.promises import Followed
from danvan_tui.model.records import Table

UNSET = "unset"
"""What stands in an id for a kind, a unit or a village that nobody named."""

Behind: TypeAlias = Extract | Said | Followed


class Ref(NamedTuple):
    """Where an entry stands."""

    folder: str
    table: Table
    record: str


@dataclass(frozen=True)
class Figure:
    """One number of a report, and what it was counted from."""

    id: str
    value: float | None
    """None where there is nothing to work it out from."""
    behind: Sequence[Behind] = ()
    of: int | None = None
    """What it is a share of, where it is in percent."""


@dataclass(frozen=True)
class Part:
    """The promises of one unit, or to one village."""

    id: str
    name: str
    """Empty for those without one."""
    made: Figure
    outcomes: Mapping[Outcome, Figure]

    def figures(self) -> list[Figure]:
        """All its figures."""
        return [self.made, *self.outcomes.values()]


class Entries(NamedTuple):
    """What is behind a figure, as far as it may be seen."""

    shown: list[Behind]
    hidden: int
    """How many the law protects."""


def entries(figure: Figure) -> Entries:
    """The entries behind a figure, the newest session first; what is protected is left out."""
    seen = [one for one in figure.behind if not _is_protected(one)]
    return Entries(sorted(seen, key=day_of, reverse=True), len(figure.behind) - len(seen))


def ref(entry: Behind) -> Ref:
    """Where an entry behind a figure stands."""
    if isinstance(entry, Extract):
        return Ref(entry.folder, Table.SESSION, entry.session)
    if isinstance(entry, Said):
        return Ref(entry.session.folder, Table.ISSUES, entry.raised.id)
    return Ref(entry.folder, Table.COMMITMENTS, entry.commitment)


def count(figure_id: str, behind: Sequence[Behind]) -> Figure:
    """As many as there are entries."""
    return Figure(figure_id, len(behind), behind)


def _is_protected(entry: Behind) -> bool:
    if isinstance(entry, Said):
        return entry.raised.protected
    return isinstance(entry, Followed) and entry.protected


def day_of(entry: Behind) -> str:
    """The day of the session an entry stands in, ISO 8601."""
    return entry.session.date if isinstance(entry, Said) else entry.date
