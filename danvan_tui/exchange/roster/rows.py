"""One person of a list: the cells of a row made into fields, cleaned and judged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_tui.exchange.roster.headings import Column, Layout
from danvan_tui.exchange.roster.tables import Rows
from danvan_tui.language import _
from danvan_tui.ledger.guard import SHORT_LIMIT
from danvan_tui.vietnamese.clean import clean
from danvan_tui.vietnamese.fold import fold

LONGEST_NAME = 100  # characters; the longest Vietnamese names have about 30
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOBILE = re.compile(r"[35789]\d{8}")  # a phone number whose 0 a spreadsheet dropped
_SUM = re.compile(r"(?:tong|cong)\b.*\d|(?:tong cong|tong so|cong)\b.*")
_SHOWN = 40


@dataclass(frozen=True)
class RosterRow:
    """A person as a list names him; ``problem`` says why he cannot be taken over as he is."""

    line: int
    name: str
    role: str = ""
    position: str = ""
    village: str = ""
    birth_year: int | None = None
    phone: str = ""
    note: str = ""
    problem: str = ""


class RowReader:
    """Reads the rows below the headings."""

    def __init__(self, layout: Layout, roles: Mapping[str, str]) -> None:
        """``roles`` gives the id of each role by its name in any spelling, folded."""
        self._layout = layout
        self._roles = roles
        self._headings = ""

    def read(self, rows: Rows) -> list[RosterRow]:
        """Everybody in the rows, in their order."""
        found = []
        self._headings = self._name([_tidy(cell) for cell in rows[self._layout.row]])
        for place, cells in enumerate(rows[self._layout.row + 1 :], self._layout.row + 1):
            row = self._person(place + 1, [_tidy(cell) for cell in cells])
            if row is not None:
                found.append(row)
        return found

    def _person(self, line: int, cells: list[str]) -> RosterRow | None:
        name = self._name(cells)
        phone = _phone(self._first(cells, Column.PHONE))
        born = self._first(cells, Column.BIRTH)
        if not name and not phone and not _YEAR.search(born):
            return None  # an empty line, a number on its own, the title of a part
        if name.casefold() == self._headings.casefold():
            return None  # the headings again, at the top of a page
        role, position, note = self._role(cells)
        year = _YEAR.search(born)
        if born and not year and re.search(r"\d", born):
            note = "; ".join(filter(None, [note, f"năm sinh: {born}"]))
        row = RosterRow(
            line=line,
            name=name,
            role=role,
            position=position,
            village=self._first(cells, Column.VILLAGE, Column.UNIT, Column.ADDRESS),
            birth_year=int(year[0]) if year else None,
            phone=phone,
            note=note,
        )
        return _judged(row)

    def _name(self, cells: list[str]) -> str:
        name = self._first(cells, Column.NAME)
        columns = self._layout.columns
        if name and not (Column.FAMILY in columns and Column.GIVEN in columns):
            return name
        parts = [*columns.get(Column.FAMILY, []), *columns.get(Column.GIVEN, [])]
        return " ".join(filter(None, (_cell(cells, place) for place in parts))) or name

    def _role(self, cells: list[str]) -> tuple[str, str, str]:
        """Role, position and note; a role that no list knows is kept in words."""
        said = self._first(cells, Column.ROLE)
        position = self._first(cells, Column.POSITION)
        note = self._first(cells, Column.NOTE)
        role = self._roles.get(fold(said), "")
        if said and not role:
            if position:
                note = "; ".join(filter(None, [note, said]))
            else:
                position = said
        return role, position, note

    def _first(self, cells: list[str], *columns: Column) -> str:
        """The first cell that says something."""
        places = [place for column in columns for place in self._layout.columns.get(column, [])]
        return next((_cell(cells, place) for place in places if _cell(cells, place)), "")


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _tidy(cell: str) -> str:
    return " ".join(clean(cell).split())


def _phone(text: str) -> str:
    return f"0{text}" if _MOBILE.fullmatch(text) else text


def _judged(row: RosterRow) -> RosterRow:
    """The row, or, where something is wrong, as much of it as can be shown and why."""
    problem = _problem(row)
    if not problem:
        return row
    return RosterRow(
        line=row.line,
        name=row.name[:_SHOWN],
        village=row.village[:_SHOWN],
        birth_year=row.birth_year,
        problem=problem,
    )


def _problem(row: RosterRow) -> str:
    if len(row.name) > LONGEST_NAME:
        return _("Row {line}: a name of {length} characters cannot be right.").format(
            line=row.line, length=len(row.name)
        )
    texts = (row.position, row.village, row.phone, row.note)
    if any(len(text) > SHORT_LIMIT for text in texts):
        return _("Row {line}: a cell holds more than {limit} characters.").format(
            line=row.line, limit=SHORT_LIMIT
        )
    if not any(letter.isalpha() for letter in row.name):
        return _("Row {line}: there is no name.").format(line=row.line)
    if _SUM.fullmatch(fold(row.name)):
        return _("Row {line}: this looks like a sum, not like a person.").format(line=row.line)
    return ""
