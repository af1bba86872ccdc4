"""The conflicts of a session: who wrote what and when, all values, and a key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.conflicts import Choice, conflicts, prepare_choice, written_by
from danvan_tui.ledger.store import Entry
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.session_words import title, why_corrected
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.sides import Sides, SideText
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.conflicts import Conflicts

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen

Chosen = list[tuple[Choice, int]]
_DIGITS = 9  # values that a digit chooses; every one can be marked


class ConflictsScreen(Screen[None]):
    """Lists what two people wrote without knowing each other; a digit chooses."""

    PLACE = "conflicts"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("conflicts"),
        *(Binding(str(number + 1), f"choose({number})", show=False) for number in range(_DIGITS)),
        Binding("left", "mark(-1)", show=False),
        Binding("right", "mark(1)", show=False),
        Binding("enter", "choose_marked", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ConflictsScreen {
        & #conflicts { height: 8; }
        & #conflicts-values { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
        & Sides { border-top: solid $panel; }
        & #conflicts-state { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    app: DanvanApp

    def __init__(self, session: SessionScreen, *, only: bool = False) -> None:
        """``only``: the session was opened for nothing else, and is left together with this."""
        super().__init__()
        self._session = session
        self._only = only
        self._choices: dict[str, Choice] = {}
        self._words = Conflicts(session.notebook.state, session.app.catalogues)
        self._marked: int | None = None
        """The value under the mark; none until an arrow is pressed."""
        self._first = 0
        """The first value in sight."""
        self._reason = ""
        """The last reason given here for a correction."""
        self._made: list[str] = []
        """The choices made here, to be taken back one after another."""

    def compose(self) -> ComposeResult:
        """Lay out the list above the values of the one under the cursor."""
        yield TitleBar(id="conflicts-title")
        yield RecordTable(
            [Column(_("What is written twice"), tone="strong"), Column(_("By"), 40, tone="muted")],
            empty=_("Nothing waits to be chosen here any more."),
            id="conflicts",
        )
        yield Text("", id="conflicts-values")
        yield Sides()
        yield Text("", id="conflicts-state")
        yield KeyBar(id="conflicts-keys")

    def on_mount(self) -> None:
        """The list has the keyboard."""
        self._list.focus()
        self.refresh_choices()

    def on_screen_resume(self) -> None:
        """Follow what is recorded, and whether it is saved."""
        self._session.after_saving = self.refresh_choices
        self._session.after_state = self._show_state

    def on_unmount(self) -> None:
        """Nobody looks at the list any more."""
        self._session.after_saving = None
        self._session.after_state = None

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#conflicts", RecordTable)

    @property
    def _current(self) -> Choice | None:
        return self._choices.get(self._list.cursor_key or "")

    # What is shown

    def refresh_choices(self) -> None:
        """Show what waits now."""
        if self not in self.app.screen_stack:
            return  # something was saved while it is being taken away
        state = self._session.notebook.state
        found = conflicts(state)
        self._choices = {choice.key: choice for choice in found}
        self._words = Conflicts(state, self.app.catalogues)
        self._list.set_rows([self._row(choice) for choice in found])
        of_communes = self.app.shelf.are_of_communes
        count = ngettext("{count} to choose", "{count} to choose", len(found))
        self.query_one(TitleBar).show(
            title(state.session, of_communes=of_communes), count.format(count=len(found))
        )
        self._show_current()
        self._show_state()

    def _row(self, choice: Choice) -> Row:
        people = " / ".join(dict.fromkeys(one.by or "?" for one in choice.alternatives))
        return Row(choice.key, (self._words.about(choice), people), "muted")

    @on(RecordTable.Highlighted)
    def _show_current(self) -> None:
        """Show the values of what is under the cursor from the first one on."""
        self._marked, self._first = None, 0
        self._show_values()
        self._show_keys()

    def on_resize(self) -> None:
        """Show as many values as there is room for now."""
        once_drawn(self, self._show_values)

    def _show_values(self) -> None:
        choice, words, sides = self._current, self._words, self.query_one(Sides)
        values = choice.alternatives if choice else ()
        if self._marked is not None:  # it stays in sight
            self._first = min(self._first, self._marked)
            self._first = max(self._first, self._marked - sides.room + 1)
        self._first = max(0, min(self._first, len(values) - sides.room))
        shown = range(self._first, min(self._first + sides.room, len(values)))
        sides.show(
            [
                SideText(_heading(at), words.value(choice, values[at]), words.who(values[at]))
                for at in shown
                if choice
            ],
            None if self._marked is None else self._marked - self._first,
        )
        self._show_beside(choice, shown, len(values))

    def _show_beside(self, choice: Choice | None, shown: range, count: int) -> None:
        """Say what the values in sight do not show: that there are others, or why none is."""
        told = [words for words in [choice and self._words.why_blind(choice)] if words]
        if len(shown) < count:
            said = _("Values {first} to {last} of {count}; ← → show the others")
            told.append(said.format(first=shown.start + 1, last=shown.stop, count=count))
        line = self.query_one("#conflicts-values", Text)
        line.display = bool(told)
        line.update("\n".join(told))

    def _show_keys(self) -> None:
        plan, count = self.app.plan, len(self._current.alternatives) if self._current else 0
        keys = [Key("1", _("left one"), "choose(0)"), Key("2", _("right one"), "choose(1)")]
        if count > len(keys):
            keys = [Key(f"1-{min(count, _DIGITS)} ← → Enter", _("choose"), "mark(1)")]
        names = ["all_of_one", "undo_choice", "leave", "help"]
        self.query_one(KeyBar).show([*(keys if count else []), *map(plan.bar_key, names)])

    def _show_state(self) -> None:
        self.query_one("#conflicts-state", Text).update(
            self._session.saved(brief=True), layout=False
        )

    def action_page(self, pages: int) -> None:
        """Scroll the values."""
        self.query_one(Sides).page(pages)

    # Choosing

    def action_mark(self, step: int) -> None:
        """Mark the value beside the marked one; the first or the last one, where none is."""
        count = len(self._current.alternatives) if self._current else 0
        if count:
            before = self._marked if self._marked is not None else (-1 if step > 0 else count)
            self._marked = max(0, min(before + step, count - 1))
            self._show_values()

    def action_choose_marked(self) -> None:
        """Take the value under the mark."""
        if self._marked is not None:
            self.action_choose(self._marked)

    def action_choose(self, number: int) -> None:
        """Take one of the values of what is under the cursor."""
        choice = self._current
        if choice is not None and number < len(choice.alternatives):
            self._choose([(choice, number)])

    def action_choose_theirs(self) -> None:
        """Take at once, wherever there is one, the value that one person wrote."""
        people = dict.fromkeys(
            one.by for choice in self._choices.values() for one in choice.alternatives if one.by
        )
        if not people:
            unnamed = _("These values carry no name; please choose one by one with 1 or 2.")
            nothing = _("Nothing waits to be chosen here any more.")
            self.app.notify(unnamed if self._choices else nothing)
            return

        def chosen(person: str | None) -> None:
            found = written_by(self._choices.values(), person) if person else []
            if found:
                self._choose(found)

        self.app.push_screen(
            Pick(_("Whose values count, wherever there is one?"), [(one, one) for one in people]),
            chosen,
        )

    def _choose(self, chosen: Chosen) -> None:
        if self._session.notebook.are_minutes_open:
            self._record(chosen, "")
        else:
            self._ask_why(chosen)

    def _ask_why(self, chosen: Chosen, hint: str = "") -> None:
        """Ask for the reason; the last one given here is offered, for a series of choices."""

        def because(reason: str | None) -> None:
            if reason:
                self._reason = reason
                self._record(chosen, reason)
            elif reason is not None:
                needed = _("A correction needs its reason: a word is enough. Esc leaves it.")
                self._ask_why(chosen, needed)

        question = why_corrected(self._session.notebook)
        asked = AskLine(question, value=self._reason, offered=True, hint=hint)
        self.app.push_screen(asked, because)

    def _record(self, chosen: Chosen, reason: str) -> None:
        notebook = self._session.notebook

        def make() -> Entry:
            entry = prepare_choice(notebook, chosen, reason)
            self._made.append(entry.operation.id)
            return entry

        self._session.submit(self._session.writing.quietly(make))

    def action_undo_choice(self) -> None:
        """Take the last choice made here back; what it was made between waits again."""
        if not self._kept and not self._session.recorder.waiting:
            self.app.notify(_("Nothing was chosen here that could be taken back."))
            return
        notebook = self._session.notebook

        def make() -> Entry:
            reason = "" if notebook.are_minutes_open else _("chosen by mistake")
            return notebook.prepare_undo_choice(next(reversed(self._kept), ""), reason)

        self._session.submit(self._session.writing.quietly(make))

    @property
    def _kept(self) -> list[str]:
        """The choices made here that count; what a failing disk did not take was never made."""
        fold = self._session.notebook.state.fold
        return [one for one in self._made if one in fold.operations and fold.active(one)]

    async def action_leave(self) -> None:
        """Go back to where one came from."""
        if self._only:
            await self.app.close_session(self._session)
        else:
            self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _heading(at: int) -> str:
    """The number of a value; the first one is what shows everywhere now."""
    return str(at + 1) if at else _("1  (shows now)")
