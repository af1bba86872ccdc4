"""What the tests of the screens stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.screens import board, promise
from tests.followup.office import Office
from tests.tui.meeting import new_session, shelf_in
from tests.tui.on_the_board import office_in


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path / "data")


@pytest.fixture
def code(shelf: Shelf) -> str:
    return new_session(shelf)


@pytest.fixture
def meetings(tmp_path: Path) -> tuple[Office, str, str]:
    """An office with two meetings that promised something; the folders of these."""
    return office_in(tmp_path / "data")


@pytest.fixture
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the screens look for what is new as often as a test does."""
    for module in (board, promise):
        monkeypatch.setattr(module, "_LOOK", 0.02)
    monkeypatch.setattr(board, "_WHILE_READING", 1)
