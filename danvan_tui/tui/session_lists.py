"""The lists of a session: opinions, promises, participants, one of them the one keys move in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget

from danvan_tui.model.records import Table
from danvan_tui.tui.screens.session_rows import Lists, columns, key_of, record_of
from danvan_tui.tui.widgets.bars import Key, PaneBar
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable

ORDER = (Table.ISSUES, Table.COMMITMENTS, Table.ATTENDANCE)


class SessionLists(Widget):
    """Three lists with a bar each; in a narrow window only the current one is shown."""

    DEFAULT_CSS = "SessionLists { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """Posted when another list, or another record in it, is the current one."""

        table: Table

    def __init__(self) -> None:
        super().__init__()
        self.current = Table.ISSUES

    def compose(self) -> ComposeResult:
        """Lay out the opinions on the left, people and promises on the right."""
        yield PaneBar(id="panes")
        with Horizontal(id="lists"):
            with Vertical(id="main"):
                yield PaneBar(id="issues-bar")
                yield self._made(Table.ISSUES)
            with Vertical(id="side"):
                yield PaneBar(id="attendance-bar")
                yield self._made(Table.ATTENDANCE)
                yield PaneBar(id="commitments-bar")
                yield self._made(Table.COMMITMENTS)

    def _made(self, table: Table) -> RecordTable:
        shown = RecordTable(
            columns(table), empty="", ticks=table is Table.ATTENDANCE, id=table.value
        )
        shown.can_focus = False
        return shown

    # What is shown

    def show(self, lists: Lists, panes: Mapping[Table, Key], nothing: Mapping[Table, str]) -> None:
        """Show these records, with what the bars say of each list, and what an empty one says."""
        rows: dict[Table, list[Row]] = {
            Table.ATTENDANCE: lists.attendance,
            Table.ISSUES: lists.issues,
            Table.COMMITMENTS: lists.commitments,
        }
        here = panes[self.current].action
        self.query_one("#panes", PaneBar).show([panes[table] for table in ORDER], here=here)
        for table in ORDER:
            self._of(table).set_empty(nothing[table])
            self._of(table).set_rows(rows[table])
            self.query_one(f"#{table.value}-bar", PaneBar).show([panes[table]], here=here)
        self._show_current()

    def _show_current(self) -> None:
        for table in ORDER:
            self._of(table).set_class(table is self.current, "active")
            self.query_one("#lists").set_class(table is self.current, f"-{table.value}")
            self.query_one(f"#{table.value}-bar", PaneBar).point_at(self._action(self.current))
        self.query_one("#panes", PaneBar).point_at(self._action(self.current))

    @staticmethod
    def _action(table: Table) -> str:
        return f"list('{table.value}')"

    # Where one is

    @property
    def under_the_cursor(self) -> tuple[Table, str] | None:
        """The record the cursor of the current list is on."""
        key = self._of(self.current).cursor_key
        return record_of(key) if key else None

    def go(self, table: Table) -> None:
        """Make a list the current one."""
        self.current = table
        self._show_current()
        self.post_message(self.Moved(table))

    def go_on(self) -> None:
        """Go to the next list."""
        self.go(ORDER[(ORDER.index(self.current) + 1) % len(ORDER)])

    def move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self._of(self.current).action_move(rows)

    def page(self, pages: int) -> None:
        """Move the cursor by what the list shows."""
        self._of(self.current).action_page(pages)

    def move_to(self, table: Table, record: str) -> None:
        """Put the cursor on a record, in the current list or among the opinions."""
        key = key_of(table, record)
        for shown in (self._of(self.current), self._of(Table.ISSUES)):
            if shown.move_to(key):
                return

    def move_to_the_last(self) -> None:
        """Put the cursor on what was said last."""
        self._of(Table.ISSUES).action_move_to_end(1)

    def _of(self, table: Table) -> RecordTable:
        return self.query_one(f"#{table.value}", RecordTable)

    @on(RecordTable.Highlighted)
    def _moved(self, event: RecordTable.Highlighted) -> None:
        if event.table is self._of(self.current):
            self.post_message(self.Moved(self.current))

    def on_click(self, event: events.Click) -> None:
        """A click on a list makes it the current one."""
        for table in ORDER:
            if event.widget is self._of(table) and table is not self.current:
                self.go(table)
