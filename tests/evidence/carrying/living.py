"""One run from its beginning to its end."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.evidence.carrying import choosing, happenings, stories
from tests.evidence.carrying.checking import check, outcome
from tests.evidence.carrying.happenings import Happening
from tests.evidence.carrying.world import World

_WEIGHTS: dict[Happening, int] = {
    happenings.take_notes: 6,
    happenings.send: 4,
    happenings.carry: 5,
    happenings.answer: 2,
    happenings.bring_answer: 4,
    happenings.lose_package: 1,
    happenings.share: 2,
    happenings.merge_notes: 2,
    happenings.review: 2,
    happenings.take_back: 1,
    happenings.change_trust: 1,
    happenings.back_up: 2,
    happenings.restore: 1,
    happenings.back_up_office: 1,
    happenings.restore_office: 1,
    happenings.rebuild: 1,
    choosing.quarrel: 4,
    choosing.choose_some: 3,
    choosing.contradict: 2,
    stories.restore_after_delivering: 5,
    stories.old_receipt_after_new: 3,
    stories.office_restored_after_answering: 4,
}


class Run(NamedTuple):
    """What came of one run."""

    seed: int
    wrong: list[str]
    counts: Counter[str]
    outcome: str
    """The same for the same seed."""


def run(seed: int, steps: int, folder: Path) -> Run:
    """Let a world live in an empty folder, let everything arrive, and look whether all holds."""
    world = World(folder, seed)
    try:
        happenings.take_notes(world)
        happenings.share(world)
        happens = world.chance.choices([*_WEIGHTS], [*_WEIGHTS.values()], k=steps)
        for happening in happens:
            happening(world)
        world.settle()
        check(world)
        return Run(seed, world.wrong, world.counts, outcome(world))
    finally:
        world.close()
