"""How urgent a promise is today: computed, never stored."""

from datetime import date, timedelta
from enum import StrEnum

from danvan_tui.followup.promises import Followed
from danvan_tui.model.records import CommitmentState
from danvan_tui.model.standing import SETTLED

SOON = timedelta(days=7)
"""A deadline within these days is near."""


class Urgency(StrEnum):
    """The groups of the board, the most urgent first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    """Owed, with a deadline that is not near."""
    NO_DEADLINE = "no_deadline"
    REPORTED_DONE = "reported_done"
    """The unit says it is done; the village has not said so yet."""
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


def urgency(promise: Followed, today: str, soon: str) -> Urgency:
    """Where a promise belongs; ``today`` and ``soon``, the last near day, are ISO 8601."""
    if promise.state in SETTLED:
        confirmed = promise.state is CommitmentState.CONFIRMED
        return Urgency.CONFIRMED if confirmed else Urgency.CANCELLED
    if promise.state is CommitmentState.REPORTED_DONE:
        return Urgency.REPORTED_DONE
    if not promise.due:
        return Urgency.NO_DEADLINE
    if promise.due < today:
        return Urgency.OVERDUE
    return Urgency.DUE_SOON if promise.due <= soon else Urgency.IN_PROGRESS


def last_near_day(today: date) -> str:
    """The last day that is still near."""
    return (today + SOON).isoformat()
