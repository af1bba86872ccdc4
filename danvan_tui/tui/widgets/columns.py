"""How a table shares out its width: cells that fit, columns as wide as what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

GAP = 1
WIDE = 70
"""Cells over which the eye still finds the other end of a row."""
_ELLIPSIS = "…"
_NARROWEST = 12  # cells to which a column may be cut for the sake of the flexible one


class Column(NamedTuple):
    """A column: as wide as its widest cell up to ``width``, the one without takes the rest."""

    heading: str
    width: int | None = None
    right: bool = False
    tone: str = ""
    """How its cells are drawn: one of the table's tones."""
    most: int | None = None
    """The cells beyond which one without a width does not grow."""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + _ELLIPSIS
    padding = " " * (width - length)
    return padding + text if right else text + padding


class Widths:
    """What the columns need, learned from the cells, and what they get."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._widest = [cell_len(column.heading) for column in columns]

    def learn(self, cells: Sequence[str]) -> bool:
        """Take the cells of one more row into account; whether that makes a column wider."""
        grown = False
        for place, cell in enumerate(cells[: len(self._widest)]):
            length = cell_len(cell)
            if length > self._widest[place]:
                self._widest[place] = length
                grown = True
        return grown

    def shared(self, total: int) -> list[int]:
        """The cells each column gets of ``total``; the flexible one takes what is left.

        Where that is too little for it, the widest of the others give way.
        """
        wanted = [
            0 if column.width is None else min(widest, column.width)
            for column, widest in zip(self._columns, self._widest, strict=True)
        ]
        room = total - GAP * (len(wanted) - 1)
        flexible = [i for i, column in enumerate(self._columns) if column.width is None]
        needed = min(sum(self._widest[i] for i in flexible), room // 2)
        while room - sum(wanted) < needed and max(wanted) > _NARROWEST:
            wanted[wanted.index(max(wanted))] -= 1
        for i in flexible[:1]:
            most = self._columns[i].most
            rest = max(0, room - sum(wanted))
            wanted[i] = rest if most is None else min(rest, most)
        return wanted
