"""The sessions as the clocks see them: on which day, whose, and what was recorded as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from danvan_tui.followup.clocks.terms import day_of
from danvan_tui.followup.extract import Extract
from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.model.records import Duty
from danvan_tui.vietnamese.fold import fold


class Meeting:
    """One session with a day."""

    def __init__(self, extract: Extract, day: date) -> None:
        self.extract = extract
        self.day = day
        self._duties: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in extract.duties:
            self._duties[duty.clock, duty.issue].append(duty)

    def owes(self, clock: LegalDeadline) -> bool:
        """Whether sessions of this kind set the clock going."""
        return clock.owed in (self.extract.kind, "meeting")

    def is_chaired_by(self, name: str) -> bool:
        """Whether the chair is this person, whatever titles stand around the name."""
        return f" {fold(name)} " in f" {_words(self.extract.chair)} "

    def recorded(self, clock: str, issue: str) -> list[Duty]:
        """What was recorded as done for a clock, the first record first."""
        found = self._duties.get((clock, issue), [])
        return sorted(found, key=lambda duty: (duty.number, duty.id))


def dated(extracts: Iterable[Extract]) -> Iterator[Meeting]:
    """The sessions that have a day: without one no clock can run."""
    for extract in extracts:
        day = day_of(extract.date)
        if day is not None:
            yield Meeting(extract, day)


def undated(extracts: Iterable[Extract]) -> list[str]:
    """The codes of the sessions whose day is not known."""
    return sorted(one.code or one.folder for one in extracts if day_of(one.date) is None)


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
