"""The fold: the state of a session is what its operations add up to, whatever their order.

A field keeps every version it was ever given. The versions that no other version replaced are its
heads: one head is the value, several are a conflict. An operation that was taken back counts no
more, but what it had replaced comes back only where nothing later replaced it in turn. Minutes
that were closed stay as they were agreed: what others wrote without knowing of it replaces nothing.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_tui.ledger.agreed import SEAL, STEPS, Agreed
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import (
    DENUNCIATION,
    FOLLOW_UP,
    IDENTIFYING,
    SessionState,
    Table,
    Value,
)

DELETED = "deleted"
"""A field of its own in every record: set when the record is taken out."""

HANGING = frozenset({Table.ANSWERS, Table.COMMITMENTS})
"""What was said to an issue, and belongs to it by its field ``issue``."""

TIED = HANGING | FOLLOW_UP
"""What may speak of an issue by its field ``issue``: secret where that is."""

_CLOSED = frozenset({SessionState.CLOSED, SessionState.SENT, SessionState.RECEIVED})

Row = dict[str, Value]
RecordKey = tuple[Table, str]


class Version(NamedTuple):
    """One value that one operation gave to a field."""

    operation: str
    time: int
    value: Value
    replaces: tuple[str, ...]

    @property
    def order(self) -> tuple[int, str]:
        """The later of two versions shows; the same on every laptop."""
        return (self.time, self.operation)


@dataclass(frozen=True)
class Conflict:
    """Values given to one field by operations that did not know each other."""

    table: Table
    record: str
    field: str
    versions: tuple[Version, ...]
    """The shown one first."""


@dataclass
class _Record:
    table: Table
    id: str
    fields: dict[str, dict[str, Version]] = field(default_factory=dict)
    seen_when_deleted: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each deletion the versions of other fields that its writer saw."""

    @property
    def is_begun(self) -> bool:
        """Whether the entry that made it is here, taken back or not: it gives number or code."""
        given = self.fields.get("code" if self.table is Table.SESSION else "number", {})
        return any(one.value is not None and not one.replaces for one in given.values())


