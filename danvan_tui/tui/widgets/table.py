"""The table of records: `Table`, which paints only the rows in sight and redraws only changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from danvan_tui.tui.widgets.columns import GAP, Column, Widths, fit
from danvan_tui.tui.widgets.line import as_line


class Row(NamedTuple):
    """One record: its cells, and perhaps a line of its own below them."""

    key: str
    cells: tuple[str, ...]
    tone: str = ""
    """How the last cell is drawn: muted, accent, success, warning or error."""
    below: str = ""
    """A second line under the cells, from the second column to the end."""
    spans: bool = False
    """Whether the first cell stands in place of all but the first column, the second at its end."""
    heads: bool = False
    """Whether it is no record but the heading of those below it: the cursor passes over it."""


class Table(ScrollView, can_focus=True):
    """Rows of plain text under headings, one of them chosen by the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,ctrl+home", "move_to_end(-1)", "First", show=False),
        Binding("end,ctrl+end", "move_to_end(1)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--group",
        "table--cursor",
        "table--muted",
        "table--strong",
        "table--accent",
        "table--success",
        "table--warning",
        "table--error",
    }
    DEFAULT_CSS = """
    Table {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & > .table--header { color: $text-muted; background: $panel; }
        & > .table--group { color: $accent; text-style: bold; }
        & > .table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .table--muted { color: $text-muted; }
        & > .table--strong { text-style: bold; }
        & > .table--accent { color: $text-accent; }
        & > .table--success { color: $text-success; }
        & > .table--warning { color: $text-warning; }
        & > .table--error { color: $text-error; text-style: bold; }
    }
    """

    # Rows come and go inside the table: they are no reason to lay out the whole screen.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @dataclass
    class Highlighted(Message):
        """Posted when the cursor rests on another record; None when there is no record."""

        table: Table
        key: str | None

        @property
        def control(self) -> Table:
            """The table the cursor is in."""
            return self.table

    @dataclass
    class Chosen(Message):
        """Posted when a record is opened with Enter or a second click."""

        table: Table
        key: str

        @property
        def control(self) -> Table:
            """The table the record is in."""
            return self.table

    @dataclass
    class Ticked(Message):
        """Posted when the first cell of a record was clicked, where that is a tick."""

        table: Table
        key: str

        @property
        def control(self) -> Table:
            """The table the record is in."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "",
        ticks: bool = False,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        """``ticks``: a click on the first cell is no choice but a tick."""
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._columns = tuple(columns)
        self._widths = Widths(self._columns)
        self._above = int(any(column.heading for column in columns))
        self._empty = as_line(empty)
        self._ticks = ticks
        self._given: list[Row] = []
        self._cleaned: list[Row] = []
        self._tops: list[int] = [0]
        """On which line each row begins, and where the last one ends."""
        self._cursor = 0
        self._clicked: str | None = None
        """The record that was clicked last: a second click on it opens it."""

    @property
    def cursor_key(self) -> str | None:
        """The key of the record under the cursor."""
        return self._given[self._cursor].key if self._given else None

    @property
    def rows(self) -> list[Row]:
        """The rows as they are shown, cleaned."""
        return list(self._cleaned)

    @property
    def cut_below(self) -> str:
        """The second line of the record under the cursor, where it is cut; else nothing."""
        below = self._cleaned[self._cursor].below if self._cleaned else ""
        room = self.scrollable_content_region.width - self._indent()
        return below if cell_len(below) > room else ""

    def set_empty(self, text: str) -> None:
        """Say this from now on where there are no rows."""
        self._empty = as_line(text)
        self.refresh()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns from the next rows on, under headings if there were some before."""
        self._columns = tuple(columns)
        self._widths = Widths(self._columns)
        self._given, self._cleaned, self._tops = [], [], [0]
        self.refresh()

    def set_rows(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Show these records, keeping the cursor on the same one; draws only what changed."""
        key = self.cursor_key
        given = [
            row if isinstance(row, Row) else Row(row[0], tuple(row[1]), *row[2:]) for row in rows
        ]
        before, known = self._tops, len(self._given)
        changed, grown = self._take_over(given)
        self._cursor = self._index_of(key, self._cursor)
        height = self._tops[-1] + self._above
        if height != self.virtual_size.height:
            self.virtual_size = Size(self.size.width, height)
            self._scroll_update(self.virtual_size)
        shared = min(known, len(given))
        if grown or len(given) < known or before[: shared + 1] != self._tops[: shared + 1]:
            self.refresh()
        else:
            for index in changed:
                self._refresh_row(index)
        self._show_cursor()
        if self.cursor_key != key:
            self.refresh()
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _extent(self, index: int) -> list[int]:
        return self._tops[index : index + 2]

    def _take_over(self, given: list[Row]) -> tuple[list[int], bool]:
        """Replace the rows; which places show something else now, whether columns grew."""
        before, known = self._given, len(self._given)
        changed = [i for i, row in enumerate(given) if i >= known or before[i] != row]
        moved = len(changed) > len(given) // 10  # else nearly every row is where it was
        cleaned = dict(zip(before, self._cleaned, strict=True)) if moved else {}
        grown = False
        del self._cleaned[len(given) :]
        for index in changed:
            row = cleaned.get(given[index]) or _cleaned(given[index])
            self._cleaned[index : index + 1] = [row]
            grown |= not (row.spans or row.heads) and self._widths.learn(row.cells)
        if changed or known != len(given):
            self._tops = [0, *accumulate(1 + bool(row.below) for row in given)]
        self._given = given
        return changed, grown

    def _index_of(self, key: str | None, otherwise: int) -> int:
        last = max(0, len(self._given) - 1)
        if otherwise <= last and self._given and self._given[otherwise].key == key:
            return otherwise
        for index, row in enumerate(self._given):
            if row.key == key:
                return index
        return self._beside_headings(clamp(otherwise, 0, last), 1)

    def _beside_headings(self, index: int, step: int) -> int:
        """The nearest record, in the direction of ``step`` where there is one."""
        for way in (step, -step):
            at = index
            while 0 <= at < len(self._given) and self._given[at].heads:
                at += way
            if 0 <= at < len(self._given):
                return at
        return index

    def move_to(self, key: str) -> bool:
        """Put the cursor on this record; False when the table does not hold it."""
        for index, row in enumerate(self._given):
            if row.key == key:
                self._move_cursor(index)
                return True
        return False

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self._move_cursor(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what the screen shows."""
        there = self._tops[self._cursor] + pages * max(1, self._window - 1)
        self._move_cursor(self._index_at(there))

    def action_move_to_end(self, direction: int) -> None:
        """Move the cursor to the first or the last row."""
        self._move_cursor(0 if direction < 0 else len(self._given) - 1)

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    @property
    def _window(self) -> int:
        """How many lines fit below the headings."""
        return max(0, self.scrollable_content_region.height - self._above)

    def _index_at(self, line: int) -> int:
        """The row that this line belongs to, the nearest where it belongs to none."""
        return clamp(bisect_right(self._tops, line) - 1, 0, max(0, len(self._given) - 1))

    def _move_cursor(self, index: int) -> None:
        index = clamp(index, 0, max(0, len(self._given) - 1))
        index = self._beside_headings(index, -1 if index < self._cursor else 1)
        if index == self._cursor:
            return
        self._clicked = None
        self._refresh_row(self._cursor)
        self._cursor = index
        self._refresh_row(index)
        self._show_cursor()
        self.post_message(self.Highlighted(self, self.cursor_key))

    def _show_cursor(self) -> None:
        if not self._given:
            return
        first, end = self._extent(self._cursor)
        if self._cursor and self._given[self._cursor - 1].heads:
            first = self._tops[self._cursor - 1]
        top = self.scroll_offset.y
        wanted = clamp(top, max(0, end - self._window), first)
        if wanted != top and self._window:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        # The headings, where there are any, are drawn above line 0 and never scroll away.
        for line in range(*self._extent(index)):
            self.refresh_line(line + self._above)

    def _on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, self._tops[-1] + self._above)
        self._show_cursor()
        self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        line = event.y - self._above + self.scroll_offset.y
        if event.y < self._above or line >= self._tops[-1]:
            return
        index = self._index_at(line)
        if self._given[index].heads:
            return
        on_tick = self._ticks and event.x <= self._shared()[0] + GAP
        key = self._given[index].key
        again = index == self._cursor and key == self._clicked
        self._move_cursor(index)
        self._clicked = key
        if on_tick:
            self.post_message(self.Ticked(self, key))
        elif again:
            self.action_choose()

    def _shared(self) -> list[int]:
        return self._widths.shared(self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        """Draw the headings or one line of a row."""
        width = self.scrollable_content_region.width
        if y < self._above:
            style = self.get_component_rich_style("table--header")
            return self._strip([(column.heading, "") for column in self._columns], style)
        line = y - self._above + self.scroll_offset.y
        if line < self._tops[-1] and self._cleaned:
            return self._record(self._index_at(line), line)
        if y == self._above and not self._cleaned:
            style = self.get_component_rich_style("table--muted")
            return Strip([Segment(fit(self._empty, width), style)])
        return Strip.blank(width, self.rich_style)

    def _record(self, index: int, line: int) -> Strip:
        row, at_cursor = self._cleaned[index], index == self._cursor
        style = self.get_component_rich_style("table--cursor") if at_cursor else self.rich_style
        if row.heads:
            return Strip(self._heading(row))
        if row.spans:
            return Strip(self._spanning(row, style, at_cursor))
        if line > self._tops[index]:
            indent, width = self._indent(), self.scrollable_content_region.width
            return Strip([Segment(" " * indent + fit(row.below, width - indent), style)])
        tones = [column.tone for column in self._columns]
        if row.tone and len(row.cells) == len(tones):
            tones[-1] = row.tone
        return self._strip(list(zip(row.cells, tones, strict=False)), style, plain=at_cursor)

    def _spanning(self, row: Row, style: Style, at_cursor: bool) -> Iterator[Segment]:
        indent, width = self._indent(), self.scrollable_content_region.width
        first, last = row.cells[0], row.cells[1] if len(row.cells) > 1 else ""
        last = fit(last, min(cell_len(last), (width - indent) // 3))
        room = max(0, width - indent - (cell_len(last) + GAP if last else 0))
        yield Segment(" " * indent + fit(first, room), self._toned("muted", style, at_cursor))
        if last:
            yield Segment(" " * GAP + last, self._toned(row.tone, style, at_cursor))

    def _heading(self, row: Row) -> Iterator[Segment]:
        width = self.scrollable_content_region.width
        first, rest = row.cells[0], "  ".join(row.cells[1:])
        room = min(cell_len(first), width)
        yield Segment(fit(first, room), self.get_component_rich_style("table--group"))
        muted = self._toned(row.tone or "muted", self.rich_style, at_cursor=False)
        yield Segment("  " + fit(rest, max(0, width - room - 2)), muted)

    def _indent(self) -> int:
        return self._shared()[0] + GAP

    def _toned(self, tone: str, style: Style, at_cursor: bool) -> Style:
        """The style with a tone; under the cursor its colours stay, so that it can be read."""
        if not tone:
            return style
        toned = self.get_component_rich_style(f"table--{tone}")
        return style + Style(color=None if at_cursor else toned.color, bold=toned.bold)

    def _strip(
        self, cells: Sequence[tuple[str, str]], style: Style, *, plain: bool = False
    ) -> Strip:
        width, parts = self.scrollable_content_region.width, []
        for (cell, tone), room, column in zip(cells, self._shared(), self._columns, strict=False):
            if room > 0:
                text = fit(cell, room, right=column.right) + " " * GAP
                parts.append(Segment(text, self._toned(tone, style, plain)))
        return Strip(parts).adjust_cell_length(width, style)


def _cleaned(row: Row) -> Row:
    return row._replace(cells=tuple(map(as_line, row.cells)), below=as_line(row.below))
