"""The session screen: one line to write on, three lists, and always whether it is saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.language import _
from danvan_tui.ledger.draft import Draft
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Entry, Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import SessionState, Table
from danvan_tui.model.rules import EDITABLE
from danvan_tui.tui import capture_line
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.editing import Editing
from danvan_tui.tui.line_draft import draft_of, not_recorded
from danvan_tui.tui.recorder import Job, Recorder
from danvan_tui.tui.screens import session_words
from danvan_tui.tui.screens.session_rows import columns, key_of, lists, record_of
from danvan_tui.tui.widgets.bars import KeyBar, TitleBar
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.vietnamese.workdays import days_off
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_LISTS = (Table.ATTENDANCE, Table.ISSUES, Table.COMMITMENTS)


class SessionScreen(Screen[None]):
    """Takes the notes of one session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("f1,ctrl+g", "help", show=False),
        Binding("f2", "edit", show=False),
        Binding("f3", "list('attendance')", show=False),
        Binding("f4", "list('issues')", show=False),
        Binding("f5", "list('commitments')", show=False),
        Binding("f6", "roster", show=False),
        Binding("f7", "session_form", show=False),
        Binding("f8", "delete", show=False),
        Binding("f9", "finish", show=False),
        Binding("f12,ctrl+t", "export", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012 - Textual's own

    app: DanvanApp

    def __init__(self, notebook: Notebook, *, then: str = "") -> None:
        super().__init__()
        self.notebook = notebook
        self.recorder = Recorder(
            notebook,
            saved=self._saved,
            refused=self._refused,
            changed=self._show_state,
            failed=self.app_failed,
            before=self._keep_draft,
        )
        self.editing = Editing(self)
        self.after_saving: Callable[[], None] | None = None
        """What a dialog above this screen does when something was recorded."""
        self._then = then
        self._list = Table.ISSUES
        self._saved_at = ""
        self._returned: deque[str] = deque()
        self._known: Context | None = None
        self._drafting: Drafting | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lists above the line one writes on."""
        yield TitleBar(id="title")
        with Horizontal(id="lists"):
            yield self._table(
                Table.ISSUES, _("Nothing was raised yet. F6 takes a roster; write below.")
            )
            with Vertical(id="side"):
                yield self._table(Table.ATTENDANCE, _("Nobody is listed yet. F6 takes a roster."))
                yield self._table(Table.COMMITMENTS, _("Nothing was promised yet."))
        yield Text("", id="chips")
        with Horizontal(id="capture-row"):
            yield Label("›", id="prompt")
            yield Line(
                id="capture",
                compact=True,
                placeholder=_("12 kn gt … · . … · > answer · ! unit deadline … · + 12 · F1 help"),
            )
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the session, and offer again what was being typed."""
        self.refresh_records()
        line = self.query_one("#capture", Line)
        line.focus()
        self._records(Table.ISSUES).action_move_to_end(1)
        if self.writable:
            self._offer_draft(line)
            self._drafting = Drafting(self, self.notebook.line_draft, self._draft)
            self.run_worker(self._drafting.put())  # as typed here: it may be recorded at once
            self.editing.offer_draft()
        year = self.session_date().year
        self.run_worker(lambda: days_off(year), thread=True)  # no key shall wait for it later
        for notice in self.notebook.notices:
            self.notify(notice, severity="warning", timeout=15)
        if self._then == "roster":
            self.action_roster()
        elif self._then == "export":
            self.action_export()

    async def _keep_draft(self) -> None:
        if self._drafting is not None:
            await self._drafting.put()

    def app_failed(self, error: Exception) -> None:
        """Stop in good order: an entry could not be made, and it is not known why."""
        self.app._handle_exception(error)

    async def keep_everything(self) -> None:
        """Save what is waiting and what is typed; called before leaving, whatever the reason."""
        await self.recorder.drain()
        if self._drafting is not None:
            await self._drafting.finish()

    # What is shown

    @property
    def state_now(self) -> SessionState:
        """Where the session stands."""
        return self.notebook.state.session.state

    @property
    def writable(self) -> bool:
        """Whether entries can be made here now."""
        return not self.notebook.read_only and self.state_now in EDITABLE

    def refresh_records(self) -> None:
        """Show the records as they are now."""
        shown = lists(self.notebook.state, self.app.catalogues)
        self._records(Table.ATTENDANCE).set_rows(shown.attendance)
        self._records(Table.ISSUES).set_rows(shown.issues)
        self._records(Table.COMMITMENTS).set_rows(shown.commitments)
        self._known = self._understanding()
        session = self.notebook.state.session
        self.query_one(TitleBar).show(
            session_words.title(session), session_words.stands(self.notebook.state)
        )
        self.query_one("#capture-row").display = self.writable
        self.query_one("#capture", Line).disabled = not self.writable
        self._show_list()
        self._show_state()
        self.query_one("#keys", KeyBar).show(session_words.keys(self.notebook))

    def _understanding(self) -> Context:
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

    def _show_state(self) -> None:
        line = self.query_one("#state", Text)
        wrong = self.recorder.trouble is not None
        line.set_class(wrong, "wrong")
        said = session_words.saved(self.notebook, self.recorder, self._saved_at)
        line.update(said, layout=wrong)

    def _show_list(self) -> None:
        for table in _LISTS:
            self._records(table).set_class(table is self._list, "active")
        self.query_one("#lists").set_class(self._list is Table.ISSUES, "-main")
        self._show_chips_of(self.query_one("#capture", Line).value)

    # Writing

    @on(Line.Changed, "#capture")
    def _show_chips(self, event: Line.Changed) -> None:
        self._show_chips_of(event.value)

    def _show_chips_of(self, typed: str) -> None:
        """What was understood of the line; while it is empty, what the cursor is on, in full."""
        chips = self.query_one("#chips", Text)
        if self._known is None or not typed.strip():
            chips.update(self._under_the_cursor(), layout=False)
            return
        chips.update(capture_line.chips(typed, self._known), layout=False)

    def _under_the_cursor(self) -> str:
        key = self._records(self._list).cursor_key
        row = self.notebook.state.row(*record_of(key)) if key else None
        return words.one_line(str(row.get("content") or row.get("name") or "")) if row else ""

    @on(RecordTable.Highlighted)
    def _show_under_the_cursor(self) -> None:
        if not self.query_one("#capture", Line).value.strip():
            self._show_chips_of("")

    @on(Line.Submitted, "#capture")
    def _enter(self, event: Line.Submitted) -> None:
        typed = event.value
        if typed.strip() and self._known is not None:
            reading = read_line(typed, self._known)
            if reading.problem and not self.recorder.waiting:
                self.notify(reading.problem, severity="warning")
                return
        event.input.value = self._returned.popleft() if self._returned else ""
        if typed.strip():
            self.recorder.submit(Job(lambda: self._entry(typed), typed))
        elif self.recorder.waiting:
            self.recorder.retry()
        else:
            self.action_edit()

    def submit(self, make: Callable[[], Entry | None]) -> None:
        """Record something when its turn comes."""
        self.recorder.submit(Job(make))

    def _entry(self, typed: str) -> Entry | None:
        """Understand the line again when its turn comes: entries before it may count by then."""
        made = capture_line.entry(typed, self._understanding(), self.notebook)
        if made is None:
            self.notify(_("Nothing changes: the list says so already."))
        return made

    def _saved(self, operation: Operation) -> None:
        self._saved_at = operation.at[11:19]
        self.refresh_records()
        not_seen = capture_line.not_seen(operation, self.notebook, self.app.catalogues)
        if not_seen:
            self.notify(not_seen)
        changed = operation.changes[0] if operation.changes else None
        if changed is not None and changed.table is not Table.SESSION:
            self._move_to(changed.table, changed.record)
        if self.after_saving is not None:
            self.after_saving()

    def _refused(self, job: Job, error: LedgerError) -> None:
        self.notify(str(error), severity="error", timeout=10)
        if job.refused is not None:
            job.refused()
        line = self.query_one("#capture", Line)
        if job.typed and not line.value:
            line.replace_all(job.typed)
        elif job.typed:
            self._returned.append(job.typed)

    def _move_to(self, table: Table, record: str) -> None:
        key = key_of(table, record)
        for shown in (self._records(self._list), self._records(Table.ISSUES)):
            if shown.move_to(key):
                return

    def _draft(self) -> Draft:
        line = self.query_one("#capture", Line).value
        waiting = [job.typed for job in self.recorder.waiting]
        operations = self.notebook.state.fold.operations
        return draft_of([*waiting, line, *self._returned], self.notebook.replica, operations)

    def _offer_draft(self, line: Line) -> None:
        operations = self.notebook.state.fold.operations
        self._returned.extend(not_recorded(self.notebook.line_draft.read(), operations))
        if not self._returned:
            return
        line.value = self._returned.popleft()
        line.cursor_position = len(line.value)
        self.notify(_("What was typed and not recorded is in the line again."))

    # Keys

    def action_move(self, rows: int) -> None:
        """Move through the list while the line keeps the keyboard."""
        self._records(self._list).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self._records(self._list).action_page(pages)

    def action_list(self, table: str) -> None:
        """Go to a list."""
        self._list = Table(table)
        self._show_list()
        self._show_under_the_cursor()

    def action_next_list(self) -> None:
        """Go to the next list."""
        following = _LISTS[(_LISTS.index(self._list) + 1) % len(_LISTS)]
        self.action_list(following.value)

    def action_undo(self) -> None:
        """Take back the last entry."""
        self.submit(self.notebook.prepare_undo)

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.submit(self.notebook.prepare_redo)

    def action_delete(self) -> None:
        """Take the record under the cursor out; Ctrl+Z brings it back."""
        key = self._records(self._list).cursor_key
        if key is not None:
            table, record = record_of(key)
            notebook = self.notebook
            self.submit(lambda: notebook.prepare(notebook.removal(table, record)))

    def action_edit(self) -> None:
        """Open the form of the record under the cursor."""
        key = self._records(self._list).cursor_key
        if key is not None:
            self.editing.open(*record_of(key))

    def action_session_form(self) -> None:
        """Open the form of the session itself."""
        self.editing.open(Table.SESSION, self.notebook.state.session.id)

    def action_help(self) -> None:
        """Show what can be typed and pressed here."""
        self.app.action_show_help()

    def action_roster(self) -> None:
        """Take over a roster."""
        from danvan_tui.tui.exchanging import import_roster  # noqa: PLC0415

        self.run_worker(import_roster(self))

    def action_export(self) -> None:
        """Write an export file."""
        from danvan_tui.tui.exchanging import export_session  # noqa: PLC0415

        self.run_worker(export_session(self))

    def action_finish(self) -> None:
        """See what is missing, and close the session."""
        from danvan_tui.tui.screens.closing import ClosingScreen  # noqa: PLC0415

        if not self.writable:
            return
        if self.query_one("#capture", Line).value.strip() or self._returned:
            self.notify(_("There is text in the line. Please record it or clear it first."))
            return
        self.app.push_screen(ClosingScreen(self))

    async def action_leave(self) -> None:
        """Go back one step: to an empty line, to the opinions, to all sessions."""
        line = self.query_one("#capture", Line)
        if line.value:
            line.replace_all("")
            self.notify(_("Ctrl+Z brings back what stood in the line."))
        elif self._list is not Table.ISSUES:
            self.action_list(Table.ISSUES.value)
        else:
            await self.app.close_session(self)

    @on(RecordTable.Chosen)
    def _chosen(self, event: RecordTable.Chosen) -> None:
        self.editing.open(*record_of(event.key))

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)

    def on_click(self, event: events.Click) -> None:
        """A click on a list makes it the one the keys move in."""
        for table in _LISTS:
            if event.widget is self._records(table):
                self.action_list(table.value)

    def _records(self, table: Table) -> RecordTable:
        return self.query_one(f"#{table.value}", RecordTable)

    def _table(self, table: Table, empty: str) -> RecordTable:
        shown = RecordTable(columns(table), empty=empty, id=table.value)
        shown.can_focus = False
        return shown
