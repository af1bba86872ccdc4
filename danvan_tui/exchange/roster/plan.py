"""Compares a list of people with who is listed already, before anything is taken over."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from danvan_tui.exchange.roster.rows import RosterRow
from danvan_tui.language import _
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Attendee, Presence, Table, Value
from danvan_tui.vietnamese.fold import canonical

_GAINED = ("role", "position", "village", "birth_year", "phone", "note")
_PLACE = re.compile(r"(thôn|bản|xóm|khu|tổ dân phố|tổ|ấp|buôn|làng|khối|phố)\s+(.+)")


@dataclass(frozen=True)
class Planned:
    """What becomes of one row: whom it is, the fields it brings, why it is doubtful."""

    row: RosterRow
    attendee: str = ""
    """Id of the listed person it was recognised as."""
    fields: dict[str, Value] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class RosterPlan:
    """What taking a list over would do; nothing is changed yet."""

    added: list[Planned]
    merged: list[Planned]
    doubtful: list[Planned]
    unchanged: list[Planned]

    def edits(self, notebook: Notebook) -> list[Edit]:
        """The edits to record in one operation; none where the list brings nothing new."""
        number = notebook.state.next_number(Table.ATTENDANCE)
        edits = []
        for place, planned in enumerate(self.added):
            given: dict[str, Value] = {n: value for n, value in planned.fields.items() if value}
            given |= {"number": number + place, "presence": Presence.LISTED.value}
            edits.append(Edit(Table.ATTENDANCE, notebook.new_id(), given))
        gained: dict[str, dict[str, Value]] = {}
        for planned in self.merged:
            gained.setdefault(planned.attendee, {}).update(planned.fields)
        return edits + [Edit(Table.ATTENDANCE, who, fields) for who, fields in gained.items()]


@dataclass
class _Person:
    """Somebody listed before, or added by a row of this list."""

    id: str
    fields: dict[str, Value]
    fresh: bool = False
    """Whether this very reading of the list added him."""
    claimed: bool = False
    """Whether a row is him already."""


class _Comparison:
    """Finds for each row the one person it must be, or says that nobody can tell.

    The list is gone through until that changes nothing more, just as taking it over again would.
    """

    def __init__(self, rows: Sequence[RosterRow], attendance: Iterable[Attendee]) -> None:
        self._rows = rows
        self._people: dict[str, list[_Person]] = {}
        self._added: dict[int, Planned] = {}
        self._merged: dict[tuple[int, str], Planned] = {}
        self._unchanged: dict[int, Planned] = {}
        for attendee in attendance:
            if attendee.count is None and attendee.name:
                fields = {name: getattr(attendee, name) for name in ("name", *_GAINED)}
                self._put(_Person(attendee.id, fields))

    def plan(self) -> RosterPlan:
        """What becomes of every row."""
        while self._changes_by_one_reading():
            pass
        changed = self._added.keys() | {number for number, _who in self._merged}
        return RosterPlan(
            added=[self._added[key] for key in sorted(self._added)],
            merged=[self._merged[key] for key in sorted(self._merged)],
            doubtful=[
                _doubtful(row)
                for number, row in enumerate(self._rows)
                if number not in changed and number not in self._unchanged
            ],
            unchanged=[
                self._unchanged[key] for key in sorted(self._unchanged) if key not in changed
            ],
        )

    def _changes_by_one_reading(self) -> bool:
        """Sure matches first, so that the order of the rows does not decide who is who."""
        for person in (person for namesakes in self._people.values() for person in namesakes):
            person.fresh = person.claimed = False
        self._unchanged.clear()
        changed, waiting = False, []
        for number, row in enumerate(self._rows):
            if row.problem:
                continue
            sure = [person for person in self._namesakes(row) if _surely_same(row, person)]
            if sure:
                changed |= self._take(number, row, sure[0])
            else:
                waiting.append((number, row))
        for number, row in waiting:
            changed |= self._settle(number, row)
        return changed

    def _settle(self, number: int, row: RosterRow) -> bool:
        possible = [person for person in self._namesakes(row) if not _differs(row, person)]
        if not possible:
            self._add(number, row)
            return True
        sure = [person for person in possible if _surely_same(row, person)]
        likely = possible if len(possible) == 1 and _likely_same(row, possible[0]) else []
        for person in (sure or likely)[:1]:
            return self._take(number, row, person)
        return False

    def _take(self, number: int, row: RosterRow, person: _Person) -> bool:
        person.claimed = True
        gained = {
            name: value
            for name in _GAINED
            if (value := getattr(row, name)) and not person.fields[name]
        }
        person.fields.update(gained)
        planned = Planned(row, person.id, gained, _kept(row, person))
        if gained and person.id:
            self._merged[number, person.id] = planned
        else:
            self._unchanged[number] = planned
        return bool(gained)

    def _add(self, number: int, row: RosterRow) -> None:
        fields: dict[str, Value] = {name: getattr(row, name) for name in ("name", *_GAINED)}
        self._put(_Person("", fields, fresh=True, claimed=True))
        self._added[number] = Planned(row, fields=fields)

    def _put(self, person: _Person) -> None:
        self._people.setdefault(_name_key(str(person.fields["name"])), []).append(person)

    def _namesakes(self, row: RosterRow) -> list[_Person]:
        return self._people.get(_name_key(row.name), [])


def plan_roster(rows: Sequence[RosterRow], attendance: Iterable[Attendee]) -> RosterPlan:
    """What taking these rows over would do to the people listed."""
    return _Comparison(rows, attendance).plan()


def _doubtful(row: RosterRow) -> Planned:
    reason = _(
        "Row {line}: {name} has a namesake, and village and year of birth do not tell them apart."
    ).format(line=row.line, name=row.name)
    return Planned(row, reason=row.problem or reason)


def _differs(row: RosterRow, person: _Person) -> bool:
    """Whether village or year of birth say that these are two people."""
    village, year = str(person.fields["village"]), person.fields["birth_year"]
    if row.village and village and not _same_village(row.village, village):
        return True
    return bool(row.birth_year and year and row.birth_year != year)


def _surely_same(row: RosterRow, person: _Person) -> bool:
    if _differs(row, person):
        return False
    if row.phone and _digits(row.phone) == _digits(str(person.fields["phone"])):
        return True
    village, year = str(person.fields["village"]), person.fields["birth_year"] or None
    if (_name_key(row.village), row.birth_year) != (_name_key(village), year):
        return False
    return bool(row.village and year) or not (person.fresh or person.claimed)


def _likely_same(row: RosterRow, person: _Person) -> bool:
    """Whether the only possible namesake shares something, and no other row is him."""
    if person.claimed:
        return False
    if row.village and person.fields["village"]:
        return True
    if row.birth_year and person.fields["birth_year"]:
        return True
    return row.role not in ("", "citizen") and row.role == person.fields["role"]


def _kept(row: RosterRow, person: _Person) -> str:
    """Says where the list has another phone number or role: what was there is kept."""
    other = [
        value
        for name in ("role", "position", "phone")
        if (value := getattr(row, name)) and value != person.fields[name]
    ]
    if not other:
        return ""
    return _("Row {line}: {name} is listed otherwise; not taken over: {values}.").format(
        line=row.line, name=row.name, values=", ".join(other)
    )


@lru_cache(maxsize=8192)
def _name_key(name: str) -> str:
    return " ".join(canonical(name).casefold().split())


def _same_village(one: str, other: str) -> bool:
    """A village is known with its kind or without: Thôn Mai is Mai, but not Xóm Mai."""
    (kind, name), (other_kind, other_name) = _place(one), _place(other)
    return name == other_name and (kind == other_kind or not kind or not other_kind)


@lru_cache(maxsize=8192)
def _place(village: str) -> tuple[str, str]:
    words = _name_key(village)
    found = _PLACE.fullmatch(words)
    return (found[1], found[2]) if found else ("", words)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
