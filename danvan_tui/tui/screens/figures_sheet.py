"""How the figures stand on the screen: columns of numbers, and bars for units and villages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from danvan_tui.followup.figures.counting import Figures
from danvan_tui.followup.figures.figure import Part
from danvan_tui.language import _
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.tui.widgets.columns import fit
from danvan_tui.tui.widgets.line import as_line
from danvan_tui.tui.widgets.sheet import Cell, Lines
from danvan_tui.wording import figures as wording
from danvan_tui.wording.figures import Block

_GAP = 4
_COLUMN = 46  # cells of a column of numbers; wider ones part the numbers from their names
_WIDEST_BARS = 110
_BESIDE = 2 * (_COLUMN + _GAP) + 76  # cells from which the bars stand beside the numbers
_NAME = 34


def lay_out(figures: Figures, lists: Catalogues, width: int) -> Lines:
    """The figures in two columns, the bars beside them where there is room, else below."""
    width -= 1  # so that no number touches the scroll bar
    column = min(_COLUMN, (width - _GAP) // 2)
    right = column + _GAP
    numbers = _beside(
        [*_blocks(wording.about_meetings(figures, lists), 0, column)],
        [*_blocks(wording.about_promises(figures, lists), right, column)],
    )
    if width < _BESIDE:
        return [*numbers, [], *_bars(figures, 0, min(width, _WIDEST_BARS))]
    left = 2 * right
    return _beside(numbers, [*_bars(figures, left, min(width - left, _WIDEST_BARS))])


def _beside(left: Lines, right: Lines) -> Lines:
    return [[*one, *other] for one, other in zip_longest(left, right, fillvalue=())]


def _blocks(blocks: Sequence[Block], at: int, width: int) -> Iterator[list[Cell]]:
    for place, block in enumerate(blocks):
        if place:
            yield []
        yield [Cell(at, fit(block.heading, width), tone="heading")]
        for line in block.lines:
            room = width - cell_len(line.number) - 1
            text = f"{fit(line.name, room)} {line.number}"
            tone = "" if line.figure.behind else "muted"
            yield [Cell(at, text, line.figure.id, tone)]


def _bars(figures: Figures, at: int, width: int) -> Iterator[list[Cell]]:
    yield from _parts(_("By unit"), figures.units, at, width)
    yield []
    yield from _parts(_("By village"), figures.villages, at, width)


def _parts(heading: str, parts: Sequence[Part], at: int, width: int) -> Iterator[list[Cell]]:
    headings = wording.part_headings()
    widths = [max(cell_len(one), 5) + 2 for one in headings]
    name = min(_NAME, max(16, width * 2 // 7))
    bar = max(0, width - name - 1 - sum(widths))
    ends = [at + name + 1 + bar + sum(widths[: place + 1]) for place in range(len(widths))]
    yield [Cell(at, fit(heading, name), tone="heading")] + [
        Cell(end - cell_len(one), one, tone="muted")
        for end, one in zip(ends, headings, strict=True)
    ]
    for part in parts:
        shown = [Cell(at, fit(as_line(wording.part_name(part)), name), part.id)]
        shown.append(Cell(at + name + 1, wording.bar(part, parts, bar), tone="accent"))
        made, *others = wording.part_figures(part)
        shown.append(_number(ends[0], str(len(made.behind)), "", ""))
        for end, figure in zip(ends[1:], others, strict=True):
            count = len(figure.behind)
            shown.append(_number(end, str(count), figure.id, "" if count else "muted"))
        yield shown
    yield [Cell(at, wording.legend() if parts else _("No promises."), tone="muted")]


def _number(end: int, text: str, key: str, tone: str) -> Cell:
    text = f" {text}"  # as wide as a finger of the mouse
    return Cell(end - cell_len(text), text, key, tone)
