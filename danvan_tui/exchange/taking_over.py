"""Taking over: what one session has to say to hold what another note-taker wrote of the meeting.

A value that was here before is not said again, so taking over once more after the other one grew
adds what is new only. What stands here otherwise is not replaced: both values wait to be chosen,
like everything that two people wrote without knowing each other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from danvan_tui.exchange.matching import Same
from danvan_tui.ledger.fold import Fold, RecordKey, Row, Version
from danvan_tui.ledger.speakers import last_said
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taken_over import known_pairs
from danvan_tui.model.records import DENUNCIATION, Presence, Table, Value
from danvan_tui.vietnamese.fold import canonical

_OWN = frozenset({"id", "number", "position", "taken_from"})
"""What a record has in its own session only."""

_FILLED = {
    Table.SESSION: frozenset(
        {"title", "parent_body", "commune", "place", "start", "end", "chair", "secretary"}
    ),
    Table.ATTENDANCE: frozenset({"arrived", "left"}),
    Table.ISSUES: frozenset({"assumed"}),
}
"""What is taken where nothing stands here; otherwise what stands here stays."""

_OF_SESSION = _FILLED[Table.SESSION] | {"opening", "conclusion", "villages"}

_NAMES = {
    "speaker": Table.ATTENDANCE,
    "issue": Table.ISSUES,
    "same_as": Table.ISSUES,
    "commitment": Table.COMMITMENTS,
}
"""Fields that name another record, and its table."""


@dataclass(frozen=True)
class Said:
    """One value to take over."""

    value: Value
    knew: tuple[Value, ...] | None = None
    """The values its writer saw: those it replaces, and no others; None replaces what stands."""


@dataclass
class Together:
    """What one person wrote, to be said in one entry; of what is here too, one record each."""

    by: str
    at: str = ""
    records: dict[RecordKey, dict[str, Said]] = field(default_factory=dict)


def taking_over(ours: State, theirs: State, same: Same) -> list[Together]:
    """The entries that take over what is not here yet, in the order in which they have to stand.

    What the law protects stands in entries of its own, and is secret before it says anything.
    """
    return _TakingOver(ours, theirs, same).entries()


class _TakingOver:
    """Plans one taking over."""

    def __init__(self, ours: State, theirs: State, same: Same) -> None:
        self._here, self._there = ours.fold, theirs.fold
        self._session = ours.session.id
        self._pairs: dict[tuple[Table, str], str] = {**known_pairs(ours), **same}
        self._number: Callable[[Table], int] = ours.next_number
        self._made: dict[Table, int] = {}
        self._entries: dict[tuple[str, int, str, str], Together] = {}

    def entries(self) -> list[Together]:
        for table in Table:
            rows = self._there.rows[table]
            for record in sorted(rows, key=lambda one: (_numbered(rows[one]), one)):
                target = self._target(table, record, rows[record])
                if target is not None:
                    self._take(table, record, rows[record], target)
        found = sorted(self._entries.items(), key=lambda one: (one[0][:2], bool(one[0][3])))
        return [together for _key, together in found]

    # Which record it becomes

    def _target(self, table: Table, record: str, row: Row) -> str | None:
        """The record that holds it here; None where nothing is to be held."""
        if table is Table.SESSION:
            return self._session
        if table is Table.REVIEWS and not self._here.knows(table, record):
            target = self._same_review(row) or record
            return target if row.get("result") else None
        if table is Table.DUTIES and not self._here.knows(table, record):
            return self._same_duty(row) or record
        target = self._pairs.get((table, record), record)
        is_gone = self._here.knows(table, target) and target not in self._here.rows[table]
        return None if is_gone else target  # taken out here by who saw it: their notes keep it

    def _same_review(self, row: Row) -> str:
        """The same finding of the same promise, or the one that waits here for a result."""
        promise = self._named("commitment", row.get("commitment"))
        for one, mine in self._here.rows[Table.REVIEWS].items():
            same = all(mine.get(name) == row.get(name) for name in ("result", "on", "note"))
            if mine.get("commitment") == promise and (same or mine.get("result") is None):
                return one
        return ""

    def _same_duty(self, row: Row) -> str:
        met = (row.get("clock"), self._named("issue", row.get("issue")), row.get("on"))
        for one, mine in self._here.rows[Table.DUTIES].items():
            if (mine.get("clock"), mine.get("issue"), mine.get("on")) == met:
                return one
        return ""

    def _named(self, name: str, value: Value) -> Value:
        """A value as it is called here: what names a record names the one that holds it."""
        table = _NAMES.get(name)
        return self._pairs.get((table, str(value)), value) if table and value else value

    # What is said of it

    def _take(self, table: Table, record: str, row: Row, target: str) -> None:
        key = (table, target)
        unit = self._unit(table, record, row)
        if not self._here.versions(*key, "number") and table is not Table.SESSION:
            self._made[table] = number = self._made.get(table, self._number(table) - 1) + 1
            self._say(unit, 1, self._wrote(table, record, "number"), key, "number", number)
        if unit:
            self._protect(table, record, key, unit)
        said = [
            name
            for name in sorted(row.keys() - _OWN)
            if self._is_said(table, name, row, self._named(name, row[name]), key)
        ]
        for name in said:
            self._beside(unit, table, record, key, name, self._named(name, row[name]))
        for name, other in (("speaker", "speaker_name"), ("speaker_name", "speaker")):
            if name in said and other not in row:  # who is chosen is chosen whole
                self._unsay(unit, table, record, key, name, other)

    def _is_said(self, table: Table, name: str, row: Row, value: Value, key: RecordKey) -> bool:
        """Whether a value is new here and may stand here."""
        mine = self._here.rows[table].get(key[1], {})
        if table is Table.SESSION and name not in _OF_SESSION:
            return False
        if name == "same_as" and row[name] in self._there.protected:
            return False
        if any(_equal(one.value, value) for one in self._here.versions(*key, name)):
            return False
        if name in ("speaker", "speaker_name"):
            return not self._is_same_speaker(mine, row)
        if name == "presence":
            return mine.get(name) in (None, Presence.LISTED.value)
        return not (mine.get(name) and name in _FILLED.get(table, ()))

    def _is_same_speaker(self, mine: Row, row: Row) -> bool:
        """Whether who spoke is the same, though one may be listed and the other named."""
        names = [_speaker(self._here, mine), _speaker(self._there, row)]
        return bool(names[0]) and _equal(*names)

    def _beside(
        self, unit: str, table: Table, record: str, key: RecordKey, name: str, value: Value
    ) -> None:
        wrote = self._wrote(table, record, name)
        if name == "villages" and table is Table.SESSION:
            here = self._here.rows[table][key[1]].get(name)
            known = here if isinstance(here, list) else []
            more = [one for one in value if one not in known] if isinstance(value, list) else []
            if more:
                self._say(unit, 1, wrote, key, name, [*known, *more])
            return
        if name == "presence":
            self._say(unit, 1, wrote, key, name, value)
            return
        versions = self._there.versions(table, record, name)
        knew = tuple(self._named(name, one.value) for one in versions)
        self._say(unit, 1, wrote, key, name, value, knew)

    def _unsay(
        self, unit: str, table: Table, record: str, key: RecordKey, name: str, other: str
    ) -> None:
        """Say that another field holds nothing where this one says who spoke."""
        if self._here.heads(*key, other):
            self._say(unit, 1, self._wrote(table, record, name), key, other, None, ())

    def _say(
        self,
        unit: str,
        turn: int,
        wrote: Version,
        key: RecordKey,
        name: str,
        value: Value,
        knew: tuple[Value, ...] | None = None,
    ) -> None:
        made = self._there.operations[wrote.operation]
        # What may differ from what stands here says when it was written, and not when all was.
        alone = key[1] if turn and self._here.knows(*key) else ""
        together = self._entries.setdefault((unit, turn, made.by, alone), Together(made.by))
        together.records.setdefault(key, {})[name] = Said(value, knew)
        together.at = max(together.at, made.at)

    def _wrote(self, table: Table, record: str, name: str) -> Version:
        heads = self._there.heads(table, record, name)
        return heads[0] if heads else self._there.versions(table, record, name)[-1]

    # What the law protects

    def _unit(self, table: Table, record: str, row: Row) -> str:
        """The protected opinion it belongs or ever belonged to; empty for what is open."""
        if table is Table.ISSUES:
            return record if record in self._there.protected else ""
        if row.get("issue") in self._there.protected:
            return str(row["issue"])
        key = (table, record)
        return min(
            (one for one in self._there.protected if key in self._there.hanging_on(one)), default=""
        )

    def _protect(self, table: Table, record: str, key: RecordKey, unit: str) -> None:
        """Make it secret here with an entry before any that tells something of it."""
        is_issue = table is Table.ISSUES
        if key[1] in self._here.protected if is_issue else self._here.is_hidden(*key):
            return
        name, secret = ("kind", DENUNCIATION) if is_issue else ("issue", self._named("issue", unit))
        self._say(unit, 0, self._wrote(table, record, "number"), key, name, secret)


def _speaker(fold: Fold, row: Row) -> str:
    """The name of who spoke, listed or not."""
    listed = last_said(fold, str(row["speaker"]), "name") if row.get("speaker") else ""
    return str(listed or row.get("speaker_name") or "")


def _equal(one: Value, other: Value) -> bool:
    """Whether two values say the same, wherever tones and spaces stand."""
    if isinstance(one, str) and isinstance(other, str):
        return canonical(" ".join(one.split())) == canonical(" ".join(other.split()))
    return one == other


def _numbered(row: Row) -> int:
    number = row.get("number")
    return number if isinstance(number, int) else 0
