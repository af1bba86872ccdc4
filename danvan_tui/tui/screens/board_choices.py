"""Choosing how the board is grouped, ordered and narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from danvan_tui.followup.board import Board, Dimension, Filters, Grouping, Order
from danvan_tui.language import _
from danvan_tui.tui.screens import board_words
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.period import AskPeriod
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.followup.figures.periods import Span
    from danvan_tui.tui.app import DanvanApp

_Choice = TypeVar("_Choice", bound=StrEnum)
_ALL = "*"
_PERIOD = "period"


def choose_grouping(app: DanvanApp, now: Grouping, then: Callable[[Grouping], None]) -> None:
    """Choose what the promises are grouped by."""
    offered = _groupings(app)
    _choose(app, _("Group the promises by"), offered, board_words.grouping_name, now, then)


def choose_order(app: DanvanApp, now: Order, then: Callable[[Order], None]) -> None:
    """Choose the order of the promises."""
    _choose(app, _("Order of the promises"), list(Order), board_words.order_name, now, then)


def choose_filter(
    app: DanvanApp, board: Board, filters: Filters, then: Callable[[Filters], None]
) -> None:
    """Choose what the board is narrowed to: first by what, then the value."""
    chosen = board_words.chosen(filters)
    choices = [(one.value, _offered(app, one, chosen.get(one, ""))) for one in _dimensions(app)]
    period = board_words.period_of(filters)
    choices.append((_PERIOD, ": ".join(filter(None, [_("period"), period]))))
    if chosen or period:
        choices.append((_ALL, _("no filter any more")))

    def take(choice: str | None) -> None:
        if choice == _ALL:
            then(Filters(urgency=filters.urgency))
        elif choice == _PERIOD:
            _choose_period(app, filters, then)
        elif choice is not None:
            _choose_value(app, board, filters, Dimension(choice), then)

    app.push_screen(Pick(_("Show only the promises of one"), choices), take)


def _choose_period(app: DanvanApp, filters: Filters, then: Callable[[Filters], None]) -> None:
    def take(span: Span | None) -> None:
        if span is not None:
            then(replace(filters, since=span.since, until=span.until))

    app.push_screen(AskPeriod(app.shelf.today(), _("When was it promised?")), take)


def _choose_value(
    app: DanvanApp,
    board: Board,
    filters: Filters,
    dimension: Dimension,
    then: Callable[[Filters], None],
) -> None:
    free = _with(filters, dimension, "")
    choices = [(_ALL, _("all"))] if free != filters else []
    for value, count in board.values(dimension, free):
        name = board_words.value_name(dimension, value, app.catalogues)
        if value:
            choices.append((value, f"{name}  {count}"))

    def take(choice: str | None) -> None:
        if choice is not None:
            then(_with(filters, dimension, "" if choice == _ALL else choice))

    title = _("Which {dimension}?").format(dimension=board_words.dimension_name(dimension))
    app.push_screen(Pick(title, choices), take)


def _with(filters: Filters, dimension: Dimension, value: str) -> Filters:
    narrowed: dict[str, Any] = {dimension.value: value}
    return replace(filters, **narrowed)


def _groupings(app: DanvanApp) -> list[Grouping]:
    """Without the communes where there is but one."""
    return [one for one in Grouping if app.shelf.are_of_communes or one is not Grouping.COMMUNE]


def _dimensions(app: DanvanApp) -> list[Dimension]:
    """Without the communes where there is but one."""
    return [one for one in Dimension if app.shelf.are_of_communes or one is not Dimension.COMMUNE]


def _offered(app: DanvanApp, dimension: Dimension, value: str) -> str:
    name = board_words.dimension_name(dimension)
    return f"{name}: {board_words.value_name(dimension, value, app.catalogues)}" if value else name


def _choose(
    app: DanvanApp,
    title: str,
    offered: Iterable[_Choice],
    name: Callable[[_Choice], str],
    now: _Choice,
    then: Callable[[_Choice], None],
) -> None:
    known = {one.value: one for one in offered}
    choices = [
        (key, f"{words.TICK if one is now else ' '} {name(one)}") for key, one in known.items()
    ]

    def take(choice: str | None) -> None:
        if choice is not None:
            then(known[choice])

    app.push_screen(Pick(title, choices), take)
