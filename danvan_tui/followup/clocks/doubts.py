"""Whether the clock of this computer can be right, as far as the sessions tell."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from danvan_tui.followup.clocks.meetings import dated
from danvan_tui.followup.extract import Extract

_AHEAD = timedelta(days=3)
_BEHIND = timedelta(days=365)


class ClockDoubt(NamedTuple):
    """A clock and a session that cannot both be right."""

    today: date
    newest: date
    code: str
    """Of the session that was held last."""


def clock_doubt(extracts: Iterable[Extract], today: date) -> ClockDoubt | None:
    """What speaks against the clock: a session held after its day, or none for a year before it."""
    held = [(one.day, one.extract.code) for one in dated(extracts) if one.extract.is_held]
    if not held:
        return None
    newest, code = max(held)
    if today + _AHEAD < newest or newest + _BEHIND < today:
        return ClockDoubt(today, newest, code)
    return None
