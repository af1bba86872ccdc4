"""Promise: the figures are a plain recount of what was recorded, and never show a denunciation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.extract import Extract, Raised, extract_of
from danvan_tui.followup.figures.counting import Figures, figures
from danvan_tui.followup.figures.figure import Part, entries, ref
from danvan_tui.followup.figures.heard import Scope
from danvan_tui.followup.figures.outcomes import Outcome
from danvan_tui.ledger.rows import rows_of
from danvan_tui.model.records import DENUNCIATION, Commitment, Result, Review, Table
from danvan_tui.vietnamese.fold import fold
from tests.followup.drawn import VILLAGES, Drawn
from tests.followup.plain import followed
from tests.followup.recount import KINDS_OF_END, Asked, Recount

TODAY = date(2026, 7, 1)
_SCOPES = [
    Asked(),
    Asked(since="2026-03-01", until="2026-08-28"),
    Asked(until="2026-06-14"),
    Asked(since="2026-06-14"),
    Asked(village=0),
    Asked(village=1, kind="dialogue"),
    Asked(kind="reception"),
]


def figures_of(drawn: Drawn, asked: Asked) -> Figures:
    known = [
        extract_of(f"folder-{number}", rows_of(notebook.state))
        for number, notebook in enumerate(drawn.notebooks)
    ]
    village = "" if asked.village is None else VILLAGES[asked.village][0]
    scope = Scope(asked.since, asked.until, village, asked.kind)
    return figures(known, followed(known), scope, TODAY)


def recount_of(drawn: Drawn, asked: Asked) -> Recount:
    histories = [[*one.state.fold.operations.values()] for one in drawn.notebooks]
    return Recount(histories, asked, TODAY.isoformat())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(_SCOPES))
def test_every_figure_is_what_a_plain_recount_over_the_operations_gives(
    seed: int, asked: Asked
) -> None:
    drawn = Drawn(seed)
    counted, plain = figures_of(drawn, asked), recount_of(drawn, asked)
    in_all = [
        *counted.meetings,
        *counted.kinds,
        *counted.fields,
        *counted.competences[:-1],
        *counted.promises,
        *counted.moved[:2],
    ]
    assert {one.id: one.value for one in in_all if one.value} == plain.values()
    done, within = plain.settled()
    settled = counted.competences[-1]
    assert (len(settled.behind), settled.of) == (done, within)
    assert settled.value == (100 * done / within if within else None)
    assert counted.moved[2].value == plain.median_days()
    assert {fold(part.name): ends(part) for part in counted.units} == plain.by_unit()
    assert {number(part): ends(part) for part in counted.villages} == plain.by_village()


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(_SCOPES))
def test_what_is_behind_a_figure_adds_up_and_never_shows_what_is_protected(
    seed: int, asked: Asked
) -> None:
    drawn = Drawn(seed)
    counted, secret = figures_of(drawn, asked), recount_of(drawn, asked).protected()
    made = counted.promises[0].value
    assert sum(one.value or 0 for one in counted.promises[1:]) == made
    assert sum(len(part.made.behind) for part in counted.units) == made
    assert sum(one.value or 0 for one in counted.kinds) == counted.meetings[3].value
    ids = [one.id for one in counted.all()]
    assert len(ids) == len({*ids})
    for figure in counted.all():
        shown, hidden = entries(figure)
        refs = [ref(one) for one in shown]
        assert len(refs) == len({*refs})
        assert len(refs) + hidden == len(figure.behind)
        assert not secret & {one.record for one in refs}
        assert counted.find(figure.id) is figure


def ends(part: Part) -> dict[str, int]:
    assert [*part.outcomes] == [*Outcome] == [*KINDS_OF_END]
    return {one.value: len(figure.behind) for one, figure in part.outcomes.items() if figure.behind}


def number(part: Part) -> int | None:
    known = [at for at, spelled in enumerate(VILLAGES) if part.name in spelled]
    return known[0] if known else None


# What the recount cannot say: how it is meant


def raised(issue: str, **fields: object) -> Raised:
    given = {
        "id": issue, "number": 1, "kind": "proposal", "field": "", "competence": "", "village": "",
        "speaker": "a", "people": 1, "same_as": "", "resolved": "", "referred": False,
        "answered": False, "protected": False, "content": "",
    }  # fmt: skip
    return Raised(**(given | fields))  # type: ignore[arg-type]


def held(day: str, *issues: Raised, **fields: object) -> Extract:
    given = {"folder": day, "session": day, "date": day, "kind": "dialogue", "state": "closed"}
    return Extract(issues=issues, **(given | fields))  # type: ignore[arg-type]


def counted(*known: Extract, **scope: str) -> dict[str, float | None]:
    found = figures(known, followed(known), Scope(**scope), TODAY)
    return {one.id: one.value for one in found.all()}


def test_one_person_who_raises_a_matter_at_five_receptions_is_no_group() -> None:
    first = raised("1", name="le thi hoa", village="Thôn Văn Xá")
    again = [
        raised(str(n), name="le thi hoa", village="Văn Xá", same_as="1", speaker=str(n))
        for n in range(2, 6)
    ]
    known = [held(f"2026-01-0{n}", one) for n, one in enumerate([first, *again], 1)]
    assert counted(*known)["groups"] == 0
    assert counted(*known)["matters"] == 1
    assert counted(*known)["visits"] == 5
    others = [raised("9", name="vu van tam", same_as="4", people=4, speaker="t")]
    assert counted(*known, held("2026-02-01", *others))["groups"] == 1


def test_a_repetition_is_one_matter_though_what_it_repeats_was_raised_before_the_period() -> None:
    known = [
        held("2025-12-01", raised("1")),
        held("2026-01-10", raised("2", same_as="1")),
        held("2026-02-10", raised("3", same_as="1")),
    ]
    assert counted(*known, since="2026-01-01", until="2026-12-31")["matters"] == 1


def test_a_denunciation_counts_in_all_and_by_its_kind_and_ties_nothing() -> None:
    secret = raised("2", kind=DENUNCIATION, protected=True, field="land", competence="commune")
    known = [held("2026-01-10", raised("1", same_as="2"), secret, raised("3", same_as="2"))]
    found = counted(*known)
    assert found["entries"] == 3
    assert found["matters"] == 3
    assert found[f"kind:{DENUNCIATION}"] == 1
    assert "field:land" not in found
    assert "competence:commune" not in found
    assert found["settled"] is None


def test_of_a_village_only_a_session_of_its_own_counts_all_who_came() -> None:
    both = ("Thôn Văn Xá", "Thôn Gò Vối")
    known = [
        held("2026-01-10", raised("1", village="Văn Xá", people=3), attended=90, villages=both),
        held("2026-02-10", attended=40, villages=("thôn văn xá",)),
        held("2026-03-10", attended=70, villages=("Thôn Gò Vối",)),
    ]
    found = counted(*known, village="van xa")
    assert (found["sessions"], found["people"]) == (2, 43)
    assert counted(*known, village="Gò Vối")["people"] == 70


def test_a_draft_in_which_nothing_was_said_is_no_session() -> None:
    assert counted(held("2026-01-10", state="draft"))["sessions"] == 0
    assert counted(held("2026-01-10", raised("1"), state="draft"))["sessions"] == 1


@pytest.mark.parametrize(
    ("found", "became"),
    [
        ([], "overdue"),
        ([("postponed", "2026-06-01", "2026-08-01")], "open_in_time"),
        ([("reported_done", "2026-05-01", "")], "reported"),
        ([("reported_done", "2026-05-01", ""), ("confirmed", "2026-06-20", "")], "kept_in_time"),
        ([("confirmed", "2026-06-20", "")], "kept_late"),
        ([("postponed", "2026-05-01", "2026-06-30"), ("confirmed", "2026-06-20", "")], "kept_late"),
        ([("confirmed", "", "")], "kept_undated"),
        ([("not_done", "2026-06-20", "")], "broken"),
        ([("confirmed", "2026-05-01", ""), ("not_as_promised", "2026-05-02", "")], "overdue"),
    ],
)
def test_a_promise_is_kept_in_time_by_its_first_deadline(
    found: list[tuple[str, str, str]], became: str
) -> None:
    reviews = [
        Review(
            id=str(n), commitment="p", result=Result(result), on=on, due=due,
            after=[str(before) for before in range(n)],
        )
        for n, (result, on, due) in enumerate(found)
    ]  # fmt: skip
    promise = Commitment(id="p", due="2026-05-31", first_due="2026-05-31", lead_unit="Công an xã")
    known = held("2026-01-10", promises=(promise,), reviews=tuple(reviews))
    values = counted(known)
    assert values[became] == values["promises"] == values[f"unit:cong-an-xa:{became}"] == 1


def test_two_villages_that_differ_by_their_marks_alone_are_told_apart() -> None:
    known = [
        held(f"2026-01-1{n}", promises=(Commitment(id=str(n)),), villages=(village,))
        for n, village in enumerate(("Thôn Văn Xá", "Thôn Vân Xã", "Văn Xá", "thôn văn xá"))
    ]
    found = figures(known, followed(known), Scope(), TODAY)
    assert {part.name: part.made.value for part in found.villages} == {
        "Thôn Văn Xá": 3,
        "Thôn Vân Xã": 1,
    }
    assert len({part.id for part in found.villages}) == 2


def test_a_figure_names_where_its_entries_stand_the_newest_first() -> None:
    known = [held("2026-01-10", raised("1")), held("2026-03-10", raised("2"))]
    found = figures(known, followed(known), Scope(), TODAY)
    figure = found.find("visits")
    assert figure is not None
    assert [ref(one) for one in entries(figure).shown] == [
        ("2026-03-10", Table.ISSUES, "2"),
        ("2026-01-10", Table.ISSUES, "1"),
    ]
