"""What is typed of a promise that was looked at again: a digit, then words."""

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.capture import Context
from danvan_tui.capture.review_line import RESULTS, Finding, read_review
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Result
from danvan_tui.vietnamese.workdays import Calendar

TODAY = date(2026, 11, 22)
PROMISED = date(2026, 5, 1)


@pytest.fixture(scope="module")
def office(catalogues: Catalogues) -> Context:
    """What a line typed at the office is read against: no session is open."""
    return Context.of(State(), catalogues, Calendar(), TODAY)


def chips(found: Finding) -> dict[str, str]:
    return {chip.label: chip.text for chip in found.chips if chip.clear}


@pytest.mark.parametrize(("digit", "result"), RESULTS.items())
@pytest.mark.parametrize("space", ["", " ", ". "])
def test_a_digit_says_the_result(office: Context, digit: str, result: Result, space: str) -> None:
    found = read_review(f"{digit}{space}bà con nói", office, PROMISED)
    assert found.result is result
    assert "bà con nói" in (found.note, found.reason)


@pytest.mark.parametrize("result", ["1", "2", "3", "4", "7", "0"])
def test_a_result_alone_costs_one_key(office: Context, result: str) -> None:
    found = read_review(result, office, PROMISED)
    assert found.problem == ""
    assert (found.note, found.reason) == ("", "")


def test_words_without_a_digit_are_a_remark(office: Context) -> None:
    found = read_review("đã nhắc Phòng Kinh tế", office, PROMISED)
    assert (found.result, found.note) == (Result.NOTED, "đã nhắc Phòng Kinh tế")
    assert found.problem == ""


def test_nothing_typed_is_told(office: Context) -> None:
    found = read_review("  ", office, PROMISED)
    assert found.result is None
    assert found.problem.startswith("Nothing is written yet")


@pytest.mark.parametrize(
    "line",
    [
        "15/12 sẽ có máy",
        "2/3 hộ đã có nước",
        "60% rồi",
        "7h30 họp",
        "1.5 km",
        "3km",
        "5tr",
        "12 hộ",
    ],
)
def test_words_that_begin_with_a_number_are_no_result(office: Context, line: str) -> None:
    found = read_review(line, office, PROMISED)
    assert (found.result, found.note) == (Result.NOTED, line)
    assert not all(chip.clear for chip in found.chips)


def test_a_quotation_is_never_parsed(office: Context) -> None:
    found = read_review('"1 nhà chưa có nước"', office, PROMISED)
    assert (found.result, found.note) == (Result.NOTED, "1 nhà chưa có nước")


@pytest.mark.parametrize(
    ("words", "progress"), [("60% rồi", 60), ("từ 40% lên 60 %", 60), ("62,5 phần trăm", 62)]
)
def test_a_percentage_is_the_progress(office: Context, words: str, progress: int) -> None:
    found = read_review(f"4 {words}", office, PROMISED)
    assert (found.progress, found.note) == (progress, words)
    assert chips(found)["Progress"] == f"{progress}%"


def test_a_percentage_belongs_to_work_in_progress_only(office: Context) -> None:
    assert read_review("5 vượt dự toán 20%", office, PROMISED).progress is None


def test_more_than_all_is_no_progress(office: Context) -> None:
    assert "from 0 to 100" in read_review("4 150%", office, PROMISED).problem


@pytest.mark.parametrize("digit", ["5", "8 kt", "9"])
def test_some_results_need_a_reason(office: Context, digit: str) -> None:
    assert "needs a reason" in read_review(digit, office, PROMISED).problem
    assert read_review(f"{digit} hết vốn", office, PROMISED).problem == ""


@pytest.mark.parametrize(
    ("words", "due", "said", "reason"),
    [
        ("chờ vốn, đến 31/3", "2027-03-31", "đến 31/3", "chờ vốn"),
        ("chờ vốn đến 31/3/2027", "2027-03-31", "đến 31/3/2027", "chờ vốn"),
        ("31/3 chờ vốn", "2027-03-31", "31/3", "chờ vốn"),
        ("thêm 15 ngày do mưa", "2026-12-07", "thêm 15 ngày", "do mưa"),
        ("quý I/2027 chờ vốn", "2027-03-31", "quý I/2027", "chờ vốn"),
        ("dời đến 31/3 vì mưa", "2027-03-31", "đến 31/3", "dời đến 31/3 vì mưa"),
        ("sau vụ mùa, dân đang gặt", "", "sau vụ mùa", "dân đang gặt"),
        ("hạn 30/11 dời sang 15/12 do mưa", "2026-12-15", "15/12", None),
    ],
)
def test_a_postponement_finds_deadline_and_reason(
    office: Context, words: str, due: str, said: str, reason: str | None
) -> None:
    found = read_review(f"6 {words}", office, PROMISED)
    assert (found.due, found.due_text) == (due, said)
    assert found.reason == (words if reason is None else reason)
    assert found.problem == ""


