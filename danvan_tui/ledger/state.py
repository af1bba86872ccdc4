"""The state of one session as TinyDB tables that follow the fold.

Everything that is listed, searched, printed or counted is asked here, so what the law protects is
veiled here and nowhere else.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from tinydb import TinyDB, where
from tinydb.storages import Storage
from tinydb.table import Document
from tinydb.table import Table as TinyTable

from danvan_tui.ledger.fold import Fold, RecordKey, Row
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.speakers import with_speaker
from danvan_tui.ledger.veil import veiled
from danvan_tui.model.records import (
    IDENTIFYING,
    Answer,
    Attendee,
    Commitment,
    Duty,
    Issue,
    Record,
    Review,
    Session,
    Table,
)

_RecordT = TypeVar("_RecordT", bound=Record)
TinyTables = dict[str, dict[str, dict[str, Any]]]

_TELLING = frozenset({Table.ISSUES, Table.ATTENDANCE, Table.COMMITMENTS})
"""What may say who is protected, or what belongs to him."""


class _FoldStorage(Storage):
    """Lets TinyDB read the rows where they are; they change by operations only."""

    def __init__(self, tables: TinyTables) -> None:
        self._tables = tables

    def read(self) -> TinyTables:
        return self._tables

    def write(self, data: TinyTables) -> None:
        del data
        raise PermissionError("rows change by operations only")


class State:
    """The veiled rows of a session, in TinyDB."""

    def __init__(
        self,
        operations: Iterable[Operation] = (),
        protected: Iterable[str] = (),
        *,
        only_begun: bool = False,
    ) -> None:
        """``protected`` are issues known to be secret whatever the operations say.

        With ``only_begun`` nothing shows of a record whose beginning is not here.
        """
        self.fold = Fold(protected=protected, only_begun=only_begun)
        self.tables: TinyTables = {table.value: {} for table in Table}
        self._places: dict[RecordKey, str] = {}
        self._asked: dict[Table, list[list[Any]]] = {table: [] for table in Table}
        """For each table its records, if somebody asked since it changed: many do at a time."""
        self._db = TinyDB(storage=_FoldStorage, tables=self.tables)
        for operation in operations:
            self.apply(operation)

    def apply(self, operation: Operation) -> None:
        """Take one more operation into account; applying it again changes nothing."""
        touched = self.fold.apply(operation)
        for table, record in touched:
            self._show(table, record)
        if any(table in _TELLING for table, _record in touched):
            self._show_what_hangs_on_protected()
        if any(record in self.fold.protected for _table, record in touched):
            self._show_what_repeats_protected()

    def table(self, table: Table) -> TinyTable:
        """The TinyDB table to query; its documents belong to the store: copy before changing."""
        return self._db.table(table.value, cache_size=0)

    @property
    def session(self) -> Session:
        """The session itself."""
        rows = self.tables[Table.SESSION].values()
        return next((msgspec.convert(row, Session) for row in rows), Session(id=""))

    def attendance(self) -> list[Attendee]:
        """Who was there, by number."""
        return sorted(self._all(Table.ATTENDANCE, Attendee), key=lambda row: row.number)

    def issues(self) -> list[Issue]:
        """What was raised, in the order of the minutes."""
        return sorted(self._all(Table.ISSUES, Issue), key=in_minutes)

    def answers(self) -> list[Answer]:
        """What was answered, by number."""
        return sorted(self._all(Table.ANSWERS, Answer), key=lambda row: row.number)

    def commitments(self) -> list[Commitment]:
        """What was promised, by number."""
        return sorted(self._all(Table.COMMITMENTS, Commitment), key=lambda row: row.number)

    def reviews(self) -> list[Review]:
        """What was found when promises were looked at again, here or in this session."""
        return sorted(self._all(Table.REVIEWS, Review), key=lambda row: row.number)

    def duties(self) -> list[Duty]:
        """The duties of the law that were met."""
        return sorted(self._all(Table.DUTIES, Duty), key=lambda row: row.number)

    def row(self, table: Table, record: str) -> Row | None:
        """One record as everybody may see it, a copy; None where there is none."""
        found = self.table(table).get(where("id") == record)
        return dict(found) if isinstance(found, Document) else None

    def next_number(self, table: Table) -> int:
        """A number nothing in this table ever had, deleted or not."""
        return self.fold.highest_number.get(table, 0) + 1

    def protected_speaker(self, issue: str) -> Issue:
        """An issue with its protected speaker: for the one who wrote it and the office only."""
        row = with_speaker(self.fold, self.fold.rows[Table.ISSUES][issue])
        return msgspec.convert(row, Issue)

    def identities(self) -> dict[str, Row]:
        """What identifies protected speakers, by issue: the contents of the one place."""
        rows = {
            issue: with_speaker(self.fold, row)
            for issue, row in self.fold.rows[Table.ISSUES].items()
            if issue in self.fold.protected
        }
        return {
            issue: {name: row[name] for name in row if name in IDENTIFYING | {"id"}}
            for issue, row in rows.items()
        }

    def _all(self, table: Table, record: type[_RecordT]) -> list[_RecordT]:
        asked = self._asked[table]  # what changes meanwhile, on another thread, asks anew
        if not asked:
            rows = self.table(table).all()
            asked.append(msgspec.convert(rows, list[record]))  # type: ignore[valid-type]
        return asked[0]

    def _show(self, table: Table, record: str) -> None:
        row = self.fold.rows[table].get(record)
        place = self._places.setdefault((table, record), str(len(self._places) + 1))
        if row is None:
            self.tables[table.value].pop(place, None)
        else:
            shown = dict(veiled(self.fold, table, row))
            if table is Table.COMMITMENTS and self._is_due_disputed(record):
                shown["is_due_disputed"] = True
            self.tables[table.value][place] = shown
        self._asked[table] = []

    def _is_due_disputed(self, promise: str) -> bool:
        names = ("due", "due_text")
        return any(self.fold.is_disputed(Table.COMMITMENTS, promise, name) for name in names)

    def _show_what_hangs_on_protected(self) -> None:
        for issue in self.fold.protected:
            for table, record in self.fold.hanging_on(issue):
                self._show(table, record)

    def _show_what_repeats_protected(self) -> None:
        """An issue that became secret only now may stand as the matter of open ones."""
        for issue, row in self.fold.rows[Table.ISSUES].items():
            if row.get("same_as") in self.fold.protected:
                self._show(Table.ISSUES, issue)


def in_minutes(issue: Issue) -> tuple[int, int, str]:
    """What sorts issues as the minutes have them."""
    place = issue.number if issue.position is None else issue.position
    return place, issue.number, issue.id
