"""Promise: the index reads what changed, at once and no more than that, and tells how far it is."""

from __future__ import annotations

import os

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.model.records import CommitmentState, Result
from tests.followup.shelves import Shelved, damage, state


def test_only_what_changed_is_read_again(shelved: Shelved) -> None:
    first, second = shelved.session(), shelved.session()
    promise = shelved.promise(first)
    shelved.index.bring_up_to_date()
    assert shelved.index.survey().stale == []
    shelved.review(second, promise)
    assert shelved.index.survey().stale == [second]
    shelved.index.bring_up_to_date()
    assert state(shelved.index) is CommitmentState.CONFIRMED
    shelved.restart()
    shelved.index.load()
    assert shelved.index.survey().stale == []
    assert state(shelved.index) is CommitmentState.CONFIRMED


def test_what_was_touched_and_not_changed_is_read_once(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.index.bring_up_to_date()
    for path in shelved.shelf.folder(folder).glob("*.log"):
        os.utime(path, (0, 0))
    assert shelved.index.survey().stale == [folder]
    shelved.index.bring_up_to_date()
    shelved.restart()
    shelved.index.load()
    assert shelved.index.survey().stale == []


def test_a_session_somebody_else_writes_is_read_every_time(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.open_elsewhere(folder)
    for count in range(1, 4):
        shelved.promise(folder)
        shelved.index.bring_up_to_date()
        assert len(shelved.index.promises) == count
    shelved.close_all()


def test_what_was_read_before_an_entry_does_not_undo_it(shelved: Shelved) -> None:
    folder = shelved.session()
    promise = shelved.promise(folder)
    late = shelved.index.read(folder)
    shelved.open_here(folder)
    shelved.review(folder, promise)
    assert not shelved.index.accept(late)
    shelved.close(folder)
    assert not shelved.index.accept(late)
    assert state(shelved.index) is CommitmentState.CONFIRMED


def test_what_is_open_here_counts_more_than_what_was_kept(shelved: Shelved) -> None:
    home, later = shelved.session(), shelved.session()
    promise = shelved.promise(home)
    shelved.index.bring_up_to_date()
    shelved.open_here(later)
    shelved.review(later, promise)
    kept = FollowUp(shelved.shelf)
    kept.refresh_session(later, shelved.here[later].state)
    assert list(kept.promises) == []
    kept.load()
    assert state(kept) is CommitmentState.CONFIRMED
    shelved.close_all()


def test_the_edition_tells_of_changes_only(shelved: Shelved) -> None:
    folder = shelved.session()
    shelved.promise(folder)
    shelved.open_elsewhere(folder)
    shelved.index.bring_up_to_date()
    before = shelved.index.edition
    shelved.index.bring_up_to_date()
    assert shelved.index.edition == before
    shelved.promise(folder)
    shelved.index.bring_up_to_date()
    assert shelved.index.edition > before
    shelved.close_all()


def test_it_tells_how_far_it_has_read(shelved: Shelved) -> None:
    for _session in range(3):
        shelved.session()
    index = shelved.index
    survey = index.survey()
    index.begin(survey)
    assert (index.read_so_far, index.total) == (0, 3)
    index.accept(index.read(survey.stale[0]))
    assert (index.read_so_far, index.total) == (1, 3)


def test_a_promise_is_given_with_its_reviews_word_for_word_when_asked(shelved: Shelved) -> None:
    home, later = shelved.session(), shelved.session()
    promise = shelved.promise(home)
    shelved.review(later, promise, Result.NOT_DONE, reason="chưa có đất")
    shelved.index.bring_up_to_date()
    short = shelved.index.followable(promise)
    full = shelved.index.in_full(promise)
    assert short is not None
    assert full is not None
    assert (short.promise, short.session.folder) == (full.promise, home)
    assert [review.reason for review in short.reviews] == [""]
    assert [review.reason for review in full.reviews] == ["chưa có đất"]
    assert shelved.index.followable("nobody") is shelved.index.in_full("nobody") is None
    damage(shelved.shelf.folder(later))
    kept = shelved.index.in_full(promise)
    assert kept is not None
    assert kept.reviews == short.reviews


def test_sessions_come_without_promises_where_these_are_not_asked_for(shelved: Shelved) -> None:
    shelved.promise(shelved.session())
    shelved.index.bring_up_to_date()
    (plain,), (whole,) = shelved.index.sessions(), shelved.index.extracts()
    assert (plain.issues, plain.promises) == (whole.issues, ())
    assert len(whole.promises) == 1
