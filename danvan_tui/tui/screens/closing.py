"""The closing screen: what is still missing, and the end of the session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.closing import close_session, missing
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import Table
from danvan_tui.model.rules import Gap
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.tui.screens.session_rows import key_of, record_of
from danvan_tui.tui.widgets.bars import Key, KeyBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.tui.screens.session import SessionScreen


def _close_for_good(notebook: Notebook, reason: str) -> None:
    close_session(notebook, reason)
    notebook.checkpoint()


class ClosingScreen(ModalScreen[None]):
    """Lists what is missing; closes the minutes once nothing is, or with a reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("f8", "unclear", show=False),
        Binding("f9", "close_minutes", show=False),
    ]

    def __init__(self, session: SessionScreen) -> None:
        super().__init__(classes="form")
        self._session = session

    def compose(self) -> ComposeResult:
        """Lay out what is missing between the question and the keys."""
        with Vertical(classes="box"):
            yield Text("", id="closing-words", classes="question")
            yield RecordTable(
                [
                    Column(_("No."), 4, right=True),
                    Column(_("Record"), 10),
                    Column(_("Missing"), 18),
                    Column(_("Content")),
                ],
                empty=_("Nothing is missing."),
                id="gaps",
            )
            yield KeyBar(id="closing-keys")

    def on_mount(self) -> None:
        """The list has the keyboard, and follows what is filled in."""
        self.query_one(RecordTable).focus()
        self._session.after_saving = self.refresh_gaps

    def on_unmount(self) -> None:
        """Nobody looks at the list any more."""
        self._session.after_saving = None

    def on_screen_resume(self) -> None:
        """Show what is missing now."""
        self.refresh_gaps()

    def refresh_gaps(self) -> None:
        """Show what is missing now."""
        found = missing(self._session.notebook.state)
        self.query_one(RecordTable).set_rows([self._row(gap) for gap in found])
        words_now = (
            ngettext(
                "{count} thing is missing before the minutes can be closed",
                "{count} things are missing before the minutes can be closed",
                len(found),
            ).format(count=len(found))
            if found
            else _("Read the minutes aloud. Agreed by all? Then close them.")
        )
        self.query_one("#closing-words", Text).update(words_now)
        keys = [Key("F9", _("close the minutes"), "close_minutes")]
        if found:
            keys = [Key("Enter", _("fill in"), "fill"), Key("F8", _("all unclear…"), "unclear")]
        self.query_one(KeyBar).show([*keys, Key("Esc", _("back"), "dismiss(None)")])

    def action_fill(self) -> None:
        """Open the form of the record under the cursor."""
        self.query_one(RecordTable).action_choose()

    def action_unclear(self) -> None:
        """Close with everything that is missing marked as unclear, for a reason."""
        if not missing(self._session.notebook.state):
            return
        question = _("Why is this unclear? The reason stands in the minutes.")
        self.app.push_screen(AskLine(question), lambda reason: self._ask_agreed(reason or None))

    def action_close_minutes(self) -> None:
        """Close the minutes after a last question: it cannot be undone."""
        if missing(self._session.notebook.state):
            self.app.notify(_("Something is still missing: Enter fills it in, F8 says why not."))
            return
        self._ask_agreed("")

    def _ask_agreed(self, reason: str | None) -> None:
        """Close only what was read back, with the reason where something is unclear."""
        if reason is None:
            return
        question = _(
            "Were the minutes read back and agreed? After closing, changes are "
            "numbered corrections with a reason."
        )
        if self._session.notebook.damaged:
            question = "\n".join([*self._session.notebook.notices, question])

        async def close(sure: bool | None) -> None:
            if sure:
                await self._close(reason)

        self.app.push_screen(Confirm(question, yes=_("Agreed: close"), no=_("Not yet")), close)

    async def _close(self, reason: str) -> None:
        session = self._session
        await session.recorder.drain()
        if session.recorder.waiting:
            self.app.notify(str(session.recorder.trouble), severity="error", timeout=15)
            return
        try:
            await asyncio.to_thread(_close_for_good, session.notebook, reason)
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        finally:
            session.refresh_records()
        self.app.notify(
            _("The minutes of {code} are closed. F12 writes the file.").format(
                code=session.notebook.state.session.code
            )
        )
        self.dismiss(None)

    @on(RecordTable.Chosen)
    def _fill(self, event: RecordTable.Chosen) -> None:
        self._session.editing.open(*record_of(event.key.partition("|")[0]))

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)

    def _row(self, gap: Gap) -> tuple[str, tuple[str, ...]]:
        state = self._session.notebook.state
        if gap.table is Table.ISSUES:
            record = _("opinion")
            content = next(
                (words.content(issue) for issue in state.issues() if issue.id == gap.record), ""
            )
        else:
            record = _("promise")
            content = next((one.content for one in state.commitments() if one.id == gap.record), "")
        lacking = {"kind": _("kind"), "lead_unit": _("responsible unit"), "due": _("deadline")}
        cells = (str(gap.number), record, lacking[gap.field], words.one_line(content))
        return f"{key_of(gap.table, gap.record)}|{gap.field}", cells
