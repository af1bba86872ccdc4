"""A laptop that trusts an office, and a stick between them."""

from pathlib import Path

import pytest

from danvan_tui.exchange.keys import read_office_file
from tests.exchange.laptop.field import Desk, Field, laptop_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def stranger(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "stranger", "Văn phòng khác")


@pytest.fixture
def untrusting(tmp_path: Path) -> Field:
    return laptop_in(tmp_path / "data")


@pytest.fixture
def field(untrusting: Field, desk: Desk) -> Field:
    untrusting.laptop.trust(read_office_file(desk.public))
    return untrusting


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
