"""How promises and what became of them are said: states, results, one review in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from danvan_tui.language import _, ngettext
from danvan_tui.model.records import CommitmentState
from danvan_tui.model.standing import SETTLED, Standing, result_name

if TYPE_CHECKING:
    from danvan_tui.followup.promises import Followed
    from danvan_tui.followup.urgency import Urgency

__all__ = [
    "due_words",
    "late_and_soon",
    "overdue_words",
    "postponed_words",
    "pressing",
    "result_name",
    "standing_words",
    "stands",
    "state_name",
    "urgency_name",
]

_NOTHING_RUNS = SETTLED | {CommitmentState.REPORTED_DONE}
"""Where the unit owes nothing more: what it reported done waits for the village."""


def state_name(state: CommitmentState) -> str:
    """Where a promise stands, in words."""
    return {
        CommitmentState.OPEN: _("owed"),
        CommitmentState.IN_PROGRESS: _("in progress"),
        CommitmentState.REPORTED_DONE: _("reported done"),
        CommitmentState.CONFIRMED: _("confirmed"),
        CommitmentState.NOT_DONE: _("not done"),
        CommitmentState.REASSIGNED: _("reassigned"),
        CommitmentState.CANCELLED: _("cancelled"),
    }[state]


def stands(standing: Standing) -> str:
    """Where a promise stands, with the word of the village where that reopened it."""
    return _where(standing.state, standing.reopened, bool(standing.disagreeing))


def standing_words(promise: Followed) -> str:
    """Where a promise of the board stands, in the same words."""
    return _where(promise.state, promise.is_reopened, promise.is_disagreeing)


def _where(state: CommitmentState, is_reopened: bool, is_disagreeing: bool) -> str:
    said = _("reopened") if is_reopened else state_name(state)
    return _("{state} (disagreeing reviews)").format(state=said) if is_disagreeing else said


def urgency_name(urgency: Urgency) -> str:
    """A group of promises by their urgency."""
    return {  # by value: the start of the screens imports no follow-up
        "overdue": _("Overdue"),
        "due_soon": _("Due within 7 days"),
        "in_progress": _("Not due yet"),
        "no_deadline": _("No deadline"),
        "reported_done": _("Reported done; the village has not confirmed it yet"),
        "confirmed": _("Confirmed by the village"),
        "cancelled": _("Cancelled"),
    }[urgency.value]


def due_words(promise: Followed, today: date) -> str:
    """How long there is left, or since when it should have been done; empty where nothing runs."""
    due = _date(promise.due)
    if due is None or promise.state in _NOTHING_RUNS:
        return ""
    days = (due - today).days
    if days < 0:
        return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=-days)
    if days == 0:
        return _("due today")
    return ngettext("{count} day left", "{count} days left", days).format(count=days)


def overdue_words(promise: Followed, today: date) -> str:
    """How long it should have been done; empty where it should not be yet."""
    return due_words(promise, today) if promise.due < today.isoformat() else ""


def postponed_words(promise: Followed) -> str:
    """How often its deadline was moved; empty where it never was."""
    count = promise.postponed
    if not count:
        return ""
    return ngettext("postponed once", "postponed {count} times", count).format(count=count)


def pressing(promises: Iterable[Followed], today: date) -> str:
    """How many promises are late and how many are due soon; empty where none is either."""
    from danvan_tui.followup.urgency import Urgency, last_near_day, urgency  # noqa: PLC0415

    now, near = today.isoformat(), last_near_day(today)
    found = Counter(urgency(promise, now, near) for promise in promises)
    return late_and_soon(found[Urgency.OVERDUE], found[Urgency.DUE_SOON])


def late_and_soon(late: int, soon: int) -> str:
    """Numbers of promises that are late and due soon; what there is none of is left out."""
    said = (
        (late, ngettext("{count} promise overdue", "{count} promises overdue", late)),
        (soon, ngettext("{count} due within 7 days", "{count} due within 7 days", soon)),
    )
    return " · ".join(text.format(count=count) for count, text in said if count)


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
