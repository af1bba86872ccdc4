"""A few runs of the simulation that `python -m tests.evidence.carrying` makes ten thousand of."""

from pathlib import Path

import pytest

from tests.evidence.carrying.living import run
from tests.evidence.carrying.world import World


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_that_is_carried_arrives_once_and_is_told_truly(tmp_path: Path, seed: int) -> None:
    done = run(seed, 8, tmp_path)
    assert done.wrong == []
    assert done.counts["sessions compared"] > 0


def test_a_seed_is_the_same_run_again(tmp_path: Path) -> None:
    runs = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        runs.append(run(4, 8, tmp_path / name))
    assert runs[0] == runs[1]


def test_a_false_receipt_would_be_found(tmp_path: Path) -> None:
    world = World(tmp_path, 5)
    desk = world.desks[0]
    desk.begin()
    world.carry(world.sync(desk, everything=True))
    world.ask(desk)
    assert [one.standing for one in desk.standing()] == ["received"]
    assert world.wrong == []
    world.bureau.last_had.clear()  # as if the office had never had it
    world.check_received(desk)
    world.close()
    assert len(world.wrong) == 1
