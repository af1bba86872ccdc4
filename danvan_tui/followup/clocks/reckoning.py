"""The clocks of the law: what is owed to whom by when, computed from the sessions, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from danvan_tui.followup.clocks.due import DueItem, DutyState, head_of, is_for_a_month
from danvan_tui.followup.clocks.meetings import Meeting, dated
from danvan_tui.followup.clocks.tallies import tallies
from danvan_tui.followup.clocks.terms import Terms, day_of
from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.model.records import Duty
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar

_REMEMBERED = timedelta(days=30)  # as long a duty that nobody can do any more is shown
_OLD = timedelta(days=365)
_UNKNOWN = "unknown"


def due_items(
    extracts: Iterable[Extract],
    deadlines: Iterable[LegalDeadline],
    calendar: Calendar,
    today: date,
    settings: Settings,
    *,
    everything: bool = False,
) -> list[DueItem]:
    """What the law asks of each commune, by its day.

    ``everything``: also what was met, or missed long ago.
    """
    terms, clocks = Terms(calendar, today), list(deadlines)
    reckoning = _Reckoning(clocks, terms, settings)
    communes: dict[str, list[Meeting]] = {}
    for meeting in dated(extracts):
        communes.setdefault(meeting.extract.commune, []).append(meeting)
    found: list[DueItem] = []
    for commune, meetings in (communes or {"": []}).items():
        owed = [item for meeting in meetings for item in reckoning.of_meeting(meeting)]
        owed += reckoning.of_months(meetings)
        shown = [item for item in owed if everything or _is_to_show(item, today)]
        shown += tallies(meetings, clocks, terms, settings)
        found += [msgspec.structs.replace(item, commune=commune) for item in shown]
    return sorted(found, key=_by_day)


def is_old(item: DueItem, today: date) -> bool:
    """Whether it is overdue for so long that it only stands in the way of what is due now."""
    return item.state is DutyState.OVERDUE and item.last < (today - _OLD).isoformat()


class _Reckoning:
    """Reckons the clocks of each session."""

    def __init__(self, clocks: list[LegalDeadline], terms: Terms, settings: Settings) -> None:
        self._known = {clock.id: clock for clock in clocks}
        self._terms = terms
        self._settings = settings
        self._of_sessions = [one for one in clocks if one.owed and one.per == "session"]
        self._of_issues = [one for one in clocks if one.owed and one.per == "issue"]
        self._of_months = [one for one in clocks if one.owed and is_for_a_month(one)]

    def of_meeting(self, meeting: Meeting) -> Iterator[DueItem]:
        """What one session owes, and what is owed to those who spoke there."""
        for clock in self._of_sessions:
            if self._runs(clock, meeting):
                yield from self._item(clock, meeting)
        running = [clock for clock in self._of_issues if self._runs(clock, meeting)]
        for issue in meeting.extract.issues if running else ():
            for clock in running:
                if _concerns(clock, issue):
                    yield from self._item(clock, meeting, issue)

    def of_months(self, meetings: Iterable[Meeting]) -> Iterator[DueItem]:
        """What the sessions of one month owe together, before the first of them."""
        for clock in self._of_months:
            months: dict[str, list[Meeting]] = defaultdict(list)
            for meeting in meetings:
                if self._runs(clock, meeting):
                    months[meeting.day.isoformat()[:7]].append(meeting)
            for month, together in months.items():
                yield self._of_month(clock, month, sorted(together, key=lambda one: one.day))

    def _of_month(self, clock: LegalDeadline, month: str, together: list[Meeting]) -> DueItem:
        first = together[0]
        found = [duty for one in together for duty in one.recorded(clock.id, "")]
        item = self._reckoned(clock, first.day, found)
        return msgspec.structs.replace(
            item, folder=first.extract.folder, code=first.extract.code, month=month
        )

    def _runs(self, clock: LegalDeadline, meeting: Meeting) -> bool:
        """Whether a session sets a clock going: what comes after it once it was held."""
        if not meeting.owes(clock):
            return False
        ahead = clock.direction == "before" and meeting.day >= self._terms.today
        if not (ahead or meeting.extract.is_held):
            return False
        head = head_of(clock, self._settings)
        return not clock.by or bool(head and meeting.is_chaired_by(head))

    def _item(
        self, clock: LegalDeadline, meeting: Meeting, issue: Raised | None = None
    ) -> Iterator[DueItem]:
        event = self._event(clock, meeting, issue)
        if event is None:
            return
        found = meeting.recorded(clock.id, issue.id if issue else "")
        item, session = self._reckoned(clock, event, found, _ended(clock, issue)), meeting.extract
        secret = bool(issue and issue.protected)
        village = (issue.village,) if issue and issue.village else session.villages
        yield msgspec.structs.replace(
            item,
            folder=session.folder,
            code=session.code,
            villages=() if secret else village,
            issue=issue.id if issue else "",
            number=0 if secret or issue is None else issue.number,
            protected=secret,
        )

    def _event(self, clock: LegalDeadline, meeting: Meeting, issue: Raised | None) -> date | None:
        """What the clock is counted from; never before the session itself."""
        if clock.starts == "session":
            return meeting.day
        if clock.starts == "settled":
            settled = day_of(issue.resolved) if issue else None
            return max(settled, meeting.day) if settled else None
        before = self._known.get(clock.starts)
        began = self._event(before, meeting, issue) if before else meeting.day
        found = meeting.recorded(clock.starts, issue.id if issue else "")
        fitting, _wrong = _sorted_out(before, began, found) if began else ([], [])
        days = [day_of(duty.on) or meeting.day for duty in fitting]
        return max(min(days), meeting.day) if days else None

    def _reckoned(
        self, clock: LegalDeadline, event: date, found: list[Duty], ended: bool = False
    ) -> DueItem:
        last = self._terms.last_day(clock, event)
        left = self._terms.left(last, clock.unit)
        fitting, wrong = _sorted_out(clock, event, found)
        return DueItem(
            clock=clock,
            state=DutyState.MET if fitting or ended else self._state(clock, event, last),
            last=last.isoformat(),
            left=left.days,
            left_in=left.unit,
            event=event.isoformat(),
            met_on=fitting[0].on if fitting else "",
            doubtful_on=wrong[-1].on if wrong and not fitting else "",
        )

    def _state(self, clock: LegalDeadline, event: date, last: date) -> DutyState:
        if clock.direction == "before" and event < self._terms.today:
            return DutyState.MISSED
        return DutyState.OVERDUE if last < self._terms.today else DutyState.DUE


def _concerns(clock: LegalDeadline, issue: Raised) -> bool:
    """Whether an opinion is one of those that a clock names."""
    return (
        (not clock.kinds or issue.kind in clock.kinds)
        and (not clock.competences or (issue.competence or _UNKNOWN) in clock.competences)
        and (not clock.outcomes or not set(clock.outcomes).isdisjoint(issue.outcomes))
    )


def _ended(clock: LegalDeadline, issue: Raised | None) -> bool:
    """Whether what happened to an opinion makes a record of its own needless."""
    if issue is None or not clock.met_by:
        return False
    return bool(issue.resolved) or (clock.met_by == "answered" and issue.answered)


def _sorted_out(
    clock: LegalDeadline | None, event: date, found: list[Duty]
) -> tuple[list[Duty], list[Duty]]:
    """The records that can be, and those of a day on which it cannot have been done."""
    before = clock is not None and clock.direction == "before"
    fitting: list[Duty] = []
    wrong: list[Duty] = []
    for duty in found:
        day = day_of(duty.on)
        too_early = day is not None and (day > event if before else day < event)
        (wrong if too_early else fitting).append(duty)
    return fitting, wrong


def _is_to_show(item: DueItem, today: date) -> bool:
    if item.state is DutyState.MISSED:
        return item.event >= (today - _REMEMBERED).isoformat()
    return item.state is not DutyState.MET


def _by_day(item: DueItem) -> tuple[bool, str, str, str, str, int]:
    return (not item.last, item.last, item.clock.id, item.commune, item.code, item.number)
