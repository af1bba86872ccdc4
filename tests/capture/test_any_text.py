"""Whatever is typed: reading never fails, loses no word, leaves quotations alone, and is quick."""

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from danvan_tui.capture import Context, Reading, What, read_line, record_line
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.clean import clean
from danvan_tui.vietnamese.fold import fold
from tests.capture.conftest import context_of, list_roster, open_notebook, with_issues

PIECES = [
    *[">", "!", "+", "-", ".", "@", "|", ",", ":", '"', ">1", "!2", ">9", "!15/12", "|"],
    *["12", "999", "1:", "x6", "kn", "gt", "tc", "tr", "kt", "ca", "kt,ca", "ho", "vp"],
    *["@phong", "@hòa", "@zzz", "@Nguyễn Thị Hòa, Thôn Văn Xá:", "@Đỗ Thị Ánh, Thôn X:", "@12"],
    *["@nguyễn hồng phong:", "@Nguyễn Thị Hòa, Gò Vối, 1975:", "@Sùng A Páo:"],
    *["15/12", "trong 15 ngày làm việc", "tuần tới,", "thường xuyên", "trước 30/9", "ngày 31/02"],
    *["Phòng Kinh tế xã", "Công an xã, Phòng Kinh tế", "phối hợp với", "ông Ba", "Trưởng thôn"],
    *["Thôn Gò Vối", "gò vối", "cán bộ thôn", "người", "nữ", "Nguyễn Văn A,", "1960", "0912345678"],
    *["đường hỏng", "Đề nghị:", "sửa", "12 hộ", "“lời nói”", "…", ";", "/", "=", ";2kt", "/1"],
    *["12kn", "12kngt", "12tc", ".gt", ".Đường", "999kn", "=phong", "=tam", "tổng 85", "85 tổng"],
    *["Đỗ Thị Ánh, Thôn Xuân Trạch:", "Lê Quang Đoài, Thôn Văn Xá.", "Trưởng thôn Văn Xá,"],
]
LINES = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map("".join),
)
SIGNS = re.compile(r"[^\w]+")


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The roster and two issues, the last by Nguyễn Hồng Phong."""
    folder = tmp_path_factory.mktemp("meeting")
    return with_issues(folder, catalogues, "12 kn gt Đường hỏng", "1 kn dt Đất lở")


@given(line=LINES)
@example(line="@" + "9" * 5000)
@example(line="+ " + "9" * 5000)
@example(line=">" + "9" * 5000)
@example(line="x" + "9" * 5000)
@example(line='"')
@example(line="! kt năm 9999999 x")
def test_any_line_can_be_read(meeting: Context, line: str) -> None:
    reading = read_line(line, meeting)
    assert (reading.what is What.EMPTY) == (not clean(line).strip())


@settings(deadline=None)  # the first look at a year reads its holidays
@given(line=LINES, held=st.dates(), today=st.dates())
@example(line="! kt 3 tháng nữa | làm", held=date(9999, 12, 1), today=date(2026, 1, 1))
@example(line="! kt 3 tháng nữa | làm", held=date(9999, 12, 1), today=date.max)
@example(line="! kt tuần này, sửa", held=date.min, today=date.min)
def test_any_line_can_be_read_whatever_the_day(
    meeting: Context, line: str, held: date, today: date
) -> None:
    session = msgspec.structs.replace(meeting.session, date=held.isoformat())
    context = replace(meeting, session=session, today=today)
    read_line(line, context)
    read_line(f"! kt {line}", context)
    assert context.base == (held if 2000 <= held.year <= 2199 else today)


@given(line=LINES)
@example(line="12 kn kn gt x6 x7 tc 15/12")
@example(line="! kt 15/12, - sửa")
@example(line="+ 25 nữ Thôn Gò Vối")
@example(line="@Nguyễn Thị Hòa, Gò Vối, 1975: 12 kn")
def test_no_word_is_lost(meeting: Context, line: str) -> None:
    reading = read_line(line, meeting)
    if reading.problem:
        return
    left = Counter(_words(clean(line))) - Counter(_words(_kept(reading)))
    assert set(left) <= _understood(reading, meeting)


@given(text=st.text().filter(lambda text: '"' not in text and "“" not in text and "”" not in text))
@example(text="12 kn gt Đường hỏng")
@example(text="> tr đã rõ")
@example(text="! kt | 15/12 | sửa")
@example(text="+ 12")
def test_a_quotation_is_never_parsed(meeting: Context, text: str) -> None:
    said = clean(text).strip()
    if not said or said.lower().rstrip(" .:,;") == "tc":  # this one code is also taken in quotes
        return
    alone = read_line(f'"{text}"', meeting)
    assert (alone.what, alone.content, alone.kind, alone.speaker) == (What.ISSUE, said, "", "")
    spoken = read_line(f'12 gt "{text}"', meeting)
    assert (spoken.content, spoken.kind, spoken.field) == (said, "", "rural_roads")
    answer = read_line(f'> "{text}"', meeting)
    assert (answer.what, answer.content, answer.outcome, answer.by) == (What.ANSWER, said, "", "")
    promise = read_line(f'! kt "{text}"', meeting)
    assert (promise.content, promise.lead_unit) == (said, "Phòng Kinh tế xã")
    assert promise.due_text == ""


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ('"gt" là mã', '"gt" là mã'),
        ('"gt', "gt"),
        ('12 "kn gt', "kn gt"),
        ('12 "kn ông nói "được"', 'kn ông nói "được"'),
        ("“gt đường", "gt đường"),
        ('12 "gt" và "dt"', '"gt" và "dt"'),
        ("“gt đường”", "gt đường"),
        ('12 ông nói "gt"', 'ông nói "gt"'),
    ],
)
def test_quotation_marks_go_where_they_wrap_everything_or_only_open_it(
    meeting: Context, line: str, content: str
) -> None:
    assert read_line(line, meeting).content == content


@pytest.mark.parametrize(
    "piece", ["@", "@a ", "@A, ", "12 ", "a", "+ 12 ", "+ 5 a ", "+ A, ", "! |", "! kt,", "! kt ",
              "> @", '"', ". ", "! 15/12 ", "- @phong ", "gt ", "+ thôn "]
)  # fmt: skip
def test_the_longest_line_is_read_at_once(meeting: Context, piece: str) -> None:
    line = (piece + piece.strip(">!+-") * 20_000)[:20_000]
    start = time.process_time()
    read_line(line, meeting)
    assert time.process_time() - start < 0.25


@pytest.fixture(scope="module")
def full_hall(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """Three hundred people, sixty issues."""
    notebook = open_notebook(tmp_path_factory.mktemp("full"))
    names = ("Nguyễn Thị Hòa", "Nguyễn Văn Tám", "Trần Bá Lộc", "Vũ Đào")
    notebook.record(
        [
            notebook.new(Table.ATTENDANCE, name=names[number % 4], number=number)
            for number in range(1, 173)
        ]
    )
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for number in range(1, 61):
        record_line(notebook, context, f"{number} gt Việc {number}")
    return context.refreshed(notebook.state)


LONG = "Năm 2019 gia đình tôi hiến 42 m² đất vườn để mở rộng đường thôn, đề nghị xã giúp. " * 3


@pytest.mark.parametrize(
    "head",
    ["12 ", "12kn ", ".", "", "Đỗ Thị Ánh, Thôn Xuân Trạch: ", "@đoài ", "/5: "],
)
def test_a_line_of_two_hundred_letters_is_read_between_two_keys(
    full_hall: Context, head: str
) -> None:
    assert seconds_to_read(head + LONG[:200], full_hall) < 0.001  # a third on a quiet machine


@pytest.mark.parametrize("head", [";", ";kt "])
def test_so_is_a_promise_in_whose_words_a_deadline_is_looked_for(
    full_hall: Context, head: str
) -> None:
    assert seconds_to_read(head + LONG[:200], full_hall) < 0.002  # a third on a quiet machine


def seconds_to_read(line: str, context: Context) -> float:
    read_line(line, context)
    times = []
    for _ in range(20):
        start = time.process_time()
        read_line(line, context)
        times.append(time.process_time() - start)
    return min(times)


def _kept(reading: Reading) -> str:
    new, count = reading.newcomer, reading.head_count
    return " ".join(
        [
            reading.content,
            reading.speaker_name,
            reading.village,
            reading.by,
            reading.due_text,
            reading.lead_unit,
            *reading.supporting_units,
            *(map(str, new) if new else ()),
            *((count.village, count.group, str(count.count)) if count else ()),
        ]
    )


def _understood(reading: Reading, context: Context) -> set[str]:
    """The words that may go because they stand for what was recorded in another way."""
    lists = context.catalogues
    codes = [
        entry.code
        for entry in (
            lists.kinds.get(reading.kind),
            lists.fields.get(reading.field),
            lists.outcomes.get(reading.outcome),
        )
        if entry
    ]
    words = glued("", codes)
    units = [reading.lead_unit, *reading.supporting_units]
    codes += [unit.code for unit in lists.units.values() if unit.name in units]
    words += [*codes, f"x{reading.people}", str(reading.issue_number), "phối hợp với"]
    words += glued(str(reading.issue_number), codes)
    named = [reading.speaker, *reading.arriving, *reading.leaving]
    for person in context.people.attendance:
        if person.id in named or (reading.by and person.name == reading.by):
            words += [str(person.number), person.name, person.village, str(person.birth_year)]
            words += ["phong", *glued(str(person.number), codes)]
    if reading.head_count:
        group = lists.groups.get(reading.head_count.group)
        words += ["người đại biểu", *((group.name, *group.aliases) if group else ())]
    if reading.newcomer and reading.newcomer.role:
        role = lists.roles[reading.newcomer.role]
        words += [role.name, *role.aliases]
    return set(_words(" ".join(words)))


def glued(head: str, codes: list[str]) -> list[str]:
    """The words that a number and codes make without a space between them."""
    pairs = [one + other for one in codes for other in codes if one != other]
    return [head + code for code in [*codes, *pairs]]


def _words(text: str) -> list[str]:
    return [fold(word) for word in SIGNS.split(text) if fold(word)]
