"""The command as a process: no screens loaded, UTF-8 always, quiet ends, exit codes."""

import contextlib
import json
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


def _in_shell(line: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as "$@" of a shell line, in English."""
    command = [sys.executable, "-m", "danvan_tui", "--lang", "en", *arguments]
    return subprocess.run(
        ["sh", "-c", line, "sh", *command], capture_output=True, check=False, timeout=30
    )


_SHELL = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")


@_SHELL
@pytest.mark.parametrize(("command", "code"), [("add", 2), ("close", 1)])
def test_without_standard_input_there_is_a_sentence(data: str, command: str, code: int) -> None:
    told = _in_shell('exec "$@" <&-', "--data", data, command, "DT-2026-001")
    assert told.returncode == code
    assert b"Traceback" not in told.stderr
    assert b"Error: " in told.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_output_that_cannot_be_written_is_not_called_a_broken_disk(data: str) -> None:
    told = _in_shell('exec "$@" >/dev/full', "--data", data, "add", "DT-2026-001", "kn gt Một")
    assert told.returncode == 3
    assert b"The output could not be written" in told.stderr
    assert b"is saved" in told.stderr
    assert len(Shelf(Path(data)).open("DT-2026-001", write=False).state.issues()) == 1
    for line in (["--help"], ["--version"], ["list", "--json"]):
        told = _in_shell('exec "$@" >/dev/full', "--data", data, *line)
        assert told.returncode == 3
        assert told.stderr.startswith(b"Error: The output could not be written")
        assert told.stderr.count(b"\n") == 1
    assert _in_shell('exec "$@" 2>/dev/full', "--data", data, "show", "x").returncode == 1


@_SHELL
def test_a_path_that_is_no_text_is_printed_with_escapes(data: str) -> None:
    odd = os.fsdecode(os.fsencode(data) + b"-\xff")
    try:
        Path(data).rename(odd)
    except OSError:
        pytest.skip("names are always text here")
    for line in (["list"], ["check"], ["export", "DT-2026-001"], ["new"]):
        told = _run("--data", odd, *line, "--json")
        assert told.returncode == 0
        assert rb"-\udcff" in told.stdout
    assert json.loads(_run("--data", odd, "list", "--json").stdout)[0]["folder"].startswith(odd)
    assert rb"-\udcff" in _run("--data", odd, "check").stdout


@pytest.mark.parametrize(
    "line",
    [["{}"], ["--{}"], ["list", "{}"], ["show", "{}"], ["verify", "{}"], ["--lang", "{}", "list"],
     ["new", "--date", "{}"], ["--data", "{}", "list"], ["add", "DT-2026-001", "@{},kn x"],
     ["add", "{}", "kn x"], ["export", "DT-2026-001", "--to", "{}"],
     ["roster", "DT-2026-001", "{}"]],
)  # fmt: skip
def test_endless_words_are_not_echoed(data: str, line: list[str]) -> None:
    told = _run("--data", data, *[word.format("x" * 30_000) for word in line])
    assert told.returncode in {1, 2, 3}
    assert 10 < len(told.stderr) < 2000


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
        for _attempt in range(3):  # one that comes in the instant before reading is not noticed
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
                break
        assert process.returncode == 130
        assert process.stderr.read().strip() == b""


def test_the_help_speaks_both_languages() -> None:
    vietnamese = _run("add", "-h").stdout.decode()
    english = _run("add", "-h", "--lang", "en").stdout.decode()
    assert "Record lines as they are typed" in english
    assert "Record lines" not in vietnamese
    assert vietnamese.startswith("Cách dùng:")
