"""Laptops of several communes whose sessions stand in the register of one office."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from danvan_tui.exchange.secrecy import secret_records
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table, Value
from danvan_tui.office.incoming import Incoming
from danvan_tui.office.office import Office
from tests.office.carried import NOON

DEAR = "Xã Đồng Mận"
FAR = "Xã Gò Vối"


def laptop_of(root: Path, commune: str, at: datetime = NOON) -> Shelf:
    """The sessions of a commune's laptop."""
    return Shelf(root / commune, clock=lambda: at)


def session_of(shelf: Shelf, commune: str, **fields: Value) -> Notebook:
    """A session of a commune that has begun, open for writing."""
    given: dict[str, Value] = {"date": "2026-11-02", "villages": ["Thôn 1"], "state": "live"}
    code = shelf.create(person="Hiền", **(given | {"commune": commune} | fields))
    return shelf.open(code, person="Hiền")


def promise_in(notebook: Notebook, content: str, **fields: Value) -> str:
    """Record an opinion with a promise; gives the id of the promise."""
    issue = notebook.new(Table.ISSUES, content=f"Về việc: {content}", village="Thôn 1")
    given: dict[str, Value] = {"lead_unit": "Công an xã", "due": "2026-11-10"}
    made = notebook.new(Table.COMMITMENTS, issue=issue.record, content=content, **(given | fields))
    notebook.record([issue])
    notebook.record([made])
    return made.record


def denounced(notebook: Notebook, content: str, speaker: str) -> str:
    """Record a denunciation; gives its id."""
    edit = notebook.new(
        Table.ISSUES, kind=DENUNCIATION, content=content, speaker_name=speaker, village="Thôn 1"
    )
    notebook.record([edit])
    return edit.record


def step(notebook: Notebook, *states: str) -> None:
    """Take the session from state to state."""
    for state in states:
        notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": state})])


def bring(office: Office, *notebooks: Notebook) -> None:
    """Take all that these sessions hold into the register."""
    with office.register.importing("Lan", "test") as importing:
        for notebook in notebooks:
            importing.take(_incoming(notebook), b"{}", None)
        importing.commit()


def _incoming(notebook: Notebook) -> Incoming:
    fold = notebook.state.fold
    operations = tuple(fold.ordered())
    records = secret_records(operations, fold.protected)
    told = "".join(operation.id for operation in operations)
    return Incoming(
        digest=hashlib.sha256(told.encode("utf-8")).hexdigest(),
        name=f"{notebook.folder.name}.danvan",
        laptop="1234567890abcdef",
        line="line-1",
        number=len(operations),
        session=notebook.state.session.id,
        operations=operations,
        secret=frozenset(
            operation.id
            for operation in operations
            if any((change.table, change.record) in records for change in operation.changes)
        ),
    )
