"""Rows of text as a table: for reading on a terminal, or for pasting into a spreadsheet."""

import textwrap
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@")
_GAP = "  "
_NARROWEST = 6


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows parted by tabs, the first one the heading; no cell is a formula to a spreadsheet."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def aligned(rows: Sequence[Sequence[str]], width: int, indent: int = 0) -> str:
    """The same rows in columns that fit into the width; what is too long goes on below."""
    columns = len(rows[0]) if rows else 0
    widths = [max(len(row[column]) for row in rows) for column in range(columns)]
    room = width - indent - len(_GAP) * (columns - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    lines = (line for row in rows for line in _lines(row, widths))
    return "\n".join(f"{' ' * indent}{line}" for line in lines)


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    cells = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in range(max(1, *map(len, cells))):
        parts = (
            (cell[line] if line < len(cell) else "").ljust(width)
            for cell, width in zip(cells, widths, strict=True)
        )
        yield _GAP.join(parts).rstrip()


def _cell(text: str) -> str:
    text = " ".join(text.split())
    if text.startswith(_FORMULA):
        return f"'{text}"
    return '"{}"'.format(text.replace('"', '""')) if text.startswith('"') else text
