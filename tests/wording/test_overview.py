"""What the eye finds at a glance on the session screen, and what it must never find there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Attendee, Presence, Table, Value
from danvan_tui.model.rules import TOTAL, OpenPoints
from danvan_tui.wording.overview import (
    group_mark,
    hall_warnings,
    last_said,
    since_start,
    speaking,
    still_open,
)
from tests.ledger.sessions import HANOI, NOW, add, shelf_in

VILLAGE = "Thôn Gò Vối"


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return load_catalogues(shipped_data(), None)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    shelf = shelf_in(tmp_path / "data")
    notebook = shelf.open(shelf.create())
    yield notebook
    notebook.close()


def _session(notebook: Notebook, **fields: Value) -> None:
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, fields)])


def test_who_speaks_is_said_with_number_and_village(notebook: Notebook) -> None:
    tam = add(notebook, Table.ATTENDANCE, name="Vũ Văn Tám", village=VILLAGE)
    add(notebook, Table.ISSUES, speaker_name="Lê Thị Hòa", content="Một")
    assert speaking(notebook.state) == "Lê Thị Hòa"
    issue = add(notebook, Table.ISSUES, speaker=tam, content="Hai")
    assert speaking(notebook.state) == f"1 Vũ Văn Tám · {VILLAGE}"
    notebook.record([Edit(Table.ISSUES, issue, {"position": 0})])
    assert speaking(notebook.state) == f"1 Vũ Văn Tám · {VILLAGE}"


def test_before_anything_was_said_nobody_speaks(notebook: Notebook, catalogues: Catalogues) -> None:
    assert speaking(notebook.state) == ""
    assert last_said(notebook.state, catalogues) == ""


def test_what_was_recorded_last_is_said_in_one_line(
    notebook: Notebook, catalogues: Catalogues
) -> None:
    issue = add(notebook, Table.ISSUES, content="Đường hỏng\ntừ năm ngoái")
    assert last_said(notebook.state, catalogues) == "Opinion 1: Đường hỏng từ năm ngoái"
    add(
        notebook,
        Table.COMMITMENTS,
        issue=issue,
        content="Sửa đường",
        lead_unit="Công an xã",
        due="2026-12-15",
    )
    promised = "Promise 1 on opinion 1: Sửa đường · Công an xã · 15/12/2026"
    assert last_said(notebook.state, catalogues) == promised
    add(notebook, Table.ANSWERS, issue=issue, by="Chủ tịch", content="Sẽ xem")
    assert last_said(notebook.state, catalogues) == "Answer to opinion 1: Chủ tịch · Sẽ xem"
    notebook.undo()
    assert last_said(notebook.state, catalogues) == promised
    add(notebook, Table.ISSUES, same_as=issue)
    assert last_said(notebook.state, catalogues) == "Opinion 2: as opinion 1"


def test_a_protected_speaker_is_named_nowhere(notebook: Notebook, catalogues: Catalogues) -> None:
    mui = add(notebook, Table.ATTENDANCE, name="Trịnh Thị Mùi", village=VILLAGE)
    issue = add(notebook, Table.ISSUES, speaker=mui, village=VILLAGE, content="Nhận tiền")
    hanging = {"issue": issue, "content": "Mời bà Mùi, Gò Vối", "by": "bà Mùi"}
    said = [speaking(notebook.state), last_said(notebook.state, catalogues)]
    assert ["Mùi" in said[0], "tiền" in said[1]] == [True, True]
    notebook.record([Edit(Table.ISSUES, issue, {"kind": "denunciation"})])
    said = [speaking(notebook.state), last_said(notebook.state, catalogues)]
    add(notebook, Table.ANSWERS, **hanging)
    said.append(last_said(notebook.state, catalogues))
    hanging.pop("by")
    add(notebook, Table.COMMITMENTS, **hanging)
    said.append(last_said(notebook.state, catalogues))
    assert said[:2] == ["protected speaker", "Opinion 1: A denunciation; written down apart"]
    assert said[2].startswith("Answer to opinion 1: ")
    assert said[3].startswith("Promise 1 on opinion 1: ")
    for trace in ("Mùi", "Vối", "tiền"):
        assert trace not in " ".join(said)


def test_what_is_open_is_counted_in_words() -> None:
    assert still_open(OpenPoints()) == "nothing open"
    assert (
        still_open(OpenPoints(unanswered=3, without_deadline=1, unconfirmed=2))
        == "3 opinions unanswered · 1 promise without deadline · 2 opinions to confirm"
    )
    assert (
        still_open(OpenPoints(unanswered=1, without_unit=2, without_kind=1))
        == "1 opinion unanswered · 2 promises without unit · 1 opinion without kind"
    )


def test_the_time_since_the_start_is_told_while_the_meeting_goes_on(notebook: Notebook) -> None:
    _session(notebook, start="07:30")
    assert since_start(notebook.state, NOW) == ""
    _session(notebook, state="live")
    assert since_start(notebook.state, NOW) == "30 min"
    assert since_start(notebook.state, NOW + timedelta(minutes=62)) == "1 h 32 min"
    _session(notebook, state="reading")
    assert since_start(notebook.state, NOW) == "30 min"
    _session(notebook, state="closed")
    assert since_start(notebook.state, NOW) == ""


@pytest.mark.parametrize("start", ["", "lúc 7 giờ"])
def test_without_a_start_the_first_entry_is_one(notebook: Notebook, start: str) -> None:
    _session(notebook, start=start, state="live")
    assert since_start(notebook.state, NOW + timedelta(minutes=5)) == "5 min"


@pytest.mark.parametrize(
    "now",
    [
        datetime(2025, 11, 22, 9, 0, tzinfo=HANOI),
        datetime(2026, 11, 23, 7, 45, tzinfo=HANOI),
        datetime(2026, 11, 22, 7, 0, tzinfo=HANOI),
    ],
)
def test_a_clock_that_cannot_be_right_tells_no_time(notebook: Notebook, now: datetime) -> None:
    _session(notebook, start="07:30", state="live")
    assert since_start(notebook.state, now) == ""


@pytest.mark.parametrize("days", [-365, -1, 1, 365])
def test_a_first_entry_of_another_day_tells_no_time(notebook: Notebook, days: int) -> None:
    _session(notebook, date="", state="live")
    assert since_start(notebook.state, NOW + timedelta(days=days)) == ""


_HALL = [
    *(Attendee(id=f"a{n}", presence=Presence.PRESENT, village=VILLAGE) for n in range(45)),
    *(Attendee(id=f"b{n}", presence=Presence.LEFT, left="10:00") for n in range(3)),
    Attendee(id="c", count=12, village="Gò Vối", presence=Presence.PRESENT),
    Attendee(id="d", presence=Presence.LISTED),
]


def _total(count: int, village: str = "") -> Attendee:
    return Attendee(id="t", count=count, group=TOTAL, village=village, arrived="11:00")


def test_a_count_that_the_list_does_not_bear_out_is_a_warning() -> None:
    assert hall_warnings([*_HALL, _total(85)]) == ["Counted 85, but the list has 57"]
    assert hall_warnings([*_HALL, _total(57)]) == []
    assert hall_warnings([*_HALL, _total(57, "Thôn Gò Vối")]) == []
    assert hall_warnings([*_HALL, _total(50, VILLAGE)]) == [
        f"{VILLAGE}: counted 50, but the list has 57"
    ]


def test_five_with_the_same_matter_are_marked_and_four_are_not() -> None:
    assert [group_mark(count) for count in (1, 4, 5, 12)] == ["", "", "◆ 5", "◆ 12"]
