"""What the session already holds, laid out for reading one line at every key."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from danvan_tui.capture.holidays import public_holidays
from danvan_tui.capture.people import People
from danvan_tui.capture.places import words_of
from danvan_tui.capture.spoken import Spoken
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee, Issue, Session
from danvan_tui.vietnamese.workdays import Calendar

_YEARS = range(2000, 2200)  # of meetings; in any other the date was mistyped


def calendar_of(catalogues: Catalogues) -> Calendar:
    """The working days, the commune's own days off and on before the public holidays."""
    return Calendar(
        {day.date: day.name for day in catalogues.days_off if day.off},
        {day.date for day in catalogues.days_off if not day.off},
        public_holidays,
    )


@dataclass(frozen=True, repr=False)  # it holds the names of people
class Context:
    """The lists, the calendar and the session that a line is read against."""

    catalogues: Catalogues
    calendar: Calendar
    today: date
    session: Session
    people: People
    issues: tuple[Issue, ...]
    villages: tuple[str, ...]
    unit_names: dict[tuple[str, ...], str]
    """Names of units as the catalogue spells them, by their words."""
    spoken: Spoken

    @classmethod
    def of(cls, state: State, catalogues: Catalogues, calendar: Calendar, today: date) -> "Context":
        """The context of a session as it stands now; ``today`` counts where it has no date."""
        session, attendance = state.session, state.attendance()
        return cls(
            catalogues=catalogues,
            calendar=calendar,
            today=today,
            session=session,
            people=People(attendance),
            issues=tuple(state.issues()),
            villages=_villages(session, attendance),
            unit_names={words_of(name): name for name in catalogues.units.by_name},
            spoken=Spoken(catalogues),
        )

    def refreshed(self, state: State) -> "Context":
        """The context after an entry; people are indexed anew only if they changed."""
        session, attendance = state.session, state.attendance()
        people = self.people
        if people.attendance != tuple(attendance):
            people = People(attendance)
        return replace(
            self,
            session=session,
            people=people,
            issues=tuple(state.issues()),
            villages=_villages(session, attendance),
        )

    @property
    def base(self) -> date:
        """The day that deadlines are counted from: that of the meeting, if it can be one."""
        try:
            held = date.fromisoformat(self.session.date)
        except ValueError:
            return self.today
        return held if held.year in _YEARS else self.today

    @property
    def last_issue(self) -> Issue | None:
        """The issue raised last, wherever it stands in the minutes now."""
        return max(self.issues, key=lambda issue: issue.number, default=None)

    def field_before(self, speaker: str, name: str, village: str) -> str:
        """The field of what this speaker, listed or only named, raised last; a secret one never."""
        raised = (
            issue
            for issue in self.issues
            if issue.field
            and (speaker or name)
            and (issue.speaker, issue.speaker_name, issue.village) == (speaker, name, village)
        )
        last = max(raised, key=lambda issue: issue.number, default=None)
        return last.field if last else ""

    def issues_numbered(self, number: int) -> tuple[Issue, ...]:
        """The issues with this number: one, unless notebooks were put together."""
        return tuple(issue for issue in self.issues if issue.number == number)


def _villages(session: Session, attendance: Iterable[Attendee]) -> tuple[str, ...]:
    named = (attendee.village for attendee in attendance if attendee.village)
    return tuple(dict.fromkeys((*session.villages, *named)))
