"""Starts the app that the tests drive: `python app_under_test.py DUMP LOG [stock|telex|vni]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

from danvan_tui import language
from danvan_tui.tui import terminal
from danvan_tui.vietnamese.composer import Method


def make_app() -> terminal.Startable:
    # Textual must not be imported before the terminal has been prepared.
    from tests.terminal.fields_app import Fields, StockFields

    app = (StockFields if "stock" in sys.argv else Fields)(Path(sys.argv[1]), Path(sys.argv[2]))
    app.composer_method = next((name for name in get_args(Method) if name in sys.argv), None)
    return app


if __name__ == "__main__":
    language.choose("en")
    sys.exit(terminal.run(make_app))
