"""Ticking a listed person notes the arrival and the leaving with their times."""

from datetime import timedelta
from pathlib import Path

import pytest

from danvan_tui.ledger.attending import arrival_edits, beginning_edits, leaving_edits, tick_edits
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Attendee, Presence, SessionState, Table
from danvan_tui.model.rules import TOTAL
from tests.ledger.sessions import NOW, in_memory


def _listed(notebook: Notebook) -> Attendee:
    return notebook.state.attendance()[0]


def _tick(notebook: Notebook, **later: int) -> tuple[Presence, str, str]:
    """Tick the first on the list some time after eight o'clock; gives how he stands then."""
    now = NOW + timedelta(**later)
    notebook.clock = lambda: now
    notebook.record(tick_edits(_listed(notebook), now, notebook))
    person = _listed(notebook)
    return person.presence, person.arrived, person.left


def test_who_comes_back_keeps_the_first_arrival_and_has_not_left(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    assert [_tick(notebook, hours=hours) for hours in range(3)] == [
        (Presence.PRESENT, "08:00", ""),
        (Presence.LEFT, "08:00", "09:00"),
        (Presence.PRESENT, "08:00", ""),
    ]


def test_a_tick_taken_away_at_once_was_a_slip_and_later_a_departure(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    assert _tick(notebook) == (Presence.PRESENT, "08:00", "")
    assert _tick(notebook, minutes=2) == (Presence.LISTED, "", "")
    assert _tick(notebook, minutes=3) == (Presence.PRESENT, "08:03", "")
    assert _tick(notebook, minutes=5, seconds=1) == (Presence.LEFT, "08:03", "08:05")


def test_who_came_back_by_a_slip_left_when_he_left(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    _tick(notebook)
    left = _tick(notebook, minutes=30)
    assert _tick(notebook, minutes=40) == (Presence.PRESENT, "08:00", "")
    assert _tick(notebook, minutes=41) == left == (Presence.LEFT, "08:00", "08:30")


def test_only_the_tick_of_this_opening_is_taken_away(tmp_path: Path) -> None:
    notebook = in_memory(tmp_path, "other")
    new = notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")
    for edits in ([new], tick_edits(Attendee(id=new.record), NOW, notebook)):
        notebook.apply(notebook.prepare(edits))
    (edit,) = tick_edits(_listed(notebook), NOW, notebook)
    assert edit.fields["presence"] == "listed"
    notebook.replica = "this"
    (edit,) = tick_edits(_listed(notebook), NOW, notebook)
    assert edit.fields == {"presence": "left", "left": "08:00"}


def test_who_came_by_speaking_and_heads_only_leave(notebook: Notebook) -> None:
    person = notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")
    heads = notebook.new(Table.ATTENDANCE, count=25, presence="present", arrived="08:00")
    notebook.record([person])
    notebook.record([heads])
    spoke = notebook.new(Table.ISSUES, content="đường", speaker=person.record)
    notebook.record([spoke, *arrival_edits(_listed(notebook), NOW)])
    for attendee in notebook.state.attendance():
        assert tick_edits(attendee, NOW, notebook) == [
            Edit(Table.ATTENDANCE, attendee.id, {"presence": "left", "left": "08:00"})
        ]


def test_one_tick_is_one_entry_that_undo_takes_back(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    notebook.record(tick_edits(_listed(notebook), NOW, notebook))
    notebook.undo()
    assert _listed(notebook).presence is Presence.LISTED
    assert _listed(notebook).arrived == ""


@pytest.mark.parametrize(
    "nothing_new",
    [
        arrival_edits(Attendee(id="1", presence=Presence.PRESENT), NOW),
        leaving_edits(Attendee(id="1", presence=Presence.LEFT), NOW),
    ],
)
def test_what_is_so_already_or_cannot_be_makes_no_entry(nothing_new: list[object]) -> None:
    assert nothing_new == []


def test_a_count_of_everybody_cannot_come_or_go(notebook: Notebook) -> None:
    assert tick_edits(Attendee(id="1", count=85, group=TOTAL), NOW, notebook) == []


def test_the_first_tick_makes_the_session_live_and_only_the_first(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    begun = beginning_edits(notebook.state.session)
    notebook.record([*tick_edits(_listed(notebook), NOW, notebook), *begun])
    assert notebook.state.session.state is SessionState.LIVE
    assert beginning_edits(notebook.state.session) == []
