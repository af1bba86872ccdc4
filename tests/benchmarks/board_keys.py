"""What one key works on the board of ten years, and what the figures of ten years cost.

Work is time of the processor; a board is made anew for every round, so that nothing is remembered.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from danvan_tui.followup.board import Board, Dimension, Filters, Grouping, Order
from danvan_tui.followup.figures.counting import figures
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.urgency import Urgency
from danvan_tui.ledger.derived import follow_up_file
from danvan_tui.ledger.shelf import Shelf
from tests.benchmarks.figures import at
from tests.evidence.board_views import narrowed

FRAME = 16.0  # milliseconds
FIGURES = 300.0
_ROUNDS = 5
_IN_SIGHT = 60  # promises that are laid out at first
_KEPT, _OWED = Filters(urgency=Urgency.CONFIRMED), Filters(is_owed=True)
"""The largest tab, and the one that a board begins with."""
QUERIES = {
    "with marks": ["đường thôn hỏng", "nước sạch Đồng Mận", "Phòng Kinh tế", "đ đ đ"],
    "without marks": ["duong thon hong", "nuoc sach", "phong kinh te xa van xa", "d n t x"],
    "codes, no hits": ["DT-2026-003/7", "2024", "xyzq", "zz duong"],
}


class Keys:
    """Presses keys on one board and notes what each works, in milliseconds."""

    def __init__(self, follow_up: FollowUp, today: date) -> None:
        self._promises = follow_up.promises
        self._today = today
        self._board = self._ready()

    def _ready(self) -> Board:
        """A board as it stands a moment after it was opened."""
        board = Board(self._promises, self._today)
        while not board.prepare():
            continue
        board.view(_OWED)
        return board

    def typed(self, queries: Iterable[str], filters: Filters) -> list[float]:
        """Type each query letter by letter where a tab was gone to."""
        views = [
            replace(filters, words=query[:end])
            for query in queries
            for end in range(1, len(query) + 1)
        ]
        tab, *keys = self._times([partial(self._view, one) for one in (filters, *views)])
        del tab
        return keys

    def tabs(self) -> list[float]:
        """Go from tab to tab."""
        views = [Filters(urgency=one) for one in Urgency]
        return self._times([partial(self._view, one) for one in views])

    def filters(self) -> list[float]:
        """Open the choices of every dimension, and choose a few of each."""
        keys: list[Callable[[], object]] = []
        for dimension in Dimension:
            known = [value for value, _count in self._board.values(dimension, Filters())]
            keys.append(partial(self._values, dimension))
            few = known[:: len(known) // 8 + 1]
            keys += [partial(self._view, narrowed(dimension, value)) for value in few]
        since = [Filters(since=f"{year}-01-01") for year in range(2017, 2027)]
        keys += [partial(self._view, one) for one in since]
        return self._times(keys)

    def groupings(self) -> list[float]:
        """Group and order in every way all promises that are owed."""
        ways = [(grouping, order) for grouping in Grouping for order in Order]
        return self._times([partial(self._view, _OWED, *way) for way in ways])

    def _view(
        self,
        filters: Filters,
        grouping: Grouping = Grouping.URGENCY,
        order: Order = Order.DUE,
    ) -> object:
        return [*islice(self._board.view(filters, grouping, order).rows, _IN_SIGHT)]

    def _values(self, dimension: Dimension) -> object:
        return self._board.values(dimension, Filters())

    def _times(self, keys: Sequence[Callable[[], object]]) -> list[float]:
        """Key by key the median of several rounds, so that other programs do not count."""
        rounds = []
        for _round in range(_ROUNDS):
            self._board = self._ready()
            rounds.append([_took(key) for key in keys])
        return [median(times) for times in zip(*rounds, strict=True)]


def work(years: Path) -> bool:
    """Print what keys and figures work in milliseconds; says whether the goals are met."""
    follow_up, today = FollowUp(Shelf(years)), Shelf(years).today()
    follow_up.bring_up_to_date()
    keys = Keys(follow_up, today)
    print(f"\n{'a key of work, ms':<36}{'p50':>7}{'p95':>7}{'p99':>7}{'worst':>7}{'goal':>8}")
    rows = {
        **{f"searching, {what}": keys.typed(said, _KEPT) for what, said in QUERIES.items()},
        "searching in what is owed": keys.typed(QUERIES["with marks"], _OWED),
        "from tab to tab": keys.tabs(),
        "choosing a filter": keys.filters(),
        "another group or order": keys.groupings(),
    }
    for what, times in rows.items():
        _print(what, times)
    report = median(_took(lambda: _report(follow_up, today)) for _round in range(_ROUNDS))
    loaded = median(_took(lambda: FollowUp(Shelf(years)).load()) for _round in range(_ROUNDS))
    print(f"{'figures of ten years, ms':<36}{report:>7.0f}{'':>21}{_against(report, FIGURES)}")
    print(f"{'index taken from its file, ms':<36}{loaded:>7.0f}")
    print(f"{'index rebuilt from the sessions, ms':<36}{_rebuilding(years):>7.0f}")
    return report <= FIGURES and all(max(times) <= FRAME for times in rows.values())


def _report(follow_up: FollowUp, today: date) -> object:
    return figures(follow_up.sessions(), follow_up.promises, Scope(), today)


def _rebuilding(years: Path) -> float:
    follow_up_file(years).unlink()
    return _took(FollowUp(Shelf(years)).bring_up_to_date)


def _took(work: Callable[[], object]) -> float:
    """What it works in milliseconds: the time of the processor, whatever else runs beside it."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1e3


def _print(what: str, times: Sequence[float]) -> None:
    shares = "".join(f"{at(times, share):>7.1f}" for share in (0.5, 0.95, 0.99))
    print(f"  {what:<34}{shares}{max(times):>7.1f}{_against(max(times), FRAME)}")


def _against(worst: float, goal: float) -> str:
    return f"{f'≤ {goal:.0f}':>8}{'' if worst <= goal else '  missed'}"
