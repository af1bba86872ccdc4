"""Promise: whenever one asks, one is told how the records stand now."""

import random

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.state import State
from tests.evidence.recording import Recorder


@pytest.mark.parametrize("seed", range(3))
def test_what_is_asked_after_every_entry_is_how_things_stand(notebook: Notebook, seed: int) -> None:
    recorder = Recorder(notebook, random.Random(seed), lambda _line: None)
    state = notebook.state
    for _entry in range(60):
        recorder.go_on()
        fresh = State(state.fold.ordered(), state.fold.protected)
        assert state.issues() == fresh.issues()
        assert state.answers() == fresh.answers()
        assert state.commitments() == fresh.commitments()
        assert state.attendance() == fresh.attendance()
