"""All that is due on one day, in the order in which it presses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from danvan_tui.followup.clocks.doubts import ClockDoubt, clock_doubt
from danvan_tui.followup.clocks.due import DueItem, DutyState, Section, section_of
from danvan_tui.followup.clocks.meetings import undated
from danvan_tui.followup.clocks.owed import UnitDue, units_due
from danvan_tui.followup.clocks.reckoning import due_items, is_old
from danvan_tui.followup.extract import Extract
from danvan_tui.followup.promises import Followed
from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar

Entry: TypeAlias = DueItem | UnitDue
"""One line: a duty of the law, or what a unit promised."""


@dataclass(frozen=True)
class DueList:
    """The duties of the law and the units whose promises press."""

    today: date
    items: list[DueItem]
    units: list[UnitDue]
    old: int = 0
    """How many duties are left out because they are overdue for over a year."""
    doubt: ClockDoubt | None = None
    undated: tuple[str, ...] = ()
    """The sessions whose clocks cannot run."""

    def parts(self) -> Iterator[tuple[Section, list[Entry]]]:
        """What stands in each part, by its day; what can be done no more comes behind."""
        found: dict[Section, list[tuple[bool, str, Entry]]] = {one: [] for one in Section}
        for item in self.items:
            is_missed = item.state is DutyState.MISSED
            found[section_of(item, self.today)].append((is_missed, item.last, item))
        for unit in self.units:
            section = Section.OVERDUE if unit.overdue else Section.SOON
            found[section].append((False, unit.first, unit))
        for section, entries in found.items():
            if entries:
                ordered = sorted(entries, key=lambda entry: entry[:2])
                yield section, [entry for _missed, _last, entry in ordered]


def due_list(
    extracts: Sequence[Extract],
    promises: Iterable[Followed],
    deadlines: Iterable[LegalDeadline],
    calendar: Calendar,
    today: date,
    settings: Settings,
    *,
    everything: bool = False,
) -> DueList:
    """What is due by all sessions; ``everything``: also what was met, missed or is long overdue."""
    found = due_items(extracts, deadlines, calendar, today, settings, everything=everything)
    shown = [item for item in found if everything or not is_old(item, today)]
    return DueList(
        today,
        shown,
        units_due(promises, today),
        old=len(found) - len(shown),
        doubt=clock_doubt(extracts, today),
        undated=tuple(undated(extracts)),
    )
