"""What the tests of the screens stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui import language
from danvan_tui.ledger.shelf import Shelf
from tests.tui.meeting import new_session, shelf_in


@pytest.fixture
def english() -> Iterator[None]:
    before = language.chosen()
    language.choose("en")
    yield
    language.choose(before)


@pytest.fixture
def shelf(tmp_path: Path, english: None) -> Shelf:
    del english
    return shelf_in(tmp_path / "data")


@pytest.fixture
def code(shelf: Shelf) -> str:
    return new_session(shelf)
