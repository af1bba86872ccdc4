"""The command as a process: no screens loaded, UTF-8 always, quiet ends, exit codes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf

_EVERY_COMMAND = """
import sys
from danvan_tui.cli.root import danvan
from danvan_tui.ledger.shelf import Shelf
data, export = sys.argv[1:]
for line in (
    ["--version"], ["--help"], ["new"], ["list"], ["show", "DT-2026-001"],
    ["add", "DT-2026-001", "kn gt một"], ["history", "DT-2026-001"], ["check"],
    ["roster", "DT-2026-001", export + "/roster.csv", "--yes"], ["export", "DT-2026-001"],
    ["verify", export + "/roster.csv"], ["help-capture"], ["close", "DT-2026-001", "--yes"],
    ["demo", "--no-screen"],
):
    danvan.main(["--data", data, *line], standalone_mode=False)
    assert "textual" not in sys.modules, line
"""


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "danvan_tui", *arguments],
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def data(tmp_path: Path) -> str:
    Shelf(tmp_path / "data").create(villages=["Thôn Đồng Mận"], date="2026-11-22")
    return str(tmp_path / "data")


def test_only_the_screens_load_textual(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Họ và tên\nLê Thị Hòa\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", _EVERY_COMMAND, str(tmp_path / "data"), str(tmp_path)],
        env=os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path)},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "utf-16"])
def test_output_and_arguments_are_utf8_under_any_code_page(data: str, encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    made = _run("--data", data, "new", "--village", "Thôn Gò Vối", "--json", **environment)
    assert made.returncode == 0
    listed = _run("--data", data, "list", **environment).stdout.decode("utf-8")
    assert "Thôn Gò Vối" in listed
    assert "Thôn Đồng Mận" in listed


def test_a_reader_that_leaves_is_no_failure_to_talk_about(data: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "danvan_tui", "--data", data, "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C goes to a whole console there")
def test_ctrl_c_ends_quietly_with_130(data: str) -> None:
    command = [sys.executable, "-m", "danvan_tui", "--data", data, "add", "DT-2026-001"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"kn gt x\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read().strip() == b""


def test_the_help_speaks_both_languages() -> None:
    vietnamese = _run("add", "-h").stdout.decode()
    english = _run("add", "-h", "--lang", "en").stdout.decode()
    assert "Record lines as they are typed" in english
    assert "Record lines" not in vietnamese
    assert vietnamese.startswith("Cách dùng:")
