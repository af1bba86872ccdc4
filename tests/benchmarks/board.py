"""What the board costs after ten years of one commune, beside the same board with one session.

Usage: python -m tests.benchmarks.board [--quick] [--years DIR]

Both boards are opened in pseudo-terminals of 80×24 and 200×50 and take turns: only the ratios say
something, the times are of this machine. "At once" is F3 pressed as soon as the home screen of a
program that was just started is painted, "at rest" a second later, "again" after going back. A
board counts as painted when all its promises are counted on it. What a key works, and what the
figures do, is measured inside one process. ``--years`` keeps what is generated, or uses it again.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from danvan_tui import language
from danvan_tui.followup.board import Board, Filters
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.screens.board_words import count_of
from tests.benchmarks.board_keys import work
from tests.benchmarks.figures import SIZES, Figure, Pair, Size, table
from tests.benchmarks.window import Programs, Window
from tests.followup.ten_years import make

F3, ESC = b"\x1bOR", b"\x1b"
_TYPED = "duong thon hong"
_REST = 1.0
_GOAL = 2.0

Times = dict[str, list[float]]


class Measured:
    """One data folder whose board is opened: what it says when all of it is painted."""

    def __init__(self, root: Path, data: Path) -> None:
        follow_up = FollowUp(Shelf(data))
        follow_up.bring_up_to_date()
        self.programs = Programs(root, data)
        board = Board(follow_up.promises, Shelf(data).today())
        owed = board.view(Filters(is_owed=True)).total
        self.counted = count_of(owed, len(follow_up.promises))
        self.newest = max(one.code for one in follow_up.sessions())
        self.times: Times = defaultdict(list)
        self.memory: dict[str, float] = {}

    @contextlib.contextmanager
    def at_home(self, size: Size) -> Iterator[Window]:
        """A program that was just started, its home screen painted."""
        with self.programs.danvan(size) as window:
            window.seen(self.newest, "F2")
            yield window
            window.session.write(ESC * 3)

    def open_at_once(self, size: Size) -> None:
        """Open the board as soon as a program is there."""
        with self.at_home(size) as window:
            self.times["at once"].append(self._opened(window))

    def open_at_rest(self, size: Size) -> None:
        """Open it when the program has come to rest, go back, open it again, and type."""
        with self.at_home(size) as window:
            window.rest(_REST)
            self.times["at rest"].append(self._opened(window))
            window.rest(_REST)
            self.memory = window.memory()
            window.answer(ESC, self.newest)
            window.rest(_REST)
            self.times["again"].append(self._opened(window))
            window.rest(_REST)
            self._type(window)

    def _opened(self, window: Window) -> float:
        pressed = time.perf_counter()
        return window.answer(F3, self.counted) - pressed

    def _type(self, window: Window) -> None:
        before = window.cpu
        for letter in _TYPED:
            window.session.write(letter.encode())
            window.rest(0.1)
        self.times["processor a key"].append((window.cpu - before) / len(_TYPED))


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="few rounds")
    parser.add_argument("--years", type=Path, default=None, help="where the ten years are kept")
    arguments = parser.parse_args()
    language.choose("vi")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        years = arguments.years or root / "years"
        if not years.exists():
            make(years)
        make(root / "one", sessions=1, issues=20, commitments=20, reviews=60)
        figures = opening(root, years, 3 if arguments.quick else 12)
        print(table(figures, ("years", "one")), flush=True)
        met = work(years)
    return int(not met or not all(figure.is_met for figure in figures))


def opening(root: Path, years: Path, rounds: int) -> list[Figure]:
    """Open both boards so many times, taking turns."""
    times = {
        "at once": Figure("board, just started", "ms"),
        "at rest": Figure("board opened at rest", "ms", _GOAL),
        "again": Figure("board opened again", "ms", _GOAL),
        "processor a key": Figure("processor a key", "ms"),
    }
    memory = {
        "Rss": Figure("memory, board open", "MiB", _GOAL),
        "Pss": Figure("its own share of it (PSS)", "MiB"),
    }
    gc.disable()  # the clock must not stop for it
    for size in SIZES:
        many, one = Measured(root, years), Measured(root, root / "one")
        one.open_at_once(size)  # compiles everything
        one.times.clear()
        for _round in range(rounds):
            for measured in (many, one):
                measured.open_at_once(size)
                measured.open_at_rest(size)
        for what, figure in times.items():
            figure.pairs[size] = Pair(_median(many.times[what]), _median(one.times[what]))
        for what, figure in memory.items():
            figure.pairs[size] = Pair(many.memory[what], one.memory[what])
    gc.enable()
    return [*times.values(), *memory.values()]


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


if __name__ == "__main__":
    sys.exit(main())
