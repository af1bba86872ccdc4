"""What the list of what is due shows: duties and units under the headings of when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from textual.content import Content

from danvan_tui.followup.clocks.due import DueItem, DutyState, Section
from danvan_tui.followup.clocks.due_list import DueList, Entry
from danvan_tui.followup.clocks.owed import UnitDue
from danvan_tui.language import _
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.wording import due as wording
from danvan_tui.wording import words

_HEADING = "="
_UNIT = "unit|"
_TONES = {
    Section.OVERDUE: "error",
    Section.SOON: "warning",
    Section.LATER: "muted",
    Section.DONE: "success",
}


def columns() -> list[Column]:
    """The columns of the list; what for and for whom stands below them."""
    return [
        Column(_("Last day"), 12),
        Column(_("What"), 64, tone="strong"),
        Column(_("Time left")),
    ]


def key_of(entry: Entry) -> str:
    """The key of a row."""
    return f"{_UNIT}{entry.commune}|{entry.unit}" if isinstance(entry, UnitDue) else entry.key


def rows_of_due_list(listed: DueList, marked: Collection[str]) -> list[Row]:
    """All rows: under each heading duties and units by their day."""
    rows: list[Row] = []
    for section, entries in listed.parts():
        title = (wording.section_name(section), str(len(entries)))
        rows.append(Row(f"{_HEADING}{section}", title, heads=True))
        rows += [_row_of(entry, section, listed.today, marked) for entry in entries]
    return rows


def in_short(rows: Sequence[Row]) -> str:
    """How many there are in the first two parts."""
    headings = {row.key: row.cells for row in rows if row.heads}
    pressing = (headings.get(f"{_HEADING}{one}") for one in (Section.OVERDUE, Section.SOON))
    return " · ".join(f"{cells[0].lower()}: {cells[1]}" for cells in pressing if cells)


def next_step(entry: Entry | None, enter: str) -> Content:
    """What to do about what is under the cursor, and why."""
    if entry is None:
        return Content("")
    if isinstance(entry, UnitDue):
        said = _("Enter shows these promises on the board.")
        return Content.assemble(("→ ", "bold $accent"), said)
    lines: list[Content | tuple[str, str]] = []
    if entry.state is not DutyState.MET:
        step = f" {entry.clock.next} {enter}".rstrip()
        lines.append(Content.assemble(("→", "bold $accent"), step))
    tone = "$text-muted" if entry.clock.mark == "V" else "$text-warning"
    lines += [(said, "$text-warning") for said in filter(None, [wording.doubtful(entry)])]
    lines.append((wording.basis(entry), tone))
    lines += [(said, "$text-muted") for said in wording.explained(entry)]
    return Content("\n").join(Content.assemble(line) for line in lines)


def _row_of(entry: Entry, section: Section, today: date, marked: Collection[str]) -> Row:
    if isinstance(entry, UnitDue):
        return _of_unit(entry, section, today)
    return _of_duty(entry, section, entry.key in marked)


def _of_duty(item: DueItem, section: Section, is_marked: bool) -> Row:
    cells = (
        f"{words.day(item.last)} {words.TICK}" if is_marked else words.day(item.last),
        item.clock.name,
        wording.left_words(item),
    )
    return Row(item.key, cells, _tone(item, section), wording.about(item))


def _tone(item: DueItem, section: Section) -> str:
    if item.state is DutyState.MISSED:
        return "muted"
    if section is Section.COUNTS:
        return "success" if item.state is DutyState.MET else "warning"
    return _TONES[section]


def _of_unit(unit: UnitDue, section: Section, today: date) -> Row:
    cells = (
        words.day(unit.first),
        wording.unit_name(unit),
        wording.unit_left(unit, today),
    )
    return Row(key_of(unit), cells, _TONES[section], wording.promises_of(unit))
