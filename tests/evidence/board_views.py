"""The board in every way it can be looked at, beside what was picked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from danvan_tui.followup.board import Board, Dimension, Filters, Grouping, Order, View
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.urgency import Urgency
from danvan_tui.tui.screens.board_panel import in_two_lines
from danvan_tui.tui.screens.board_rows import Pages
from tests.evidence.board_by_hand import Promises
from tests.evidence.checking import Checks
from tests.evidence.report_by_hand import place

_QUERIES = (
    "đường", "duong", "nước", "nuoc sach", "phong kinh te", "Đồng Mận", "van xa", "ngõ", "1", "12",
    "trinh", "thôn đường", "xyzq", "cong tac mat tran", "DT-2020-003/1", "td 2024", "ubnd", "huyện",
)  # fmt: skip
_PERIODS = (
    ("2017-01-01", "2017-12-31"),
    ("2020-02-29", "2023-06-30"),
    ("2026-11-20", "2026-11-20"),
)


class BoardViews:
    """Looks at one board."""

    def __init__(
        self, checks: Checks, by_hand: Promises, promises: Iterable[Followed], today: date
    ) -> None:
        self._checks = checks
        self._by_hand = by_hand
        self._today = today
        self._board = Board(list(promises), today)

    def go_through(self) -> None:
        """Tabs, groups, orders, filters by every value, periods, searches, and some together."""
        everything = {one.id for one in self._by_hand.all}
        self._look("board, every tab", Filters(), everything)
        self._look("board, every tab", Filters(is_owed=True), self._by_hand.owed())
        for tab, wanted in self._by_hand.groups("urgency").items():
            self._look("board, every tab", Filters(urgency=Urgency(tab)), wanted)
        self._groups()
        for filters, wanted in (*self._values(), *self._periods(), *self._searches()):
            self._look("board, every filter", filters, wanted)
            owed = replace(filters, is_owed=True)
            self._look("board, filters of what is owed", owed, wanted & self._by_hand.owed())
        self._together()

    def _look(self, what: str, filters: Filters, wanted: set[str]) -> None:
        view = self._board.view(filters)
        self._checks.same(what, _shown(view), wanted, str(filters))
        self._checks.same(f"{what}: total", view.total, len(wanted), str(filters))
        if filters.urgency is None and not filters.is_owed:
            counts = {one.value: count for one, count in view.counts.items() if count}
            self._checks.all_same("board, counts of tabs", counts, self._by_hand.counts(wanted))

    def _groups(self) -> None:
        for grouping in Grouping:
            wanted = self._by_hand.groups(grouping.value)
            for order in Order:
                view = self._board.view(Filters(), grouping, order)
                shown = {
                    place(one.key) if grouping is Grouping.VILLAGE else str(one.key): {
                        promise.commitment for promise in one.promises
                    }
                    for one in view.groups
                }
                self._checks.all_same("board, every group", shown, wanted)
                for group in view.groups:
                    self._order(order, list(group.promises))
            self._rows(view)

    def _order(self, order: Order, promises: list[Followed]) -> None:
        if order is Order.DUE:
            keys = [one.due or "9999" for one in promises]
            self._checks.same("board, every order", keys, sorted(keys))
        elif order is Order.NEWEST:
            made = [one.date for one in promises]
            self._checks.same("board, every order", made, sorted(made, reverse=True))
        elif order is Order.REVIEWED:
            looked = [one.last_on if one.is_reviewed else one.date for one in promises]
            self._checks.same("board, every order", looked, sorted(looked))

    def _rows(self, view: View) -> None:
        """All rows as they are laid out on a narrow and on a wide screen."""
        for roomy in (False, True):
            pages = Pages(view, self._today, lambda group: group.key, roomy=roomy)
            pages.more(None)
            for row in pages.rows:
                self._checks.show(*map(str, row.cells), str(row.below))
        for one in view.rows:
            self._checks.show(str(in_two_lines(one, 80)))

    def _values(self) -> Iterator[tuple[Filters, set[str]]]:
        for dimension in Dimension:
            offered = self._board.values(dimension, Filters())
            wanted = self._by_hand.groups(dimension.value)
            self._checks.all_same(
                "board, choices of filters",
                {self._key(dimension, value): count for value, count in offered},
                {value: len(promises) for value, promises in wanted.items()},
            )
            for value, _count in offered:
                if value:
                    key = self._key(dimension, value)
                    yield narrowed(dimension, value), self._by_hand.by(dimension.value, key)

    def _key(self, dimension: Dimension, value: str) -> str:
        return place(value) if dimension is Dimension.VILLAGE else value

    def _periods(self) -> Iterator[tuple[Filters, set[str]]]:
        for since, until in _PERIODS:
            yield Filters(since=since, until=until), self._by_hand.promised(since, until)

    def _searches(self) -> Iterator[tuple[Filters, set[str]]]:
        for query in _QUERIES:
            for end in range(1, len(query) + 1):
                yield Filters(words=query[:end]), self._by_hand.saying(query[:end])

    def _together(self) -> None:
        """Several filters at a time."""
        since, until = _PERIODS[1]
        villages = self._board.values(Dimension.VILLAGE, Filters())
        for village in (value for value, _count in villages if value):
            for tab in Urgency:
                filters = Filters("duong", urgency=tab, village=village, since=since, until=until)
                wanted = (
                    self._by_hand.saying("duong")
                    & self._by_hand.by("village", place(village))
                    & self._by_hand.promised(since, until)
                    & self._by_hand.groups("urgency").get(tab.value, set())
                )
                self._look("board, filters together", filters, wanted)


def _shown(view: View) -> set[str]:
    return {one.commitment for one in view.rows}


def narrowed(dimension: Dimension, value: str) -> Filters:
    """Only what has this value."""
    match dimension:
        case Dimension.UNIT:
            return Filters(unit=value)
        case Dimension.VILLAGE:
            return Filters(village=value)
        case Dimension.FIELD:
            return Filters(field=value)
        case Dimension.SESSION:
            return Filters(session=value)
        case Dimension.CHAIR:
            return Filters(chair=value)
        case Dimension.COMMUNE:
            return Filters(commune=value)
