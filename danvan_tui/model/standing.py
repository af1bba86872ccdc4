"""Where a promise stands: what its reviews add up to, in whatever session they were said.

Nothing of it is stored. A review names those its writer knew, so their order never hangs on a
clock, and two that did not know each other are told as such.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from danvan_tui.language import _
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

_DONE = frozenset({CommitmentState.REPORTED_DONE, CommitmentState.CONFIRMED})

_SAYS_NOTHING = frozenset({None, Result.NOTED, Result.NOT_REVIEWED})

_STILL_OWED = frozenset(
    {CommitmentState.OPEN, CommitmentState.IN_PROGRESS, CommitmentState.REASSIGNED}
)
"""The states that a new deadline leaves as they are; out of the others it goes on."""


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
        state = _state_after(state, review.result)
        if review.result is Result.POSTPONED:
            postponed += (review.due or review.due_text) != (due or due_text)
            due, due_text = review.due, review.due_text
        elif review.result is Result.REASSIGNED:
            unit = review.unit or unit
        if state in _DONE:
            done_on = done_on or review.on
            progress = review.progress
        else:
            done_on = ""
            progress = progress if review.progress is None else review.progress
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


def _state_after(state: CommitmentState, result: Result | None) -> CommitmentState:
    if result is Result.POSTPONED:
        return state if state in _STILL_OWED else CommitmentState.IN_PROGRESS
    if result is Result.REPORTED_DONE and state is CommitmentState.CONFIRMED:
        return state  # the word of the village stands above that of the unit
    return state if result is None else _STATES.get(result, state)


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Each review after those its writer knew, the same whatever order they arrive in.

    A file made by hand may name reviews in a circle: that is cut at the smallest id.
    """
    known = {review.id: review for review in reviews}
    waiting_for = {
        one: {before for before in review.after if before in known and before != one}
        for one, review in known.items()
    }
    followers: dict[str, list[str]] = defaultdict(list)
    for one, before in waiting_for.items():
        for other in before:
            followers[other].append(one)
    ordered: list[Review] = []
    ready = sorted(one for one, before in waiting_for.items() if not before)
    while waiting_for:
        ready = ready or [min(waiting_for)]
        for one in ready:
            ordered.append(known[one])
            del waiting_for[one]
        ready = sorted(_released(ready, followers, waiting_for))
    return ordered


def _released(
    placed: list[str], followers: dict[str, list[str]], waiting_for: dict[str, set[str]]
) -> Iterable[str]:
    """The reviews that waited for nothing else than for those just placed."""
    for one in placed:
        for other in followers.pop(one, ()):
            if other in waiting_for:
                waiting_for[other].discard(one)
                if not waiting_for[other]:
                    yield other


def differ(reviews: Collection[Review]) -> bool:
    """Whether reviews of one promise say different things about it."""
    return len({(one.result, one.due or one.due_text, one.unit) for one in reviews}) > 1


def contradicting(review: Review, others: Iterable[Review]) -> list[Review]:
    """The reviews that say something else than this one, neither knowing of the other."""
    if review.result in _SAYS_NOTHING:
        return []
    return [
        other
        for other in others
        if other.result not in _SAYS_NOTHING
        and other.id != review.id
        and other.id not in review.after
        and review.id not in other.after
        and differ([review, other])
    ]


def _disagreeing(said: list[Review]) -> tuple[Review, ...]:
    replaced = {before for review in said for before in review.after if before != review.id}
    latest = [review for review in said if review.id not in replaced]
    return tuple(latest) if differ(latest) else ()


def result_name(result: Result) -> str:
    """What was found, in words."""
    return {
        Result.NOTED: _("a remark"),
        Result.IN_PROGRESS: _("in progress"),
        Result.REPORTED_DONE: _("the unit reports it done"),
        Result.CONFIRMED: _("the village confirms it"),
        Result.CONFIRMED_IN_PART: _("confirmed in part"),
        Result.NOT_AS_PROMISED: _("not as promised"),
        Result.NOT_DONE: _("not done"),
        Result.POSTPONED: _("postponed"),
        Result.REASSIGNED: _("reassigned"),
        Result.CANCELLED: _("cancelled"),
        Result.NOT_REVIEWED: _("not reviewed"),
    }[result]
