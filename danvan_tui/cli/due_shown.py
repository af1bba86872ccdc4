"""What is due, laid out for a terminal, a spreadsheet and a program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from danvan_tui.followup.clocks.due import DueItem, Section
from danvan_tui.followup.clocks.due_list import DueList, Entry
from danvan_tui.followup.clocks.owed import UnitDue
from danvan_tui.language import _
from danvan_tui.wording import due as wording
from danvan_tui.wording.words import day

_DAY = 12  # cells of a day and the gap behind it


def warnings(listed: DueList) -> list[str]:
    """What has to be known first: that the clock may be wrong, and what is left out."""
    doubt = wording.doubt(listed.doubt)
    return [*filter(None, [doubt]), *wording.left_out(listed, "--all")]


def lines(listed: DueList) -> Iterator[str]:
    """The list for people: two lines for each entry, the second with its name for --met."""
    for section, entries in listed.parts():
        yield f"{wording.section_name(section)} ({len(entries)})"
        for entry in entries:
            last, left, what, about, name = _cells(entry, listed.today)
            yield f"  {last:<{_DAY}}{what}: {left}"
            yield f"  {'':<{_DAY}}{about}" + (f"  [{name}]" if name else "")
    if not (listed.items or listed.units):
        yield _("Nothing is due.")


def advice(listed: DueList) -> Iterator[str]:
    """What to do about each sort of duty in the list, and why."""
    first: dict[str, DueItem] = {}
    for item in listed.items:
        first.setdefault(item.clock.id, item)
    for item in first.values():
        said = [item.clock.next, wording.basis(item), *wording.explained(item)]
        yield f"{item.clock.name}: {' '.join(filter(None, said))}"


def rows(listed: DueList) -> Iterator[list[str]]:
    """The list as a table, a heading first."""
    yield [
        _("When"),
        _("Last day"),
        _("Time left"),
        _("What"),
        _("For whom"),
        _("Next step"),
        _("Basis"),
        _("Name for --met"),
    ]
    for section, entries in listed.parts():
        for entry in entries:
            last, left, what, about, name = _cells(entry, listed.today)
            told = (
                [entry.clock.next, wording.basis(entry)] if isinstance(entry, DueItem) else ["", ""]
            )
            yield [wording.section_name(section), last, left, what, about, *told, name]


def as_document(listed: DueList) -> dict[str, Any]:
    """The list for programs."""
    found = {
        section: [_as_record(entry, section) for entry in entries]
        for section, entries in listed.parts()
    }
    together = [record for records in found.values() for record in records]
    return {
        "today": listed.today.isoformat(),
        "warnings": warnings(listed),
        "duties": [record for record in together if "clock" in record],
        "promises": [record for record in together if "unit" in record],
    }


def _cells(entry: Entry, today: date) -> tuple[str, str, str, str, str]:
    if isinstance(entry, UnitDue):
        left, about = wording.unit_left(entry, today), wording.promises_of(entry)
        return day(entry.first), left, wording.unit_name(entry), about, ""
    left, about = wording.left_words(entry), wording.about(entry)
    return day(entry.last), left, entry.clock.name, about, _name(entry)


def _name(item: DueItem) -> str:
    """What --met takes for this duty; of what is protected no number is told."""
    if item.tally is not None:
        return ""
    number = f"/{item.number}" if item.number else ""
    return f"{item.clock.id} {item.code or item.folder}{number}"


def _as_record(entry: Entry, section: Section) -> dict[str, Any]:
    if isinstance(entry, UnitDue):
        return {
            "section": section,
            "unit": entry.unit,
            "commune": entry.commune,
            "overdue": entry.overdue,
            "due_soon": entry.soon,
            "first_due": entry.first,
        }
    tally = entry.tally
    counted = {"days": tally.done, "asked": tally.asked, "head": tally.head} if tally else {}
    return {
        "section": section,
        "clock": entry.clock.id,
        "name": entry.clock.name,
        "state": entry.state,
        "last_day": entry.last,
        "left": entry.left,
        "left_in": entry.left_in,
        "commune": entry.commune,
        "session": entry.code,
        "folder": entry.folder,
        "opinion": entry.number or None,
        "month": entry.month,
        "villages": list(entry.villages),
        "protected": entry.protected,
        "met_on": entry.met_on,
        "next": entry.clock.next,
        "basis": entry.clock.basis,
        "mark": entry.clock.mark,
        **counted,
    }
