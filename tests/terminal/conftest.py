"""What the tests in a terminal stand on."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Where the app under test writes what its fields hold."""
    return tmp_path / "fields.json"
