"""What became of a promise, for the figures of a report: every promise has exactly one outcome."""

from enum import StrEnum

from danvan_tui.followup.promises import Followed
from danvan_tui.model.records import CommitmentState


class Outcome(StrEnum):
    """What became of a promise; together they add up to the promises made."""

    KEPT_IN_TIME = "kept_in_time"
    """Confirmed, and done by the first deadline."""
    KEPT_LATE = "kept_late"
    """Confirmed, and done after the first deadline, postponed or not."""
    KEPT_UNDATED = "kept_undated"
    """Confirmed, where no first deadline or no day of doing is known."""
    BROKEN = "broken"
    CANCELLED = "cancelled"
    OVERDUE = "overdue"
    """Open after its deadline, the one it was postponed to included."""
    REPORTED = "reported"
    """Reported done by the unit; the village has not said so yet."""
    OPEN_IN_TIME = "open_in_time"
    OPEN_UNDATED = "open_undated"


KEPT = frozenset({Outcome.KEPT_IN_TIME, Outcome.KEPT_LATE, Outcome.KEPT_UNDATED})


def outcome(promise: Followed, today: str) -> Outcome:
    """What became of a promise by today, ISO 8601."""
    match promise.state:
        case CommitmentState.CONFIRMED:
            return _kept(promise)
        case CommitmentState.CANCELLED:
            return Outcome.CANCELLED
        case CommitmentState.NOT_DONE:
            return Outcome.BROKEN
        case CommitmentState.REPORTED_DONE:
            return Outcome.REPORTED
    if not promise.due:
        return Outcome.OPEN_UNDATED
    return Outcome.OVERDUE if promise.due < today else Outcome.OPEN_IN_TIME


def _kept(promise: Followed) -> Outcome:
    if not promise.first_due or not promise.done_on:
        return Outcome.KEPT_UNDATED
    in_time = promise.done_on <= promise.first_due
    return Outcome.KEPT_IN_TIME if in_time else Outcome.KEPT_LATE