def test_the_deadline_counts_from_the_day_of_the_review(office: Context) -> None:
    later = replace(office, today=date(2027, 1, 4))
    found = read_review("6 thêm 10 ngày, mưa", later, PROMISED)
    assert found.due == "2027-01-14"


@pytest.mark.parametrize("words", ["31/3", "xin lùi đến 31/3", "đề nghị gia hạn tới 31/3/2027"])
def test_a_new_day_alone_is_no_reason(office: Context, words: str) -> None:
    found = read_review(f"6 {words}", office, PROMISED)
    assert found.due == "2027-03-31"
    assert "needs a reason" in found.problem


@pytest.mark.parametrize("words", ["chờ vốn", "mưa quá", "31/2 mưa", ""])
def test_a_postponement_without_a_new_deadline_is_refused(office: Context, words: str) -> None:
    assert read_review(f"6 {words}", office, PROMISED).problem.startswith("Until when?")


def test_a_new_deadline_before_the_promise_is_refused(office: Context) -> None:
    found = read_review("6 1/4/2026 do mưa", office, PROMISED)
    assert "before the meeting of 01/05/2026" in found.problem


@pytest.mark.parametrize(
    ("words", "unit", "reason"),
    [
        ("kt vì đúng việc", "Phòng Kinh tế xã", "vì đúng việc"),
        ("kt: đúng việc", "Phòng Kinh tế xã", "đúng việc"),
        ("Phòng Kinh tế xã, đúng việc", "Phòng Kinh tế xã", "đúng việc"),
        ("Phòng Kinh tế xã vì đúng việc", "Phòng Kinh tế xã", "Phòng Kinh tế xã vì đúng việc"),
        ("Xí nghiệp Thủy nông: đường ống", "Xí nghiệp Thủy nông", "đường ống"),
        ("Điện lực Hà Đông: lưới điện", "Điện lực Hà Đông", "lưới điện"),
        ("Ban Dự án huyện cũ - việc còn lại", "Ban Dự án huyện cũ", "việc còn lại"),
    ],
)
def test_the_unit_that_takes_it_over_stands_first(
    office: Context, words: str, unit: str, reason: str
) -> None:
    found = read_review(f"8 {words}", office, PROMISED)
    assert (found.unit, found.reason, found.problem) == (unit, reason, "")


def test_where_several_units_are_named_the_first_leads_and_all_are_kept(office: Context) -> None:
    found = read_review("8 kt, ct: họp lại", office, PROMISED)
    assert (found.unit, found.note, found.reason) == ("Phòng Kinh tế xã", "kt, ct", "họp lại")


def test_a_unit_in_no_list_is_taken_as_typed_and_shown_so(office: Context) -> None:
    found = read_review("8 Xí nghiệp Thủy nông: kênh", office, PROMISED)
    assert any("not in the list" in chip.text and not chip.clear for chip in found.chips)


def test_without_a_unit_nobody_takes_it_over(office: Context) -> None:
    found = read_review("8 vì không đúng việc", office, PROMISED)
    assert found.problem.startswith("Who takes it over?")
    assert found.reason == "vì không đúng việc"


def test_words_hidden_behind_many_others_are_read_within_a_frame(office: Context) -> None:
    line = "6 " + "chờ vốn của tỉnh và của xã " * 60
    best = min(_seconds(line, office) for _ in range(5))
    assert best < 0.1


def _seconds(line: str, context: Context) -> float:
    began = time.perf_counter()
    read_review(line, context, PROMISED)
    return time.perf_counter() - began


WORDS = [
    *(
        "chờ vốn",
        "đến 31/3",
        "15/12",
        "60%",
        "kt",
        "ct,",
        "Phòng Kinh tế xã",
        "Điện lực:",
        "sau vụ",
    ),
    *(
        "mùa",
        "lùi",
        "hết năm 2027",
        '"',
        "“",
        "”",
        "|",
        ":",
        "-",
        "thêm 15 ngày",
        "31/2",
        "Trưởng thôn",
    ),
]
LINES = st.tuples(
    st.sampled_from(["", *RESULTS, *(f"{digit} " for digit in RESULTS)]),
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)),
).map("".join)


@given(line=LINES)
def test_no_text_is_too_strange_and_no_word_is_lost(office: Context, line: str) -> None:
    found = read_review(line, office, PROMISED)
    if found.problem:
        return  # the line stays in the field
    typed = line.strip()[0 if found.result is Result.NOTED else 1 :]
    kept = " ".join((found.note, found.reason, found.due_text, found.unit))
    lost = Counter(_words(typed)) - Counter(_words(kept))
    assert lost.keys() <= office.catalogues.units.by_code.keys()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
