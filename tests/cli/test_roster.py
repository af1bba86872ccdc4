"""A list of people: shown first, taken over only when somebody said so."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Danvan


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A list with one new person, one who is known without a phone, and one doubtful row."""
    path = tmp_path / "ds.csv"
    path.write_text(
        "Họ và tên;Thôn;Điện thoại\n"
        "Lê Thị Hòa;Thôn Văn Xá;0912345678\nĐỗ Văn Mới;Thôn Gò Vối;\n;Thôn Gò Vối;0912345679\n",
        encoding="utf-8",
    )
    return str(path)


def _names(run: Danvan, code: str) -> list[str]:
    return [row["name"] for row in json.loads(run("show", code, "--json").stdout)["attendance"]]


def test_the_preview_alone_takes_nothing(run: Danvan, code: str, file: str) -> None:
    told = run("roster", code, file)
    assert told.exit_code == 1
    assert "To be added: 1 · completed: 1 · unchanged: 0 · doubtful, left out: 1" in told.stdout
    assert "+ Đỗ Văn Mới, Thôn Gò Vối" in told.stdout
    assert "= Lê Thị Hòa, Thôn Văn Xá: Phone" in told.stdout
    assert "Nothing was taken over" in told.stderr
    assert "Đỗ Văn Mới" not in _names(run, code)


def test_yes_takes_it_over_once(run: Danvan, code: str, file: str) -> None:
    assert run("roster", code, file, "--yes").exit_code == 0
    assert _names(run, code).count("Đỗ Văn Mới") == 1
    again = run("roster", code, file, "--yes")
    assert again.exit_code == 0
    assert "nothing new" in again.stdout
    assert _names(run, code).count("Đỗ Văn Mới") == 1


def test_a_file_that_is_no_list_is_refused(run: Danvan, code: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    for name in ("x.csv", "missing.csv"):
        told = run("roster", code, str(tmp_path / name), "--yes")
        assert told.exit_code == 1
        assert "Traceback" not in told.stderr
