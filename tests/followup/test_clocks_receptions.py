"""Promise: what the law asks for after a reception of citizens is due on its right day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from danvan_tui.wording import due as words
from tests.followup.owing import (
    dialogue,
    done,
    of,
    only,
    owed,
    raised,
    reception,
    said,
)


@pytest.mark.parametrize(
    ("kind", "clocks"),
    [
        ("proposal", ["reception_status"]),
        ("report", ["reception_status"]),
        ("question", []),
        ("complaint", ["complaint_accept", "reception_status"]),
        ("denunciation", ["denunciation_first"]),
        ("unclear", []),
    ],
)
def test_each_kind_of_opinion_has_its_own_clocks(kind: str, clocks: list[str]) -> None:
    items = owed(reception("2026-11-18", raised(1, kind)))
    assert sorted(item.clock.id for item in items if item.issue) == clocks


def test_a_reply_is_counted_in_working_days() -> None:
    items = owed(reception("2026-11-18", raised(4, village="Thôn Gò Vối")))
    item = only("reception_status", items)
    assert said(item) == ("2026-12-03", "8 working days left")
    assert words.about(item) == "TD-1, opinion 4 · Thôn Gò Vối"
    late = only("reception_status", owed(reception("2026-11-02", raised(4))))
    assert said(late) == ("2026-11-16", "4 working days overdue")


def test_a_weekend_late_is_late() -> None:
    item = only(
        "reception_status", owed(reception("2026-11-06", raised(1)), today=date(2026, 11, 21))
    )
    assert said(item) == ("2026-11-20", "1 day overdue")


def test_what_was_answered_there_needs_no_reply_on_how_it_stands() -> None:
    assert of("reception_status", owed(reception("2026-11-18", raised(1, answered=True)))) == []
    passed_on = raised(1, referred=True)
    assert of("reception_status", owed(reception("2026-11-18", passed_on))) != []


def test_what_is_raised_at_a_dialogue_has_no_clock_of_a_reception() -> None:
    items = owed(dialogue("2026-11-18", raised(1), raised(2, "complaint")))
    assert [item.clock.id for item in items if item.issue] == []


def test_a_denunciation_has_its_clock_wherever_it_was_made() -> None:
    items = owed(dialogue("2026-11-18", raised(1, "denunciation")))
    assert [item.clock.id for item in items if item.issue] == ["denunciation_first"]


def test_the_result_is_told_five_working_days_after_it_was_settled() -> None:
    held = reception("2026-11-02", raised(1, resolved="2026-11-17"))
    assert only("reception_result_28_2", owed(held)).last == "2026-11-25"
    assert of("reception_status", owed(held)) == []
    before = reception("2026-11-18", raised(1, resolved="2026-11-02"))
    assert only("reception_result_28_2", owed(before)).event == "2026-11-18"


def test_a_refusal_is_told_within_three_working_days() -> None:
    refused = raised(1, answered=True, outcomes=("refused",))
    items = owed(reception("2026-11-20", refused, raised(2, answered=True, outcomes=("guided",))))
    assert [(item.clock.id, item.number) for item in items if item.issue] == [
        ("reception_refusal", 1)
    ]
    assert only("reception_refusal", items).last == "2026-11-26"


def test_a_complaint_is_settled_thirty_days_after_it_was_accepted() -> None:
    complaint = raised(1, "complaint", answered=True)
    assert of("complaint_settle", owed(reception("2026-11-02", complaint))) == []
    accepted = done("complaint_accept", "2026-11-09", "issue-1")
    items = owed(reception("2026-11-02", complaint, duties=(accepted,)))
    assert of("complaint_accept", items) == []
    assert only("complaint_settle", items).last == "2026-12-09"
    settled = raised(1, "complaint", answered=True, resolved="2026-11-16")
    items = owed(reception("2026-11-02", settled, duties=(accepted,)))
    assert of("complaint_settle", items) == []


def test_who_may_decide_chooses_the_clock_of_a_denunciation() -> None:
    items = owed(
        reception(
            "2026-11-18",
            raised(1, "denunciation", competence="higher"),
            raised(2, "denunciation", competence="commune"),
        )
    )
    assert {item.clock.id: item.issue for item in items if item.issue} == {
        "denunciation_pass_on": "issue-1",
        "denunciation_first": "issue-2",
    }


def test_of_what_is_protected_only_the_session_is_named() -> None:
    secret = raised(7, "denunciation", protected=True, content="", village="Thôn Gò Vối")
    held = reception("2026-11-18", secret, villages=("Thôn Văn Xá",))
    item = only("denunciation_first", owed(held))
    assert words.about(item) == "a protected matter, session TD-1"
    told = msgspec.json.encode(item).decode()
    for hidden in ("Gò Vối", "Văn Xá", "Đường thôn"):
        assert hidden not in told
    assert item.number == 0
