"""The one-line text field: `Line`, in which nothing that was typed or pasted is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import Suggester
from textual.validation import Validator
from textual.widgets import Input
from textual.widgets.input import Selection

from danvan_tui.tui.widgets.composing import Composing
from danvan_tui.vietnamese.clean import clean

_REMEMBERED_EDITS = 200
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_BETWEEN_LINES = re.compile(rf"\s*[{_LINE_ENDS}]\s*")


def as_line(text: str) -> str:
    """The text cleaned and on one line: several lines are joined by single spaces."""
    return clean(_BETWEEN_LINES.sub(" ", text.strip(_LINE_ENDS)))


class _Remembered(NamedTuple):
    value: str
    cursor: int


class Line(Input):
    """A field for one line of a person's text.

    Its text is cleaned on every way in, and can be undone. A key replaces it as a whole only where
    it is ``offered``: then it is selected when one comes to it.
    Where the app has a `composer_method`, the marks of Vietnamese are set as one types.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
    ]

    # The field scrolls inside itself: its length is no reason to lay out the whole screen.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @dataclass
    class Refused(Message):
        """Posted when a key or a paste was not taken, so that it is never lost silently."""

        line: Line
        text: str

        @property
        def control(self) -> Line:
            """The field that refused the text."""
            return self.line

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        restrict: str | None = None,
        type: Literal["integer", "number", "text"] = "text",  # noqa: A002 - Input's own name
        max_length: int = 0,
        offered: bool = False,
        suggester: Suggester | None = None,
        validators: Validator | Iterable[Validator] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
        compact: bool = False,
    ) -> None:
        self._undo: list[_Remembered] = []
        self._redo: list[_Remembered] = []
        self._own_edit = False
        self._last_edit_end = -1
        self._composing = Composing()
        self._within_word = False
        super().__init__(
            placeholder=as_line(placeholder),
            restrict=restrict,
            type=type,
            max_length=max_length,
            suggester=suggester,
            validators=validators,
            select_on_focus=offered,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            compact=compact,
        )
        self.set_reactive(Input.cursor_blink, False)
        # What stands in the field from the beginning is no change anybody should hear of.
        beginning = as_line(value)
        self.set_reactive(Input.value, beginning)
        self.set_reactive(Input.selection, Selection.cursor(len(beginning)))
        self._initial_value = False

    def _on_mount(self, event: events.Mount) -> None:  # noqa: ARG002 - beside the stock handler
        self.virtual_size = Size(self.content_width, 1)

    def validate_value(self, value: str) -> str:
        """Clean the text whichever way it came in."""
        return value if self._own_edit else as_line(value)

    def _watch_value(self, value: str) -> None:
        super()._watch_value(value)
        if not self._own_edit:
            self.forget_steps()
            self._composing.wake()

    async def _on_key(self, event: events.Key) -> None:
        """Set marks where the app does so; every other key is for the stock handler."""
        if event.character is None or not event.is_printable or not self._takes_any_text:
            return
        start, end = sorted(self.selection)
        change = self._composing.change(self.app, event.character, self.value[:start])
        if change is not None:
            event.stop()
            event.prevent_default()
            count, text = change
            self._within_word = True
            try:
                self.replace(text, start - count, end)
            finally:
                self._within_word = False

    @property
    def _takes_any_text(self) -> bool:
        return self.type == "text" and not self.restrict

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` between ``start`` and ``end``, or say that it was refused."""
        old = _Remembered(self.value, self.cursor_position)
        start, end = sorted((max(0, start), min(len(old.value), end)))
        starts_a_step = self._starts_a_step(text, old.value[start:end], end)
        new = as_line(text)
        if new and start and unicodedata.combining(new[0]):
            # A tone mark sent on its own belongs to the letter before it.
            start -= 1
            new = as_line(old.value[start] + new)
        self._own_edit = True
        try:
            super().replace(new, start, end)
        finally:
            self._own_edit = False
        if self.value == old.value:
            if new != old.value[start:end]:
                self.post_message(self.Refused(self, text))
            return
        if starts_a_step:
            self._undo.append(old)
            del self._undo[:-_REMEMBERED_EDITS]
        self._redo.clear()
        self._last_edit_end = self.cursor_position

    def forget_steps(self) -> None:
        """Let undo end here: what was typed before belongs to something done since."""
        self._undo.clear()
        self._redo.clear()
        self._last_edit_end = -1

    def replace_all(self, text: str) -> None:
        """Put ``text`` in place of everything, as one step that can be undone."""
        self._last_edit_end = -1
        self.replace(text, 0, len(self.value))
        if not text:
            self._composing.wake()

    def _starts_a_step(self, new: str, old: str, end: int) -> bool:
        """Whether undo should stop before this edit: at a new word, a jump, a paste, a cut."""
        jumped = end != self._last_edit_end
        single = self._within_word or len(new) + len(old) <= 1
        return jumped or not single or (new + old).isspace()

    def restricted(self) -> None:
        """Stay quiet: `Refused` tells the screen, which can say why."""

    def action_undo(self) -> None:
        """Take back the last step; leaves the key to the screen when there is none."""
        self._travel(self._undo, self._redo)

    def action_redo(self) -> None:
        """Do the step taken back last again; leaves the key to the screen when there is none."""
        self._travel(self._redo, self._undo)

    def _travel(self, source: list[_Remembered], target: list[_Remembered]) -> None:
        if not source:
            raise SkipAction
        target.append(_Remembered(self.value, self.cursor_position))
        there = source.pop()
        self._own_edit = True
        try:
            self.value = there.value
        finally:
            self._own_edit = False
        self.cursor_position = there.cursor
        self._last_edit_end = -1

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right, or take the suggestion shown at the end as a step that can be undone."""
        if not select and self.cursor_at_end and self._suggestion:
            self.replace_all(self._suggestion)
        else:
            super().action_cursor_right(select)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)
