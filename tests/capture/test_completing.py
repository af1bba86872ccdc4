"""Completing a person: the number takes the place of what was typed, best first, and quickly."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_tui.capture import Context, complete, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table, Value
from tests.capture.conftest import context_of, open_notebook

PEOPLE = (  # in this order on the list
    ("Vũ Văn Tám", "Thôn Gò Vối"),
    ("Trần Thị Tâm", "Thôn Văn Xá"),
    ("Tạ Đình Tam", "Thôn Văn Xá"),
    ("Tam Thị Mai", "Thôn Gò Vối"),
    ("Lê Thị Ánh", "Thôn Gò Vối"),
    ("Đỗ Thị Hòa", "Thôn Gò Vối"),
    ("Đỗ Thị Hoàn", "Thôn Gò Vối"),
    ("Đỗ Thị Hà", "Thôn Gò Vối"),
    ("Đỗ Thị Ấm", "Thôn Gò Vối"),
    ("Vũ Thị Đào", "Thôn Gò Vối"),
    ("Vũ Thị Dung", "Thôn Gò Vối"),
    ("Vũ Thị Duyên", "Thôn Gò Vối"),
)


@pytest.fixture
def meeting(notebook: Notebook, catalogues: Catalogues) -> Context:
    """Twelve people, of whom 3 and 7 are present, and an issue."""
    for name, village in PEOPLE:
        notebook.record([notebook.new(Table.ATTENDANCE, name=name, village=village)])
    record_line(notebook, context_of(notebook, catalogues), "+ 3 7")
    record_line(notebook, context_of(notebook, catalogues), "3 kn Việc một")
    return context_of(notebook, catalogues)


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("@tam", ["3 ", "1 ", "2 ", "4 "]),
        ("@Tám", ["1 "]),
        ("@vvt", ["1 "]),
        ("@đỗ thị h", ["7 ", "8 ", "6 "]),
        ("@do thi ho", ["7 ", "6 "]),
        ("@vũ thị", ["11 ", "12 ", "10 "]),
        ("tam", ["3 ", "1 ", "2 ", "4 "]),
        ("vũ v", ["1 "]),
        ("1", ["1 ", "10 ", "11 ", "12 "]),
        ("12", ["12 "]),
        ("=1", ["=1", "=10", "=11", "=12"]),
        ("=tam", ["=1", "=2", "=4", "=3"]),
        ("+ tam", ["+ 1", "+ 2", "+ 4", "+ 3"]),
        ("+ @tam", ["+ 1", "+ 2", "+ 4", "+ 3"]),
        ("= 12 5 ánh", ["= 12 5 5"]),
        ("=1-4 ánh", ["=1-4 5"]),
        ("=vũ thị", ["=11", "=12", "=10"]),
        ("-tam", ["-3", "-1", "-2", "-4"]),
        ("> @ánh", ["> 5: "]),
        ("/1 tr @ánh", ["/1 tr 5: "]),
        ("gt @ánh", ["gt @5 "]),
    ],
)
def test_the_number_takes_the_place_of_what_was_typed(
    meeting: Context, line: str, completed: list[str]
) -> None:
    offered = complete(line, len(line), meeting)
    assert [one.line for one in offered] == completed
    assert all(one.cursor == len(one.line) for one in offered)


@pytest.mark.parametrize(
    "line",
    ["", " ", "@", "@tam ", "12 tam", "12 kn đề nghị @tam", "> tam", "! tam", ".tam", "99", "zzz",
     '"tam', "@zzz", "Đường hỏng, tam", "=Nguyễn Văn A, t", "3: t", "= 25 gò"],
)  # fmt: skip
def test_nobody_is_offered_where_no_name_is_being_typed(meeting: Context, line: str) -> None:
    assert complete(line, len(line), meeting) == []


def test_the_label_says_who_it_is(meeting: Context) -> None:
    assert complete("@ánh", 4, meeting)[0].label == "5 Lê Thị Ánh, Thôn Gò Vối"


def test_the_label_tells_people_of_one_name_apart(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    known: tuple[dict[str, Value], ...] = (
        {"birth_year": 1960, "position": "Trưởng thôn"},
        {"position": "Tổ trưởng"},
    )
    for more in known:
        given = {"name": "Lê Thị Ánh", "village": "Thôn X", **more}
        notebook.record([notebook.new(Table.ATTENDANCE, **given)])
    offered = complete("=ánh", 4, context_of(notebook, catalogues))
    assert [one.label for one in offered] == [
        "1 Lê Thị Ánh, Thôn X, 1960",
        "2 Lê Thị Ánh, Thôn X, Tổ trưởng",
    ]


def test_what_stands_behind_stays_and_the_cursor_stands_before_it(meeting: Context) -> None:
    (one,) = complete("@ánh Đường hỏng", 4, meeting)
    assert (one.line, one.cursor) == ("5 Đường hỏng", 2)
    assert complete("@ánh Đường hỏng", 2, meeting) == []
    reading = read_line(one.line, meeting)
    assert reading.content == "Đường hỏng"


def test_codes_can_follow_at_once(meeting: Context) -> None:
    (one,) = complete("@ánh", 4, meeting)
    reading = read_line(f"{one.line}gt Việc", meeting)
    assert (reading.field, reading.content, reading.problem) == ("rural_roads", "Việc", "")


def test_a_number_that_two_have_gives_the_name(notebook: Notebook, catalogues: Catalogues) -> None:
    for name in ("Lê Thị Ánh", "Vũ Văn Tám"):
        edit = notebook.new(Table.ATTENDANCE, name=name, village="Thôn X")
        notebook.record([edit._replace(fields=edit.fields | {"number": 1})])
    context = context_of(notebook, catalogues)
    (one,) = complete("@ánh", 4, context)
    assert one.line == "@Lê Thị Ánh, Thôn X: "
    reading = read_line(f"{one.line}nói", context)
    assert (reading.problem, reading.speaker) == ("", context.people.attendance[0].id)


@pytest.fixture(scope="module")
def hall_of_300(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """Three hundred people."""
    notebook = open_notebook(Path(tmp_path_factory.mktemp("many")))
    notebook.record(
        [
            notebook.new(Table.ATTENDANCE, name=f"Nguyễn {PEOPLE[n % 12][0]}", number=n + 1)
            for n in range(300)
        ]
    )
    return context_of(notebook, catalogues)


@pytest.mark.parametrize(
    "line", ["@n", "=nguyen", "1", "@nvvt", "Nguyễn v", "đường thôn hỏng nặng"]
)
def test_three_hundred_people_are_searched_at_once(hall_of_300: Context, line: str) -> None:
    complete(line, len(line), hall_of_300)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        complete(line, len(line), hall_of_300)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.002  # half of that on a quiet machine
    assert len(complete(line, len(line), hall_of_300)) <= 8


@given(
    line=st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from(["@", "=", "+", "-", ">", "1", "hoa", "đỗ", " ", "gt", ",", ":"]))
        .map("".join),
    ),
    cursor=st.integers(0, 30),
)  # fmt: skip
@example(line="@hoa x", cursor=4)
def test_whatever_is_typed_an_offer_can_be_recorded(
    hall_of_300: Context, line: str, cursor: int
) -> None:
    for one in complete(line, cursor, hall_of_300):
        done = one.line[: one.cursor]
        reading = read_line(done if done[0] in "=+-" else f"{done} x", hall_of_300)
        people = [hall_of_300.people.with_id(who) for who in (reading.speaker, *reading.arriving,
                                                              *reading.leaving) if who]  # fmt: skip
        numbers = [str(person.number) for person in people if person]
        no_issue = done[0] == ">"  # nothing was raised yet that could be answered
        assert no_issue or one.label.split()[0] in numbers
        assert no_issue or done[0] in "=+-" or not reading.problem  # who else came may be wrong
