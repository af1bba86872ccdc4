"""Where a commitment stands now, as files say it beside what was agreed."""

from collections.abc import Iterable

from danvan_tui.exchange.document import StandingPart
from danvan_tui.model.records import Commitment, Review
from danvan_tui.model.standing import standing


def standing_part(promise: Commitment, reviews: Iterable[Review]) -> StandingPart | None:
    """What the reviews of a promise add up to; None where there are none."""
    now = standing(promise, reviews)
    if not now.reviews:
        return None
    return StandingPart(
        state=now.state,
        unit=now.unit,
        due=now.due,
        due_text=now.due_text,
        postponed=now.postponed,
        progress=now.progress,
        reopened=now.reopened,
        disagreeing=bool(now.disagreeing),
        done_on=now.done_on,
        last_review=now.reviews[-1].id,
    )


def with_reviews(
    promises: Iterable[Commitment], reviews: Iterable[Review]
) -> list[tuple[Commitment, list[Review]]]:
    """Each promise with the reviews of it among these."""
    of: dict[str, list[Review]] = {}
    for review in reviews:
        of.setdefault(review.commitment, []).append(review)
    return [(promise, of.get(promise.id, [])) for promise in promises]
