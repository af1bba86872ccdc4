"""The field for several lines: `Area`, for contents and answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._history import EditHistory
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from danvan_tui.tui.widgets.composing import Composing
from danvan_tui.vietnamese.clean import clean_lines


class _Steps(EditHistory):
    """The steps of undo, in which a mark set while one types belongs to the letters before it."""

    within_word = False

    def record(self, edit: Edit) -> None:
        """Remember an edit, in the last step or in one of its own."""
        if self.within_word and self._undo_stack and not self._force_end_batch:
            self._undo_stack[-1].append(edit)
            self._redo_stack.clear()
        else:
            super().record(edit)


class _Step(Edit):
    """An edit that puts the cursor only where there is text.

    Several edits undone at once each try to put it where it was between them, on lines that are
    gone by then.
    """

    def after(self, text_area: TextArea) -> None:
        """Put the cursor where it belongs after this edit, if that is inside the text."""
        wanted = self._updated_selection
        lines = text_area.document.line_count
        if wanted is None or max(wanted.start[0], wanted.end[0]) < lines:
            super().after(text_area)


class Area(TextArea):
    """A field for several lines of text; Enter is a new line, Tab goes on, ctrl+s is done.

    Where the app has a `composer_method`, the marks of Vietnamese are set as one types.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "Done", show=False),
        Binding("ctrl+j", "new_line", "New line", show=False),
    ]

    # Textual draws the cursor of light themes in a grey in which its letter cannot be read.
    DEFAULT_CSS = """
    Area:light .text-area--cursor {
        color: $input-cursor-foreground;
        background: $input-cursor-background;
    }
    """

    @dataclass
    class Submitted(Message):
        """Posted when the person is done with the field."""

        area: Area
        value: str

        @property
        def control(self) -> Area:
            """The field that is done."""
            return self.area

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
        compact: bool = False,
    ) -> None:
        self._composing = Composing()
        super().__init__(
            clean_lines(text),
            language=None,
            soft_wrap=True,
            tab_behavior="focus",
            placeholder=clean_lines(placeholder),
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            compact=compact,
            highlight_cursor_line=False,
        )
        self.set_reactive(TextArea.cursor_blink, False)
        self._steps = _Steps(
            max_checkpoints=self.history.max_checkpoints,
            checkpoint_timer=self.history.checkpoint_timer,
            checkpoint_max_characters=self.history.checkpoint_max_characters,
        )
        self.history = self._steps

    async def _on_key(self, event: events.Key) -> None:
        """Set marks where the app does so; every other key is for the stock handler."""
        if event.key == "enter":
            self._composing.wake()
        if event.character is None or not event.is_printable or self.read_only:
            return
        start, end = sorted(self.selection)
        row, column = start
        before = self.document.get_line(row)[:column]
        change = self._composing.change(self.app, event.character, before)
        if change is not None:
            event.stop()
            event.prevent_default()
            count, text = change
            self._steps.within_word = True
            try:
                self._replace_via_keyboard(text, (row, column - count), end)
            finally:
                self._steps.within_word = False

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit with its text cleaned, whichever way it came in."""
        cleaned = self._composed(replace(edit, text=clean_lines(edit.text)))
        return super().edit(
            _Step(
                cleaned.text,
                cleaned.from_location,
                cleaned.to_location,
                cleaned.maintain_selection_offset,
            )
        )

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        self._again([(edit, edit.undo) for edit in reversed(edits)])

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        self._again([(edit, partial(edit.do, record_selection=False)) for edit in edits])

    def _again(self, steps: Sequence[tuple[Edit, Callable[[TextArea], object]]]) -> None:
        """Do edits once more, then lay out all lines anew: the stock field counts them wrongly."""
        for _edit, step in steps:
            step(self)
        self.wrapped_document.wrap(self.wrap_width, self.indent_width)
        for edit, _step in steps:
            edit.after(self)
        self._refresh_size()  # a scroll bar that comes or goes looks for the cursor
        self.scroll_cursor_visible()
        self._build_highlight_map()
        self.post_message(self.Changed(self))
        self.refresh()

    def load_text(self, text: str) -> None:
        """Show another text."""
        super().load_text(clean_lines(text))
        self._composing.wake()

    def _composed(self, edit: Edit) -> Edit:
        """The edit drawn over the letter before it when it begins with a tone mark for it."""
        row, column = min(edit.from_location, edit.to_location)
        if not edit.text or not unicodedata.combining(edit.text[0]) or column == 0:
            return edit
        letter = self.document.get_line(row)[column - 1]
        return replace(
            edit,
            text=clean_lines(letter + edit.text),
            from_location=(row, column - 1),
            to_location=max(edit.from_location, edit.to_location),
        )

    def action_submit(self) -> None:
        """Say that the person is done with the field."""
        self.post_message(self.Submitted(self, self.text))

    def action_new_line(self) -> None:
        """Begin a new line, for terminals that send a line feed for Enter."""
        self._composing.wake()
        self.replace("\n", *self.selection, maintain_selection_offset=False)
