"""Commands of the office in the wrong order, or with nothing there: a sentence says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Danvan


@pytest.fixture
def office(run: Danvan, tmp_path: Path) -> Path:
    """The folder of an office to which nothing came yet."""
    assert run("office", "init", "--name", "Văn phòng xã").exit_code == 0
    return tmp_path / "data" / "office"


def flat(text: str) -> str:
    """Text as it reads where no line is broken."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        ("import",),
        ("undo",),
        ("quarantine", "--retry"),
        ("quarantine", "--set-aside", "x"),
        ("quarantine", "--bring-back", "x"),
        ("laptops",),
        ("missing",),
        ("sync",),
        ("sync", "usb"),
        ("send",),
        ("move", "file"),
        ("rebuild",),
        ("list",),
        ("merge", "a", "b"),
        ("conflicts",),
    ],
)
def test_before_there_is_an_office(run: Danvan, tmp_path: Path, line: tuple[str, ...]) -> None:
    refused = run("office", *line)
    said = f"danvan office init --data {tmp_path / 'data'}"
    assert (refused.exit_code, said in flat(refused.stderr)) == (1, True)
    assert not (tmp_path / "data" / "office" / "register.sqlite").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("import",), "No file came into the inbox"),
        (("quarantine", "--retry"), "Nothing waits in quarantine."),
        (("missing",), "No laptop is confirmed yet"),
        (("send",), "nobody to answer"),
        (("list",), "danvan office import"),
    ],
)
@pytest.mark.usefixtures("office")
def test_where_nothing_came_yet(run: Danvan, line: tuple[str, ...], said: str) -> None:
    told = run("office", *line)
    assert (told.exit_code, said in flat(told.stdout)) == (0, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("import", ""), "no file or folder"),
        (("import", "nowhere"), "no file or folder"),
        (("sync", ""), "neither a target"),
        (("sync", "nowhere"), "neither a target in the settings (there: none)"),
        (("undo", "--yes"), "no import left"),
        (("quarantine", "--set-aside", "x"), "nothing was set aside"),
        (("quarantine", "--bring-back", "x"), "nothing was changed"),
        (("move", ""), "Nothing was changed"),
        (("move", "."), "no place for a register"),
        (("move", "mysql://here"), "postgresql://"),
        (("show", "DT-2026-001"), "'danvan office list'"),
        (("review", "DT-2026-001/1", "x"), "'danvan office commitments'"),
        (("due", "--met", "dialogue_publish", "DT-2026-001"), "'danvan office list'"),
    ],
)
@pytest.mark.usefixtures("office")
def test_what_is_not_there(run: Danvan, line: tuple[str, ...], said: str) -> None:
    refused = run("office", *line)
    assert (refused.exit_code, said in flat(refused.stderr)) == (1, True)


@pytest.mark.parametrize("name", ["nowhere", "."])
@pytest.mark.usefixtures("office")
def test_a_page_that_is_no_file(run: Danvan, name: str) -> None:
    refused = run("office", "recover", name)
    assert (refused.exit_code, f"no file {name} here" in flat(refused.stderr)) == (3, True)


@pytest.mark.usefixtures("office")
def test_no_target_is_told_with_those_that_are_there(run: Danvan, tmp_path: Path) -> None:
    asked = run("office", "sync")
    assert (asked.exit_code, "names no target yet" in flat(asked.stderr)) == (2, True)
    settings = tmp_path / "data" / "settings.toml"
    settings.write_text('[targets]\nusb = "/media/usb"\n', encoding="utf-8")
    assert "usb, or a folder" in run("office", "sync").stderr
    assert "(there: usb)" in flat(run("office", "sync", "ubs").stderr)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("command", "kind"), [("import", "file"), ("sync", "new file")])
def test_a_folder_without_files_of_laptops(
    run: Danvan, tmp_path: Path, command: str, kind: str
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for options in ((), ("--yes",)):
        told = run("office", command, str(folder), *options)
        assert (told.exit_code, told.stderr) == (0, "")
        assert f"No {kind} of a laptop was found at {folder}" in flat(told.stdout)
        assert flat(told.stdout).count(". ") == 1


@pytest.mark.usefixtures("office")
def test_files_of_other_kinds_are_told_beside_it(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "notes.txt").write_text("x", encoding="utf-8")
    told = run("office", "import", str(tmp_path / "stick"))
    assert "No file of a laptop was found" in flat(told.stdout)
    assert "1 file of another kind was left alone." in told.stdout


def test_an_inbox_that_vanished_is_not_made_anew(run: Danvan, office: Path, tmp_path: Path) -> None:
    gone = tmp_path / "share" / "inbox"
    settings = tmp_path / "data" / "settings.toml"
    settings.write_text(f"inbox = '{gone}'\n", encoding="utf-8")
    refused = run("office", "import")
    assert (refused.exit_code, f"The inbox {gone} is not there" in flat(refused.stderr)) == (
        1,
        True,
    )
    assert not gone.parent.exists()
    settings.unlink()
    shutil.rmtree(office / "inbox", ignore_errors=True)
    assert run("office", "import").exit_code == 0
    (office / "inbox").rmdir()
    (office / "inbox").write_bytes(b"")
    assert "is no folder" in flat(run("office", "import").stderr)


def test_a_lost_key_is_not_taken_for_an_office_that_never_was(run: Danvan, office: Path) -> None:
    (office / "office.key").unlink()
    for line in (("import",), ("laptops",), ("list",), ("rebuild", "--yes")):
        refused = run("office", *line)
        assert (refused.exit_code, "danvan office recover" in refused.stderr) == (1, True)
        assert "office init" not in refused.stderr


def test_a_register_is_not_moved_to_where_it_is(run: Danvan, office: Path) -> None:
    run("office", "laptops")
    refused = run("office", "move", "file")
    assert (refused.exit_code, "at this place already" in refused.stderr) == (1, True)
    assert (office / "register.sqlite").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("conflicts",), "this is: danvan office conflicts --data"),
        (("conflicts", "DT-2026-001"), "this is: danvan office conflicts --data"),
        (("list",), "this is: danvan office list --data"),
        (("show", "DT-2026-001"), "this is: danvan office show --data"),
        (("commitments",), "this is: danvan office commitments --data"),
        (("add", "DT-2026-001", "1 x"), "is listed by: danvan office list --data"),
    ],
)
@pytest.mark.usefixtures("office")
def test_a_command_of_a_laptop_in_the_folder_of_an_office(
    run: Danvan, tmp_path: Path, line: tuple[str, ...], said: str
) -> None:
    (tmp_path / "data" / "settings.toml").write_text('language = "en"\n', encoding="utf-8")
    refused = run(*line)
    assert (refused.exit_code, f"{said} {tmp_path / 'data'}" in flat(refused.stderr)) == (3, True)
    assert not (tmp_path / "data" / "sessions").exists()


@pytest.mark.usefixtures("office")
def test_replies_go_to_a_folder_named_from_here(
    run: Danvan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "usb").mkdir()
    monkeypatch.chdir(tmp_path)
    for command in ("send", "sync"):
        told = run("office", command, "usb")
        assert (told.exit_code, told.stderr) == (0, "")
