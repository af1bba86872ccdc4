"""A sheet of short texts at fixed places, some of which can be gone to and opened: `Sheet`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

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

from danvan_tui.tui.widgets.line import as_line


class Cell(NamedTuple):
    """A text and where it begins on its line."""

    at: int
    text: str
    key: str = ""
    """What it opens; a cell without one is only read."""
    tone: str = ""
    """How it is drawn: heading, muted or accent."""


Lines = Sequence[Sequence[Cell]]
Layout = Callable[[int], Lines]
"""Lays the cells out for a width."""


class _Place(NamedTuple):
    line: int
    cell: Cell

    @property
    def middle(self) -> int:
        return 2 * self.cell.at + cell_len(self.cell.text)

    def is_above_or_below(self, other: _Place) -> bool:
        """Whether both share a column of the sheet."""
        starts_first, second = sorted((self.cell, other.cell), key=lambda cell: cell.at)
        return starts_first.at + cell_len(starts_first.text) > second.at


class Sheet(ScrollView, can_focus=True):
    """Cells in lines and columns; the cursor goes from one that opens to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("left", "aside(-1)", "Left", show=False),
        Binding("right", "aside(1)", "Right", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "go_to_end(0)", "First", show=False),
        Binding("end", "go_to_end(-1)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--cursor",
        "sheet--heading",
        "sheet--muted",
        "sheet--accent",
    }
    DEFAULT_CSS = """
    Sheet {
        height: 1fr;
        padding: 0 1;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        background: $surface;
        color: $foreground;
        & > .sheet--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .sheet--heading { color: $text-accent; text-style: bold; }
        & > .sheet--muted { color: $text-muted; }
        & > .sheet--accent { color: $accent; }
    }
    """

    # Lines come and go inside the sheet: they are no reason to lay out the whole screen.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @dataclass
    class Highlighted(Message):
        """Posted when the cursor rests on another cell; None when there is none to rest on."""

        sheet: Sheet
        key: str | None

    @dataclass
    class Chosen(Message):
        """Posted when a cell is opened with Enter or a second click."""

        sheet: Sheet
        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._layout_for: Layout = _empty
        self._lines: list[list[Cell]] = []
        self._places: list[_Place] = []
        self._cursor: _Place | None = None
        self._clicked: str | None = None
        """What was clicked last: a second click on it opens it."""

    @property
    def cursor_key(self) -> str | None:
        """The key of the cell under the cursor."""
        return self._cursor.cell.key if self._cursor else None

    @property
    def lines(self) -> list[list[Cell]]:
        """The cells as they are shown, cleaned."""
        return [list(line) for line in self._lines]

    def show(self, layout: Layout) -> None:
        """Show other cells, the cursor on the same key where it is still there."""
        self._layout_for = layout
        self._lay_out()

    def move_to(self, key: str) -> bool:
        """Put the cursor on the cell with this key; False where there is none."""
        found = next((place for place in self._places if place.cell.key == key), None)
        self._go(found)
        return found is not None

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        lines = self._layout_for(width) if width > 0 else []
        self._lines = [[cell._replace(text=as_line(cell.text)) for cell in line] for line in lines]
        self._places = [
            _Place(number, cell)
            for number, line in enumerate(self._lines)
            for cell in line
            if cell.key
        ]
        size = Size(self.size.width, len(self._lines))
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)
        before = self.cursor_key
        kept = (place for place in self._places if place.cell.key == before)
        self._cursor = next(kept, self._places[0] if self._places else None)
        self.refresh()
        self._show_cursor()
        if before != self.cursor_key:
            self.post_message(self.Highlighted(self, self.cursor_key))

    def _on_resize(self, _event: events.Resize) -> None:
        self._lay_out()

    # The cursor

    def action_step(self, lines: int) -> None:
        """Go to the next cell above or below, in the same column where there is one."""
        here = self._cursor
        if here is None:
            return
        there = [place for place in self._places if (place.line - here.line) * lines > 0]
        in_column = [place for place in there if place.is_above_or_below(here)]
        self._go_to_nearest(in_column or there)

    def action_aside(self, way: int) -> None:
        """Go to the next cell on the left or right, on the same line where there is one."""
        here = self._cursor
        if here is None:
            return
        self._go_to_nearest(
            [
                place
                for place in self._places
                if (place.cell.at - here.cell.at) * way > 0
                and (place.line == here.line or not place.is_above_or_below(here))
            ]
        )

    def action_page(self, pages: int) -> None:
        """Go as far as the window shows."""
        here = self._cursor
        if here is None:
            return
        wanted = here.line + pages * max(1, self.scrollable_content_region.height - 1)
        near = [place for place in self._places if place.is_above_or_below(here)]
        self._go(min(near, key=lambda place: abs(place.line - wanted)))

    def action_go_to_end(self, place: int) -> None:
        """Go to the first cell, or the last one."""
        self._go(self._places[place] if self._places else None)

    def action_choose(self) -> None:
        """Open the cell under the cursor."""
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    def _go_to_nearest(self, places: Sequence[_Place]) -> None:
        here = self._cursor
        if here is None or not places:
            return

        def distance(place: _Place) -> tuple[int, int]:
            return abs(place.line - here.line), abs(place.middle - here.middle)

        self._go(min(places, key=distance))

    def _go(self, place: _Place | None) -> None:
        if place is None or place == self._cursor:
            return
        self._clicked = None
        if self._cursor is not None:
            self.refresh_line(self._cursor.line)
        self._cursor = place
        self.refresh_line(place.line)
        self._show_cursor()
        self.post_message(self.Highlighted(self, place.cell.key))

    def _show_cursor(self) -> None:
        """Scroll to the cursor, with the headings right above it."""
        if self._cursor is None:
            return
        line, window = self._cursor.line, self.scrollable_content_region.height
        first = line
        while first and not any(cell.key for cell in self._lines[first - 1]):
            first -= 1
        top = self.scroll_offset.y
        wanted = clamp(top, max(0, line + 1 - window), min(first, max(0, line)))
        if wanted != top and window:
            self.scroll_to(y=wanted, animate=False, force=True)

    async def _on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        line = at.y + self.scroll_offset.y
        on_line = [place for place in self._places if place.line == line]
        hit = [
            place
            for place in on_line
            if place.cell.at <= at.x < place.cell.at + cell_len(place.cell.text)
        ]
        if not hit:
            return
        again = hit[0] == self._cursor and self._clicked == hit[0].cell.key
        self._go(hit[0])
        self._clicked = hit[0].cell.key
        if again:
            self.action_choose()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        segments = [*self._segments(line)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _segments(self, line: int) -> Iterator[Segment]:
        at = 0
        for cell in self._lines[line]:
            if cell.at > at:
                yield Segment(" " * (cell.at - at), self.rich_style)
            yield Segment(cell.text, self._style_of(line, cell))
            at = max(at, cell.at) + cell_len(cell.text)

    def _style_of(self, line: int, cell: Cell) -> Style:
        if self._cursor == (line, cell):
            return self.get_component_rich_style("sheet--cursor")
        if not cell.tone:
            return self.rich_style
        toned = self.get_component_rich_style(f"sheet--{cell.tone}")
        return self.rich_style + Style(color=toned.color, bold=toned.bold)


def _empty(_width: int) -> Lines:
    return ()
