"""What the register says of a session in short is what its operations add up to."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings

from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import summary_of
from danvan_tui.model.records import Table
from danvan_tui.office.register import summing_up
from danvan_tui.office.register.summing_up import summed_up
from tests.ledger.sessions import change, in_memory, say, step
from tests.ledger.test_any_conflicts import Step, histories, lived


@settings(max_examples=200, deadline=None)
@given(histories)
def test_the_short_way_says_what_the_long_way_does(history: list[Step]) -> None:
    laptops = lived(history)
    for laptop in laptops:
        state = laptop.state
        summed = summed_up(state.fold.ordered())
        assert (summed.summary, summed.conflicts) == (summary_of(state), len(conflicts(state)))
    union = State(one for laptop in laptops for one in laptop.state.fold.ordered())
    summed = summed_up(union.fold.ordered())
    assert (summed.summary, summed.conflicts) == (summary_of(union), len(conflicts(union)))


def test_one_writer_needs_no_weighing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else an import takes several times as long."""
    notebook = in_memory(tmp_path, "w")
    issue = say(notebook, "Đường hỏng")
    change(notebook, issue, content="Đường liên thôn hỏng")
    say(notebook, "Nhầm")
    notebook.undo()
    change(notebook, issue, content="Đường xóm hỏng")
    step(notebook, "live", "reading", "closed")
    notebook.record([notebook.new(Table.REVIEWS, commitment="c", result="noted")])
    operations = notebook.state.fold.ordered()
    monkeypatch.delattr(summing_up, "Fold")
    assert summed_up(operations).summary.issues == 1


def test_any_half_of_a_history(tmp_path: Path) -> None:
    """Operations come in any order, and what one rests on may come last."""
    for seed in range(60):
        chance = random.Random(seed)
        operations = _written_by_one(tmp_path, chance)
        some = chance.sample(operations, len(operations) * 2 // 3)
        state = State(some, only_begun=True)
        summed = summed_up(some)
        assert (summed.summary, summed.conflicts) == (summary_of(state), len(conflicts(state)))


def _written_by_one(folder: Path, chance: random.Random) -> list[Operation]:
    notebook = in_memory(folder, "w")
    said: list[str] = []
    for _step in range(12):
        what = chance.choice(["say", "say", "change", "delete", "undo", "redo", "close"])
        fold = notebook.state.fold
        here = [one for one in said if one in fold.rows[Table.ISSUES]]
        with contextlib.suppress(LedgerError):
            if what == "say":
                said.append(say(notebook, "Đường hỏng"))
            elif what == "change" and here:
                change(notebook, chance.choice(here), content=f"lời {chance.random()}")
            elif what == "delete" and here:
                notebook.record([notebook.delete(Table.ISSUES, chance.choice(here))])
            elif what == "close":
                step(notebook, "live", "reading", "closed")
            elif what in ("undo", "redo"):
                notebook.undo() if what == "undo" else notebook.redo()
    return notebook.state.fold.ordered()
