"""Rows of text as a table: for reading on a terminal, or for pasting into a spreadsheet."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = ("=", "+", "-", "@")
_GAP = "  "
_NARROWEST = 6


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows parted by tabs, the first one the heading; no cell is a formula to a spreadsheet."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def aligned(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each row in columns that fit into the width; what is too long goes on below.

    The last column, which says most, keeps twice the room of the others.
    """
    columns = len(rows[0]) if rows else 0
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(columns)]
    room = width - len(_GAP) * (columns - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        shares = [*widths[:-1], widths[-1] // 2]
        widest = shares if max(widths[:-1], default=0) > _NARROWEST else widths
        widths[widest.index(max(widest))] -= 1
    return ["\n".join(_lines(row, widths)) for row in cells]


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, max(width, 1)) for cell, width in zip(row, widths, strict=True)]
    for line in range(max(1, *map(len, wrapped))):
        parts = (
            (cell[line] if line < len(cell) else "").ljust(width)
            for cell, width in zip(wrapped, widths, strict=True)
        )
        yield _GAP.join(parts).rstrip()


def _cell(text: str) -> str:
    text = " ".join(text.split())
    if text.startswith(_FORMULA):
        return f"'{text}"
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if text.startswith('"') else text
