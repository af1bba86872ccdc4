"""A shelf and an open notebook of their own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from tests.ledger.sessions import shelf_in


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path / "data")


@pytest.fixture
def notebook(shelf: Shelf) -> Iterator[Notebook]:
    notebook = shelf.open(shelf.create(title="Đối thoại bản Nà Pù"), person="Lò Thị Mai")
    yield notebook
    notebook.close()
