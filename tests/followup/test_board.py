"""The board shows what its filters ask for, in the groups and the order people expect."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_tui.followup.board import Board, Dimension, Filters, Grouping, Order, View
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.urgency import Urgency
from danvan_tui.model.records import CommitmentState
from danvan_tui.vietnamese.fold import fold

TODAY = date(2026, 11, 22)
UNITS = ("Đội Thuế xã", "Ban Địa chính xã", "Công an xã", "UBND xã", "")
VILLAGES = ("Thôn Gò Vối", "go voi", "Bản Nà Pù", "Thôn 2", "Thôn 10")
_BLANK: dict[str, Any] = {
    "commitment": "", "folder": "", "code": "DT-2026-001", "number": 1, "date": "2026-11-01",
    "kind": "dialogue", "chair": "Lê Thu Hiền", "villages": (), "issue": "", "issue_number": 1,
    "issue_text": "", "field": "", "content": "Sửa đường", "unit": "UBND xã", "first_unit": "",
    "supporting": (), "state": CommitmentState.OPEN, "due": "", "due_text": "", "first_due": "",
    "first_due_text": "", "postponed": 0, "progress": None, "is_reviewed": False,
    "is_reopened": False, "is_disagreeing": False, "done_on": "", "last_on": "",
    "last_result": None, "protected": False,
}  # fmt: skip


def promise(name: str = "", **fields: object) -> Followed:
    """A promise that is told apart by its id."""
    return Followed(**(_BLANK | {"commitment": name} | fields))


def board(*promises: Followed) -> Board:
    return Board(promises, TODAY)


def names(view: View) -> list[str]:
    return [one.commitment for one in view.rows]


def keys(view: View) -> list[str]:
    return [group.key for group in view.groups]


def _drawn(seed: int) -> list[Followed]:
    draw = Random(seed)
    return [
        promise(
            str(number),
            code=draw.choice(["DT-2026-001", "TD-2026-001", "DT-2025-010"]),
            number=draw.randrange(1, 30),
            date=draw.choice(["2025-03-01", "2026-02-28", "2026-11-01"]),
            chair=draw.choice(["Lê Thu Hiền", "Trần Ba", ""]),
            villages=tuple(draw.sample(VILLAGES, draw.randrange(3))),
            field=draw.choice(["land", "roads", ""]),
            content=draw.choice(["Sửa đường thôn", "Sửa cầu", "Cấp đất"]),
            unit=draw.choice(UNITS),
            state=draw.choice([*CommitmentState]),
            due=draw.choice(["", "2026-11-21", "2026-11-22", "2026-11-29", "2026-11-30"]),
            is_reviewed=draw.random() < 0.5,
            last_on=draw.choice(["", "2026-11-20"]),
        )
        for number in range(draw.randrange(40))
    ]


def _asked(seed: int) -> Filters:
    draw = Random(seed)
    return Filters(
        words=draw.choice(["", "sua", "đường thôn", "thue sua", "DT-2026-001/7", "hien"]),
        urgency=draw.choice([None, None, *Urgency]),
        is_owed=draw.random() < 0.5,
        unit=draw.choice(["", "", *UNITS]),
        village=draw.choice(["", "", *VILLAGES]),
        field=draw.choice(["", "", "land"]),
        session=draw.choice(["", "", "DT-2026-001"]),
        chair=draw.choice(["", "", "Trần Ba"]),
        since=draw.choice(["", "2026-01-01", "2026-11-01"]),
        until=draw.choice(["", "2026-02-28"]),
    )


drawn = st.integers(0, 2**32).map(_drawn)
filters = st.integers(0, 2**32).map(_asked)


def urgency_of(one: Followed) -> Urgency:
    """By the plain rule: seven days, and who waits for whom."""
    if one.state in (CommitmentState.CONFIRMED, CommitmentState.CANCELLED):
        return Urgency(one.state.value)
    if one.state is CommitmentState.REPORTED_DONE:
        return Urgency.REPORTED_DONE
    if not one.due:
        return Urgency.NO_DEADLINE
    days = (date.fromisoformat(one.due) - TODAY).days
    late, near = days < 0, days <= 7
    return Urgency.OVERDUE if late else Urgency.DUE_SOON if near else Urgency.IN_PROGRESS


def same_village(one: str, other: str) -> bool:
    return fold(one).removeprefix("thon ") == fold(other).removeprefix("thon ")


def said(one: Followed) -> str:
    return f" {fold(' '.join([one.content, one.unit, *one.villages, one.chair, one.name]))}"


def passes(one: Followed, asked: Filters) -> bool:
    """Each filter by its plain meaning."""
    return all(
        [
            all(f" {fold(word)}" in said(one) for word in asked.words.split()),
            asked.urgency in (None, urgency_of(one)),
            not asked.is_owed or urgency_of(one) not in ("confirmed", "cancelled"),
            asked.unit in ("", one.unit),
            not asked.village or any(same_village(asked.village, each) for each in one.villages),
            asked.field in ("", one.field),
            asked.session in ("", one.code),
            asked.chair in ("", one.chair),
            not asked.since or one.date >= asked.since,
            not asked.until or one.date <= asked.until,
        ]
    )


@given(drawn, st.lists(filters, min_size=1, max_size=4), st.sampled_from(Grouping))
def test_it_shows_what_passes_all_filters_and_counts_it(
    promises: list[Followed], asked: list[Filters], group_by: Grouping
) -> None:
    shown = board(*promises)
    for one in asked:
        view = shown.view(one, group_by)
        expected = [each for each in promises if passes(each, one)]
        assert set(names(view)) == {each.commitment for each in expected}
        assert view.total == len(expected)
        assert sum(len(group.promises) for group in view.groups) == len(view.rows)
        assert all(group.promises for group in view.groups)


@given(drawn, filters)
def test_it_counts_by_urgency_whatever_urgency_is_shown(
    promises: list[Followed], asked: Filters
) -> None:
    free = Filters(words=asked.words, unit=asked.unit, since=asked.since)
    narrow = Filters(
        words=asked.words, unit=asked.unit, since=asked.since,
        urgency=asked.urgency, is_owed=asked.is_owed,
    )  # fmt: skip
    expected = Counter(urgency_of(one) for one in promises if passes(one, free))
    assert board(*promises).view(narrow).counts == expected


@given(drawn, filters, st.sampled_from(Dimension))
def test_every_value_that_is_offered_shows_as_many_promises_as_it_says(
    promises: list[Followed], asked: Filters, dimension: Dimension
) -> None:
    shown = board(*promises)
    given_: dict[str, Any] = {name: getattr(asked, name) for name in ("words", "is_owed", "until")}
    offered = shown.values(dimension, Filters(**given_))
    for value, count in offered:
        if value:
            chosen: dict[str, Any] = {**given_, dimension.value: value}
            assert shown.view(Filters(**chosen)).total == count > 0
            assert shown.values(dimension, Filters(**chosen)) == offered


@given(drawn, st.sampled_from(Grouping), st.sampled_from(Order))
def test_a_board_that_borrows_from_the_one_before_shows_the_same(
    promises: list[Followed], group_by: Grouping, order: Order
) -> None:
    asked = Filters(words="sua đường")
    before = board(*promises, promise("gone", content="Sửa đường"))
    before.view(asked)
    changed = [promise("new", content="Sửa đường"), *promises[1:]]
    lent = Board(changed, TODAY, before)
    del before
    assert names(lent.view(asked, group_by, order)) == names(
        board(*changed).view(asked, group_by, order)
    )


def test_making_ready_for_searching_changes_nothing_but_the_time_it_takes() -> None:
    shown = board(*(promise(str(number), number=number) for number in range(10)))
    steps = 0
    while not shown.prepare(3):
        steps += 1
    assert steps == 3
    assert names(shown.view(Filters(words="001/7"))) == ["7"]


# Groups and orders


def test_the_most_urgent_come_first_and_of_these_the_nearest_deadline() -> None:
    view = board(
        promise("soon", due="2026-11-29"),
        promise("confirmed", state=CommitmentState.CONFIRMED),
        promise("late", due="2026-11-20"),
        promise("later", due="2026-11-21"),
        promise("far", due="2026-12-30"),
        promise("today", due="2026-11-22"),
        promise("none"),
        promise("reported", state=CommitmentState.REPORTED_DONE, due="2026-11-01"),
    ).view(Filters())
    assert keys(view) == [
        "overdue", "due_soon", "in_progress", "no_deadline", "reported_done", "confirmed",
    ]  # fmt: skip
    expected = ["late", "later", "today", "soon", "far", "none", "reported", "confirmed"]
    assert names(view) == expected


def test_units_stand_as_in_a_dictionary_and_what_has_none_comes_last() -> None:
    view = board(*(promise(unit, unit=unit) for unit in UNITS)).view(Filters(), Grouping.UNIT)
    assert keys(view) == ["Ban Địa chính xã", "Công an xã", "Đội Thuế xã", "UBND xã", ""]


def test_villages_are_one_however_they_are_spelled_and_stand_by_number() -> None:
    view = board(
        promise("both", villages=("Thôn 10", "go voi")),
        promise("first", villages=("Thôn Gò Vối",)),
        promise("second", villages=("Thôn 2",)),
        promise("nowhere"),
    ).view(Filters(), Grouping.VILLAGE)
    assert keys(view) == ["Thôn 2", "Thôn 10", "Thôn Gò Vối", ""]
    assert [len(group.promises) for group in view.groups] == [1, 1, 2, 1]
    assert (view.total, len(view.rows)) == (4, 5)


def test_people_are_sorted_by_their_last_word() -> None:
    chairs = ("Trần Ánh", "Nguyễn Thị Yến", "Lê An", "Đỗ Bình")
    view = board(*(promise(chair, chair=chair) for chair in chairs)).view(Filters(), Grouping.CHAIR)
    assert keys(view) == ["Lê An", "Trần Ánh", "Đỗ Bình", "Nguyễn Thị Yến"]


def test_the_newest_session_and_the_nearest_month_come_first() -> None:
    shown = board(
        promise("a", code="DT-2025-009", date="2025-09-01", due="2027-01-31"),
        promise("b", code="DT-2026-001", date="2026-02-01", due="2026-12-01"),
        promise("c", code="TD-2026-001", date="2026-03-01"),
    )
    sessions = shown.view(Filters(), Grouping.SESSION)
    assert keys(sessions) == ["TD-2026-001", "DT-2026-001", "DT-2025-009"]
    assert keys(shown.view(Filters(), Grouping.MONTH)) == ["2026-12", "2027-01", ""]


def test_fields_stand_by_the_names_people_read() -> None:
    promises = [promise("a", field="land"), promise("b", field="roads"), promise("c")]
    named = Board(promises, TODAY, field_names={"land": "Ruộng đất", "roads": "Giao thông"})
    assert keys(named.view(Filters(), Grouping.FIELD)) == ["roads", "land", ""]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.DUE, ["b", "c", "a"]),
        (Order.NEWEST, ["c", "a", "b"]),
        (Order.UNIT, ["c", "b", "a"]),
        (Order.REVIEWED, ["a", "b", "c"]),
    ],
)
def test_a_group_is_ordered_as_asked(order: Order, expected: list[str]) -> None:
    view = board(
        promise("a", unit="Đội Thuế xã", is_reviewed=True, last_on="2026-10-20"),
        promise("b", due="2026-12-01", unit="Công an xã", number=2),
        promise(
            "c", due="2026-12-05", unit="Ban Địa chính xã", date="2026-11-05",
            is_reviewed=True, last_on="2026-11-20",
        ),
    ).view(Filters(), Grouping.CHAIR, order)  # fmt: skip
    assert names(view) == expected


def test_what_nobody_looked_at_where_it_was_listed_is_not_reviewed() -> None:
    view = board(
        promise("listed", date="2026-02-01", last_on="2026-11-20"),
        promise("reviewed", date="2026-02-01", last_on="2026-10-20", is_reviewed=True),
    ).view(Filters(), Grouping.CHAIR, Order.REVIEWED)
    assert names(view) == ["listed", "reviewed"]


def test_the_day_decides_what_is_late() -> None:
    one = promise("a", due="2026-11-22")
    assert keys(Board([one], TODAY).view(Filters())) == ["due_soon"]
    assert keys(Board([one], date(2026, 11, 23)).view(Filters())) == ["overdue"]


def test_a_part_of_a_view_is_fetched_without_the_rest() -> None:
    rows = board(*(promise(str(n), number=n) for n in range(9))).view(Filters()).rows
    assert [one.commitment for one in rows[3:5]] == ["3", "4"]
    assert rows[-1].commitment == "8"
    assert len(rows[2:]) == 7


def test_an_empty_board_shows_nothing() -> None:
    view = board().view(Filters(words="đường", is_owed=True))
    assert (view.groups, view.total, len(view.rows), dict(view.counts)) == ([], 0, 0, {})
