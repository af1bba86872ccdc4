"""A dialog that asks which days are counted: a period from the list, or two days that are typed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from danvan_tui.followup.figures.periods import Period, Span, span_of, typed_span
from danvan_tui.language import _
from danvan_tui.tui.widgets.choices import Choices
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text
from danvan_tui.vietnamese.search import matches, search_key
from danvan_tui.wording.figures import period_name, span


class AskPeriod(ModalScreen[Span | None]):
    """Lets one choose a period, or type "1/1/2026-30/6/2026"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(self, today: date, question: str = "") -> None:
        super().__init__(classes="dialog")
        self._question = question or _("Which sessions are counted?")
        self._today = today
        self._spans = {period: span_of(period, today) for period in Period}

    def compose(self) -> ComposeResult:
        """Lay out the field above the list."""
        with Vertical(classes="box"):
            yield Text(self._question, classes="question")
            yield Line(
                id="filter",
                compact=True,
                placeholder=_("Choose, or type: 1/1/2026-30/6/2026, 6/2026, 2026"),
            )
            yield Choices(self._choices(""), id="choices")
            yield Label(_("↑ ↓ Enter: choose · Esc: leave it"), id="period-hint", classes="hint")

    def on_mount(self) -> None:
        """The list is moved through from the field."""
        choices = self.query_one(Choices)
        choices.can_focus = False
        choices.highlighted = 0

    def _choices(self, typed: str) -> list[tuple[str, str]]:
        shown = []
        for period, days in self._spans.items():
            words = period_name(period)
            if not typed.strip() or matches(typed, search_key(words)):
                said = f"{words}: {span(days)}" if any(days) else words
                shown.append((period.value, said))
        return shown

    def action_move(self, rows: int) -> None:
        """Move through the list while the field keeps the keyboard."""
        choices = self.query_one(Choices)
        if rows > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    @on(Line.Changed)
    def _narrow(self, event: Line.Changed) -> None:
        days = typed_span(event.value, self._today)
        choices = [] if days else self._choices(event.value)
        self.query_one(Choices).show(choices)
        if days:
            self._hint(_("Enter: count {days}").format(days=span(days)))
        else:
            self._hint(_("↑ ↓ Enter: choose · Esc: leave it") if choices else _how())

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        days = typed_span(event.value, self._today)
        choices = self.query_one(Choices)
        if days is not None:
            self.dismiss(days)
        elif choices.highlighted is not None:
            self._choose(str(choices.get_option_at_index(choices.highlighted).id))
        else:
            self._hint(_how())

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(str(event.option.id))

    def _choose(self, period: str) -> None:
        self.dismiss(self._spans[Period(period)])

    def _hint(self, words: str) -> None:
        self.query_one("#period-hint", Label).update(words)


def _how() -> str:
    return _("Two days like 1/1/2026-30/6/2026, or 6/2026, or 2026")
