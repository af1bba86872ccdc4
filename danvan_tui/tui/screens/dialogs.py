"""Small dialogs: a yes or no, one line of text, a choice from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from danvan_tui.language import _
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Button, Text
from danvan_tui.vietnamese.search import matches, search_key


class Confirm(ModalScreen[bool]):
    """Asks a question that can be answered with yes or no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", show=False),
        Binding("left,right,up,down", "other", show=False),
    ]

    def __init__(self, question: str, *, yes: str, no: str = "") -> None:
        super().__init__(classes="dialog")
        self._question = question
        self._yes = yes
        self._no = no or _("No")

    def compose(self) -> ComposeResult:
        """Lay out the question above its answers, the careful one chosen."""
        with Vertical(classes="box"):
            yield Text(self._question, classes="question")
            with Horizontal(classes="buttons"):
                yield Button(self._no, id="no", compact=True)
                yield Button(self._yes, id="yes", compact=True)
            keys = _("← → Enter: choose · Esc: {no}").format(no=self._no)
            yield Text(keys, classes="hint")

    def action_other(self) -> None:
        """Go to the other answer."""
        self.focus_next()

    def action_answer(self, answer: bool) -> None:
        """Answer from the keyboard."""
        self.dismiss(answer)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class AskLine(ModalScreen[str | None]):
    """Asks for one line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        offered: bool = False,
        hint: str = "",
        at_most: int = 0,
    ) -> None:
        """``offered``: typing replaces the value; ``at_most`` letters have room, 0: any number."""
        super().__init__(classes="dialog")
        self._question = question
        self._value = value
        self._offered = offered
        self._hint = hint
        self._at_most = at_most

    def compose(self) -> ComposeResult:
        """Lay out the question, the field and what the keys do."""
        with Vertical(classes="box"):
            yield Text(self._question, classes="question")
            yield Line(
                self._value,
                id="answer",
                compact=True,
                max_length=self._at_most,
                offered=self._offered,
            )
            yield Text(self._hint or _("Enter: go on · Esc: leave it"), classes="hint")

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        self.dismiss(event.value.strip())


class Pick(ModalScreen[str | None]):
    """Lets one choose from a list, narrowed by typing with or without marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._choices = [(key, words, search_key(words)) for key, words in choices]

    def compose(self) -> ComposeResult:
        """Lay out the field above the list."""
        with Vertical(classes="box"):
            yield Text(self._title, classes="question")
            yield Line(id="filter", compact=True, placeholder=_("Type to narrow the list"))
            yield Choices(((key, words) for key, words, _key in self._choices), id="choices")
            yield Text(_("↑ ↓ Enter: choose · Esc: leave it"), classes="hint")

    def on_mount(self) -> None:
        """The list is moved through from the field."""
        choices = self.query_one(Choices)
        choices.can_focus = False
        choices.highlighted = 0 if self._choices else None

    def action_move(self, rows: int) -> None:
        """Move through the list while the field keeps the keyboard."""
        choices = self.query_one(Choices)
        if rows > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    @on(Line.Changed)
    def _narrow(self, event: Line.Changed) -> None:
        shown = [
            (key, words)
            for key, words, searched in self._choices
            if not event.value.strip() or matches(event.value, searched)
        ]
        self.query_one(Choices).show(shown)

    @on(Line.Submitted)
    def _submitted(self) -> None:
        choices = self.query_one(Choices)
        if choices.highlighted is not None:
            self.dismiss(choices.get_option_at_index(choices.highlighted).id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
