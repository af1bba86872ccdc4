"""How a table shares out its width: cells that fit, columns as wide as what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

GAP = 1
_ELLIPSIS = "…"
_NARROWEST = 12  # cells to which a column may be cut for the sake of the flexible one
_CALM = 40  # cells a flexible column has where there is room, so that the next seldom moves


class Column(NamedTuple):
    """A column: as wide as its widest cell, in little room up to ``width``.

    The one without takes what is left, under headings no more than its cells need: what belongs
    together stands together in a wide window.
    """

    heading: str
    width: int | None = None
    right: bool = False
    tone: str = ""
    """How its cells are drawn: one of the table's tones."""
    least: int = _NARROWEST
    """To how many cells it gives way."""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly ``width`` cells: padded, or cut with an ellipsis, best between words."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = _cut(text, width - 1) + _ELLIPSIS
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def _cut(text: str, width: int) -> str:
    """What fits of a text, without the beginning of a word unless much would be lost with it."""
    kept = set_cell_size(text, width)
    if text[len(kept) :].startswith(" ") or not text.startswith(kept):
        return kept.rstrip()
    whole = kept.rpartition(" ")[0].rstrip()
    return whole if cell_len(whole) > width // 2 else kept.rstrip()


class Widths:
    """What the columns need, learned from the cells, and what they get."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._widest = [cell_len(column.heading) for column in columns]
        self._has_headings = any(column.heading for column in columns)

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
        """The cells each column gets of ``total``.

        Where that is too little for the flexible one, the widest of the others give way; where it
        is more, those that would be cut take of it first.
        """
        wanted = [
            0 if column.width is None else min(widest, column.width)
            for column, widest in zip(self._columns, self._widest, strict=True)
        ]
        room = total - GAP * (len(wanted) - 1)
        flexible = [i for i, column in enumerate(self._columns) if column.width is None][:1]
        needed = sum(self._widest[i] for i in flexible)
        least = [column.least for column in self._columns]
        while room - sum(wanted) < min(needed, room // 2):
            gives_way = [i for i, cells in enumerate(wanted) if cells > least[i]]
            if not gives_way:
                break
            wanted[max(gives_way, key=wanted.__getitem__)] -= 1
        for i, column in enumerate(self._columns):
            free = max(0, room - sum(wanted) - needed)
            if column.width is not None and self._widest[i] > column.width:
                wanted[i] += min(free, self._widest[i] - wanted[i])
        for i in flexible:
            rest = max(0, room - sum(wanted))
            wanted[i] = min(rest, max(needed, _CALM)) if self._has_headings else rest
        return wanted
