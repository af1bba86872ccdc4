"""Whatever is typed, reading a deadline answers, and quickly; a full date is never misread."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from danvan_tui.vietnamese.deadlines import (
    Certainty,
    deadline_at_start,
    find_deadline,
    read_deadline,
)
from danvan_tui.vietnamese.workdays import Calendar

BASE = date(2026, 11, 22)
CALENDAR = Calendar()
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WORDS = (
    "trong trước sau từ đến hết ngày tháng năm quý tuần thứ hai ba tư sáu sau 5 12 31 2026 0 99 / -"
    " . , ( ) I IV đầu giữa cuối này tới rằm mùng Giêng Chạp âm lịch Tết làm việc nlv kể họp hằng"
    " mỗi khi có kinh phí giờ h t q nửa 15/12 vài thường xuyên mười lăm không quá chậm nhất dịp"
    " 9999"
)
PHRASES = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
ONES = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
TEENS = ["mười", *(f"mười {'lăm' if one == 'năm' else one}" for one in ONES[1:])]
LATER = {1: "mốt", 4: "tư", 5: "lăm"}
TWENTIES = ["hai mươi", *(f"hai mươi {LATER.get(n, ONES[n])}" for n in range(1, 10))]
IN_WORDS = [*ONES, *TEENS, *TWENTIES, "ba mươi", "ba mươi mốt"]


@settings(deadline=None)
@given(ANY_TEXT | PHRASES, DATES)
def test_reading_always_answers(text: str, base: date) -> None:
    deadline = read_deadline(text, base, CALENDAR)
    assert deadline.said == text
    assert deadline.how
    dated = deadline.certainty in (Certainty.exact, Certainty.convention)
    assert (deadline.date is not None) == dated


@settings(deadline=None)
@given(ANY_TEXT | PHRASES, DATES)
def test_finding_gives_words_that_mean_something(text: str, base: date) -> None:
    found = find_deadline(text, base, CALENDAR)
    if found:
        assert 0 <= found.start < found.end <= len(text)
        assert found.deadline.said == text[found.start : found.end]
        assert found.deadline.certainty is not Certainty.unclear


@settings(deadline=None)
@given(ANY_TEXT | PHRASES, DATES)
def test_what_stands_at_the_start_is_what_is_found_there(text: str, base: date) -> None:
    found = find_deadline(text, base, CALENDAR)
    expected = None if found is None or found.start else found
    assert deadline_at_start(text, base, CALENDAR) == expected


@pytest.mark.parametrize("base", [date.min, date.max, date(9999, 12, 30)])
@pytest.mark.parametrize(
    "said", ["trong 15 ngày làm việc", "1000 ngày", "cuối năm", "tuần sau", "rằm", "trước Tết",
             "15/1", "ngày 15", "99 năm", "3 tháng nữa"]
)  # fmt: skip
def test_the_ends_of_the_calendar_are_survived(base: date, said: str) -> None:
    assert read_deadline(said, base, CALENDAR).said == said
    find_deadline(said, base, CALENDAR)
    deadline_at_start(said, base, CALENDAR)


@settings(deadline=None)
@given(DATES)
def test_a_date_said_in_full_comes_back(day: date) -> None:
    for said in (
        f"ngày {day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngay {day.day} thang {day.month} nam {day.year}",
        f"ngày {IN_WORDS[day.day]} tháng {IN_WORDS[day.month]} năm {day.year}",
        f"chậm nhất ngày {day:%d/%m/%Y}",
    ):
        deadline = read_deadline(said, BASE, CALENDAR)
        assert (deadline.date, deadline.certainty) == (day, Certainty.exact), said


@settings(deadline=None)
@given(st.integers(1, 200), DATES)
def test_counted_terms_agree_with_counting_on_fingers(count: int, base: date) -> None:
    worked = read_deadline(f"trong {count} ngày làm việc", base, CALENDAR)
    assert worked.date == CALENDAR.add_working_days(base, count)
    plain = read_deadline(f"trong {count} ngày", base, CALENDAR)
    last = date.fromordinal(base.toordinal() + count)
    assert plain.date == CALENDAR.next_working(last)


@settings(deadline=None)
@given(st.integers(1, 28), st.integers(1, 12), DATES)
@example(24, 7, BASE)  # elsewhere 24/7 is "at all hours"
def test_a_day_without_a_year_is_the_next_one(day: int, month: int, base: date) -> None:
    found = read_deadline(f"trước {day}/{month}", base, CALENDAR).date
    assert found is not None
    assert (found.day, found.month) == (day, month)
    assert 0 <= (found - base).days <= 366


@pytest.mark.parametrize(
    "piece", ["trong ", "1/", "mười ", "15/12 ", "sau khi ", "a", "từ 1 đến ", "(", "\x1b[",
              "1", "à", "khi có ", "thứ ", "ngày ngày "]
)  # fmt: skip
def test_a_hundred_thousand_characters_take_well_under_a_second(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    find_deadline(text, BASE, CALENDAR)
    read_deadline(text, BASE, CALENDAR)
    read_deadline(text[:300], BASE, CALENDAR)
    assert time.process_time() - started < 0.7
