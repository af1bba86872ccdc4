"""Promise: sessions are listed, their history told, exports written; every command has its help."""

import json
import shutil
from datetime import date
from pathlib import Path

from danvan_tui.cli.root import danvan
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from tests.cli.conftest import Danvan
from tests.cli.shown import DENOUNCER


def test_a_new_session_takes_over_the_settings(run: Danvan, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text(
        'person = "Lê Thu Hiền"\ncommune = "UBND xã Phú Mận"\nplace = "Hội trường"\n',
        encoding="utf-8",
    )
    made = run("new", "--kind", "reception", "--place", "Phòng tiếp dân", "--json")
    session = json.loads(run("show", json.loads(made.stdout)["code"], "--json").stdout)["session"]
    assert session[0]["code"] == f"TD-{date.today().year}-001"
    assert session[0]["secretary"] == "Lê Thu Hiền"
    assert session[0]["commune"] == "UBND xã Phú Mận"
    assert session[0]["place"] == "Phòng tiếp dân"


def test_the_list_also_names_what_cannot_be_read(run: Danvan, code: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "sessions" / "DT-2020-001-broken").mkdir()
    lines = run("list").stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(code)
    assert "DT-2020-001-broken" in lines[1]


def test_the_list_tells_sessions_with_one_code_apart(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    folder = Shelf(tmp_path / "data").find(code)
    shutil.copytree(folder, folder.with_name("copy"))
    lines = run("list").stdout.splitlines()
    assert sorted(line.split("  ")[:2] for line in lines) == [[code, folder.name], [code, "copy"]]


def test_one_is_not_said_as_many(run: Danvan, code: str) -> None:
    run("add", code, "1 kn Một")
    assert "3 participants, 1 opinion, 0 promises" in run("list").stdout


def test_the_demo_is_a_copy_that_can_be_written(run: Danvan, demo: str) -> None:
    folder = Path(json.loads(run("demo", "--no-screen", "--json").stdout)["folder"])
    try:
        assert folder != shipped_data() / "samples" / "demo"
        Shelf(folder).open(demo, write=True).close()
    finally:
        shutil.rmtree(folder)


def test_history_tells_changes_in_words_and_keeps_secrets(run: Danvan, code: str) -> None:
    run("add", code, "1 kn gt Đường hỏng", "2 tc Nhận tiền")
    notebook_told = run("history", code).stdout
    assert "new opinion 1: Speaker: “Lê Thị Hòa”" in notebook_told
    assert "a protected entry" in notebook_told
    assert "Nhận tiền" not in notebook_told
    told = json.loads(run("history", code, "--json").stdout)
    assert [entry["changes"] for entry in told if entry["protected"]] == [[]]


def test_history_tells_what_replaced_what_and_what_was_taken_back(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    run("add", code, "1 kn gt Đường hỏng")
    notebook = Shelf(tmp_path / "data").open(code, person="Lê Thu Hiền")
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "complaint"})])
    notebook.undo()
    notebook.close()
    told = " ".join(run("history", code).stdout.split())
    assert "Lê Thu Hiền: opinion 1: Kind: “Kiến nghị” → “Khiếu nại” [taken back]" in told
    assert told.endswith("took back: opinion 1: Kind: “Kiến nghị” → “Khiếu nại”")


def test_an_export_is_written_read_back_and_verified(
    run: Danvan, demo: str, tmp_path: Path
) -> None:
    told = json.loads(run("export", demo, "--profile", "public", "--json").stdout)
    path = Path(told["path"])
    assert path.parent == tmp_path / "data" / "exports"
    assert run("verify", str(path)).exit_code == 0
    assert DENOUNCER not in path.read_text(encoding="utf-8")
    path.write_bytes(path.read_bytes().replace("Văn Xá".encode(), "Văn Xà".encode()))
    changed = run("verify", str(path))
    assert changed.exit_code == 1
    assert changed.stdout == ""


def test_an_export_goes_only_into_a_folder_that_is_there(
    run: Danvan, demo: str, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    assert run("export", demo, "--to", str(tmp_path / "stick")).exit_code == 0
    assert run("export", demo, "--to", str(tmp_path / "missing")).exit_code == 2
    assert not (tmp_path / "missing").exists()


def test_the_capture_help_names_every_code(run: Danvan) -> None:
    told = run("help-capture").stdout
    for code, name in (("kn", "Kiến nghị"), ("gt", "Giao thông nông thôn"), ("vp", "Văn phòng")):
        assert f"  {code:<6}{name}" in told


def test_every_command_has_help_and_a_line_in_the_list(run: Danvan) -> None:
    listed = run("--help").stdout
    from click import Context

    for name in danvan.list_commands(Context(danvan)):
        assert f"  {name} " in listed
        assert run(name, "--help").exit_code == 0
