"""Choices that are typed with a digit, in two columns: `Digits`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from danvan_tui.tui.widgets.columns import fit
from danvan_tui.tui.widgets.line import as_line

_NARROWEST = 10


class Choice(NamedTuple):
    """What a digit stands for, and what has to be said with it."""

    digit: str
    words: str
    asked: str = ""


class Digits(Static):
    """Shows what each digit stands for; the one that is typed stands out, a click types it."""

    @dataclass
    class Clicked(Message):
        """Posted when a choice was clicked."""

        digit: str

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", markup=False, id=id)
        self._choices = [Choice(*map(as_line, choice)) for choice in choices]
        self._rows = (len(choices) + 1) // 2
        self._chosen = ""
        self.styles.height = self._rows

    def choose(self, digit: str) -> None:
        """Let the choice of this digit stand out; none where it is empty."""
        if digit != self._chosen:
            self._chosen = digit
            self._draw()

    def on_resize(self) -> None:
        """Fit the choices into the new width."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Say which choice was clicked."""
        at = event.get_content_offset(self)
        if at is None:
            return
        place = at.y + self._rows * int(at.x >= self._room)
        if place < len(self._choices):
            self.post_message(self.Clicked(self._choices[place].digit))

    @property
    def _room(self) -> int:
        return max(_NARROWEST, self.content_size.width // 2)

    def _draw(self) -> None:
        parts: list[tuple[str, str]] = []
        for row in range(self._rows):
            for choice in self._choices[row :: self._rows]:
                parts += self._shown(choice)
            parts.append(("\n", ""))
        self.update(Content.assemble(*parts[:-1]), layout=False)

    def _shown(self, choice: Choice) -> Iterator[tuple[str, str]]:
        here = choice.digit == self._chosen
        yield (f"{choice.digit} ", "bold $accent")
        words = fit(choice.words, min(cell_len(choice.words), self._room - 3))
        yield (words, "bold $text-accent" if here else "$text-muted" if self._chosen else "")
        asked = f": {choice.asked}" if choice.asked else ""
        yield (fit(asked, self._room - 2 - cell_len(words)), "$text-muted")
