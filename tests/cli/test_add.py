"""Adding lines: acknowledged when on the disk, a bad one told by number, no secret printed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from tests.cli.conftest import Danvan


def test_lines_are_recorded_and_acknowledged(run: Danvan, code: str, tmp_path: Path) -> None:
    told = run("add", code, "1 kn gt Đường thôn hỏng", "> tr Sẽ sửa", "! kt 15/12 Sửa đường")
    assert told.exit_code == 0
    assert [line.split(".")[0] for line in told.stdout.splitlines()] == ["1", "2", "3"]
    state = Shelf(tmp_path / "data").open(code, write=False).state
    assert [issue.content for issue in state.issues()] == ["Đường thôn hỏng"]
    assert [promise.due for promise in state.commitments()] == ["2026-12-15"]


def test_a_bad_line_is_told_by_its_number_and_the_others_go_on(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    lines = "1 kn Một\n@khongai Hai\n\n3 kn Bốn\n".encode() + b"\xff\xfe\n"
    told = run("add", code, "--json", given=lines)
    assert told.exit_code == 1
    assert [json.loads(line)["line"] for line in told.stdout.splitlines()] == [1, 4]
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == ["Line 2", "Line 5"]
    state = Shelf(tmp_path / "data").open(code, write=False).state
    assert [issue.content for issue in state.issues()] == ["Một", "Bốn"]


def test_the_mark_some_editors_write_first_is_no_part_of_the_line(run: Danvan, code: str) -> None:
    assert run("add", code, given=b"\xef\xbb\xbf1 kn M\r\n").exit_code == 0
    shown = json.loads(run("show", code, "--json").stdout)
    assert shown["issues"][0]["content"] == "M"


def test_a_line_with_a_minus_is_a_line(run: Danvan, code: str) -> None:
    assert run("add", code, "- 2").exit_code == 0
    shown = json.loads(run("show", code, "--json").stdout)
    assert [row["presence"] for row in shown["attendance"]] == ["present", "left", "present"]


def test_a_protected_speaker_is_printed_by_no_command(run: Danvan, code: str) -> None:
    told = run("add", code, "2 tc Nhận tiền của dân", "> hd Đã hướng dẫn bà Mùi", "@mui, tc x")
    said = told.output
    for command in ("show", "history"):
        said += run(command, code).output + run(command, code, "--json").output
    said += run("list").output + run("close", code).output + run("check").output
    rest = said.replace("2 Trịnh Thị Mùi", "").replace('"name":"Trịnh Thị Mùi"', "")
    rest = rest.replace("Full name: “Trịnh Thị Mùi”", "")  # she is on the list of those present
    assert "Mùi" not in rest
    assert "Nhận tiền" not in rest


def test_a_closed_session_takes_no_lines(run: Danvan, code: str) -> None:
    assert run("close", code, "--yes").exit_code == 0
    told = run("add", code, "1 kn Muộn")
    assert told.exit_code == 1
    assert "closed" in told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_what_was_acknowledged_survives_a_kill(run: Danvan, code: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "danvan_tui", "--data", str(tmp_path / "data"), "add", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("1 kn Còn nguyên\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    shown = json.loads(run("show", code, "--json").stdout)
    assert [row["content"] for row in shown["issues"]] == ["Còn nguyên"]
