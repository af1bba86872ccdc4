"""The notebook: one open session, the only way to change it."""

import contextlib
from collections.abc import Sequence

from danvan_tui.language import _
from danvan_tui.ledger.draft import DraftFile, FormDrafts
from danvan_tui.ledger.errors import (
    InvalidChangeError,
    NothingToUndoError,
    NotWritableError,
    ReadOnlyError,
    SaveError,
)
from danvan_tui.ledger.fold import DELETED, RecordKey
from danvan_tui.ledger.guard import (
    check_edits,
    cleaned,
    cleaned_reason,
    with_confirmed,
    with_first_deadline,
)
from danvan_tui.ledger.operation import (
    Change,
    Clock,
    Edit,
    NewId,
    Operation,
)
from danvan_tui.ledger.speakers import parting_edits
from danvan_tui.ledger.state import State
from danvan_tui.ledger.store import Entry, Store
from danvan_tui.ledger.taken_out import can_come_back
from danvan_tui.ledger.tied import is_protecting, is_to_review, moved_with
from danvan_tui.ledger.withdrawn import withdrawn_with
from danvan_tui.model.records import Table, Value
from danvan_tui.model.rules import EDITABLE
from danvan_tui.vietnamese.clean import clean


class Notebook:
    """One open session: prepares, writes and applies operations.

    ``record`` does all three; screens call ``write`` on a thread, so that no key waits for the
    disk.
    """

    def __init__(
        self,
        store: Store,
        state: State,
        *,
        writer: str,
        replica: str,
        person: str,
        clock: Clock,
        new_id: NewId,
        damaged: bool = False,
        are_minutes_here: bool = True,
    ) -> None:
        self.folder = store.folder
        self.state = state
        self.person = clean(person)
        self.notices: list[str] = []
        """What was found and mended on opening, in sentences for people."""
        self.damaged = damaged
        """Whether anything was found dropped, cut, missing, or had to be brought back."""
        self.writer = writer
        """Who writes in this session where it is not us; empty while we hold the pen."""
        self.clock = clock
        self.new_id = new_id
        self.line_draft = DraftFile(store.folder / "line.log")
        self.form_drafts = FormDrafts(store.folder)
        self._store = store
        self._are_minutes_here = are_minutes_here
        self.replica = replica
        """This opening of the notebook; begins the id of every operation it writes."""
        self._counter = 0
        self._unsaved_state = 0

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here: somebody else does, or the folder cannot be."""
        return not self._store.is_writable

    @property
    def are_minutes_open(self) -> bool:
        """Whether the minutes are taken here and not closed: a change of them needs no reason."""
        return self._are_minutes_here and self.state.session.state in EDITABLE

    @property
    def operations_since_checkpoint(self) -> int:
        """How many operations stand in the journal only."""
        return self._unsaved_state

    def new(self, table: Table, **fields: Value) -> Edit:
        """An edit that makes a record, with a number nothing had before."""
        number: dict[str, Value] = (
            {} if table is Table.SESSION else {"number": self.state.next_number(table)}
        )
        return Edit(table, self.new_id(), number | fields)

    def delete(self, table: Table, record: str) -> Edit:
        """An edit that takes a record out; its values stay in the history."""
        return Edit(table, record, {DELETED: True})

    def removal(self, table: Table, record: str) -> list[Edit]:
        """Edits that take a record out with the answers and promises that belong to it.

        What somebody said who is taken off the list keeps his name.
        """
        fold = self.state.fold
        if table is Table.ATTENDANCE:
            return [self.delete(table, record), *parting_edits(fold, record)]
        hanging = (
            Edit(kind, one, {DELETED: True})
            for kind, one in sorted(fold.hanging_on(record))
            if fold.rows[kind].get(one, {}).get("issue") == record
        )
        return [self.delete(table, record), *hanging]

    def record(self, edits: Sequence[Edit], *, reason: str = "") -> Operation:
        """Put one thing a person did on the disk and into the state; raises LedgerError."""
        return self.put(self.prepare(edits, reason=reason))

    def undo(self) -> Operation:
        """Take back the last entry that counts; raises NothingToUndoError."""
        return self.put(self.prepare_undo())

    def redo(self) -> Operation:
        """Bring back what was taken back last; raises NothingToUndoError."""
        return self.put(self.prepare_redo())

    def begin(self, session: str, fields: dict[str, Value]) -> None:
        """Write the first operation and state of a new session; raises LedgerError."""
        edit = Edit(Table.SESSION, session, cleaned(Table.SESSION, fields))
        check_edits(self.state, [edit], "")
        entry = Entry(self._operation(changes=[self._change(edit)]), False, ())
        try:
            self.put(entry)
            self.checkpoint()
        finally:
            self.close()

    def prepare(self, edits: Sequence[Edit], *, reason: str = "") -> Entry:
        """Check and clean edits and make an operation of them; nothing is written yet."""
        self._require_pen()
        reason = cleaned_reason(reason)
        checked = [
            Edit(edit.table, edit.record, cleaned(edit.table, edit.fields))
            for edit in _one_a_record([*edits, *self._following(edits)])
        ]
        self._check(checked, reason)
        changes = [
            self._change(with_confirmed(self.state, with_first_deadline(self.state, edit)))
            for edit in checked
        ]
        operation = self._operation(changes=changes, reason=reason)
        fold = self.state.fold
        becoming = fold.becoming_secret(changes)
        return Entry(operation, fold.is_secret(operation, becoming), self._to_move(becoming))

    def prepare_undo(self) -> Entry:
        """The operation that takes back the last entry that counts."""
        self._require_pen()
        self._check([])
        fold = self.state.fold
        for operation in reversed(fold.ordered()):
            if operation.changes and fold.active(operation.id) and not _is_milestone(operation):
                return Entry(self._operation(undoes=operation.id), False, ())
        raise NothingToUndoError

    def prepare_redo(self) -> Entry:
        """The operation that brings back what was taken back last, until something new is said."""
        self._require_pen()
        self._check([])
        fold = self.state.fold
        for operation in reversed(fold.ordered()):
            if operation.changes and not _is_beside(operation):
                break
            undone = fold.operations.get(operation.undoes)
            if undone and undone.changes and fold.active(operation.id):
                return Entry(self._operation(undoes=operation.id), False, ())
        raise NothingToUndoError

    def prepare_undo_of(self, operation: str) -> Entry:
        """The operation that takes back one entry, however long ago, or the undo of one.

        Raises InvalidChangeError where what was said since rests on it.
        """
        self._require_pen()
        fold = self.state.fold
        found = fold.operations.get(operation)
        entry = fold.operations.get(found.undoes, found) if found else None
        changes = entry.changes if entry else []
        touched = [Edit(one.table, one.record, {DELETED: None}) for one in changes]
        self._check(touched)
        if found is None or entry is None or not entry.changes or not fold.active(operation):
            raise NothingToUndoError
        undo = self._operation(undoes=operation)
        if _is_milestone(entry) or not can_come_back(fold, undo):
            raise InvalidChangeError(
                _(
                    "What was recorded since rests on this as it is now. Nothing was changed; "
                    "please take that back first, or write it down anew."
                )
            )
        return Entry(undo, False, ())

    def prepare_undo_choice(self, operation: str, reason: str = "") -> Entry:
        """The operation that takes a choice back, so that what it was made between waits again.

        In closed minutes it needs a reason, as the choice did.
        """
        self._require_pen()
        fold = self.state.fold
        chosen = fold.operations.get(operation)
        changes = chosen.changes if chosen else []
        self._check([Edit(one.table, one.record, {DELETED: None}) for one in changes], reason)
        if not changes or not fold.active(operation):
            raise NothingToUndoError
        return Entry(self._operation(undoes=operation, reason=cleaned_reason(reason)), False, ())

    def _following(self, edits: Sequence[Edit]) -> list[Edit]:
        """What has to change with these edits, whoever makes them."""
        fold = self.state.fold
        return [*withdrawn_with(fold, edits), *moved_with(fold, edits)]

    def check_folder(self) -> None:
        """Raise SaveError where the place it is kept in was taken away."""
        self._store.check()

    def write(self, entry: Entry) -> None:
        """Put an entry on the disk; raises SaveError, then it is not there."""
        self._store.write(entry)

    def apply(self, entry: Entry) -> Operation:
        """Take a written entry into the state."""
        self.state.apply(entry.operation)
        self._unsaved_state += 1
        return entry.operation

    def put(self, entry: Entry) -> Operation:
        """Put an entry on the disk and into the state; raises SaveError, then it is nowhere."""
        self.write(entry)
        operation = self.apply(entry)
        if entry.moves:
            with contextlib.suppress(SaveError):  # the entry is saved; closing tries again
                self.checkpoint()
        return operation

    def checkpoint(self) -> None:
        """Write the state as a TinyDB file; raises SaveError, the journal holds everything."""
        self._store.checkpoint(self.state)
        self._unsaved_state = 0

    def close(self) -> None:
        """Write the state if it changed, and put the pen down; raises SaveError after that."""
        try:
            if self._store.is_writable and self._unsaved_state:
                self.checkpoint()
        finally:
            self._store.close(finished=not self._unsaved_state)

    def _check(self, edits: Sequence[Edit], reason: str = "") -> None:
        check_edits(self.state, edits, reason, are_minutes_here=self._are_minutes_here)

    def _require_pen(self) -> None:
        if self.read_only:
            raise ReadOnlyError(self.writer) if self.writer else NotWritableError(self.folder)

    def _change(self, edit: Edit) -> Change:
        seen = self.state.fold.seen_fields(edit.table, edit.record)
        names = seen if edit.fields.get(DELETED) else edit.fields
        replaces = {name: seen[name] for name in names if name in seen}
        return Change(table=edit.table, record=edit.record, fields=edit.fields, replaces=replaces)

    def _operation(
        self, *, changes: list[Change] | None = None, undoes: str = "", reason: str = ""
    ) -> Operation:
        self._counter += 1
        return Operation(
            id=f"{self.replica}.{self._counter}",
            time=self.state.fold.latest + 1,
            at=self.clock().isoformat(timespec="seconds"),
            by=self.person,
            changes=changes or [],
            undoes=undoes,
            reason=reason,
        )

    def _to_move(self, becoming: set[RecordKey]) -> tuple[Operation, ...]:
        fold = self.state.fold
        if not any(fold.knows(*key) for key in becoming):
            return ()  # nothing said of them before
        return tuple(
            operation
            for operation in fold.ordered()
            if fold.is_secret(operation, becoming) and not fold.is_secret(operation)
        )


def _one_a_record(edits: Sequence[Edit]) -> list[Edit]:
    """The same edits with those of one record put together: an operation sets a field once."""
    fields: dict[RecordKey, dict[str, Value]] = {}
    for edit in edits:
        fields.setdefault((edit.table, edit.record), {}).update(edit.fields)
    return [Edit(*key, together) for key, together in fields.items()]


def _is_milestone(operation: Operation) -> bool:
    """Whether an operation is no entry but a step of the session itself: those stay."""
    return all(
        change.table is Table.SESSION and {"state", "code"} & change.fields.keys()
        for change in operation.changes
    ) or _is_beside(operation)


def _is_beside(operation: Operation) -> bool:
    """Whether it came of itself: what is listed to be reviewed, what became secret elsewhere."""
    return is_protecting(operation) or all(map(is_to_review, operation.changes))
