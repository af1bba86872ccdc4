"""`danvan merge`: a colleague's file, or two notes of one meeting, by questions or by options."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from danvan_tui.cli import merge as merging
from danvan_tui.cli import output
from danvan_tui.cli.root import danvan
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from tests.cli.conftest import Danvan
from tests.exchange.notes import merge_crosswise

ROAD = "1 kn gt Đường liên thôn hỏng nặng xe không đi được"


@pytest.fixture
def other(run: Danvan, code: str) -> str:
    """The notes of somebody else of the same meeting."""
    assert run("add", code, ROAD, "2 pa Thiếu nước sạch mùa khô").exit_code == 0
    made = run("new", "--village", "Thôn Văn Xá", "--date", "22/11/2026")
    name = made.stdout.split()[0]
    lines = ["+ Lê Thị Hòa, Thôn Văn Xá", "1 kn gt Đường liên thôn hỏng, xe không đi được"]
    assert run("add", name, *lines, "+ Ma Thị Sua", "2 pa Mất điện về đêm").exit_code == 0
    return name


def state_of(tmp_path: Path, code: str) -> State:
    return Shelf(tmp_path / "data").open(code, write=False).state


def somebody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is a terminal at which a person answers."""

    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    class System:
        stdin = Terminal

    for asking in (merging, output):
        monkeypatch.setattr(asking, "sys", System)


def test_what_is_proposed_is_laid_side_by_side(run: Danvan, code: str, other: str) -> None:
    result = run("merge", code, other, "--list")
    assert result.exit_code == 0
    assert "Is this the same opinion?" in result.stdout
    assert "hỏng nặng xe" in result.stdout
    assert "hỏng, xe" in result.stdout
    found = json.loads(run("merge", code, other, "--list", "--json").stdout)
    assert [one["table"] for one in found] == ["attendance", "issues"]


def test_what_is_secret_in_one_of_the_notes_is_shown_of_neither(
    run: Danvan, code: str, other: str
) -> None:
    said = "Trưởng thôn thu tiền làm đường không có biên lai"
    assert run("add", code, f"1 tc {said}").exit_code == 0
    assert run("add", other, f"1 kn gt {said}").exit_code == 0
    for pair in ((code, other), (other, code)):
        shown = run("merge", *pair, "--list").stdout
        assert shown.count("protected speaker") == 2
        assert "alike in words, speaker and village" in " ".join(shown.split())
        assert said not in shown


@pytest.mark.parametrize(
    ("options", "issues", "people"),
    [(["--yes"], 3, 4), (["--none"], 4, 5), (["--same", "1=1"], 3, 4)],
)
def test_options_decide_for_scripts(
    run: Danvan,
    code: str,
    other: str,
    options: list[str],
    issues: int,
    people: int,
    tmp_path: Path,
) -> None:
    result = run("merge", code, other, *options)
    assert result.exit_code == 0, result.output
    state = state_of(tmp_path, code)
    assert (len(state.issues()), len(state.attendance())) == (issues, people)
    assert state_of(tmp_path, other).session.merged_into == state.session.id
    assert ("wait" in result.stdout) == (options != ["--none"])
    again = run("merge", code, other, *options, "--json")
    assert again.exit_code == 0
    assert len(state_of(tmp_path, code).issues()) == issues


def test_a_script_that_decides_nothing_is_told_how(run: Danvan, code: str, other: str) -> None:
    result = run("merge", code, other)
    assert result.exit_code == 1
    assert "--yes" in result.stderr


