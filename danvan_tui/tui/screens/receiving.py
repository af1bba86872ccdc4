"""The office's screen of what comes in: look at it, take it, take it back, answer for laptops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from danvan_tui.exchange.failing import TroubleError
from danvan_tui.exchange.targets.drives import removable_drives
from danvan_tui.exchange.targets.target import TargetError
from danvan_tui.language import _, ngettext
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.receiving.importing import ImportCancelledError
from danvan_tui.office.receiving.inbox import no_inbox
from danvan_tui.office.receiving.report import Report
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.receiving import Progress, Receiving, last_place
from danvan_tui.tui.screens.carrying_places import Drives, ask_for_place, of_folder, places
from danvan_tui.tui.screens.receiving_here import Here
from danvan_tui.tui.screens.receiving_rows import (
    Overview,
    Part,
    columns,
    empty_words,
    in_short,
    inbox_words,
    not_answered,
    rows_of_part,
    tabs,
)
from danvan_tui.tui.taking import Taking
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.tabs import Tabs
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.words import moment

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.tui.app import DanvanApp

_LOOK = 1.5  # seconds between two looks into the inbox: a file that stands still is whole
_SETTLES = 0.5  # seconds a file stands still before one says what came
_EVERY = 25  # files between two words of how far it is
_Done = TypeVar("_Done")


class ReceivingScreen(Screen[None]):
    """Lists what came to the office and what waits there for somebody."""

    PLACE = "receiving"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("receiving"),
        Binding("enter", "choose", show=False, priority=True),  # also where the list is empty
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ReceivingScreen {
        & #parts { margin: 0 0 1 0; }
        & #files { height: 1fr; }
        & #whole { height: 4; padding: 0 2; border-top: solid $panel; }
        & #state { height: 1; padding: 0 2; color: $text-muted; text-wrap: nowrap;
                   text-overflow: ellipsis; }
    }
    """

    CSS = """
    ReceivingScreen ToastRack { dock: bottom; align: right bottom; margin: 0 0 6 0; }
    """  # messages leave the beginning of the list and its reasons in sight

    app: DanvanApp

    class LookedAt(Message):
        """Posted from the thread that works: so many files of so many were looked at."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done, self.total = done, total

    def __init__(
        self,
        office: Office,
        *,
        person: str = "",
        drives: Drives = removable_drives,
        settles: float = _SETTLES,
    ) -> None:
        """``person`` stands beside what is taken; ``drives`` gives the sticks plugged in.

        ``settles`` is for how long a file stands still, in seconds, before it is looked at.
        """
        super().__init__()
        self._drives = drives
        self._settles = settles
        self._office = office
        self._receiving = Receiving(office, person)
        self._taking = Taking(self, self._receiving)
        self.overview: Overview | None = None
        """What there was when it was looked at last."""
        self._part = Part.CAME
        self._has_stick = False
        self.busy = ""
        """What is being done just now, in words."""
        self._is_looking = True
        self._pressed: Callable[[Overview], None] | None = None
        """What a key asked for that was pressed while one looked."""

    def compose(self) -> ComposeResult:
        """Lay out the lists, one of which is shown, above the whole of one row."""
        yield TitleBar(_("Received files"), id="title")
        yield Tabs(id="parts")
        yield RecordTable(columns(self._part), empty=_("Looking…"), id="files")
        yield Text("", id="whole")
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Look now, and again and again."""
        self._list.focus()
        self._show_keys()
        self.set_interval(_LOOK, self._look)
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        await self._look_with(self._look_anew)

    def on_unmount(self) -> None:
        """Nothing goes on behind a screen that was left."""
        self._receiving.stop()

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#files", RecordTable)

    # Looking

    def _look(self) -> None:
        if not self.busy and self is self.app.screen:
            self.run_worker(self._look_once(), exclusive=True, group="look")

    async def _look_once(self) -> None:
        if await asyncio.to_thread(self._receiving.has_changed) and not self.busy:
            await self._look_with(self._receiving.overview)

    async def _look_with(self, look: Callable[[Progress], Overview]) -> None:
        """Show what there is, then do what a key asked for meanwhile: none is pressed too early."""
        self._is_looking = True
        is_read = await self.read_again(look)
        pressed, self._is_looking, self._pressed = self._pressed, False, None
        if is_read and pressed is not None and self.overview is not None:
            pressed(self.overview)

    def _look_anew(self, progress: Progress) -> Overview:
        if self.overview is None:
            last = self.app.received_from
            self._receiving.go_on_at(
                last or last_place(self._office, self.app.settings, self._drives())
            )
        return self._receiving.look_anew(progress, self._settles)

    async def read_again(self, look: Callable[[Progress], Overview] | None = None) -> bool:
        """Show all as it stands now; nothing is taken by looking. False: it cannot be shown."""
        work = partial(self._looked, look or self._receiving.overview)
        overview = await self.do(_("Looking at the files"), work)
        if overview is None:
            self._list.set_empty(
                _("This cannot be shown just now; {key} looks again.").format(
                    key=self.app.plan.key_name("look_again")
                )
            )
            return False
        self.overview = overview
        self._show()
        return True

    def _looked(self, look: Callable[[Progress], Overview], progress: Progress) -> Overview:
        self._has_stick = bool(self._drives())
        return look(progress)

    async def do(self, words: str, work: Callable[[Progress], _Done]) -> _Done | None:
        """Do one thing on a thread, saying so; what went wrong is told, and gives None."""
        self.busy = words
        self._receiving.begin()
        self._show_state()
        try:
            return await asyncio.to_thread(work, self._progress)
        except ImportCancelledError:
            self.app.notify(_("Stopped. Nothing was taken."))
        except (OfficeError, RegisterError, TroubleError, TargetError) as error:
            self.app.notify(str(error), severity="error", timeout=15)
        except OSError as error:
            said = _("This did not work: {reason}. Nothing was taken; please try again.")
            told = said.format(reason=error.strerror or error)
            self.app.notify(told, severity="error", timeout=15)
        finally:
            self.busy = ""
            self._show_state()
        return None

    def _progress(self, done: int, total: int) -> None:
        if done % _EVERY == 0:
            self.post_message(self.LookedAt(done, total))

    @on(LookedAt)
    def _show_progress(self, event: LookedAt) -> None:
        if self.busy:
            said = _("{what}: {done} of {total}… Esc stops.")
            words = said.format(what=self.busy, done=event.done, total=event.total)
            self.query_one("#state", Text).update(words, layout=False)

    # What is shown

    def on_resize(self) -> None:
        """What the lines of the list cannot hold is another thing in another window."""
        once_drawn(self, self._show_whole)

    def _show(self) -> None:
        if self.overview is None:
            return
        self._list.set_empty(self._empty_words())
        self._list.set_rows(rows_of_part(self._part, self.overview))
        self.query_one(Tabs).show(tabs(self.overview), self._part)
        count = len(self.overview.came)
        files = ngettext("{count} file", "{count} files", count).format(count=count)
        title = _("Received files · {place}").format(place=self._receiving.where)
        self.query_one(TitleBar).show(title, files)
        self._show_whole()
        self._show_state()

    @property
    def _is_place_gone(self) -> bool:
        is_there = self.overview is None or self.overview.is_place_there
        return self._part is Part.CAME and not is_there

    def _empty_words(self) -> str:
        if self._is_place_gone:
            return _("There is nothing to look into.")
        if self._part is Part.CAME and self._has_stick and not self._receiving.is_removable:
            said = _("Nothing new came in. A stick is plugged in: {key} looks into it.")
            return said.format(key=self.app.plan.key_name("look_into"))
        return empty_words(self._part)

    def _show_state(self) -> None:
        if not self.query("#state"):
            return  # the screen was left meanwhile
        self.query_one("#state", Text).update(self._state_words(), layout=False)

    def _state_words(self) -> str:
        if self.busy:
            return f"{self.busy}…"
        if self.overview is None:
            return ""
        place = self._receiving.called
        said = [not_answered(self.overview.unanswered, place), in_short(self.overview)]
        last = self.overview.last_import
        if last is not None:
            said.append(_("last import: {moment}").format(moment=moment(last.at)))
        return " · ".join(filter(None, said))

    @on(RecordTable.Highlighted)
    def _show_whole(self) -> None:
        """A reason stands in full where a line of the list cannot hold it."""
        whole = self._list.cut_below
        if self._is_place_gone:
            whole = no_inbox(self._office) if self._receiving.is_inbox else _place_is_gone()
        elif self._part is Part.CAME and self.overview is not None:
            whole = "\n".join(filter(None, [*self.overview.report.problems, whole]))
        self.query_one("#whole", Text).update(whole, layout=False)
        self._show_keys()

    def _show_keys(self) -> None:
        plan = self.app.plan
        overview = self.overview or Overview(Report([], is_taken=False))
        first = [Key("Enter", words, "choose") for words in [self._enter_words(overview)] if words]
        if self._part is Part.CAME and self._here.waiting:
            first.append(plan.bar_key("take_all"))
        if self._part is Part.CAME and overview.unsigned_came:
            first.append(plan.bar_key("unsigned"))
        if self._part is Part.HELD and overview.unsigned_held:
            first.append(plan.bar_key("unsigned"))
        if self._here.held:
            first.append(plan.bar_key("set_aside"))
        if self._here.aside:
            first.append(plan.bar_key("set_aside", _("bring back")))
        rest = ["leave", "look_into", *(["undo_import"] if overview.last_import else [])]
        rest += ["look_again", "help"]
        keys = [*first, Key("Tab", _("next list"), "turn(1)"), *map(plan.bar_key, rest)]
        self.query_one(KeyBar).show(keys)

    def _enter_words(self, overview: Overview) -> str:
        """What Enter does now; nothing where it would do nothing."""
        if self._here.waiting or self._here.distrusted:
            return _("confirm")
        if self._part is Part.HELD and overview.held:
            return _("try again")
        if self._part is not Part.CAME or not self._taking.can_take(overview):
            return ""
        if not overview.came:
            return _("write the answers")
        return _("take and answer") if self._receiving.is_answered else _("take all")

    # Going about

    def action_turn(self, steps: int) -> None:
        """Go to the next list."""
        self._go_to(self.query_one(Tabs).beside(steps))

    @on(Tabs.Clicked)
    def _tab_clicked(self, event: Tabs.Clicked) -> None:
        self._go_to(event.key)

    def _go_to(self, part: str) -> None:
        if self.overview is not None:
            self._part = Part(part)
            self._list.set_columns(columns(self._part))
            self._show()
            self._list.action_move_to_end(-1)

    def action_leave(self) -> None:
        """Stop what is being done, or go back."""
        self._pressed = None
        if self.busy:
            self._receiving.stop()
        else:
            self.app.clear_notifications()  # it would cover the lists of the screen below
            self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)

    def action_look_again(self) -> None:
        """Read anew what came."""
        if not self.busy:
            self.run_worker(self._begin(), exclusive=True, group="look")

    # Taking

    def action_choose(self) -> None:
        """Do what the open list is for."""
        self._once_looked(self._choose)

    def _once_looked(self, act: Callable[[Overview], None]) -> None:
        """Do it, or do it as soon as it is seen what there is."""
        if self._is_looking:
            self._pressed = act
        elif self.overview is not None and not self.busy:
            act(self.overview)

    def _choose(self, overview: Overview) -> None:
        if self._part is Part.LAPTOPS or self._here.waiting:
            self._confirm()
        elif self._part is Part.CAME:
            self._taking.take_all(overview)
        elif self._part is Part.HELD and overview.held:
            self._taking.try_again()

    def action_take_all(self) -> None:
        """Take what came, whichever row one stands on."""
        self._once_looked(self._taking.take_all)

    @on(RecordTable.Chosen)
    def _clicked_twice(self) -> None:
        if self._part is Part.LAPTOPS and not self.busy:
            self._confirm()

    def _confirm(self) -> None:
        if laptop := self._here.distrusted:
            self._taking.confirm_again(laptop)
        else:
            self._taking.confirm(self._here.waiting)

    def action_take_unsigned(self) -> None:
        """Take also what nobody signed."""
        self._once_looked(self._taking.take_unsigned)

    def action_set_aside(self) -> None:
        """Try the file under the cursor no more, or again if it was set aside."""
        if self.busy:
            return
        if aside := self._here.aside:
            self._taking.bring_back(aside)
        else:
            self._taking.set_aside(self._here.held)

    def action_undo_import(self) -> None:
        """Take the last import back."""
        if not self.busy:
            self._taking.undo(self.overview)

    @property
    def _here(self) -> Here:
        """What stands under the cursor."""
        nothing = Overview(Report([], is_taken=False))
        return Here(self.overview or nothing, self._part, self._list.cursor_key)

    # Where to look

    def action_look_into(self) -> None:
        """Choose a stick, a folder or a server to take files from, or the inbox again."""
        if not self.busy:
            self.run_worker(self._choose_place(), exclusive=True, group="place")

    async def _choose_place(self) -> None:
        with self.app.hold_keys():
            drives = await asyncio.to_thread(self._drives)
        inbox = of_folder(self._office.inbox)._replace(words=inbox_words())
        known = [*places(self.app.settings, drives), inbox]
        place = await ask_for_place(self.app, known, _("Take files from where?"), self._drives)
        if place is not None:
            self.app.received_from = place
            await asyncio.to_thread(self._receiving.look_into, place)  # waits for a look
            await self._begin()


def _place_is_gone() -> str:
    return _("The place is not there any more. Nothing is lost; plug it in, or choose another.")
