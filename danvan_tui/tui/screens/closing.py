"""The closing screen: what is missing or doubtful, with one key to each, and the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.closing import (
    can_be_unclear,
    close_session,
    confirmed,
    missing,
    settled,
    to_look_at,
)
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import end_reading, entries_not_read
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import Table
from danvan_tui.model.rules import Gap
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.closing_rows import columns, keys, row_of
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.tui.waiting import waiting
from danvan_tui.tui.widgets.bars import KeyBar
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.gaps import gap_hint

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen

_FORM_FIELDS = {"due": "due_text"}
"""Where the field of the form has another name than what is missing in the record."""


def _close_for_good(notebook: Notebook) -> None:
    close_session(notebook)
    notebook.checkpoint()


class ClosingScreen(ModalScreen[None]):
    """Lists what is missing and what to look at; closes the minutes once nothing is missing."""

    PLACE = "closing"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("closing"),
    ]
    DEFAULT_CSS = """
    ClosingScreen {
        & #gaps { height: 1fr; }
        & #closing-hint { color: $text-muted; height: 2; margin-top: 1; }
    }
    """

    app: DanvanApp

    def __init__(self, session: SessionScreen) -> None:
        super().__init__(classes="form")
        self._session = session
        self._gaps: dict[str, Gap] = {}

    def compose(self) -> ComposeResult:
        """Lay out what is missing between what that means and the keys."""
        with Vertical(classes="box"):
            yield Text("", id="closing-words", classes="question")
            yield RecordTable(columns(), empty=_("Nothing is missing."), id="gaps")
            yield Text("", id="closing-hint")
            yield KeyBar(id="closing-keys")

    def on_mount(self) -> None:
        """The list has the keyboard; what was promised meanwhile is listed too."""
        self.query_one(RecordTable).focus()
        self.run_worker(self._complete())

    async def _complete(self) -> None:
        await self._session.earlier.complete()
        self.refresh_gaps()

    def on_screen_resume(self) -> None:
        """Show what is missing now, and follow what is filled in."""
        self._session.after_saving = self.refresh_gaps
        self.refresh_gaps()

    def on_unmount(self) -> None:
        """Nobody looks at the list any more."""
        if self._session.after_saving == self.refresh_gaps:
            self._session.after_saving = None

    # What is shown

    def refresh_gaps(self) -> None:
        """Show what is missing now, what stands in the way first."""
        if self not in self.app.screen_stack:
            return  # something was saved while it is being taken away
        state = self._session.notebook.state
        lacking, doubtful = missing(state), to_look_at(state)
        rows = [row_of(gap, state, self.app.catalogues) for gap in [*lacking, *doubtful]]
        self._gaps = {row.key: gap for row, gap in zip(rows, [*lacking, *doubtful], strict=True)}
        self.query_one(RecordTable).set_rows(rows)
        self.query_one("#closing-words", Text).update(
            _in_short(lacking, doubtful, self._reading_key)
        )
        self._show_current()

    @on(RecordTable.Highlighted)
    def _show_current(self) -> None:
        gap = self._current
        hint = gap_hint(gap) if gap else _("Agreed by all? Then close the minutes.")
        self.query_one("#closing-hint", Text).update(hint, layout=False)
        lacking = missing(self._session.notebook.state)
        assumed = any(one.assumed for one in self._gaps.values())
        self.query_one(KeyBar).show(keys(gap, len(lacking), self.app.plan, assumed=assumed))

    @property
    def _current(self) -> Gap | None:
        return self._gaps.get(self.query_one(RecordTable).cursor_key or "")

    @property
    def _reading_key(self) -> str:
        return self.app.plan.key_name("read_back")

    # Filling in

    def action_fill(self) -> None:
        """Fill in what is under the cursor."""
        self.query_one(RecordTable).action_choose()

    @on(RecordTable.Chosen)
    def _fill(self, event: RecordTable.Chosen) -> None:
        gap = self._gaps[event.key]
        if gap.field == "answer":
            self.action_leave()
            self._session.start_line(f">{gap.number} ")
            return
        if gap.table is Table.REVIEWS:
            self._session.open_earlier(gap.record)
            return
        field = _FORM_FIELDS.get(gap.field, gap.field)
        self._session.editing.open(gap.table, gap.record, field=field)

    def action_confirm(self) -> None:
        """Take what was understood from the words as it stands."""
        gap, notebook = self._current, self._session.notebook
        if gap is not None and gap.assumed:
            self._session.submit(lambda: notebook.prepare([confirmed(notebook.state, gap)]))
        else:
            self.app.notify(_("Here is nothing to confirm: it is not only understood but missing."))

    def action_confirm_all(self) -> None:
        """Take all that was understood from the words as it stands."""
        notebook = self._session.notebook

        def make() -> Entry | None:
            assumed = {gap.record for gap in to_look_at(notebook.state) if gap.assumed}
            edits = [Edit(Table.ISSUES, issue, {"assumed": None}) for issue in sorted(assumed)]
            return notebook.prepare(edits) if edits else None

        self._session.submit(make)

    def action_unclear(self) -> None:
        """Say why what is under the cursor is not known."""
        gap = self._current
        if gap is None:
            return
        if not can_be_unclear(gap):
            self.app.notify(_("Enter fills this in; it does not stand in the way of closing."))
            return
        question = _("Why is this unclear? The reason stands in the minutes.")
        if gap.field == "answer":
            question = _("Why was this not answered? The reason stands in the minutes.")
        elif gap.field == "result":
            question = _("Why was this not looked at? The reason stands in the minutes.")
        self._ask_why(question, lambda: [gap])

    def action_all_unclear(self) -> None:
        """Say once why all that is missing is not known."""
        notebook = self._session.notebook
        if missing(notebook.state):
            question = _("Why is all of this unclear? The reason stands in the minutes.")
            self._ask_why(question, lambda: missing(notebook.state))

    def _ask_why(self, question: str, which: Callable[[], list[Gap]]) -> None:
        notebook = self._session.notebook

        def record(reason: str | None) -> None:
            if reason:
                self._session.submit(
                    lambda: notebook.prepare(
                        [settled(notebook.state, gap, reason) for gap in which()]
                    )
                )

        self.app.push_screen(AskLine(question), record)

    def action_undo(self) -> None:
        """Take back the last entry."""
        self._session.action_undo()

    # Reading back and closing

    def action_read_back(self) -> None:
        """Read the minutes aloud; what is changed meanwhile is marked."""
        from danvan_tui.tui.screens.reading import ReadingScreen  # noqa: PLC0415

        self.app.push_screen(ReadingScreen(self._session))

    def action_close_minutes(self) -> None:
        """Close the minutes after a last question: it cannot be undone."""
        if self._session.earlier.is_looking:
            self.run_worker(self._close_then(), exclusive=True, group="closing")
        else:
            self._ask_to_close()

    async def _close_then(self) -> None:
        """Close once it is known what was promised before: each needs a result."""
        async with waiting(self.app, _("Looking for what was promised before…")):
            await self._session.earlier.rest()
        if self.app.screen is self:
            self._ask_to_close()

    def _ask_to_close(self) -> None:
        notebook = self._session.notebook
        if missing(notebook.state):
            said = _("Something is still missing: Enter fills it in, {key} says why not.")
            self.app.notify(said.format(key=self.app.plan.key_name("unclear")))
            return
        question = _(
            "Were the minutes read back and agreed? After closing, changes are "
            "numbered corrections with a reason."
        )
        notices = notebook.notices if notebook.damaged else []
        said = "\n\n".join(
            filter(None, [*notices, *_not_read(self._session, self._reading_key), question])
        )

        async def close(sure: bool | None) -> None:
            if sure:
                await self._close()

        self.app.push_screen(Confirm(said, yes=_("Agreed: close"), no=_("Not yet")), close)

    async def _close(self) -> None:
        session = self._session
        await session.recorder.drain()
        if session.recorder.waiting:
            self.app.notify(str(session.recorder.trouble), severity="error", timeout=15)
            return
        try:
            await asyncio.to_thread(_close_for_good, session.notebook)
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        finally:
            session.refresh_records()
        self.app.notify(
            _(
                "The minutes of {code} are closed. {key} on the first screen sends them to the "
                "office."
            ).format(code=session.notebook.state.session.code, key=self.app.plan.key_name("sync")),
            timeout=15,
        )
        self.dismiss(None)

    def action_leave(self) -> None:
        """Go back; what was being read back is live again."""
        notebook = self._session.notebook
        self._session.submit(lambda: end_reading(notebook))
        self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _in_short(lacking: list[Gap], doubtful: list[Gap], key: str) -> str:
    """How much is missing, and how much there is to look at."""
    if not lacking and not doubtful:
        return _("Nothing is missing. {key} shows the minutes for reading aloud.").format(key=key)
    said = []
    if lacking:
        said.append(
            ngettext(
                "{count} thing is missing before the minutes can be closed",
                "{count} things are missing before the minutes can be closed",
                len(lacking),
            ).format(count=len(lacking))
        )
    else:
        said.append(_("Nothing is missing that stands in the way"))
    if doubtful:
        said.append(
            ngettext("{count} to look at", "{count} to look at", len(doubtful)).format(
                count=len(doubtful)
            )
        )
    return " · ".join(said)


def _not_read(session: SessionScreen, key: str) -> Iterator[str]:
    """What of the minutes was never read back."""
    entries = entries_not_read(session.notebook.state)
    if entries is None:
        said = _("These minutes were not read back here: {key} shows them for reading aloud.")
        yield said.format(key=key)
    if session.unread:
        yield ngettext(
            "Reading back ended early: {count} part was not shown. {key} goes on with it.",
            "Reading back ended early: {count} parts were not shown. {key} goes on with them.",
            session.unread,
        ).format(count=session.unread, key=key)
    if entries:
        yield ngettext(
            "{count} entry was made after the minutes were read back.",
            "{count} entries were made after the minutes were read back.",
            entries,
        ).format(count=entries)
