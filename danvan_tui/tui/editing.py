"""Editing a record in its form, from the session screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.speakers import with_speaker
from danvan_tui.model.records import IDENTIFYING, Table
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.screens import session_words
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
        self, table: Table, record: str, waiting: DraftFile | None = None, *, field: str = ""
    ) -> None:
        """Open the form of a record, at a field; a protected speaker is shown only after a yes.

        ``waiting`` holds what was typed there before, which waits on where it may not be shown.
        """

        def show(reveal: bool) -> None:
            if reveal or waiting is None:
                self._show(table, record, reveal=reveal, waiting=waiting, field=field)

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
        if self._screen.notebook.are_minutes_open:
            then("")
            return

        def answered(reason: str | None) -> None:
            if reason:
                then(reason)
            elif otherwise is not None:
                otherwise()

        question = session_words.why_corrected(self._screen.notebook)
        self._screen.app.push_screen(AskLine(question), answered)

    def offer_all(self) -> None:
        """Open all forms again in which something typed is not recorded yet, the oldest on top."""
        for draft in reversed(self._screen.notebook.form_drafts.waiting()):
            from danvan_tui.tui.rearranging import SPLIT, Rearranging  # noqa: PLC0415

            if draft.read().get("where", "").startswith(SPLIT):
                Rearranging(self._screen).offer(draft)
            else:
                self.offer(draft)

    def offer(self, draft: DraftFile) -> None:
        """Open the form again in which something typed is not recorded yet."""
        table, _colon, record = draft.read().get("where", "").partition(":")
        if table in set(Table) and self._row(Table(table), record) is not None:
            self.open(Table(table), record, draft)

    def draft_at(self, where: str) -> DraftFile:
        """What keeps the text of a form: the draft that waits for its record, else a free one."""
        drafts = self._screen.notebook.form_drafts
        here = (one for one in drafts.waiting() if one.read().get("where") == where)
        return next(here, None) or drafts.free()

    def _show(
        self, table: Table, record: str, *, reveal: bool, waiting: DraftFile | None, field: str
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
        if not screen.notebook.are_minutes_open:
            title = _("Correction: {record}").format(record=title)
        settled = confirmed(fields, row) if screen.notebook.are_minutes_open else {}
        drafts, where = screen.notebook.form_drafts, f"{table.value}:{record}"
        goes_on = reveal and not screen.notebook.read_only
        draft = waiting or (self.draft_at(where) if goes_on else drafts.free())
        typed = {name: text for name, text in draft.read().items() if name != "where"}
        form = RecordForm(
            title,
            fields,
            row,
            screen.understanding(),
            draft=draft,
            where=where,
            typed=typed,
            read_only=screen.notebook.read_only,
            empty_is_enough=bool(settled),
            first=field,
        )
        if typed and not form.has_news:
            draft.clear()  # it was recorded just before the program ended
            if waiting is not None:
                return
        elif typed:
            screen.notify(_("A form was not recorded yet; here it is again."))

        def take(values: Row | None) -> None:
            if values is not None:
                self._take(Edit(table, record, values | settled), draft)

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
            row = state.fold.rows[table].get(record)
            return with_speaker(state.fold, row) if row and table is Table.ISSUES else row
        return state.row(table, record)

    def _take(self, edit: Edit, draft: DraftFile) -> None:
        written = draft.sequence
        notebook = self._screen.notebook

        def again() -> None:
            self.offer(draft)

        def edits() -> list[Edit]:
            is_review = edit.table is Table.REVIEWS
            return self._screen.earlier.filled_in(edit) if is_review else [edit]

        def record_it(reason: str) -> None:
            job = Job(
                lambda: notebook.prepare(edits(), reason=reason),
                saved=lambda: draft.clear(only=written),  # a form opened since keeps its own
                refused=again,
            )
            self._screen.recorder.submit(job)

        self.with_reason(record_it, again)


def confirmed(fields: Iterable[FormField], row: Row) -> Row:
    """What recording a form says beside its changes: what it showed as assumed is right."""
    assumed = row.get("assumed")
    if not isinstance(assumed, list) or not assumed:
        return {}
    shown = {field.name for field in fields}
    return {"assumed": [name for name in assumed if name not in shown] or None}
