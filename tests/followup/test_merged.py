"""A session that another one of the same meeting took over is counted once: in the other one."""

from pathlib import Path

import pytest

from danvan_tui.exchange.merging import merge_sessions
from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.reviewing.recording import Found, record_reviews
from danvan_tui.model.records import Result
from tests.followup.office import Office


def merged(office: Office, *, into_the_later: bool = False) -> tuple[str, str]:
    """Two notes of one meeting, one taken over into the other; gives that one first."""
    both = [office.meeting({"content": one}, closed=False) for one in ("Sửa cống", "Kéo điện")]
    ours, theirs = reversed(both) if into_the_later else both
    notebooks = office.open(ours), office.open(theirs)
    merge_sessions(*notebooks, {})
    for notebook in notebooks:
        notebook.close()
    return ours, theirs


def index_of(office: Office) -> FollowUp:
    index = FollowUp(office.shelf)
    index.bring_up_to_date()
    return index


def test_what_was_taken_over_leaves_board_clocks_and_figures(office: Office) -> None:
    ours, _theirs = merged(office)
    for index in (index_of(office), index_of(office)):  # read afresh, then from what was kept
        assert [(one.folder, one.number) for one in index.promises] == [(ours, 1), (ours, 2)]
        assert [one.folder for one in index.sessions()] == [ours]
        assert [one.folder for one in index.extracts()] == [ours]
        assert index.problems == []


@pytest.mark.parametrize("into_the_later", [False, True])
def test_what_is_found_of_a_promise_goes_where_it_is_counted(
    office: Office, into_the_later: bool
) -> None:
    ours, _theirs = merged(office, into_the_later=into_the_later)
    index = index_of(office)
    for promise in index.promises:
        one = index.followable(promise.commitment)
        assert one is not None
        assert one.session.folder == ours
        recorded = record_reviews(office.shelf, [one], Found(result=Result.CONFIRMED))
        assert [folder for folder, _operation in recorded.operations] == [ours]


def test_it_counts_where_the_one_that_holds_it_is_not_here(office: Office, tmp_path: Path) -> None:
    ours, theirs = merged(office)
    office.shelf.folder(ours).rename(tmp_path / "away")
    assert {one.folder for one in index_of(office).promises} == {theirs}
