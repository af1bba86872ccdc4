"""The program with a key that breaks it: `python broken_danvan.py ROOT SESSION`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.settings import Settings
from danvan_tui.tui import terminal


def make_app() -> terminal.Startable:
    # Textual must not be imported before the terminal has been prepared.
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.screens.session import SessionScreen
    from danvan_tui.tui.widgets.line import Line

    class Broken(DanvanApp):
        """Breaks down with what is in the line in its error."""

        CSS_PATH = str(Path(terminal.__file__).with_name("danvan.tcss"))
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("ctrl+o", "break_down", priority=True),
            Binding("ctrl+l", "break_down_in_the_recorder", priority=True),
        ]

        def action_break_down(self) -> None:
            raise ValueError(self.screen.query_one("#capture", Line).value)

        def action_break_down_in_the_recorder(self) -> None:
            assert isinstance(self.screen, SessionScreen)
            self.screen.submit(self._fail)

        def _fail(self) -> None:
            raise KeyError(self.screen.query_one("#capture", Line).value)

    shelf = Shelf(Path(sys.argv[1]))
    catalogues = load_catalogues(shipped_data(), None)
    return Broken(shelf, Settings(), catalogues, session=shelf.find(sys.argv[2]).name)


if __name__ == "__main__":
    language.choose("en")
    sys.exit(terminal.run(make_app))
