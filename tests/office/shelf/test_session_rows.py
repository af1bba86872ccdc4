"""What everybody may see of a session in the register, read the short way or the long one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.rows import rows_of
from danvan_tui.ledger.state import State
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.office import session_rows
from danvan_tui.office.register.outcomes import Whole
from danvan_tui.office.session_rows import veiled_rows
from tests.ledger.sessions import change, in_memory, say
from tests.ledger.test_any_conflicts import Step, histories, lived


@settings(max_examples=150, deadline=None)
@given(histories)
def test_the_short_way_shows_what_the_long_way_does(history: list[Step]) -> None:
    laptops = [laptop.state.fold.ordered() for laptop in lived(history)]
    union = State(one for operations in laptops for one in operations).fold.ordered()
    for operations in (*laptops, union):
        _check_the_same(operations)


def test_reviews_taken_back_and_sessions_taken_over(tmp_path: Path) -> None:
    notebook = in_memory(tmp_path, "w")
    issue = say(notebook, "Đường hỏng")
    change(notebook, issue, content="Đường liên thôn hỏng")
    notebook.record([notebook.new(Table.REVIEWS, commitment="c", result="noted")])
    notebook.undo()
    _check_the_same(notebook.state.fold.ordered())
    assert veiled_rows(Whole(notebook.state.fold.ordered(), frozenset())).reviewed_in_vain == {"c"}
    session = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session, {"merged_into": "s2"})])
    _check_the_same(notebook.state.fold.ordered())
    say(notebook, "Sau đó")
    _check_the_same(notebook.state.fold.ordered())


def test_whoever_is_protected_is_veiled(tmp_path: Path) -> None:
    notebook = in_memory(tmp_path, "w")
    issue = say(notebook, "Đường hỏng")
    open_ones = notebook.state.fold.ordered()
    change(notebook, issue, kind=DENUNCIATION)
    _check_the_same(notebook.state.fold.ordered())
    notebook.undo()
    _check_the_same(notebook.state.fold.ordered())
    (seen,) = veiled_rows(Whole(open_ones, frozenset({issue}))).issues
    assert (seen.content, seen.protected) == ("", True)


def test_one_writer_needs_no_weighing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the first list of promises takes several times as long."""
    notebook = in_memory(tmp_path, "w")
    say(notebook, "Đường hỏng")
    monkeypatch.delattr(session_rows, "State")
    assert len(veiled_rows(Whole(notebook.state.fold.ordered(), frozenset())).issues) == 1


def _check_the_same(operations: Sequence[Operation]) -> None:
    long_way = rows_of(State(operations))
    assert _in_order(veiled_rows(Whole([*operations], frozenset()))) == _in_order(long_way)


def _in_order(rows: msgspec.Struct) -> dict[str, object]:
    """Rows stand in no order."""
    found = msgspec.structs.asdict(rows)
    return {
        name: sorted(value, key=lambda row: str(row.id)) if isinstance(value, list) else value
        for name, value in found.items()
    }
