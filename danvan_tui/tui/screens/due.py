"""What is due: the clocks of the law and the promises, with what to do next."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from danvan_tui.followup.clocks.due import DueItem
from danvan_tui.followup.clocks.due_list import DueList, Entry, due_list
from danvan_tui.followup.clocks.owed import UnitDue
from danvan_tui.language import _, ngettext
from danvan_tui.tui.duties import Duties
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.communes import choose_commune
from danvan_tui.tui.screens.due_rows import (
    columns,
    in_short,
    key_of,
    next_step,
    rows_of_due_list,
)
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import due as wording

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.tui.app import DanvanApp

_LOOK = 0.25  # seconds between two looks at how far the sessions are read


class DueScreen(Screen[None]):
    """Lists what is overdue, due soon and later; records what was done about it."""

    PLACE = "due"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("due"),
        Binding("space", "tick", show=False),
    ]
    DEFAULT_CSS = """
    DueScreen {
        & #doubt { height: auto; padding: 0 1; color: $text-error; text-style: bold; }
        & #duties { height: 1fr; }
        & #next { height: 5; padding: 0 2; border-top: solid $panel; }
        & #state { height: 1; padding: 0 2; color: $text-muted; text-wrap: nowrap;
                   text-overflow: ellipsis; }
    }
    """

    app: DanvanApp

    def __init__(self) -> None:
        super().__init__()
        self._edition = self._shown = -1
        """Of the index: what is being reckoned with, and what the list shows."""
        self._everything = False
        self._communes: set[str] = set()
        self._has_offered = False
        self._is_stale = False
        self._is_untouched = True
        """Whether no key was pressed yet: until then what presses most stays under the cursor."""
        self._reckoning: Worker[None] | None = None
        self._listed = DueList(date.min, [], [])
        self._entries: dict[str, Entry] = {}
        self._marked: dict[str, None] = {}

    @cached_property
    def _duties(self) -> Duties:
        return Duties(self.app)

    def compose(self) -> ComposeResult:
        """Lay out the list between what may be wrong with the clock and what to do next."""
        yield TitleBar(_("What is due"), id="due-title")
        yield Text("", id="doubt")
        yield RecordTable(columns(), empty=_("Reading the sessions…"), ticks=True, id="duties")
        yield Text("", id="next")
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Reckon with what is known at once, and again when all that changed was read."""
        self.query_one("#doubt").display = False
        self._list.focus()
        self._show_keys()
        self.app.following.begin()
        self.set_interval(_LOOK, self._follow)
        self.reckon_again()

    def on_screen_resume(self) -> None:
        """Take in what changed while another screen was above."""
        self._follow()

    def on_key(self) -> None:
        """From now on the cursor stays where the person put it."""
        self._is_untouched = False

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#duties", RecordTable)

    # What is due

    def _follow(self) -> None:
        following = self.app.following
        if self._edition != following.edition and not following.is_reading:
            self.reckon_again()
        self._offer_again()
        self._show_state()

    def reckon_again(self) -> None:
        """Reckon once more with all that is recorded by now."""
        self._is_stale = True
        if self._reckoning is None or self._reckoning.is_finished:
            self._reckoning = self.run_worker(self._reckon())

    async def _reckon(self) -> None:
        while self._is_stale:
            self._is_stale = False
            following, app = self.app.following, self.app
            self._edition = following.edition
            known = await asyncio.to_thread(following.follow_up.sessions)
            promises = following.follow_up.promises
            self._communes = {one.commune for one in known}
            commune = app.commune
            if commune:
                known = [one for one in known if one.commune == commune]
                promises = [one for one in promises if one.commune == commune]
            clocks, today = app.catalogues.deadlines.choices, app.shelf.today()
            reckoned = partial(due_list, known, promises, clocks, app.calendar, today, app.settings)
            self._listed = await asyncio.to_thread(reckoned, everything=self._everything)
            self._shown = self._edition
            self._take_in()

    def _take_in(self) -> None:
        self._entries = {
            key_of(entry): entry for _part, found in self._listed.parts() for entry in found
        }
        self._marked = {key: None for key in self._marked if key in self._entries}
        self._list.set_empty(_("Nothing is due."))
        self._show()
        self._offer_again()

    def _offer_again(self) -> None:
        """Offer what was typed before the program ended, once all sessions are known."""
        following = self.app.following
        is_known = self._shown == following.edition and not following.is_reading
        if is_known and not self._has_offered and self is self.app.screen:
            self._has_offered = True
            self._duties.offer_again(self._duty, self._recorded)

    def _duty(self, key: str) -> DueItem | None:
        found = self._entries.get(key)
        return found if isinstance(found, DueItem) else None

    # What is shown

    def _show(self) -> None:
        rows = rows_of_due_list(self._listed, self._marked)
        self._list.set_rows(rows)
        if self._is_untouched:
            self._list.action_move_to_end(-1)
        said = " · ".join(filter(None, (self.app.commune, in_short(rows))))
        self.query_one(TitleBar).show(_("What is due"), said)
        doubt = self.query_one("#doubt", Text)
        doubt.display = self._listed.doubt is not None
        doubt.update(wording.doubt(self._listed.doubt))
        self._show_next()
        self._show_state()

    def _show_state(self) -> None:
        following, key = self.app.following, self.app.plan.key_name("due_all")
        said = [
            _("Reading the sessions…") if following.is_reading else "",
            self._marked_words(),
            *wording.left_out(self._listed, key),
            *following.follow_up.problems,
        ]
        self.query_one("#state", Text).update(" · ".join(filter(None, said)), layout=False)

    def _marked_words(self) -> str:
        count = len(self._marked)
        if not count:
            return ""
        return ngettext("{count} marked", "{count} marked", count).format(count=count)

    @on(RecordTable.Highlighted)
    def _show_next(self) -> None:
        entry = self._current
        can_be_met = isinstance(entry, DueItem) and entry.tally is None
        enter = _("(Enter)") if can_be_met else ""
        self.query_one("#next", Text).update(next_step(entry, enter), layout=False)
        self._show_keys()

    def _show_keys(self) -> None:
        plan, entry = self.app.plan, self._current
        words = _("promises") if isinstance(entry, UnitDue) else _("done")
        keys = [
            Key("Enter", words, "choose"),
            Key("Space", _("mark"), "tick"),
            plan.bar_key("due_session"),
            plan.bar_key("due_all"),
            *([plan.bar_key("of_commune")] if self.app.shelf.are_of_communes else []),
            plan.bar_key("undo"),
            plan.bar_key("leave"),
            plan.bar_key("help"),
        ]
        self.query_one(KeyBar).show(keys)

    @property
    def _current(self) -> Entry | None:
        return self._entries.get(self._list.cursor_key or "")

    # Keys

    def action_choose(self) -> None:
        """Record what is under the cursor as done, or open the promises of its unit."""
        self._list.action_choose()

    @on(RecordTable.Chosen)
    def _chosen(self, event: RecordTable.Chosen) -> None:
        entry = self._entries.get(event.key)
        if isinstance(entry, UnitDue):
            self._open_board(entry)
        elif entry is not None:
            marked = [item for item in map(self._duty, self._marked) if item is not None]
            self._ask(marked or [entry])

    def _open_board(self, unit: UnitDue) -> None:
        from danvan_tui.followup.board import Filters  # noqa: PLC0415 - only when asked for
        from danvan_tui.tui.screens.board import BoardScreen  # noqa: PLC0415

        self.app.push_screen(BoardScreen(filters=Filters(unit=unit.unit, commune=unit.commune)))

    def _ask(self, items: list[DueItem]) -> None:
        if items[0].tally is not None:
            self.app.notify(
                _("This is counted from the sessions: a reception or dialogue held then counts.")
            )
        else:
            self._duties.ask(items, self._recorded)

    def _recorded(self) -> None:
        self._marked.clear()
        self.reckon_again()

    def action_tick(self) -> None:
        """Mark the duty under the cursor, to record several at once; pressed again: not."""
        self._tick(self._list.cursor_key or "")
        self._list.action_move(1)

    @on(RecordTable.Ticked)
    def _ticked(self, event: RecordTable.Ticked) -> None:
        self._tick(event.key)

    def _tick(self, key: str) -> None:
        item = self._duty(key)
        if item is None or item.tally is not None:
            return
        if key in self._marked:
            del self._marked[key]
        else:
            self._marked[key] = None
        self._show()

    async def action_undo(self) -> None:
        """Take back what was recorded here last."""
        await self._duties.take_back()
        self.reckon_again()

    def action_show_everything(self) -> None:
        """Show also what was met and what is overdue for long, or no longer."""
        self._everything = not self._everything
        self.reckon_again()

    def action_of_commune(self) -> None:
        """Ask for which commune, where there are several."""
        choose_commune(self.app, self._communes, lambda _commune: self.reckon_again())

    def action_open_session(self) -> None:
        """Open the session that owes what is under the cursor."""
        entry = self._current
        if isinstance(entry, DueItem) and entry.folder:
            self.app.open_session(entry.folder, at=entry.issue)
        else:
            self.app.notify(_("No single session owes this."))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
