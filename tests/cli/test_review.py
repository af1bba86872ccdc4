"""`danvan review`: the same line as on the screens, for one or several promises at once."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result, Review, SessionState
from tests.cli.conftest import Danvan

TODAY = date.today()


def day(days: int) -> str:
    """A day from today, as people write it."""
    return f"{TODAY + timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def closed(run: Danvan) -> str:
    """The code of a closed session of ten days ago with two promises."""
    made = run("new", "--village", "Thôn Văn Xá", "--date", day(-10))
    code = made.stdout.split()[0]
    lines = ["+ Lê Thị Hòa, Thôn Văn Xá", "1 kn Cống tắc", f"! kt {day(5)} Sửa cống"]
    assert run("add", code, *lines, f"! kt {day(9)} Mắc đèn").exit_code == 0
    assert run("add", code, "=1").exit_code == 0
    assert run("close", code, "--unclear", "chưa rõ", "--yes").exit_code == 0
    return code


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def reviews(data: Path, code: str) -> list[Review]:
    return Shelf(data).open(code, write=False).state.reviews()


def test_a_line_is_recorded_in_the_closed_session_and_the_seal_holds(
    run: Danvan, closed: str, data: Path
) -> None:
    result = run("review", f"{closed}/1", "1 bà con đã thấy", "--by", "Trưởng thôn")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{closed}/1: confirmed · Phòng Kinh tế xã")
    (review,) = reviews(data, closed)
    assert (review.result, review.note, review.by, review.on) == (
        Result.CONFIRMED,
        "bà con đã thấy",
        "Trưởng thôn",
        TODAY.isoformat(),
    )
    state = Shelf(data).open(closed, write=False).state
    assert state.session.state is SessionState.CLOSED
    assert seal_holds(state)


def test_the_line_needs_no_quotation_marks_and_the_name_no_capitals(
    run: Danvan, closed: str, data: Path
) -> None:
    assert run("review", f"{closed.lower()}/1", "4", "60%", "rồi").exit_code == 0
    (review,) = reviews(data, closed)
    assert (review.progress, review.note) == (60, "60% rồi")


def test_several_promises_are_reviewed_at_once(run: Danvan, closed: str, data: Path) -> None:
    result = run("review", f"{closed}/1", f"{closed}/2", "7 xong cả")
    assert len(result.stdout.splitlines()) == 2
    assert [one.result for one in reviews(data, closed)] == [Result.REPORTED_DONE] * 2


def test_every_option_says_what_it_says(
    run: Danvan, closed: str, data: Path, tmp_path: Path
) -> None:
    proof = tmp_path / "biên bản.pdf"
    proof.write_bytes(b"pdf")
    options = {
        "--on": day(-3),
        "--by": "ông Tư",
        "--document": "12/BC-UBND",
        "--file": str(proof),
        "--agreed-by": "Chủ tịch",
        "--due": "31/12/2190",
        "--reason": "chờ vốn",
    }
    flat = [word for pair in options.items() for word in pair]
    assert run("review", f"{closed}/1", "6 như đã nói", *flat).exit_code == 0
    (review,) = reviews(data, closed)
    assert review.on == (TODAY - timedelta(days=3)).isoformat()
    assert (review.document, review.file) == ("12/BC-UBND", "biên bản.pdf")
    assert review.digest == hashlib.sha256(b"pdf").hexdigest()
    assert (review.agreed_by, review.reason, review.note) == ("Chủ tịch", "chờ vốn", "như đã nói")
    assert (review.due, review.due_text) == ("2190-12-31", "31/12/2190")
    assert review.was_due == (TODAY + timedelta(days=5)).isoformat()


@pytest.mark.parametrize("result", list(Result))
def test_a_result_may_be_said_by_its_name(
    run: Danvan, closed: str, data: Path, result: Result
) -> None:
    more = ["--due", "31/12/2190"] if result is Result.POSTPONED else []
    more += ["--unit", "ca"] if result is Result.REASSIGNED else []
    line = ["review", f"{closed}/1", "lời nói", "--result", result.value, *more]
    assert run(*line).exit_code == 0
    (review,) = reviews(data, closed)
    assert review.result is result
    assert "lời nói" in (review.note, review.reason)
    if result is Result.REASSIGNED:
        assert review.unit == "Công an xã"


def test_a_proof_alone_is_a_remark(run: Danvan, closed: str, data: Path) -> None:
    assert run("review", f"{closed}/1", "--document", "12/BC").exit_code == 0
    assert reviews(data, closed)[0].result is Result.NOTED


def test_at_a_later_meeting_it_stands_in_that_session(run: Danvan, closed: str, data: Path) -> None:
    later = run("new", "--village", "Thôn Văn Xá", "--date", day(-2)).stdout.split()[0]
    assert run("review", f"{closed}/1", "3 còn tắc", "--in", later).exit_code == 0
    said = [one for one in reviews(data, later) if one.result]
    assert [(one.promised_in, one.promise, one.on) for one in said] == [
        (closed, "Sửa cống", (TODAY - timedelta(days=2)).isoformat())
    ]
    assert reviews(data, closed) == []


def test_the_last_review_is_taken_back(run: Danvan, closed: str, data: Path) -> None:
    run("review", f"{closed}/1", f"{closed}/2", "7 xong")
    run("review", f"{closed}/1", "1 đã thấy")
    assert run("review", f"{closed}/1", "--undo").stdout.startswith(f"{closed}/1: reported done")
    assert run("review", f"{closed}/1", "--undo").exit_code == 0
    assert [one.result for one in reviews(data, closed)] == [Result.REPORTED_DONE]
    again = run("review", f"{closed}/1", "--undo")
    assert again.exit_code == 1
    assert "no review that could be taken back" in again.stderr


def test_json_names_what_was_written_and_what_was_not(run: Danvan, closed: str) -> None:
    told = json.loads(run("review", f"{closed}/1", "1", "--json").stdout)
    assert told["problems"] == []
    assert [one["name"] for one in told["promises"]] == [f"{closed}/1"]
    assert told["promises"][0]["state"] == "confirmed"
    assert told["promises"][0]["recorded"] is True
    assert len(told["operations"]) == 1
    refused = run("review", f"{closed}/1", "5", "--json")
    assert refused.exit_code == 1
    assert "needs a reason" in json.loads(refused.stdout)["problems"][0]
    assert json.loads(refused.stdout)["promises"][0]["recorded"] is False


def test_only_what_was_recorded_is_said_to_be(run: Danvan, closed: str) -> None:
    early = run("new", "--village", "Thôn Văn Xá", "--date", day(-20)).stdout.split()[0]
    lines = ["+ Lê Thị Hòa, Thôn Văn Xá", "1 kn Mương tắc", f"! kt {day(5)} Nạo mương"]
    assert run("add", early, *lines).exit_code == 0
    told = run("review", f"{closed}/2", f"{early}/1", "4 còn làm", "--on", day(-15))
    assert told.exit_code == 1
    assert "before the meeting" in told.stderr
    assert told.stdout.startswith(f"{early}/1: ")
    assert f"{closed}/2" not in told.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["5"], "needs a reason"),
        (["6 chờ vốn"], "Until when?"),
        (["6 1/1/2020 mưa"], "before the meeting of"),
        (["8 vì mưa"], "Who takes it over?"),
        (["4", "--progress", "120"], "from 0 to 100"),
        (["1", "--on", "31/12/2190"], "after today by this computer's clock"),
        (["1", "--on", "01/01/2001"], "before the meeting of"),
        (["6 mưa", "--due", "vui lắm"], "is no deadline"),
        ([], "Nothing is written yet"),
    ],
)
def test_what_is_refused_is_one_sentence_and_nothing_is_written(
    run: Danvan, closed: str, data: Path, line: list[str], told: str
) -> None:
    result = run("review", f"{closed}/1", *line)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert reviews(data, closed) == []


def test_a_proof_that_is_not_there(run: Danvan, closed: str, data: Path) -> None:
    result = run("review", f"{closed}/1", "1", "--file", "không-có.pdf")
    assert result.exit_code == 3
    assert "không-có.pdf cannot be read" in result.stderr
    assert reviews(data, closed) == []


@pytest.mark.parametrize("name", ["DT-1999-001/1", "DT-1999-001/99"])
def test_a_promise_nobody_knows(run: Danvan, closed: str, name: str) -> None:
    del closed
    result = run("review", name, "1")
    assert result.exit_code == 1
    assert "No promise is called" in result.stderr


@pytest.mark.parametrize("line", [["1 xong"], ["15/12", "xong"]])
def test_without_a_name_nothing_is_reviewed(run: Danvan, closed: str, line: list[str]) -> None:
    del closed
    result = run("review", *line)
    assert result.exit_code == 2
    assert "name a promise first" in result.stderr


def test_a_line_may_begin_with_a_day(run: Danvan, closed: str, data: Path) -> None:
    assert run("review", f"{closed}/1", "15/12", "sẽ", "xong").exit_code == 0
    assert reviews(data, closed)[0].note == "15/12 sẽ xong"


def test_taking_back_takes_no_line(run: Danvan, closed: str) -> None:
    assert run("review", f"{closed}/1", "1", "--undo").exit_code == 2


def test_a_session_that_another_window_holds_keeps_what_was_not_written(
    run: Danvan, closed: str, data: Path
) -> None:
    elsewhere = Shelf(data).open(closed)
    result = run("review", f"{closed}/1", "1 đã thấy")
    elsewhere.close()
    assert result.exit_code == 1
    assert "open for writing elsewhere" in result.stderr
    assert reviews(data, closed) == []


def test_two_promises_of_one_name_are_told_apart_by_the_folder(
    run: Danvan, closed: str, data: Path
) -> None:
    folder = Shelf(data).find(closed)
    twin = folder.with_name(f"{closed}-abcdef")
    twin.mkdir()
    for path in folder.iterdir():
        (twin / path.name).write_bytes(path.read_bytes())
    result = run("review", f"{closed}/1", "1")
    assert result.exit_code == 1
    assert f"{twin.name}/1" in result.stderr
