"""A plain recount over the raw operations of a data folder, by none of the program's own means.

It reads the lines of all journals, sets fields in the order of logical time, and counts. It knows
nothing of undoing: only folders in which nothing was taken back can be recounted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Record = dict[str, Any]
_STATES = {
    "in_progress": "in_progress",
    "confirmed_in_part": "in_progress",
    "not_as_promised": "in_progress",
    "reported_done": "reported_done",
    "confirmed": "confirmed",
    "not_done": "not_done",
    "reassigned": "reassigned",
    "cancelled": "cancelled",
}


@dataclass
class Session:
    """One session as its operations leave it, nothing veiled."""

    folder: str
    tables: dict[str, dict[str, Record]]
    secret: set[str]
    """Ids of the issues that were a denunciation at any time."""

    @property
    def record(self) -> Record:
        """The session itself."""
        (record,) = self.tables["session"].values()
        return record

    def rows(self, table: str) -> list[Record]:
        """The records of a table."""
        return list(self.tables[table].values())

    def village_of(self, issue: Record) -> str:
        """Where an issue comes from as far as everybody may know."""
        if issue["id"] in self.secret:
            return ""
        speaker = self.tables["attendance"].get(issue.get("speaker", ""), {})
        return str(issue.get("village") or speaker.get("village", ""))


@dataclass
class Told:
    """One promise as a plain reckoning has it."""

    id: str
    session: Session
    promise: Record
    issue: Record
    reviews: list[Record]
    """Those with a result, each after those its writer knew."""
    state: str = "open"
    unit: str = ""
    due: str = ""
    postponed: int = 0
    progress: int | None = None
    done_on: str = ""
    said: list[str] = field(default_factory=list)
    """The results that say something, in order."""

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.session.record['code']}/{self.promise['number']}"

    @property
    def secret(self) -> bool:
        """Whether the law protects whom it was made to."""
        return self.issue["id"] in self.session.secret

    @property
    def villages(self) -> tuple[str, ...]:
        """Whom it was made to."""
        village = self.session.village_of(self.issue)
        return (village,) if village else tuple(self.session.record.get("villages", ()))

    @property
    def first_due(self) -> str:
        """The deadline as it was promised."""
        return str(self.promise.get("first_due", ""))

    @property
    def is_open(self) -> bool:
        """Whether it is owed still."""
        return self.state not in {"confirmed", "cancelled"}

    def urgency(self, today: date) -> str:
        """The tab of the board it belongs to."""
        if self.state in {"confirmed", "cancelled", "reported_done"}:
            return self.state
        if not self.due:
            return "no_deadline"
        left = (date.fromisoformat(self.due) - today).days
        return "overdue" if left < 0 else "due_soon" if left <= 7 else "in_progress"


def sessions_in(root: Path) -> list[Session]:
    """All sessions of a data folder."""
    return [_session(folder) for folder in sorted((root / "sessions").iterdir())]


def operations_in(folder: Path) -> list[Record]:
    """The operations of one session, causes first."""
    found = {}
    for path in folder.glob("*.log"):
        if path.name.startswith(("journal-", "protected-")):
            for line in path.read_bytes().rstrip(b"\0").splitlines():
                _length, _checksum, _number, payload = line.split(b" ", 3)
                said = json.loads(payload)
                if "time" in said:
                    found[said["id"]] = said
    assert not any(one.get("undoes") for one in found.values()), folder
    return sorted(found.values(), key=lambda one: (one["time"], one["id"]))


def _session(folder: Path) -> Session:
    tables: dict[str, dict[str, Record]] = defaultdict(dict)
    secret: set[str] = set()
    for operation in operations_in(folder):
        for change in operation.get("changes", ()):
            record = tables[change["table"]].setdefault(change["record"], {"id": change["record"]})
            for name, value in change["fields"].items():
                record[name] = value
            if change["fields"].get("kind") == "denunciation":
                secret.add(change["record"])
    kept = {
        table: {key: _given(record) for key, record in records.items() if not record.get("deleted")}
        for table, records in tables.items()
    }
    return Session(folder.name, defaultdict(dict, kept), secret)


def _given(record: Record) -> Record:
    return {name: value for name, value in record.items() if value is not None}


def promises_in(sessions: Iterable[Session]) -> Iterator[Told]:
    """Every promise with what was found of it in any session."""
    known = list(sessions)
    reviews: dict[str, dict[str, Record]] = defaultdict(dict)
    for session in known:
        for review in session.rows("reviews"):
            if review.get("result"):
                reviews[review["commitment"]][review["id"]] = review
    for session in known:
        for promise in session.rows("commitments"):
            issue = session.tables["issues"][promise["issue"]]
            ordered = _in_order(list(reviews[promise["id"]].values()))
            yield _reckoned(Told(promise["id"], session, promise, issue, ordered))


def _in_order(reviews: list[Record]) -> list[Record]:
    """Round by round those that know only reviews of earlier rounds."""
    ordered: list[Record] = []
    waiting = sorted(reviews, key=lambda one: str(one["id"]))
    while waiting:
        unknown = {one["id"] for one in waiting}
        ready = [one for one in waiting if unknown.isdisjoint(one.get("after", ()))]
        ordered += ready
        waiting = [one for one in waiting if one not in ready]
    return ordered


def _reckoned(told: Told) -> Told:
    told.unit, told.due = told.promise.get("lead_unit", ""), told.promise.get("due", "")
    due_text = told.promise.get("due_text", "")
    for review in told.reviews:
        result = review["result"]
        told.state = _STATES.get(result, told.state)
        if result == "postponed":
            stands = told.state in {"open", "in_progress", "reassigned"}
            told.state = told.state if stands else "in_progress"
            told.postponed += (told.due, due_text) != (review["due"], review["due_text"])
            told.due, due_text = review["due"], review["due_text"]
        if result == "reassigned":
            told.unit = review.get("unit", told.unit)
        if told.state in {"reported_done", "confirmed"}:
            told.done_on = told.done_on or review["on"]
            told.progress = review.get("progress")
        else:
            told.done_on = ""
            told.progress = review.get("progress", told.progress)
        if result not in {"noted", "not_reviewed"}:
            told.said.append(result)
    return told
