"""What was changed at the reading or corrected afterwards, in words beside the record."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger.fold import DELETED, HANGING
from danvan_tui.ledger.read_back import (
    Alteration,
    altered_at_reading,
    altered_by_corrections,
    corrections,
)
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Review, Table
from danvan_tui.wording.differing import differing
from danvan_tui.wording.fields import FormField, form_fields
from danvan_tui.wording.reviewed import of_promise
from danvan_tui.wording.sentences import record_in_words, value_in_words
from danvan_tui.wording.words import one_line

_Place = tuple[Table, str]


@dataclass(frozen=True)
class Mark:
    """One change: how it came about, in which field, and both values."""

    how: str
    field: str = ""
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Marked:
    """One record that was changed at the reading."""

    table: Table
    record: str
    name: str
    marks: tuple[Mark, ...]
    gone: bool


class Marks:
    """The marks of a session, by record."""

    def __init__(self, state: State, catalogues: Catalogues) -> None:
        self._fold = state.fold
        self._people = {person.id: person.name for person in state.attendance()}
        self._fields = {
            table: {field.name: field for field in form_fields(table, catalogues)}
            for table in Table
        }
        numbers = tuple((issue.id, "", str(issue.number)) for issue in state.issues())
        for table in HANGING:
            self._fields[table]["issue"] = FormField("issue", _("Opinion"), choices=numbers)
        self._fields[Table.ISSUES]["position"] = FormField("position", _("Place in the minutes"))
        # Who spoke is one field of the form, and a name or an id in the record.
        self._fields[Table.ISSUES]["speaker_name"] = self._fields[Table.ISSUES]["speaker"]
        self._numbers = {one.id: number for number, one in enumerate(corrections(state), 1)}
        self._at_reading = altered_at_reading(state)
        self._all = [
            *((one, _at_reading(one)) for one in self._at_reading),
            *((one, self._correction(one)) for one in altered_by_corrections(state)),
        ]

    def of(
        self, table: Table, record: str, fields: Container[str] | None = None
    ) -> tuple[Mark, ...]:
        """What stands beside a record; only of some of its fields where they are given."""
        return self._said(
            (one, how)
            for one, how in self._all
            if (one.table, one.record) == (table, record)
            and (fields is None or one.field in fields)
        )

    def gone_from(self, issue: str) -> list[Mark]:
        """The answers, promises and reviews that were taken out from under an opinion."""
        return [
            Mark(how, _name(one), one_line(str(one.row.get("content", ""))))
            for one, how in self._all
            if one.gone and one.row.get("issue") == issue
        ]

    def gone_earlier(self) -> list[Mark]:
        """The reviews of promises made before that were taken out."""
        return [
            Mark(how, _name(one), one_line(str(one.row.get("promise", ""))))
            for one, how in self._all
            if one.gone and one.row.get("session")
        ]

    def at_reading(self) -> list[Marked]:
        """Every record that was changed at the reading, in the order of the tables."""
        by_record: dict[_Place, list[Alteration]] = {}
        for one in self._at_reading:
            by_record.setdefault((one.table, one.record), []).append(one)
        gone = {record for (_table, record), found in by_record.items() if found[0].gone}
        marked = [
            Marked(*place, _name(found[0]), self._listed(found), found[0].gone)
            for place, found in by_record.items()
            if found[0].row.get("issue") not in gone
        ]
        return [one for one in marked if one.marks]

    def _listed(self, found: list[Alteration]) -> tuple[Mark, ...]:
        if found[0].gone:
            return (Mark(_("taken out")),)
        return self._said((one, "" if one.field else _("added")) for one in found)

    def _said(self, found: Iterable[tuple[Alteration, str]]) -> tuple[Mark, ...]:
        """The marks, those of one field of the form together."""
        said: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for one, how in found:
            field = self._fields[one.table].get(one.field)
            if field is None and (one.field or one.gone):
                continue  # nothing that is ever shown
            label = field.plain if field else ""
            before, now = said.setdefault((how, label), ([], []))
            if field:
                before.append(value_in_words(field, one.before, self._people))
                now.append(value_in_words(field, one.now, self._people))
        return tuple(
            Mark(how, label, *differing(_joined(before), _joined(now)))
            for (how, label), (before, now) in said.items()
        )

    def _correction(self, one: Alteration) -> str:
        """Which correction it was, or that nobody agreed on it."""
        name = one.field or (DELETED if one.gone else "number")
        heads = self._fold.heads(one.table, one.record, name)
        if heads and self._fold.is_late(heads[0].operation):
            return _("came in after closing")
        number = self._numbers.get(heads[0].operation) if heads else None
        return _("correction {number}").format(number=number) if number else _("corrected")


def _at_reading(one: Alteration) -> str:
    if one.field:
        return _("changed at the reading")
    return _("taken out at the reading") if one.gone else _("added at the reading")


def _name(one: Alteration) -> str:
    if one.row.get("session"):
        return of_promise(msgspec.convert(one.row, Review), "")
    name = record_in_words(one.table, str(one.row.get("number", "")))
    person = one.row.get("name") if one.table is Table.ATTENDANCE else None
    return f"{name}, {person}" if person else name


def _joined(values: list[str]) -> str:
    return " ".join(filter(None, values))
