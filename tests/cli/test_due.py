"""Promise: the command line lists what is due as the screen does, and records what was done."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Danvan

TODAY = date.today()


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).strftime("%d/%m/%Y")


def held(run: Danvan, days: int, *said: str, kind: str = "reception") -> str:
    """A session held so many days ago in which this was said; gives its code."""
    made = run("new", "--kind", kind, "--date", ago(days), "--village", "Thôn Văn Xá")
    code = made.stdout.split()[0]
    assert run("add", code, "+ Lê Thị Hòa, Thôn Văn Xá", *said).exit_code == 0
    return code


@pytest.fixture
def late(run: Danvan) -> str:
    """A reception long ago at which a proposal, a complaint and a denunciation were raised."""
    return held(run, 60, "1 kn gt Đường hỏng", "1 kh dt Cấp sai sổ", "1 tc Nhận phong bì")


def duties(run: Danvan, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("due", "--json", *arguments).stdout)["duties"]
    return found


def owing(run: Danvan, code: str) -> set[tuple[str, int | None]]:
    return {(one["clock"], one["opinion"]) for one in duties(run) if one["session"] == code}


def test_what_is_overdue_stands_first_with_what_to_do_and_its_basis(run: Danvan, late: str) -> None:
    told = run("due")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0].startswith("Overdue (")
    assert any("Trả lời tình trạng xử lý" in line and "overdue" in line for line in lines)
    assert f"{late}, opinion 1 · Thôn Văn Xá  [reception_status {late}/1]" in told.stdout
    said = " ".join(told.stdout.split())
    assert "What to do:" in said
    assert "Basis: Luật Tiếp công dân, Điều 28.1." in said


def test_nothing_that_was_not_read_in_the_law_is_told_as_law(run: Danvan, late: str) -> None:
    assert late
    held(run, 60, "1 kn gt Đường hỏng", kind="dialogue")
    said = " ".join(run("due").stdout.split())
    assert "Check the text before citing it: Luật Tổ chức CQĐP 72/2025, Điều 43" in said
    assert "Basis: Luật Tổ chức" not in said
    for row in run("due", "--table").stdout.splitlines()[1:]:
        basis = row.split("\t")[6]
        assert ("Check the text" in basis) == ("72/2025" in basis or "11-QĐi" in basis)


def test_a_duty_is_recorded_and_no_longer_due(run: Danvan, late: str) -> None:
    assert ("complaint_accept", 2) in owing(run, late)
    done = run(
        "due", "--met", "complaint_accept", f"{late}/2", "--on", ago(50), "--document", "3/TB"
    )
    assert (done.exit_code, done.stdout) == (0, "1 duty recorded as done.\n")
    assert ("complaint_accept", 2) not in owing(run, late)
    (settle,) = [one for one in duties(run) if one["clock"] == "complaint_settle"]
    assert settle["state"] == "overdue"
    (duty,) = json.loads(run("show", late, "--json").stdout)["duties"]
    assert (duty["clock"], duty["document"]) == ("complaint_accept", "3/TB")


def test_several_duties_are_recorded_at_once(run: Danvan, late: str) -> None:
    met = ["--met", "complaint_accept", f"{late}/2", "--met", "reception_status", f"{late}/1"]
    done = run("due", *met, "--json")
    told = json.loads(done.stdout)
    assert [one["clock"] for one in told["met"]] == ["complaint_accept", "reception_status"]
    assert len(told["operations"]) == 1
    assert owing(run, late) & {("complaint_accept", 2), ("reception_status", 1)} == set()


def test_a_closed_session_takes_its_duties(run: Danvan, late: str) -> None:
    assert run("close", late, "--yes", "--unclear", "chưa rõ").exit_code == 0
    assert run("due", "--met", "reception_status", f"{late}/1").exit_code == 0
    assert ("reception_status", 1) not in owing(run, late)


def test_of_a_protected_matter_only_the_session_is_told(run: Danvan, late: str) -> None:
    for options in ([], ["--table"], ["--json"], ["--all"]):
        told = run("due", *options).stdout
        assert "phong bì" not in told.casefold()
    assert f"a protected matter, session {late}  [denunciation_first {late}]" in run("due").stdout
    (secret,) = [one for one in duties(run) if one["clock"] == "denunciation_first"]
    assert (secret["protected"], secret["opinion"], secret["villages"]) == (True, None, [])
    assert run("due", "--met", "denunciation_first", late).exit_code == 0
    assert "denunciation_first" not in {one["clock"] for one in duties(run)}


@pytest.mark.parametrize(
    ("met", "said"),
    [
        (("someday", "{code}/1"), "No duty is called someday"),
        (("reception_status", "TD-1999-001"), "No session is called TD-1999-001"),
        (("reception_status", "{code}/9"), "does not owe this"),
        (("dialogue_publish", "{code}"), "does not owe this"),
        (("reception_status", "{code}"), "owes this to several opinions"),
    ],
)
def test_what_is_not_owed_is_refused_in_one_sentence(
    run: Danvan, late: str, met: tuple[str, str], said: str
) -> None:
    told = run("due", "--met", *(word.format(code=late) for word in met))
    assert told.exit_code == 1
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_day_to_come_is_refused_and_nothing_is_recorded(run: Danvan, late: str) -> None:
    told = run("due", "--met", "complaint_accept", f"{late}/2", "--on", ago(-3))
    assert told.exit_code == 1
    assert "the clock of this computer says" in told.stderr
    assert ("complaint_accept", 2) in owing(run, late)


def test_what_was_done_is_listed_with_all_and_not_recorded_twice(run: Danvan, late: str) -> None:
    run("due", "--met", "complaint_accept", f"{late}/2", "--on", ago(50))
    (met,) = [one for one in duties(run, "--all") if one["clock"] == "complaint_accept"]
    assert (met["state"], met["section"]) == ("met", "done")
    again = run("due", "--met", "complaint_accept", f"{late}/2")
    assert again.exit_code == 1
    assert "was recorded as done before" in again.stderr


def test_what_is_overdue_for_over_a_year_is_only_counted(run: Danvan) -> None:
    old = held(run, 500, "1 kn gt Đường hỏng")
    told = run("due")
    assert old not in told.stdout
    assert "overdue for over a year; --all shows" in told.stderr
    assert old in run("due", "--all").stdout


def test_a_clock_a_year_wrong_is_told_first_and_nothing_is_lost(run: Danvan) -> None:
    later = held(run, -370, "1 kn gt Đường hỏng")
    told = run("due")
    assert told.stderr.startswith(f"The clock of this computer says {ago(0)}")
    assert f"({later})" in told.stderr
    assert f"[reception_status {later}/1]" in told.stdout


def test_a_unit_has_one_line_for_its_promises(run: Danvan) -> None:
    held(run, 60, "1 kn gt Đường hỏng", f"!kt Sửa đường trước {ago(30)}", f"!kt Cắm biển {ago(20)}")
    (unit,) = json.loads(run("due", "--json").stdout)["promises"]
    assert (unit["unit"], unit["overdue"], unit["section"]) == ("Phòng Kinh tế xã", 2, "overdue")
    assert "2 promises overdue" in run("due").stdout


def test_the_table_pastes_and_no_cell_is_a_formula(run: Danvan, tmp_path: Path) -> None:
    held(run, 60, "1 kn gt Đường hỏng")
    (tmp_path / "data" / "catalogues").mkdir()
    (tmp_path / "data" / "catalogues" / "deadlines.toml").write_text(
        '[[deadline]]\nid = "reception_status"\nname = "=HYPERLINK()"\n', encoding="utf-8"
    )
    rows = [row.split("\t") for row in run("due", "--table").stdout.splitlines()]
    assert {len(row) for row in rows} == {8}
    assert rows[0][:4] == ["When", "Last day", "Time left", "What"]
    assert "'=HYPERLINK()" in {row[3] for row in rows}


def test_without_a_session_only_the_counts_are_asked_for(run: Danvan) -> None:
    assert run("due").exit_code == 3  # there is no folder
    run("new", "--kind", "dialogue", "--date", ago(0))
    sections = {one["section"] for one in duties(run)}
    assert "counts" in sections


@pytest.mark.parametrize("options", [["--on", "22/11/2026"], ["--json", "--table"]])
def test_options_that_make_no_sense_are_wrong_use(run: Danvan, options: list[str]) -> None:
    assert run("due", *options).exit_code == 2
