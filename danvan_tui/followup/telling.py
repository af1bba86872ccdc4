"""The words of reviews, which no index keeps: they are read in their sessions when asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.promises import Followable
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.rows import read_rows, rows_of
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Review


def in_full(
    shelf: Shelf,
    followable: Followable,
    sessions: Iterable[Extract],
    open_states: Mapping[str, State] | None = None,
) -> Followable:
    """The same promise, its reviews with all their words as far as their sessions can be read.

    ``open_states`` are sessions that are open here, by folder.
    """
    wanted = {review.id for review in followable.reviews}
    known: dict[str, Review] = {}
    for session in sessions:
        if wanted.isdisjoint(review.id for review in session.reviews):
            continue
        known |= {
            review.id: review
            for review in _reviews(shelf, session.folder, open_states or {})
            if review.id in wanted
        }
    told = tuple(known.get(review.id, review) for review in followable.reviews)
    return replace(followable, reviews=told)


def _reviews(shelf: Shelf, folder: str, open_states: Mapping[str, State]) -> list[Review]:
    if folder in open_states:
        return rows_of(open_states[folder]).reviews
    try:
        return read_rows(shelf.folder(folder)).reviews
    except LedgerError:
        return []  # the index says that it cannot be read; what it kept is told
