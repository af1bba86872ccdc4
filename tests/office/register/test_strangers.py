"""Who only knows the name of a session adds nothing to it, and gets nothing of it."""

from __future__ import annotations

from danvan_tui.exchange.receipt import Outcome
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.register.register import Register
from tests.office.register.sent import (
    LAPTOP,
    SESSION,
    answered,
    begun,
    bring,
    file_of,
    ids,
    issue,
)

OTHER = "b" * 16
OLD = [begun(), issue("r0.2", 2, content="a")]
STRANGE = file_of(begun(replica="evil"), laptop=OTHER)


def test_a_file_that_shares_no_entry_is_refused_and_stops_no_other(register: Register) -> None:
    bring(register, file_of(*OLD))
    elsewhere = file_of(begun("s2"), session="s2", laptop=OTHER, number=2)
    refused, taken = bring(register, STRANGE, elsewhere)
    assert (refused.verdict, taken.verdict) == (Verdict.REFUSED, Verdict.NEW)
    assert "shares no entry" in refused.reason
    assert ids(register.operations(SESSION)) == ids(OLD)
    first, second = register.entries(OTHER)
    assert (first.outcome, first.code) == (Outcome.REFUSED, "")
    assert second.outcome is Outcome.ACCEPTED
    assert [*register.not_shown(OTHER)] == []


def test_not_even_in_the_same_import(register: Register) -> None:
    taken, refused = bring(register, file_of(*OLD), STRANGE)
    assert (taken.verdict, refused.verdict) == (Verdict.NEW, Verdict.REFUSED)


def test_one_that_shares_only_its_beginning_is_taken(register: Register) -> None:
    bring(register, file_of(*OLD))
    (taken,) = bring(register, file_of(begun(), issue("r9.1", 2, content="b"), laptop=OTHER))
    assert (taken.verdict, taken.added) == (Verdict.CHANGED, 1)


def test_what_the_office_said_itself_keeps_nobody_away(register: Register) -> None:
    file = file_of(*OLD)
    bring(register, file)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    register.undo_last("Lan")
    assert ids(register.operations(SESSION)) == ["o.1"]
    (taken,) = bring(register, file)
    assert (taken.verdict, taken.added) == (Verdict.NEW, 2)
    assert [one.outcome for one in register.entries(LAPTOP)] == [Outcome.ACCEPTED]
