"""Lines that say who came, who left, and how many were counted."""

import pytest

from danvan_tui.capture import Context, HeadCount, Newcomer, What, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Attendee, Presence, Table
from tests.capture.conftest import NOW, context_of


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("+ 12 15 18", [12, 15, 18]),
        ("+12", [12]),
        ("+ 12, 15,18", [12, 15, 18]),
        ("+ 12 12", [12]),
        ("+ @phong 2", [1, 2]),
        ("=12", [12]),
        ("=12 15 18", [12, 15, 18]),
        ("=đoài", [10]),
        ("=doai", [10]),
        ("+ đoài", [10]),
        ("=Đoài", [10]),
        ("=qtkh", [22]),
        ("=quang đoài", [10]),
        ("=lê quang đoài", [10]),
        ("=Lê Quang Đoài", [10]),
        ("+ Kiều Thị Mận", [12]),
        ("=Kieu Thi Man", [12]),
        ("=15-18", [15, 16, 17, 18]),
        ("= 15 – 17 3, @đoài", [15, 16, 17, 3, 10]),
        ("=15-15", [15]),
        ("=126-300", [126, 127, 128]),
    ],
)
def test_these_are_present(context: Context, line: str, numbers: list[int]) -> None:
    reading = read_line(line, context)
    assert (reading.what, reading.problem) == (What.ATTENDANCE, "")
    assert _numbers(reading.arriving, context) == numbers
    assert not reading.leaving


@pytest.mark.parametrize(
    ("line", "candidates"),
    [("=hòa", ["27 Cấn Đức Hòa", "36 Phùng Thị Hòa"]), ("+ bách", ["33 Quách Đức Bách"])],
)
def test_several_whom_a_part_fits_are_a_problem_that_names_them(
    context: Context, line: str, candidates: list[str]
) -> None:
    reading = read_line(line, context)
    assert all(candidate in reading.problem for candidate in candidates)
    assert not reading.arriving


@pytest.mark.parametrize("line", ["-đoài", "- doai", "-quang đoài"])
def test_a_part_of_the_name_says_who_left(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert (_numbers(reading.leaving, context), reading.problem) == ([10], "")


@pytest.mark.parametrize("line", ["- 12", "-12", "- 12,", "-12-12", "-Kiều Thị Mận"])
def test_this_one_left(context: Context, line: str) -> None:
    reading = read_line(line, context)
    assert (_numbers(reading.leaving, context), reading.arriving) == ([12], ())


@pytest.mark.parametrize(
    ("line", "newcomer"),
    [
        ("+ Nguyễn Văn A, Thôn X", Newcomer("Nguyễn Văn A", "Thôn X")),
        ("+ Nguyễn Văn A", Newcomer("Nguyễn Văn A")),
        ("+ nguyễn văn a, gò vối", Newcomer("nguyễn văn a", "Thôn Gò Vối")),
        (
            "+ Nguyễn Văn A, Trưởng thôn, Thôn X, 1960, 0912 345 678",
            Newcomer("Nguyễn Văn A", "Thôn X", 1960, "0912 345 678", "village_head"),
        ),
        ("+ Kiều Thị Mận, Thôn Gò Vối", Newcomer("Kiều Thị Mận", "Thôn Gò Vối")),
        ("+ Kiều Thị Mận, Văn Xá, 1990", Newcomer("Kiều Thị Mận", "Thôn Văn Xá", 1990)),
    ],
)
def test_somebody_new(context: Context, line: str, newcomer: Newcomer) -> None:
    reading = read_line(line, context)
    assert (reading.newcomer, reading.problem) == (newcomer, "")


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("+ Kieu Thi Man, Van Xa", "+ 12"),
        ("+ kiều thị mận, thôn văn xá", "+ 12"),
        ("+ Quách Thị Kim Hạnh, Thôn Đồng Mận, 1979", "+ 22"),
    ],
)
def test_somebody_who_may_be_listed_is_a_problem_with_the_number(
    context: Context, line: str, suggested: str
) -> None:
    assert suggested in read_line(line, context).problem


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("+ 25 Thôn Gò Vối", HeadCount(25, "", "Thôn Gò Vối")),
        ("+ 25 gò vối", HeadCount(25, "", "Thôn Gò Vối")),
        ("+ 25 Gò Vối", HeadCount(25, "", "Thôn Gò Vối")),
        ("+ 25 GO VOI", HeadCount(25, "", "Thôn Gò Vối")),
        ("+ 40 thôn văn xá", HeadCount(40, "", "Thôn Văn Xá")),
        ("+ 25 Tổ dân phố số 3", HeadCount(25, "", "Tổ dân phố số 3")),
        ("+ 25 người Thôn Gò Vối", HeadCount(25, "", "Thôn Gò Vối")),
        ("+ 25 Thôn Mới", HeadCount(25, "", "Thôn Mới")),
        ("+ 6 cán bộ thôn Thôn Gò Vối", HeadCount(6, "village_leaders", "Thôn Gò Vối")),
        ("+ 6 nhan dan go voi", HeadCount(6, "citizens", "Thôn Gò Vối")),
        ("+ 6 báo chí", HeadCount(6, "press", "")),
        ("+ 25 nữ Thôn Gò Vối", HeadCount(25, "nữ", "Thôn Gò Vối")),
        ("+ tổng 85", HeadCount(85, "total", "")),
        ("=tổng 85", HeadCount(85, "total", "")),
        ("=85 tổng", HeadCount(85, "total", "")),
        ("=85 tong so", HeadCount(85, "total", "")),
        ("=tổng cộng 85", HeadCount(85, "total", "")),
        ("+ tổng 40 gò vối", HeadCount(40, "total", "Thôn Gò Vối")),
        ("+ 40 tổng Thôn Gò Vối", HeadCount(40, "total", "Thôn Gò Vối")),
        ("+ cán bộ thôn 6 Gò Vối", HeadCount(6, "village_leaders", "Thôn Gò Vối")),
    ],
)
def test_heads_are_counted(context: Context, line: str, count: HeadCount) -> None:
    reading = read_line(line, context)
    assert (reading.head_count, reading.problem) == (count, "")


