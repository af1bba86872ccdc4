"""Closing: what is missing is told, "chưa rõ" needs a reason, agreed minutes get a seal."""

import json
from pathlib import Path

from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.shelf import Shelf
from tests.cli.conftest import Danvan


def test_what_is_missing_is_told_by_number_and_nothing_is_closed(run: Danvan, code: str) -> None:
    run("add", code, "1 gt Không có loại", "! | | Sửa đường")
    told = run("close", code, "--yes")
    assert told.exit_code == 1
    assert "opinion 1 has no kind" in told.stderr
    assert "promise 1 has no responsible unit" in told.stderr
    assert "promise 1 has no deadline" in told.stderr
    assert json.loads(run("show", code, "--json").stdout)["session"][0]["state"] == "live"


def test_a_reason_settles_what_is_missing(run: Danvan, code: str, tmp_path: Path) -> None:
    run("add", code, "1 gt Không có loại", "! | | Sửa đường")
    assert run("close", code, "--yes", "--unclear", "Chờ họp lại").exit_code == 0
    state = Shelf(tmp_path / "data").open(code, write=False).state
    assert (state.issues()[0].kind, state.issues()[0].note) == ("unclear", "Chờ họp lại")
    promise = state.commitments()[0]
    assert (promise.unit_unclear, promise.due_unclear) == ("Chờ họp lại", "Chờ họp lại")
    assert seal_holds(state)


def test_nobody_to_ask_means_nothing_is_closed(run: Danvan, code: str) -> None:
    told = run("close", code)
    assert told.exit_code == 1
    assert "--yes" in told.stderr
    assert run("add", code, "1 kn Vẫn ghi được").exit_code == 0


def test_the_seal_is_given_and_stays(run: Danvan, code: str) -> None:
    run("add", code, "1 kn Một")
    seal = json.loads(run("close", code, "--yes", "--json").stdout)["seal"]
    assert len(seal) == 64
    again = run("close", code, "--yes")
    assert again.exit_code == 1
    assert json.loads(run("show", code, "--json").stdout)["session"][0]["seal"] == seal


def test_what_to_look_at_is_told_and_does_not_stand_in_the_way(run: Danvan, code: str) -> None:
    run("add", code, "1 kn Một", "1 kn Hai", "> tr Đã trả lời", "2 tc Nhận tiền")
    told = run("close", code)
    assert "opinion 1 has no answer" in told.stderr
    assert "opinion 2 has no answer" not in told.stderr
    assert "opinion 3" not in told.stderr
    closed = run("close", code, "--yes", "--json")
    assert closed.exit_code == 0
    looked_at = json.loads(closed.stdout)["to_look_at"]
    assert {"table": "issues", "number": 1, "field": "answer"} in looked_at


def test_what_to_look_at_is_told_beside_what_is_missing(run: Danvan, code: str) -> None:
    run("add", code, "1 gt Không có loại")
    told = json.loads(run("close", code, "--json").stdout)
    assert {"table": "issues", "number": 1, "field": "kind"} in told["missing"]
    assert {"table": "issues", "number": 1, "field": "answer"} in told["to_look_at"]
