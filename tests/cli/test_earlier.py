"""Promise: a new session begins with what its villages were promised, and cannot close over it."""

import json
from pathlib import Path

import pytest

from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result as Found
from danvan_tui.model.records import Review, SessionState
from tests.cli.conftest import Danvan


@pytest.fixture
def earlier(run: Danvan) -> str:
    """A closed session in Văn Xá with two promises, one of them long overdue."""
    made = run("new", "--village", "Thôn Văn Xá", "--date", "20/06/2020", "--json")
    code: str = json.loads(made.stdout)["code"]
    lines = (
        "@Ông Ba, Thôn Văn Xá: kn Đường hỏng",
        "! kt 30/9/2020 Sửa đường",
        "! | thường xuyên | Quét rác",
    )
    assert run("add", code, *lines).exit_code == 0
    assert run("close", code, "--yes", "--unclear", "chưa rõ").exit_code == 0
    return code


def reviews(root: Path, code: str) -> list[Review]:
    return Shelf(root / "data").open(code, write=False).state.reviews()


def test_a_new_session_says_what_was_promised_there(
    run: Danvan, earlier: str, tmp_path: Path
) -> None:
    made = run("new", "--village", "văn xá", "--date", "22/11/2020")
    assert made.exit_code == 0
    said = " ".join(made.stdout.split())
    assert "2 promises made there before; each needs a result" in said
    assert f"{earlier}/1 30/09/2020 · " in said
    assert "days overdue Phòng Kinh tế xã — Sửa đường" in said
    assert f"{earlier}/2 thường xuyên no unit — Quét rác" in said
    code = made.stdout.split()[0]
    assert [one.promise for one in reviews(tmp_path, code)] == ["Sửa đường", "Quét rác"]
    assert json.loads(run("show", code, "--json").stdout)["session"][0]["state"] == "draft"


def test_the_same_for_programs(run: Danvan, earlier: str) -> None:
    made = json.loads(
        run("new", "--village", "Thôn Văn Xá", "--date", "22/11/2020", "--json").stdout
    )
    first, second = made["to_review"]
    assert (first["promise"], first["unit"]) == (f"{earlier}/1", "Phòng Kinh tế xã")
    assert (first["due"], first["content"]) == ("2020-09-30", "Sửa đường")
    assert second["promise"] == f"{earlier}/2"


@pytest.mark.parametrize("villages", [(), ("--village", "Thôn Gò Vối")])
def test_elsewhere_nothing_is_said(run: Danvan, earlier: str, villages: tuple[str, ...]) -> None:
    assert earlier
    made = run("new", *villages, "--date", "22/11/2020")
    assert len(made.stdout.splitlines()) == 1


def test_it_is_not_closed_before_each_has_a_result_or_a_reason(
    run: Danvan, earlier: str, tmp_path: Path
) -> None:
    code = run("new", "--village", "Thôn Văn Xá", "--date", "22/11/2020").stdout.split()[0]
    run("add", code, "@Ông Ba: kn Việc khác")
    told = run("close", code, "--yes")
    assert told.exit_code == 1
    assert f"has no result: {earlier}/1, Sửa đường" in told.stderr
    missing = json.loads(run("close", code, "--json").stdout)["missing"]
    assert [one["table"] for one in missing] == ["reviews", "reviews"]
    assert run("close", code, "--yes", "--unclear", "Hết giờ").exit_code == 0
    found = {(one.result, one.reason, one.on) for one in reviews(tmp_path, code)}
    assert found == {(Found.NOT_REVIEWED, "Hết giờ", "2020-11-22")}
    state = Shelf(tmp_path / "data").open(code, write=False).state.session.state
    assert state is SessionState.CLOSED


def test_a_session_that_cannot_be_read_keeps_no_other_from_beginning(
    run: Danvan, earlier: str, tmp_path: Path
) -> None:
    broken = tmp_path / "data" / "sessions" / "DT-2019-001-abcdef"
    broken.mkdir()
    made = run("new", "--village", "Thôn Văn Xá", "--date", "22/11/2020", "--json")
    assert made.exit_code == 0
    promises = [one["promise"] for one in json.loads(made.stdout)["to_review"]]
    assert promises == [f"{earlier}/1", f"{earlier}/2"]