class Fold:
    """Operations in, rows out; applying one again changes nothing."""

    def __init__(
        self,
        operations: Iterable[Operation] = (),
        protected: Iterable[str] = (),
        *,
        only_begun: bool = False,
    ) -> None:
        """With ``only_begun`` nothing counts of a record whose beginning is not here.

        At an office what laptops wrote may be taken back from under what was said of it there.
        """
        self.operations: dict[str, Operation] = {}
        self.rows: dict[Table, dict[str, Row]] = {table: {} for table in Table}
        self.protected = set(protected)
        """Issues that were a denunciation at any time, taken back or not: secret for good."""
        self.latest = 0
        self.highest_number: dict[Table, int] = {}
        self._only_begun = only_begun
        self._records: dict[RecordKey, _Record] = {}
        self._unclear: set[RecordKey] = set()
        """The records with a field of several values, or that were taken out: few, if any."""
        self._hanging: dict[str, set[RecordKey]] = {}
        """For each issue the records that ever belonged to it."""
        self._promised_on: dict[str, set[str]] = {}
        """For each promise the issues it ever belonged to."""
        self._reviews_of: dict[str, set[RecordKey]] = {}
        """For each promise, made here or elsewhere, the reviews that ever were of it."""
        self._undoers: dict[str, list[str]] = {}
        self._agreed = Agreed()
        self._late: set[str] = set()
        """The operations that are no part of minutes that were closed."""
        for operation in operations:
            self.apply(operation)

    def apply(self, operation: Operation) -> set[RecordKey]:
        """Take one more operation into account; says which records it touched."""
        if operation.id in self.operations:
            return set()
        self.operations[operation.id] = operation
        self.latest = max(self.latest, operation.time)
        if operation.undoes:
            self._undoers.setdefault(operation.undoes, []).append(operation.id)
        for change in operation.changes:
            self._take(operation, change)
        touched = self._touched(operation)
        if self._agreed.note(operation):  # now it is known what was agreed, and what was not
            self._late = {one.id for one in self.operations.values() if self._agreed.is_late(one)}
            touched = set(self._records)
        elif self._agreed.is_late(operation):
            self._late.add(operation.id)
        for record_key in touched:
            self._refresh(self._records[record_key])
        return touched

    def _take(self, operation: Operation, change: Change) -> None:
        key = (change.table, change.record)
        record = self._records.setdefault(key, _Record(*key))
        for name, value in change.fields.items():
            replaced = tuple(change.replaces.get(name, ()))
            version = Version(operation.id, operation.time, value, replaced)
            record.fields.setdefault(name, {})[operation.id] = version
        number = change.fields.get("number")
        if isinstance(number, int):
            known = self.highest_number.get(change.table, 0)
            self.highest_number[change.table] = max(known, number)
        if change.fields.get(DELETED):
            seen = (one for versions in change.replaces.values() for one in versions)
            record.seen_when_deleted[operation.id] = frozenset((operation.id, *seen))
        if change.table is Table.ISSUES and change.fields.get("kind") == DENUNCIATION:
            self.protected.add(change.record)
        if change.table in TIED:
            self._tie(key, change)

    def _tie(self, key: RecordKey, change: Change) -> None:
        """Note what a record belongs to; reviews belong wherever their promise ever did."""
        issue, promise = change.fields.get("issue"), change.fields.get("commitment")
        if issue:
            self._hanging.setdefault(str(issue), set()).add(key)
        if issue and change.table is Table.COMMITMENTS:
            self._promised_on.setdefault(change.record, set()).add(str(issue))
            self._hanging[str(issue)] |= self.reviews_of(change.record)
        if promise and change.table is Table.REVIEWS:
            self._reviews_of.setdefault(str(promise), set()).add(key)
            for one in self._promised_on.get(str(promise), ()):
                self._hanging[one].add(key)

    def active(self, operation_id: str) -> bool:
        """Whether an operation counts: it was not taken back, or that was taken back in turn."""
        undoers = self._undoers.get(operation_id)
        if undoers is None:
            return True
        time = self.operations[operation_id].time
        return not any(
            self.operations[undoer].time > time
            and self._takes_back(undoer, operation_id)
            and not any(self._takes_back(one, undoer) for one in self._undoers.get(undoer, ()))
            for undoer in undoers
        )

    def is_agreed(self, operation_id: str) -> bool:
        """Whether an operation was agreed with minutes that were closed."""
        operation = self.operations.get(operation_id)
        return operation is not None and self._agreed.covers(operation)

    def is_late(self, operation_id: str) -> bool:
        """Whether minutes were closed without it, and it is no correction of them."""
        return operation_id in self._late

    def _takes_back(self, undoer: str, operation_id: str) -> bool:
        """Whether an undo counts: what was agreed is not taken back by who did not know of it."""
        if undoer not in self._late or operation_id in self._late:
            return True
        operation = self.operations[operation_id]
        changes = self.operations.get(operation.undoes, operation).changes
        return bool(changes) and all(change.table is Table.DUTIES for change in changes)

    def heads(self, table: Table, record: str, name: str) -> list[Version]:
        """The versions of a field that nothing replaced, the shown one first."""
        found = self._records.get((table, record))
        return self._heads(found, name) if found else []

    def versions(self, table: Table, record: str, name: str) -> list[Version]:
        """Every value the field was ever given, oldest first."""
        found = self._records.get((table, record))
        return sorted(found.fields.get(name, {}).values(), key=_order) if found else []

    def knows(self, table: Table, record: str) -> bool:
        """Whether anything was ever said of a record, taken back or not."""
        return (table, record) in self._records

    def records(self, table: Table) -> Iterator[str]:
        """All of which anything was ever said, taken back or not."""
        return (one.id for one in self._counting() if one.table is table)

    def seen_fields(self, table: Table, record: str) -> dict[str, list[str]]:
        """For each field of a record the operations whose values stand now."""
        found = self._records.get((table, record))
        if found is None:
            return {}
        standing = {
            name: [head.operation for head in self._heads(found, name)] for name in found.fields
        }
        return {name: heads for name, heads in standing.items() if heads}

    def conflicts(self) -> Iterator[Conflict]:
        """Every field with several values, and every deletion of something edited meanwhile."""
        unclear = (self._records[key] for key in sorted(self._unclear))
        for record in filter(self._counts, unclear):
            for name in record.fields:
                heads = self._heads(record, name)
                if len({repr(head.value) for head in heads}) > 1:
                    yield Conflict(record.table, record.id, name, tuple(heads))
            yield from self._edits_of_deleted(record)

    def is_disputed(self, table: Table, record: str, name: str) -> bool:
        """Whether several values of a field stand, between which somebody has to choose."""
        return len({repr(head.value) for head in self.heads(table, record, name)}) > 1

    def hanging_on(self, issue: str) -> Set[RecordKey]:
        """The answers, promises, reviews and duties that ever belonged to an issue."""
        return self._hanging.get(issue, frozenset())

    def reviews_of(self, promise: str) -> Set[RecordKey]:
        """Everything that ever was a review of a promise, taken back or not."""
        return self._reviews_of.get(promise, frozenset())

    def reviewed_in_vain(self) -> set[str]:
        """The promises of which something was said that was taken back, and is open to read."""
        shown = self.rows[Table.REVIEWS]
        return {
            promise
            for promise, reviews in self._reviews_of.items()
            for table, review in reviews
            if review not in shown and not self.is_hidden(table, review)
        }

    def is_hidden(self, table: Table, record: str) -> bool:
        """Whether a record ever belonged to a protected issue."""
        return any((table, record) in self.hanging_on(issue) for issue in self.protected)

    def withdrawn_issues(self) -> list[str]:
        """Issues that were noted once, are not shown any more and are not protected."""
        return [
            record
            for record in self.records(Table.ISSUES)
            if record not in self.rows[Table.ISSUES] and record not in self.protected
        ]

    def becoming_secret(self, changes: Sequence[Change]) -> set[RecordKey]:
        """The records that changes not yet applied protect, or tie to a protected issue."""
        issues = {
            change.record
            for change in changes
            if change.table is Table.ISSUES and change.fields.get("kind") == DENUNCIATION
        } - self.protected
        becoming = {(Table.ISSUES, issue) for issue in issues}
        becoming.update(*(self.hanging_on(issue) for issue in issues))
        for change in changes:
            if change.table in TIED and change.fields.get("issue") in self.protected | issues:
                becoming.add((change.table, change.record))
                becoming |= self.reviews_of(change.record)
        for change in changes:
            promise = (Table.COMMITMENTS, str(change.fields.get("commitment")))
            if promise in becoming or self.is_hidden(*promise):
                becoming.add((change.table, change.record))
        return becoming

    def is_secret(self, operation: Operation, becoming: Set[RecordKey] = frozenset()) -> bool:
        """Whether an operation holds what may identify a protected speaker.

        ``becoming`` are records that are about to be secret. Who came or left with one of them
        would be its speaker.
        """
        tells_more = bool(operation.reason) or any(
            change.table is Table.ATTENDANCE for change in operation.changes
        )
        return any(self._may_identify(change, becoming, tells_more) for change in operation.changes)

    def _may_identify(self, change: Change, becoming: Set[RecordKey], tells_more: bool) -> bool:
        """``tells_more``: whether its operation says more than the issue's plain fields."""
        key = (change.table, change.record)
        if change.table is Table.ISSUES:
            protected = change.record in self.protected or key in becoming
            return protected and (tells_more or not IDENTIFYING.isdisjoint(change.fields))
        if change.table in TIED:
            return key in becoming or self.is_hidden(*key)
        return False

    def ordered(self) -> list[Operation]:
        """All operations, causes before effects."""
        return sorted(self.operations.values(), key=lambda operation: operation.order)

    def _counting(self) -> Iterator[_Record]:
        return (one for one in self._records.values() if self._counts(one))

    def _counts(self, record: _Record) -> bool:
        return not self._only_begun or record.is_begun

    def _touched(self, operation: Operation) -> set[RecordKey]:
        touched: set[RecordKey] = set()
        seen: set[str] = set()
        waiting = [operation.id]
        while waiting:
            current = self.operations.get(waiting.pop())
            if current is None or current.id in seen:
                continue
            seen.add(current.id)
            touched |= {(change.table, change.record) for change in current.changes}
            if current.undoes:
                waiting.append(current.undoes)
        return touched

    def _heads(self, record: _Record, name: str) -> list[Version]:
        versions = record.fields.get(name, {})
        active = [version for version in versions.values() if self.active(version.operation)]
        if len(versions) <= 1:
            return active
        late = self._late_in(record.table, name)
        replaced: set[str] = set()
        waiting = [one for version in active for one in _replaced_by(version, late)]
        while waiting:
            current = waiting.pop()
            if current not in replaced:
                replaced.add(current)
                if current in versions:
                    waiting.extend(_replaced_by(versions[current], late))
        heads = [version for version in active if version.operation not in replaced]
        is_step = record.table is Table.SESSION and name == "state"
        is_seal = record.table is Table.SESSION and name in SEAL
        heads.sort(
            key=lambda head: (
                head.operation not in late,
                is_seal and self._agreed.stands_by(head.operation),
                is_step and head.value in _CLOSED,  # nobody opens closed minutes by not knowing
                head.order,
            ),
            reverse=True,
        )
        return heads

    def _late_in(self, table: Table, name: str) -> Set[str]:
        """The operations that do not replace what was agreed of a field."""
        goes_on = table is Table.DUTIES or (table is Table.SESSION and name in STEPS)
        return frozenset() if goes_on else self._late

    def _edits_of_deleted(self, record: _Record) -> Iterator[Conflict]:
        deletions = [head for head in self._heads(record, DELETED) if head.value]
        if not deletions:
            return
        seen = frozenset().union(*(self._seen_when_deleted(record, one) for one in deletions))
        for name in sorted(record.fields):
            unseen = [head for head in self._heads(record, name) if head.operation not in seen]
            if name != DELETED and unseen:
                yield Conflict(record.table, record.id, DELETED, (*deletions, *unseen))

    def _seen_when_deleted(self, record: _Record, deletion: Version) -> Set[str]:
        seen = record.seen_when_deleted[deletion.operation]
        late = self._late_in(record.table, DELETED)
        return seen & late if deletion.operation in late else seen

    def _is_gone(self, record: _Record) -> bool:
        """Whether a record was taken out; not by who did not know that it was agreed."""
        heads = self._heads(record, DELETED)
        if not heads or not heads[0].value:
            return False
        late = self._late_in(record.table, DELETED)
        if heads[0].operation not in late:
            return True
        names = record.fields.keys() - {DELETED}
        return all(one.operation in late for name in names for one in self._heads(record, name))

    def _refresh(self, record: _Record) -> None:
        row: Row = {"id": record.id}
        key = (record.table, record.id)
        self._unclear.discard(key)
        for name in record.fields:
            heads = self._heads(record, name)
            if len(heads) > 1 or (name == DELETED and heads):
                self._unclear.add(key)
            if name != DELETED and heads and heads[0].value is not None:
                row[name] = heads[0].value
        rows = self.rows[record.table]
        if len(row) == 1 or not self._counts(record) or self._is_gone(record):
            rows.pop(record.id, None)
        else:
            rows[record.id] = row


def _replaced_by(version: Version, late: Set[str]) -> Iterable[str]:
    """What a version replaces; what was agreed is not replaced by who did not know of it."""
    if version.operation not in late:
        return version.replaces
    return [one for one in version.replaces if one in late]


def _order(version: Version) -> tuple[int, str]:
    return version.order
