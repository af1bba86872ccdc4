"""The help: what can be typed on the line, and what the keys do."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from danvan_tui.capture.help import grammar_help
from danvan_tui.language import _
from danvan_tui.tui.widgets.text import Label, Text


class HelpScreen(ModalScreen[None]):
    """Shows the help until Esc is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,ctrl+g,enter", "dismiss(None)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(classes="form")

    def compose(self) -> ComposeResult:
        """Lay out the two tables, one below the other."""
        with Vertical(classes="box"):
            yield Text(_("Help"), classes="question")
            with VerticalScroll(id="help", can_focus=False):
                yield Label(_("On the line"), classes="heading")
                yield Text(_in_columns(grammar_help()))
                yield Label(_("Keys"), classes="heading")
                yield Text(_in_columns(_keys()))
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


def _in_columns(rows: list[tuple[str, str]]) -> str:
    width = max(cell_len(left) for left, _right in rows)
    return "\n".join(f"{left}{' ' * (width - cell_len(left))}  {right}" for left, right in rows)
