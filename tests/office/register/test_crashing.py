"""Whatever ends in the middle of an import: nothing of it was taken, or all of it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import event, text

from danvan_tui.ledger.operation import Operation
from danvan_tui.office.register.errors import AwayError, FullError
from danvan_tui.office.register.register import Register
from tests.evidence.full_disk import small_disk, use_up
from tests.office.register.sent import (
    SESSION,
    answered,
    begun,
    bring,
    file_of,
    held,
    ids,
    issue,
)

FILE = file_of(begun(), issue("r0.2", 2, content="a" * 2000))
NEXT = file_of(begun("s2"), session="s2", number=2)


def kept_in(folder: Path) -> list[str]:
    """The ends of the names of the kept files."""
    return sorted(path.suffix for path in (folder / "kept").glob("*"))


def _full(*_arguments: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_room_for_the_kept_file(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(register, FILE)
    before = held(register)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", _full)
        with pytest.raises(FullError, match="Nothing of this was taken"):
            bring(register, NEXT)
        with pytest.raises(FullError):
            register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    assert held(register) == before
    assert kept_in(tmp_path) == [".kept", ".part"]  # the second is the office's own, empty
    bring(register, NEXT)
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    assert len(register.summaries()) == 2


def test_no_room_for_the_database(register: Register, tmp_path: Path) -> None:
    if register.database.path is None:
        pytest.skip("the disk of a server cannot be filled from here")
    bring(register, FILE)
    before = held(register)
    with register.database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    limit = f"PRAGMA max_page_count = {pages}"
    event.listen(register.database.engine, "begin", lambda conn: conn.exec_driver_sql(limit))
    large = file_of(begun("s3"), issue("r0.2", 2, content="a" * 19_000), session="s3", number=3)
    with pytest.raises(FullError, match="everything taken before is kept"):
        bring(register, NEXT, large)
    assert held(register) == before
    assert kept_in(tmp_path) == [".kept"]


def test_a_disk_that_is_full_indeed(tmp_path: Path) -> None:
    from danvan_tui.office.register.register import open_register

    with small_disk(tmp_path) as disk:
        if disk is None:
            pytest.skip("no image can be mounted here")
        register = open_register(disk / "register.sqlite", disk / "kept")
        bring(register, FILE)
        before, filler = held(register), disk / "filler"
        use_up(filler)
        many = [file_of(begun(f"s{n}"), *_long(n), session=f"s{n}", number=n) for n in range(2, 50)]
        with pytest.raises(FullError):
            bring(register, *many)
        assert held(register) == before
        filler.unlink()
        bring(register, *many)
        assert len(register.summaries()) == 49
        register.close()


def _long(number: int) -> Iterator[Operation]:
    for one in range(2, 12):
        yield issue(f"r{number}.{one}", one, f"i{one}", content="a" * 9000)


def test_database_going_away_in_the_middle(
    register: Register, opened: Callable[[], Register], tmp_path: Path
) -> None:
    if register.database.path is not None:
        pytest.skip("a file does not go away by itself")
    bring(register, FILE)
    before = held(register)

    def end_all_others() -> None:
        with opened().database.engine.connect() as connection:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            connection.execute(text(f"{ended} WHERE pid <> pg_backend_pid() AND state <> 'idle'"))

    def interrupted() -> None:
        with register.importing("Lan", "USB") as importing:
            importing.take(*NEXT)
            end_all_others()
            importing.take(*file_of(begun("s3"), session="s3", number=3))
            importing.commit()

    with pytest.raises(AwayError, match="nothing is taken twice"):
        interrupted()
    assert held(register) == before
    assert kept_in(tmp_path) == [".kept"]
    assert bring(register, NEXT)[0].added == 1


_DYING = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from danvan_tui.ledger import disk
from danvan_tui.office.register.register import open_register
from tests.office.register.sent import *
where, kept, moment, what = sys.argv[1:]
register = open_register(where, Path(kept), seal=sealed)
def die(*_arguments):
    os._exit(9)
if moment == "before":
    event.listen(register.database.engine, "commit", die)
else:
    register.keeping.settle = die
if what == "import":
    bring(register, file_of(begun("s2"), session="s2", number=2))
else:
    register.append(SESSION, answered("o.1", 5, "Đã sửa"))
    die()
"""


def _die(where: str, kept: Path, moment: str, what: str) -> None:
    command = [sys.executable, "-c", _DYING, where, str(kept), moment, what]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_commit_of_an_import(
    register: Register, opened: Callable[[], Register], where: str, tmp_path: Path, moment: str
) -> None:
    bring(register, FILE)
    _die(where, tmp_path / "kept", moment, "import")
    assert kept_in(tmp_path) == [".kept", ".part"]
    again = opened()
    taken = moment == "after"
    assert len(again.summaries()) == 1 + taken
    assert kept_in(tmp_path) == [".kept"] * (1 + taken)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_commit_of_an_own_entry(
    register: Register, opened: Callable[[], Register], where: str, tmp_path: Path, moment: str
) -> None:
    bring(register, FILE)
    _die(where, tmp_path / "kept", moment, "own")
    again = opened()
    taken = moment == "after"
    assert ("o.1" in ids(again.operations(SESSION))) == taken
    assert kept_in(tmp_path) == [".kept"] * (1 + taken)
