"""Tells what belongs to an issue that was ever a denunciation (Luật Tố cáo) from all the rest."""

import re
from collections.abc import Collection, Iterable, Set

from danvan_tui.capture.people import could_be_name, is_name
from danvan_tui.capture.places import kind_of_place, words_of
from danvan_tui.ledger.finding import issues_of
from danvan_tui.ledger.fold import Fold, RecordKey, Row
from danvan_tui.ledger.mentions import Mentions
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.veil import given_names
from danvan_tui.model.records import DENUNCIATION, LONG_TEXTS, Table

_HEAD = re.compile(r"([^,:.\n]{1,120}),[^:.\n]{1,120}[:.]")


def secret_records(operations: Collection[Operation], protected: Set[str]) -> set[RecordKey]:
    """The protected issues, what ever belonged to them, and what was said of their promises."""
    records = {(Table.ISSUES, issue) for issue in protected}
    for operation in operations:
        records |= {
            (change.table, change.record)
            for change in operation.changes
            if change.fields.get("issue") in protected
        }
    return records | {
        (change.table, change.record)
        for operation in operations
        for change in operation.changes
        if (Table.COMMITMENTS, change.fields.get("commitment")) in records
    }


def touching(operations: Collection[Operation], protected: Set[str]) -> set[str]:
    """The operations that say anything of protected issues, whoever wrote which of them."""
    if not protected:
        return set()
    records = secret_records(operations, protected)
    return {
        operation.id
        for operation in operations
        if any((change.table, change.record) in records for change in operation.changes)
    }


def secret_issues(
    operations: Collection[Operation], apart: Collection[str], known: Set[str] = frozenset()
) -> set[str]:
    """The issues that the law protects: ever a denunciation, or ``known`` to have been one.

    Where something stands ``apart`` and nothing here says why, all it speaks of is protected.
    """
    found = {*known, *_denounced(operations)}
    unclear = without_reason(operations, apart, found) if apart else ()
    return found.union(*map(issues_of, unclear))


def without_reason(
    operations: Collection[Operation], apart: Collection[str], known: Set[str] = frozenset()
) -> list[Operation]:
    """What stands apart though nothing that is here says why."""
    explained = touching(operations, known | _denounced(operations))
    return [one for one in operations if one.id in apart and one.id not in explained]


def _denounced(operations: Iterable[Operation]) -> set[str]:
    return {
        change.record
        for operation in operations
        for change in operation.changes
        if change.table is Table.ISSUES and change.fields.get("kind") == DENUNCIATION
    }


class Secrecy:
    """Stricter than the veil: whatever touches a protected issue goes apart, named or not."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._records = secret_records(fold.operations.values(), fold.protected)
        self._operations = touching(fold.operations.values(), fold.protected)

    def touches(self, operation: Operation) -> bool:
        """Whether an operation says anything of a protected issue."""
        return operation.id in self._operations

    def hides(self, table: Table, record: str) -> bool:
        """Whether a record is a protected issue, or ever hung on one."""
        return (table, record) in self._records

    def split(self, table: Table, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """The rows of a table that are open, and those that are secret."""
        open_rows: list[Row] = []
        secret_rows: list[Row] = []
        for row in rows:
            (secret_rows if self.hides(table, str(row["id"])) else open_rows).append(row)
        return open_rows, secret_rows

    def names(self) -> frozenset[str]:
        """Every name a protected speaker was ever given, and whoever secret words mention.

        Who speaks may have been typed into the words of a denunciation, or into an answer to it.
        """
        speakers = set().union(*(given_names(self._fold, one) for one in self._fold.protected))
        known = Mentions(self._known_names())
        words = self._secret_words()
        mentioned = {one.name for said in words for one in known.found(said)}
        return frozenset(speakers | mentioned | set(filter(None, map(_name_before, words))))

    def _known_names(self) -> set[str]:
        """Everybody who was ever on the list or spoke."""
        return {
            str(version.value)
            for table, field in ((Table.ATTENDANCE, "name"), (Table.ISSUES, "speaker_name"))
            for record in self._fold.records(table)
            for version in self._fold.versions(table, record, field)
            if version.value
        }

    def _secret_words(self) -> list[str]:
        return [
            str(version.value)
            for table, record in self._records
            for field in LONG_TEXTS
            for version in self._fold.versions(table, record, field)
            if version.value
        ]


def _name_before(said: str) -> str:
    """The name in “Trần Thị Kín, Thôn Gò Vối: what was said”; empty where there is none."""
    head = _HEAD.match(said)
    name = head[1] if head else ""
    is_person = len(name.split()) > 1 and is_name(name) and could_be_name(name)
    return name if is_person and not kind_of_place(words_of(name)) else ""
