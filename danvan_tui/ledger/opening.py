"""Opening a notebook: the newest good state, whatever happened to the folder.

Journal and checkpoint each hold every operation, so the truth is the union of what can be read of
them. Damaged files are put aside whole, never mended in place.
"""

import contextlib
from pathlib import Path

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.ledger.checkpoint import STATE_FILE
from danvan_tui.ledger.derived import forget_derived
from danvan_tui.ledger.errors import SaveError
from danvan_tui.ledger.finding import (
    DAMAGED,
    JOURNAL,
    PROTECTED_JOURNAL,
    Found,
    find,
    notices,
)
from danvan_tui.ledger.folder_store import FolderStore, Journals
from danvan_tui.ledger.journal import Journal, journal_files
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import (
    Clock,
    NewId,
    encode_operation,
    new_replica,
    new_uuid7,
    wall_clock,
)
from danvan_tui.ledger.pen import Pen, holder
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import PROTECTED_FILE
from danvan_tui.model.records import Value


def open_notebook(
    folder: Path,
    *,
    person: str = "",
    write: bool = True,
    clock: Clock = wall_clock,
    new_id: NewId = new_uuid7,
    new_replica: NewId = new_replica,
) -> Notebook:
    """Open a session; without the pen it is read-only and says who writes. Raises LedgerError."""
    pen, writer = _take_pen(folder, clock) if write else (None, _("opened for reading"))
    try:
        return _open(folder, pen, writer, person, clock, new_id, new_replica())
    except BaseException:
        if pen is not None:
            pen.put_down()
        raise


def begin_notebook(
    folder: Path,
    session: str,
    fields: dict[str, Value],
    *,
    person: str,
    clock: Clock,
    new_id: NewId,
    new_replica: NewId = new_replica,
) -> None:
    """Write the first entry of a new session into its folder; raises LedgerError."""
    notebook = empty_notebook(
        folder,
        session,
        pen=None,
        person=person,
        clock=clock,
        new_id=new_id,
        new_replica=new_replica,
    )
    notebook.begin(session, fields)


def empty_notebook(
    folder: Path,
    session: str,
    *,
    pen: Pen | None,
    person: str,
    clock: Clock,
    new_id: NewId = new_uuid7,
    new_replica: NewId = new_replica,
) -> Notebook:
    """A session whose folder holds nothing yet."""
    journals = Journals(
        Journal(folder, JOURNAL, session, 1), Journal(folder, PROTECTED_JOURNAL, session, 1), {}
    )
    return Notebook(
        FolderStore(folder, journals, pen=pen),
        State(),
        writer="",
        replica=new_replica(),
        person=person,
        clock=clock,
        new_id=new_id,
    )


def _take_pen(folder: Path, clock: Clock) -> tuple[Pen | None, str]:
    pen = Pen(folder)
    try:
        if pen.take(clock().isoformat(timespec="minutes")):
            return pen, ""
    except OSError:
        return None, ""
    return None, str(holder(folder) or _("another window"))


def _open(
    folder: Path,
    pen: Pen | None,
    writer: str,
    person: str,
    clock: Clock,
    new_id: NewId,
    replica: str,
) -> Notebook:
    found = find(folder)
    if found.unreadable and pen is not None:  # nobody writes in what was read only in part
        pen.put_down()
        pen, writer = None, _("a file cannot be read")
    state = State(found.ordered())
    unclear = found.secret_for_lost_reasons(state.fold)
    if unclear:
        state = State(found.ordered(), unclear)
    session = state.session.id
    newest = found.newest_journal
    journals = Journals(
        Journal(folder, JOURNAL, session, newest.get(JOURNAL, 0) + 1),
        Journal(folder, PROTECTED_JOURNAL, session, newest.get(PROTECTED_JOURNAL, 0) + 1),
        found.places,
    )
    store = FolderStore(folder, journals, pen=pen, generation=found.generation)
    notebook = Notebook(
        store,
        state,
        writer=writer,
        replica=replica,
        person=person,
        clock=clock,
        new_id=new_id,
        damaged=found.is_damaged,
    )
    mended = pen is not None and _is_mended(notebook, found, store)
    notebook.notices += notices(found, clock().date(), mended=mended)
    return notebook


def _is_mended(notebook: Notebook, found: Found, store: FolderStore) -> bool:
    try:
        _mend(notebook, found, store)
    except (SaveError, OSError):
        return False  # reading goes on; saving will say why it cannot
    return True


def _mend(notebook: Notebook, found: Found, store: FolderStore) -> None:
    """Make the folder whole again: write everything good anew, then put damaged files aside.

    What became secret is moved out of the open files, also where a crash cut that short.
    """
    for name in (STATE_FILE, PROTECTED_FILE):
        disk.unfinished(notebook.folder / name).unlink(missing_ok=True)
    journals, ordered = store.journals, found.ordered()
    hidden = {operation.id for operation in ordered if notebook.state.fold.is_secret(operation)}
    exposed = hidden & found.places.keys()
    damaged = found.journal_is_damaged
    for operation in ordered:
        if operation.id in exposed or (damaged and operation.id in hidden):
            journals.protected.append(encode_operation(operation))
        elif damaged:
            place = journals.open.append(encode_operation(operation))
            found.places.setdefault(operation.id, []).append(place)
    store.wipe(exposed)
    if exposed:
        forget_derived(notebook.folder)
    if found.damaged:
        _put_aside(notebook.folder, found.damaged)
    if found.is_damaged or exposed or found.in_state is None or hidden & found.in_state:
        notebook.checkpoint()


def _put_aside(folder: Path, damaged: list[Path]) -> None:
    aside = folder / DAMAGED
    aside.mkdir(exist_ok=True)  # its files may hold anything, so their names say protected
    for path in damaged:
        name = path.name if path.name.startswith(PROTECTED_JOURNAL) else f"protected-{path.name}"
        target, number = aside / name, 1
        while target.exists():
            number += 1
            target = aside / f"{name}.{number}"
        with contextlib.suppress(OSError):
            disk.replace(path, target)
    disk.flush_folder(folder)


def journals_of(folder: Path) -> list[Path]:
    """All journal files of a session."""
    return journal_files(folder, JOURNAL) + journal_files(folder, PROTECTED_JOURNAL)
