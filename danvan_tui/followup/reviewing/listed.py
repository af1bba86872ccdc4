"""A promise that a session lists for its opening review: how it stood, and what became of it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from msgspec.structs import asdict
from msgspec.structs import replace as replaced

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.followup.reviewing.recording import (
    Found,
    is_named,
    known_reviews,
    review_edits,
    written_anew,
)
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import (
    Commitment,
    CommitmentState,
    Result,
    Review,
    Table,
    Value,
)
from danvan_tui.model.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from danvan_tui.ledger.notebook import Notebook

_SAID = frozenset(field.name for field in fields(Found)) | {"after", "was_due", "was_due_text"}
"""What an answer consists of; a new one leaves nothing of the one before."""


def earlier(reviews: Iterable[Review]) -> list[Review]:
    """The promises of other sessions that this one looks at again, the first deadline first."""
    listed = [one for one in reviews if one.session]
    return sorted(listed, key=lambda one: (one.promised_due or "9", one.promised_in, one.number))


def as_listed(review: Review, known: Followable | None) -> Followable:
    """The promise without what this review says of it.

    Where the session it was made in cannot be read, as the words in the review have it.
    """
    if known is None:
        return _remembered(review)
    others = tuple(one for one in known.reviews if one.id != review.id)
    return replace(known, reviews=others)


def guessed(review: Review, now: Followed | None) -> Followed:
    """About how the promise stood before this review, from how it stands now.

    Exactly so where the review has no result yet.
    """
    if now is None:
        return joined(_remembered(review))
    if review.result is None:
        return now
    return replaced(
        now,
        state=CommitmentState.OPEN,
        unit=review.promised_by,
        due=review.promised_due,
        postponed=now.postponed - (review.result is Result.POSTPONED),
    )


def answer_edits(
    notebook: Notebook, listed: Followable, review: Review, found: Found
) -> list[Edit]:
    """The edits that say what became of a listed promise, in place of what was said before."""
    said = review_edits(notebook, listed, found)[-1].fields
    answer: dict[str, Value] = {name: said.get(name) for name in _SAID}
    known = said.get("after")
    named = {*review.after, *(known if isinstance(known, list) else ())}
    answer["after"] = sorted(named - {review.id})
    if found.result is Result.POSTPONED:
        stood = standing(listed.promise, listed.reviews)
        answer |= {"was_due": stood.due, "was_due_text": stood.due_text}
    if is_named(review, known_reviews(notebook, listed).values()):
        given = {name: value for name, value in answer.items() if value not in (None, "", [])}
        return written_anew(notebook, review, given)
    return [Edit(Table.REVIEWS, review.id, answer)]


def found_in(review: Review, changed: Mapping[str, Value], *, on: str) -> Found:
    """What a review says once some of its fields are changed; ``on`` is the day unless it says."""
    row = asdict(review) | {name: value or "" for name, value in changed.items()}
    said = {field.name: row[field.name] for field in fields(Found)}
    result, progress = row["result"], row["progress"]
    return Found(
        **said
        | {
            "result": Result(result) if result else None,
            "progress": progress if isinstance(progress, int) else None,
            "on": row["on"] or on,
        }
    )


def _remembered(review: Review) -> Followable:
    promise = Commitment(
        id=review.commitment,
        number=review.promised_number,
        content=review.promise,
        lead_unit=review.promised_by,
        due=review.promised_due,
        first_due=review.promised_due,
    )
    villages = (review.promised_village,) if review.promised_village else ()
    session = Extract(folder="", session=review.session, code=review.promised_in, villages=villages)
    return Followable(promise, session, None, ())
