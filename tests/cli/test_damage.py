"""What was damaged, mended or cannot be written is told by every command, and never sealed over."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from tests.cli.conftest import Danvan

NOTICE = "Damaged: journal-"
_READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.fixture
def damaged(run: Danvan, code: str, tmp_path: Path) -> str:
    """The code of a session with one good opinion, and one whose bytes were changed."""
    run("add", code, "1 kn Một", "3 kn Giữ nguyên")
    journal = max((tmp_path / "data").glob("sessions/*/journal-*.log"))
    journal.write_bytes(journal.read_bytes().replace("Một".encode(), b"Hai!"))
    return code


@pytest.fixture
def read_only(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command on a disk that cannot be written, made in a namespace of its own."""
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    shell = ["unshare", "-rm", "sh", "-c", _READ_ONLY, str(data)]
    if shutil.which("unshare") is None or subprocess.run([*shell, "true"], check=False).returncode:
        pytest.skip("nobody may mount anything here")

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "danvan_tui", "--lang", "en", "--data", str(data)]
        return subprocess.run(
            [*shell, *command, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=30,
        )

    return call


@pytest.mark.parametrize("command", ["show", "history", "export", "add", "roster", "close"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_every_command_tells_damage_once_on_standard_error(
    run: Danvan, damaged: str, tmp_path: Path, command: str, form: tuple[str, ...]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Họ và tên\nĐỗ Văn Mới\n", encoding="utf-8")
    more = {"add": ["1 kn Hai"], "roster": [str(people), "--yes"], "close": ["--yes"]}
    told = run(command, damaged, *more.get(command, []), *form)
    assert told.stderr.startswith(NOTICE)
    assert told.stderr.count(NOTICE) == 1
    assert NOTICE not in told.stdout


def test_a_session_that_was_mended_is_closed_only_when_asked_again(
    run: Danvan, damaged: str
) -> None:
    first = run("close", damaged, "--yes")
    assert first.exit_code == 1
    assert "danvan show" in first.stderr
    assert json.loads(run("show", damaged, "--json").stdout)["session"][0]["state"] == "live"
    again = run("close", damaged, "--yes")
    assert again.exit_code == 0
    assert "danvan show" not in again.stderr


def test_check_remarks_where_damaged_files_are_kept(run: Danvan, damaged: str) -> None:
    run("add", damaged, "1 kn Hai")
    told = run("check")
    assert told.exit_code == 0
    assert "damaged files are kept in" in told.stdout
    found = json.loads(run("check", "--json").stdout)["findings"]
    assert [finding["fine"] for finding in found if finding["remark"]] == [True]


def test_the_list_tells_what_could_be_read_only_in_part(
    run: Danvan, damaged: str, tmp_path: Path
) -> None:
    for state in (tmp_path / "data").glob("sessions/*/session.json"):
        state.write_bytes(b"")
    told = run("list", "--json")
    assert json.loads(told.stdout)[0]["code"] == damaged
    assert "Damaged" in told.stderr


def test_check_says_when_two_folders_hold_one_session(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    folder = Shelf(tmp_path / "data").find(code)
    shutil.copytree(folder, folder.with_name("copy"))
    told = run("check")
    assert told.exit_code == 1
    assert f"✗ {folder.name}, copy: hold the same session" in told.stdout


def test_a_disk_that_cannot_be_written_is_read(
    read_only: Callable[..., subprocess.CompletedProcess[str]], code: str
) -> None:
    for command in ("list", "show", "history"):
        assert read_only(command, *([code] if command != "list" else [])).returncode == 0
    checked = read_only("check")
    assert checked.returncode == 0
    assert "! data folder: cannot be written" in checked.stdout
    for line in (["add", code, "1 kn Một"], ["close", code, "--yes"]):
        told = read_only(*line)
        assert told.returncode == 3
        assert "cannot be written" in told.stderr
        assert told.stderr.count("\n") == 1
