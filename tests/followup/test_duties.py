"""Promise: a duty is recorded as met in its own session, closed or not, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from danvan_tui.followup.clocks.due import DueItem
from danvan_tui.followup.clocks.duties import Done, duty_edits, problem, record_duties
from danvan_tui.followup.clocks.owed import units_due
from danvan_tui.followup.clocks.reckoning import due_items
from danvan_tui.followup.extract import extract_of
from danvan_tui.followup.reviewing.recording import take_back
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.rows import read_rows
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Commitment, Table
from danvan_tui.model.settings import Settings
from tests.followup.owing import calendar, dialogue, lists, of
from tests.followup.plain import followed
from tests.ledger.sessions import NOW, shelf_in, step

TODAY = NOW.date()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path / "data")


def held(shelf: Shelf, day: str, *issues: dict[str, str], kind: str = "reception") -> str:
    """A closed session with these opinions; gives its code."""
    code = shelf.create(kind=kind, date=day, villages=["Thôn Văn Xá"])
    notebook = shelf.open(code)
    for issue in issues:
        notebook.record([notebook.new(Table.ISSUES, **issue)])
    step(notebook, "live", "reading")
    close_session(notebook)
    notebook.close()
    return code


def owed(shelf: Shelf, *, everything: bool = False) -> list[DueItem]:
    """What is due by all sessions of a shelf."""
    extracts = [extract_of(folder.name, read_rows(folder)) for folder in shelf.folders()]
    clocks = lists().deadlines.choices
    return due_items(extracts, clocks, calendar(), TODAY, Settings(), everything=everything)


PROPOSAL = {"kind": "proposal", "content": "Đường hỏng", "speaker_name": "Lê Thị Hòa"}
SECRET = {"kind": DENUNCIATION, "content": "Nhận phong bì", "speaker_name": "Đặng Quý Khoát"}
DONE = Done(on="2026-11-20", document="12/TB-UBND", by="Văn phòng", note="Gửi bưu điện")


def test_what_was_recorded_is_no_longer_due_and_the_minutes_stay_as_agreed(shelf: Shelf) -> None:
    code = held(shelf, "2026-11-16", PROPOSAL)
    (item,) = of("reception_status", owed(shelf))
    recorded = record_duties(shelf, [item], DONE, "Lê Thu Hiền", today=TODAY)
    assert recorded.problems == ()
    assert of("reception_status", owed(shelf)) == []
    state = shelf.open(code, write=False).state
    (duty,) = state.duties()
    assert (duty.clock, duty.issue, duty.on) == ("reception_status", item.issue, "2026-11-20")
    assert (duty.document, duty.by, duty.note) == ("12/TB-UBND", "Văn phòng", "Gửi bưu điện")
    assert seal_holds(state)


def test_several_duties_of_several_sessions_are_recorded_and_taken_back_together(
    shelf: Shelf,
) -> None:
    held(shelf, "2026-11-16", PROPOSAL, PROPOSAL)
    held(shelf, "2026-11-17", PROPOSAL)
    items = of("reception_status", owed(shelf))
    assert len(items) == 3
    recorded = record_duties(shelf, items, DONE, today=TODAY)
    assert len(recorded.operations) == 2
    assert sorted(recorded.subjects) == sorted(one.key for one in items)
    assert of("reception_status", owed(shelf)) == []
    numbers = [
        sorted(duty.number for duty in shelf.open(folder, write=False).state.duties())
        for folder, _operation in recorded.operations
    ]
    assert sorted(numbers) == [[1], [1, 2]]
    undone = take_back(shelf, recorded.operations)
    assert undone.problems == ()
    assert [one.key for one in of("reception_status", owed(shelf))] == [one.key for one in items]


def test_what_a_session_owes_itself_names_no_opinion(shelf: Shelf) -> None:
    held(shelf, "2026-11-16", kind="dialogue")
    items = of("dialogue_publish", owed(shelf))
    record_duties(shelf, items, Done(on="2026-11-20"), today=TODAY)
    (met,) = of("dialogue_publish", owed(shelf, everything=True))
    assert (met.met_on, met.issue) == ("2026-11-20", "")


def test_a_session_another_window_writes_in_is_told_and_the_others_are_recorded(
    shelf: Shelf,
) -> None:
    busy = held(shelf, "2026-11-16", PROPOSAL)
    held(shelf, "2026-11-17", PROPOSAL)
    elsewhere = shelf.open(busy, person="Máy khác")
    recorded = record_duties(shelf, of("reception_status", owed(shelf)), DONE, today=TODAY)
    elsewhere.close()
    assert len(recorded.operations) == 1
    (sentence,) = recorded.problems
    assert sentence.startswith(busy)
    assert "nothing was changed" in sentence
    assert [one.code for one in of("reception_status", owed(shelf))] == [busy]


def test_what_is_done_for_a_protected_speaker_tells_nothing_of_him(shelf: Shelf) -> None:
    code = held(shelf, "2026-11-16", SECRET)
    (item,) = of("denunciation_first", owed(shelf))
    said = Done(on="2026-11-20", document="03/XM", note="Mời ông Khoát lên làm việc")
    assert record_duties(shelf, [item], said, today=TODAY).problems == ()
    assert of("denunciation_first", owed(shelf)) == []
    (settle,) = of("denunciation_settle", owed(shelf))
    assert settle.event == "2026-11-20"
    shown = msgspec.json.encode(shelf.open(code, write=False).state.duties()).decode()
    assert "Khoát" not in shown
    assert "03/XM" not in shown
    folder = shelf.find(code)
    written = b"".join(path.read_bytes() for path in folder.glob("journal*"))
    assert "Khoát".encode() not in written


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "A day is needed"),
        ("mai", "A day is needed"),
        ("2026-11-23", "the clock of this computer says 22/11/2026"),
        ("2026-11-15", "15/11/2026 is before 16/11/2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_one_sentence(shelf: Shelf, day: str, said: str) -> None:
    held(shelf, "2026-11-16", PROPOSAL)
    items = of("reception_status", owed(shelf))
    recorded = record_duties(shelf, items, Done(on=day), today=TODAY)
    assert recorded.operations == ()
    (sentence,) = recorded.problems
    assert said in sentence
    assert "Nothing was recorded" in sentence
    assert of("reception_status", owed(shelf)) == items


def test_what_had_to_be_done_before_cannot_be_recorded_after() -> None:
    clocks = lists().deadlines.choices
    items = due_items([dialogue("2026-11-18")], clocks, calendar(), TODAY, Settings())
    (item,) = of("dialogue_announce", items)
    assert "is after 18/11/2026" in problem(Done(on="2026-11-19"), item, TODAY)
    assert problem(Done(on="2026-11-05"), item, TODAY) == ""


def test_days_that_are_counted_are_not_recorded_by_hand() -> None:
    items = due_items([], lists().deadlines.choices, calendar(), TODAY, Settings())
    (item,) = of("chair_weekly", items)
    assert "counted from the sessions" in problem(Done(on="2026-11-19"), item, TODAY)


def test_nothing_is_recorded_for_an_opinion_that_was_taken_out_meanwhile(shelf: Shelf) -> None:
    code = shelf.create(kind="reception", date="2026-11-16")
    notebook = shelf.open(code)
    notebook.record([notebook.new(Table.ISSUES, **PROPOSAL)])
    (item,) = [
        one
        for one in due_items(
            [extract_of(notebook.folder.name, read_rows(notebook.folder))],
            lists().deadlines.choices,
            calendar(),
            TODAY,
            Settings(),
        )
        if one.issue
    ]
    notebook.record(notebook.removal(Table.ISSUES, item.issue))
    with pytest.raises(InvalidChangeError, match="taken out meanwhile"):
        duty_edits(notebook, [item], DONE)
    notebook.close()


# The promises of the units


def test_a_unit_stands_on_one_line_with_what_presses() -> None:
    deadlines = {
        "Công an xã": ["2026-11-01", "2026-11-20", "2026-11-29", "2026-11-30", "", "2026-02-31"],
        "Trạm Y tế": ["2026-12-30"],
        "": ["2026-11-22"],
    }
    promises = tuple(
        Commitment(id=f"{unit}-{place}", lead_unit=unit, due=due)
        for unit, days in deadlines.items()
        for place, due in enumerate(days)
    )
    lines = units_due(followed([dialogue("2026-10-01", promises=promises)]), date(2026, 11, 22))
    assert [(one.unit, one.overdue, one.soon, one.first) for one in lines] == [
        ("Công an xã", 2, 1, "2026-11-01"),
        ("", 0, 1, "2026-11-22"),
    ]


def test_edits_of_one_operation_have_numbers_of_their_own(shelf: Shelf) -> None:
    code = held(shelf, "2026-11-16", PROPOSAL, PROPOSAL)
    notebook = shelf.open(code)
    edits = duty_edits(notebook, of("reception_status", owed(shelf)), DONE)
    assert [edit.fields["number"] for edit in edits] == [1, 2]
    notebook.close()
