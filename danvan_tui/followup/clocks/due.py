"""A duty of the law: what for, by when, where it stands."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from danvan_tui.followup.clocks.terms import LeftIn
from danvan_tui.followup.urgency import last_near_day
from danvan_tui.model.catalogue import LegalDeadline
from danvan_tui.model.settings import Settings


class DutyState(StrEnum):
    """Where a duty stands today."""

    OVERDUE = "overdue"
    DUE = "due"
    MISSED = "missed"
    """It was to be done before a meeting that is over."""
    MET = "met"


class Section(StrEnum):
    """The parts of the list of what is due, in their order."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    COUNTS = "counts"
    DONE = "done"


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """On how many days there was such a session, and how many are asked for."""

    done: int
    asked: int
    since: str
    until: str
    this_week: int | None = None
    """Where every week counts, the days of this one."""
    head: str = ""
    """Whose sessions count; empty where the settings do not say, and all of them do."""


class DueItem(msgspec.Struct, frozen=True, kw_only=True):
    """One duty of the law: what for, by when, and where it stands."""

    clock: LegalDeadline
    state: DutyState
    last: str = ""
    """The last day on which it is done in time."""
    left: int = 0
    """How long until then, negative when it is past."""
    left_in: LeftIn = "days"
    event: str = ""
    """The day it is counted from."""
    folder: str = ""
    """The session it is recorded in."""
    code: str = ""
    villages: tuple[str, ...] = ()
    issue: str = ""
    number: int = 0
    protected: bool = False
    """Owed to somebody the law protects: nothing but its session may be named."""
    month: str = ""
    """The month whose sessions owe it together."""
    met_on: str = ""
    doubtful_on: str = ""
    """A day on which it was recorded as done, and on which it cannot have been."""
    tally: Tally | None = None
    commune: str = ""
    """Whose duty it is, where the sessions of several communes stand together; else empty."""

    @property
    def key(self) -> str:
        """What tells it apart from all others."""
        return "|".join((self.clock.id, self.folder, self.issue, self.month, self.commune))


def is_for_a_month(clock: LegalDeadline) -> bool:
    """Whether it is done once, before the first session of a month."""
    return clock.per in ("week", "month", "year") and clock.direction == "before"


def head_of(clock: LegalDeadline, settings: Settings) -> str:
    """The name of the one whose sessions count; empty where it is everybody's."""
    names: Mapping[str, str] = {"chair": settings.chair, "party_head": settings.party_head}
    return names.get(clock.by, "")


def section_of(item: DueItem, today: date) -> Section:
    """Where a duty stands in the list; what was missed stands with what is overdue."""
    if item.tally is not None:
        return Section.COUNTS
    if item.state is DutyState.MET:
        return Section.DONE
    if item.state is not DutyState.DUE:
        return Section.OVERDUE
    return Section.SOON if item.last <= last_near_day(today) else Section.LATER
