"""Finding: everything that can be read of a session folder, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.checkpoint import STATE_FILE, Checkpoint, read_checkpoint
from danvan_tui.ledger.errors import UnreadableError
from danvan_tui.ledger.fold import TIED, Fold
from danvan_tui.ledger.journal import Moved, Place, Reading, read_journal
from danvan_tui.ledger.operation import Operation, decode_operation
from danvan_tui.ledger.state_files import PROTECTED_FILE, skipped_times
from danvan_tui.model.records import RECORDS, Table

JOURNAL = "journal"
PROTECTED_JOURNAL = "protected"
DAMAGED = "damaged"


@dataclass
class Found:
    """What the files of a session folder hold."""

    operations: dict[str, Operation] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    """Wherever each operation stands in the open journal."""
    apart: set[str] = field(default_factory=set)
    """The operations that stood in a protected file."""
    damaged: list[Path] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    """Files that could not be read at all just now; perhaps they can be later."""
    lost: int = 0
    """Damaged stretches: about as many entries are dropped."""
    cut: bool = False
    only_in_checkpoint: int = 0
    generation: int = 0
    entries: int = 0
    """How many operations there were when the state was written last."""
    known_missing: int = 0
    """How many were known to be lost by then."""
    in_state: set[str] | None = None
    """The operations in the state that everybody may read; None where there is none."""
    newest_journal: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many operations were here and are not, beyond those people were told of."""
        skipped = skipped_times(self.operations.values()) - self.known_missing
        return max(skipped, self.entries - len(self.operations), 0)

    @property
    def is_damaged(self) -> bool:
        """Whether anything was dropped, cut, is missing, or had to be brought back."""
        return bool(self.damaged or self.unreadable or self.only_in_checkpoint or self.missing)

    @property
    def journal_is_damaged(self) -> bool:
        """Whether the journal does not hold every operation any more."""
        return bool(self.only_in_checkpoint) or any(path.suffix == ".log" for path in self.damaged)

    def secret_for_lost_reasons(self, fold: Fold) -> set[str]:
        """Issues of which something stood in a protected file, and nobody can say why any more.

        One operation may speak of several, so where nothing is lost the reason is what counts.
        """
        is_whole = not skipped_times(self.operations.values())
        apart = (self.operations[one] for one in self.apart)
        unclear = (one for one in apart if not (is_whole and fold.is_secret(one)))
        return set().union(*map(issues_of, unclear)) - fold.protected

    def ordered(self) -> list[Operation]:
        """All operations, causes before effects."""
        return sorted(self.operations.values(), key=lambda operation: operation.order)


def find(folder: Path) -> Found:
    """Read every file of a session folder; raises UnreadableError, NewerFormatError."""
    found = Found()
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
            _add_checkpoint(found, checkpoint, name)
        elif path.exists():
            found.damaged.append(path)
    found.only_in_checkpoint = len(found.operations) - in_journal
    if not found.operations:
        raise UnreadableError(folder)
    return found


def _add_journal(found: Found, reading: Reading, stem: str) -> None:
    found.newest_journal[stem] = reading.newest
    found.unreadable += reading.unreadable
    for path, damages in reading.damaged.items():
        found.damaged.append(path)
        found.lost += len(damages)
        found.cut = found.cut or not damages
    for place, payload in reading.operations:
        operation = _sound_operation(payload)
        if operation is None:
            if not _is_moved(payload):
                found.lost += 1
                found.damaged += [place.path] if place.path not in found.damaged else []
            continue
        found.operations.setdefault(operation.id, operation)
        if stem == JOURNAL:
            found.places.setdefault(operation.id, []).append(place)
        else:
            found.apart.add(operation.id)


def _add_checkpoint(found: Found, checkpoint: Checkpoint, name: str) -> None:
    found.generation = max(found.generation, checkpoint.head.generation)
    found.entries = max(found.entries, checkpoint.head.entries)
    found.known_missing = max(found.known_missing, checkpoint.head.missing)
    for operation in checkpoint.operations:
        found.operations.setdefault(operation.id, operation)
        if name == PROTECTED_FILE:
            found.apart.add(operation.id)
    if name == STATE_FILE:
        found.in_state = {operation.id for operation in checkpoint.operations}


def _sound_operation(payload: bytes) -> Operation | None:
    """The operation, if what it sets fits the records."""
    try:
        operation = decode_operation(payload)
        for change in operation.changes:
            fields = {name: value for name, value in change.fields.items() if value is not None}
            msgspec.convert(fields | {"id": change.record}, RECORDS[change.table])
    except msgspec.DecodeError:
        return None
    return operation


def _is_moved(payload: bytes) -> bool:
    try:
        msgspec.json.decode(payload, type=Moved)
    except msgspec.DecodeError:
        return False
    return True


def issues_of(operation: Operation) -> set[str]:
    """The issues that an operation speaks of."""
    own = {change.record for change in operation.changes if change.table is Table.ISSUES}
    belongs = (change.fields.get("issue") for change in operation.changes if change.table in TIED)
    return own | {str(issue) for issue in belongs if issue}


def notices(found: Found, today: date, *, mended: bool) -> list[str]:
    """What people must be told on opening, one sentence each."""
    clock = _of_clock(found.operations.values(), today)
    return [*_of_files(found, mended), *_of_damage(found), *clock]


def _of_files(found: Found, mended: bool) -> list[str]:
    said = []
    if found.unreadable:
        names = ", ".join(path.name for path in found.unreadable)
        said.append(
            _(
                "{names} cannot be read just now. The session can only be looked at, with what "
                "is left; please close other programs, check the drive and open it again."
            ).format(names=names)
        )
    if found.damaged:
        names = ", ".join(path.name for path in found.damaged)
        kept = (
            _("the damaged files are kept in the folder {folder}").format(folder=DAMAGED)
            if mended
            else _("the damaged files were left where they are")
        )
        said.append(
            _("Damaged: {names}. The session was opened at its newest good state; {kept}.").format(
                names=names, kept=kept
            )
        )
    return said


def _of_damage(found: Found) -> list[str]:
    said = []
    if found.lost:
        said.append(
            ngettext(
                "{count} damaged place was left out; please check the last entries.",
                "{count} damaged places were left out; please check the last entries.",
                found.lost,
            ).format(count=found.lost)
        )
    if found.cut:
        said.append(_("A journal was cut short; entries after the cut may be missing."))
    if found.missing:
        said.append(
            ngettext(
                "{count} entry of this session is missing: a file was damaged or taken away.",
                "{count} entries of this session are missing: a file was damaged or taken away.",
                found.missing,
            ).format(count=found.missing)
        )
    if found.only_in_checkpoint:
        said.append(
            ngettext(
                "{count} entry was brought back from the saved state.",
                "{count} entries were brought back from the saved state.",
                found.only_in_checkpoint,
            ).format(count=found.only_in_checkpoint)
        )
    return said


def _of_clock(operations: Iterable[Operation], today: date) -> list[str]:
    last = max(operations, key=lambda operation: operation.order)
    if today.isoformat() >= last.at[:10]:
        return []
    return [
        _(
            "The clock of this computer says {now}, earlier than the last entry ({last}). "
            "Entries keep their order; please set the clock."
        ).format(now=_day(today.isoformat()), last=_day(last.at[:10]))
    ]


def _day(iso: str) -> str:
    """A day as people write it."""
    return "/".join(reversed(iso.split("-")))