@pytest.mark.parametrize(
    "line",
    ["+", "-", "+ 999", "+ 12 999", "- 999", "+ @zzz", "+ 12 ai đó", "+ đề nghị sửa đường",
     "- đề nghị sửa đường", "+ 12 15 Thôn Gò Vối", "+ 12, Thôn Gò Vối", "+ @bách", "+ ,",
     "+ 25 Gò Vối+ 6 cán bộ thôn", "+ 25 Gò Vối + 6 cán bộ thôn", "+ 25 Gò Vối 6 cán bộ thôn",
     "+ 25 Thôn Gò Vối 6 cán bộ thôn", "+ 25 nữ 3 nam Thôn Gò Vối", "+ 25 Gò Khác", "+ 25 thôn",
     "+ Nguyễn Văn A B C D E G H, Thôn Gò Vối", "+ Nguyễn @Văn, Gò Vối", "+ Nguyễn A 3, Gò Vối",
     "+ 5 " + "rất " * 40 + "Thôn Gò Vối", "=", "=999", "+ tổng", "+ tổng 0", "+ tổng 5 6",
     "+ nữ 25", "+ tổng 85, Thôn Gò Vối", "=30-15", "=1-201", "=900-950", "=15-30-40", "=15-",
     "-12 -15", "=15 -18"],
)  # fmt: skip
def test_what_is_unclear_is_a_problem(context: Context, line: str) -> None:
    assert read_line(line, context).problem


@pytest.mark.parametrize(("line", "clear"), [("+ 25 gò vối", True), ("+ 25 Thôn Mới", False)])
def test_a_village_unknown_to_the_session_is_doubtful(
    context: Context, line: str, clear: bool
) -> None:
    assert all(chip.clear for chip in read_line(line, context).chips) is clear


