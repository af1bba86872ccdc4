"""Promise: whatever is rearranged in whatever order, no word is lost and undo brings all back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import gettempdir
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging import Part, hang_edits, join_edits, move_edits, split_edits
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import in_memory, seen

NOWHERE = Path(gettempdir())  # nothing is written there
HANGING = (Table.ANSWERS, Table.COMMITMENTS)

_words = st.sampled_from(["đường", "cầu", "rác", "đất", "đường", "nước"])
_contents = st.lists(_words, min_size=1, max_size=6).map(" ".join)
_steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "say",
                "say",
                "answer",
                "answer",
                "split",
                "split",
                "join",
                "up",
                "down",
                "hang",
                "out",
            ]
        ),
        st.integers(0, 9),
        st.integers(0, 9),
        _contents,
        st.sampled_from(["", "proposal", "report", DENUNCIATION]),
    ),
    max_size=12,
)
_Step = tuple[str, int, int, str, str]


def edits_of(notebook: Notebook, done: _Step) -> list[Edit]:
    """The edits of one step; raises InvalidChangeError or ZeroDivisionError where there is none."""
    what, first, second, content, kind = done
    ids = [issue.id for issue in notebook.state.issues()]
    if what == "say":
        return [notebook.new(Table.ISSUES, content=content, kind=kind, people=second or None)]
    issue, other, table = ids[first % len(ids)], ids[second % len(ids)], HANGING[first % 2]
    hanging = sorted(notebook.state.fold.rows[table])
    makers: dict[str, Callable[[], list[Edit]]] = {
        "answer": lambda: [notebook.new(table, issue=issue, content=content)],
        "split": lambda: split_edits(notebook, issue, parts_of(notebook, issue, second, kind)),
        "join": lambda: join_edits(notebook, issue, other),
        "hang": lambda: hang_edits(notebook, table, hanging[second % len(hanging)], issue),
        "out": lambda: notebook.removal(Table.ISSUES, issue),
        "up": lambda: move_edits(notebook, issue, -1),
        "down": lambda: move_edits(notebook, issue, 1),
    }
    return makers[what]()


def parts_of(notebook: Notebook, issue: str, at: int, kind: str) -> list[Part]:
    words = str(notebook.state.fold.rows[Table.ISSUES][issue]["content"]).split()
    at = 1 + at % max(1, len(words) - 1)
    return [Part(" ".join(words[:at])), Part(" ".join(words[at:]), kind)]


def rearranged(history: list[_Step]) -> Notebook:
    """A notebook after these steps; what a step could not do is left out."""
    notebook = in_memory(NOWHERE, "a")
    begin: list[_Step] = [
        ("say", 0, 0, "đường cầu rác", "proposal"),
        ("answer", 0, 0, "sẽ xem", ""),
        ("say", 0, 3, "đất nước", "report"),
        ("say", 0, 0, "điện", DENUNCIATION),
    ]
    for done in (*begin, *history):
        _do(notebook, done)
    return notebook


def _do(notebook: Notebook, done: _Step) -> bool:
    try:
        notebook.apply(notebook.prepare(edits_of(notebook, done)))
    except (InvalidChangeError, ZeroDivisionError):
        return False
    return True


def rows(notebook: Notebook) -> dict[Table, dict[str, Any]]:
    return {table: dict(found) for table, found in notebook.state.fold.rows.items()}


def words_of(notebook: Notebook) -> Counter[str]:
    return Counter(
        word
        for table in (Table.ISSUES, *HANGING)
        for row in notebook.state.fold.rows[table].values()
        for word in str(row.get("content", "")).split()
    )


@settings(max_examples=80, deadline=None)
@given(_steps, _steps.filter(bool))
def test_undo_gives_exactly_what_was_there_before_and_no_word_is_ever_lost(
    history: list[_Step], more: list[_Step]
) -> None:
    notebook = rearranged(history)
    for done in more:
        before, words = rows(notebook), words_of(notebook)
        if not _do(notebook, done):
            continue
        if done[0] not in {"say", "answer", "out"}:
            assert words_of(notebook) == words, done
        after = rows(notebook)
        notebook.apply(notebook.prepare_undo())
        assert rows(notebook) == before, done
        notebook.apply(notebook.prepare_redo())
        assert rows(notebook) == after
        assert not list(notebook.state.fold.conflicts())


@settings(max_examples=60, deadline=None)
@given(_steps, st.randoms(use_true_random=False))
def test_the_same_operations_in_any_order_are_the_same_minutes(
    history: list[_Step], random: Random
) -> None:
    notebook = rearranged(history)
    operations = notebook.state.fold.ordered()
    random.shuffle(operations)
    assert seen(Fold(operations)) == seen(notebook.state.fold)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from([-1, 1])), max_size=15))
def test_any_moves_give_the_order_a_person_sees_himself_make(moves: list[tuple[int, int]]) -> None:
    notebook = in_memory(NOWHERE, "a")
    for number in range(7):
        edit = notebook.new(Table.ISSUES, content=str(number))
        notebook.apply(notebook.prepare([edit]))
    wanted = [issue.id for issue in notebook.state.issues()]
    for at, way in moves:
        if not 0 <= at + way < len(wanted):
            continue
        edits = move_edits(notebook, wanted[at], way)
        wanted.insert(at + way, wanted.pop(at))
        assert edits[0].record == wanted[at + way]
        notebook.apply(notebook.prepare(edits))
        assert [issue.id for issue in notebook.state.issues()] == wanted
