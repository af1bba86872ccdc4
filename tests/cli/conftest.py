"""The command in this process, on a data folder of its own, with messages in English."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_tui.cli.root import danvan
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data

Danvan = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Danvan:
    """Run `danvan --data <tmp>/data --lang en ...` and give what came of it."""
    monkeypatch.setenv("LANGUAGE", "")

    def call(*arguments: str, given: str | bytes | None = None, lang: str = "en") -> Result:
        line = ["--data", str(tmp_path / "data"), "--lang", lang, *arguments]
        return CliRunner().invoke(danvan, line, input=given, catch_exceptions=False)

    return call


@pytest.fixture
def code(run: Danvan) -> str:
    """The code of a new session with three people on its list."""
    made = run("new", "--village", "Thôn Văn Xá", "--date", "22/11/2026")
    name = made.stdout.split()[0]
    people = ("+ Lê Thị Hòa, Thôn Văn Xá", "+ Trịnh Thị Mùi, Thôn Gò Vối", "+ Vũ Văn Tám")
    assert run("add", name, *people).exit_code == 0
    return name


@pytest.fixture
def notebook(code: str, tmp_path: Path) -> Iterator[Notebook]:
    """That session, open for writing."""
    opened = Shelf(tmp_path / "data").open(code, person="Lê Thu Hiền")
    yield opened
    opened.close()


@pytest.fixture
def demo(run: Danvan, tmp_path: Path) -> str:
    """The ready session in the data folder of this test; its code."""
    shutil.copytree(shipped_data() / "samples" / "demo", tmp_path / "data")
    return str(json.loads(run("list", "--json").stdout)[0]["code"])
