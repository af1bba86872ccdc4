"""The opening review: what the villages were promised before, with a result for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from danvan_tui.followup.promises import Followed
from danvan_tui.followup.reviewing.listed import earlier
from danvan_tui.language import _
from danvan_tui.ledger.closing import settled
from danvan_tui.ledger.store import Entry
from danvan_tui.model.records import Review, Table
from danvan_tui.model.rules import not_reviewed
from danvan_tui.tui.capture_bar import in_chips
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.opening_review import Typed
from danvan_tui.tui.screens.dialogs import AskLine
from danvan_tui.tui.screens.opening_rows import about, choices, columns, count_of, keys, row_of
from danvan_tui.tui.screens.review_line import digit_of
from danvan_tui.tui.screens.session_words import title
from danvan_tui.tui.widgets.bars import KeyBar, TitleBar
from danvan_tui.tui.widgets.digits import Digits
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.wording.earlier import promise_of
from danvan_tui.wording.words import day

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen

_LONGEST = 2000


class OpeningScreen(Screen[None]):
    """Goes through the promises made before: one line for each, and the next one is there."""

    PLACE = "opening"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("opening"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = """
    OpeningScreen {
        & #earlier { height: 1fr; }
        & #none { height: 1fr; padding: 1 2; color: $text-muted; display: none; }
        &.-empty #none { display: block; }
        &.-empty #earlier, &.-empty #promise, &.-empty #about { display: none; }
        &.-empty #digits, &.-empty #found, &.-empty #review-row { display: none; }
        &.-read-only #digits, &.-read-only #found, &.-read-only #review-row { display: none; }
        & #promise { height: 2; padding: 0 1; background: $panel; }
        & #about { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
        & #digits { padding: 0 1; }
        & #found { height: 1; padding: 0 1; color: $text-muted; }
        & #review-row { height: 1; background: $boost; }
        & #review { width: 1fr; background: $boost; padding: 0; }
        & #review.refused { color: $text-warning; text-style: bold; }
    }
    """

    app: DanvanApp

    def __init__(self, session: SessionScreen, *, at: str = "") -> None:
        """``at`` is the review to begin with."""
        super().__init__()
        self._session = session
        self._earlier = session.earlier
        self._at = at
        self._reviews: dict[str, Review] = {}
        self._stood: dict[str, Followed] = {}

    def compose(self) -> ComposeResult:
        """Lay out the promises above the one under the cursor, the digits, and the line."""
        yield TitleBar(id="title")
        yield Text("", id="none")
        yield RecordTable(columns(), id="earlier")
        yield Text("", id="promise")
        yield Text("", id="about")
        yield Digits(choices(), columns=5, id="digits")
        yield Text("", id="found")
        with Horizontal(id="review-row"):
            yield Label("›", id="prompt")
            yield Line(
                id="review",
                compact=True,
                max_length=_LONGEST,
                placeholder=_("a digit, then what the hall says; without a digit: a remark"),
            )
        yield Text("", id="state")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin with what has no result yet, and list what was promised meanwhile."""
        self._list.can_focus = False
        if self._session.writable:
            self._earlier.keep()
        self._earlier.changed = self._take_returned
        self.refresh_promises()
        if not (self._at and self._list.move_to(self._at)):
            self._begin()
        self._line.focus()
        self._take_returned()

    async def _complete(self) -> None:
        await self._earlier.complete()
        if not self._is_shown():
            return
        was_empty = not self._reviews
        self.refresh_promises()
        if was_empty:
            self._begin()
        await self._earlier.before.ask_all(list(self._reviews.values()))
        if self._is_shown():
            self.refresh_promises()

    def _is_shown(self) -> bool:
        """Whether the list is there: the screen may be left while something was read for it."""
        return bool(self.query("#earlier"))

    def on_screen_resume(self) -> None:
        """Follow what is recorded while this screen is in front, or a form above it."""
        self._session.after_saving = self.refresh_promises
        self._session.after_state = self._show_state
        self.refresh_promises()
        self.run_worker(self._complete(), exclusive=True)

    def on_unmount(self) -> None:
        """Nobody looks at the list any more."""
        session, earlier = self._session, self._earlier
        if session.after_saving == self.refresh_promises:
            session.after_saving = None
        if session.after_state == self._show_state:
            session.after_state = None
        if earlier.changed == self._take_returned:
            earlier.changed = None

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#earlier", RecordTable)

    @property
    def _line(self) -> Line:
        return self.query_one("#review", Line)

    @property
    def _here(self) -> Review | None:
        return self._reviews.get(self._list.cursor_key or "")

    # What is shown

    def refresh_promises(self) -> None:
        """Show the promises as they are now."""
        if self not in self.app.screen_stack or not self.query(RecordTable):
            return  # something was saved while it is being taken away
        session, waiting = self._session, self._earlier.waiting
        answered = {one.id for one in self._reviews.values() if one.result is not None}
        listed = earlier(session.notebook.state.reviews())
        self._reviews = {one.id: one for one in listed}
        self._stood = {one.id: self._earlier.before.followed(one) for one in listed}
        today = session.session_date()
        rows = [
            row_of(one, self._stood[one.id], today, is_waiting=one.id in waiting) for one in listed
        ]
        self._list.set_rows(rows)
        reopened = [one.id for one in listed if one.result is None and one.id in answered]
        if reopened:  # what was just taken back
            self._list.move_to(reopened[0])
        self.set_class(not listed, "-empty")
        self.set_class(not session.writable, "-read-only")
        self.query_one("#none", Text).update(self._why_none())
        self.query_one(KeyBar).show(keys(self.app.plan, writable=session.writable and bool(listed)))
        done = sum(one.result is not None for one in listed)
        self.query_one(TitleBar).show(
            _("Promises made before") + " · " + title(session.notebook.state.session),
            count_of(done, len(listed)),
        )
        self._show_current()
        self._show_state()

    def _why_none(self) -> str:
        if self._earlier.is_looking:
            return _("Looking for what was promised before…")
        session, plan = self._session.notebook.state.session, self.app.plan
        key = plan.key_name("details")
        if not session.villages:
            return _("This session has no villages yet; {key} in the session enters them.").format(
                key=key
            )
        if not session.date:
            return _("This session has no date yet; {key} in the session enters it.").format(
                key=key
            )
        return _(
            "Nothing that these villages were promised before {day} is still open. What another "
            "session of the same day promised is not asked for here: {key} shows all promises."
        ).format(day=day(session.date), key=plan.key_name("board"))

    @on(RecordTable.Highlighted)
    def _show_current(self) -> None:
        here = self._here
        promise = promise_of(here, self._stood[here.id]) if here else ""
        said = about(here, self._stood[here.id]) if here else ""
        self.query_one("#promise", Text).update(promise, layout=False)
        self.query_one("#about", Text).update(said, layout=False)
        self._show_typed()

    def _show_state(self) -> None:
        line = self.query_one("#state", Text)
        wrong = self._session.recorder.trouble is not None
        line.set_class(wrong, "wrong")
        line.update(self._session.saved(brief=True), layout=wrong)

    # Typing

    @on(Line.Changed, "#review")
    def _typed(self) -> None:
        self._line.remove_class("refused")
        self._show_typed()

    def _show_typed(self) -> None:
        """What is understood of the line, for the promise under the cursor."""
        here, typed = self._here, self._line.value
        self._earlier.here = Typed(here.id, typed) if here and typed.strip() else None
        found = self.query_one("#found", Text)
        finding = self._earlier.read(here, typed) if here and typed.strip() else None
        digit = digit_of(finding.result) if finding else ""
        self.query_one(Digits).choose(digit)
        chips = finding.chips if finding else ()
        found.update(in_chips("", chips, found.content_size.width), layout=False)

    @on(Digits.Clicked)
    def _put_digit(self, event: Digits.Clicked) -> None:
        words = self._line.value.lstrip()
        self._line.replace_all(f"{event.digit} {words.lstrip('0123456789').lstrip()}")
        self._line.focus()

    @on(Line.Submitted, "#review")
    def action_record(self) -> None:
        """Record the line for the promise under the cursor, and go to the next one."""
        here, typed = self._here, self._line.value
        if here is None or not self._session.writable:
            return
        if not typed.strip():
            self._enter_nothing()
            return
        why_not = self._earlier.why_not(here, typed)
        if why_not:
            self.notify(why_not, severity="warning", timeout=10)
            self._line.add_class("refused")
            return
        self._line.value = ""
        self._earlier.record(Typed(here.id, typed))
        self._go_on()
        self._take_returned()

    def _enter_nothing(self) -> None:
        if self._session.recorder.waiting:
            self._session.recorder.retry()
        else:
            self.action_edit()

    def _begin(self) -> None:
        """Go to the first promise without a result."""
        self._list.action_move_to_end(-1)
        here = self._here
        if here is not None and here.result is not None:
            self._go_on()

    def _go_on(self) -> None:
        """Go to the next promise without a result, behind the cursor first."""
        order = list(self._reviews)
        at = order.index(self._list.cursor_key or "") + 1
        waiting = self._earlier.waiting
        for review in (*order[at:], *order[:at]):
            if self._reviews[review].result is None and review not in waiting:
                self._list.move_to(review)
                return

    def _take_returned(self) -> None:
        """Put what could not be recorded back into the line once that is free."""
        if self._earlier.returned and not self._line.value.strip():
            typed = self._earlier.returned.popleft()
            self._list.move_to(typed.review)
            self._line.replace_all(typed.text)

    # Keys

    def action_move(self, rows: int) -> None:
        """Move through the list while the line keeps the keyboard."""
        self._list.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move a page through the list."""
        self._list.action_page(pages)

    @on(RecordTable.Chosen)
    def action_edit(self) -> None:
        """Open the form of the review under the cursor."""
        if self._here is not None:
            self._session.editing.open(Table.REVIEWS, self._here.id)

    def action_not_reviewed(self) -> None:
        """Say once why nobody looked at what has no result yet."""
        notebook = self._session.notebook
        if not self._session.writable or not not_reviewed(notebook.state.reviews()):
            self.notify(_("Every one of them has a result."))
            return

        def make(reason: str) -> Entry | None:
            open_ones = not_reviewed(notebook.state.reviews())
            edits = [settled(notebook.state, gap, reason) for gap in open_ones]
            return notebook.prepare(edits) if edits else None

        def record(reason: str | None) -> None:
            if reason:
                self._session.submit(self._session.writing.quietly(lambda: make(reason)))

        question = _("Why was the rest not looked at? The reason stands in the minutes.")
        self.app.push_screen(AskLine(question), record)

    def action_undo(self) -> None:
        """Take back the last entry."""
        if self._session.writable:
            self._session.action_undo()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        if self._session.writable:
            self._session.action_redo()

    def action_leave(self) -> None:
        """Empty the line, then go back to the session."""
        if self._line.value.strip():
            self._line.replace_all("")
            self.notify(_("Ctrl+Z brings back what stood in the line."))
        else:
            self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
