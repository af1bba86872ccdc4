"""`danvan commitments`: what is owed to whom by when, across all sessions, and the story of one."""

import csv
import io
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from danvan_tui.ledger.shelf import Shelf
from tests.cli.conftest import Danvan

TODAY = date.today()
SECRET = "Đường dây nóng bà Mùi"


def day(days: int) -> str:
    """A day from today, as people write it."""
    return f"{TODAY + timedelta(days=days):%d/%m/%Y}"


def meeting(run: Danvan, held: int, *lines: str, village: str = "Thôn Văn Xá") -> str:
    """The code of a closed session so many days from today, with these lines."""
    options = ("--village", village, "--date", day(held), "--chair", f"Bí thư {village}")
    code = run("new", *options).stdout.split()[0]
    said = run("add", code, f"+ Lê Thị Hòa, {village}", "1 kn gt Cống tắc", *lines)
    assert said.exit_code == 0, said.stderr
    return code


@pytest.fixture
def commune(run: Danvan) -> dict[str, str]:
    """Two sessions: four promises in the first, one in the second."""
    first = meeting(
        run,
        -30,
        f"! kt {day(-12)} Sửa cống thoát nước",
        f"! ca {day(3)} Tuần tra ban đêm",
        f"! kt {day(40)} Mắc đèn đường",
        "! kt | thường xuyên | Nạo vét mương",
    )
    second = meeting(run, -5, f"! vx {day(60)} Mở lớp học", village="Thôn Gò Vối")
    assert run("close", first, "--unclear", "chưa rõ", "--yes").exit_code == 0
    return {"first": first, "second": second}


def listed(run: Danvan, *options: str) -> list[dict[str, Any]]:
    result = run("commitments", "--json", *options)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def contents(run: Danvan, *options: str) -> list[str]:
    return [promise["content"] for promise in listed(run, *options)]


def test_all_that_is_owed_the_most_urgent_first(run: Danvan, commune: dict[str, str]) -> None:
    del commune
    promises = listed(run)
    assert [(one["content"], one["urgency"]) for one in promises] == [
        ("Sửa cống thoát nước", "overdue"),
        ("Tuần tra ban đêm", "due_soon"),
        ("Mắc đèn đường", "in_progress"),
        ("Mở lớp học", "in_progress"),
        ("Nạo vét mương", "no_deadline"),
    ]
    assert promises[0]["days_overdue"] == 12


@pytest.mark.parametrize("width", [80, 120])
def test_a_list_for_people_says_how_late_and_who(
    run: Danvan, commune: dict[str, str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run("commitments")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "Overdue (1)" in lines
    late = next(line for line in lines if line.startswith(f"{commune['first']}/1 "))
    assert f"{day(-12)}, 12" in late
    assert "Sửa cống" in late
    assert lines[-1] == "5 promises"
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--state", "overdue"], ["Sửa cống thoát nước"]),
        (["--state", "no_deadline"], ["Nạo vét mương"]),
        (["--state", "confirmed"], []),
        (["--unit", "ca"], ["Tuần tra ban đêm"]),
        (["--unit", "cong an"], ["Tuần tra ban đêm"]),
        (["--village", "gò vối"], ["Mở lớp học"]),
        (["--field", "gt", "--unit", "ca"], ["Tuần tra ban đêm"]),
        (["--chair", "Bí thư Thôn Gò Vối"], ["Mở lớp học"]),
        (["--words", "mo lop"], ["Mở lớp học"]),
        (["--since", day(-6)], ["Mở lớp học"]),
        (["--until", day(-29), "--state", "due_soon"], ["Tuần tra ban đêm"]),
    ],
)
def test_it_is_narrowed_to_what_was_asked_for(
    run: Danvan, commune: dict[str, str], options: list[str], expected: list[str]
) -> None:
    del commune
    assert contents(run, *options) == expected


def test_it_is_narrowed_to_one_session(run: Danvan, commune: dict[str, str]) -> None:
    assert contents(run, "--session", commune["second"].lower()) == ["Mở lớp học"]


def test_a_name_that_is_nowhere_is_told_with_those_that_are(
    run: Danvan, commune: dict[str, str]
) -> None:
    del commune
    result = run("commitments", "--unit", "sở xây dựng")
    assert result.exit_code == 1
    assert "Công an xã" in result.stderr
    several = run("commitments", "--unit", "xã")
    assert several.exit_code == 1
    assert "may be several" in several.stderr


