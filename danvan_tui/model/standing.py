"""Where a promise stands: what its reviews add up to, in whatever session they were said.

Nothing of it is stored. A review names those its writer knew, so their order never hangs on a
clock, and two that did not know each other are told as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_tui.model.records import Commitment, CommitmentState, Result, Review

_STATES = {
    Result.IN_PROGRESS: CommitmentState.IN_PROGRESS,
    Result.REPORTED_DONE: CommitmentState.REPORTED_DONE,
    Result.CONFIRMED: CommitmentState.CONFIRMED,
    Result.CONFIRMED_IN_PART: CommitmentState.IN_PROGRESS,
    Result.NOT_AS_PROMISED: CommitmentState.IN_PROGRESS,
    Result.NOT_DONE: CommitmentState.NOT_DONE,
    Result.REASSIGNED: CommitmentState.REASSIGNED,
    Result.CANCELLED: CommitmentState.CANCELLED,
}
"""What a result makes of a promise; the others leave it where it stands."""

REOPENING = frozenset({Result.CONFIRMED_IN_PART, Result.NOT_AS_PROMISED})
"""What the village says of a promise that is not kept yet, whatever the unit reported."""

SETTLED = frozenset({CommitmentState.CONFIRMED, CommitmentState.CANCELLED})
"""The states in which nothing is owed any more; all others stay on the board."""

_SAYS_NOTHING = frozenset({None, Result.NOTED, Result.NOT_REVIEWED})


@dataclass(frozen=True)
class Standing:
    """A promise as it stands now."""

    state: CommitmentState = CommitmentState.OPEN
    unit: str = ""
    due: str = ""
    due_text: str = ""
    progress: int | None = None
    postponed: int = 0
    """How many times the deadline was moved."""
    reviews: tuple[Review, ...] = ()
    """Those with a result, each after those its writer knew."""
    reopened: bool = False
    """Whether the village said last that it is not done, or not all of it."""
    done_on: str = ""
    """The day it was reported done, else confirmed; empty while it is neither."""
    disagreeing: tuple[Review, ...] = ()
    """The latest reviews where several did not know each other and say different things."""

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        return self.state not in SETTLED

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody ever looked at it again and said so."""
        return any(review.result is not Result.NOT_REVIEWED for review in self.reviews)

    def is_overdue(self, today: str) -> bool:
        """Whether it should have been done by now; ``today`` is ISO 8601.

        What the unit reported done waits for the village, not for the unit.
        """
        waiting = self.is_open and self.state is not CommitmentState.REPORTED_DONE
        return waiting and bool(self.due) and self.due < today


def standing(promise: Commitment, reviews: Iterable[Review]) -> Standing:
    """Where a promise stands after these reviews of it."""
    ordered = in_order(review for review in reviews if review.result is not None)
    state, done_on, progress = CommitmentState.OPEN, "", None
    unit, due, due_text, postponed = promise.lead_unit, promise.due, promise.due_text, 0
    for review in ordered:
        assert review.result is not None
        state = _STATES.get(review.result, state)
        progress = progress if review.progress is None else review.progress
        if review.result is Result.POSTPONED:
            due, due_text, postponed = review.due, review.due_text, postponed + 1
        elif review.result is Result.REASSIGNED:
            unit = review.unit or unit
        elif review.result is Result.REPORTED_DONE:
            done_on = review.on
        elif review.result is Result.CONFIRMED:
            done_on = done_on or review.on
        elif review.result in _STATES:  # whatever was reported, it is not done
            done_on = ""
    said = [review for review in ordered if review.result not in _SAYS_NOTHING]
    return Standing(
        state=state,
        unit=unit,
        due=due,
        due_text=due_text,
        progress=progress,
        postponed=postponed,
        reviews=tuple(ordered),
        reopened=bool(said) and said[-1].result in REOPENING,
        done_on=done_on,
        disagreeing=_disagreeing(said),
    )


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Each review after those its writer knew, the same whatever order they arrive in."""
    known = {review.id: review for review in reviews}
    depths: dict[str, int] = {}

    def depth(review: Review) -> int:
        if review.id not in depths:
            depths[review.id] = 0  # a file made by hand may name reviews in a circle
            before = [known[one] for one in review.after if one in known]
            depths[review.id] = 1 + max(map(depth, before), default=0)
        return depths[review.id]

    return sorted(known.values(), key=lambda review: (depth(review), review.id))


def _disagreeing(said: list[Review]) -> tuple[Review, ...]:
    replaced = {one for review in said for one in review.after}
    latest = [review for review in said if review.id not in replaced]
    differ = len({(one.result, one.due, one.unit) for one in latest}) > 1
    return tuple(latest) if differ else ()
