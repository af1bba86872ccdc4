"""Sessions to try things on: time and ids are counted, never taken from the machine."""

import itertools
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from danvan_tui.ledger.fold import Conflict, Fold
from danvan_tui.ledger.folder_store import FolderStore, Journals
from danvan_tui.ledger.journal import Journal
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Change, Edit, Operation
from danvan_tui.ledger.pen import Pen
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table, Value

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)


class CountedIds:
    """Gives ids that can be told apart at a glance."""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        return f"{self._prefix}-{next(self._numbers):06d}"


def shelf_in(root: Path) -> Shelf:
    """A shelf whose clock stands still and whose ids are counted."""
    return Shelf(root, clock=lambda: NOW, new_id=CountedIds())


def in_memory(folder: Path, replica: str) -> Notebook:
    """A notebook that prepares and applies for real and never touches the disk."""
    journals = Journals(
        Journal(folder, "journal", "s", 1), Journal(folder, "protected", "s", 1), {}
    )
    notebook = Notebook(
        FolderStore(folder, journals, pen=Pen(folder)),
        State(),
        writer="",
        replica=replica,
        person=replica,
        clock=lambda: NOW,
        new_id=CountedIds(replica),
    )
    opening: dict[str, Value] = {"state": "draft", "code": "DT-2026-001"}
    begun = Change(table=Table.SESSION, record="s", fields=opening)
    first = Operation(id="0.1", time=1, at="", changes=[begun])
    notebook.state.apply(first)
    return notebook


def say(notebook: Notebook, content: str, **fields: Value) -> str:
    """Record an issue and give its id."""
    return add(notebook, Table.ISSUES, content=content, **fields)


def add(notebook: Notebook, table: Table, **fields: Value) -> str:
    """Record anything and give its id."""
    edit = notebook.new(table, **fields)
    notebook.record([edit])
    return edit.record


def change(notebook: Notebook, issue: str, **fields: Value) -> Operation:
    """Set fields of an issue."""
    return notebook.record([Edit(Table.ISSUES, issue, fields)])


def step(notebook: Notebook, *states: str) -> None:
    """Take the session from state to state."""
    for state in states:
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": state})])


def seen(fold: Fold) -> tuple[Any, ...]:
    """Everything that must be the same for the same operations, whatever their order."""
    return fold.rows, fold.protected, sorted(fold.conflicts(), key=_place)


def _place(conflict: Conflict) -> tuple[str, ...]:
    orders = (repr((version.order, version.value)) for version in conflict.versions)
    return (conflict.table, conflict.record, conflict.field, *orders)