def test_groups_are_headed_by_what_was_asked_for(run: Danvan, commune: dict[str, str]) -> None:
    del commune
    headings = run("commitments", "--group", "unit").stdout
    assert "Công an xã (1)" in headings
    assert "Phòng Kinh tế xã (3)" in headings
    for group in ("village", "field", "session", "chair", "month"):
        assert run("commitments", "--group", group).exit_code == 0


def test_nothing_is_said_so(run: Danvan, commune: dict[str, str]) -> None:
    del commune
    assert "No promise is like this." in run("commitments", "--state", "cancelled").stdout


def test_a_table_pastes_into_a_spreadsheet(run: Danvan, commune: dict[str, str]) -> None:
    run("review", f"{commune['first']}/1", "4 60%")
    text = run("commitments", "--table").stdout
    heading, *rows = csv.reader(io.StringIO(text), delimiter="\t")
    assert len(rows) == 5
    assert all(len(row) == len(heading) for row in rows)
    first = dict(zip(heading, rows[0], strict=True))
    assert first["Promise"] == f"{commune['first']}/1"
    assert (first["Unit"], first["Deadline"]) == ("Phòng Kinh tế xã", day(-12))
    assert (first["Days overdue"], first["Progress (percent)"]) == ("12", "60")
    assert first["Last result"] == "in progress"


def test_reviews_move_a_promise_between_the_groups(run: Danvan, commune: dict[str, str]) -> None:
    name = f"{commune['first']}/1"
    run("review", name, "7 xong rồi")
    assert contents(run, "--state", "reported_done") == ["Sửa cống thoát nước"]
    run("review", name, "3 vẫn tắc")
    assert contents(run, "--state", "overdue") == ["Sửa cống thoát nước"]
    run("review", name, "6 chờ vốn", "--due", day(30))
    (promise,) = (one for one in listed(run, "--state", "in_progress") if one["name"] == name)
    assert (promise["postponed"], promise["first_due"]) == (
        1,
        (TODAY - timedelta(days=12)).isoformat(),
    )
    run("review", name, "1 bà con đã thấy")
    assert contents(run, "--state", "confirmed") == ["Sửa cống thoát nước"]
    assert "Sửa cống thoát nước" not in contents(run)


def test_the_story_of_one_promise(run: Danvan, commune: dict[str, str]) -> None:
    name = f"{commune['first']}/1"
    run("review", name, "6 chờ vốn", "--due", day(30), "--agreed-by", "Chủ tịch")
    run("review", name, "1 bà con đã thấy", "--by", "Trưởng thôn")
    result = run("commitments", "--story", name)
    together = " ".join(result.stdout.split())
    assert f"Promised at {commune['first']}: “Sửa cống thoát nước”." in together
    assert f"postponed from {day(-12)}" in together
    assert "Reason: chờ vốn. Agreed by Chủ tịch." in together
    assert "according to Trưởng thôn: the village confirms that it is done." in together
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    paragraphs = json.loads(run("commitments", "--story", name, "--json").stdout)
    assert [one["when"] for one in paragraphs] == [day(-30), day(0), day(0), ""]


def test_a_story_of_nothing_is_refused(run: Danvan, commune: dict[str, str]) -> None:
    del commune
    result = run("commitments", "--story", "DT-1999-001/1")
    assert result.exit_code == 1
    assert "No promise is called" in result.stderr


def test_a_session_that_cannot_be_read_is_told_and_the_others_are_listed(
    run: Danvan, commune: dict[str, str], tmp_path: Path
) -> None:
    folder = Shelf(tmp_path / "data").find(commune["second"])
    for path in folder.iterdir():
        path.write_bytes(b"\x00noise")
    shutil.rmtree(tmp_path / "data" / "derived", ignore_errors=True)
    result = run("commitments", "--json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 4
    assert folder.name in result.stderr


def test_what_the_law_protects_shows_its_unit_and_deadline_only(run: Danvan) -> None:
    code = meeting(run, -5, f"1 tc {SECRET}", f"! ca {day(3)} {SECRET}")
    outputs = [run("commitments", *options) for options in ([], ["--json"], ["--table"])]
    outputs.append(run("commitments", "--story", f"{code}/1"))
    for result in outputs:
        assert result.exit_code == 0
        assert SECRET not in result.stdout
        assert "Công an xã" in " ".join(result.stdout.split())


def test_no_session_at_all_is_an_empty_list(run: Danvan) -> None:
    run("new")
    assert listed(run) == []
