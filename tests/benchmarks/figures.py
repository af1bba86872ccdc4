"""Figures side by side: danvan, the one-field app, how many times it, and the goal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((80, 24), (200, 50))
"""Columns and rows of the windows."""


class Pair(NamedTuple):
    """What danvan needs, and what the reference needs for the same."""

    danvan: float
    reference: float

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.danvan / self.reference if self.reference else float("inf")


@dataclass
class Figure:
    """One row of the table."""

    what: str
    unit: str
    goal: float | None = None
    pairs: dict[Size, Pair] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        """Whether the ratio, as printed, is within the goal at every size."""
        goal = self.goal
        return goal is None or all(round(pair.ratio, 2) <= goal for pair in self.pairs.values())


def at(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Sequence[Figure], compared: tuple[str, str] = ("danvan", "input")) -> str:
    """All figures as one calm table, under the names of the two that are compared."""
    measured, reference = compared
    sizes = "".join(f"{f'{columns}×{rows}':>24}" for columns, rows in SIZES)
    heads = f"{measured:>9}{reference:>8}{'ratio':>7}" * len(SIZES)
    lines = [f"{'':<41}{sizes}", f"{'':<41}{heads}{'goal':>8}"]
    return "\n".join([*lines, *map(_line, figures)])


def _line(figure: Figure) -> str:
    cells = "".join(_cells(figure.pairs.get(size)) for size in SIZES)
    goal = "" if figure.goal is None else f"≤ {figure.goal}"
    missed = "" if figure.is_met else "  missed"
    return f"{f'{figure.what}, {figure.unit}':<41}{cells}{goal:>8}{missed}".rstrip()


def _cells(pair: Pair | None) -> str:
    if pair is None:
        return f"{'':>24}"
    return f"{_short(pair.danvan):>9}{_short(pair.reference):>8}{pair.ratio:>7.2f}"


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
