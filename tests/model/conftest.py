"""The catalogues that are shipped, and a data folder of a commune to lay files into."""

from pathlib import Path

import pytest

from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data

NEW_FIELD = '[[field]]\nid = "tourism"\nname = "Du lịch"\ncode = "dul"\n'
CATALOGUES = (
    "kinds fields units outcomes groups roles competences deadlines days_off".split()  # noqa: SIM905
)


@pytest.fixture(scope="session")
def shipped() -> Catalogues:
    return load_catalogues(shipped_data(), None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "catalogues").mkdir()
    return tmp_path


def with_file(own: Path, name: str, text: str | bytes) -> Catalogues:
    """The catalogues once the commune has this file of its own."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    (own / "catalogues" / f"{name}.toml").write_bytes(data)
    return load_catalogues(shipped_data(), own)
