"""The fold: the state of a session is what its operations add up to, whatever their order.

A field keeps every version it was ever given. The versions that no other version replaced are its
heads: one head is the value, several are a conflict. An operation that was taken back counts no
more, but what it had replaced comes back only where nothing later replaced it in turn.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import DENUNCIATION, FOLLOW_UP, IDENTIFYING, Table, Value

DELETED = "deleted"
"""A field of its own in every record: set when the record is taken out."""

HANGING = frozenset({Table.ANSWERS, Table.COMMITMENTS})
"""What was said to an issue, and belongs to it by its field ``issue``."""

TIED = HANGING | FOLLOW_UP
"""What may speak of an issue by its field ``issue``: secret where that is."""

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


class Fold:
    """Operations in, rows out; applying one again changes nothing."""

    def __init__(self, operations: Iterable[Operation] = (), protected: Iterable[str] = ()) -> None:
        self.operations: dict[str, Operation] = {}
        self.rows: dict[Table, dict[str, Row]] = {table: {} for table in Table}
        self.protected = set(protected)
        """Issues that were a denunciation at any time, taken back or not: secret for good."""
        self.latest = 0
        self.highest_number: dict[Table, int] = {}
        self._records: dict[RecordKey, _Record] = {}
        self._hanging: dict[str, set[RecordKey]] = {}
        """For each issue the records that ever belonged to it."""
        self._promised_on: dict[str, set[str]] = {}
        """For each promise the issues it ever belonged to."""
        self._reviews_of: dict[str, set[RecordKey]] = {}
        """For each promise, made here or elsewhere, the reviews that ever were of it."""
        self._undoers: dict[str, list[str]] = {}
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
            self.operations[undoer].time > time and not self._undoers.get(undoer)
            for undoer in undoers
        )

    def heads(self, table: Table, record: str, name: str) -> list[Version]:
        """The versions of a field that nothing replaced, the shown one first."""
        found = self._records.get((table, record))
        return self._heads(found.fields.get(name, {})) if found else []

    def versions(self, table: Table, record: str, name: str) -> list[Version]:
        """Every value the field was ever given, oldest first."""
        found = self._records.get((table, record))
        return sorted(found.fields.get(name, {}).values(), key=_order) if found else []

    def knows(self, table: Table, record: str) -> bool:
        """Whether anything was ever said of a record, taken back or not."""
        return (table, record) in self._records

    def seen_fields(self, table: Table, record: str) -> dict[str, list[str]]:
        """For each field of a record the operations whose values stand now."""
        found = self._records.get((table, record))
        if found is None:
            return {}
        standing = {
            name: [head.operation for head in self._heads(versions)]
            for name, versions in found.fields.items()
        }
        return {name: heads for name, heads in standing.items() if heads}

    def conflicts(self) -> Iterator[Conflict]:
        """Every field with several values, and every deletion of something edited meanwhile."""
        for record in self._records.values():
            for name, versions in record.fields.items():
                heads = self._heads(versions)
                if len({repr(head.value) for head in heads}) > 1:
                    yield Conflict(record.table, record.id, name, tuple(heads))
            yield from self._edits_of_deleted(record)

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
            for table, record in self._records
            if table is Table.ISSUES
            and record not in self.rows[table]
            and record not in self.protected
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

    def _heads(self, versions: dict[str, Version]) -> list[Version]:
        active = [version for version in versions.values() if self.active(version.operation)]
        if len(versions) == 1:
            return active
        replaced: set[str] = set()
        waiting = [seen for version in active for seen in version.replaces]
        while waiting:
            current = waiting.pop()
            if current not in replaced:
                replaced.add(current)
                if current in versions:
                    waiting.extend(versions[current].replaces)
        heads = [version for version in active if version.operation not in replaced]
        return sorted(heads, key=_order, reverse=True)

    def _edits_of_deleted(self, record: _Record) -> Iterator[Conflict]:
        deletions = [head for head in self._heads(record.fields.get(DELETED, {})) if head.value]
        if not deletions:
            return
        seen = frozenset().union(*(record.seen_when_deleted[d.operation] for d in deletions))
        for name, versions in sorted(record.fields.items()):
            unseen = [head for head in self._heads(versions) if head.operation not in seen]
            if name != DELETED and unseen:
                yield Conflict(record.table, record.id, DELETED, (*deletions, *unseen))

    def _refresh(self, record: _Record) -> None:
        row: Row = {"id": record.id}
        for name, versions in record.fields.items():
            heads = self._heads(versions)
            if heads and heads[0].value is not None:
                row[name] = heads[0].value
        rows = self.rows[record.table]
        if len(row) == 1 or row.get(DELETED):
            rows.pop(record.id, None)
        else:
            rows[record.id] = row


def _order(version: Version) -> tuple[int, str]:
    return version.order
