"""The search screen: one line, and below it what was raised in any session, while one types."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.archive.index import Search
from danvan_tui.archive.issues import ArchivedIssue
from danvan_tui.language import _
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.screens.search_rows import columns, count_of, key_of, reading_of, row_of
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_LONGEST = 200  # letters of a query; a pasted sentence fits
_LOOK = 0.25  # seconds between two looks at how far the sessions are read
_INDENT = 13  # cells before the content of an opinion, and the scroll bar behind it


class SearchScreen(ModalScreen[ArchivedIssue | None]):
    """Searches all sessions; gives back the opinion that was chosen, or None."""

    PLACE = "search"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("search"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        align: center middle;
        & > .box {
            width: 100%;
            max-width: 150;
            height: 100%;
            padding: 0 1;
        }
        & TitleBar, & KeyBar { padding: 0 1; }
        & #query { height: 1; margin: 1 1; padding: 0; background: $boost; }
        & #hits { height: 1fr; }
        & #whole { height: 3; padding: 0 1; margin-top: 1; }
        & #reading { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    app: DanvanApp

    def __init__(self) -> None:
        super().__init__()
        self._search: Search | None = None
        self._edition = -1
        self._found: dict[str, ArchivedIssue] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line above the list, and below it the whole of one opinion."""
        with Vertical(classes="box"):
            yield TitleBar(_("Search all sessions"), id="search-title")
            yield Line(
                id="query",
                compact=True,
                max_length=_LONGEST,
                placeholder=_("words, a name, a village or a date; with marks or without"),
            )
            yield RecordTable(columns(), empty=_("Nothing found."), id="hits")
            yield Text("", id="whole")
            yield Text("", id="reading")
            yield KeyBar(id="search-keys")

    def on_mount(self) -> None:
        """Show the newest opinions, and read what changed meanwhile on the shelf."""
        self._hits.can_focus = False
        self.query_one(Line).focus()
        self.query_one(KeyBar).show(
            [
                Key("Enter", _("open"), "choose"),
                Key("↑ ↓", _("choose"), "move(1)"),
                *map(self.app.plan.bar_key, ("leave", "help")),
            ]
        )
        self.app.recollecting.begin()
        self.set_interval(_LOOK, self._follow)
        once_drawn(self, self._begin)

    @property
    def _hits(self) -> RecordTable:
        return self.query_one("#hits", RecordTable)

    # Searching

    @on(Line.Changed, "#query")
    def _typed(self) -> None:
        self._begin()
        self._hits.action_move_to_end(-1)

    def _begin(self) -> None:
        """Search for what is typed: the newest hits at once, the number of all a moment later."""
        archive = self.app.recollecting.archive
        self._edition = archive.edition
        self._search = archive.search(self.query_one(Line).value)
        self._search.go_on()
        self._show()
        if not self._search.complete:
            self.run_worker(self._finish(self._search), exclusive=True)

    async def _finish(self, search: Search) -> None:
        while search is self._search and not search.complete:
            await asyncio.sleep(0)  # keys come first
            search.go_on()
        if search is self._search:
            self._show()

    def _follow(self) -> None:
        """Search again where more was read or something was recorded meanwhile."""
        if self._edition != self.app.recollecting.archive.edition:
            self._begin()
        self._show_reading()

    # What is shown

    def _show(self) -> None:
        if self._search is None:
            return
        query, room = self.query_one(Line).value, self._hits.size.width - _INDENT
        issues = self.app.recollecting.archive.found(self._search)
        self._found = {key_of(issue): issue for issue in issues}
        self._hits.set_rows([row_of(issue, query, room) for issue in issues])
        self.query_one(TitleBar).show(_("Search all sessions"), count_of(self._search))
        self._show_whole()
        self._show_reading()

    def _show_reading(self) -> None:
        recollecting = self.app.recollecting
        said = reading_of(recollecting.archive, is_reading=recollecting.is_reading)
        self.query_one("#reading", Text).update(said, layout=False)

    @on(RecordTable.Highlighted)
    def _show_whole(self) -> None:
        chosen = self._chosen
        content = " ".join(chosen.raised.content.split()) if chosen else ""
        self.query_one("#whole", Text).update(content, layout=False)

    # Keys

    @property
    def _chosen(self) -> ArchivedIssue | None:
        return self._found.get(self._hits.cursor_key or "")

    def action_move(self, rows: int) -> None:
        """Move through the list while the line keeps the keyboard."""
        self._hits.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self._hits.action_page(pages)

    @on(Line.Submitted, "#query")
    @on(RecordTable.Chosen)
    def action_choose(self) -> None:
        """Give back the opinion under the cursor."""
        if self._chosen is not None:
            self.dismiss(self._chosen)

    def action_leave(self) -> None:
        """Go back without an opinion."""
        self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
