"""The board: what is owed to whom by when, across all sessions."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from danvan_tui.followup.board import Board, Filters, Grouping, Order
from danvan_tui.followup.promises import Followable
from danvan_tui.followup.urgency import Urgency
from danvan_tui.language import _
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.screens import board_words
from danvan_tui.tui.screens.board_choices import choose_filter, choose_grouping, choose_order
from danvan_tui.tui.screens.board_list import PromiseList
from danvan_tui.tui.screens.board_panel import Panel, in_two_lines
from danvan_tui.tui.screens.board_rows import promise_of
from danvan_tui.tui.widgets.bars import KeyBar, TitleBar
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.query import QueryLine
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.tabs import Tabs
from danvan_tui.tui.widgets.text import Label, Text

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_LONGEST = 200  # letters of a query; a pasted sentence fits
_LOOK = 0.25  # seconds between two looks at how far the sessions are read
_WHILE_READING = 6  # looks until what was read meanwhile is shown
_READY = 300  # promises made ready to be searched in one go
_MOST_MARKED = 500


class BoardScreen(Screen[None]):
    """Lists the promises of all sessions, searched while one types; records what was found."""

    PLACE = "board"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("board"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "go_to_end(-1)", show=False),
        Binding("end,ctrl+end", "go_to_end(1)", show=False),
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012 - Textual's own
    DEFAULT_CSS = """
    BoardScreen {
        & #query-row { height: 1; background: $boost; }
        & #query { width: 1fr; background: $boost; padding: 0; }
        & #narrowed {
            height: 1; padding: 0 1; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #narrowed.chosen { color: $text-accent; }
        & #body { height: 1fr; }
        & #promises { width: 1fr; height: 100%; }
        & #whole { height: 2; padding: 0 1; background: $panel; }
        &.-wide #whole { display: none; }
        &.-narrow Panel { display: none; }
    }
    """

    app: DanvanApp

    def __init__(self, filters: Filters | None = None) -> None:
        """``filters`` narrow the board from the beginning."""
        super().__init__()
        self._filters = filters or Filters()
        self._grouping = Grouping.URGENCY
        self._order = Order.DUE
        self._board: Board | None = None
        self._edition = -1
        self._looks = 0
        self._today = date.min
        self._problems: list[str] = []
        self._was_moved = False
        """Whether somebody chose a promise: until then the first one is under the cursor."""
        self._was_offered = False
        """Whether what was typed when the program ended was offered again."""

    def compose(self) -> ComposeResult:
        """Lay out the groups and the line above the list, and beside it one promise."""
        yield TitleBar(_("All promises"), id="title")
        yield Tabs(id="groups")
        with Horizontal(id="query-row"):
            yield Label("›", id="prompt")
            yield QueryLine(
                self._filters.words,
                id="query",
                compact=True,
                max_length=_LONGEST,
                placeholder=board_words.placeholder(),
            )
        yield Text("", id="narrowed")
        with Horizontal(id="body"):
            yield PromiseList(id="promises")
            yield Panel(self._followable, id="panel")
        yield Text("", id="whole")
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show what is known; the line has the keyboard."""
        self._line.focus()
        of_communes = self.app.shelf.are_of_communes
        self.query_one(KeyBar).show(board_words.keys(self.app.plan, of_communes=of_communes))
        self.set_interval(_LOOK, self._follow)
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        """Show what an earlier run knew as soon as it is there; the shelf is read meanwhile."""
        await self.app.following.loaded.wait()
        self._list.set_empty(_("No promise here. Esc shows all that are owed."))
        once_drawn(self, self._follow)

    def on_screen_resume(self) -> None:
        """Read what changed meanwhile on the shelf, here or in another window."""
        self.app.following.begin()

    @property
    def _list(self) -> PromiseList:
        return self.query_one(PromiseList)

    @property
    def _line(self) -> QueryLine:
        return self.query_one(QueryLine)

    # What is shown

    def _follow(self) -> None:
        """Show anew where more was read or something was recorded meanwhile."""
        if not self.app.following.loaded.is_set():
            self._show_state()
            return
        follow_up, today = self.app.following.follow_up, self.app.shelf.today()
        self._looks += 1
        is_time = not self.app.following.is_reading or self._looks % _WHILE_READING == 1
        if is_time and (self._edition, self._today) != (follow_up.edition, today):
            self._edition, self._today = follow_up.edition, today
            names = {one.id: one.name for one in self.app.catalogues.fields.values()}
            self._problems = follow_up.problems
            self._board = Board(follow_up.promises, today, self._board, names)
            self._show(from_the_top=not self._was_moved)
            self.run_worker(self._prepare(self._board), exclusive=True, group="prepare")
        self._show_state()
        if not (self._was_offered or self.app.following.is_reading) and self.is_active:
            self._was_offered = True
            self.app.reviewing.dialogs.offer_again(self._followable, self._recorded)

    async def _prepare(self, board: Board) -> None:
        """Make all promises ready to be searched, a few at a time, so that no key waits."""
        while board is self._board and not board.prepare(_READY):
            await asyncio.sleep(0)

    def _show(self, *, from_the_top: bool = False, at: str | None = None) -> None:
        """Look at the board as it is narrowed, grouped and ordered now, ``at`` a promise."""
        if self._board is None:
            return
        filters = self._now
        view = self._board.view(filters, self._grouping, self._order)
        lists, grouping = self.app.catalogues, self._grouping
        title = partial(board_words.heading, grouping=grouping, lists=lists)
        self._list.show(view, self._today, title, from_the_top=from_the_top, at=at)
        group = filters.urgency.value if filters.urgency else board_words.OWED
        self.query_one(Tabs).show(board_words.tabs(view.counts), group)
        narrowed = self.query_one("#narrowed", Text)
        narrowed.update(board_words.narrowed(filters, grouping, self._order, lists), layout=False)
        narrowed.set_class(board_words.is_narrowed(filters), "chosen")
        count = board_words.count_of(view.total, len(self.app.following.follow_up.promises))
        self.query_one(TitleBar).show(_("All promises"), count)
        self._show_current()

    @on(RecordTable.Highlighted)
    def _show_current(self) -> None:
        promise = self._list.current
        if self.has_class("-wide"):
            self.query_one(Panel).show(promise, self._today)
        else:
            room = self._list.size.width or self.size.width  # before it is laid out
            said = in_two_lines(promise, room) if promise else ""
            self.query_one("#whole", Text).update(said, layout=False)

    def on_resize(self) -> None:
        """Lay the list out for the new width once that is known."""
        once_drawn(self, self._fit)

    def _fit(self) -> None:
        here = self._list.cursor_key
        if self._list.fit():
            self._show(at=here)
        self._show_current()

    def _show_state(self) -> None:
        reading, key = self.app.following.reading_words(), self.app.plan.key_name("review")
        said = board_words.state(len(self._list.marked), reading, self._problems, key)
        self.query_one("#state", Text).update(said, layout=False)

    # Searching and choosing

    @on(Line.Changed, "#query")
    def _typed(self) -> None:
        self._show(from_the_top=True)

    def action_turn(self, groups: int) -> None:
        """Go to the next group of promises, or to the one before."""
        self._go_to(self.query_one(Tabs).beside(groups))

    @on(Tabs.Clicked)
    def _tab_clicked(self, event: Tabs.Clicked) -> None:
        self._go_to(event.key)

    def _go_to(self, group: str) -> None:
        self._narrow_to(replace(self._filters, urgency=Urgency(group) if group else None))

    def _narrow_to(self, filters: Filters) -> None:
        self._filters = filters
        self._show(from_the_top=True)

    def action_group(self) -> None:
        """Choose what the promises are grouped by."""
        choose_grouping(self.app, self._grouping, self._group_by)

    def _group_by(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._show(from_the_top=True)

    def action_order(self) -> None:
        """Choose the order of the promises."""
        choose_order(self.app, self._order, self._order_by)

    def _order_by(self, order: Order) -> None:
        self._order = order
        self._show(from_the_top=True)

    def action_filter(self) -> None:
        """Choose what the board is narrowed to."""
        if self._board is not None:
            choose_filter(self.app, self._board, self._now, self._narrow_to)

    @property
    def _now(self) -> Filters:
        """What is shown: without another group, all that is owed."""
        is_owed = self._filters.urgency is None
        return replace(self._filters, words=self._line.value, is_owed=is_owed)

    # Moving

    def action_move(self, rows: int) -> None:
        """Move through the list while the line keeps the keyboard."""
        self._was_moved = True
        self._list.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self._was_moved = True
        self._list.action_page(pages)

    def action_go_to_end(self, direction: int) -> None:
        """Go to the first or the last promise."""
        self._was_moved = True
        self._list.action_move_to_end(direction)

    @on(Line.Submitted, "#query")
    @on(RecordTable.Chosen)
    def action_choose(self) -> None:
        """Show the promise under the cursor with its story."""
        from danvan_tui.tui.screens.promise import PromiseScreen  # noqa: PLC0415 - when asked for

        promise = self._list.current
        if promise is not None:
            self.app.push_screen(PromiseScreen(promise.commitment))

    def action_open_session(self) -> None:
        """Open the session the promise was made in, at its opinion."""
        promise = self._list.current
        if promise is not None:
            self.app.open_session(promise.folder, at=promise.issue)

    def action_of_commune(self) -> None:
        """Ask for which commune, where there are several."""
        from danvan_tui.tui.screens.communes import choose_commune  # noqa: PLC0415 - when asked for

        communes = {one.commune for one in self.app.following.follow_up.promises}
        choose_commune(self.app, communes, self._only)

    def _only(self, commune: str) -> None:
        self._narrow_to(replace(self._filters, commune=commune))

    async def action_leave(self) -> None:
        """One step back: the words, the marks, the filters but the commune, then the screen."""
        unfiltered = Filters(commune=self.app.commune)
        if self._line.value:
            self._line.replace_all("")
        elif self._list.marked:
            self._mark([])
        elif replace(self._filters, words="") != unfiltered:
            self._narrow_to(unfiltered)
        else:
            self.dismiss()

    def on_click(self) -> None:
        """A click may have chosen a promise."""
        self._was_moved = True

    # Reviews

    @on(QueryLine.SpaceOnEmpty)
    def action_mark(self) -> None:
        """Mark the promise under the cursor for a review of several, or not any more."""
        promise = self._list.current
        if promise is not None:
            self._toggle(promise.commitment)
            self._list.action_move(1)

    @on(RecordTable.Ticked)
    def _ticked(self, event: RecordTable.Ticked) -> None:
        self._toggle(promise_of(event.key))

    def _toggle(self, commitment: str) -> None:
        before = self._list.marked
        marked = [one for one in before if one != commitment]
        self._mark([*marked, commitment] if len(marked) == len(before) else marked)

    def action_mark_all(self) -> None:
        """Mark all promises that are shown; pressed again: none."""
        shown = [one.commitment for one in self._list.promises]
        if len(shown) > _MOST_MARKED:
            said = _("{count} promises are too many for one review; please filter them first.")
            self.notify(said.format(count=len(shown)))
            return
        self._mark([] if set(shown) <= self._list.marked.keys() else shown)

    def _mark(self, promises: list[str]) -> None:
        self._list.mark(promises)
        self._show_state()

    def _followable(self, commitment: str) -> Followable | None:
        return self.app.following.follow_up.followable(commitment)

    def _meant(self) -> list[Followable]:
        """The promises a review is for: those marked, else the one under the cursor."""
        current = self._list.current
        meant = list(self._list.marked) or ([current.commitment] if current else [])
        return [one for one in map(self._followable, meant) if one is not None]

    def action_review(self) -> None:
        """Record what was found of the promises, in a line."""
        promises = self._meant()
        if promises:
            self.app.reviewing.dialogs.ask_line(promises, self._recorded)

    def action_review_form(self) -> None:
        """Record what was found of the promises, in a form."""
        promises = self._meant()
        if promises:
            self.app.reviewing.dialogs.ask_form(promises, self._recorded)

    def _recorded(self) -> None:
        """Something was recorded: the next Ctrl+Z takes that back, not letters of the query."""
        self._line.forget_steps()
        self._mark([])
        self._was_moved = True
        self._looks = 0  # shown at once: the next key must not mean what was just reviewed
        self._follow()

    async def action_undo(self) -> None:
        """Take back the review that was recorded last in this window."""
        await self.app.reviewing.take_back()
        self._follow()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
