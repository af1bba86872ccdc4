"""Ticking a listed person notes the arrival and the leaving with their times."""

from datetime import timedelta

import pytest

from danvan_tui.ledger.attending import arrival_edits, beginning_edits, leaving_edits, tick_edits
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import Attendee, Presence, SessionState, Table
from danvan_tui.model.rules import TOTAL
from tests.ledger.sessions import NOW


def _listed(notebook: Notebook) -> Attendee:
    return notebook.state.attendance()[0]


def test_who_comes_back_keeps_the_first_arrival_and_has_not_left(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    seen = []
    for hours in range(3):
        notebook.record(tick_edits(_listed(notebook), NOW + timedelta(hours=hours)))
        person = _listed(notebook)
        seen.append((person.presence, person.arrived, person.left))
    assert seen == [
        (Presence.PRESENT, "08:00", ""),
        (Presence.LEFT, "08:00", "09:00"),
        (Presence.PRESENT, "08:00", ""),
    ]


def test_one_tick_is_one_entry_that_undo_takes_back(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    notebook.record(tick_edits(_listed(notebook), NOW))
    notebook.undo()
    assert _listed(notebook).presence is Presence.LISTED
    assert _listed(notebook).arrived == ""


@pytest.mark.parametrize(
    "nothing_new",
    [
        arrival_edits(Attendee(id="1", presence=Presence.PRESENT), NOW),
        leaving_edits(Attendee(id="1", presence=Presence.LEFT), NOW),
        tick_edits(Attendee(id="1", count=85, group=TOTAL), NOW),
    ],
)
def test_what_is_so_already_or_cannot_be_makes_no_entry(nothing_new: list[object]) -> None:
    assert nothing_new == []


def test_the_first_tick_makes_the_session_live_and_only_the_first(notebook: Notebook) -> None:
    notebook.record([notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám")])
    begun = beginning_edits(notebook.state.session)
    notebook.record([*tick_edits(_listed(notebook), NOW), *begun])
    assert notebook.state.session.state is SessionState.LIVE
    assert beginning_edits(notebook.state.session) == []
