"""The book: what a meeting should have left on record, kept by hand beside the program.

Plain lists and dicts in the shape of an export for the office, with numbers in the place of ids
and without what only a clock or the program's own reckoning can say.
"""

from __future__ import annotations

import copy
import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION

Record = dict[str, Any]
Value = str | int | list[str]

LIVE, CLOSED = "live", "closed"
_LEFT_OUT = frozenset({"id", "issue", "seal", "sealed_over", "code", "due_how"})
_TIMES = frozenset({"arrived", "left"})
_HANGING = ("answers", "commitments")


class Book:
    """The records as they should be by now, with what was before and what was taken back."""

    def __init__(self, **session: Value) -> None:
        self.records: dict[str, Any] = {
            "session": {**session, "state": LIVE},
            "attendance": [],
            "issues": [],
        }
        self._past: list[dict[str, Any]] = []
        self._future: list[dict[str, Any]] = []
        self._numbers: Counter[str] = Counter()

    @property
    def attendance(self) -> list[Record]:
        """Who is on the list, by number."""
        people: list[Record] = self.records["attendance"]
        return people

    @property
    def issues(self) -> list[Record]:
        """What was raised, in the order of the minutes."""
        issues: list[Record] = self.records["issues"]
        return issues

    @property
    def here(self) -> int:
        """How many people are in the hall."""
        there = (one for one in self.attendance if one["presence"] == "present")
        return sum(one.get("count", 1) for one in there)

    @property
    def listed(self) -> int:
        """How many people are on the list by name."""
        return sum("count" not in one for one in self.attendance)

    def number_of(self, table: str) -> int:
        """How many records a list has."""
        if table in _HANGING:
            return sum(len(issue[table]) for issue in self.issues)
        return len(self.records[table])

    # Entries

    def enter(self) -> None:
        """Begin an entry: what stands now can be gone back to."""
        self._past.append(copy.deepcopy(self.records))
        self._future.clear()

    def undo(self) -> None:
        """Go back to before the last entry; numbers that were given stay given."""
        self._future.append(self.records)
        self.records = self._past.pop()

    def redo(self) -> None:
        """Take up again what was taken back last."""
        self._past.append(self.records)
        self.records = self._future.pop()

    def next_number(self, table: str) -> int:
        """A number that nothing in this list had before."""
        self._numbers[table] += 1
        return self._numbers[table]

    # Records

    def person(self, number: int) -> Record:
        """Somebody on the list."""
        return next(one for one in self.attendance if one["number"] == number)

    def issue(self, number: int = 0) -> Record:
        """An issue by its number; without one the issue raised last."""
        if not number:
            return max(self.issues, key=lambda one: int(one["number"]))
        return next(one for one in self.issues if one["number"] == number)

    def take_over(self, roster: Path) -> None:
        """Put everybody of a list of people on the list."""
        with roster.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                self.list_person(
                    name=row["Họ và tên"],
                    role=catalogues().roles.by_name[row["Vai trò"]].id,
                    position=row["Chức vụ"],
                    village=row["Đơn vị / thôn"],
                    birth_year=int(row["Năm sinh"] or 0),
                    phone=row["Điện thoại"],
                )

    def list_person(self, *, presence: str = "listed", **fields: Value) -> None:
        """Put one more person, or a head count, on the list."""
        number = self.next_number("attendance")
        record = {"number": number, "presence": presence, "timed": presence != "listed"}
        self.attendance.append(record | _given(fields))

    def arrive(self, *numbers: int) -> None:
        """Note that these are in the hall."""
        for number in numbers:
            self.person(number).update(presence="present", timed=True)

    def leave(self, number: int) -> None:
        """Note that somebody left."""
        self.person(number).update(presence="left")

    def raise_issue(self, **fields: Value) -> Record:
        """Put an issue at the end of the minutes; a listed speaker is in the hall."""
        record: Record = {"number": self.next_number("issues"), "answers": [], "commitments": []}
        record |= _given(fields)
        self.issues.append(record)
        if record.get("speaker") and record["kind"] != DENUNCIATION:
            self.arrive(record["speaker"])
        return record

    def answer(self, issue: int = 0, **fields: Value) -> None:
        """Answer an issue; the last one where none is named."""
        record = {"number": self.next_number("answers"), **_given(fields)}
        self.issue(issue)["answers"].append(record)

    def promise(self, issue: int = 0, **fields: Value) -> Record:
        """Note a promise on an issue; its deadline is the first one, too."""
        record = {"number": self.next_number("commitments"), **_given(fields)}
        for name in ("due", "due_text"):
            if name in record:
                record[f"first_{name}"] = record[name]
        self.issue(issue)["commitments"].append(record)
        return record


@cache
def catalogues() -> Catalogues:
    """The lists the program comes with."""
    return load_catalogues(shipped_data(), None)


def told(document: dict[str, Any]) -> dict[str, Any]:
    """An export for the office in the shape of the book."""
    whole = {one["id"]: one for one in document["protected"]["issues"]}
    issues = [{**one, **whole.get(one["id"], {})} for one in document["issues"]]
    numbers = {one["id"]: one["number"] for one in (*document["attendance"], *issues)}
    return {
        "session": {**_plain(document["session"], numbers), "state": _state(document)},
        "attendance": [_attendee(one, numbers) for one in document["attendance"]],
        "issues": [_issue(one, numbers) for one in issues],
    }


def _state(document: dict[str, Any]) -> str:
    """Whether the minutes are closed; reading them back leaves the records as they are."""
    return CLOSED if document["session"]["state"] == CLOSED else LIVE


def _attendee(record: Record, numbers: dict[str, int]) -> Record:
    has_left = record["presence"] == "left"
    assert bool(record.get("left")) is has_left, record
    return {**_plain(record, numbers), "timed": bool(record.get("arrived"))}


def _issue(record: Record, numbers: dict[str, int]) -> Record:
    hanging = {table: [_plain(one, numbers) for one in record.get(table, [])] for table in _HANGING}
    plain = _plain(record, numbers)
    plain.pop("position", None)  # the order of the list says it
    return {**plain, **hanging}


def _plain(record: Record, numbers: dict[str, int]) -> Record:
    """A record with numbers for ids, without what is left out."""
    return {
        name: numbers.get(value, value) if isinstance(value, str) else value
        for name, value in record.items()
        if name not in _LEFT_OUT | _TIMES
    }


def _given(fields: Mapping[str, Value]) -> Record:
    return {name: value for name, value in fields.items() if value not in (None, "", [], 0)}
