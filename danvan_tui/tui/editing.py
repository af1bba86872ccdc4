"""Editing a record in its form, from the session screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.ledger.draft import Draft
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import IDENTIFYING, Table
from danvan_tui.model.rules import EDITABLE
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.wording.fields import FormField, form_fields, form_title

if TYPE_CHECKING:
    from danvan_tui.tui.form_values import Row
    from danvan_tui.tui.screens.session import SessionScreen


class Editing:
    """Opens forms, records what they give back, and offers an interrupted form again."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen

    def open(
        self, table: Table, record: str, typed: Draft | None = None, *, field: str = ""
    ) -> None:
        """Open the form of a record, at a field; a protected speaker is shown only after a yes."""

        def show(reveal: bool) -> None:
            self._show(table, record, reveal=reveal, typed=typed, field=field)

        if self._hidden(table, record):
            self.ask_to_show(show)
        else:
            show(True)

    def ask_to_show(self, then: Callable[[bool], None]) -> None:
        """Ask before anything is shown that the law protects."""
        question = _(
            "This is a denunciation. Its speaker and content are secret by law. "
            "Show them on this screen?"
        )
        asked = Confirm(question, yes=_("Show them"), no=_("Keep them hidden"))
        self._screen.app.push_screen(asked, lambda answer: then(bool(answer)))

    def with_reason(
        self, then: Callable[[str], None], otherwise: Callable[[], None] | None = None
    ) -> None:
        """Go on with the reason of a correction where the minutes are closed, else without."""
        if self._screen.state_now in EDITABLE:
            then("")
            return

        def answered(reason: str | None) -> None:
            if reason:
                then(reason)
            elif otherwise is not None:
                otherwise()

        question = _("The minutes are closed. Why is this corrected?")
        self._screen.app.push_screen(AskLine(question), answered)

    def offer_draft(self) -> None:
        """Open the form again that was being filled in when the program ended."""
        draft = self._screen.notebook.form_draft.read()
        table, _colon, record = draft.pop("where", "").partition(":")
        if draft and table in set(Table) and self._row(Table(table), record) is not None:
            self.open(Table(table), record, draft)

    def _show(
        self, table: Table, record: str, *, reveal: bool, typed: Draft | None, field: str
    ) -> None:
        from danvan_tui.tui.screens.form import RecordForm  # noqa: PLC0415 - only when asked for

        screen = self._screen
        row = self._row(table, record, reveal=reveal)
        if row is None:
            return
        fields = form_fields(table, screen.app.catalogues)
        if not reveal:
            hidden = self._hidden(table, record)
            fields = tuple(field for field in fields if field.name not in hidden)
        number = row.get("number")
        title = f"{form_title(table)} {number}" if number else form_title(table)
        if screen.state_now not in EDITABLE:
            title = _("Correction: {record}").format(record=title)
        settled = confirmed(fields, row) if screen.state_now in EDITABLE else {}
        form = RecordForm(
            title,
            fields,
            row,
            screen.understanding(),
            draft=screen.notebook.form_draft,
            where=f"{table.value}:{record}",
            typed=typed,
            read_only=screen.notebook.read_only,
            empty_is_enough=bool(settled),
            first=field,
        )
        if typed and not reveal:
            return  # what was typed stays on the disk for the next time
        if typed and not form.has_news:
            screen.notebook.form_draft.clear()  # it was recorded just before the program ended
            return
        if typed:
            screen.notify(_("A form was not recorded yet; here it is again."))

        def take(values: Row | None) -> None:
            if values is not None:
                self._take(table, record, values | settled)

        screen.app.push_screen(form, take)

    def _hidden(self, table: Table, record: str) -> Set[str]:
        """The fields that may name a protected speaker: shown only after a yes."""
        fold = self._screen.notebook.state.fold
        if table is Table.ISSUES:
            return IDENTIFYING if record in fold.protected else frozenset()
        row = fold.rows[table].get(record, {})
        veiled = self._row(table, record) or {}
        return {name for name, value in row.items() if veiled.get(name) != value}

    def _row(self, table: Table, record: str, *, reveal: bool = False) -> Row | None:
        state = self._screen.notebook.state
        if reveal:
            return state.fold.rows[table].get(record)
        return state.row(table, record)

    def _take(self, table: Table, record: str, values: Row) -> None:
        draft = self._screen.notebook.form_draft
        written = draft.sequence
        notebook = self._screen.notebook
        edit = Edit(table, record, values)

        def record_it(reason: str) -> None:
            job = Job(
                lambda: notebook.prepare([edit], reason=reason),
                saved=lambda: draft.clear(only=written),  # a form opened since keeps its own
                refused=self.offer_draft,
            )
            self._screen.recorder.submit(job)

        self.with_reason(record_it, self.offer_draft)


def confirmed(fields: Iterable[FormField], row: Row) -> Row:
    """What recording a form says beside its changes: what it showed as assumed is right."""
    assumed = row.get("assumed")
    if not isinstance(assumed, list) or not assumed:
        return {}
    shown = {field.name for field in fields}
    return {"assumed": [name for name in assumed if name not in shown] or None}
