"""What goes wrong is said in one sentence, with the exit code that belongs to it."""

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_tui.cli.root import danvan
from tests.cli.conftest import Danvan


def _sentence(told: Result) -> str:
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
    assert told.stderr.count("\n") == 1
    return told.stderr


def test_a_session_that_is_not_there(run: Danvan) -> None:
    run("new")
    for command in ("show", "history", "export", "close", "open"):
        told = run(command, "DT-1999-001")
        assert told.exit_code == 1
        assert "DT-1999-001" in _sentence(told)


@pytest.mark.parametrize("place", ["missing", "a folder of something else"])
def test_only_new_makes_a_data_folder(run: Danvan, tmp_path: Path, place: str) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    where = tmp_path / "data" / place
    if place != "missing":
        where.mkdir()
    for command in ("list", "show", "history", "export", "close", "add", "roster", "check", "open"):
        told = run("--data", str(where), command, *_more(command))
        assert told.exit_code == 3
        assert "There is no data folder" in _sentence(told)
    assert not where.exists() or not list(where.iterdir())
    assert run("--data", str(where), "new").exit_code == 0
    assert run("--data", str(where), "list").exit_code == 0


def _more(command: str) -> list[str]:
    more = {"list": [], "check": [], "roster": ["DT-2026-001", "people.csv"]}
    return more.get(command, ["DT-2026-001"])


def test_a_user_who_has_begun_nothing_yet_has_an_empty_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DANVAN_DATA", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_a, **_k: tmp_path / "mine")
    told = CliRunner().invoke(danvan, ["--lang", "en", "list"])
    assert told.exit_code == 0
    assert "no session yet" in told.stdout
    assert not (tmp_path / "mine").exists()


def test_verifying_needs_no_data_folder(run: Danvan, tmp_path: Path) -> None:
    assert run("verify", str(tmp_path / "x.json")).exit_code == 1
    assert not (tmp_path / "data").exists()


def test_wrong_use_is_2(run: Danvan) -> None:
    for line in (["nonsense"], ["show"], ["new", "--date", "hôm qua"], ["--lang", "fr", "list"]):
        assert run(*line).exit_code == 2


def test_settings_with_a_mistake_are_3_and_name_the_line(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text('person = "A"\nname = "B"\n', encoding="utf-8")
    told = run("new")
    assert told.exit_code == 3
    assert "line 2" in _sentence(told)


def test_lists_with_a_mistake_are_3(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data" / "catalogues").mkdir(parents=True)
    (tmp_path / "data" / "catalogues" / "units.toml").write_text("[[unit\n", encoding="utf-8")
    told = run("help-capture")
    assert told.exit_code == 3
    assert "units.toml, line 1" in _sentence(told)


def test_a_data_folder_that_is_a_file_is_3(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    for line in (["list"], ["new"], ["check"]):
        told = run(*line)
        assert told.exit_code == 3
        _sentence(told)


def test_a_full_disk_is_3(run: Danvan, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.pwrite", full, raising=False)
    monkeypatch.setattr("os.write", full)
    told = run("add", code, "1 kn Một")
    monkeypatch.undo()
    assert told.exit_code == 3
    assert "Line 1: Not saved" in told.stderr


def test_another_writer_is_told_and_nothing_is_taken(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    from danvan_tui.ledger.shelf import Shelf

    holder = Shelf(tmp_path / "data").open(code)
    told = run("add", code, "1 kn Một")
    holder.close()
    assert told.exit_code == 1
    assert "elsewhere" in _sentence(told)


def test_text_that_would_steer_a_terminal_is_not_printed(run: Danvan) -> None:
    told = run("show", "\x1b[31mđỏ\x07")
    assert "\x1b" not in told.stderr
    assert "\x07" not in told.stderr


def test_what_is_missing_on_the_line_is_called_as_the_usage_calls_it(run: Danvan) -> None:
    told = run("show", lang="vi")
    assert told.exit_code == 2
    assert "[TÙY_CHỌN] MÃ_SỐ\n" in told.stderr
    assert told.stderr.endswith("'MÃ_SỐ'.\n")
