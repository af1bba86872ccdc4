"""The register can be made anew from the kept files, and is then what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import MissingRegisterError, RegisterError
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.register import Register, open_register
from danvan_tui.office.register.renewing import Rebuilt, rebuild
from tests.office.register.sent import (
    SESSION,
    answered,
    begun,
    bring,
    clock,
    denounced,
    file_of,
    held,
    issue,
    laptop_keys,
    refuse,
    reread,
    sealed,
    sessions_held,
    unsealed,
)

FIRST = file_of(begun(), issue("r0.2", 2, content="a"))
SECOND = file_of(begun(), issue("r0.2", 2, content="a"), denounced("r0.3", 3), number=2)
PLAIN = file_of(begun("s2"), session="s2", laptop="", line="", number=0)


def fill(register: Register) -> None:
    """Do one of everything, some of it twice."""
    register.confirm(laptop_keys(), "Lan")
    gone = laptop_keys("Máy đã mất")
    register.confirm(gone, "Lan")
    bring(register, FIRST)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    register.distrust(gone.id, "Lan")

    def work(importing: Importing) -> None:
        importing.take(*SECOND)
        importing.take(*PLAIN, sealed)
        importing.take(*file_of(begun(), issue("r0.2", 2, content="khác"), number=3))
        importing.refuse(file_of(begun(), number=9)[0], "Tệp bị cắt.")
        importing.commit()

    register.import_with("Hiền", "Thẻ nhớ", work)
    register.undo_last("Lan")
    bring(register, SECOND)
    refuse(register, file_of(begun(), number=8)[0], "Sai khóa.")
    register.append(SESSION, answered("o.2", 6, "Đã xong"))


def rebuilt(where: str, tmp_path: Path) -> Rebuilt:
    """The register of these tests, made anew."""
    return rebuild(where, tmp_path / "kept", read=reread, unseal=unsealed)


def test_it_is_what_it_was(where: str, opened: Callable[[], Register], tmp_path: Path) -> None:
    register = opened()
    fill(register)
    before = held(register)
    register.close()
    result = rebuilt(where, tmp_path)
    assert result.problems == []
    assert result.is_as_before
    assert result.before is None
    assert held(opened()) == before
    assert result.tables == before


def test_it_goes_on_where_it_stood(
    where: str, opened: Callable[[], Register], tmp_path: Path
) -> None:
    fill(opened())
    rebuilt(where, tmp_path)
    register = opened()
    register.undo_last("Lan")
    register.undo_last("Lan")
    assert register.summaries() == []
    bring(register, FIRST, SECOND, PLAIN)
    before = held(register)
    register.close()
    assert rebuilt(where, tmp_path).tables == before


def test_lost_file(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock, seal=sealed)
    fill(register)
    before = held(register)
    register.close()
    path.unlink()
    with pytest.raises(MissingRegisterError, match="rebuild"):
        open_register(path, tmp_path / "kept", clock=clock)
    assert not path.exists()
    assert rebuilt(str(path), tmp_path).tables == before


def test_damaged_file_is_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock, seal=sealed)
    fill(register)
    before = held(register)
    register.close()
    damaged = b"\xff" * 2000 + path.read_bytes()[2000:]
    path.write_bytes(damaged)
    with pytest.raises(RegisterError, match="rebuild"):
        open_register(path, tmp_path / "kept", clock=clock)
    result = rebuilt(str(path), tmp_path)
    assert result.tables == before
    assert result.before is not None
    assert result.before.read_bytes() == damaged


def test_one_damaged_kept_file_is_told_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    bring(register, FIRST, PLAIN)
    register.close()
    (kept,) = (tmp_path / "kept").iterdir()
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b"DT-2026-001", b"DT-2026-002", 1).replace(FIRST[1], b"", 0))
    whole = data.find(FIRST[1])
    kept.write_bytes(data[: whole + 40] + b"#" + data[whole + 41 :])
    path.unlink()
    result = rebuilt(str(path), tmp_path)
    assert len(result.problems) == 1
    again = open_register(path, tmp_path / "kept", clock=clock)
    assert [one.session for one in again.summaries()] == ["s2"]
    again.close()


def test_kept_file_that_was_cut_gives_what_it_still_has(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    bring(register, FIRST, PLAIN)
    register.close()
    (kept,) = (tmp_path / "kept").iterdir()
    data = kept.read_bytes()
    kept.write_bytes(data[: data.find(PLAIN[1]) + 10])
    path.unlink()
    result = rebuilt(str(path), tmp_path)
    assert "damaged" in result.problems[0]
    again = open_register(path, tmp_path / "kept", clock=clock)
    assert [one.session for one in again.summaries()] == [SESSION]
    assert len(again.imports()) == 1
    again.close()


def test_damaged_copy_that_somebody_named_is_told_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    bring(register, FIRST)
    before = held(register)
    register.close()
    (kept,) = (tmp_path / "kept").iterdir()
    copy = kept.with_name(f"{kept.stem} - Copy.kept")
    copy.write_bytes(kept.read_bytes()[:40])
    path.unlink()
    result = rebuilt(str(path), tmp_path)
    assert copy.name in " ".join(result.problems)
    assert result.tables == before


def test_what_was_taken_back_stays_so_though_its_kept_file_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = open_register(path, tmp_path / "kept", clock=clock)
    bring(register, FIRST)
    register.undo_last("Lan")
    register.close()
    (kept,) = (tmp_path / "kept").glob("import-*")
    kept.write_bytes(kept.read_bytes()[:-20])
    path.unlink()
    assert "damaged" in rebuilt(str(path), tmp_path).problems[0]
    again = open_register(path, tmp_path / "kept", clock=clock)
    assert again.summaries() == []
    again.close()


def test_nothing_is_lost_that_another_computer_kept(
    where: str, opened: Callable[[], Register], tmp_path: Path
) -> None:
    register = opened()
    bring(register, FIRST)
    bring(register, PLAIN)
    before = sessions_held(register)
    register.close()
    sorted((tmp_path / "kept").iterdir())[0].unlink()
    with pytest.raises(RegisterError, match="another computer"):
        rebuilt(where, tmp_path)
    assert sessions_held(opened()) == before


def test_every_table_is_filled_in_these_tests(register: Register) -> None:
    fill(register)
    assert [name for name, digest in held(register).items() if not digest.rows] == []
    assert len(held(register)) == len(tables.metadata.tables)


def test_what_a_crash_left_before_the_commit_is_not_taken(
    where: str, opened: Callable[[], Register], tmp_path: Path
) -> None:
    register = opened()
    bring(register, FIRST)
    before = held(register)
    (kept,) = (tmp_path / "kept").iterdir()
    with register.importing("Lan", "USB") as importing:
        importing.take(*PLAIN)
        (part,) = (tmp_path / "kept").glob("*.part")
        place = importing.settle()
        data = part.read_bytes()
    register.close()
    assert place == 2
    part.write_bytes(data + kept.read_bytes()[kept.read_bytes().rindex(b"\n", 0, -1) :])
    assert rebuilt(where, tmp_path).tables == before
    assert not part.exists()


def test_what_waits_for_a_file_that_was_taken_back_waits_as_before(
    where: str, opened: Callable[[], Register], tmp_path: Path
) -> None:
    register = opened()
    bring(register, FIRST)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    whole = sessions_held(register)
    register.undo_last("Lan")
    assert (register.summaries(), register.editions()) == ([], {})
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))  # in a window that was open still
    register.append(SESSION, answered("o.2", 6, "Đã xong"))
    assert (register.summaries(), register.editions()) == ([], {})
    before = held(register)
    register.close()
    assert rebuilt(where, tmp_path).tables == before
    register = opened()
    bring(register, FIRST)
    assert sessions_held(register).keys() == whole.keys()
    assert [one.id for one in register.operations(SESSION)] == ["r0.1", "r0.2", "o.1", "o.2"]
