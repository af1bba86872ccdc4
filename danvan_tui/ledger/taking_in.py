"""Taking in: the union of a session's entries with those that came from somewhere else.

An entry that was taken in before changes nothing, so a file may come any number of times in any
order. What is secret goes to its own place before anything else, also what only becomes so.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.checking import check_operation
from danvan_tui.ledger.derived import forget_derived
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.errors import LedgerError, NotWritableError, ReadOnlyError, SaveError
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.store import Entry
from danvan_tui.ledger.withdrawn import said_by_protected
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.fold import fold as folded


class NotTakenInError(LedgerError):
    """Entries that do not belong here, or contradict what is known; nothing was taken in."""


def take_in(notebook: Notebook, operations: Iterable[Operation]) -> int:
    """Put entries from elsewhere into a session that is open for writing; says how many were new.

    Taken whole or not at all; where the disk fails in between, what is on it counts, and the same
    again goes on from there. Raises LedgerError.
    """
    return put(notebook, prepare_taking_in(notebook, operations))


def put(notebook: Notebook, entries: Sequence[Entry]) -> int:
    """Write entries of somebody else and keep secret what only with them is known to be."""
    taken: list[Entry] = []
    try:
        for entry in entries:
            notebook.write(entry)
            taken.append(entry)
    finally:  # what is written counts; all at once, so that nothing is seen before its veil
        for entry in taken:
            notebook.apply(entry)
    after_taking_in(notebook, entries)
    if entries:
        with contextlib.suppress(SaveError):  # the entries are saved; closing tries again
            notebook.checkpoint()
    return len(entries)


def prepare_taking_in(notebook: Notebook, operations: Iterable[Operation]) -> list[Entry]:
    """What has to be written, in this order; nothing is written yet. Raises LedgerError."""
    if notebook.read_only:
        writer = notebook.writer
        raise ReadOnlyError(writer) if writer else NotWritableError(notebook.folder)
    fold = notebook.state.fold
    new = _new(fold, operations)
    for operation in new:
        check_sound(operation, notebook.state.session.id)
    return list(_entries(fold, new))


def after_taking_in(notebook: Notebook, entries: Sequence[Entry]) -> None:
    """Keep secret what only together with these entries is known to be.

    Also where there are none: a crash may have come between them and this.
    """
    withdrawn = said_by_protected(notebook.state.fold)
    if withdrawn:
        notebook.record(withdrawn)
    if withdrawn or any(entry.secret or entry.moves for entry in entries):
        _forget_drafts(notebook)
        forget_derived(notebook.folder)


def check_sound(operation: Operation, session: str = "") -> None:
    """Raise NotTakenInError where an entry is not as this program writes them."""
    try:
        check_operation(operation)
    except msgspec.ValidationError as error:
        raise _unsound() from error
    for change in operation.changes:
        if session and change.table is Table.SESSION and change.record != session:
            raise NotTakenInError(
                _("These entries belong to another session. Nothing was taken in.")
            )


def _unsound() -> NotTakenInError:
    return NotTakenInError(
        _(
            "Some of these entries are not as this program writes them. Nothing was taken in; "
            "please ask for the file again."
        )
    )


def _new(fold: Fold, operations: Iterable[Operation]) -> list[Operation]:
    """Those that are not here yet, causes before effects."""
    new: dict[str, Operation] = {}
    for operation in operations:
        known = fold.operations.get(operation.id) or new.setdefault(operation.id, operation)
        if known != operation:
            raise NotTakenInError(
                _(
                    "An entry of this name is here with other contents: one of the two files was "
                    "changed by hand. Nothing was taken in; please ask for the file again."
                )
            )
    return sorted(new.values(), key=lambda operation: operation.order)


def _entries(fold: Fold, new: Sequence[Operation]) -> Iterator[Entry]:
    """Each where it belongs once all is known; before the first one moves what becomes secret.

    They follow their order, so that a crash leaves no entry without the ones it knew.
    """
    if not new:
        return
    union = Fold([*fold.operations.values(), *new], fold.protected)
    moves = tuple(one for one in fold.ordered() if union.is_secret(one) and not fold.is_secret(one))
    for operation in new:
        yield Entry(operation, union.is_secret(operation), moves)
        moves = ()


def _forget_drafts(notebook: Notebook) -> None:
    """Forget what was being typed, where it names somebody who is protected by now."""
    fold = notebook.state.fold
    names = [folded(name) for name in _names(fold) if name.strip()]
    drafts = [
        notebook.line_draft,
        DraftFile(notebook.folder / OPENING_DRAFT),
        *notebook.form_drafts.waiting(),
    ]
    forgotten = False
    for draft in drafts:
        typed = draft.read()
        table, _colon, record = typed.get("where", "").partition(":")
        is_of_it = record in fold.protected or any(
            table == kind and fold.is_hidden(kind, record) for kind in Table
        )
        said = folded(" ".join(typed.values()))
        if is_of_it or any(name in said for name in names):
            draft.clear()
            forgotten = True
    if forgotten:
        notebook.notices.append(
            _("What was being typed of somebody the law protects was put out of sight for good.")
        )


def _names(fold: Fold) -> set[str]:
    """Every name a protected speaker was ever given."""
    given = [
        version.value
        for issue in fold.protected
        for version in fold.versions(Table.ISSUES, issue, "speaker_name")
    ]
    for issue in fold.protected:
        for speaker in fold.versions(Table.ISSUES, issue, "speaker"):
            listed = fold.versions(Table.ATTENDANCE, str(speaker.value), "name")
            given += [version.value for version in listed]
    return {str(name) for name in given if name}
