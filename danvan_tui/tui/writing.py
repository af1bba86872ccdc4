"""Writing: what becomes of the typed line, in order, saved, corrected, linked or given back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual.content import Content

from danvan_tui.capture import Reading, What, protect, read_line
from danvan_tui.language import _
from danvan_tui.ledger.attending import beginning_edits, tick_edits
from danvan_tui.ledger.draft import Draft
from danvan_tui.ledger.errors import InvalidChangeError, LedgerError
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.rearranging import Like
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.tied import is_to_review
from danvan_tui.model.records import Table
from danvan_tui.tui import capture_line
from danvan_tui.tui.capture_bar import CaptureBar, CaptureLine
from danvan_tui.tui.correcting import Correcting
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.line_draft import Typed, draft_of, not_recorded
from danvan_tui.tui.linking import linked_entry
from danvan_tui.tui.recorder import Job, Recorder
from danvan_tui.wording.words import content

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
        self.correcting = Correcting(screen)
        self.saved_at = ""
        self._refused_typed = ""
        self._returned: deque[Typed] = deque()
        """Lines that could not be recorded while something else was being typed."""
        self._kept_hidden: list[Typed] = []
        """Lines that may name a denouncer, and were not to be shown: they stay on the disk."""
        self._drafting: Drafting | None = None
        self._quiet: set[str] = set()
        """Operations that their own screen shows."""

    @cached_property
    def _line(self) -> CaptureLine:
        """Kept for the end: what is typed is read when the screen may be gone."""
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

    # What is done with the line

    def enter(self, typed: str) -> None:
        """Record the line, or try again what waits, or open the record under the cursor."""
        context = self._line.context
        if typed.strip() and context is not None:
            reading = read_line(typed, context)
            if reading.problem and not self.recorder.waiting:
                self._refuse(typed, reading)
                return
        corrects = self.correcting.operation
        if corrects and not typed.strip():
            self.clear()
            return
        self._empty()
        if typed.strip() and corrects:
            self._submit(lambda: self._corrected(corrects, typed), typed, corrects)
        elif typed.strip():
            self._submit(lambda: self._entry(typed), typed)
        elif self.recorder.waiting:
            self.recorder.retry()
        else:
            self._screen.action_edit()

    def _refuse(self, typed: str, reading: Reading) -> None:
        """Say what is unclear; an opinion is recorded as it was said when Enter comes again."""
        as_said = '"' + typed
        said = (
            reading.what is What.ISSUE and not reading.protected and not self.correcting.operation
        )
        if said and typed == self._refused_typed:
            self._empty()
            self._submit(lambda: self._entry(as_said), typed)
            return
        self._refused_typed = typed
        again = _("Enter again records it as it was said, without a speaker.") if said else ""
        self._screen.notify(" ".join(filter(None, [reading.problem, again])), severity="warning")
        self._line.add_class("refused")

    def emptied(self) -> None:
        """Somebody deleted all of the line: what comes next is no correction any more."""
        if not self._line.value and self.correcting.give_up():
            self._screen.notify(_("The entry stays as it was recorded."))

    def clear(self) -> bool:
        """Empty the line, and give up a correction; whether there was anything to leave."""
        if self.correcting.operation:
            self._empty()
            self._screen.notify(_("The entry stays as it was recorded."))
            return True
        if not self._line.value:
            return False
        self._line.replace_all("")
        self._screen.notify(_("Ctrl+Z brings back what stood in the line."))
        return True

    def _empty(self) -> None:
        """Make room for the next line: one that came back, else none."""
        self.correcting.give_up()
        if self._returned:
            self._put(self._returned.popleft())
        else:
            self._line.value = ""

    def _put(self, line: Typed) -> None:
        operations = self._notebook.state.fold.operations
        if line.corrects in operations:
            self.correcting.go_on(line.corrects, line.text)
        else:
            self._screen.start_line(line.text)

    def recall(self) -> None:
        """Put the line recorded last back into the line, to be recorded in its place."""
        if self._line.value.strip():
            self._screen.notify(_("There is text in the line. Please record it or clear it first."))
        elif self.recorder.waiting:
            self._screen.notify(
                _("The last line is not saved yet; afterwards it can be corrected.")
            )
        else:
            self.correcting.begin()

    def protect(self) -> None:
        """Make the line a denunciation, whose speaker is kept secret."""
        if self._line.context is not None:
            self._line.replace_all(protect(self._line.value, self._line.context))
            self._line.cursor_position = len(self._line.value)

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
            edits = tick_edits(person, now, notebook) if person else []
            return notebook.prepare([*edits, *beginning_edits(state.session)]) if edits else None

        self._screen.submit(make)

    # Similar opinions

    async def look_for_similar(self, typed: str) -> None:
        """Show quietly what was raised before in nearly the same words."""
        context, screen = self._line.context, self._screen
        if context is None or not typed.strip() or self.correcting.operation:
            return
        reading = read_line(typed, context)
        speaker = context.people.with_id(reading.speaker)
        village = reading.village or (speaker.village if speaker else "")
        found = await screen.app.recollecting.similar_to(reading, self._notebook, village)
        is_typed = self._line.value == typed and not self.correcting.operation
        if found is not None and is_typed:
            screen.query_one(CaptureBar).show_similar(found, self._offer(found))

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
        """Record the line as a repetition of the similar opinion that is shown."""
        similar = self._screen.query_one(CaptureBar).similar
        if self.correcting.operation:
            self._screen.notify(_("Please finish the correction first."))
        elif similar is not None:
            self._link_to(lambda: self._like(similar))
        elif self._line.value.strip():
            self._ask_what_it_repeats()
        else:
            self._screen.notify(_("Please type who says the same; then choose what is repeated."))

    def _ask_what_it_repeats(self) -> None:
        from danvan_tui.tui.screens.dialogs import Pick  # noqa: PLC0415 - only when asked for

        open_issues = {
            one.id: one for one in reversed(self._notebook.state.issues()) if not one.protected
        }
        if not open_issues:
            self._screen.notify(_("Nothing was raised yet that this could be linked to."))
            return

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._link_to(lambda: Like(chosen))

        named = [(one.id, f"{one.number} · {content(one)}") for one in open_issues.values()]
        self._screen.app.push_screen(Pick(_("Which opinion does this repeat?"), named), take)

    def _like(self, offered: ArchivedIssue) -> Like:
        """What was offered, to be linked to: another window may have changed it meanwhile."""
        app = self._screen.app
        similar = app.recollecting.as_it_stands(offered)
        if similar is None:
            raise InvalidChangeError(
                _(
                    "What was shown cannot be linked to any more. Nothing was recorded; "
                    "Enter records the line."
                )
            )
        return capture_line.like(similar, self._notebook, app.catalogues)

    def _link_to(self, like: Callable[[], Like]) -> None:
        typed = self._line.value
        self._empty()
        self._submit(lambda: self._linked(typed, like()), typed)

    def _linked(self, typed: str, like: Like) -> Entry | None:
        entry = linked_entry(typed, self._screen.understanding(), self._notebook, like)
        return self.correcting.remember(entry, typed)

    # Recording

    def quietly(self, make: Callable[[], Entry | None]) -> Callable[[], Entry | None]:
        """The same for what its own screen shows: the line, the lists and the messages stay."""

        def make_quietly() -> Entry | None:
            entry = make()
            if entry is not None:
                self._quiet.add(entry.operation.id)
            return entry

        return make_quietly

    def _submit(self, make: Callable[[], Entry | None], typed: str, corrects: str = "") -> None:
        def make_or_say() -> Entry | None:
            made = make()
            if made is None:
                self._screen.notify(_("Nothing changes: the list says so already."))
            return made

        self.recorder.submit(Job(make_or_say, typed, corrects))

    def _entry(self, typed: str) -> Entry | None:
        """Understand the line again when its turn comes: entries before it may count by then."""
        made = capture_line.entry(typed, self._screen.understanding(), self._notebook)
        return self.correcting.remember(made, typed) if made else None

    def _corrected(self, operation: str, typed: str) -> Entry | None:
        return self.correcting.entry(operation, typed)

    def _saved(self, operation: Operation) -> None:
        self.saved_at = operation.at[11:19]
        is_entry = operation.undoes or not all(map(is_to_review, operation.changes))
        if is_entry and not self._line.value:
            self._line.forget_steps()  # the next Ctrl+Z takes this entry back, not older letters
        screen = self._screen
        screen.refresh_records()
        if operation.id not in self._quiet:
            self._show_saved(operation)
        screen.app.recollecting.refresh(self._notebook)
        screen.app.following.refresh(self._notebook)
        if screen.after_saving is not None:
            screen.after_saving()

    def _show_saved(self, operation: Operation) -> None:
        """Say what the lists do not show of an entry, and go to what it is about."""
        screen = self._screen
        not_seen = capture_line.not_seen(operation, self._notebook, screen.app.catalogues)
        if not_seen:
            screen.notify(not_seen)
        changed = operation.changes[0] if operation.changes else None
        if changed is not None and changed.table is not Table.SESSION:
            screen.move_to(changed.table, changed.record)

    def _refused(self, job: Job, error: LedgerError) -> None:
        self._screen.notify(str(error), severity="error", timeout=10)
        if job.refused is not None:
            job.refused()
        if job.typed and not self._line.value:
            self._put(Typed(job.typed, job.corrects))
        elif job.typed:
            self._returned.append(Typed(job.typed, job.corrects))

    # Drafts

    async def _keep_draft(self) -> None:
        if self._drafting is not None:
            await self._drafting.put()

    def _draft(self) -> Draft:
        waiting = [Typed(job.typed, job.corrects) for job in self.recorder.waiting]
        typed = self._line.value
        unchanged = self.correcting.is_unchanged(typed)
        here = Typed("" if unchanged else typed, self.correcting.operation)
        operations = self._notebook.state.fold.operations
        lines = [*waiting, here, *self._returned, *self._kept_hidden]
        return draft_of(lines, self._notebook.replica, operations)

    def _offer_draft(self) -> None:
        operations = self._notebook.state.fold.operations
        lines = not_recorded(self._notebook.line_draft.read(), operations)
        if not lines:
            return
        if any(map(self._may_name_a_denouncer, lines)):
            self._kept_hidden = lines

            def show(sure: bool) -> None:
                if sure:
                    self._kept_hidden = []
                    self._give_back(lines)

            self._screen.editing.ask_to_show(show)
        else:
            self._give_back(lines)

    def _may_name_a_denouncer(self, line: Typed) -> bool:
        """Whether a line is, or may become, a denunciation, or corrects one."""
        context, fold = self._screen.understanding(), self._notebook.state.fold
        operation = fold.operations.get(line.corrects)
        secret = operation is not None and fold.is_secret(operation)
        return secret or read_line(line.text, context).protected

    def _give_back(self, lines: list[Typed]) -> None:
        first, *others = lines
        self._returned.extend(others)
        self._put(first)
        self._screen.notify(_("What was typed and not recorded is in the line again."))
