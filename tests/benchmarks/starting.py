"""From the start of the process to a painted screen, and to the first key that has an effect."""

import statistics
from collections import defaultdict

from tests.benchmarks.figures import SIZES, Figure, Pair, Size
from tests.benchmarks.reference import PLACEHOLDER
from tests.benchmarks.window import DOWN, Programs, Window

_GOALS = {"home screen": 1.5, "session named": None}
"""A session named on the command line is opened at once: more than the goal speaks of."""

Times = dict[str, list[float]]


def starting(programs: Programs, session: str, rounds: int) -> list[Figure]:
    """Medians of so many starts, the programs taking turns."""
    painted = {what: Figure(f"start to {what}", "ms", goal) for what, goal in _GOALS.items()}
    key = {what: Figure(f"start to {what}'s first key", "ms", _GOALS[what]) for what in painted}
    for size in SIZES:
        seen, answered = _rounds(programs, session, size, rounds)
        for figures, times in ((painted, seen), (key, answered)):
            for what, figure in figures.items():
                figure.pairs[size] = _medians(times, what)
    return [*painted.values(), *key.values()]


def _rounds(programs: Programs, session: str, size: Size, rounds: int) -> tuple[Times, Times]:
    seen: Times = defaultdict(list)
    answered: Times = defaultdict(list)
    for _round in range(rounds):
        with programs.reference(size) as window:
            # The cursor stands on the first letter, which is painted apart.
            seen["reference"].append(window.seen(PLACEHOLDER[1:]) - window.started)
            answered["reference"].append(_answer(window, b"\xc3\x8a", "Ê"))
        with programs.danvan(size) as window:
            seen["home screen"].append(window.seen(session, "F2") - window.started)
            answered["home screen"].append(_answer(window, DOWN, session))
        with programs.danvan(size, "open", session) as window:
            seen["session named"].append(window.seen("›", "F9") - window.started)
            answered["session named"].append(_answer(window, b"\xc3\x8a", "Ê"))
    return seen, answered


def _answer(window: Window, key: bytes, effect: str) -> float:
    return window.answer(key, effect) - window.started


def _medians(times: Times, what: str) -> Pair:
    return Pair(statistics.median(times[what]) * 1000, statistics.median(times["reference"]) * 1000)
