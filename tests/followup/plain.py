"""All promises joined with all reviews the plain way, to hold against what the index keeps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.promises import Followable, Followed, joined
from danvan_tui.model.records import Review


def followed(extracts: Iterable[Extract]) -> Iterator[Followed]:
    """All promises of these sessions, as their reviews in all of them leave them."""
    known = list(extracts)
    reviews = reviews_by_promise(known)
    for session in known:
        raised = {issue.id: issue for issue in session.issues}
        for promise in session.promises:
            about = tuple(reviews.get(promise.id, ()))
            yield joined(Followable(promise, session, raised.get(promise.issue), about))


def reviews_by_promise(extracts: Iterable[Extract]) -> Mapping[str, list[Review]]:
    """The reviews of all sessions by the promise they are about; one told twice counts once."""
    found: dict[str, dict[str, Review]] = defaultdict(dict)
    for session in extracts:
        for review in session.reviews:
            found[review.commitment].setdefault(review.id, review)
    return {promise: list(reviews.values()) for promise, reviews in found.items()}
