"""Eight programs that write at once take every session once, whole."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from danvan_tui.office.incoming import Incoming
from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import CollisionError
from danvan_tui.office.register.register import Register, open_register
from tests.office.register.sent import begun, bring, file_of, issue, sealed, sessions_held

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

_WRITERS = 8
_SESSIONS = 16
_AT_ONCE = 6  # files of one import: programs wait for each other in any order


def files(chance: random.Random) -> list[int]:
    """All sessions, and some of them again."""
    numbers = [*range(_SESSIONS), *chance.choices(range(_SESSIONS), k=_SESSIONS)]
    chance.shuffle(numbers)
    return numbers


def write(where: str, kept: Path, seed: int) -> None:
    """What one of the programs does: some entries of every session, some of them everybody's."""
    chance = random.Random(seed)
    register = open_register(where, kept, seal=sealed)
    numbers = files(chance)
    while numbers:
        some = [numbers.pop() for _time in range(min(_AT_ONCE, len(numbers)))]
        bring(register, *(sent(number, seed) for number in some))
    register.close()


def sent(number: int, seed: int) -> tuple[Incoming, bytes]:
    """What the laptop with this seed knows of a session."""
    own = issue(f"w{seed}.1", 5, f"i{seed}", content="a", number=seed)
    common = issue("r0.2", 2, "common", content="b", number=99)
    return file_of(begun(f"s{number}"), common, own, session=f"s{number}", number=seed + 1)


def _context() -> SpawnContext | ForkServerContext:
    """Programs that share nothing with this one, but come quickly where that can be."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["danvan_tui.office.register.register", "psycopg"])
    return context


def test_every_session_once(
    register: Register, where: str, opened: Callable[[], Register], tmp_path: Path
) -> None:
    start = _context()
    writers = [
        start.Process(target=write, args=(where, tmp_path / "kept", seed))
        for seed in range(_WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * _WRITERS
    alone = open_register(tmp_path / "alone.sqlite", tmp_path / "kept-alone")
    for seed in range(_WRITERS):
        bring(alone, *(sent(number, seed) for number in range(_SESSIONS)))
    assert sessions_held(opened()) == sessions_held(alone)
    alone.close()
    with register.database.reading() as connection:
        places = connection.execute(select(tables.events.c.place)).scalars().all()
        files_taken = connection.execute(select(func.count(tables.packages.c.digest))).scalar_one()
    assert sorted(places) == [*range(1, len(places) + 1)]
    assert files_taken == _WRITERS * _SESSIONS


def test_who_collided_is_alone_the_next_time(register: Register) -> None:
    """Else those who collided may collide again and again."""
    heard: list[bool] = []

    def collide(is_alone: bool) -> str:
        heard.append(is_alone)
        if len(heard) < 3:
            raise CollisionError
        return "done"

    assert register.database.again_and_again(collide) == "done"
    assert heard == [False, True, True]


def test_not_for_ever(register: Register) -> None:
    tries: list[bool] = []

    def collide(is_alone: bool) -> None:
        tries.append(is_alone)
        raise CollisionError

    with pytest.raises(CollisionError, match="please try again"):
        register.database.again_and_again(collide)
    assert 1 < len(tries) < 10


def test_alone_waits_for_nobody_and_lets_nobody_in(
    register: Register, opened: Callable[[], Register]
) -> None:
    with register.database.writing(is_alone=True), opened().database.alone() as connection:
        assert connection is None
