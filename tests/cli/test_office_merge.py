"""`danvan office merge`: two notes of one meeting become one in the register, as on a laptop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from tests.cli.conftest import Danvan
from tests.office.carried import begun_office
from tests.office.shelf.registered import DEAR, bring, laptop_of, session_of

REASON = ("--reason", "Hai người cùng ghi một buổi")


class Notes(NamedTuple):
    """What the notes of two people of one meeting are called: both have the same code."""

    ours: str
    theirs: str


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """Two laptops took notes of one meeting; both came into the register."""
    office = begun_office(tmp_path / "data", Settings(person="Lan"))
    names = []
    for person, said in (
        ("Hiền", ("Đường liên thôn hỏng nặng xe không đi được", "Thiếu nước sạch")),
        ("Hà", ("Đường liên thôn hỏng, xe không đi được", "Mất điện về đêm")),
    ):
        notebook = session_of(laptop_of(tmp_path / person, DEAR), DEAR)
        for content in said:
            notebook.record([notebook.new(Table.ISSUES, content=content, village="Thôn 1")])
        bring(office, notebook)
        notebook.close()
        names.append(f"DT-2026-001-{notebook.state.session.id[-6:]}")
    office.close()
    return Notes(*names)


def state_of(tmp_path: Path, name: str) -> State:
    office = Office(tmp_path / "data", Settings())
    try:
        return RegisterShelf(office).open(name, write=False).state
    finally:
        office.close()


def test_what_is_proposed_names_both_notes(run: Danvan, notes: Notes) -> None:
    listed = run("office", "merge", *notes, "--list")
    assert listed.exit_code == 0, listed.stderr
    assert "Is this the same opinion?" in listed.stdout
    assert notes.ours in listed.stdout
    assert notes.theirs in listed.stdout


def test_one_takes_the_other_over_in_the_register(
    run: Danvan, notes: Notes, tmp_path: Path
) -> None:
    done = run("office", "merge", *notes, "--yes", *REASON)
    assert done.exit_code == 0, done.stderr
    assert f"{notes.theirs} was taken over into {notes.ours}" in " ".join(done.stdout.split())
    state = state_of(tmp_path, notes.ours)
    assert len(state.issues()) == 3
    assert state_of(tmp_path, notes.theirs).session.merged_into == state.session.id
    again = run("office", "merge", *notes, "--yes", *REASON, "--json")
    assert json.loads(again.stdout)["from"] == notes.theirs
    assert len(state_of(tmp_path, notes.ours).issues()) == 3


def test_what_waits_is_shown_by_the_command_that_was_named(run: Danvan, notes: Notes) -> None:
    done = run("office", "merge", *notes, "--yes", *REASON)
    hint = f"danvan office conflicts {notes.ours}"
    assert f" to be chosen: {hint}" in done.stdout
    assert run(*hint.split()[1:]).exit_code == 0
    assert f" to be chosen: {hint}" in " ".join(run("office", "show", notes.ours).stdout.split())


def test_without_a_reason_nothing_is_asked_and_nothing_changed(
    run: Danvan, notes: Notes, tmp_path: Path
) -> None:
    refused = run("office", "merge", *notes)
    assert (refused.exit_code, "needs a reason" in refused.stderr) == (1, True)
    assert state_of(tmp_path, notes.theirs).session.merged_into == ""


def test_a_file_goes_into_the_register_first(run: Danvan, notes: Notes, tmp_path: Path) -> None:
    file = tmp_path / "of-a-colleague.json"
    file.write_text("{}", encoding="utf-8")
    for given in ((str(file),), (notes.ours, str(file))):
        refused = run("office", "merge", *given)
        assert (refused.exit_code, "danvan office import" in refused.stderr) == (1, True)
    assert not (tmp_path / "data" / "danvan.json").exists()


def test_lists_say_where_notes_went(run: Danvan, notes: Notes) -> None:
    assert run("office", "merge", *notes, "--none", *REASON).exit_code == 0
    lines = run("office", "list").stdout.splitlines()
    (theirs,) = (line for line in lines if line.split("  ")[1] == notes.theirs)
    assert f"now in {notes.ours}" in theirs
    assert sum("now in" in line for line in lines) == 1
    shown = run("office", "show", notes.theirs).stdout.splitlines()
    assert shown[0] == f"DT-2026-001 · now in {notes.ours}"


def test_what_turns_out_to_be_a_denunciation_afterwards_is_put_away_in_both(
    run: Danvan, notes: Notes, tmp_path: Path
) -> None:
    assert run("office", "merge", *notes, "--yes", *REASON).exit_code == 0
    office = Office(tmp_path / "data", Settings())
    notebook = RegisterShelf(office).open(notes.ours, person="Lan")
    found = {
        one.id: one.content
        for one in state_of(tmp_path, notes.theirs).issues()
        if one.id in {mine.id for mine in notebook.state.issues()}
    }
    issue, content = found.popitem()
    notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="đúng là tố cáo")
    notebook.close()
    office.close()
    (stick := tmp_path / "stick").mkdir()
    taken = run("office", "import", str(stick), "--yes")
    assert "in 1 other session too" in " ".join(taken.stderr.split())
    state = state_of(tmp_path, notes.theirs)
    assert issue in state.fold.protected
    assert content not in repr(state.issues())
