"""Promise: no collection of everything meets a key, and none is forgotten."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from danvan_tui.tui import garbage


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that are collected; afterwards all is as before."""
    thresholds = gc.get_threshold()
    generations: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            generations.append(info["generation"])

    gc.callbacks.append(note)
    yield generations
    gc.callbacks.remove(note)
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


class Left:
    """Something that only a collection can find."""

    itself: Left


def make_garbage() -> None:
    kept: list[list[object]] = []
    for _object in range(200_000):
        kept.append([kept])


def test_nothing_is_collected_while_the_program_starts(collected: list[int]) -> None:
    garbage.wait()
    make_garbage()
    assert not collected


def test_while_somebody_types_only_what_is_short_lived_is_collected(collected: list[int]) -> None:
    collector = garbage.Collector()
    collector.start()
    make_garbage()
    collector.note_key()
    collector.look()
    assert set(collected) == {0, 1}


def test_when_it_is_quiet_everything_is_collected_as_often_as_it_is_due(
    collected: list[int],
) -> None:
    now = 0.0
    collector = garbage.Collector(lambda: now)
    collector.start()
    now = 60.0
    for _look in range(2):
        collector.look()
    assert collected.count(2) == 1
    make_garbage()
    for _look in range(2):
        collector.look()
    assert collected.count(2) == 2


def test_what_was_left_over_by_the_start_is_collected(collected: list[int]) -> None:
    now = 0.0
    gone: list[int] = []
    collector = garbage.Collector(lambda: now)
    garbage.wait()
    left = Left()
    left.itself = left
    weakref.finalize(left, gone.append, 1)
    del left
    collector.start()
    now = 60.0
    collector.look()
    assert gone == [1]
    assert collected
