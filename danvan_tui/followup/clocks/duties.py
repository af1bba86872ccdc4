"""Recording that a duty of the law was met, in the session that owed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from danvan_tui.followup.clocks.due import DueItem
from danvan_tui.followup.clocks.terms import day_of
from danvan_tui.followup.writing import Recorded, Writing
from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table

if TYPE_CHECKING:
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Operation
    from danvan_tui.ledger.sessions import Sessions


@dataclass(frozen=True)
class Done:
    """What a person says about a duty that was met."""

    on: str
    document: str = ""
    by: str = ""
    note: str = ""


def problem(done: Done, item: DueItem, today: date) -> str:
    """Why this cannot be recorded, in one sentence; empty where it can."""
    day = day_of(done.on)
    if item.tally is not None:
        return _(
            "This is counted from the sessions themselves. Nothing was recorded; "
            "please make the session that was held."
        )
    if day is None:
        return _("A day is needed, such as 22/11/2026. Nothing was recorded.")
    if day > today:
        return _(
            "{day} is still to come: the clock of this computer says {today}. Nothing was "
            "recorded; please check the day, and the clock."
        ).format(day=_said(day), today=_said(today))
    event = day_of(item.event)
    if event and item.clock.direction == "before" and day > event:
        return _(
            "{day} is after {event}, before which it had to be done. Nothing was recorded; "
            "please check the day."
        ).format(day=_said(day), event=_said(event))
    if event and item.clock.direction == "after" and day < event:
        return _(
            "{day} is before {event}, from which the term runs. Nothing was recorded; "
            "please check the day."
        ).format(day=_said(day), event=_said(event))
    return ""


def duty_edits(notebook: Notebook, items: Iterable[DueItem], done: Done) -> list[Edit]:
    """Edits that note these duties of one session as met; raises InvalidChangeError."""
    number = notebook.state.next_number(Table.DUTIES)
    edits: list[Edit] = []
    for item in items:
        if item.issue and item.issue not in notebook.state.fold.rows[Table.ISSUES]:
            raise InvalidChangeError(
                _(
                    "The opinion this is owed to was taken out meanwhile. Nothing was recorded; "
                    "please bring it back first."
                )
            )
        given = {"document": done.document, "by": done.by, "note": done.note, "issue": item.issue}
        fields = {name: text for name, text in given.items() if text.strip()}
        new = notebook.new(Table.DUTIES, clock=item.clock.id, on=done.on, **fields)
        edits.append(new._replace(fields=new.fields | {"number": number + len(edits)}))
    return edits


def record_duties(
    shelf: Sessions,
    items: Iterable[DueItem],
    done: Done,
    person: str = "",
    *,
    today: date,
) -> Recorded:
    """Note one or several duties as met, as one operation a session.

    What cannot be written is told, and leaves the others as they are; ``reviewing.take_back``
    takes it back.
    """
    writing = Writing(shelf, person)
    sessions: dict[str, list[DueItem]] = {}
    for item in items:
        refused = problem(done, item, today)
        if refused:
            writing.refuse(f"{item.clock.name}, {item.code}: {refused}")
        else:
            sessions.setdefault(item.folder, []).append(item)
    for folder, owed in sessions.items():

        def record(notebook: Notebook, these: Sequence[DueItem] = owed) -> Operation:
            operation = notebook.record(duty_edits(notebook, these, done))
            writing.add(item.key for item in these)
            return operation

        writing.write(folder, owed[0].code or folder, record)
    return writing.recorded


def _said(day: date) -> str:
    return day.strftime("%d/%m/%Y")
