"""Starts the app that the tests drive: `python app_under_test.py DUMP LOG [stock]`."""

from __future__ import annotations

import sys
from pathlib import Path

from danvan_tui import language
from danvan_tui.tui import terminal


def make_app() -> terminal.Startable:
    # Textual must not be imported before the terminal has been prepared.
    from tests.terminal.fields_app import Fields, StockFields

    app = StockFields if "stock" in sys.argv else Fields
    return app(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    language.choose("en")
    sys.exit(terminal.run(make_app))
