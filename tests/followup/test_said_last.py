"""The word recorded last stands, in whatever session it is said, answered anew or taken back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.followup.reviewing.listed import answer_edits, as_listed
from danvan_tui.followup.reviewing.opening import agenda_edits
from danvan_tui.followup.reviewing.recording import Found, review_edits, take_back
from danvan_tui.followup.reviewing.taking_back import take_back_last
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import (
    DENUNCIATION,
    CommitmentState,
    Result,
    Review,
    Table,
)
from tests.followup.office import Office

REPORTED = Found(result=Result.REPORTED_DONE, note="đơn vị báo xong")
NOT_SO = Found(result=Result.NOT_AS_PROMISED, note="chưa xong")
IN_PROGRESS = Found(result=Result.IN_PROGRESS, note="đang làm")


def listing(office: Office) -> str:
    """A later meeting that lists what is owed; gives its folder."""
    later = office.meeting(date="2026-11-20", closed=False)
    notebook = office.open(later)
    notebook.record(agenda_edits(notebook, office))
    notebook.close()
    return later


def answer(
    office: Office, folder: str, later: str, found: Found, *, at: int = 0
) -> tuple[str, str]:
    """Say in the opening review of a meeting what became of the promise, or correct it."""
    notebook = office.open(later)
    reviews = [one for one in notebook.state.reviews() if one.session]
    review = reviews[at % len(reviews)]
    listed = as_listed(review, office.promise(folder))
    operation = notebook.record(answer_edits(notebook, listed, review, found))
    notebook.close()
    return later, operation.id


def has_circle(reviews: tuple[Review, ...]) -> bool:
    """Whether a review names itself, straight or by way of others."""
    names = {one.id: set(one.after) for one in reviews}
    reached = {one: set(after) for one, after in names.items()}
    for _step in names:
        for one, known in reached.items():
            reached[one] = known | {more for other in known for more in names.get(other, ())}
    return any(one in known for one, known in reached.items())


def test_a_corrected_answer_is_later_than_what_the_office_found_meanwhile(office: Office) -> None:
    folder = office.meeting({})
    later = listing(office)
    answer(office, folder, later, IN_PROGRESS)
    office.review(folder, REPORTED)
    answer(office, folder, later, NOT_SO)
    stands = office.stands(folder)
    assert [one.result for one in stands.reviews] == [Result.REPORTED_DONE, Result.NOT_AS_PROMISED]
    assert stands.reopened
    assert not stands.disagreeing
    assert not has_circle(stands.reviews)
    (said,) = [one for one in office.reviews_in(later) if one.session]
    assert (said.promise, said.promised_number) == ("Sửa cống", 1)


def test_what_nobody_named_yet_is_corrected_in_its_place(office: Office) -> None:
    folder = office.meeting({})
    later = listing(office)
    (listed,) = office.reviews_in(later)
    answer(office, folder, later, IN_PROGRESS)
    answer(office, folder, later, NOT_SO)
    (said,) = office.reviews_in(later)
    assert (said.id, said.result, said.after) == (listed.id, Result.NOT_AS_PROMISED, [])


def test_what_is_taken_back_and_answered_again_is_said_last(office: Office) -> None:
    folder = office.meeting({})
    later = listing(office)
    recorded = office.review(folder, Found(result=Result.CONFIRMED, note="có"), meeting=later)
    office.review(folder, REPORTED)
    take_back(office.shelf, recorded.operations)
    assert office.review(folder, NOT_SO, meeting=later).problems == ()
    stands = office.stands(folder)
    assert stands.reviews[-1].result is Result.NOT_AS_PROMISED
    assert not has_circle(stands.reviews)
    assert len([one for one in office.reviews_in(later) if one.session]) == 1


def test_taking_a_correction_back_brings_the_answer_before_it_back(office: Office) -> None:
    folder = office.meeting({})
    later = listing(office)
    answer(office, folder, later, IN_PROGRESS)
    office.review(folder, REPORTED)
    answer(office, folder, later, NOT_SO)
    promise = office.promise(folder)
    assert take_back_last(office.shelf, [promise], office.extracts()).problems == ()
    assert [one.result for one in office.stands(folder).reviews] == [
        Result.IN_PROGRESS,
        Result.REPORTED_DONE,
    ]


def test_what_an_old_index_still_knows_of_this_session_is_not_named(office: Office) -> None:
    folder = office.meeting({})
    later = listing(office)
    recorded = office.review(folder, IN_PROGRESS, meeting=later)
    old = office.promise(folder)
    take_back(office.shelf, recorded.operations)
    notebook = office.open(later)
    notebook.record(review_edits(notebook, old, NOT_SO))
    notebook.close()
    (said,) = office.reviews_in(later)
    assert said.after == []


def test_what_became_secret_is_not_answered_where_it_is_listed(office: Office) -> None:
    folder = office.meeting({}, closed=False)
    later = listing(office)
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])
    notebook.close()
    words = Found(result=Result.NOT_DONE, reason="Mùi tố cáo", note="lời bà Mùi")
    (told,) = office.review(folder, words, meeting=later).problems
    assert "in its own session only" in told
    with pytest.raises(InvalidChangeError, match="in its own session only"):
        answer(office, folder, later, words)
    kept = [path.read_bytes() for path in office.shelf.folder(later).iterdir() if path.is_file()]
    assert not any("bà Mùi".encode() in data for data in kept)


RESULTS = (REPORTED, NOT_SO, IN_PROGRESS)
STEPS = st.lists(
    st.tuples(st.sampled_from(["first", "second", "office", "meeting", "back"]), st.integers(0, 2)),
    max_size=7,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_is_said_last_stands_and_nothing_names_itself(
    steps: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as root:
        office = Office(Path(root))
        folder = office.meeting({})
        halls = {name: listing(office) for name in ("first", "second")}
        for number, (step, which) in enumerate(steps):
            found = Found(result=RESULTS[which].result, note=f"lời {number}")
            if step in halls:
                answer(office, folder, halls[step], found, at=which)
            elif step == "back":
                take_back_last(office.shelf, [office.promise(folder)], office.extracts())
            else:
                office.review(folder, found, meeting=halls["first"] if step == "meeting" else "")
            stands = office.stands(folder)
            assert not has_circle(stands.reviews)
            assert not stands.disagreeing
            if step != "back":
                notes = {
                    one.id: one.note
                    for where in (folder, *halls.values())
                    for one in office.reviews_in(where)
                }
                assert notes[stands.reviews[-1].id] == f"lời {number}"
                assert stands.state is not CommitmentState.OPEN
