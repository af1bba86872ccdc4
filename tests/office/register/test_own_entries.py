"""What the office itself records stands beside what came, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.register import Register
from danvan_tui.office.register.renewing import rebuild
from tests.office.register.sent import (
    SESSION,
    answered,
    begun,
    bring,
    denounced,
    file_of,
    held,
    ids,
    issue,
    reread,
    table_of,
    unsealed,
)

FILE = file_of(begun(), issue("r0.2", 2, speaker_name="Mùi"), answered("r0.3", 3, "a"))


def test_recorded_once(register: Register) -> None:
    bring(register, FILE)
    before = register.edition(SESSION)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    assert ids(register.operations(SESSION)) == ["r0.1", "r0.2", "r0.3", "o.1"]
    assert register.edition(SESSION) != before


def test_other_words_under_the_same_id_are_refused(register: Register) -> None:
    bring(register, FILE)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    before = held(register)
    with pytest.raises(RegisterError, match="Nothing was recorded"):
        register.append(SESSION, answered("o.1", 5, "Chưa sửa"))
    assert held(register) == before


def test_what_becomes_secret_with_it_is_moved(register: Register) -> None:
    bring(register, FILE)
    register.append(SESSION, denounced("o.1", 5), secret=True, moves=FILE[0].operations[1:])
    tables = {one: table_of(register, one) for one in ("r0.1", "r0.2", "r0.3", "o.1")}
    assert tables.pop("r0.1") == ["operations"]
    assert [*tables.values()] == [["protected"]] * 3


def test_called_failed_it_does_not_turn_up_later(
    register: Register, where: str, tmp_path: Path
) -> None:
    bring(register, FILE)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    before = held(register)

    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    event.listen(register.database.engine, "commit", stopped)
    with pytest.raises(KeyboardInterrupt):
        register.append(SESSION, answered("o.2", 6, "Đã xong"))
    event.remove(register.database.engine, "commit", stopped)
    assert held(register) == before
    register.close()
    if register.database.path is not None:
        register.database.path.unlink()
    assert rebuild(where, tmp_path / "kept", read=reread, unseal=unsealed).tables == before


def test_a_session_of_the_office_itself(register: Register) -> None:
    register.append(SESSION, begun())
    assert [one.session for one in register.summaries()] == [SESSION]


def test_a_kept_file_that_another_window_settled_stays_as_it_is(
    register: Register, opened: Callable[[], Register], tmp_path: Path
) -> None:
    bring(register, FILE)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    opened()
    settled = {path: path.read_bytes() for path in (tmp_path / "kept").glob("own-*.kept")}
    register.append(SESSION, answered("o.2", 6, "Đã xong"))
    assert settled
    assert {path: path.read_bytes() for path in settled} == settled
    assert len(list((tmp_path / "kept").glob("own-*.part"))) == 1
    register.close()
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".kept"}
