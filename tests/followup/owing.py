"""Sessions that owe something, as the follow-up keeps them, and clocks to run over them."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from functools import cache

from danvan_tui.followup.clocks.due import DueItem
from danvan_tui.followup.clocks.reckoning import due_items
from danvan_tui.followup.extract import Extract, Raised
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Duty
from danvan_tui.model.settings import Settings
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording import due as words

TODAY = date(2026, 11, 20)
"""A Friday; Tuesday 24 is a public holiday."""


@cache
def lists() -> Catalogues:
    """The catalogues the program is shipped with."""
    return load_catalogues(shipped_data(), None)


def raised(number: int, kind: str = "proposal", **fields: object) -> Raised:
    """An opinion; what is not said of it is as where nobody said it."""
    given: dict[str, object] = {
        "id": f"issue-{number}",
        "number": number,
        "kind": kind,
        "field": "",
        "competence": "",
        "village": "",
        "speaker": "",
        "people": 1,
        "same_as": "",
        "resolved": "",
        "referred": False,
        "answered": False,
        "protected": False,
        "content": "Đường thôn hỏng",
    }
    return Raised(**(given | fields))  # type: ignore[arg-type]


def dialogue(day: str, *issues: Raised, code: str = "DT-1", **fields: object) -> Extract:
    """A dialogue that was held on a day."""
    given: dict[str, object] = {"state": "closed", "villages": ("Thôn Văn Xá",)}
    return Extract(
        folder=f"{code}-x",
        session=f"id-{code}",
        code=code,
        kind="dialogue",
        date=day,
        issues=issues,
        **(given | fields),  # type: ignore[arg-type]
    )


def reception(day: str, *issues: Raised, code: str = "TD-1", **fields: object) -> Extract:
    """A reception of citizens that was held on a day."""
    given: dict[str, object] = {"state": "closed"}
    return Extract(
        folder=f"{code}-x",
        session=f"id-{code}",
        code=code,
        kind="reception",
        date=day,
        issues=issues,
        **(given | fields),  # type: ignore[arg-type]
    )


def done(clock: str, on: str, issue: str = "", number: int = 1) -> Duty:
    """A duty recorded as met."""
    return Duty(id=f"{clock}-{number}", number=number, clock=clock, on=on, issue=issue)


def calendar(off: Set[date] = frozenset()) -> Calendar:
    """Weekends, and these days off: nothing else."""
    return Calendar(dict.fromkeys(off, "off"), (), lambda _year: {})


def owed(
    *sessions: Extract,
    today: date = TODAY,
    settings: Settings | None = None,
    everything: bool = False,
    off: Set[date] = frozenset({date(2026, 11, 24)}),
) -> list[DueItem]:
    """What is due, by the clocks the program is shipped with."""
    clocks = lists().deadlines.choices
    return due_items(
        sessions, clocks, calendar(off), today, settings or Settings(), everything=everything
    )


def of(clock: str, items: list[DueItem]) -> list[DueItem]:
    """The duties of one clock."""
    return [item for item in items if item.clock.id == clock]


def only(clock: str, items: list[DueItem]) -> DueItem:
    """The one duty of a clock."""
    (found,) = of(clock, items)
    return found


def said(item: DueItem) -> tuple[str, str]:
    """The last day of a duty, and how far that is."""
    return item.last, words.left_words(item)
