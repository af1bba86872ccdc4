"""The screen that sends: which sessions the office has, and sending it those it has not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from danvan_tui.exchange.failing import TroubleError
from danvan_tui.exchange.laptop.delivering import Step
from danvan_tui.exchange.laptop.errors import LaptopError
from danvan_tui.exchange.laptop.standing import SessionStanding
from danvan_tui.exchange.targets.drives import removable_drives
from danvan_tui.exchange.targets.target import TargetError
from danvan_tui.language import _
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.model.person import laptop_name
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.carrying_places import (
    Drives,
    Place,
    ask_for_place,
    is_pulled,
    places,
)
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.tui.screens.sync_rows import columns, in_short, rows_of_sessions
from danvan_tui.tui.screens.sync_words import (
    ended,
    fingerprint_question,
    is_gone,
    not_compared,
    plain_question,
    step_words,
    where_words,
)
from danvan_tui.tui.sending import Known, Sending, office_files
from danvan_tui.tui.typed_path import typed_path
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.sending import why

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.exchange.keys import OfficeFile
    from danvan_tui.exchange.laptop.sync import Synced
    from danvan_tui.ledger.shelf import Shelf
    from danvan_tui.tui.app import DanvanApp

_INDENT = 16  # cells before the reason of a row, and the scroll bar behind it
_LOOK = 2.0  # seconds between two looks at the sticks that are plugged in
_TROUBLES = (LaptopError, LedgerError, TargetError, TroubleError)


class SyncScreen(Screen[None]):
    """Lists the sessions with how far each is on its way; one key sends what is not sent."""

    PLACE = "sync"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("sync"),
        Binding("enter", "send_all", show=False, priority=True),  # no second click sends anything
    ]
    DEFAULT_CSS = """
    SyncScreen {
        & #where { height: 3; padding: 0 1; margin-bottom: 1; text-wrap: nowrap;
                   text-overflow: ellipsis; }
        & #sent { height: 1fr; }
        & #whole { height: 2; padding: 0 1; margin-top: 1; }
        & #going { height: auto; min-height: 1; max-height: 8; padding: 0 1; color: $text-muted; }
        & #going.ended { color: $text-success; text-style: bold; }
        & #going.failed { color: $text-warning; text-style: bold; }
    }
    """

    app: DanvanApp

    class Went(Message):
        """Posted from the thread that sends: how far it is."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, shelf: Shelf, *, drives: Drives = removable_drives) -> None:
        """``drives`` gives the sticks that are plugged in."""
        super().__init__()
        self._shelf = shelf
        self._drives = drives
        self._known: Known | None = None
        self._places: list[Place] = []
        self._chosen: Place | None = None
        """The place a person chose; until then it is the first one there is."""
        self._gone: Place | None = None
        """The stick that was to be used and was pulled; nothing goes elsewhere unasked."""
        self._work: Worker[object] | None = None
        self._is_busy = False
        """Whether something is being sent just now."""
        self._said = ""
        """The last words of how far it is."""

    def compose(self) -> ComposeResult:
        """Lay out where files go above the sessions."""
        yield TitleBar(_("Send to the office"), id="title")
        yield Text("", id="where")
        yield RecordTable(columns(), empty=_("Reading the sessions…"), id="sent")
        yield Text("", id="whole")
        yield Text("", id="going")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show how everything stands; sticks are looked for again and again."""
        self._list.focus()
        self._show_where()
        self._show_current()
        self.set_interval(_LOOK, self._look)
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        with self.app.hold_keys():  # a key pressed at once finds the sessions there
            is_read = await self._read()
            await self._look_for_places()  # the one used last comes first
            if is_read:
                self._show()

    def on_screen_resume(self) -> None:
        """Take in what was chosen or recorded while another screen was above."""
        if self._known is not None and not self._is_busy:
            self.run_worker(self.read_again(), exclusive=True, group="read")

    def on_unmount(self) -> None:
        """Nothing goes on behind a screen that was left."""
        self._sending.stop()

    @cached_property
    def _sending(self) -> Sending:
        name = laptop_name(self.app.settings)
        return Sending(self._shelf, name=name, person=self.app.person)

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#sent", RecordTable)

    @property
    def _place(self) -> Place | None:
        if self._gone is not None:
            return None
        return self._chosen or next(iter(self._places), None)

    # What is shown

    def _look(self) -> None:
        if not self._is_busy and self is self.app.screen:
            self.run_worker(self._look_for_places(), exclusive=True, group="look")

    async def _look_for_places(self) -> None:
        last, settings = self._known.last_place if self._known else "", self.app.settings
        before = self._gone or self._place
        self._places = await asyncio.to_thread(lambda: places(settings, self._drives(), last))
        is_out = before is not None and await asyncio.to_thread(is_pulled, before, self._places)
        if self._gone is not None and not is_out:
            self._say("")  # it is back
        self._gone = before if is_out else None
        self._show_where()

    async def read_again(self) -> None:
        """Show how every session stands now."""
        if await self._read():
            self._show()

    async def _read(self) -> bool:
        try:
            self._known = await asyncio.to_thread(self._sending.known)
        except (*_TROUBLES, OSError) as error:
            self._list.set_empty(str(error))
            return False
        return True

    def _show(self) -> None:
        assert self._known is not None
        self._list.set_empty(_("No session yet."))
        self._list.set_rows(rows_of_sessions(self._known.standings, self._known.villages))
        self.query_one(TitleBar).show(_("Send to the office"), in_short(self._known.standings))
        self._show_where()
        self._show_current()

    def _show_where(self) -> None:
        words = where_words(self._place, self._known, self.app.plan, self._gone)
        self.query_one("#where", Text).update(words, layout=False)

    @on(RecordTable.Highlighted)
    def _show_current(self) -> None:
        """The reason stands in full where a line of the list cannot hold it."""
        current = self._current
        reason = why(current) if current else ""
        is_cut = cell_len(reason) > self._list.size.width - _INDENT
        self.query_one("#whole", Text).update(reason if is_cut else "", layout=False)
        self._show_keys()

    def _show_keys(self) -> None:
        plan = self.app.plan
        if self._is_busy:
            self.query_one(KeyBar).show([plan.bar_key("leave", _("stop")), plan.bar_key("help")])
            return
        known = self._known
        last = ["help", "office_key"] if known and known.office else ["office_key", "help"]
        names = ["place", "send_this", "leave", *last]
        if known is not None and self._list.cursor_key in known.undecided:
            names.insert(0, "choose_value")
        first = Key("Enter", _("send all"), "send_all")
        self.query_one(KeyBar).show([first, *map(plan.bar_key, names)])

    @property
    def _current(self) -> SessionStanding | None:
        key = self._list.cursor_key
        known = self._known.standings if self._known else ()
        return next((one for one in known if one.folder == key), None)

    @on(Went)
    def _show_went(self, event: Went) -> None:
        if self._is_busy:
            self._say(event.words)

    def _do(self, work: Callable[[], Coroutine[None, None, object]]) -> None:
        """Do one thing at a time; keys wait until it asks, and while it sends Esc alone counts."""
        if self._work is None or self._work.is_finished:
            self._work = self.run_worker(work())

    # Sending

    def action_send_all(self) -> None:
        """Send everything that is not sent."""
        self._start(frozenset())

    def action_send_this(self) -> None:
        """Send the session under the cursor, whether it is closed or was refused."""
        if self._list.cursor_key is not None:
            self._start(frozenset({self._list.cursor_key}))

    def _start(self, wanted: frozenset[str]) -> None:
        if self._known is not None:
            self._do(lambda: self._send(wanted))

    async def _send(self, wanted: frozenset[str]) -> None:
        with self.app.hold_keys():
            await self._look_for_places()  # a stick may have been pulled or put back just now
        if self._gone is not None:
            self._say(is_gone(self._gone, self.app.plan), failed=True)
            return
        place = self._place or await self._ask_for_place()
        if place is None or self._known is None:
            return
        plain = self._known.office is None
        if plain and place.folder is not None and await self._offer_key(place.folder):
            plain = False
            if self._known.office is None:
                self._say(not_compared(self.app.plan), failed=None)
                return
        if plain and not await self._is_sure(plain_question(place), _("Send unsealed")):
            self._say(_("Nothing was sent."), failed=None)
            return
        synced = await self._sync(place, wanted, plain=plain)
        if synced is not None:
            failed = bool(synced.problems or synced.refused)
            self._say(" ".join(ended(synced, place, self.app.plan).split("\n")), failed=failed)
        await self.read_again()

    async def _sync(self, place: Place, wanted: frozenset[str], *, plain: bool) -> Synced | None:
        self._is_busy = True
        self._show_keys()
        self._sending.begin()
        self._say(_("Getting ready… Esc stops."))
        try:
            await self.app.following.up_to_date()  # what became secret elsewhere must not leave
            work = partial(self._sending.send, place, self._went, wanted=wanted, plain=plain)
            return await asyncio.to_thread(work)
        except _TROUBLES as error:
            self.app.notify(str(error), severity="error", timeout=20)
        except OSError as error:
            said = _("This did not work: {reason}. What was recorded is kept; please try again.")
            reason = error.strerror or type(error).__name__
            self.app.notify(said.format(reason=reason), severity="error", timeout=20)
        finally:
            self._is_busy, self._said = False, ""
            self._say("")
            if self.is_running:  # not left meanwhile
                self._show_keys()
        return None

    def _say(self, words: str, *, failed: bool | None = False) -> None:
        """Say how far it is, or how it ended; None where nothing was tried."""
        for line in self.query("#going").results(Text):  # none once the screen was left
            line.set_class(not self._is_busy and failed is False, "ended")
            line.set_class(bool(failed), "failed")
            line.update(words)  # on as many lines as it needs: the last words free the stick

    def _went(self, step: Step) -> None:
        """Called on the thread that sends."""
        words = step_words(step)
        if words != self._said:
            self._said = words
            self.post_message(self.Went(words))

    # Where to

    def action_choose_place(self) -> None:
        """Choose where files go."""
        self._do(self._ask_for_place)

    async def _ask_for_place(self) -> Place | None:
        with self.app.hold_keys():
            await self._look_for_places()
        place = await ask_for_place(self.app, self._places, _("Where to?"), self._drives)
        if place is not None:
            self._chosen, self._gone = place, None
            self._show_where()
            self._say("")  # what stands there was said of the place before
        return place

    # Whom files are sealed for

    def action_look_for_key(self) -> None:
        """Look for the public file of the office where files go, or ask for it."""
        if self._known is not None:
            self._do(self._look_for_key)

    async def _look_for_key(self) -> None:
        place = self._place
        if place is not None and place.folder is not None and await self._offer_key(place.folder):
            return
        answer = await self.app.push_screen_wait(
            AskLine(_("Where is the public file of the office (…danvan-office)?"))
        )
        if answer and not await self._offer_key(typed_path(answer)):
            self.app.notify(_("There is no other key of an office. Nothing was changed."))

    async def _offer_key(self, path: Path) -> bool:
        """Ask about each office that is found there and not known; whether there was one."""
        assert self._known is not None
        with self.app.hold_keys():
            found = await asyncio.to_thread(lambda: list(office_files(path)))
        before = self._known.office
        others = [one for one in found if one.public != before]
        for office in others:
            if await self._is_sure(
                fingerprint_question(office.public, before), _("The same: seal for it")
            ):
                await self._trust(office)
                break
        return bool(others)

    async def _trust(self, office: OfficeFile) -> None:
        with self.app.hold_keys():
            try:
                await asyncio.to_thread(self._sending.trust, office)
            except _TROUBLES as error:
                self.app.notify(str(error), severity="error", timeout=15)
            self._say("")
            await self.read_again()

    async def _is_sure(self, question: str, yes: str) -> bool:
        return await self.app.push_screen_wait(Confirm(question, yes=yes, no=_("Not now")))

    # Going about

    def action_choose_value(self) -> None:
        """Open the session under the cursor, where one of each two values is chosen."""
        current = self._current
        if current is not None:
            self._do(lambda: self._choose_value(current))

    async def _choose_value(self, current: SessionStanding) -> None:
        """Colleagues' notes may have brought two values that no receipt tells of."""
        try:
            with self.app.hold_keys():
                count = await asyncio.to_thread(self._sending.conflicts_in, current.folder)
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        if count:
            self.app.open_session(current.folder, then="only_conflicts")
        else:
            self.app.notify(_("Nothing in this session has two values."))

    def action_leave(self) -> None:
        """Stop sending, or go back."""
        if self._is_busy:
            self._sending.stop()
        else:
            self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
