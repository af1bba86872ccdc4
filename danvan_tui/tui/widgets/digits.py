"""Choices that are typed with a digit, in columns: `Digits`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from danvan_tui.tui.widgets.columns import fit
from danvan_tui.tui.widgets.line import as_line

_GAP = 2
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

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        columns: int = 2,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Each column is filled from above before the next one."""
        super().__init__("", markup=False, id=id)
        self._choices = [Choice(*map(as_line, choice)) for choice in choices]
        self._rows = -(-len(choices) // columns)
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
        ends = accumulate(self._widths())
        column = next((place for place, end in enumerate(ends) if at.x < end), 0)
        place = at.y + self._rows * column
        if place < len(self._choices):
            self.post_message(self.Clicked(self._choices[place].digit))

    def _widths(self) -> list[int]:
        """What each column gets: the same, or what it needs where that is not enough for one."""
        columns = [
            self._choices[at : at + self._rows] for at in range(0, len(self._choices), self._rows)
        ]
        needed = [max(map(_width, column)) + _GAP for column in columns]
        needed[-1:] = [width - _GAP for width in needed[-1:]]
        room = self.content_size.width
        equal = room // max(1, len(columns))
        if max(needed, default=0) <= equal:
            return [equal] * len(columns)
        while sum(needed) > room > 0 and max(needed) > _NARROWEST:
            needed[needed.index(max(needed))] -= 1
        return needed

    def _draw(self) -> None:
        widths = self._widths()
        parts: list[tuple[str, str]] = []
        for row in range(self._rows):
            for choice, room in zip(self._choices[row :: self._rows], widths, strict=False):
                parts += self._shown(choice, room)
            parts.append(("\n", ""))
        self.update(Content.assemble(*parts[:-1]), layout=False)

    def _shown(self, choice: Choice, room: int) -> Iterator[tuple[str, str]]:
        here = choice.digit == self._chosen
        yield (f"{choice.digit} ", "bold $accent")
        words = fit(choice.words, min(cell_len(choice.words), room - 2))
        yield (words, "bold $text-accent" if here else "$text-muted" if self._chosen else "")
        asked = f": {choice.asked}" if choice.asked else ""
        yield (fit(asked, room - 2 - cell_len(words)), "$text-muted")


def _width(choice: Choice) -> int:
    return cell_len(f"{choice.digit} {choice.words}")
