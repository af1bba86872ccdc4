"""The catalogues that are shipped: what the law and the samples ask of them."""

import json
import re

import pytest

from danvan_tui.model.catalogue import Catalogues, survives_typing
from danvan_tui.model.folders import shipped_data

ISSUES = json.loads((shipped_data() / "samples" / "issues.json").read_text(encoding="utf-8"))


def test_the_words_of_the_law_are_all_there(shipped: Catalogues) -> None:
    assert set(shipped.kinds) == {
        "proposal",
        "report",
        "question",
        "complaint",
        "denunciation",
        "unclear",
    }
    assert set(shipped.outcomes) == {
        "explained",
        "promised",
        "referred",
        "guided",
        "mediation",
        "settled_before",
        "refused",
    }
    assert set(shipped.competences) == {"commune", "higher", "other", "unknown"}
    assert set(shipped.roles) == {
        "chair",
        "co_chair",
        "secretary",
        "official",
        "village_head",
        "citizen",
    }


def test_only_a_denunciation_is_protected(shipped: Catalogues) -> None:
    assert [kind.id for kind in shipped.kinds.values() if kind.protected] == ["denunciation"]


def test_every_field_and_kind_has_a_code_of_two_letters(shipped: Catalogues) -> None:
    for entry in (*shipped.kinds.values(), *shipped.fields.values()):
        assert len(entry.code) == 2, entry.id


def test_words_tell_every_field_and_every_kind_that_words_may_tell(shipped: Catalogues) -> None:
    silent = {"other", "unclear", "denunciation"}
    for entry in (*shipped.kinds.values(), *shipped.fields.values()):
        assert bool(entry.words) == (entry.id not in silent), entry.id
        assert len(set(entry.words)) == len(entry.words), entry.id
        assert not set(entry.words) & set(entry.not_words), entry.id


def test_the_total_is_a_group_of_its_own(shipped: Catalogues) -> None:
    assert shipped.groups.by_name["Tổng"].id == "total"


def test_codes_are_one_to_one_and_survive_an_input_method(shipped: Catalogues) -> None:
    line = [
        entry.code
        for catalogue in (shipped.kinds, shipped.fields, shipped.outcomes)
        for entry in catalogue.values()
    ]
    units = [unit.code for unit in shipped.units.values()]
    assert len(line) == len(set(line))
    assert len(units) == len(set(units))
    for code in line + units:
        assert re.fullmatch("[a-z]{2,6}", code)
        assert survives_typing(code)


def test_a_code_leads_to_its_entry_whatever_its_catalogue(shipped: Catalogues) -> None:
    assert shipped.by_code("kn") is shipped.kinds["proposal"]
    assert shipped.by_code("gt") is shipped.fields["rural_roads"]
    assert shipped.by_code("ck") is shipped.outcomes["promised"]
    assert shipped.by_code("zz") is None
    assert shipped.units.by_code["ca"] is shipped.units["police"]


@pytest.mark.parametrize(
    "code",
    ["dien", "ho", "hoi", "ntm", "sx", "tr", "xd", "cds", "tinh", "kn", "zu", "fa"],
)
def test_which_codes_telex_leaves_alone(code: str) -> None:
    assert survives_typing(code)


@pytest.mark.parametrize(
    "code",
    [
        "dd",
        "dnd",
        "hdnd",
        "wa",
        "kw",
        "as",
        "angs",
        "hof",
        "ur",
        "ax",
        "oj",
        "yz",
        "ana",
        "eke",
        "ovo",
    ],
)
def test_which_codes_telex_would_change(code: str) -> None:
    assert not survives_typing(code)


@pytest.mark.parametrize("kind", sorted({issue["kind"] for issue in ISSUES}))
def test_every_kind_of_the_sample_is_known(shipped: Catalogues, kind: str) -> None:
    assert kind in shipped.kinds.by_name


@pytest.mark.parametrize("field", sorted({issue["field"] for issue in ISSUES}))
def test_every_field_of_the_sample_is_known(shipped: Catalogues, field: str) -> None:
    assert field in shipped.fields.by_name


def test_every_unit_of_the_sample_is_known(shipped: Catalogues) -> None:
    known = set(shipped.units.by_name)
    asked = {issue["commitment"]["unit"] for issue in ISSUES if issue["commitment"]}
    single = {unit for unit in asked if unit in known or not re.search(r", |\(| phối hợp ", unit)}
    villages = {issue["village"].removeprefix("Thôn ") for issue in ISSUES}
    assert len(single) >= 15
    for unit in single:
        head = unit.startswith("Trưởng thôn ") and unit.removeprefix("Trưởng thôn ") in villages
        assert ("Trưởng thôn" if head else unit) in known


def test_units_and_roles_of_the_sample_roster_are_known(shipped: Catalogues) -> None:
    text = (shipped_data() / "samples" / "roster.csv").read_text(encoding="utf-8-sig")
    for row in text.splitlines()[1:]:
        _name, role, _position, place, *_rest = row.split(";")
        assert role in shipped.roles.by_name
        assert place.startswith("Thôn ") or place in shipped.units.by_name


def test_the_clocks_are_those_of_the_law(shipped: Catalogues) -> None:
    clocks = {
        entry.id: (entry.limit, entry.unit, entry.direction, entry.mark)
        for entry in shipped.deadlines.values()
    }
    assert clocks["dialogue_announce"] == (7, "days", "before", "P")
    assert clocks["dialogue_publish"] == (10, "days", "after", "P")
    assert clocks["reception_status"] == (10, "working_days", "after", "V")
    assert clocks["complaint_accept"] == (7, "working_days", "after", "V")
    assert clocks["complaint_settle"] == (30, "days", "after", "V")
    assert clocks["denunciation_pass_on"] == (5, "working_days", "after", "V")


def test_every_clock_that_runs_says_what_to_do_and_where_it_stands(shipped: Catalogues) -> None:
    running = [clock for clock in shipped.deadlines.values() if clock.owed]
    assert {clock.id for clock in running} >= {
        "dialogue_yearly",
        "dialogue_announce",
        "dialogue_publish",
        "reception_status",
        "reception_result_28_2",
        "reception_refusal",
        "reception_calendar",
        "party_notice",
        "party_monthly",
        "chair_weekly",
        "complaint_accept",
        "complaint_settle",
        "denunciation_first",
        "denunciation_pass_on",
        "denunciation_settle",
    }
    for clock in running:
        assert clock.next.endswith("."), clock.id
        assert clock.basis, clock.id


def test_the_clocks_name_kinds_competences_and_outcomes_that_there_are(
    shipped: Catalogues,
) -> None:
    for clock in shipped.deadlines.values():
        assert set(clock.kinds) <= set(shipped.kinds), clock.id
        assert set(clock.competences) <= set(shipped.competences), clock.id
        assert set(clock.outcomes) <= set(shipped.outcomes), clock.id


def test_days_off_are_read(shipped: Catalogues) -> None:
    off = {day.date.isoformat(): day for day in shipped.days_off}
    assert off["2026-11-24"].off
