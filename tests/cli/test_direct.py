"""Promise: the screens open without what only the other commands need; all else is told as ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from danvan_tui.cli import direct
from danvan_tui.ledger.shelf import Shelf

_OPENING = """
import sys
from danvan_tui.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    print(left.code, "click" in sys.modules)
"""


@pytest.fixture
def data(tmp_path: Path) -> str:
    Shelf(tmp_path / "data").create(date="2026-11-22")
    return str(tmp_path / "data")


@pytest.mark.parametrize("rest", [[], ["open", "DT-2026-001"]], ids=["all", "one"])
def test_the_screens_are_asked_to_open_at_once(data: str, rest: list[str]) -> None:
    command = [sys.executable, "-c", _OPENING, *rest, "--data", data, "--lang", "en"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert done.stdout.split() == [b"1", b"False"]
    assert b"need a terminal window" in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        ["list"],
        ["--version"],
        ["-h"],
        ["open"],
        ["open", "-h"],
        ["open", "DT-2026-001", "more"],
        ["open", "DT-2026-009"],
        ["open", "Phiên"],
        ["--lang", "fr"],
        ["--lang"],
        ["--lang=en"],
        ["--", "open"],
    ],
    ids=" ".join,
)
def test_what_is_not_plain_is_left_to_the_whole_command(data: str, line: list[str]) -> None:
    assert direct.screens(["--data", data, *line]) is None


def test_broken_settings_are_left_to_the_whole_command(data: str) -> None:
    Path(data, "settings.toml").write_text("language = ", encoding="utf-8")
    assert direct.screens(["--data", data]) is None


def test_a_session_is_looked_for_without_making_a_folder(tmp_path: Path) -> None:
    assert direct.screens(["open", "DT-2026-001", "--data", str(tmp_path / "none")]) is None
    assert not (tmp_path / "none").exists()
