"""What the tests of the screens stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.office.office import Office as Bureau
from danvan_tui.tui.screens import board, promise
from tests.followup.office import Office
from tests.office.carried import FieldLaptop
from tests.tui.carrying import begun
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
def office(tmp_path: Path) -> Iterator[Bureau]:
    """An office with an empty register."""
    office = begun(tmp_path / "office")
    yield office
    office.close()


@pytest.fixture
def laptop(tmp_path: Path, office: Bureau) -> FieldLaptop:
    """A laptop the office knows."""
    known = FieldLaptop(tmp_path / "laptop", office.public, "Máy thôn Văn Xá")
    office.register.confirm(known.public, "Minh")
    return known


@pytest.fixture
def trusting(shelf: Shelf, office: Bureau) -> Shelf:
    """A laptop that seals for the office already."""
    Laptop(shelf.root).trust(read_office_file(office.folder / "office.danvan-office"))
    return shelf


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the screens look for what is new as often as a test does."""
    for module in (board, promise):
        monkeypatch.setattr(module, "_LOOK", 0.02)
    monkeypatch.setattr(board, "_WHILE_READING", 1)
