"""Opening a notebook: the newest good state, whatever happened to the folder.

Journal and checkpoint each hold every operation, so the truth is the union of what can be read of
them. Damaged files are put aside whole, never mended in place.
"""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from danvan_tui.language import _, ngettext
from danvan_tui.ledger import disk
from danvan_tui.ledger.checkpoint import read_checkpoint
from danvan_tui.ledger.errors import SaveError, UnreadableError
from danvan_tui.ledger.journal import Journal, Place, Reading, journal_files, read_journal
from danvan_tui.ledger.notebook import (
    JOURNAL,
    PROTECTED_FILE,
    PROTECTED_JOURNAL,
    STATE_FILE,
    Journals,
    Notebook,
)
from danvan_tui.ledger.operation import (
    Clock,
    NewId,
    Operation,
    decode_operation,
    encode_operation,
    new_replica,
    new_uuid7,
    wall_clock,
)
from danvan_tui.ledger.pen import Pen, holder
from danvan_tui.ledger.state import State

DAMAGED = "damaged"


@dataclass
class _Found:
    """What the files of a session folder hold."""

    operations: dict[str, Operation] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    damaged: list[Path] = field(default_factory=list)
    lost: int = 0
    """Damaged stretches: about as many entries are dropped."""
    cut: bool = False
    only_in_checkpoint: int = 0
    generation: int = 0
    in_state: set[str] | None = None
    """The operations in the state that everybody may read; None where there is none."""
    newest_journal: dict[str, int] = field(default_factory=dict)


def open_notebook(
    folder: Path,
    *,
    person: str = "",
    write: bool = True,
    clock: Clock = wall_clock,
    new_id: NewId = new_uuid7,
) -> Notebook:
    """Open a session; without the pen it is read-only and says who writes. Raises LedgerError."""
    pen, writer = _take_pen(folder, clock) if write else (None, "")
    try:
        return _open(folder, pen, writer, person, clock, new_id)
    except BaseException:
        if pen is not None:
            pen.put_down()
        raise


def _take_pen(folder: Path, clock: Clock) -> tuple[Pen | None, str]:
    pen = Pen(folder)
    try:
        if pen.take(clock().isoformat(timespec="minutes")):
            return pen, ""
    except OSError:
        return None, _("the folder cannot be written")
    return None, str(holder(folder) or _("another window"))


def _open(
    folder: Path, pen: Pen | None, writer: str, person: str, clock: Clock, new_id: NewId
) -> Notebook:
    found = _find(folder)
    if not found.operations:
        raise UnreadableError(folder)
    ordered = sorted(found.operations.values(), key=lambda operation: operation.order)
    state = State(ordered)
    session = state.session.id
    newest = found.newest_journal
    journals = Journals(
        Journal(folder, JOURNAL, session, newest.get(JOURNAL, 0) + 1),
        Journal(folder, PROTECTED_JOURNAL, session, newest.get(PROTECTED_JOURNAL, 0) + 1),
        found.places,
    )
    notebook = Notebook(
        folder,
        state,
        journals,
        pen=pen,
        writer=writer,
        generation=found.generation,
        replica=new_replica(),
        person=person,
        clock=clock,
        new_id=new_id,
        notices=_notices(found, clock, ordered),
    )
    if pen is not None:
        with contextlib.suppress(SaveError, OSError):  # reading goes on; saving will say so
            _mend(notebook, found, ordered, journals)
    return notebook


def _find(folder: Path) -> _Found:
    found = _Found()
    try:
        for stem in (JOURNAL, PROTECTED_JOURNAL):
            _add_journal(found, read_journal(folder, stem), stem)
    except OSError as error:
        raise UnreadableError(folder) from error
    in_journal = len(found.operations)
    for name in (STATE_FILE, PROTECTED_FILE):
        path = folder / name
        checkpoint = read_checkpoint(path)
        if checkpoint is not None:
            found.generation = max(found.generation, checkpoint.head.generation)
            for operation in checkpoint.operations:
                found.operations.setdefault(operation.id, operation)
            if name == STATE_FILE:
                found.in_state = {operation.id for operation in checkpoint.operations}
        elif path.exists():
            found.damaged.append(path)
    found.only_in_checkpoint = len(found.operations) - in_journal
    return found


def _add_journal(found: _Found, reading: Reading, stem: str) -> None:
    found.newest_journal[stem] = reading.newest
    for path, damages in reading.damaged.items():
        found.damaged.append(path)
        found.lost += len(damages)
        found.cut = found.cut or not damages
    for place, payload in reading.operations:
        try:
            operation = decode_operation(payload)
        except msgspec.DecodeError:
            continue  # word of a moved operation
        found.operations.setdefault(operation.id, operation)
        if stem == JOURNAL:
            found.places.setdefault(operation.id, []).append(place)


def _notices(found: _Found, clock: Clock, ordered: list[Operation]) -> list[str]:
    """What people must be told, one sentence each."""
    notices = []
    if found.damaged:
        names = ", ".join(path.name for path in found.damaged)
        notices.append(
            _(
                "Damaged: {names}. The session was opened at its newest good state; "
                "the damaged files are kept in the folder {folder}."
            ).format(names=names, folder=DAMAGED)
        )
    if found.lost:
        notices.append(
            ngettext(
                "{count} damaged place was left out; please check the last entries.",
                "{count} damaged places were left out; please check the last entries.",
                found.lost,
            ).format(count=found.lost)
        )
    if found.cut:
        notices.append(_("A journal was cut short; entries after the cut may be missing."))
    if found.only_in_checkpoint:
        notices.append(
            ngettext(
                "{count} entry was brought back from the saved state.",
                "{count} entries were brought back from the saved state.",
                found.only_in_checkpoint,
            ).format(count=found.only_in_checkpoint)
        )
    if ordered and clock().isoformat()[:10] < ordered[-1].at[:10]:
        notices.append(
            _(
                "The clock of this computer says {now}, earlier than the last entry ({last}). "
                "Entries keep their order; please set the clock."
            ).format(now=clock().isoformat()[:10], last=ordered[-1].at[:10])
        )
    return notices


def _mend(notebook: Notebook, found: _Found, ordered: list[Operation], journals: Journals) -> None:
    """Make the folder whole again: write everything good anew, then put damaged files aside.

    What became secret is moved out of the open files, also where a crash cut that short.
    """
    for name in (STATE_FILE, PROTECTED_FILE):
        disk.unfinished(notebook.folder / name).unlink(missing_ok=True)
    hidden = {operation.id for operation in ordered if notebook.state.fold.is_secret(operation)}
    exposed = hidden & found.places.keys()
    damaged = bool(found.damaged or found.only_in_checkpoint)
    for operation in ordered:
        if operation.id in exposed or (damaged and operation.id in hidden):
            journals.protected.append(encode_operation(operation))
        elif damaged:
            place = journals.open.append(encode_operation(operation))
            found.places.setdefault(operation.id, []).append(place)
    notebook.wipe(exposed)
    if found.damaged:
        _put_aside(notebook.folder, found.damaged)
    if damaged or exposed or found.in_state is None or hidden & found.in_state:
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
