"""What the tests of the follow-up stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.followup.office import Office
from tests.followup.shelves import Shelved


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office without a session yet."""
    return Office(tmp_path / "data")


@pytest.fixture
def shelved(tmp_path: Path) -> Shelved:
    """A shelf without a session yet, and its index."""
    return Shelved(tmp_path / "data")
