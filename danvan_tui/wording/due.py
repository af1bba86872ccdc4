"""How the duties of the law are said: by when, what for, what to do, and how far to trust it."""

from collections.abc import Sequence
from datetime import date

from danvan_tui.followup.clocks.doubts import ClockDoubt
from danvan_tui.followup.clocks.due import DueItem, DutyState, Section, Tally
from danvan_tui.followup.clocks.due_list import DueList
from danvan_tui.followup.clocks.owed import UnitDue
from danvan_tui.language import _, ngettext
from danvan_tui.model.settings import FILE
from danvan_tui.wording.promises import late_and_soon
from danvan_tui.wording.words import day, places

_NAMED = 5  # sessions that are named; of more only that there are


def section_name(section: Section) -> str:
    """The heading of a part of the list."""
    return {
        Section.OVERDUE: _("Overdue"),
        Section.SOON: _("Within 7 days"),
        Section.LATER: _("Later"),
        Section.COUNTS: _("Days counted this month and this year"),
        Section.DONE: _("Done"),
    }[section]


def left_words(item: DueItem) -> str:
    """How much is left, or how late it is."""
    if item.tally is not None and item.state is DutyState.MET:
        return _("enough")
    if item.state is DutyState.MET:
        return _("done {day}").format(day=day(item.met_on)).strip()
    if item.state is DutyState.MISSED:
        return _("missed")
    return _working_days(item.left) if item.left_in == "working_days" else days_words(item.left)


def days_words(left: int) -> str:
    """How many days are left, or late where there are fewer than none."""
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("{count} day overdue", "{count} days overdue", -left).format(count=-left)
    return ngettext("{count} day left", "{count} days left", left).format(count=left)


def _working_days(left: int) -> str:
    if left == 0:
        return _("due today")
    if left < 0:
        late = ngettext("{count} working day overdue", "{count} working days overdue", -left)
        return late.format(count=-left)
    return ngettext("{count} working day left", "{count} working days left", left).format(
        count=left
    )


def about(item: DueItem) -> str:
    """What for and for whom; of what the law protects only the session."""
    return " · ".join(filter(None, [item.commune, _about(item)]))


def _about(item: DueItem) -> str:
    if item.tally is not None:
        return tally_words(item.tally, item.clock.per)
    if item.protected:
        return _("a protected matter, session {code}").format(code=item.code)
    if item.month:
        year, _dash, month = item.month.partition("-")
        return _("receptions of {month}/{year}").format(month=month, year=year)
    named = item.code
    if item.number:
        named = _("{code}, opinion {number}").format(code=item.code, number=item.number)
    return " · ".join(filter(None, [named, ", ".join(item.villages)]))


def tally_words(tally: Tally, per: str) -> str:
    """How many days there were and how many are asked for."""
    period = _("this year") if per == "year" else _("this month")
    said = ngettext(
        "{done} day {period}, {asked} asked for",
        "{done} days {period}, {asked} asked for",
        tally.done,
    ).format(done=tally.done, asked=tally.asked, period=period)
    if tally.this_week is None:
        return said
    week = ngettext("{count} day this week", "{count} days this week", tally.this_week)
    return f"{said} · {week.format(count=tally.this_week)}"


def who_counts(item: DueItem) -> str:
    """Whose sessions are counted; empty where those of everybody have to be."""
    tally, setting = item.tally, item.clock.by
    if tally is None or not setting:
        return ""
    if tally.head:
        return _("Counted: the sessions chaired by {name}.").format(name=tally.head)
    return _(
        "All receptions are counted, because {file} does not say who receives: "
        'please add {setting} = "name" there.'
    ).format(file=FILE, setting=setting)


def basis(item: DueItem) -> str:
    """Where it stands; what was not read in the law itself says so."""
    return {
        "V": _("Basis: {basis}."),
        "P": _("Check the text before citing it: {basis} (from press and summaries)."),
        "M": _("Check the text before citing it: {basis} (from memory)."),
    }[item.clock.mark].format(basis=item.clock.basis)


def doubtful(item: DueItem) -> str:
    """That it was recorded on a day that cannot be; else nothing."""
    if not item.doubtful_on:
        return ""
    return _(
        "Recorded as done on {day}, which does not fit {event}: please record it anew."
    ).format(day=day(item.doubtful_on), event=day(item.event))


def explained(item: DueItem) -> list[str]:
    """What is to be known besides: whose sessions count, and the note in the catalogue."""
    return [said for said in (who_counts(item), item.clock.note) if said]


def promises_of(unit: UnitDue) -> str:
    """How many promises of a unit press."""
    return late_and_soon(unit.overdue, unit.soon)


def unit_name(unit: UnitDue) -> str:
    """Who has to do it."""
    return places([unit.unit or _("no unit named")], unit.commune)


def unit_left(unit: UnitDue, today: date) -> str:
    """How late its earliest promise is, or how much is left."""
    return days_words((date.fromisoformat(unit.first) - today).days)


def doubt(found: ClockDoubt | None) -> str:
    """That the clock may be wrong, in one sentence; empty where nothing speaks against it."""
    if found is None:
        return ""
    return _(
        "The clock of this computer says {today}; the newest session is of {newest} ({code}). "
        "Please check which is right: what is due is counted from the clock."
    ).format(
        today=day(found.today.isoformat()), newest=day(found.newest.isoformat()), code=found.code
    )


def _undated(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    return _("No day is known of {codes}: nothing can be counted from there.").format(
        codes=", ".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")
    )


def _old(count: int, shown_by: str) -> str:
    if not count:
        return ""
    said = ngettext(
        "{count} more is overdue for over a year; {key} shows it.",
        "{count} more are overdue for over a year; {key} shows them.",
        count,
    )
    return said.format(count=count, key=shown_by)


def left_out(listed: DueList, shown_by: str) -> list[str]:
    """What is not in the list, and why; ``shown_by`` is the key or option that shows the rest."""
    return [one for one in (_old(listed.old, shown_by), _undated(listed.undated)) if one]
