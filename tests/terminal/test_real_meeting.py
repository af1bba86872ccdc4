"""Promise: a meeting taken down key by key ends in the export expected, also where it is killed.

The whole evening, and a kill in every minute of it: `python -m tests.evidence.meeting [--kills]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.samples.meeting import EVENING, SESSION, SHORT_EVENING
from tests.terminal.book import Book
from tests.terminal.edits import Corrected, Filled, Split
from tests.terminal.evening import check_exports, take_down
from tests.terminal.killing import BAD, Killer, cut
from tests.terminal.steps import TakenBack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

KILLED = (3, 5, 7)
"""In the fourth, sixth and eighth of ten minutes."""


def test_the_script_is_a_whole_evening() -> None:
    book = Book(**SESSION)
    for step in EVENING:
        step.note(book)
    assert book.number_of("issues") == 30
    assert book.number_of("answers") == 20
    assert book.number_of("commitments") == 25
    assert sum(isinstance(step, TakenBack) for step in EVENING) == 12
    assert sum(isinstance(step, Corrected | Filled | Split) for step in EVENING) == 3


def test_a_meeting_by_keys_ends_in_the_expected_files(root: Path) -> None:
    book, _typist = take_down(root, SHORT_EVENING)
    check_exports(root, book)


def test_a_meeting_that_is_killed_three_times_ends_in_them_too(root: Path) -> None:
    killer = Killer(root, seed=1)
    killer.live_through(cut(SHORT_EVENING, 10), KILLED)
    assert killer.counts["kills"] == len(KILLED)
    assert {name: killer.counts[name] for name in BAD} == dict.fromkeys(BAD, 0)
    check_exports(root, killer.book)
