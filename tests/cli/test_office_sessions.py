"""The commands of laptops work on the register of an office, and tell its communes apart."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.person import who_writes
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from tests.cli.conftest import Danvan
from tests.ledger.two import beside, put
from tests.office.carried import begun_office
from tests.office.shelf.registered import (
    DEAR,
    FAR,
    bring,
    denounced,
    laptop_of,
    promise_in,
    session_of,
)

SPEAKER, SECRET = "Trịnh Thị Mùi", "Cán bộ ăn chặn tiền hỗ trợ"


@pytest.fixture
def sessions(tmp_path: Path) -> dict[str, str]:
    """The ids of a session in each of two communes, both of one code, in the register."""
    office = begun_office(tmp_path / "data", Settings(person="Lan"))
    found = {}
    for commune, content in ((DEAR, "Sửa đường"), (FAR, "Lắp đèn")):
        notebook = session_of(laptop_of(tmp_path, commune), commune)
        promise_in(notebook, content)
        denounced(notebook, SECRET, SPEAKER)
        bring(office, notebook)
        notebook.close()
        found[commune] = notebook.state.session.id
    office.close()
    return found


def _full(session: str) -> str:
    return f"DT-2026-001-{session[-6:]}"


def test_the_list_says_the_commune_of_every_session(run: Danvan, sessions: dict[str, str]) -> None:
    lines = run("office", "list").stdout.splitlines()
    assert len(lines) == 2
    for commune, session in sessions.items():
        assert any(commune in line and _full(session) in line for line in lines)
    one = run("office", "list", "--commune", "go voi").stdout
    assert FAR in one
    assert DEAR not in one
    told = json.loads(run("office", "list", "--json").stdout)
    assert {entry["commune"] for entry in told} == {DEAR, FAR}


def test_a_commune_that_is_not_there_is_told_with_those_that_are(
    run: Danvan, sessions: dict[str, str]
) -> None:
    assert sessions
    for command in ("list", "due", "figures"):
        refused = run("office", command, "--commune", "Nà Pù")
        assert refused.exit_code == 1
        assert DEAR in refused.stderr
        assert FAR in refused.stderr
    assert run("office", "list", "--commune", "xa").exit_code == 1


def test_a_code_of_two_communes_is_asked_about(run: Danvan, sessions: dict[str, str]) -> None:
    refused = run("office", "show", "DT-2026-001")
    assert refused.exit_code == 1
    assert f"{_full(sessions[DEAR])} ({DEAR})" in refused.stderr
    shown = run("office", "show", _full(sessions[DEAR]))
    assert "Sửa đường" in shown.stdout
    assert run("office", "history", sessions[FAR]).exit_code == 0


def test_promises_are_listed_and_counted_by_commune(run: Danvan, sessions: dict[str, str]) -> None:
    assert sessions
    grouped = run("office", "commitments", "--group", "commune").stdout
    assert f"{DEAR} (1)" in grouped
    assert f"{FAR} (1)" in grouped
    one = run("office", "commitments", "--commune", "go voi", "--json")
    assert [row["content"] for row in json.loads(one.stdout)] == ["Lắp đèn"]
    figures = json.loads(run("office", "figures", "--period", "all", "--json").stdout)
    assert sorted(part["name"] for part in figures["villages"]) == sorted(
        [f"Thôn 1, {DEAR}", f"Thôn 1, {FAR}"]
    )
    theirs = run("office", "figures", "--period", "all", "--commune", FAR, "--json")
    assert [part["name"] for part in json.loads(theirs.stdout)["villages"]] == [f"Thôn 1, {FAR}"]


def test_the_duties_of_each_commune_are_its_own(run: Danvan, sessions: dict[str, str]) -> None:
    assert sessions
    told = json.loads(run("office", "due", "--all", "--json").stdout)
    counted = [one for one in told["duties"] if one["section"] == "counts"]
    clocks = {one["clock"] for one in counted}
    assert clocks
    for clock in clocks:  # the days of one commune are not those of the other
        theirs = sorted(one["commune"] for one in counted if one["clock"] == clock)
        assert theirs == sorted([DEAR, FAR])
    asked = json.loads(run("office", "due", "--all", "--commune", FAR, "--json").stdout)
    assert {one["commune"] for one in asked["duties"]} == {FAR}
    assert len(asked["duties"]) * 2 == len(told["duties"])


def test_a_review_names_the_session_of_its_commune(run: Danvan, sessions: dict[str, str]) -> None:
    refused = run("office", "review", "DT-2026-001/1", "4 dang lam")
    assert refused.exit_code == 1
    name = f"{_full(sessions[FAR])}/1"
    assert f"{name} ({FAR})" in refused.stderr
    assert run("office", "review", name, "4 dang lam").exit_code == 0
    rows = json.loads(run("office", "commitments", "--json").stdout)
    assert {row["commune"]: row["state"] for row in rows} == {DEAR: "open", FAR: "in_progress"}
    assert run("office", "review", name, "--undo").exit_code == 0
    rows = json.loads(run("office", "commitments", "--json").stdout)
    assert {row["state"] for row in rows} == {"open"}


def test_promises_of_one_code_are_called_as_they_are_listed_where_no_commune_is_said(
    run: Danvan, tmp_path: Path
) -> None:
    office = begun_office(tmp_path / "data", Settings(person="Lan"))
    for place in ("one", "two"):
        notebook = session_of(laptop_of(tmp_path, place), "")
        promise_in(notebook, "Sửa đường")
        bring(office, notebook)
        notebook.close()
        full = _full(notebook.state.session.id)
    office.close()
    assert full in run("office", "list").stdout
    shown = run("office", "commitments").stdout
    assert f"{full}/1" in shown
    assert "DT-2026-001/1" not in shown
    refused = run("office", "review", "DT-2026-001/1", "4 dang lam")
    assert f"{full}/1" in refused.stderr
    assert notebook.state.session.id not in refused.stderr
    done = run("office", "review", f"{full}/1", "4 dang lam")
    assert (done.exit_code, done.stderr) == (0, "")


def test_the_office_stands_beside_what_nobody_put_a_name_to(
    run: Danvan, sessions: dict[str, str]
) -> None:
    name = f"{_full(sessions[FAR])}/1"
    assert run("office", "review", name, "4 dang lam").exit_code == 0
    story = run("office", "history", _full(sessions[FAR])).stdout
    assert " Văn phòng xã: " in story
    assert who_writes(Settings()) not in story


def test_a_duty_is_recorded_in_its_session(run: Danvan, sessions: dict[str, str]) -> None:
    met = run("office", "due", "--met", "dialogue_publish", _full(sessions[FAR]))
    assert met.exit_code == 0, met.stderr
    shown = {commune: run("office", "show", one, "--json") for commune, one in sessions.items()}
    duties = {commune: json.loads(one.stdout)["duties"] for commune, one in shown.items()}
    assert (len(duties[DEAR]), len(duties[FAR])) == (0, 1)


def test_a_conflict_is_chosen_at_the_office(
    run: Danvan, sessions: dict[str, str], tmp_path: Path
) -> None:
    """Two windows wrote the same field; the office chooses with a reason."""
    shelf = laptop_of(tmp_path, FAR)
    office = Office(tmp_path / "data", Settings(person="Lan"))
    _write_twice(office, shelf)
    office.close()
    session = sessions[FAR]
    assert _full(session) in run("office", "conflicts").stdout
    refused = run("office", "conflicts", session, "1", "1")
    assert refused.exit_code == 1
    assert "needs a reason" in refused.stderr
    chosen = run("office", "conflicts", session, "1", "2", "--reason", "Hỏi lại trưởng thôn")
    assert chosen.exit_code == 0, chosen.stderr
    assert _full(session) not in run("office", "conflicts").stdout


def _write_twice(office: Office, shelf: Shelf) -> None:
    here = shelf.open("DT-2026-001", person="Hiền")
    at_office = RegisterShelf(office).open(here.state.session.id, person="Lan")
    for notebook, content, reason in ((here, "Ở xã", ""), (at_office, "Ở huyện", "Ghi sai")):
        issue = _open_issue(notebook)
        notebook.record([Edit(Table.ISSUES, issue, {"content": content})], reason=reason)
    at_office.close()
    bring(office, here)
    here.close()


def _open_issue(notebook: Notebook) -> str:
    return next(one.id for one in notebook.state.issues() if not one.protected)


def test_nobody_is_told_of_a_denouncer(run: Danvan, sessions: dict[str, str]) -> None:
    said = ""
    for line in (
        ("list",),
        ("list", "--json"),
        ("commitments", "--state", "all", "--json"),
        ("due", "--all", "--json"),
        ("figures", "--period", "all", "--json"),
        *(("show", one) for one in sessions.values()),
        *(("show", one, "--json") for one in sessions.values()),
        *(("history", one) for one in sessions.values()),
        *(("history", one, "--json") for one in sessions.values()),
    ):
        done = run("office", *line)
        assert done.exit_code == 0, done.stderr
        said += done.stdout + done.stderr
    assert SPEAKER not in said
    assert SECRET not in said


def test_a_folder_that_is_no_office_says_how_one_begins(run: Danvan) -> None:
    for command in ((), ("list",), ("commitments",)):
        refused = run("office", *command)
        assert refused.exit_code == 1
        assert "danvan office init" in refused.stderr


def test_a_damaged_register_is_told_in_one_sentence(
    run: Danvan, sessions: dict[str, str], tmp_path: Path
) -> None:
    assert sessions
    with sqlite3.connect(tmp_path / "data" / "office" / "register.sqlite") as connection:
        connection.execute("DROP TABLE operations")
    refused = run("office", "show", sessions[DEAR])
    assert refused.exit_code == 3
    assert "register" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_what_two_laptops_brought_is_chosen_at_the_office(run: Danvan, tmp_path: Path) -> None:
    notebook = session_of(laptop_of(tmp_path, DEAR), DEAR)
    promise_in(notebook, "Sửa đường")
    issue = notebook.state.issues()[0].id
    other = beside(notebook, "Hà")
    notebook.record([Edit(Table.ISSUES, issue, {"people": 5})])
    put(other, Edit(Table.ISSUES, issue, {"people": 9}))
    take_in(notebook, other.state.fold.ordered())
    office = begun_office(tmp_path / "data", Settings(person="Lan"))
    bring(office, notebook)
    notebook.close()
    office.close()
    code = notebook.state.session.code
    assert code in run("office", "conflicts").stdout
    listed = json.loads(run("office", "conflicts", code, "--json").stdout)
    assert {one["by"] for one in listed[0]["values"]} == {"Hiền", "Hà"}
    assert run("office", "conflicts", code, "1", "2").exit_code == 1
    chosen = run("office", "conflicts", code, "1", "2", "--reason", "hỏi lại hai người")
    assert (chosen.exit_code, chosen.stderr) == (0, "")
    assert "Nothing waits" in run("office", "conflicts").stdout
