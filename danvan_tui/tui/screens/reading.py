"""The reading screen: the minutes passage by passage, in large spacing, to be read aloud."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from danvan_tui.language import _
from danvan_tui.ledger.read_back import begin_reading, end_reading, is_step, objection
from danvan_tui.model.records import Table
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.dialogs import AskLine, Pick
from danvan_tui.tui.screens.reading_text import text_of
from danvan_tui.tui.screens.session_rows import key_of, record_of
from danvan_tui.tui.screens.session_words import title
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.reading import Passage, passages
from danvan_tui.wording.sentences import record_in_words
from danvan_tui.wording.words import one_line

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen

_ROOMY = 36  # rows from which every line has an empty one below it
_MEASURE = 72  # letters on a line, as in the style sheet below
_FRAME = 5  # columns beside the sheet: padding and the scroll bar
_TITLE = {False: 2, True: 3}  # rows of the title with what is left empty below, roomy or not


class ReadingScreen(Screen[None]):
    """Shows one passage at a time; what is changed meanwhile is marked in it."""

    PLACE = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "go(1)", show=False),
        Binding("left", "go(-1)", show=False),
        Binding("pagedown,enter", "read_on(1)", show=False),
        Binding("pageup", "read_on(-1)", show=False),
        Binding("home,ctrl+home", "go_to_end(-1)", show=False),
        Binding("end,ctrl+end", "go_to_end(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        *bindings_for("reading"),
    ]
    # Messages come at the bottom here: what is read begins at the top.
    CSS = """
    ReadingScreen {
        & #page {
            align-horizontal: center;
            padding: 1 2 0 2;
            scrollbar-size-vertical: 1;
            scrollbar-gutter: stable;
        }
        & #sheet { width: 72; max-width: 100%; height: auto; }
        & #passage-title { color: $accent; text-style: bold; margin-bottom: 1; }
        & #more { height: 1; text-align: center; color: $text-muted; }
        & ToastRack { dock: bottom; align: right bottom; margin: 0 0 2 0; }
        &.-roomy #page { padding-top: 3; }
        &.-roomy #passage-title { margin-bottom: 2; }
    }
    """

    app: DanvanApp

    def __init__(self, session: SessionScreen) -> None:
        super().__init__()
        self._session = session
        self._passages: list[Passage] = []
        self._place = 0
        self._rows = 0
        self._known = 0  # operations that what is shown has in it
        self._is_begun = False  # whether the first passage was chosen

    def compose(self) -> ComposeResult:
        """Lay out one sheet between the title and the keys."""
        yield TitleBar(id="title")
        with VerticalScroll(id="page", can_focus=False), Vertical(id="sheet"):
            yield Text("", id="passage-title")
            yield Text("", id="passage")
        yield Text("", id="more")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin; from now on what is changed is a change at the reading."""
        self.watch(self.query_one("#page"), "scroll_y", self._show_more, init=False)
        notebook = self._session.notebook
        if self._session.writable:
            self._session.submit(lambda: begin_reading(notebook))

    def on_screen_resume(self) -> None:
        """Follow what is recorded while this screen is in front, or a form above it."""
        self._session.after_saving = self._refresh
        self._refresh()

    def on_unmount(self) -> None:
        """Nobody looks at the text any more."""
        if self._session.after_saving == self._refresh:
            self._session.after_saving = None

    def on_resize(self) -> None:
        """Space the text for the new size."""
        self._show()

    # What is shown

    @property
    def _passage(self) -> Passage:
        return self._passages[self._place]

    def _refresh(self) -> None:
        """Read the minutes anew, staying at the same passage."""
        if self not in self.app.screen_stack:
            return  # something was saved while it is being taken away
        operations = self._session.notebook.state.fold.operations
        news = [*islice(operations.values(), self._known, None)]
        if self._passages and all(map(is_step, news)):
            return  # only that the reading began
        self._known = len(operations)
        key = self._passage.key if self._passages else ""
        self._passages = passages(self._session.notebook.state, self.app.catalogues)
        keys = [passage.key for passage in self._passages]
        if not self._is_begun:
            self._is_begun, self._place = True, self._first_unread(keys)
        else:
            self._place = keys.index(key) if key in keys else min(self._place, len(keys) - 1)
        self._show()

    def _first_unread(self, keys: list[str]) -> int:
        """Where a reading that ended early goes on; else the beginning."""
        if not self._session.unread:
            return 0
        shown = self._session.read_aloud
        return next((place for place, key in enumerate(keys) if key not in shown), 0)

    def _note_shown(self) -> None:
        """What of the text nobody saw is told before the minutes are closed."""
        session = self._session
        session.read_aloud.add(self._passage.key)
        session.unread = len({one.key for one in self._passages} - session.read_aloud)

    def _show(self) -> None:
        if not self._passages:
            return
        self._note_shown()
        roomy = self.app.size.height >= _ROOMY
        self.set_class(roomy, "-roomy")
        self.query_one("#passage-title", Text).update(self._passage.title)
        text = text_of(self._passage, min(_MEASURE, self.app.size.width - _FRAME), roomy=roomy)
        self._rows = _TITLE[roomy] + len(text.plain.split("\n"))
        self.query_one("#passage", Text).update(text)
        self.query_one(TitleBar).show(
            _("Reading back") + " · " + title(self._session.notebook.state.session),
            _("{place} of {count}").format(place=self._place + 1, count=len(self._passages)),
        )
        self.query_one(KeyBar).show(self._keys())
        self._show_more()

    @property
    def _last_scroll(self) -> int:
        """How far the passage can be scrolled, also before it is laid out."""
        return max(0, self._rows - self.query_one("#page").size.height)

    def _show_more(self) -> None:
        below = self.query_one("#page").scroll_offset.y < self._last_scroll
        self.query_one("#more", Text).update(_("▼ goes on below") if below else "", layout=False)

    def _keys(self) -> list[Key]:
        plan = self.app.plan
        keys = [Key("→", _("next"), "read_on(1)"), Key("←", _("back"), "go(-1)")]
        if self._session.writable:
            keys.append(plan.bar_key("edit", _("change")))
            keys += [plan.bar_key(command) for command in ("object", "finish", "undo")]
        elif not self._session.notebook.read_only:
            keys += [plan.bar_key("edit", _("correct")), plan.bar_key("export")]
        return [*keys, plan.bar_key("leave", _("leave")), plan.bar_key("help")]

    # Moving

    def action_go(self, passages_on: int) -> None:
        """Go to another passage."""
        place = self._place + passages_on
        self.app.clear_notifications()  # they would lie over what is read
        if 0 <= place < len(self._passages):
            self._place = place
            self.query_one("#page").scroll_home(animate=False, force=True)
            self._show()

    def action_go_to_end(self, direction: int) -> None:
        """Go to the first or the last passage."""
        self.action_go((0 if direction < 0 else len(self._passages) - 1) - self._place)

    def action_read_on(self, direction: int) -> None:
        """Go on where the screen ends, so that nothing is left unread; then to the next passage."""
        self.app.clear_notifications()
        page = self.query_one("#page", VerticalScroll)
        end = self._last_scroll if direction > 0 else 0
        if page.scroll_offset.y == end:
            self.action_go(direction)
        else:
            rows = max(1, page.size.height - 2)
            page.scroll_relative(y=direction * rows, animate=False, force=True)

    def action_scroll(self, rows: int) -> None:
        """Move a long passage."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)

    # What is done at the reading

    def action_edit(self) -> None:
        """Open the form of what is shown; asks which where it is several records."""
        places = self._passage.records
        if len(places) == 1:
            self._session.editing.open(*places[0])
        elif places:
            choices = [(key_of(*place), self._named(*place)) for place in places]
            self.app.push_screen(Pick(_("Change which one?"), choices), self._edit_chosen)

    def _edit_chosen(self, key: str | None) -> None:
        if key is not None:
            self._session.editing.open(*record_of(key))

    def _named(self, table: Table, record: str) -> str:
        row = self._session.notebook.state.row(table, record) or {}
        name = record_in_words(table, str(row.get("number", "")))
        said = one_line(str(row.get("content") or row.get("name") or ""))
        return f"{name}: {said}" if said else name

    def action_object(self) -> None:
        """Record an objection that changes nothing."""
        if not self._session.writable:
            return
        question = _("Who objects, and to what? It is written down with what was read.")
        opinion = (Table.ISSUES, self._passage.key)
        place = opinion if opinion in self._passage.records else (Table.SESSION, "")

        def record(said: str | None) -> None:
            if said:
                self._record_objection(*place, said)

        self.app.push_screen(AskLine(question), record)

    def _record_objection(self, table: Table, record: str, said: str) -> None:
        notebook = self._session.notebook
        words = _("Objection at the reading: {said}").format(said=said)
        self._session.submit(
            lambda: notebook.prepare([objection(notebook.state, table, record, words)])
        )

    def action_undo(self) -> None:
        """Take back the last entry."""
        if self._session.writable:
            self._session.action_undo()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        if self._session.writable:
            self._session.action_redo()

    def action_export(self) -> None:
        """Write an export file."""
        self._session.action_export()

    # Leaving

    def action_finish(self) -> None:
        """Go on to closing; what is filled in there was not read any more."""
        if self._session.writable:
            self.action_leave()
            if self.app.screen is self._session:
                self._session.action_finish()

    def action_leave(self) -> None:
        """Go back; the meeting goes on."""
        notebook = self._session.notebook
        if self._session.writable:
            self._session.submit(lambda: end_reading(notebook))
        self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
