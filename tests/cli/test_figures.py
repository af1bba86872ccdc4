"""Promise: `danvan figures` says what the screen says, for people, programs and spreadsheets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from danvan_tui.vietnamese.fold import fold
from tests.cli.conftest import Danvan

ALL = ("--period", "all")
ROAD = "2 kn Đường thôn hỏng, đề nghị sửa"


@pytest.fixture
def full(run: Danvan, code: str) -> str:
    """A session with two opinions, a denunciation and three promises, one of them at a formula."""
    lines = (
        ROAD,
        "!kt Sửa đường trước 15/12/2026",
        "tc Nhận phong bì của Đặng Quý Khoát",
        "!kt Xem xét trước 15/12/2026",
        "1 pa =HYPERLINK mất nước",
        "! Xem lại đường ống",
    )
    for line in lines:
        assert run("add", code, line).exit_code == 0, line
    return code


def told(run: Danvan, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    answer = run("figures", *ALL, *arguments, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def values(record: dict[str, Any]) -> dict[str, float]:
    return {one["id"]: one["value"] for one in record["figures"]}


@pytest.mark.usefixtures("full")
def test_every_figure_is_told_with_its_name_and_its_bars(run: Danvan) -> None:
    said = run("figures", "--since", "1/1/2026", "--until", "31/12/2026")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert "the name of its figure for --entries" in " ".join(said.stdout.split())
    assert lines[0] == "01/01/2026 – 31/12/2026 · all sessions"
    assert any(line.split() == ["Opinions", "3", "entries"] for line in lines)
    assert any(line.split()[:3] == ["Promises", "made", "3"] for line in lines)
    assert any("Kinh tế" in line and "░" in line and line.split()[-5] == "2" for line in lines)
    assert "█ kept" in said.stdout
    assert max(map(len, lines)) <= 100


@pytest.mark.usefixtures("full")
def test_programs_get_the_numbers(run: Danvan) -> None:
    record = told(run)
    found = values(record)
    assert found["sessions"] == 1
    assert found["entries"] == found["promises"] == 3
    assert found["kind:denunciation"] == 1
    assert [unit["promises"] for unit in record["units"]] == [2, 1]
    assert record["villages"][0]["id"].startswith("village:thon-")
    settled = next(one for one in record["figures"] if one["id"] == "settled")
    assert set(settled) == {"id", "name", "value", "count", "of"}


@pytest.mark.usefixtures("full")
def test_period_village_and_kind_choose_what_is_counted(run: Danvan) -> None:
    run("new", "--kind", "reception", "--village", "Thôn Văn Xá", "--date", "3/3/2025")
    assert values(told(run, "--kind", "dialogue"))["entries"] == 3
    assert values(told(run, "--kind", "reception"))["entries"] == 0
    assert values(told(run, "--village", "go voi"))["entries"] == 1
    for days in (["--since", "23/11/2026"], ["--until", "21/11/2026"]):
        answer = run("figures", *days, "--json")
        assert values(json.loads(answer.stdout))["entries"] == 0


@pytest.mark.usefixtures("full")
def test_a_table_pastes_into_a_spreadsheet(run: Danvan) -> None:
    rows = [line.split("\t") for line in run("figures", *ALL, "--table").stdout.splitlines()]
    assert rows[0] == ["Group", "Figure", "Number"]
    assert {len(row) for row in rows} == {3}
    assert ["Promises", "Promises made", "3"] in rows
    opened = run("figures", *ALL, "--entries", "entries", "--table").stdout.splitlines()
    assert opened[0].split("\t") == [
        "Date", "Session", "No.", "Village", "About", "State", "Words",
    ]  # fmt: skip
    words = [line.split("\t")[-1] for line in opened[1:]]
    assert "'=HYPERLINK mất nước" in words
    assert len(words) == 2


def test_what_is_behind_a_figure_names_where_it_stands(run: Danvan, full: str) -> None:
    record = told(run, "--entries", "unit:phong-kinh-te-xa")
    (entry,) = record["entries"]
    assert (entry["session"], entry["number"], entry["table"]) == (full, "1", "commitments")
    assert (entry["date"], entry["words"]) == ("2026-11-22", "Sửa đường trước 15/12/2026")
    assert record["not_shown"] == 1
    said = run("figures", *ALL, "--entries", "entries").stdout
    assert "Đường thôn hỏng" in said
    assert "1 more is protected by law and not shown." in said


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("how", [(), ("--json",), ("--table",)])
@pytest.mark.parametrize("what", [(), ("--entries", "promises"), ("--entries", "visits")])
def test_no_answer_shows_a_denouncer(
    run: Danvan, how: tuple[str, ...], what: tuple[str, ...]
) -> None:
    said = fold(run("figures", *ALL, *what, *how).output)
    assert "promises" in said or "session" in said
    for word in ("khoat", "phong bi", "xem xet", "●"):
        assert word not in said


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--entries", "nonsense"], "There is no figure nonsense here."),
        (["--since", "2/2/2026", "--until", "1/2/2026"], "The last day lies before the first"),
        (["--since", "1/1/2026", "--period", "all"], "either --period or --since and --until"),
        (["--since", "soon"], "is no day"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(run: Danvan, arguments: list[str], why: str) -> None:
    answer = run("figures", *arguments)
    assert answer.exit_code == 2
    assert why in " ".join(answer.output.split())
    assert not answer.stdout


@pytest.mark.usefixtures("code")
def test_a_shelf_without_sessions_has_figures_too(run: Danvan) -> None:
    answer = run("figures", "--since", "1/1/2020", "--until", "2/1/2020")
    assert answer.exit_code == 0
    assert "By unit" not in answer.stdout
