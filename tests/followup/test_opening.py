"""A session in a village begins with what is still owed to that village."""

import pytest

from danvan_tui.followup.reviewing.opening import agenda_edits, to_review
from danvan_tui.followup.reviewing.recording import Found, review_edits
from danvan_tui.ledger.closing import close_session, missing, settled
from danvan_tui.ledger.errors import InvalidChangeError, NothingToUndoError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import (
    DENUNCIATION,
    CommitmentState,
    Result,
    Session,
    SessionState,
    Table,
)
from tests.followup.office import Office
from tests.ledger.sessions import step

LATER = "2026-11-20"
HALL = Session(id="s", date=LATER, villages=["Thôn Gò Vối"])


def listed(office: Office, hall: Session = HALL) -> list[str]:
    return [promise.content for promise in to_review(office.promises, hall)]


def begun(office: Office, folder: str) -> Notebook:
    """A later session with its list made."""
    notebook = office.open(folder)
    edits = agenda_edits(notebook, office)
    if edits:
        notebook.record(edits)
    return notebook


def test_the_longest_owed_comes_first_and_what_has_no_deadline_last(office: Office) -> None:
    office.meeting(
        {"content": "chưa có hạn", "due": None, "due_text": "sau vụ mùa"},
        {"content": "đến hạn", "due": "2026-12-20"},
        {"content": "quá hạn", "due": "2026-11-05"},
    )
    assert listed(office) == ["quá hạn", "đến hạn", "chưa có hạn"]


@pytest.mark.parametrize(
    ("villages", "hall", "expected"),
    [
        (("Thôn Gò Vối",), ["Thôn Gò Vối"], True),
        (("Thôn Gò Vối",), ["gò vối"], True),
        (("Thôn Gò Vối",), ["go voi"], True),
        (("go voi",), ["Thôn Gò Vối"], True),
        (("Thôn Văn Xá", "Thôn Gò Vối"), ["Gò Vối", "Phú Thịnh"], True),
        (("Thôn Gò Vối",), ["Thôn Văn Xá"], False),
        (("Thôn Gò Vối",), [], False),
        ((), ["Thôn Gò Vối"], False),
    ],
)
def test_only_what_was_promised_to_these_villages(
    office: Office, villages: tuple[str, ...], hall: list[str], expected: bool
) -> None:
    office.meeting({}, villages=villages)
    found = listed(office, Session(id="s", date=LATER, villages=hall))
    assert bool(found) == expected


def test_the_village_of_the_opinion_counts_before_those_of_the_session(office: Office) -> None:
    folder = office.meeting({}, villages=("Thôn Văn Xá", "Thôn Gò Vối"), closed=False)
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"village": "Thôn Văn Xá"})])
    notebook.close()
    assert listed(office) == []
    assert listed(office, Session(id="s", date=LATER, villages=["Văn Xá"])) == ["Sửa cống"]


@pytest.mark.parametrize("date", [LATER, "2026-12-01"])
def test_only_earlier_sessions_owe_it(office: Office, date: str) -> None:
    office.meeting({}, date=date)
    assert listed(office) == []


def test_what_is_settled_is_not_asked_for_and_what_is_reported_is(office: Office) -> None:
    folder = office.meeting({"content": "xong"}, {"content": "báo xong"}, {"content": "thôi"})
    office.review(folder, Found(result=Result.CONFIRMED), number=1)
    office.review(folder, Found(result=Result.REPORTED_DONE), number=2)
    office.review(folder, Found(result=Result.CANCELLED, reason="dân xin"), number=3)
    assert listed(office) == ["báo xong"]


def test_what_the_law_protects_is_never_asked_for_in_a_hall(office: Office) -> None:
    office.meeting({}, kind=DENUNCIATION)
    assert listed(office) == []


def test_listing_is_one_operation_with_what_was_promised(office: Office) -> None:
    folder = office.meeting({"lead_unit": "Điện lực"}, {"content": "Mắc đèn"})
    later = office.meeting(date=LATER, closed=False)
    notebook = begun(office, later)
    reviews = notebook.state.reviews()
    notebook.close()
    assert [one.number for one in reviews] == [1, 2]
    assert all(one.result is None for one in reviews)
    first = reviews[0]
    assert (first.promised_in, first.promised_number, first.promise, first.promised_by) == (
        office.promise(folder).session.code,
        1,
        "Sửa cống",
        "Điện lực",
    )