def test_the_first_spelling_of_a_village_is_the_one_that_counts(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for village in ("gò vối", "Thôn Gò Vối", "Trại Mới"):
        notebook.record([notebook.new(Table.ATTENDANCE, name="Lý Văn An", village=village)])
    context = context_of(notebook, catalogues)
    for line, village in (("+ 25 Gò Vối", "Thôn Gò Vối"), ("+ 5 thôn trại mới", "Trại Mới")):
        count = read_line(line, context).head_count
        assert count is not None
        assert count.village == village


def test_two_villages_that_fit_are_not_guessed(notebook: Notebook, catalogues: Catalogues) -> None:
    for village in ("Thôn Tân Lập", "Xóm Tân Lập"):
        notebook.record([notebook.new(Table.ATTENDANCE, name="Lý Văn An", village=village)])
    assert read_line("+ 25 Tân Lập", context_of(notebook, catalogues)).problem


def test_a_new_count_replaces_the_one_of_the_same_village_and_group(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for line in ("+ 25 Thôn Gò Vối", "+ 6 cán bộ thôn Thôn Gò Vối", "+ 30 go voi"):
        record_line(notebook, context_of(notebook, catalogues), line)
    counted = [(row.group, row.village, row.count) for row in notebook.state.attendance()]
    assert counted == [("", "Thôn Gò Vối", 30), ("village_leaders", "Thôn Gò Vối", 6)]


def test_a_total_stands_beside_the_counts_of_groups_and_replaces_only_itself(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for line in ("+ 30 Thôn Gò Vối", "+ tổng 85", "=90 tổng"):
        record_line(notebook, context_of(notebook, catalogues), line)
    counted = [(row.group, row.village, row.count) for row in notebook.state.attendance()]
    assert counted == [("", "Thôn Gò Vối", 30), ("total", "", 90)]


def test_coming_leaving_and_coming_back(notebook: Notebook, catalogues: Catalogues) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Kiều Thị Mận")])

    def after(line: str, hour: int) -> Attendee:
        notebook.clock = lambda: NOW.replace(hour=hour)
        record_line(notebook, context_of(notebook, catalogues), line)
        return notebook.state.attendance()[0]

    came = after("+ 1", 8)
    assert (came.presence, came.arrived, came.left) == (Presence.PRESENT, "08:30", "")
    left = after("- 1", 9)
    assert (left.presence, left.arrived, left.left) == (Presence.LEFT, "08:30", "09:30")
    back = after("+ 1", 10)
    assert (back.presence, back.arrived, back.left) == (Presence.PRESENT, "08:30", "")


def test_what_the_list_says_already_is_not_recorded_again(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    record_line(notebook, context_of(notebook, catalogues), "+ Nguyễn Văn A, Thôn X")
    recorded = record_line(notebook, context_of(notebook, catalogues), "+ 1")
    assert recorded.operation is None
    assert recorded.message


def test_the_whole_name_of_one_who_is_not_here_yet_is_his(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for name in ("Kiều Thị Mận", "Lý Văn An", "Lý Văn An"):
        notebook.record([notebook.new(Table.ATTENDANCE, name=name)])
    assert record_line(notebook, context_of(notebook, catalogues), "= Kiều Thị Mận").operation
    context = context_of(notebook, catalogues)
    assert "“+ 1”" in read_line("= Kiều Thị Mận", context).problem  # or somebody else?
    assert "3 Lý Văn An" in read_line("= Lý Văn An", context).problem
    assert read_line("-Kiều Thị Mận", context).leaving == (context.people.attendance[0].id,)


def test_who_has_a_number_in_a_range_is_asked_for_where_two_have_it(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    for name in ("Lê Thị Ánh", "Vũ Văn Tám"):
        edit = notebook.new(Table.ATTENDANCE, name=name)
        notebook.record([edit._replace(fields=edit.fields | {"number": 5})])
    assert "5 Vũ Văn Tám" in read_line("=1-9", context_of(notebook, catalogues)).problem


def test_a_newcomer_is_present_with_the_next_number(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    recorded = record_line(
        notebook, context_of(notebook, catalogues), "+ Nguyễn Văn A, Thôn X, 1960"
    )
    (person,) = notebook.state.attendance()
    assert (person.number, person.name, person.village) == (1, "Nguyễn Văn A", "Thôn X")
    assert (person.birth_year, person.presence) == (1960, Presence.PRESENT)
    assert recorded.number == 1


def _numbers(ids: tuple[str, ...], context: Context) -> list[int]:
    people = [context.people.with_id(attendee_id) for attendee_id in ids]
    return [person.number for person in people if person]
