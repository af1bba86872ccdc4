"""The session screen: one line to write on, three lists, and always whether it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from danvan_tui.capture.context import Context
from danvan_tui.language import _
from danvan_tui.ledger.conflicts import Choice, conflicts
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import Table
from danvan_tui.tui.capture_bar import CaptureBar, CaptureLine
from danvan_tui.tui.editing import Editing
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.opening_review import QUIET, OpeningReview
from danvan_tui.tui.recorder import Job, Recorder
from danvan_tui.tui.screens import session_words
from danvan_tui.tui.screens.session_rows import lists, record_of
from danvan_tui.tui.session_lists import SessionLists
from danvan_tui.tui.widgets.bars import KeyBar, TitleBar
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.tui.writing import Writing
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_TICK = 15  # seconds between two looks at the clock


class SessionScreen(Screen[None]):
    """Takes the notes of one session."""

    PLACE = "session"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("session"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012 - Textual's own

    app: DanvanApp

    def __init__(self, notebook: Notebook, *, then: str = "", at: str = "") -> None:
        """``then`` is a command to do at once; ``at`` the issue to begin at."""
        super().__init__()
        self.notebook = notebook
        self.writing = Writing(self)
        self.editing = Editing(self)
        self.earlier = OpeningReview(self)
        self.after_saving: Callable[[], None] | None = None
        """What a dialog above this screen does when something was recorded."""
        self.after_state: Callable[[], None] | None = None
        """What a screen above this one does when it is told whether all is saved."""
        self.read_aloud: set[str] = set()  # the passages of the minutes that were shown
        self.unread = 0  # how many were not
        self._then, self._at = then, at
        self._known: Context | None = None
        self._choices: list[Choice] = []
        """What two people wrote differently, when the records were shown last."""

    def compose(self) -> ComposeResult:
        """Lay out the lists above the line one writes on."""
        yield TitleBar(id="title")
        yield SessionLists()
        yield CaptureBar(id="capture-bar")
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the session, and offer again what was being typed."""
        bar = self.query_one(CaptureBar)
        bar.at_rest = self._under_the_cursor
        bar.line.placeholder = session_words.placeholder()
        self.refresh_records()
        bar.line.focus()
        self.lists.move_to_the_last()
        if self._at:
            self.move_to(Table.ISSUES, self._at)
        if self.writable:
            self.writing.begin()
            self._offer_again()
            self.set_timer(QUIET, self.earlier.begin)
        self.set_interval(_TICK, self._show_title)
        for notice in self.notebook.notices:
            self.notify(notice, severity="warning", timeout=15)
        if self._then:
            self.call_next(self.run_action, self._then)  # before this one is drawn for nothing

    def _offer_again(self) -> None:
        """Open again what was typed and is not recorded yet."""
        self.editing.offer_all()
        if self.earlier.waits():
            self.open_earlier()
            self.notify(_("What was typed and not recorded is in the line again."))

    def app_failed(self, error: Exception) -> None:
        """Stop in good order: an entry could not be made, and it is not known why."""
        self.app._handle_exception(error)

    async def keep_everything(self) -> None:
        """Save what is waiting and what is typed; called before leaving, whatever the reason."""
        await self.writing.finish()
        await self.earlier.finish()

    @property
    def recorder(self) -> Recorder:
        """What puts entries on the disk, one after another."""
        return self.writing.recorder

    @property
    def lists(self) -> SessionLists:
        """Opinions, promises, participants."""
        return self.query_one(SessionLists)

    # What is shown

    @property
    def writable(self) -> bool:
        """Whether entries can be made here now."""
        return not self.notebook.read_only and self.notebook.are_minutes_open

    @property
    def help_page(self) -> str:
        """Which page of the help is of use here now."""
        return "session" if self.writable else "minutes"

    def refresh_records(self) -> None:
        """Show the records as they are now."""
        state = self.notebook.state
        today = self.notebook.clock().date().isoformat()
        self._choices = conflicts(state)
        self.lists.show(
            lists(state, self.app.catalogues, today, self._choices),
            session_words.panes(state, self.app.plan),
            session_words.nothing(self.app.plan, writable=self.writable),
        )
        self._known = self.understanding()
        bar = self.query_one(CaptureBar)
        bar.query_one("#capture-row").display = self.writable
        bar.line.disabled = not self.writable
        bar.understand(self.writing.correcting.context(self._known))
        bar.show_now(session_words.now(state, self.app.catalogues, self.app.plan))
        self._show_title()
        self.show_state()

    def understanding(self) -> Context:
        """What lines are read against."""
        state = self.notebook.state
        if self._known is not None:
            return self._known.refreshed(state)
        today = self.notebook.clock().date()
        return Context.of(state, self.app.catalogues, self.app.calendar, today)

    def session_date(self) -> date:
        """The day of the meeting, from which deadlines are counted."""
        try:
            return date.fromisoformat(self.notebook.state.session.date)
        except ValueError:
            return self.notebook.clock().date()

    def show_state(self) -> None:
        """Show whether everything is saved, and which keys do something now."""
        line = self.query_one("#state", Text)
        wrong = self.recorder.trouble is not None
        line.set_class(wrong, "wrong")
        line.update(self.saved(), layout=wrong)
        self._show_keys()
        if self.after_state is not None:
            self.after_state()

    def saved(self, *, brief: bool = False) -> str:
        """Whether everything is on the disk, since when, and, unless ``brief``, what is open."""
        said = session_words.saved(self.notebook, self.recorder, self.writing.saved_at)
        if brief:
            return said
        glance = session_words.at_a_glance(
            self.notebook, self.recorder, self.app.plan, twice=len(self._choices)
        )
        return " · ".join([said, *glance])

    def _show_keys(self) -> None:
        keys = session_words.keys(self.notebook, self.app.plan, self.lists.current)
        self.query_one("#keys", KeyBar).show(keys)

    def _show_title(self) -> None:
        state, now = self.notebook.state, self.notebook.clock()
        of_communes = self.app.shelf.are_of_communes
        title = session_words.title(state.session, of_communes=of_communes)
        self.query_one(TitleBar).show(title, session_words.stands(state, now))

    def _under_the_cursor(self) -> str:
        here = self.lists.under_the_cursor
        row = self.notebook.state.row(*here) if here else None
        return words.one_line(str(row.get("content") or row.get("name") or "")) if row else ""

    @on(SessionLists.Moved)
    def _show_under_the_cursor(self) -> None:
        self._show_keys()
        if not self.query_one(CaptureLine).value.strip():
            self.query_one(CaptureBar).show_typed()

    # Writing

    @on(Line.Submitted, "#capture")
    def _enter(self, event: Line.Submitted) -> None:
        self.writing.enter(event.value)

    @on(Line.Changed, "#capture")
    def _changed(self, event: Line.Changed) -> None:
        if not event.value:
            self.writing.emptied()

    @on(CaptureBar.Paused)
    def _look_for_similar(self, event: CaptureBar.Paused) -> None:
        looking = self.writing.look_for_similar(event.typed)
        self.run_worker(looking, group="similar", exclusive=True)

    @on(CaptureLine.SpaceOnEmpty)
    def action_tick(self) -> None:
        """Note that the participant under the cursor came, or left."""
        here = self.lists.under_the_cursor
        if here and here[0] is Table.ATTENDANCE:
            self.writing.tick(here[1])

    @on(RecordTable.Ticked)
    def _ticked(self, event: RecordTable.Ticked) -> None:
        self.writing.tick(record_of(event.key)[1])

    def submit(self, make: Callable[[], Entry | None]) -> None:
        """Record something when its turn comes."""
        self.recorder.submit(Job(make))

    def start_line(self, text: str) -> None:
        """Put the beginning of a line in, for the person to go on."""
        self.query_one(CaptureBar).start(text)

    def move_to(self, table: Table, record: str) -> None:
        """Put the cursor on a record, in the list that is shown or among the opinions."""
        self.lists.move_to(table, record)

    # Keys

    def why_not(self, command: str) -> str:
        """Why a command cannot be done now; empty where it can."""
        has_record = self.lists.under_the_cursor is not None
        return session_words.why_not(command, self.notebook, self.app.plan, has_record=has_record)

    def _may(self, command: str) -> bool:
        """Whether a command can be done now; says why not."""
        why = self.why_not(command)
        if why:
            self.notify(why)
        return not why

    def action_move(self, rows: int) -> None:
        """Move through the list while the line keeps the keyboard."""
        self.lists.move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self.lists.page(pages)

    def action_list(self, table: str) -> None:
        """Go to a list."""
        self.lists.go(Table(table))

    def action_next_list(self) -> None:
        """Go to the next list."""
        self.lists.go_on()

    def action_undo(self) -> None:
        """Take back the last entry."""
        if self._may("undo") and not self._leave_correction():
            self.submit(self.notebook.prepare_undo)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        if self._may("redo") and not self._leave_correction():
            self.submit(self.notebook.prepare_redo)

    def _leave_correction(self) -> bool:
        """Give up correcting the last line, which is what Ctrl+Z takes back first."""
        return bool(self.writing.correcting.operation) and self.writing.clear()

    def action_delete(self) -> None:
        """Take the record under the cursor out; Ctrl+Z brings it back."""
        here, notebook = self.lists.under_the_cursor, self.notebook
        if self._may("take_out") and here:
            self.submit(lambda: notebook.prepare(notebook.removal(*here)))

    def action_edit(self) -> None:
        """Open the form of the record under the cursor."""
        here = self.lists.under_the_cursor
        if self._may("edit") and here:
            self.editing.open(*here)

    def action_session_form(self) -> None:
        """Open the form of the session itself."""
        self.editing.open(Table.SESSION, self.notebook.state.session.id)

    def action_change(self) -> None:
        """Offer what else can be done with the record under the cursor."""
        from danvan_tui.tui.rearranging import Rearranging  # noqa: PLC0415 - only when asked for

        if self._may("change"):
            Rearranging(self).open_menu(*(self.lists.under_the_cursor or (Table.SESSION, "")))

    def action_recall(self) -> None:
        """Put the line recorded last back to correct it."""
        if self._may("recall"):
            self.writing.recall()

    def action_link(self) -> None:
        """Link what is typed to the similar opinion shown."""
        if self._may("link"):
            self.writing.link()

    def action_protect(self) -> None:
        """Make the line a denunciation, whose speaker is kept secret."""
        if self._may("protect"):
            self.writing.protect()

    def action_opening_review(self) -> None:
        """Go through what the villages of this session were promised before."""
        self.open_earlier()

    def open_earlier(self, review: str = "") -> None:
        """Go through the promises made before, from one of them on or from the first open one."""
        from danvan_tui.tui.screens.opening import OpeningScreen  # noqa: PLC0415

        self.app.push_screen(OpeningScreen(self, at=review))

    def action_say_saved(self) -> None:
        """Answer those who press Ctrl+S out of habit."""
        self.notify(self.saved())

    def action_roster(self) -> None:
        """Take over a roster."""
        from danvan_tui.tui.exchanging import import_roster  # noqa: PLC0415

        if self._may("roster"):
            self.run_worker(import_roster(self))

    def action_export(self) -> None:
        """Write an export file."""
        from danvan_tui.tui.exchanging import export_session  # noqa: PLC0415

        self.run_worker(export_session(self))

    def action_conflicts(self, *, only: bool = False) -> None:
        """Choose between what two people wrote; ``only``: leaving that leaves the session."""
        from danvan_tui.tui.screens.conflicts import ConflictsScreen  # noqa: PLC0415

        self.app.push_screen(ConflictsScreen(self, only=only))

    def action_only_conflicts(self) -> None:
        """Choose between what two people wrote, and nothing else here."""
        self.action_conflicts(only=True)

    def action_merge(self) -> None:
        """Put other notes of the same meeting together with these."""
        from danvan_tui.tui.merging import Merging  # noqa: PLC0415 - only when asked for

        self.run_worker(Merging(self).begin())

    def action_finish(self) -> None:
        """See what is missing, read back, and close the session."""
        from danvan_tui.tui.screens.closing import ClosingScreen  # noqa: PLC0415
        from danvan_tui.tui.screens.reading import ReadingScreen  # noqa: PLC0415

        if not self._may("finish"):
            return
        if not self.writable:
            self.app.push_screen(ReadingScreen(self))
            return
        if self.writing.is_unfinished:
            self.notify(_("There is text in the line. Please record it or clear it first."))
            return
        self.app.push_screen(ClosingScreen(self))

    async def action_leave(self) -> None:
        """Go back one step: to an empty line, to the opinions, to all sessions."""
        if self.writing.clear():
            return
        if self.lists.current is not Table.ISSUES:
            self.lists.go(Table.ISSUES)
        else:
            await self.app.close_session(self)

    @on(RecordTable.Chosen)
    def _chosen(self, event: RecordTable.Chosen) -> None:
        self.editing.open(*record_of(event.key))

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
