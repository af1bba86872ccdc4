"""An office, a laptop it knows, and a stick between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.office.office import Office
from tests.office.carried import FieldLaptop, begun_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty register."""
    begun = begun_office(tmp_path / "office-data")
    yield begun
    begun.close()


@pytest.fixture
def laptop(tmp_path: Path, office: Office) -> FieldLaptop:
    """A laptop whose signatures the office trusts."""
    made = FieldLaptop(tmp_path / "laptop-data", office.public)
    office.register.confirm(made.public, "Lan")
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