@pytest.mark.parametrize(("answer", "issues"), [("\n", 3), ("n\n", 4), ("khong\n", 4)])
def test_enter_takes_what_is_proposed(
    run: Danvan,
    code: str,
    other: str,
    answer: str,
    issues: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    somebody_is_there(monkeypatch)
    result = run("merge", code, other, given=answer)
    assert result.exit_code == 0, result.output
    assert len(state_of(tmp_path, code).issues()) == issues


@pytest.fixture
def unlike(run: Danvan) -> str:
    """The notes of another meeting."""
    made = run("new", "--village", "Thôn Khe Lồng", "--date", "02/11/2026")
    return made.stdout.split()[0]


@pytest.mark.parametrize(("answer", "is_merged"), [("\n", False), ("n\n", False), ("có\n", True)])
def test_what_looks_like_another_meeting_is_asked_about_first(
    run: Danvan,
    code: str,
    unlike: str,
    answer: str,
    is_merged: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    somebody_is_there(monkeypatch)
    result = run("merge", code, unlike, given=answer)
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "This looks like another meeting (02/11/2026 · Thôn Khe Lồng;" in said
    assert ("Nothing was put together" in said) is not is_merged
    assert bool(state_of(tmp_path, unlike).session.merged_into) is is_merged


def test_whoever_decides_by_options_is_told_that_it_looks_like_another_meeting(
    run: Danvan, code: str, unlike: str, tmp_path: Path
) -> None:
    assert run("merge", code, unlike).exit_code == 1
    assert state_of(tmp_path, unlike).session.merged_into == ""
    result = run("merge", code, unlike, "--none")
    assert result.exit_code == 0
    assert "This looks like another meeting" in result.stderr
    assert state_of(tmp_path, unlike).session.merged_into != ""


def test_a_number_that_is_not_there_changes_nothing(
    run: Danvan, code: str, other: str, tmp_path: Path
) -> None:
    assert run("merge", code, other, "--same", "1=9").exit_code == 1
    assert run("merge", code, other, "--same", "1").exit_code == 2
    assert run("merge", code, other, "--same", "1=1", "--yes").exit_code == 2
    assert len(state_of(tmp_path, code).issues()) == 2
    assert state_of(tmp_path, other).session.merged_into == ""


def test_a_colleagues_file_becomes_a_session_and_then_joins_it(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    assert run("export", code, "--to", str(tmp_path)).exit_code == 0
    (path,) = tmp_path.glob("*.json")
    elsewhere = ["--data", str(tmp_path / "elsewhere"), "--lang", "en"]
    runner = CliRunner()
    first = runner.invoke(danvan, [*elsewhere, "merge", str(path)], catch_exceptions=False)
    assert "was not here yet" in first.output
    added = [*elsewhere, "add", code, "1 kn Cống tắc"]
    assert runner.invoke(danvan, added, catch_exceptions=False).exit_code == 0
    back = [*elsewhere, "export", code, "--to", str(tmp_path / "elsewhere")]
    assert runner.invoke(danvan, back, catch_exceptions=False).exit_code == 0
    (answer,) = (tmp_path / "elsewhere").glob("*office*.json")
    for count in (1, 0):
        result = run("merge", code, str(answer), "--json")
        assert json.loads(result.stdout)["entries"] == count
    assert len(state_of(tmp_path, code).issues()) == 1


def test_a_file_of_other_notes_is_taken_over_at_once(
    run: Danvan, code: str, other: str, tmp_path: Path
) -> None:
    assert run("export", other, "--to", str(tmp_path)).exit_code == 0
    (path,) = tmp_path.glob(f"{other}*.json")
    assert run("merge", code, str(path), "--yes").exit_code == 0
    assert len(state_of(tmp_path, code).issues()) == 3


def test_a_file_is_only_looked_at_where_only_a_list_is_wanted(
    run: Danvan, other: str, tmp_path: Path
) -> None:
    assert run("export", other, "--to", str(tmp_path)).exit_code == 0
    (path,) = tmp_path.glob(f"{other}*.json")
    ours = tmp_path / "elsewhere"
    elsewhere = ["--data", str(ours), "--lang", "en"]
    runner = CliRunner()
    made = runner.invoke(danvan, [*elsewhere, "new", "--village", "Thôn Văn Xá"])
    name = made.stdout.split()[0]
    runner.invoke(danvan, [*elsewhere, "add", name, "+ Lê Thị Hòa, Thôn Văn Xá", ROAD])
    listed = runner.invoke(danvan, [*elsewhere, "merge", name, str(path), "--list"])
    assert "hỏng, xe" in listed.output
    assert runner.invoke(danvan, [*elsewhere, "merge", str(path), "--list"]).exit_code == 2
    assert len(Shelf(ours).folders()) == 1


def test_a_file_is_not_taken_in_for_a_session_that_is_not_there(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    assert run("export", code, "--to", str(tmp_path)).exit_code == 0
    (path,) = tmp_path.glob(f"{code}*.json")
    ours = tmp_path / "elsewhere"
    elsewhere = ["--data", str(ours), "--lang", "en"]
    runner = CliRunner()
    assert runner.invoke(danvan, [*elsewhere, "new"]).exit_code == 0
    given = [*elsewhere, "merge", "DT-1999-001", str(path), "--yes"]
    assert runner.invoke(danvan, given).exit_code == 1
    assert len(Shelf(ours).folders()) == 1


@pytest.mark.parametrize("options", [["--yes"], ["--list"]])
def test_a_session_is_not_put_together_with_itself(
    run: Danvan, code: str, options: list[str]
) -> None:
    result = run("merge", code, code, *options)
    assert result.exit_code == 1
    assert "one and the same session" in result.stderr


def test_a_file_that_is_none_of_ours_is_one_sentence(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "thu.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    result = run("merge", code, str(path))
    assert result.exit_code == 1
    assert "not an export" in result.stderr


def test_where_notes_went_stands_for_their_state(run: Danvan, code: str, other: str) -> None:
    assert run("merge", code, other, "--none").exit_code == 0
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines()}
    assert f"now in {code}" in lines[other]
    assert "now in" not in lines[code]
    assert run("show", other).stdout.splitlines()[0] == f"{other} · now in {code}"


def test_of_notes_that_were_put_into_each_other_one_still_counts(
    run: Danvan, code: str, other: str, tmp_path: Path
) -> None:
    merge_crosswise(Shelf(tmp_path / "data"), code, other)
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines()}
    assert "now in" not in lines[code]
    assert f"now in {code}" in lines[other]
    assert run("show", code).stdout.splitlines()[0] == f"{code} · live"
    assert run("show", other).stdout.splitlines()[0] == f"{other} · now in {code}"


def test_notes_that_went_where_nobody_knows_are_not_said_to_stand_here(
    run: Danvan, code: str, other: str, tmp_path: Path
) -> None:
    assert run("merge", code, other, "--none").exit_code == 0
    shutil.rmtree(Shelf(tmp_path / "data").find(code))
    assert "now in another" in run("list").stdout
    assert run("show", other).stdout.splitlines()[0] == f"{other} · now in another"


def test_notes_that_cannot_be_taken_over_are_refused_before_anything_is_asked(
    run: Danvan, code: str, other: str
) -> None:
    third = run("new", "--date", "22/11/2026").stdout.split()[0]
    assert run("merge", third, other, "--none").exit_code == 0
    refused = run("merge", code, other)
    assert refused.exit_code == 1
    assert "before" in refused.stderr
    assert "--yes" not in refused.stderr


def test_one_session_alone_asks_for_the_other_notes(run: Danvan, code: str) -> None:
    refused = run("merge", code)
    assert refused.exit_code == 2
    assert "name the other notes too" in refused.stderr
    missing = run("merge", "DT-2026-999")
    assert missing.exit_code == 1
    assert "no file DT-2026-999" in missing.stderr


def test_a_new_session_of_a_code_that_is_here_already_is_named_so_that_it_opens(
    run: Danvan, code: str, tmp_path: Path
) -> None:
    colleague = Shelf(tmp_path / "colleague")
    assert colleague.create(title="Đối thoại") == code
    written = run("--data", str(colleague.root), "export", code, "--to", str(tmp_path))
    assert written.exit_code == 0
    (file,) = tmp_path.glob("*.json")
    said = run("merge", str(file)).stdout
    name = said.split()[0]
    assert name.startswith(f"{code}-")
    assert run("show", name).exit_code == 0
