"""A shelf and its archive for every test, with the fields the program is shipped with."""

from pathlib import Path

import pytest

from danvan_tui.archive.archive import Archive
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from tests.ledger.sessions import shelf_in


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path / "data")


@pytest.fixture
def archive(shelf: Shelf) -> Archive:
    return Archive(shelf, load_catalogues(shipped_data(), None).fields)
