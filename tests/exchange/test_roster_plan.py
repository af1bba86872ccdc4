"""A list is taken over once, and nobody is mistaken for a namesake."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.exchange.roster import Planned, RosterPlan, RosterRow, plan_roster
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import Attendee, Table

_lines = itertools.count(1)


def _row(name: str, village: str = "", year: int | None = None, **more: str) -> RosterRow:
    return RosterRow(next(_lines), name, village=village, birth_year=year, **more)


def _sizes(plan: RosterPlan) -> tuple[int, int, int, int]:
    return len(plan.added), len(plan.merged), len(plan.doubtful), len(plan.unchanged)


def _take(notebook: Notebook, rows: list[RosterRow]) -> RosterPlan:
    plan = plan_roster(rows, notebook.state.attendance())
    edits = plan.edits(notebook)
    if edits:
        notebook.record(edits)
    return plan


HOA = [
    _row("Nguyễn Thị Hòa", "Thôn Văn Xá", 1961),
    _row("Nguyễn Thị Hoà", "Thôn Văn Xá", 1975),
    _row("NGUYỄN THỊ HÒA", "Thôn Gò Vối"),
]


def test_namesakes_are_told_apart_by_village_and_year(notebook: Notebook) -> None:
    assert _sizes(_take(notebook, HOA)) == (3, 0, 0, 0)
    people = notebook.state.attendance()
    assert [person.number for person in people] == [1, 2, 3]
    assert {person.presence for person in people} == {"listed"}


def test_one_operation_takes_the_whole_list_and_undo_gives_it_back(notebook: Notebook) -> None:
    before = len(notebook.state.fold.operations)
    _take(notebook, HOA)
    assert len(notebook.state.fold.operations) == before + 1
    notebook.undo()
    assert notebook.state.attendance() == []


def test_the_same_list_again_changes_nothing(notebook: Notebook) -> None:
    rows = [*HOA, _row("Trần Văn A"), _row("Trần Văn A"), _row("Lê Thị B", "Bản Mai")]
    assert _sizes(_take(notebook, rows)) == (5, 0, 1, 0)
    again = plan_roster(rows, notebook.state.attendance())
    assert _sizes(again) == (0, 0, 1, 5)
    assert again.edits(notebook) == []


def test_a_listed_person_gains_what_was_missing_and_keeps_the_rest(notebook: Notebook) -> None:
    notebook.record(
        [
            notebook.new(
                Table.ATTENDANCE,
                name="Nguyễn Thị Hoà",
                village="Văn Xá",
                phone="0911111111",
                presence="present",
            )
        ]
    )
    row = _row("Nguyễn Thị Hòa", "Thôn Văn Xá", 1961, phone="0922222222", role="citizen")
    plan = _take(notebook, [row])
    assert _sizes(plan) == (0, 1, 0, 0)
    assert "0922222222" in plan.merged[0].reason
    (person,) = notebook.state.attendance()
    assert (person.birth_year, person.role) == (1961, "citizen")
    assert (person.phone, person.village, person.presence) == ("0911111111", "Văn Xá", "present")


@pytest.mark.parametrize(
    ("listed", "row"),
    [
        (_row("Lê A"), _row("Lê A", "Bản Mai")),
        (_row("Lê A", "Bản Mai"), _row("Lê A")),
        (_row("Lê A", "Bản Mai"), _row("Lê A", year=1961)),
    ],
)
def test_a_namesake_that_nothing_tells_apart_is_doubtful(
    notebook: Notebook, listed: RosterRow, row: RosterRow
) -> None:
    _take(notebook, [listed])
    plan = plan_roster([row], notebook.state.attendance())
    assert _sizes(plan) == (0, 0, 1, 0)
    assert "Lê A" in plan.doubtful[0].reason


def test_two_listed_namesakes_make_a_row_without_a_year_doubtful(notebook: Notebook) -> None:
    _take(notebook, HOA)
    plan = plan_roster([_row("Nguyễn Thị Hòa", "Thôn Văn Xá")], notebook.state.attendance())
    assert _sizes(plan) == (0, 0, 1, 0)


def test_villages_of_one_name_but_another_kind_are_two() -> None:
    listed = [Attendee(id="1", name="Lê A", village="Xóm 1")]
    assert _sizes(plan_roster([_row("Lê A", "Thôn 1")], listed)) == (1, 0, 0, 0)
    assert _sizes(plan_roster([_row("Lê A", "xóm 1", 1950)], listed)) == (0, 1, 0, 0)


def test_a_row_that_gets_clear_through_another_is_settled_at_once() -> None:
    listed = [Attendee(id="1", name="Lê A", village="Xóm Mai")]
    rows = [_row("Lê A", "Mai"), _row("Lê A", "Thôn Mai"), _row("Lê A", "Xóm Mai", 1961)]
    plan = plan_roster(rows, listed)
    assert [planned.row for planned in plan.added] == [rows[1]]
    assert [planned.row for planned in plan.merged] == [rows[2]]
    assert [planned.row for planned in plan.doubtful] == [rows[0]]


def test_the_same_phone_number_is_the_same_person() -> None:
    listed = [Attendee(id="1", name="Lê A", phone="0912 345 678")]
    plan = plan_roster([_row("Lê A", "Bản Mai", phone="0912345678")], listed)
    assert _sizes(plan) == (0, 1, 0, 0)


def test_a_chair_typed_before_gets_his_office() -> None:
    listed = [Attendee(id="1", name="Lê A", role="chair")]
    plan = plan_roster([_row("Lê A", "UBND xã", role="chair")], listed)
    assert plan.merged == [Planned(plan.merged[0].row, "1", {"village": "UBND xã"})]


def test_head_counts_are_nobodys_namesake() -> None:
    listed = [Attendee(id="1", name="Lê A", count=5)]
    assert _sizes(plan_roster([_row("Lê A")], listed)) == (1, 0, 0, 0)


_rows = st.lists(
    st.builds(
        RosterRow,
        line=st.integers(1, 99),
        name=st.sampled_from(["Lê Hòa", "Lê Hoà", "lê b"]),
        village=st.sampled_from(["", "Thôn Mai", "Mai", "Xóm Mai", "Bản Lan"]),
        birth_year=st.sampled_from([None, None, 1961, 1975]),
        phone=st.sampled_from(["", "", "", "0912345678"]),
        role=st.sampled_from(["", "citizen", "chair"]),
    ),
    max_size=6,
)


def _taken(rows: list[RosterRow], attendance: list[Attendee]) -> list[Attendee]:
    plan = plan_roster(rows, attendance)
    fields = {
        person.id: {f: getattr(person, f) for f in person.__struct_fields__}
        for person in attendance
    }
    for planned in plan.merged:
        fields[planned.attendee].update(planned.fields)
    for planned in plan.added:
        new = f"n{len(fields)}"
        fields[new] = {"id": new} | planned.fields
    return [Attendee(**values) for values in fields.values()]


@settings(max_examples=200, deadline=None)
@given(_rows, _rows)
def test_any_list_taken_twice_changes_nothing_the_second_time(
    first: list[RosterRow], second: list[RosterRow]
) -> None:
    listed = _taken(second, _taken(first, []))
    again = plan_roster(second, listed)
    assert (again.added, again.merged) == ([], [])


@settings(max_examples=80, deadline=None)
@given(_rows, _rows)
def test_every_row_gets_one_answer(first: list[RosterRow], second: list[RosterRow]) -> None:
    plan = plan_roster(second, _taken(first, []))
    assert sum(_sizes(plan)) == len(second)


def test_edits_are_accepted_by_the_notebook(notebook: Notebook) -> None:
    edits = plan_roster(HOA, []).edits(notebook)
    assert all(edit.table is Table.ATTENDANCE for edit in edits)
    assert len({edit.record for edit in edits}) == 3
