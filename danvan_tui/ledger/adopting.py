"""Adopting: a session whose entries were all written elsewhere gets a folder of its own."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.opening import empty_notebook
from danvan_tui.ledger.operation import Clock, NewId, Operation, new_replica
from danvan_tui.ledger.pen import Pen
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import CODE

_ID = re.compile(r"[0-9a-z-]{6,64}")


def folder_name(operations: Iterable[Operation]) -> str:
    """The name a session's folder has on every shelf: never a word that somebody typed."""
    session = State(operations).session
    code = session.code if CODE.fullmatch(session.code) else "session"
    if not _ID.fullmatch(session.id):
        return f"{code}-{hashlib.sha256(session.id.encode()).hexdigest()[:6]}"
    return f"{code}-{session.id[-6:]}"


def adopt_notebook(
    folder: Path,
    operations: Iterable[Operation],
    *,
    person: str,
    clock: Clock,
    new_replica: NewId = new_replica,
) -> None:
    """Write entries into an empty folder; raises LedgerError, OSError."""
    everything = list(operations)
    session = State(everything).session.id
    pen = Pen(folder)
    if not pen.take(clock().isoformat(timespec="minutes")):
        raise SaveError(OSError("locked"))
    notebook = empty_notebook(
        folder, session, pen=pen, person=person, clock=clock, new_replica=new_replica
    )
    try:
        take_in(notebook, everything)
        notebook.checkpoint()
    finally:
        notebook.close()
        (folder / "writer.lock").unlink(missing_ok=True)
