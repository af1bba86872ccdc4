"""Any file, sent any number of times in any order, gives the same register."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.register.register import Register, open_register
from tests.office.register.sent import (
    SESSION,
    answered,
    begun,
    bring,
    changed,
    clock,
    file_of,
    held,
    ids,
    issue,
    sessions_held,
)


def test_new_changed_and_the_same(register: Register) -> None:
    first = file_of(begun(), issue("r0.2", 2, content="Đường hỏng"))
    more = file_of(begun(), issue("r0.2", 2, content="Đường hỏng"), answered("r0.3", 3, "Sẽ sửa"))
    verdicts = [bring(register, file)[0] for file in (first, more, first, more)]
    assert [(one.verdict, one.added) for one in verdicts] == [
        (Verdict.NEW, 2),
        (Verdict.CHANGED, 1),
        (Verdict.SAME, 0),
        (Verdict.SAME, 0),
    ]
    assert ids(register.operations(SESSION)) == ["r0.1", "r0.2", "r0.3"]


def test_same_entries_in_another_file_are_noted_as_taken(register: Register) -> None:
    bring(register, file_of(begun()))
    again = file_of(begun(), number=2)
    assert bring(register, again)[0].verdict is Verdict.SAME
    assert register.knows(again[0].digest)


def test_known_file_adds_nothing_and_leaves_nothing_to_undo(register: Register) -> None:
    file = file_of(begun())
    bring(register, file)
    before = held(register)
    assert register.knows(file[0].digest)
    bring(register, file)
    assert held(register) == before


def test_summary_counts_and_names(register: Register) -> None:
    bring(register, file_of(begun(), issue("r0.2", 2, content="Đường hỏng", number=1)))
    (listed,) = register.summaries()
    assert listed.summary.code == "DT-2026-001"
    assert (listed.summary.issues, listed.commune) == (1, "Xã Vạn Thắng")
    assert listed.edition == register.edition(SESSION) == register.editions()[SESSION] != 0


def test_two_values_that_did_not_know_each_other_are_a_conflict(register: Register) -> None:
    old = [begun(), issue("r0.2", 2, content="Đường hỏng", number=1)]
    one = file_of(*old, changed("r1.1", 3, "r0.2", content="Đường liên thôn hỏng"))
    two = file_of(*old, changed("r2.1", 3, "r0.2", content="Đường xóm hỏng"), number=2)
    assert [taken.conflicts for taken in bring(register, one, two)] == [0, 1]
    assert register.summaries()[0].conflicts == 1


def test_another_edition_for_other_entries_only(register: Register) -> None:
    assert register.edition(SESSION) == 0
    bring(register, file_of(begun()))
    first = register.edition(SESSION)
    bring(register, file_of(begun(), issue("r0.2", 2, content="a")))
    second = register.edition(SESSION)
    register.undo_last("Lan")
    assert second != first == register.edition(SESSION)


def test_as_many_other_entries_are_another_edition(register: Register) -> None:
    bring(register, file_of(begun(), issue("r0.2", 2, content="a")))
    first = register.edition(SESSION)
    register.undo_last("Lan")
    bring(register, file_of(begun(), issue("r1.1", 2, content="a")))
    assert register.edition(SESSION) != first


def test_same_id_with_other_words_refuses_that_file_only(register: Register) -> None:
    bring(register, file_of(begun(), issue("r0.2", 2, content="Đường hỏng")))
    before = sessions_held(register)
    forged = file_of(begun(), issue("r0.2", 2, content="Đèn hỏng"), number=2)
    other = file_of(begun("s2"), session="s2", number=3)
    refused, taken = bring(register, forged, other)
    assert refused.verdict is Verdict.REFUSED
    assert "other words" in refused.reason
    assert taken.verdict is Verdict.NEW
    after = sessions_held(register)
    assert after.pop("s2")
    assert after == before
    assert not register.knows(forged[0].digest)


def test_the_same_words_in_another_order_of_fields_are_the_same(register: Register) -> None:
    bring(register, file_of(begun(), issue("r0.2", 2, content="a", kind="report")))
    turned = file_of(begun(), issue("r0.2", 2, kind="report", content="a"), number=2)
    assert bring(register, turned)[0].verdict is Verdict.SAME


def test_file_that_contradicts_itself_leaves_no_session(register: Register) -> None:
    (taken,) = bring(register, file_of(begun(), issue("r0.2", 2, note="a"), issue("r0.2", 2)))
    assert taken.verdict is Verdict.REFUSED
    assert register.summaries() == []
    assert register.editions() == {}


def test_a_session_that_was_expected_and_never_came_leaves_nothing(register: Register) -> None:
    torn = file_of(begun("s2"), begun("s2", code="other"), session="s2")
    bring(register, file_of(begun()), torn, also_expected=["s3"])
    assert held(register)["sessions"].rows == 1


def test_values_that_fit_nowhere_are_refused(register: Register) -> None:
    (taken,) = bring(register, file_of(begun(), issue("\0", 2, content="a")))
    assert taken.verdict is Verdict.REFUSED
    (taken,) = bring(register, file_of(begun(code=[]), number=2))  # type: ignore[arg-type]
    assert taken.verdict is Verdict.REFUSED
    assert register.editions() == {}


def test_preview_says_the_same_and_takes_nothing(register: Register, tmp_path: Path) -> None:
    before = held(register)
    with register.importing("Lan", "USB", is_preview=True) as importing:
        taken = importing.take(*file_of(begun()))
    assert (taken.verdict, taken.added) == (Verdict.NEW, 1)
    assert held(register) == before
    assert not (tmp_path / "kept").exists()


def test_nothing_is_taken_without_a_commit(register: Register, tmp_path: Path) -> None:
    before = held(register)

    def interrupted() -> None:
        with register.importing("Lan", "USB") as importing:
            importing.take(*file_of(begun()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert held(register) == before
    assert [*(tmp_path / "kept").iterdir()] == []


def test_one_session_many_times_in_one_import(register: Register) -> None:
    files = [
        file_of(begun(), *(issue(f"r0.{n}", n, f"i{n}", content="a") for n in range(2, last)))
        for last in range(3, 9)
    ]
    assert sum(taken.added for taken in bring(register, *files)) == 7
    assert len(register.operations(SESSION)) == 7


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_any_number_of_times(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    operations = [begun()]
    for number in range(2, 30):
        replaced = chance.choice(operations[1:]).id if number > 5 else ""
        record = f"i{chance.randint(1, 4)}"
        fields = {"content": f"lời {number}", "kind": chance.choice(["report", "denunciation"])}
        made = issue(f"r{number % 3}.{number}", number, record, **fields)
        if replaced and chance.random() < 0.5:
            made = changed(made.id, number, replaced, record, content=f"lời {number}")
        operations.append(made)
    files = [
        file_of(operations[0], *chance.sample(operations[1:], 9), number=number)
        for number in range(1, 8)
    ]
    files.append(file_of(*operations, number=9))
    found = []
    for run in range(3):
        register = open_register(tmp_path / f"{run}.sqlite", tmp_path / f"kept{run}", clock=clock)
        sent = [file for file in files for _time in range(chance.randint(1, 3))]
        chance.shuffle(sent)
        while sent:
            some = chance.randint(1, 6)
            bring(register, *sent[:some])
            del sent[:some]
        tables = held(register)
        found.append((sessions_held(register), tables["sessions"], tables["operations"].rows))
        register.close()
    assert found[0] == found[1] == found[2]
