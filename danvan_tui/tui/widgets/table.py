"""The table of records: `Table`, which paints only the rows in sight and redraws only changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from danvan_tui.tui.widgets.line import as_line

_GAP = " "
_ELLIPSIS = "…"


class Column(NamedTuple):
    """A column; the one without a width takes what the others leave."""

    heading: str
    width: int | None = None
    right: bool = False


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + _ELLIPSIS
    padding = " " * (width - length)
    return padding + text if right else text + padding


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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--header", "table--cursor", "table--empty"}
    DEFAULT_CSS = """
    Table {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & > .table--header { text-style: bold; background: $panel; color: $foreground; }
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
        & > .table--empty { color: $text-muted; }
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

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._columns = tuple(columns)
        self._empty = as_line(empty)
        self._given: list[tuple[str, tuple[str, ...]]] = []
        self._shown: list[tuple[str, ...]] = []
        self._cursor = 0

    @property
    def cursor_key(self) -> str | None:
        """The key of the record under the cursor."""
        return self._given[self._cursor][0] if self._given else None

    def set_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these records, keeping the cursor on the same one; draws only what changed."""
        key = self.cursor_key
        given = [(row_key, tuple(cells)) for row_key, cells in rows]
        changed = self._take_over(given)
        self._cursor = self._index_of(key, self._cursor)
        height = len(given) + 1
        if height != self.virtual_size.height:
            self.virtual_size = Size(self.size.width, height)
            self._scroll_update(self.virtual_size)
        for index in changed:
            self._refresh_row(index)
        self._show_cursor()
        if self.cursor_key != key:
            self.refresh()
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _take_over(self, given: list[tuple[str, tuple[str, ...]]]) -> list[int]:
        """Replace the rows and tell which places now show something else."""
        before = self._given
        known = len(before)
        changed = [i for i, row in enumerate(given) if i >= known or before[i] != row]
        cleaned = dict(zip(before, self._shown, strict=True)) if changed else {}
        del self._shown[len(given) :]
        for index in changed:
            cells = cleaned.get(given[index]) or tuple(map(as_line, given[index][1]))
            self._shown[index : index + 1] = [cells]
        self._given = given
        return changed

    def _index_of(self, key: str | None, otherwise: int) -> int:
        last = max(0, len(self._given) - 1)
        if otherwise <= last and self._given and self._given[otherwise][0] == key:
            return otherwise
        for index, (row_key, _) in enumerate(self._given):
            if row_key == key:
                return index
        return clamp(otherwise, 0, last)

    def move_to(self, key: str) -> bool:
        """Put the cursor on this record; False when the table does not hold it."""
        for index, (row_key, _) in enumerate(self._given):
            if row_key == key:
                self._move_cursor(index)
                return True
        return False

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self._move_cursor(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what the screen shows."""
        self._move_cursor(self._cursor + pages * max(1, self._window - 1))

    def action_move_to_end(self, direction: int) -> None:
        """Move the cursor to the first or the last row."""
        self._move_cursor(0 if direction < 0 else len(self._given) - 1)

    def action_choose(self) -> None:
        """Open the record under the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    @property
    def _window(self) -> int:
        """How many rows fit below the headings."""
        return max(0, self.scrollable_content_region.height - 1)

    def _move_cursor(self, index: int) -> None:
        index = clamp(index, 0, max(0, len(self._given) - 1))
        if index == self._cursor:
            return
        self._refresh_row(self._cursor)
        self._cursor = index
        self._refresh_row(index)
        self._show_cursor()
        self.post_message(self.Highlighted(self, self.cursor_key))

    def _show_cursor(self) -> None:
        top = self.scroll_offset.y
        wanted = clamp(top, max(0, self._cursor - self._window + 1), self._cursor)
        if wanted != top and self._window:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        # Row 0 is drawn below the headings, which never scroll away.
        self.refresh_line(index + 1)

    def _on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self._given) + 1)
        self._show_cursor()
        self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        index = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or index >= len(self._given):
            return
        if index == self._cursor:
            self.action_choose()
        else:
            self._move_cursor(index)

    def _widths(self, total: int) -> list[int]:
        """The cells of each column, the flexible one taking what is left."""
        fixed = sum(column.width for column in self._columns if column.width is not None)
        left = total - fixed - len(_GAP) * (len(self._columns) - 1)
        return [left if column.width is None else column.width for column in self._columns]

    def _line(self, cells: Sequence[str], total: int) -> str:
        widths = self._widths(total)
        parts = [
            fit(cell, width, right=column.right)
            for cell, width, column in zip(cells, widths, self._columns, strict=False)
            if width > 0
        ]
        return fit(_GAP.join(parts), total)

    def render_line(self, y: int) -> Strip:
        """Draw the headings or one row."""
        width = self.scrollable_content_region.width
        if y == 0:
            style = self.get_component_rich_style("table--header")
            return self._strip(self._line([c.heading for c in self._columns], width), style)
        index = y - 1 + self.scroll_offset.y
        if index < len(self._shown):
            at_cursor = index == self._cursor
            style = self.get_component_rich_style("table--cursor") if at_cursor else self.rich_style
            return self._strip(self._line(self._shown[index], width), style)
        if y == 1 and not self._shown:
            style = self.get_component_rich_style("table--empty")
            return self._strip(fit(self._empty, width), style)
        return Strip.blank(width, self.rich_style)

    @staticmethod
    def _strip(text: str, style: Style) -> Strip:
        return Strip([Segment(text, style)])
