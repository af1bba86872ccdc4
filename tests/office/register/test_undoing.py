"""One step back undoes a whole import, the newest first."""

from __future__ import annotations

import pytest

from danvan_tui.exchange.receipt import Outcome
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.outcomes import Listed, Verdict
from danvan_tui.office.register.register import Register
from tests.office.register.sent import (
    LAPTOP,
    SESSION,
    answered,
    begun,
    bring,
    denounced,
    file_of,
    ids,
    issue,
    sessions_held,
    table_of,
)

FIRST = file_of(begun(), issue("r0.2", 2, content="a"))
SECOND = file_of(begun(), issue("r0.2", 2, content="a"), denounced("r0.3", 3), number=2)
OTHER = file_of(begun("s2"), session="s2", number=3)


def test_step_by_step_backwards(register: Register) -> None:
    states = [sessions_held(register)]
    for file in (FIRST, SECOND, OTHER):
        bring(register, file, source=file[0].name)
        states.append(sessions_held(register))
    for file in (OTHER, SECOND, FIRST):
        states.pop()
        undone = register.undo_last("Lan")
        assert (undone.source, undone.packages, undone.sessions) == (file[0].name, 1, 1)
        assert _entries(sessions_held(register)) == _entries(states[-1])
        assert not register.knows(file[0].digest)
    with pytest.raises(RegisterError, match="no import left"):
        register.undo_last("Lan")
    assert [one.is_undone for one in register.imports()] == [True] * 3


def _entries(held: dict[str, tuple[Listed, list[object]]]) -> dict[str, object]:
    """What a register holds; what is veiled stays so, and makes another edition."""
    return {one: (listed._replace(edition=0), said) for one, (listed, said) in held.items()}


def test_undone_files_can_be_taken_again(register: Register) -> None:
    bring(register, FIRST, OTHER)
    before = sessions_held(register)
    register.undo_last("Lan")
    assert register.summaries() == []
    assert [taken.verdict for taken in bring(register, FIRST, OTHER)] == [Verdict.NEW] * 2
    assert sessions_held(register) == before


def test_the_laptop_is_told(register: Register) -> None:
    bring(register, FIRST)
    register.undo_last("Lan")
    assert [entry.outcome for entry in register.entries(LAPTOP)] == [Outcome.WITHDRAWN]
    bring(register, FIRST)
    assert [entry.outcome for entry in register.entries(LAPTOP)] == [Outcome.ACCEPTED]


def test_what_the_office_recorded_stays(register: Register) -> None:
    bring(register, FIRST)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    register.undo_last("Lan")
    assert register.summaries() == []
    assert ids(register.operations(SESSION)) == ["o.1"]
    bring(register, FIRST)
    assert ids(register.operations(SESSION)) == ["r0.1", "r0.2", "o.1"]
    assert len(register.summaries()) == 1


def test_what_became_secret_stays_secret(register: Register) -> None:
    bring(register, FIRST)
    bring(register, SECOND)
    register.undo_last("Lan")
    assert table_of(register, "r0.2") == ["protected"]
    assert table_of(register, "r0.3") == []


def test_what_became_secret_stays_secret_though_all_was_taken_back(register: Register) -> None:
    bring(register, SECOND)
    register.undo_last("Lan")
    bring(register, FIRST)
    assert table_of(register, "r0.2") == ["protected"]
