"""The help: what can be typed on the line, and what the keys do."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from danvan_tui.capture.help import grammar_help
from danvan_tui.language import _
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.tui.widgets.text import Label, Text

_WIDTH = 92  # columns of the box, as in the style sheet
_FRAME = 8  # its margin, padding and scroll bar


class HelpScreen(ModalScreen[None]):
    """Shows the help until Esc is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,ctrl+g,enter", "dismiss(None)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__(classes="form")
        self._catalogues = catalogues

    def compose(self) -> ComposeResult:
        """Lay out what can be typed, with which codes, and what the keys do."""
        width = min(_WIDTH, self.app.size.width) - _FRAME
        lists = self._catalogues
        with Vertical(classes="box"):
            yield Text(_("Help"), classes="question")
            with VerticalScroll(id="help", can_focus=False):
                yield Label(_("On the line"), classes="heading")
                yield Text(_in_columns(grammar_help(), width))
                for heading, entries in (
                    (_("Codes of kinds"), lists.kinds.by_code),
                    (_("Codes of fields"), lists.fields.by_code),
                    (_("Codes of outcomes"), lists.outcomes.by_code),
                    (_("Codes of units"), lists.units.by_code),
                ):
                    yield Label(heading, classes="heading")
                    said = " · ".join(f"{code} {entry.name}" for code, entry in entries.items())
                    yield Text(said)
                yield Label(_("Keys"), classes="heading")
                yield Text(_in_columns(_keys(), width))
            yield Label(_("↑ ↓ read on · Esc: back"), classes="hint")

    def action_scroll(self, rows: int) -> None:
        """Read on."""
        self.query_one("#help", VerticalScroll).scroll_relative(y=rows, animate=False)


def _keys() -> list[tuple[str, str]]:
    return [
        ("F2, Enter", _("edit the record under the cursor; after closing: correct it")),
        ("F3 F4 F5", _("participants, opinions, promises")),
        ("↑ ↓ PgUp PgDn", _("move in the list; the line keeps the keyboard")),
        ("Ctrl+Z Ctrl+Y", _("take back the last entry, bring it back")),
        ("F6", _("take over a roster (CSV, Excel)")),
        ("F7", _("place, chair, secretary, times of the session")),
        ("F8", _("take the record under the cursor out; Ctrl+Z brings it back")),
        ("F9", _("see what is missing, close the session")),
        ("F12, Ctrl+T", _("write an export file")),
        ("Ctrl+P, F10", _("all commands")),
        ("Esc", _("back; everything is kept")),
        ("Ctrl+Q", _("leave the program; everything is kept")),
    ]


def _in_columns(rows: list[tuple[str, str]], width: int) -> str:
    """Two columns, what is on the right wrapped under itself."""
    left = max(cell_len(form) for form, _meaning in rows) + 2
    left = min(left, width * 2 // 5)
    lines: list[str] = []
    for form, meaning in rows:
        wrapped = textwrap.wrap(meaning, max(20, width - left)) or [""]
        first = form + " " * (left - cell_len(form))
        if cell_len(form) >= left:
            lines.append(form)
            first = " " * left
        lines.append(first + wrapped[0])
        lines += [" " * left + line for line in wrapped[1:]]
    return "\n".join(lines)
