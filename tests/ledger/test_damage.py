"""Wherever a byte is damaged, the notebook opens and says what it left out; a small sample."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.evidence.damage import BAD, damaged, recorded, spare


@pytest.fixture
def root() -> Iterator[Path]:
    with TemporaryDirectory(dir=spare()) as folder:
        yield Path(folder, "data")


@pytest.mark.parametrize("way", ["byte", "bit", "cut"])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
def test_damage_anywhere_is_survived_told_and_kept(root: Path, way: str, closed: bool) -> None:
    original = recorded(root, closed=closed)
    total = damaged(root, original, way, step=397)
    assert {name: total[name] for name in BAD} == dict.fromkeys(BAD, 0)
    assert total["tried"] > 10
    assert not (closed and total["lost"])
