"""What the edges of the board say: how much is owed, what is shown of it, in which order."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_tui.followup.board import Dimension, Filters, Group, Grouping, Order
from danvan_tui.followup.figures.periods import Span
from danvan_tui.followup.urgency import Urgency
from danvan_tui.language import _, ngettext
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.widgets.bars import Key
from danvan_tui.tui.widgets.tabs import Tab
from danvan_tui.wording import words
from danvan_tui.wording.figures import span
from danvan_tui.wording.promises import urgency_name

OWED = ""
"""The key of the tab of all that is owed."""

_OWED = (
    Urgency.OVERDUE,
    Urgency.DUE_SOON,
    Urgency.IN_PROGRESS,
    Urgency.NO_DEADLINE,
    Urgency.REPORTED_DONE,
)

_TONES = {
    Urgency.OVERDUE: "$text-error",
    Urgency.DUE_SOON: "$text-warning",
    Urgency.REPORTED_DONE: "$text-accent",
    Urgency.CONFIRMED: "$text-success",
}


def tabs(counts: Mapping[Urgency, int]) -> list[Tab]:
    """The groups with how much each holds; what was cancelled only where there is any."""
    owed = sum(counts.get(one, 0) for one in _OWED)
    shown = [*_OWED, Urgency.CONFIRMED]
    shown += [Urgency.CANCELLED] if counts.get(Urgency.CANCELLED) else []
    return [
        Tab(OWED, _("owed"), owed),
        *(
            Tab(one.value, _named(one), counts.get(one, 0), _TONES.get(one, ""), _short(one))
            for one in shown
        ),
    ]


def count_of(shown: int, known: int) -> str:
    """How many promises are shown of how many."""
    if shown == known:
        return ngettext("{count} promise", "{count} promises", known).format(count=known)
    return _("{shown} of {count} promises").format(shown=shown, count=known)


def keys(plan: KeyPlan, *, of_communes: bool) -> list[Key]:
    """The keys that do something, the ones needed most first: as many are shown as fit."""
    commune = ["of_commune"] if of_communes else []
    return [
        Key("Enter", _("story"), "choose"),
        plan.bar_key("review"),
        Key(_("Space"), _("mark"), "mark"),
        plan.bar_key("filter"),
        plan.bar_key("group"),
        Key("Tab", _("next group"), "turn(1)"),
        *(
            plan.bar_key(one)
            for one in (*commune, "order", "its_session", "review_form", "undo", "leave", "help")
        ),
    ]


def placeholder() -> str:
    """What stands in the line while nothing is typed."""
    return _("type to search: words, unit, village, code; with marks or without")


# What is shown of it


def narrowed(filters: Filters, grouping: Grouping, order: Order, lists: Catalogues) -> str:
    """By what the list is grouped and ordered, and what it is narrowed to."""
    by = _("by {group}, {order}").format(group=grouping_name(grouping), order=order_name(order))
    values = [
        f"{dimension_name(one)}: {value_name(one, value, lists)}"
        for one, value in chosen(filters).items()
    ]
    return " · ".join(filter(None, [by, *values, period_of(filters)]))


def is_narrowed(filters: Filters) -> bool:
    """Whether any filter is set."""
    return bool(chosen(filters) or period_of(filters))


def period_of(filters: Filters) -> str:
    """The days on which was promised what is shown; empty where it may be any."""
    if not (filters.since or filters.until):
        return ""
    return span(Span(filters.since, filters.until))


def chosen(filters: Filters) -> dict[Dimension, str]:
    """The filters that are set, the period apart."""
    values = {one: str(getattr(filters, one.value)) for one in Dimension}
    return {one: value for one, value in values.items() if value}


def grouping_name(grouping: Grouping) -> str:
    """What the promises are grouped by."""
    return {
        Grouping.URGENCY: _("urgency"),
        Grouping.UNIT: _("unit"),
        Grouping.VILLAGE: _("village"),
        Grouping.FIELD: _("field"),
        Grouping.SESSION: _("session"),
        Grouping.CHAIR: _("chair"),
        Grouping.COMMUNE: _("commune"),
        Grouping.MONTH: _("month of the deadline"),
    }[grouping]


def order_name(order: Order) -> str:
    """What the promises of a group are ordered by."""
    return {
        Order.DUE: _("nearest deadline first"),
        Order.UNIT: _("by unit"),
        Order.NEWEST: _("newest promise first"),
        Order.REVIEWED: _("longest not reviewed first"),
    }[order]


def dimension_name(dimension: Dimension) -> str:
    """What a filter looks at."""
    return {
        Dimension.UNIT: _("unit"),
        Dimension.VILLAGE: _("village"),
        Dimension.FIELD: _("field"),
        Dimension.SESSION: _("session"),
        Dimension.CHAIR: _("chair"),
        Dimension.COMMUNE: _("commune"),
    }[dimension]


def value_name(dimension: Dimension, value: str, lists: Catalogues) -> str:
    """A value of a filter as people read it."""
    if dimension is Dimension.FIELD:
        return words.named(lists.fields, value)
    return value


def heading(group: Group, grouping: Grouping, lists: Catalogues) -> str:
    """What a group of the list is headed with."""
    if grouping is Grouping.URGENCY:
        return urgency_name(Urgency(group.key))
    if grouping is Grouping.MONTH:
        return _month(group.key)
    if not group.key:
        return _("not named")
    if grouping is Grouping.FIELD:
        return words.named(lists.fields, group.key)
    return group.key


def _named(urgency: Urgency) -> str:
    return {
        Urgency.OVERDUE: _("overdue"),
        Urgency.DUE_SOON: _("within 7 days"),
        Urgency.IN_PROGRESS: _("not due yet"),
        Urgency.NO_DEADLINE: _("no deadline"),
        Urgency.REPORTED_DONE: _("reported done"),
        Urgency.CONFIRMED: _("confirmed"),
        Urgency.CANCELLED: _("cancelled"),
    }[urgency]


def _short(urgency: Urgency) -> str:
    """The same in the few letters for which there is always room."""
    return {
        Urgency.OVERDUE: _("late"),
        Urgency.DUE_SOON: _("7 days"),
        Urgency.IN_PROGRESS: _("not due"),
        Urgency.NO_DEADLINE: _("no date"),
        Urgency.REPORTED_DONE: _("said done"),
        Urgency.CONFIRMED: _("kept"),
        Urgency.CANCELLED: _("off"),
    }[urgency]


def _month(key: str) -> str:
    year, _dash, month = key.partition("-")
    if not month:
        return _("no deadline")
    return _("month {month}/{year}").format(month=int(month), year=year)


# What is going on


def state(marked: int, reading: str, problems: list[str], review_key: str) -> str:
    """How many are marked, how far the sessions are read, what could not be read."""
    said = ngettext(
        "{count} marked: {key} records one result for it",
        "{count} marked: {key} records one result for all",
        marked,
    )
    told = said.format(count=marked, key=review_key) if marked else ""
    return " · ".join(filter(None, [told, reading, *problems]))
