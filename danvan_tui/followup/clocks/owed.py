"""The promises that press, unit by unit: one line each beside the duties of the law."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from danvan_tui.followup.clocks.terms import day_of
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.urgency import Urgency, last_near_day, urgency


class UnitDue(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit has to do now, or should have done."""

    unit: str
    overdue: int
    soon: int
    first: str
    """The earliest deadline of them."""
    commune: str = ""
    """Whose unit it is, where there are several communes; else empty."""


def units_due(promises: Iterable[Followed], today: date) -> list[UnitDue]:
    """The units that owe something overdue or due soon, by the earliest deadline."""
    now, near = today.isoformat(), last_near_day(today)
    pressing: dict[tuple[str, str], dict[Urgency, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for promise in promises:
        if day_of(promise.due) is None:
            continue
        pressing[promise.commune, promise.unit][urgency(promise, now, near)].append(promise.due)
    found = []
    for (commune, unit), deadlines in pressing.items():
        late, soon = deadlines[Urgency.OVERDUE], deadlines[Urgency.DUE_SOON]
        if late or soon:
            first = min([*late, *soon])
            found.append(
                UnitDue(unit=unit, overdue=len(late), soon=len(soon), first=first, commune=commune)
            )
    return sorted(found, key=lambda one: (one.first, one.commune, one.unit))
