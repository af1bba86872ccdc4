"""The capture bar: the line one writes on, and above it what was understood of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from danvan_tui.capture import Completion, Context, complete, read_line, unparse
from danvan_tui.language import _
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text

if TYPE_CHECKING:
    from danvan_tui.archive.issues import ArchivedIssue
    from danvan_tui.capture.reading import Chip


_PAUSE = 0.3  # seconds without a key before similar opinions are looked for


class _TakenBack(NamedTuple):
    """A line and its cursor before what was understood was taken back, and then."""

    line: str
    at: int
    made: str
    behind: int


class CaptureLine(Line):
    """The line: Tab completes a name, Backspace behind an understood word takes that back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
    ]

    class SpaceOnEmpty(Message):
        """Posted when Space is pressed where nothing is typed: it ticks the list."""

    def __init__(self) -> None:
        super().__init__(id="capture", compact=True)
        self.context: Context | None = None
        self._offered: list[Completion] = []
        self._place = -1
        self._taken_back: _TakenBack | None = None

    @property
    def completions(self) -> list[Completion]:
        """The people that what stands before the cursor may mean; best first."""
        if self._is_completed() or self.context is None:
            return self._offered if self._is_completed() else []
        return complete(self.value, self.cursor_position, self.context)

    def action_complete(self, step: int) -> None:
        """Put in the next of the people meant."""
        if not self._is_completed():
            offered = self.completions
            if not offered:
                return
            self._offered, self._place = offered, -1 if step > 0 else 0
        self._place = (self._place + step) % len(self._offered)
        chosen = self._offered[self._place]
        self._put(chosen.line, chosen.cursor)

    def _is_completed(self) -> bool:
        """Whether the line is as the last completion left it."""
        return self._place >= 0 and self.value == self._offered[self._place].line

    def replace(self, text: str, start: int, end: int) -> None:
        """Edit the line; what Backspace took back before stays so."""
        self._taken_back = None
        super().replace(text, start, end)

    def action_delete_left(self) -> None:
        """Take back what was understood just before the cursor, else the letter.

        Pressed twice, it leaves what two letters less would be: the mark costs no key.
        """
        at = self.cursor_position
        before = self._taken_back
        if before is not None and (before.made, before.behind) == (self.value, at):
            self._put(before.line[: before.at - 2] + before.line[before.at :], before.at - 2)
            return
        taken = None
        if self.context is not None and self.selection.is_empty:
            taken = unparse(self.value, at, self.context)
        if taken is None:
            super().action_delete_left()
            return
        line = self.value
        self._put(*taken)
        self._taken_back = _TakenBack(line, at, *taken)

    def _put(self, line: str, cursor: int) -> None:
        self.replace_all(line)
        self.cursor_position = cursor

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.SpaceOnEmpty())


class CaptureBar(Vertical):
    """The line with what was understood; while nothing is typed, what the cursor is on."""

    @dataclass
    class Paused(Message):
        """Posted when nothing was typed for a moment; the time to look for similar opinions."""

        typed: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.at_rest: Callable[[], str] = str
        """Says what stands in place of the chips while nothing is typed."""
        self._now = Content("")
        self.similar: ArchivedIssue | None = None
        """What was raised before and is offered to be linked to."""
        self._similar_said = Content("")
        self._notice = Content("")
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out what is going on now, the chips, and the line."""
        yield Text("", id="now")
        yield Text("", id="chips")
        with Horizontal(id="capture-row"):
            yield Label("›", id="prompt")
            yield CaptureLine()

    @property
    def line(self) -> CaptureLine:
        """The line one writes on."""
        return self.query_one(CaptureLine)

    def show_now(self, now: Content) -> None:
        """Say who speaks and what was said last."""
        self._now = now
        self.show_typed()

    def show_similar(self, similar: ArchivedIssue, said: Content) -> None:
        """Offer what was raised before, until something else is typed."""
        self.similar, self._similar_said = similar, said
        self.show_typed()

    def show_notice(self, notice: Content) -> None:
        """Say something that holds as long as this line is written; empty to end it."""
        self._notice = notice
        self.show_typed()

    def understand(self, context: Context) -> None:
        """Read the line against the session as it is now."""
        self.line.context = context
        self.show_typed()

    def start(self, text: str) -> None:
        """Put the beginning of a line in, for the person to go on."""
        self.line.replace_all(text)
        self.line.cursor_position = len(text)
        self.line.focus()

    @on(events.Click, "#now")
    async def _take_offer(self) -> None:
        """A click takes what the row offers: a name, or the link to what was raised before."""
        if self.line.completions:
            self.line.action_complete(1)
        elif self.similar is not None:
            await self.screen.run_action("link")

    @on(Line.Changed, "#capture")
    def _typed(self) -> None:
        self.similar, self._similar_said = None, Content("")
        self.line.remove_class("refused")
        self.show_typed()
        if self._pause is not None:
            self._pause.reset()
        else:
            self._pause = self.set_timer(_PAUSE, self._paused)

    def _paused(self) -> None:
        self._pause = None
        self.post_message(self.Paused(self.line.value))

    def show_typed(self) -> None:
        """What was understood of the line; while it is empty, what the cursor is on, in full."""
        line = self.line
        typed = bool(line.value.strip())
        offered = line.completions if typed else []
        now = _offer(offered) if offered else self._notice or self._similar_said or self._now
        self.query_one("#now", Text).update(now, layout=False)
        chips = self.query_one("#chips", Text)
        if typed and line.context is not None:
            said = chips_of(line.value, line.context, chips.content_size.width)
            chips.update(said, layout=False)
        else:
            chips.update(self.at_rest(), layout=False)


def chips_of(typed: str, context: Context, width: int) -> Content:
    """What was understood of a line."""
    reading = read_line(typed, context)
    return in_chips(reading.problem, reading.chips, width)


def in_chips(problem: str, chips: Iterable[Chip], width: int) -> Content:
    """What was understood; what is missing or doubtful stands out and has a question mark.

    A chip is never broken where it fits on a line of ``width`` cells.
    """
    parts: list[tuple[str, str]] = []
    if problem:
        parts.append((f" {problem} ", "$text-warning"))
    plain = {_("Speaker"), _("Kind"), _("Field")}  # what they say is said by their text
    for chip in chips:
        label = "" if chip.label in plain else chip.label
        words = " ".join(filter(None, [label, chip.text]))
        style = "$foreground on $panel" if chip.clear else "$text-warning on $panel"
        parts.append((f" {words} " if chip.clear else f" ? {words} ", style))
    return Content.assemble(*_in_lines(parts, width))


def _in_lines(parts: list[tuple[str, str]], width: int) -> Iterator[tuple[str, str]]:
    at = 0
    for words, style in parts:
        length = cell_len(words)
        if at:
            fits = at + 1 + length <= width
            yield (" " if fits else "\n", "")
            at = at + 1 if fits else 0
        yield (words, style)
        at += length


def _offer(offered: list[Completion]) -> Content:
    parts: list[Content | tuple[str, str]] = [("Tab ", "bold $accent")]
    for place, one in enumerate(offered):
        parts.append((one.label + "   ", "" if place else "bold"))
    return Content.assemble(*parts)
