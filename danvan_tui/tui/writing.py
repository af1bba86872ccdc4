"""Writing: what becomes of the typed line, in order, saved, corrected, linked or given back."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.content import Content

from danvan_tui.capture import Context, protect, read_line
from danvan_tui.language import _
from danvan_tui.ledger.attending import beginning_edits, tick_edits
from danvan_tui.ledger.draft import Draft
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Entry
from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import Table
from danvan_tui.tui import capture_line
from danvan_tui.tui.capture_bar import CaptureBar, CaptureLine
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.line_draft import draft_of, not_recorded
from danvan_tui.tui.linking import linked_entry
from danvan_tui.tui.recalling import Recalling
from danvan_tui.tui.recorder import Job, Recorder

if TYPE_CHECKING:
    from danvan_tui.archive.issues import ArchivedIssue
    from danvan_tui.tui.screens.session import SessionScreen


class Writing:
    """Records what is typed on a session screen; nothing typed is ever lost."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._notebook = screen.notebook
        self.recorder = Recorder(
            screen.notebook,
            saved=self._saved,
            refused=self._refused,
            changed=screen.show_state,
            failed=screen.app_failed,
            before=self._keep_draft,
        )
        self.saved_at = ""
        self._returned: deque[str] = deque()
        self._drafting: Drafting | None = None
        self._recalling = Recalling(screen.notebook)
        self._recalled = ""
        self._similar: ArchivedIssue | None = None

    @property
    def _line(self) -> CaptureLine:
        return self._screen.query_one(CaptureLine)

    @property
    def is_unfinished(self) -> bool:
        """Whether something is typed that is not recorded."""
        return bool(self._line.value.strip() or self._returned)

    def begin(self) -> None:
        """Offer again what was being typed, and keep what is typed from now on."""
        self._offer_draft()
        self._drafting = Drafting(self._screen, self._notebook.line_draft, self._draft)
        self._screen.run_worker(self._drafting.put())  # as typed here: it may be recorded at once

    async def finish(self) -> None:
        """Save what is waiting and what is typed."""
        await self.recorder.drain()
        if self._drafting is not None:
            await self._drafting.finish()

    def enter(self, typed: str) -> None:
        """Record the line, or try again what waits, or open the record under the cursor."""
        context = self._line.context
        if typed.strip() and context is not None:
            reading = read_line(typed, context)
            if reading.problem and not self.recorder.waiting:
                self._screen.notify(reading.problem, severity="warning")
                return
        corrects = self._recalling.recalled
        self._give_up_correcting()
        self._line.value = self._returned.popleft() if self._returned else ""
        if typed.strip() and corrects:
            self.recorder.submit(
                Job(
                    lambda: self._corrected(corrects, typed),
                    typed,
                    refused=lambda: self._go_on_correcting(corrects),
                )
            )
        elif typed.strip():
            self.recorder.submit(Job(lambda: self._entry(typed), typed))
        elif self.recorder.waiting:
            self.recorder.retry()
        else:
            self._screen.action_edit()

    def clear(self) -> bool:
        """Empty the line; whether there was anything in it."""
        if not self._line.value:
            return False
        if self._recalling.recalled:
            self._screen.notify(_("The entry stays as it was recorded."))
        else:
            self._screen.notify(_("Ctrl+Z brings back what stood in the line."))
        self._give_up_correcting()
        self._line.replace_all("")
        return True

    def tick(self, attendee: str) -> None:
        """Note that somebody listed came, or left."""
        if not self._screen.writable:
            self._screen.notify(self._screen.why_not("undo"))
            return
        notebook = self._notebook
        now = notebook.clock()

        def make() -> Entry | None:
            state = notebook.state
            person = next((one for one in state.attendance() if one.id == attendee), None)
            edits = tick_edits(person, now) if person else []
            return notebook.prepare([*edits, *beginning_edits(state.session)]) if edits else None

        self._screen.submit(make)

    def protect(self) -> None:
        """Make the line a denunciation, whose speaker is kept secret."""
        if self._line.context is not None:
            self._line.replace_all(protect(self._line.value, self._line.context))
            self._line.cursor_position = len(self._line.value)

    # Correcting the last line

    def context(self, known: Context) -> Context:
        """What the line is read against: while an entry is corrected, all but that entry."""
        corrects = self._recalling.recalled
        return self._recalling.context(corrects, known) if corrects else known

    def recall(self) -> None:
        """Put the line recorded last back into the line, to be recorded in its place."""
        if self._line.value.strip():
            self._screen.notify(_("There is text in the line. Please record it or clear it first."))
        elif self._recalling.last_is_secret:
            self._screen.editing.ask_to_show(lambda sure: self._show_recalled() if sure else None)
        else:
            self._show_recalled()

    def _show_recalled(self) -> None:
        typed = self._recalling.recall()
        if not typed:
            self._screen.notify(_("No line was recorded here since this session was opened."))
            return
        self._recalled = typed
        self._go_on_correcting(self._recalling.recalled)
        self._screen.start_line(typed)

    def _go_on_correcting(self, operation: str) -> None:
        if self._line.value:
            return  # by now something else is typed; the correction waits its turn as a line
        self._recalling.begin_again(operation)
        bar = self._screen.query_one(CaptureBar)
        bar.understand(self.context(self._screen.understanding()))
        bar.show_notice(
            Content.assemble(
                ("✎ ", "bold $accent"),
                (_("Correcting the last line."), "bold"),
                ("  Enter ", "bold $accent"),
                (_("replaces it"), ""),
                ("   Esc ", "bold $accent"),
                (_("leaves it as it was"), ""),
            )
        )

    def _give_up_correcting(self) -> None:
        if self._recalling.recalled:
            self._recalling.forget()
            bar = self._screen.query_one(CaptureBar)
            bar.show_notice(Content(""))
            bar.understand(self._screen.understanding())

    def _corrected(self, operation: str, typed: str) -> Entry | None:
        made = self._recalling.entry(operation, typed, self._screen.understanding())
        if made is None:
            self._screen.notify(_("Nothing changes: the list says so already."))
        return made

    def _remembered(self, entry: Entry, typed: str) -> Entry:
        self._recalling.remember(entry.operation.id, typed)
        return entry

    # Similar opinions

    def look_for_similar(self, typed: str) -> None:
        """Show quietly what was raised before in nearly the same words."""
        context, screen = self._line.context, self._screen
        self._similar = None
        if context is not None and typed.strip():
            reading = read_line(typed, context)
            speaker = context.people.with_id(reading.speaker)
            village = reading.village or (speaker.village if speaker else "")
            found = screen.app.recollecting.similar_to(reading, self._notebook, village)
            self._similar = found.issue if found else None
        offer = self._offer(self._similar) if self._similar else Content("")
        screen.query_one(CaptureBar).show_similar(offer)

    def _offer(self, similar: ArchivedIssue) -> Content:
        said = capture_line.said_before(similar, self._notebook)
        return Content.assemble(
            ("≈ ", "bold $accent"),
            (_("raised before"), "bold"),
            (f"  {self._screen.app.plan.key_name('link')} ", "bold $accent"),
            (_("same matter"), ""),
            (f"   {said}", "$text-muted"),
        )

    def link(self) -> None:
        """Record the line as a repetition of the similar opinion shown."""
        similar, typed = self._similar, self._line.value
        if similar is None:
            self._screen.notify(_("Nothing similar is shown that this could be linked to."))
            return
        self._similar = None
        self._line.value = self._returned.popleft() if self._returned else ""
        self.recorder.submit(Job(lambda: self._linked(typed, similar), typed))

    def _linked(self, typed: str, similar: ArchivedIssue) -> Entry | None:
        context = self._screen.understanding()
        like = capture_line.like(similar, self._notebook, context.catalogues)
        return self._remembered(linked_entry(typed, context, self._notebook, like), typed)

    # Recording

    def _entry(self, typed: str) -> Entry | None:
        """Understand the line again when its turn comes: entries before it may count by then."""
        made = capture_line.entry(typed, self._screen.understanding(), self._notebook)
        if made is None:
            self._screen.notify(_("Nothing changes: the list says so already."))
            return None
        return self._remembered(made, typed)

    def _saved(self, operation: Operation) -> None:
        self.saved_at = operation.at[11:19]
        screen = self._screen
        screen.refresh_records()
        not_seen = capture_line.not_seen(operation, self._notebook, screen.app.catalogues)
        if not_seen:
            screen.notify(not_seen)
        changed = operation.changes[0] if operation.changes else None
        if changed is not None and changed.table is not Table.SESSION:
            screen.move_to(changed.table, changed.record)
        screen.app.recollecting.refresh(self._notebook)
        if screen.after_saving is not None:
            screen.after_saving()

    def _refused(self, job: Job, error: LedgerError) -> None:
        self._screen.notify(str(error), severity="error", timeout=10)
        if job.refused is not None:
            job.refused()
        if job.typed and not self._line.value:
            self._line.replace_all(job.typed)
        elif job.typed:
            self._returned.append(job.typed)

    # Drafts

    async def _keep_draft(self) -> None:
        if self._drafting is not None:
            await self._drafting.put()

    def _draft(self) -> Draft:
        waiting = [job.typed for job in self.recorder.waiting]
        operations = self._notebook.state.fold.operations
        unchanged = self._recalling.recalled and self._line.value == self._recalled
        typed = [*waiting, "" if unchanged else self._line.value, *self._returned]
        return draft_of(typed, self._notebook.replica, operations)

    def _offer_draft(self) -> None:
        operations = self._notebook.state.fold.operations
        self._returned.extend(not_recorded(self._notebook.line_draft.read(), operations))
        if not self._returned:
            return
        self._screen.start_line(self._returned.popleft())
        self._screen.notify(_("What was typed and not recorded is in the line again."))
