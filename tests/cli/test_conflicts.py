"""`danvan conflicts`: who wrote what, both values, and choosing one of them by number."""

import json
from pathlib import Path

import pytest

from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import DENUNCIATION, Table, Value
from tests.cli.conftest import Danvan
from tests.ledger.two import beside, put

OURS, THEIRS = "Cống thôn tắc nặng", "Cống thôn hơi tắc"


@pytest.fixture
def shelf(tmp_path: Path, code: str) -> Shelf:
    assert code
    return Shelf(tmp_path / "data")


def disagree(shelf: Shelf, code: str, ours: dict[str, Value], theirs: dict[str, Value]) -> None:
    """Two people write in the same opinion without knowing each other."""
    notebook = shelf.open(code, person="Mai")
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    notebook.record([issue])
    other = beside(notebook, "Hà")
    notebook.record([Edit(Table.ISSUES, issue.record, ours)])
    put(other, Edit(Table.ISSUES, issue.record, theirs))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()


def state_of(shelf: Shelf, code: str) -> State:
    return shelf.open(code, write=False).state


def test_both_values_are_listed_with_who_wrote_them(run: Danvan, code: str, shelf: Shelf) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    result = run("conflicts", code)
    assert result.exit_code == 0
    for said in (OURS, THEIRS, "Mai", "Hà", "1. Opinion 1 · Content"):
        assert said in result.stdout
    assert f"{code} (" in run("conflicts").stdout
    (record,) = json.loads(run("conflicts", code, "--json").stdout)
    assert {one["value"] for one in record["values"]} == {OURS, THEIRS}


def test_a_number_beside_a_person_is_refused(run: Danvan, code: str, shelf: Shelf) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    assert run("conflicts", code, "1", "2", "--of", "Mai").exit_code == 2
    assert "Nothing here waits that" in run("conflicts", code, "--of", "").stderr
    assert len(conflicts(state_of(shelf, code))) == 1


@pytest.mark.parametrize("value", [1, 2])
def test_a_value_is_chosen_by_its_number(run: Danvan, code: str, shelf: Shelf, value: int) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    (choice,) = conflicts(state_of(shelf, code))
    wanted = choice.alternatives[value - 1].values[0][1]
    result = run("conflicts", code, "1", str(value))
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(wanted) in result.stdout
    assert state_of(shelf, code).issues()[0].content == wanted
    assert "nothing waits" in run("conflicts", code).stdout


def test_all_that_one_person_wrote_is_chosen_at_once(run: Danvan, code: str, shelf: Shelf) -> None:
    disagree(shelf, code, {"content": OURS, "people": 5}, {"content": THEIRS, "people": 9})
    before = len(state_of(shelf, code).fold.operations)
    result = run("conflicts", code, "--of", "hà", "--json")
    assert json.loads(result.stdout)["left"] == 0
    state = state_of(shelf, code)
    assert (state.issues()[0].content, state.issues()[0].people) == (THEIRS, 9)
    assert len(state.fold.operations) == before + 1


def test_closed_minutes_need_a_reason(run: Danvan, code: str, shelf: Shelf) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    assert run("add", code, "=1").exit_code == 0
    assert run("close", code, "--unclear", "chưa rõ", "--yes").exit_code == 0
    refused = run("conflicts", code, "1", "1")
    assert refused.exit_code == 1
    assert "needs a reason" in refused.stderr
    assert run("conflicts", code, "1", "1", "--reason", "ghi nhầm").exit_code == 0
    state = state_of(shelf, code)
    assert conflicts(state) == []
    assert seal_holds(state)


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [(["9", "1"], 1), (["1", "9"], 1), (["1"], 2), (["--of", "Không Ai"], 1)],
)
def test_what_is_not_there_cannot_be_chosen(
    run: Danvan, code: str, shelf: Shelf, arguments: list[str], exit_code: int
) -> None:
    disagree(shelf, code, {"content": OURS}, {"content": THEIRS})
    result = run("conflicts", code, *arguments)
    assert result.exit_code == exit_code
    assert len(conflicts(state_of(shelf, code))) == 1


def test_a_protected_name_is_in_no_list(run: Danvan, code: str, shelf: Shelf) -> None:
    disagree(
        shelf,
        code,
        {"speaker_name": "Sùng Thị Pàng", "kind": DENUNCIATION},
        {"speaker_name": "Sùng A Pàng"},
    )
    listed = run("conflicts", code).stdout
    for arguments in ((code,), (code, "--json"), (code, "1", "1")):
        result = run("conflicts", *arguments)
        assert result.exit_code == 0
        assert "Pàng" not in result.output
        assert "kept secret by law" in result.output or "--json" in arguments
    assert "choose by who wrote it" in " ".join(listed.split())


def test_show_tells_what_waits_and_what_came_in_late(run: Danvan, code: str, shelf: Shelf) -> None:
    assert "danvan conflicts" not in run("show", code).stdout
    notebook = shelf.open(code, person="Mai")
    session = notebook.state.session.id
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    notebook.record([issue, Edit(Table.SESSION, session, {"state": "live"})])
    other = beside(notebook, "Hà")
    close_session(notebook, "chưa rõ")
    put(other, Edit(Table.ISSUES, issue.record, {"content": THEIRS}))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()
    shown = " ".join(run("show", code).stdout.split())
    assert "Came in after closing" in shown
    assert "not agreed on" in shown
    assert THEIRS in shown
    assert f"1 conflict waits to be chosen: danvan conflicts {code}" in shown


def test_days_are_said_as_people_write_them(run: Danvan, code: str, shelf: Shelf) -> None:
    notebook = shelf.open(code, person="Mai")
    issue = notebook.new(Table.ISSUES, content="Cống thôn tắc", kind="report")
    promise = notebook.new(Table.COMMITMENTS, issue=issue.record, content="Sửa cống")
    notebook.record([issue, promise])
    other = beside(notebook, "Hà")
    ours: dict[str, Value] = {"due_text": "trước 15/12", "due": "2026-12-15"}
    theirs: dict[str, Value] = {"due_text": "trước 20/12", "due": "2026-12-20"}
    notebook.record([Edit(Table.COMMITMENTS, promise.record, ours)])
    put(other, Edit(Table.COMMITMENTS, promise.record, theirs))
    take_in(notebook, other.state.fold.ordered())
    notebook.close()
    said = run("conflicts", code).stdout
    assert "15/12/2026" in said
    assert "20/12/2026" in said
    assert "2026-12" not in said
