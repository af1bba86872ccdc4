"""Rearranging from the session screen: what can be done with a record, each as one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from danvan_tui.capture.context import Context
from danvan_tui.language import _
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.errors import (
    ClosedError,
    InvalidChangeError,
    NotWritableError,
    ReadOnlyError,
)
from danvan_tui.ledger.fold import HANGING
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import (
    Part,
    hang_edits,
    issue_of,
    join_edits,
    move_edits,
    split_edits,
    why_not_joined,
)
from danvan_tui.ledger.taken_out import taken_out
from danvan_tui.model.records import Issue, Table
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.screens.dialogs import Confirm, Pick
from danvan_tui.tui.screens.split import SplitScreen
from danvan_tui.wording import words
from danvan_tui.wording.sentences import Sentences, record_in_words

if TYPE_CHECKING:
    from danvan_tui.tui.screens.session import SessionScreen

SPLIT = "split:"  # begins where a draft of the split screen belongs


class Rearranging:
    """Splits, joins, moves, takes out and brings back records of one session."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._notebook = screen.notebook
        self._state = screen.notebook.state

    def open_menu(self, table: Table, record: str) -> None:
        """Offer what can be done with a record; without one only what was taken out."""
        notebook = self._notebook
        if notebook.read_only:
            told = ReadOnlyError(notebook.writer) if notebook.writer else None
            self._screen.notify(str(told or NotWritableError(notebook.folder)))
            return
        row = self._state.row(table, record)
        if row is None or table is Table.SESSION:
            self.bring_back()
            return
        doings = self._doings(table, record)
        choices = [(str(at), f"{at}  {said}") for at, (said, _do) in enumerate(doings, 1)]

        def do(choice: str | None) -> None:
            if choice is not None:
                doings[int(choice) - 1][1]()

        title = record_in_words(table, str(row.get("number", "")))
        self._pick(title[:1].upper() + title[1:], choices, do)

    def _doings(self, table: Table, record: str) -> list[tuple[str, Callable[[], None]]]:
        plan = self._screen.app.plan
        edit = (
            _("Edit ({key})").format(key=plan.key_name("edit")),
            lambda: self._screen.editing.open(table, record),
        )
        together = (_("Put other notes of this meeting together with these…"), self._put_together)
        always = [edit, *self._taking_out(table, record), together]
        if table is Table.ISSUES:
            return [
                (_("Split into several opinions…"), lambda: self.split(record)),
                (_("Join with another opinion…"), lambda: self.join(record)),
                (_("Move up"), lambda: self.move(record, -1)),
                (_("Move down"), lambda: self.move(record, 1)),
                *always,
            ]
        if table in HANGING:
            move = (_("Move to another opinion…"), lambda: self.hang(table, record))
            return [move, *always]
        return always

    def _taking_out(self, table: Table, record: str) -> list[tuple[str, Callable[[], None]]]:
        """Closed minutes take corrections with a reason: nothing comes back, no key takes out."""
        if self._closed:
            return [(_("Take out…"), lambda: self.take_out(table, record))]
        key = self._screen.app.plan.key_name("take_out")
        return [
            (_("Take out ({key})").format(key=key), lambda: self.take_out(table, record)),
            (_("Bring back something that was taken out…"), self.bring_back),
        ]

    @property
    def _closed(self) -> bool:
        return not self._notebook.are_minutes_open

    # What can be done

    def move(self, issue: str, step: int) -> None:
        """Move an opinion up (-1) or down (1) in the minutes."""
        self._record(lambda: move_edits(self._notebook, issue, step))

    def take_out(self, table: Table, record: str) -> None:
        """Take a record out with what belongs to it."""
        self._record(lambda: self._notebook.removal(table, record))

    def join(self, issue: str) -> None:
        """Ask which opinion goes into this one; those of the same speaker come first."""
        protected = issue in self._state.fold.protected
        here = issue_of(self._state, issue)
        others = [
            one for one in self._near(issue) if not why_not_joined(self._state, issue, one.id)
        ]
        others.sort(key=lambda one: not protected and _speaker(one) != _speaker(here))
        if not others:
            self._screen.notify(_("There is no other opinion that this one could be joined with."))
            return

        def take(other: str | None) -> None:
            if other is not None:
                self._record(lambda: join_edits(self._notebook, issue, other))

        title = _("Which opinion goes into opinion {number}?").format(number=here.number)
        self._pick(title, self._named(others), take)

    def hang(self, table: Table, record: str) -> None:
        """Ask to which opinion an answer or a promise belongs."""
        fold = self._state.fold
        before = str(fold.rows[table][record].get("issue", ""))
        others = self._near(before)

        def take(issue: str | None) -> None:
            if issue is None:
                return

            def move(sure: bool | None = True) -> None:
                if sure:
                    self._record(lambda: hang_edits(self._notebook, table, record, issue))

            if issue in fold.protected and before not in fold.protected:
                question = _(
                    "That opinion is a denunciation. What is moved there is kept secret from now "
                    "on; that cannot be undone. Move it?"
                )
                asked = Confirm(question, yes=_("Move it"), no=_("Leave it"))
                self._screen.app.push_screen(asked, move)
            else:
                move()

        self._pick(_("To which opinion does this belong?"), self._named(others), take)

    def _put_together(self) -> None:
        self._screen.action_merge()

    def bring_back(self) -> None:
        """Show what was taken out, and bring back what is chosen, whole."""
        if self._closed:
            self._screen.notify(str(ClosedError()))
            return
        sentences = Sentences(self._state, self._screen.app.catalogues)
        choices = [
            (one.by.id, f"{one.by.at[11:16]}  {sentences.gone(one)}")
            for one in taken_out(self._state.fold)
        ]
        if not choices:
            self._screen.notify(_("Nothing was taken out of this session."))
            return

        def take(operation: str | None) -> None:
            if operation is not None:
                self._screen.submit(lambda: self._notebook.prepare_undo_of(operation))

        self._pick(_("What was taken out; the newest first"), choices, take)

    # Splitting

    def split(self, issue: str, waiting: DraftFile | None = None) -> None:
        """Show an opinion to be split; a denunciation only after a yes.

        ``waiting`` holds what was typed there before.
        """
        if issue not in self._state.fold.protected:
            self._show_split(issue, waiting)
            return

        def show(reveal: bool) -> None:
            if reveal:
                self._show_split(issue, waiting)

        self._screen.editing.ask_to_show(show)

    def offer(self, draft: DraftFile) -> None:
        """Show a split again that is not recorded yet."""
        issue = draft.read().get("where", "").removeprefix(SPLIT)
        if issue in self._state.fold.rows[Table.ISSUES]:
            self.split(issue, draft)

    def _show_split(self, issue: str, waiting: DraftFile | None) -> None:
        screen, notebook = self._screen, self._notebook
        app = screen.app
        try:
            whole = issue_of(self._state, issue)
        except InvalidChangeError as error:
            screen.notify(str(error), severity="error")
            return
        title = _("Split opinion {number}").format(number=whole.number)
        if self._closed:
            title = _("Correction: {record}").format(record=title)
        where = f"{SPLIT}{issue}"
        draft = waiting or screen.editing.draft_at(where)
        typed = draft.read().get("content", "")
        if typed:
            screen.notify(_("A split was not recorded yet; here it is again."))
        asked = SplitScreen(
            title,
            whole,
            Context.of(self._state, app.catalogues, app.calendar, screen.session_date()),
            app.catalogues,
            protected=issue in self._state.fold.protected,
            draft=draft,
            where=where,
            typed=typed,
        )

        def take(parts: list[Part] | None) -> None:
            if parts is not None:
                self._record(lambda: split_edits(notebook, issue, parts), draft)

        app.push_screen(asked, take)

    # Recording

    def _record(self, edits: Callable[[], Sequence[Edit]], draft: DraftFile | None = None) -> None:
        """Record edits in one entry; what was typed for them comes back where they are refused."""
        notebook = self._notebook
        again = (lambda: self.offer(draft)) if draft else None
        written = draft.sequence if draft else 0

        def record_it(reason: str) -> None:
            job = Job(
                lambda: notebook.prepare(edits(), reason=reason),
                saved=(lambda: draft.clear(only=written)) if draft else None,
                refused=again,
            )
            self._screen.recorder.submit(job)

        self._screen.editing.with_reason(record_it, again)

    # Choosing

    def _pick(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        take: Callable[[str | None], None],
    ) -> None:
        self._screen.app.push_screen(Pick(title, choices), take)

    def _near(self, issue: str) -> list[Issue]:
        """All other opinions, those first that stand near this one in the minutes."""
        order = self._state.issues()
        at = next((place for place, one in enumerate(order) if one.id == issue), len(order))
        near = sorted(enumerate(order), key=lambda one: abs(one[0] - at))
        return [one for _place, one in near if one.id != issue]

    def _named(self, issues: Iterable[Issue]) -> list[tuple[str, str]]:
        people = {person.id: person for person in self._state.attendance()}
        numbers = {one.id: one.number for one in self._state.issues()}

        def named(one: Issue) -> str:
            parts = (str(one.number), words.speaker(one, people), words.said(one, numbers))
            return " · ".join(filter(None, parts))

        return [(one.id, named(one)) for one in issues]


def _speaker(issue: Issue) -> tuple[str, str]:
    return issue.speaker, issue.speaker_name
