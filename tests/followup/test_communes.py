"""Where the sessions of several communes stand together, what is called alike is told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan_tui.followup.board import Board, Dimension, Filters, Grouping, View
from danvan_tui.followup.clocks.due_list import due_list
from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.followup.figures.counting import figures
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.figures.villages import Places
from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Commitment
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar

TODAY = date(2026, 11, 22)
DEAR, FAR = "Xã Đồng Mận", "Xã Gò Vối"


def _session(commune: str, village: str = "Thôn 1", kind: str = "dialogue") -> Extract:
    """A session of the same code in each commune, with one opinion and one promise."""
    raised = Raised(
        f"issue-{commune}", 1, "proposal", "", "commune", village, f"who-{commune}", 1, "", "",
        referred=False, answered=False, protected=False, content="Đường hỏng", name="le thi hoa",
    )  # fmt: skip
    promise = Commitment(
        id=f"promise-{commune}",
        number=1,
        issue=raised.id,
        content="Sửa đường",
        lead_unit="Công an xã",
        due="2026-11-10",
    )
    return Extract(
        folder=f"folder-{commune}",
        session=f"session-{commune}",
        code="DT-2026-001",
        kind=kind,
        state="closed",
        date="2026-11-02",
        villages=(village,),
        attended=10,
        issues=(raised,),
        promises=(promise,),
        commune=commune,
    )


def _promises(*sessions: Extract) -> list[Followed]:
    return [
        joined(Followable(promise, one, one.issues[0], ()))
        for one in sessions
        for promise in one.promises
    ]


BOTH = (_session(DEAR), _session(FAR))


def _keys(view: View) -> list[str]:
    return [group.key for group in view.groups]


def test_villages_and_sessions_of_one_name_are_two_on_the_board() -> None:
    board = Board(_promises(*BOTH), TODAY)
    assert _keys(board.view(Filters(), Grouping.VILLAGE)) == [f"Thôn 1, {DEAR}", f"Thôn 1, {FAR}"]
    assert sorted(_keys(board.view(Filters(), Grouping.SESSION))) == [
        f"DT-2026-001, {FAR}",
        f"DT-2026-001, {DEAR}",
    ]
    assert sorted(_keys(board.view(Filters(), Grouping.COMMUNE))) == [FAR, DEAR]


def test_every_value_that_is_offered_finds_what_it_counts() -> None:
    board = Board(_promises(*BOTH), TODAY)
    for dimension in (Dimension.VILLAGE, Dimension.SESSION, Dimension.COMMUNE):
        for value, count in board.values(dimension, Filters()):
            asked: dict[str, Any] = {dimension.value: value}
            assert board.view(Filters(**asked)).total == count == 1
    assert board.view(Filters(village="thon 1")).total == 2
    assert board.view(Filters(words="go voi")).total == 1


def test_spellings_of_a_village_are_put_together_within_a_commune_alone() -> None:
    places = Places([(DEAR, "Thôn Nà Pù"), (DEAR, "na pu"), (FAR, "na pu")])
    assert places.names_of(DEAR, ["na pu", "Thôn Nà Pù"]) == [f"Thôn Nà Pù, {DEAR}"]
    assert places.name(FAR, "na pu") == f"na pu, {FAR}"
    assert sorted(places.all()) == [(FAR, "na pu"), (DEAR, "Thôn Nà Pù")]


def test_the_figures_of_one_commune_are_those_of_its_sessions() -> None:
    alone = figures(BOTH[1:], _promises(BOTH[1]), Scope(), TODAY)
    asked = figures(BOTH, _promises(*BOTH), Scope(commune=FAR), TODAY)
    assert [one.value for one in asked.all()] == [one.value for one in alone.all()]
    together = figures(BOTH, _promises(*BOTH), Scope(), TODAY)
    assert [part.name for part in together.villages] == [f"Thôn 1, {FAR}", f"Thôn 1, {DEAR}"]
    one_village = figures(BOTH, _promises(*BOTH), Scope(village="Thôn 1", commune=DEAR), TODAY)
    assert one_village.find("sessions") == figures(
        BOTH[:1], _promises(BOTH[0]), Scope(), TODAY
    ).find("sessions")


def test_what_one_commune_did_does_not_count_for_another() -> None:
    """Each is asked for its own days and owes its own duties, as if it stood alone."""
    clocks = load_catalogues(shipped_data(), None).deadlines.choices

    def due(*sessions: Extract) -> list[tuple[str, str, str, int | None]]:
        listed = due_list(
            sessions,
            _promises(*sessions),
            clocks,
            Calendar(),
            TODAY,
            Settings(),
            everything=True,
        )
        return [
            (one.clock.id, one.commune, one.last, one.tally.done if one.tally else None)
            for one in listed.items
        ]

    assert sorted(due(*BOTH), key=repr) == sorted([*due(BOTH[0]), *due(BOTH[1])], key=repr)


def test_units_of_one_name_owe_their_own_promises() -> None:
    listed = due_list(BOTH, _promises(*BOTH), [], Calendar(), TODAY, Settings())
    assert [(one.unit, one.commune, one.overdue) for one in listed.units] == [
        ("Công an xã", FAR, 1),
        ("Công an xã", DEAR, 1),
    ]


def test_where_there_is_but_one_commune_nothing_is_added_to_a_name() -> None:
    board = Board(_promises(_session("")), TODAY)
    assert _keys(board.view(Filters(), Grouping.VILLAGE)) == ["Thôn 1"]
    assert _keys(board.view(Filters(), Grouping.SESSION)) == ["DT-2026-001"]
