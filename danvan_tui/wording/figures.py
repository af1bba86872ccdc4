"""How the figures of a report are said: their names, what they mean, their numbers and bars."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_tui.followup.figures.counting import Figures
from danvan_tui.followup.figures.figure import UNSET, Figure, Part
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.figures.outcomes import KEPT, Outcome
from danvan_tui.followup.figures.periods import Period, Span
from danvan_tui.language import N_, _, ngettext
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.wording import words

_NAMES = {
    "sessions": N_("Sessions"),
    "visits": N_("Visits"),
    "people": N_("People"),
    "entries": N_("Opinions"),
    "matters": N_("Matters"),
    "groups": N_("Groups of five or more"),
    "settled": N_("Settled within competence"),
    "promises": N_("Promises made"),
    Outcome.KEPT_IN_TIME: N_("Kept in time"),
    Outcome.KEPT_LATE: N_("Kept late"),
    Outcome.KEPT_UNDATED: N_("Kept, no deadline"),
    Outcome.BROKEN: N_("Not done"),
    Outcome.CANCELLED: N_("Cancelled"),
    Outcome.OVERDUE: N_("Overdue now"),
    Outcome.REPORTED: N_("Reported done"),
    Outcome.OPEN_IN_TIME: N_("Open, in time"),
    Outcome.OPEN_UNDATED: N_("Open, no deadline"),
    "postponed": N_("Postponed"),
    "postponements": N_("Postponements"),
    "median_days": N_("Days until done, median"),
}
_ABOUT = {
    "sessions": N_("Dialogues and receptions that were held; a draft in which nothing was said yet "
                   "is none. Of a village: those held for it or in which it raised something."),
    "visits": N_("Those who spoke, each once a session, added up over the sessions. Who the law "
                 "protects counts once for each denunciation."),
    "people": N_("Everybody who took part, added up over the sessions; at least those behind what "
                 "was raised. Of a village: all who came where the session was its own."),
    "entries": N_("Everything that was raised, denunciations and repetitions included."),
    "matters": N_("What was raised, where repetitions of one matter in any session count once."),
    "groups": N_("Matters behind which five or more people stand, repetitions in other sessions "
                 "included; one person counts once."),
    "settled": N_("Of the opinions within the commune's competence. Settled: it has a day it was "
                  "settled on, or promises that the village has all confirmed."),
    "promises": N_("Promises made in these sessions, whatever became of them since. The figures "
                   "below add up to it."),
    Outcome.KEPT_IN_TIME: N_("The village confirms it, and it was done by the first deadline: "
                             "done is the day the unit reported it, else the day of the village."),
    Outcome.KEPT_LATE: N_("The village confirms it, and it was done after the first deadline, "
                          "whether that was postponed or not."),
    Outcome.KEPT_UNDATED: N_("The village confirms it; no deadline had been set, or nobody noted "
                             "the day it was done."),
    Outcome.BROKEN: N_("The last that was said of it is that it was not done, deadline or not."),
    Outcome.CANCELLED: N_("Nobody has to do it any more; the reason stands in the review."),
    Outcome.OVERDUE: N_("Open, and its deadline has passed, the one it was postponed to included; "
                        "one of which was last said that it was not done counts there."),
    Outcome.REPORTED: N_("The unit says it is done; the village has not said so yet."),
    Outcome.OPEN_IN_TIME: N_("Open, and its deadline is still to come."),
    Outcome.OPEN_UNDATED: N_("Open, without a day it has to be done by."),
    "postponed": N_("Promises whose deadline was moved at least once."),
    "postponements": N_("How many times deadlines were moved, all promises together."),
    "median_days": N_("Half of the promises kept took no longer: days from the session to the day "
                      "it was done."),
    "kind": N_("Opinions of this kind; a denunciation counts and is never shown."),
    "field": N_("Opinions in this field; denunciations are counted by kind alone."),
    "competence": N_("Opinions by who may decide; denunciations are counted by kind alone."),
    "unit": N_("Promises by the unit that has to do them now."),
    "village": N_("Promises by village, however it was spelled; one made to several villages is "
                  "one of each."),
}  # fmt: skip
_SHORT = {
    Outcome.KEPT_IN_TIME: N_("in time"),
    Outcome.KEPT_LATE: N_("late"),
    Outcome.BROKEN: N_("not done"),
    Outcome.OVERDUE: N_("overdue"),
}
"""The outcomes that are shown of each unit and village."""


class Line(NamedTuple):
    """One figure with what it is called and its number."""

    figure: Figure
    name: str
    number: str


class Block(NamedTuple):
    """Figures under one heading."""

    heading: str
    lines: list[Line]


def about_meetings(figures: Figures, lists: Catalogues) -> list[Block]:
    """Who met and what was raised."""
    return [
        Block(_("Sessions and opinions"), [*_lines(figures.meetings, lists)]),
        Block(_("By competence"), [*_lines(figures.competences, lists)]),
        Block(_("By kind"), [*_lines(figures.kinds, lists)]),
    ]


def about_promises(figures: Figures, lists: Catalogues) -> list[Block]:
    """What became of the promises, and the fields of what was raised."""
    return [
        Block(_("Promises"), [*_lines((*figures.promises, *figures.moved), lists)]),
        Block(_("By field"), [*_lines(figures.fields, lists)]),
    ]


def _lines(figures: Iterable[Figure], lists: Catalogues) -> Iterator[Line]:
    for figure in figures:
        yield Line(figure, name(figure.id, lists), number(figure))


def name(figure_id: str, lists: Catalogues) -> str:
    """What a figure is called; that of a unit or a village as its outcome."""
    if figure_id in _NAMES:
        return _(_NAMES[figure_id])
    kind, _colon, rest = figure_id.partition(":")
    if kind in ("unit", "village"):
        return name(rest.partition(":")[2] or "promises", lists)
    entries = {"kind": lists.kinds, "field": lists.fields, "competence": lists.competences}[kind]
    return _("not chosen") if rest == UNSET else words.named(entries, rest)


def title(figure_id: str, figures: Figures, lists: Catalogues) -> str:
    """What a figure is called where it stands alone."""
    parts = [*figures.units, *figures.villages]
    part = next((one for one in parts for figure in one.figures() if figure.id == figure_id), None)
    said = name(figure_id, lists)
    return f"{part_name(part)}: {said}" if part else said


def about(figure_id: str) -> str:
    """What a figure means, in a sentence or two."""
    kind, _colon, rest = figure_id.partition(":")
    outcome = rest.partition(":")[2]
    return _(_ABOUT.get(outcome) or _ABOUT[kind])


def number(figure: Figure) -> str:
    """The number of a figure."""
    if figure.value is None:
        return "–"
    return f"{figure.value:.0f} %" if figure.of is not None else f"{figure.value:g}"


def of_how_many(figure: Figure) -> str:
    """Beside a percentage: how many of how many."""
    if figure.of is None:
        return ""
    return _("{count} of {of}").format(count=len(figure.behind), of=figure.of)


def not_shown(hidden: int) -> str:
    """How many entries the law protects; empty for none."""
    if not hidden:
        return ""
    return ngettext(
        "{count} more is protected by law and not shown.",
        "{count} more are protected by law and not shown.",
        hidden,
    ).format(count=hidden)


# Units and villages


def part_name(part: Part) -> str:
    """A unit or a village, or that there is none."""
    if part.name:
        return part.name
    return _("no unit") if part.id.startswith("unit") else _("no village")


def part_headings() -> list[str]:
    """What stands above the numbers of units and villages."""
    return [_("made"), *(_(short) for short in _SHORT.values())]


def part_figures(part: Part) -> list[Figure]:
    """The figures of a unit or village, under those headings."""
    return [part.made, *(part.outcomes[outcome] for outcome in _SHORT)]


def bar(part: Part, parts: Sequence[Part], width: int) -> str:
    """As long as promises were made, beside the others: kept, kept late, and all that is not."""
    most = max(len(one.made.behind) for one in parts)
    made = len(part.made.behind)
    length = max(1, round(width * made / most))
    late = len(part.outcomes[Outcome.KEPT_LATE].behind)
    kept = sum(len(part.outcomes[outcome].behind) for outcome in KEPT)
    good, done = round(length * (kept - late) / made), round(length * kept / made)
    return "█" * good + "▓" * (done - good) + "░" * (length - done)


def legend() -> str:
    """What the parts of a bar mean."""
    return _("█ kept  ▓ kept late  ░ not kept so far")


# What is counted


def period_name(period: Period) -> str:
    """A period, in words."""
    return {
        Period.THIS_MONTH: _("This month"),
        Period.THIS_QUARTER: _("This quarter"),
        Period.THIS_HALF: _("This half-year"),
        Period.THIS_YEAR: _("This year"),
        Period.LAST_YEAR: _("Last year"),
        Period.ALL: _("Everything"),
    }[period]


def span(days: Span) -> str:
    """From one day to another."""
    if days.since and days.until:
        return f"{words.day(days.since)} – {words.day(days.until)}"
    if days.since:
        return _("since {day}").format(day=words.day(days.since))
    return _("until {day}").format(day=words.day(days.until)) if days.until else _("all years")


def kind_name(kind: str) -> str:
    """The kind of session that is counted."""
    return {"dialogue": _("dialogues"), "reception": _("receptions")}.get(kind, _("all sessions"))


def scope(asked: Scope) -> str:
    """What is counted, in one line."""
    when, where = span(Span(asked.since, asked.until)), words.places([asked.village], asked.commune)
    parts = (when, where, kind_name(asked.kind))
    return " · ".join(filter(None, parts))
