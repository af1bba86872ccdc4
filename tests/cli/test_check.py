"""Promise: a check is content with what is whole, and names everything that is not."""

import json
from pathlib import Path

from danvan_tui.ledger.closing import missing
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.cli.conftest import Danvan
from tests.cli.shown import DENOUNCER


def test_the_ready_session_is_whole_mixed_and_secret(demo: str, tmp_path: Path) -> None:
    notebook = Shelf(tmp_path / "data").open(demo, write=False)
    state = notebook.state
    assert notebook.notices == []
    assert {gap.field for gap in missing(state)} == {"result"}  # what was promised before
    assert sum(issue.protected for issue in state.issues()) == 1
    assert any(person.count for person in state.attendance())
    assert {bool(promise.due) for promise in state.commitments()} == {True, False}
    naming = {
        path.name
        for path in (tmp_path / "data").rglob("*")
        if path.is_file() and DENOUNCER.encode() in path.read_bytes()
    }
    assert naming == {"protected-0001.log", "protected.json"}


def test_check_is_content_with_a_sound_folder(run: Danvan, demo: str) -> None:
    told = run("check")
    assert told.exit_code == 0
    assert demo in told.stdout
    assert "✗" not in told.stdout


def test_check_finds_minutes_that_are_not_the_sealed_ones(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    notebook = Shelf(tmp_path / "data").open(code)
    session = notebook.state.session.id
    for step in ({"state": "reading"}, {"state": "closed", "seal": "0" * 64}):
        notebook.record([Edit(Table.SESSION, session, dict(step))])
    notebook.close()
    told = run("check")
    assert told.exit_code == 1
    assert f"✗ {code}: The minutes are not the ones that were agreed" in told.stdout


def test_check_finds_a_flipped_byte_and_bad_settings(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    run("add", code, "1 kn Một")
    data = tmp_path / "data"
    (data / "settings.toml").write_text("x = 1\n", encoding="utf-8")
    journal = max(data.glob("sessions/*/journal-*.log"))
    journal.write_bytes(journal.read_bytes().replace("Một".encode(), b"Hai!"))
    told = run("check", "--json")
    assert told.exit_code == 1
    wrong = [finding for finding in json.loads(told.stdout)["findings"] if not finding["fine"]]
    assert [finding["name"] for finding in wrong] == ["settings", code]
    assert journal.name in wrong[1]["told"]


def test_check_does_not_make_a_folder_that_is_not_there(run: Danvan, tmp_path: Path) -> None:
    assert run("check").exit_code == 3
    assert not (tmp_path / "data").exists()