def test_the_list_says_what_stands_now_and_not_what_stood_first(office: Office) -> None:
    folder = office.meeting({"lead_unit": "Điện lực"})
    moved = Found(result=Result.POSTPONED, reason="mưa", due="2027-03-31", due_text="31/3")
    office.review(folder, moved)
    office.review(folder, Found(result=Result.REASSIGNED, reason="đúng việc", unit="UBND xã"))
    notebook = begun(office, office.meeting(date=LATER, closed=False))
    (review,) = notebook.state.reviews()
    notebook.close()
    assert (review.promised_by, review.promised_due) == ("UBND xã", "2027-03-31")


def test_what_is_listed_is_not_listed_again(office: Office) -> None:
    office.meeting({})
    later = office.meeting(date=LATER, closed=False)
    notebook = begun(office, later)
    assert agenda_edits(notebook, office) == []
    notebook.close()
    office.meeting({"content": "mới"}, date="2026-11-10")
    again = begun(office, later)
    assert [one.promise for one in again.state.reviews()] == ["Sửa cống", "mới"]
    again.close()


def test_the_list_is_no_entry_that_the_undo_key_takes_back(office: Office) -> None:
    office.meeting({})
    later = office.meeting(date=LATER, closed=False)
    notebook = begun(office, later)
    while True:
        try:
            notebook.undo()
        except NothingToUndoError:
            break
    assert len(notebook.state.reviews()) == 1
    notebook.close()


@pytest.mark.parametrize("closed", [True, False])
def test_only_a_session_that_is_not_read_back_yet_gets_a_list(office: Office, closed: bool) -> None:
    office.meeting({})
    later = office.meeting(date=LATER, closed=closed)
    notebook = office.open(later)
    if not closed:
        step(notebook, "reading")
    assert agenda_edits(notebook, office) == []
    notebook.close()


def test_who_only_reads_lists_nothing(office: Office) -> None:
    office.meeting({})
    later = office.meeting(date=LATER, closed=False)
    assert agenda_edits(office.shelf.open(later, write=False), office) == []


def test_a_result_fills_what_is_listed_and_the_next_one_is_a_review_of_its_own(
    office: Office,
) -> None:
    folder = office.meeting({})
    later = office.meeting(date=LATER, closed=False)
    notebook = begun(office, later)
    (pending,) = notebook.state.reviews()
    for result in (Result.REPORTED_DONE, Result.CONFIRMED):
        notebook.record(review_edits(notebook, office.promise(folder), Found(result=result)))
    first, second = notebook.state.reviews()
    notebook.close()
    assert (first.id, first.result, first.promise) == (pending.id, Result.REPORTED_DONE, "Sửa cống")
    assert (second.result, second.after) == (Result.CONFIRMED, [first.id])
    assert office.stands(folder).state is CommitmentState.CONFIRMED


def test_a_result_can_be_undone_and_asks_again(office: Office) -> None:
    folder = office.meeting({})
    notebook = begun(office, office.meeting(date=LATER, closed=False))
    notebook.record(review_edits(notebook, office.promise(folder), Found(result=Result.CONFIRMED)))
    notebook.undo()
    (review,) = notebook.state.reviews()
    notebook.close()
    assert review.result is None
    assert review.promise == "Sửa cống"


def test_closing_asks_for_each_result_or_an_explicit_not_reviewed(office: Office) -> None:
    folder = office.meeting({}, {})
    notebook = begun(office, office.meeting(date=LATER, closed=False))
    notebook.record([Edit(Table.ISSUES, notebook.state.issues()[0].id, {"unanswered": "hết giờ"})])
    notebook.record(
        review_edits(notebook, office.promise(folder, 1), Found(result=Result.CONFIRMED))
    )
    with pytest.raises(InvalidChangeError, match="missing"):
        close_session(notebook)
    (gap,) = missing(notebook.state)
    notebook.record([settled(notebook.state, gap, "hết giờ")])
    close_session(notebook)
    assert notebook.state.session.state is SessionState.CLOSED
    notebook.close()
    assert office.stands(folder, 2).reviews[0].result is Result.NOT_REVIEWED
    assert not office.promises[1].is_reviewed


def test_a_session_never_lists_its_own_promises(office: Office) -> None:
    folder = office.meeting({}, closed=False)
    notebook = office.open(folder)
    assert agenda_edits(notebook, office) == []
    notebook.close()


def test_a_promise_to_more_villages_than_a_field_holds_is_listed_with_those_here(
    office: Office,
) -> None:
    many = tuple(f"Thôn Số Thứ {number}" for number in range(1, 61))
    office.meeting({}, villages=many)
    folder = office.meeting(date=LATER, villages=("Thôn Số Thứ 57",), closed=False)
    notebook = begun(office, folder)
    (review,) = notebook.state.reviews()
    assert review.promised_village.startswith("Thôn Số Thứ 57, Thôn Số Thứ 1,")
    assert review.promised_village.endswith("…")
    notebook.close()
