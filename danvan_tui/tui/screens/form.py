"""The form of one record: every field, what was understood, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from danvan_tui.language import _
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.form_values import Row, picked, understood, written
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.dialogs import Confirm, Pick
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.bars import Key, KeyBar
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.scroll import Scroll
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.wording.fields import FormField, Shape

if TYPE_CHECKING:
    from danvan_tui.capture.context import Context
    from danvan_tui.tui.base import TerminalApp


class RecordForm(ModalScreen[Row | None]):
    """Shows a record's fields; gives back what was changed, or None."""

    PLACE = "form"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("form"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    app: TerminalApp

    def __init__(
        self,
        title: str,
        fields: tuple[FormField, ...],
        row: Row,
        context: Context,
        *,
        draft: DraftFile | None = None,
        where: str = "",
        typed: Draft | None = None,
        read_only: bool = False,
        empty_is_enough: bool = False,
        first: str = "",
    ) -> None:
        """``first`` is the field one begins in; else it is the first that is not chosen yet."""
        super().__init__(classes="form")
        self._title = title
        self._fields = {field.name: field for field in fields}
        self._surroundings = context
        self._before = {field.name: written(field, row, context) for field in fields}
        self._typed = typed or {}
        self._where = where
        self._draft_file = draft
        self._drafting: Drafting | None = None
        self._read_only = read_only
        self._empty_is_enough = empty_is_enough
        self._first = first

    def compose(self) -> ComposeResult:
        """Lay out label and field side by side, what was understood below."""
        width = 2 + max((cell_len(field.label) for field in self._fields.values()), default=0)
        with Vertical(classes="box"):
            yield Text(self._title, classes="question")
            with Scroll():
                for name, field in self._fields.items():
                    with Horizontal(classes="field"):
                        label = Label(field.label, classes="label")
                        label.styles.width = width
                        yield label
                        yield self._widget(field, self._typed.get(name, self._before[name]))
            yield Text("", id="understood", classes="hint")
            yield KeyBar(id="form-keys")

    def on_mount(self) -> None:
        """Begin to keep what is typed."""
        first = self._first if self._first in self._fields else self._first_to_fill()
        if first:
            self.set_focus(self.query_one(f"#{first}"))
        if self._draft_file is not None and not self._read_only:
            self._drafting = Drafting(self, self._draft_file, self._draft)

    def _first_to_fill(self) -> str:
        """Behind a choice that was made nothing sensible can be typed: one begins below it."""
        open_ones = (
            name
            for name, field in self._fields.items()
            if field.shape is not Shape.CHOICE or not self._text(name)
        )
        return next(open_ones, "")

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not in the record."""
        return self._texts() != self._before

    @property
    def has_news(self) -> bool:
        """Whether what it was opened with is more than the record holds."""
        return any(self._typed.get(name, text) != text for name, text in self._before.items())

    async def finish_draft(self) -> None:
        """Keep what is typed until it is recorded."""
        if self._drafting is not None:
            await self._drafting.finish()

    async def action_save(self) -> None:
        """Give back what was changed, unless a field is not understood."""
        if self._read_only:
            self.dismiss(None)
            return
        values: Row = {}
        for name, text in self._texts().items():
            if text == self._before[name]:
                continue
            read = understood(self._fields[name], text, self._surroundings)
            if read.problem:
                self.query_one(f"#{name}").focus()
                self._say_problem(self._fields[name], read.problem)
                return
            values |= read.values
        await self.finish_draft()
        self.dismiss(values if values or self._empty_is_enough else None)

    async def action_leave(self) -> None:
        """Leave the form; asks first where something would be lost."""
        if self._read_only or not self.changed:
            await self._discard(True)
            return
        question = _("What was typed here is not recorded yet. Leave it?")
        self.app.push_screen(
            Confirm(question, yes=_("Leave it"), no=_("Go on writing")), self._discard
        )

    async def forget_draft(self) -> None:
        """Take what was typed off the disk: it is recorded, or was given up."""
        if self._drafting is not None:
            await self._drafting.forget()

    async def _discard(self, sure: bool | None) -> None:
        """Awaited by the key that asked for it: the next one must find the form gone."""
        if sure:
            await self.forget_draft()
            self.dismiss(None)

    def action_pick(self) -> None:
        """Choose the value of the field from its list."""
        field = self._focused_field()
        if field is None or not field.choices:
            return
        choices = [(choice, f"{name}  {code}".rstrip()) for choice, code, name in field.choices]
        names = {choice: name for choice, _code, name in field.choices}

        def take(choice: str | None) -> None:
            if choice is not None:
                line = self.query_one(f"#{field.name}", Line)
                line.replace_all(picked(field, line.value, names[choice]))

        self.app.push_screen(Pick(field.label, choices), take)

    @on(Line.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Area.Submitted)
    async def _done(self) -> None:
        await self.action_save()

    @on(Line.Changed)
    @on(events.DescendantFocus)
    def _show_understood(self) -> None:
        field = self._focused_field()
        if field is None or self._read_only:
            self._say("")
            return
        read = understood(field, self._text(field.name), self._surroundings)
        if read.problem:
            self._say_problem(field, read.problem)
        else:
            self._say(read.hint)
        self._show_keys(field)

    def _show_keys(self, field: FormField) -> None:
        plan = self.app.plan
        keys = [plan.bar_key("record"), plan.bar_key("leave", _("leave"))]
        if field.choices:
            keys.append(plan.bar_key("pick"))
        keys.append(Key("Tab ↑ ↓", _("other field"), "app.focus_next"))
        self.query_one(KeyBar).show([*keys, plan.bar_key("help")])

    @on(KeyBar.Clicked)
    async def _clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)

    def _widget(self, field: FormField, text: str) -> Widget:
        if field.shape is Shape.LINES:
            area = Area(text, id=field.name, compact=True)
            area.read_only = self._read_only
            return area
        return Line(text, id=field.name, compact=True, disabled=self._read_only)

    def _focused_field(self) -> FormField | None:
        return self._fields.get(self.focused.id or "") if self.focused else None

    def _text(self, name: str) -> str:
        widget = self.query_one(f"#{name}")
        return widget.text if isinstance(widget, Area) else self.query_one(f"#{name}", Line).value

    def _texts(self) -> dict[str, str]:
        return {name: self._text(name) for name in self._fields}

    def _draft(self) -> Draft:
        texts = self._texts()
        changed = {name: text for name, text in texts.items() if text != self._before[name]}
        return {"where": self._where, **changed} if changed else {}

    def _say_problem(self, field: FormField, problem: str) -> None:
        said = _("{field}: {problem}").format(field=field.plain, problem=problem)
        self._say(said, wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        line = self.query_one("#understood", Text)
        line.set_class(wrong, "wrong")
        line.update(words, layout=False)
