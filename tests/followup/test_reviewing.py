"""What was found of a promise is recorded where it belongs, and nothing else is touched."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_tui.followup.reviewing.evidence import EvidenceError, evidence
from danvan_tui.followup.reviewing.recording import (
    Found,
    problem,
    record_reviews,
    review_edits,
    take_back,
)
from danvan_tui.followup.reviewing.taking_back import take_back_last
from danvan_tui.ledger.closing import close_session, seal_holds
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Result, SessionState, Table
from tests.followup.office import Office
from tests.followup.plain import followed
from tests.ledger.sessions import step

CONFIRMED = Found(result=Result.CONFIRMED, note="bà con đã thấy")
POSTPONED = Found(result=Result.POSTPONED, reason="chờ vốn", due="2027-03-31", due_text="đến 31/3")


def test_from_the_office_it_goes_into_the_closed_session_of_the_promise(office: Office) -> None:
    folder = office.meeting({})
    recorded = office.review(folder, CONFIRMED)
    assert recorded.problems == ()
    (review,) = office.reviews_in(folder)
    promise = office.promise(folder).promise
    assert (review.commitment, review.issue) == (promise.id, promise.issue)
    assert (review.result, review.note, review.on) == (
        Result.CONFIRMED,
        "bà con đã thấy",
        "2026-11-22",
    )
    assert (review.session, review.promise) == ("", "")
    notebook = office.shelf.open(folder, write=False)
    assert notebook.state.session.state is SessionState.CLOSED
    assert seal_holds(notebook.state)


def test_at_a_later_meeting_it_carries_along_what_was_promised(office: Office) -> None:
    folder = office.meeting({"lead_unit": "Phòng Kinh tế xã"})
    later = office.meeting(date="2026-11-20", closed=False)
    before = files(office, folder)
    assert office.review(folder, CONFIRMED, meeting=later).problems == ()
    assert files(office, folder) == before  # the old minutes are not touched
    (review,) = office.reviews_in(later)
    session = office.promise(folder).session
    assert (review.session, review.issue) == (session.session, "")
    assert (review.promised_in, review.promised_number) == (session.code, 1)
    assert (review.promise, review.promised_by) == ("Sửa cống", "Phòng Kinh tế xã")
    assert (review.promised_due, review.promised_village) == ("2026-12-15", "Thôn Gò Vối")
    assert office.stands(folder).state is CommitmentState.CONFIRMED


def files(office: Office, folder: str) -> dict[str, bytes]:
    kept = office.shelf.folder(folder).rglob("*")
    return {path.name: path.read_bytes() for path in kept if path.suffix in {".log", ".json"}}


def test_several_promises_are_one_call_and_one_operation_a_session(office: Office) -> None:
    first, second = office.meeting({}, {}), office.meeting({})
    promises = [office.promise(first, 1), office.promise(first, 2), office.promise(second)]
    recorded = record_reviews(office.shelf, [*promises, promises[0]], CONFIRMED)
    assert [folder for folder, _ in recorded.operations] == [first, second]
    assert [review.number for review in office.reviews_in(first)] == [1, 2]
    assert all(one.state is CommitmentState.CONFIRMED for one in office.promises)


def test_it_names_all_reviews_its_writer_knew_wherever_they_stand(office: Office) -> None:
    folder = office.meeting({})
    later = office.meeting(date="2026-11-20", closed=False)
    office.review(folder, Found(result=Result.REPORTED_DONE))
    office.review(folder, Found(result=Result.NOT_AS_PROMISED), meeting=later)
    office.review(folder, CONFIRMED)
    reviews = office.stands(folder).reviews
    assert [one.result for one in reviews] == [
        Result.REPORTED_DONE,
        Result.NOT_AS_PROMISED,
        Result.CONFIRMED,
    ]
    assert [len(one.after) for one in reviews] == [0, 1, 2]


def test_what_another_window_said_meanwhile_is_not_overruled_but_told(office: Office) -> None:
    folder = office.meeting({})
    old = office.promise(folder)
    office.review(folder, Found(result=Result.REPORTED_DONE))
    recorded = record_reviews(office.shelf, [old], Found(result=Result.NOT_AS_PROMISED))
    stands = office.stands(folder)
    assert {one.result for one in stands.disagreeing} == {
        Result.REPORTED_DONE,
        Result.NOT_AS_PROMISED,
    }
    assert [one.after for one in stands.reviews] == [[], []]
    assert recorded.problems == ()
    (told,) = recorded.notices
    assert "Meanwhile" in told
    assert "/1 by another window" in told
    assert office.review(folder, CONFIRMED).notices == ()
    assert office.stands(folder).disagreeing == ()


def test_a_postponement_says_from_when_to_when(office: Office) -> None:
    folder = office.meeting({"due_text": "trước 15/12"})
    office.review(folder, POSTPONED)
    office.review(
        folder,
        replace(POSTPONED, due="2027-06-30", due_text="30/6/2027", agreed_by="Chủ tịch UBND xã"),
    )
    first, second = office.reviews_in(folder)
    assert (first.was_due, first.was_due_text, first.due) == (
        "2026-12-15",
        "trước 15/12",
        "2027-03-31",
    )
    assert (second.was_due, second.was_due_text, second.due) == (
        "2027-03-31",
        "đến 31/3",
        "2027-06-30",
    )
    (promise,) = office.promises
    assert (promise.first_due, promise.due, promise.postponed) == ("2026-12-15", "2027-06-30", 2)


def test_a_session_another_window_writes_in_does_not_stop_the_others(office: Office) -> None:
    held, free = office.meeting({}), office.meeting({})
    promises = [office.promise(held), office.promise(free)]
    elsewhere = office.open(held)
    recorded = record_reviews(office.shelf, promises, CONFIRMED)
    elsewhere.close()
    assert [folder for folder, _ in recorded.operations] == [free]
    (told,) = recorded.problems
    assert told.startswith(f"{promises[0].session.code}/1: ")
    assert "open for writing elsewhere" in told


def test_a_session_that_cannot_be_read_does_not_stop_the_others(office: Office) -> None:
    broken, fine = office.meeting({}), office.meeting({})
    promises = [office.promise(broken), office.promise(fine)]
    for path in office.shelf.folder(broken).iterdir():
        path.write_bytes(b"\x00noise")
    recorded = record_reviews(office.shelf, promises, CONFIRMED)
    assert [folder for folder, _ in recorded.operations] == [fine]
    assert len(recorded.problems) == 1
    assert recorded.is_disk_at_fault


def test_a_session_that_is_gone_is_told(office: Office) -> None:
    folder = office.meeting({})
    promise = office.promise(folder)
    office.shelf.folder(folder).rename(office.root / "elsewhere")
    (told,) = record_reviews(office.shelf, [promise], CONFIRMED).problems
    assert "No session is called" in told


def test_a_promise_that_was_taken_out_is_told_and_the_others_are_recorded(office: Office) -> None:
    folder = office.meeting({}, {}, closed=False)
    promises = [office.promise(folder, 1), office.promise(folder, 2)]
    notebook = office.open(folder)
    notebook.record(notebook.removal(Table.COMMITMENTS, promises[0].promise.id))
    notebook.close()
    recorded = record_reviews(office.shelf, promises, CONFIRMED)
    assert "was taken out" in recorded.problems[0]
    assert [one.commitment for one in office.reviews_in(folder)] == [promises[1].promise.id]
    assert recorded.subjects == (promises[1].promise.id,)


def test_two_windows_that_did_not_know_each_other_are_kept_and_told(office: Office) -> None:
    """One at the office, one on a laptop in the hall: their sessions differ, so both can write."""
    folder = office.meeting({})
    later = office.meeting(date="2026-11-20", closed=False)
    known = office.promise(folder)
    record_reviews(office.shelf, [known], CONFIRMED)
    record_reviews(office.shelf, [known], Found(result=Result.NOT_AS_PROMISED), meeting=later)
    assert {one.result for one in office.stands(folder).disagreeing} == {
        Result.CONFIRMED,
        Result.NOT_AS_PROMISED,
    }
    assert office.promises[0].is_disagreeing
    office.review(folder, CONFIRMED)
    assert office.stands(folder).disagreeing == ()
    assert office.stands(folder).state is CommitmentState.CONFIRMED


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Found(), "Nothing is written yet"),
        (Found(result=Result.NOTED), "Nothing is written yet"),
        (replace(CONFIRMED, on="2026-11-23"), "after today by this computer's clock (22/11/2026)"),
        (replace(CONFIRMED, on="2026-10-31"), "before the meeting of 01/11/2026"),
        (replace(CONFIRMED, on="hôm qua"), "is no day"),
        (Found(result=Result.NOT_DONE), "needs a reason"),
        (Found(result=Result.CANCELLED), "needs a reason"),
        (Found(result=Result.REASSIGNED, reason="vì"), "Who takes it over?"),
        (Found(result=Result.POSTPONED, reason="vì"), "Until when?"),
        (replace(POSTPONED, due="2026-10-01"), "before the meeting of 01/11/2026"),
        (Found(result=Result.IN_PROGRESS, progress=101), "from 0 to 100"),
        (Found(result=Result.IN_PROGRESS, progress=-1), "from 0 to 100"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    office: Office, found: Found, told: str
) -> None:
    folder = office.meeting({})
    recorded = office.review(folder, found)
    assert recorded.operations == ()
    assert len(recorded.problems) == 1
    assert told in recorded.problems[0]
    assert office.reviews_in(folder) == []


def test_a_clock_a_year_behind_is_noticed(office: Office) -> None:
    folder = office.meeting({})
    office.now -= timedelta(days=365)
    (told,) = office.review(folder, CONFIRMED).problems
    assert "before the meeting of 01/11/2026" in told
    assert "clock" in told


def test_a_proof_alone_is_a_remark_worth_keeping(office: Office) -> None:
    folder = office.meeting({})
    found = Found(result=Result.NOTED, document="12/BC-UBND")
    assert problem(found, office.promise(folder), date(2026, 11, 22)) == ""


def test_a_meeting_before_the_promise_cannot_have_reviewed_it(office: Office) -> None:
    early, late = office.meeting(date="2026-10-01"), office.meeting({}, date="2026-11-01")
    (told,) = office.review(late, CONFIRMED, meeting=early).problems
    assert "after this meeting" in told
    assert office.reviews_in(early) == []


def test_a_unit_in_no_list_is_recorded_as_typed(office: Office) -> None:
    folder = office.meeting({"lead_unit": "Phòng đã giải thể"})
    found = Found(result=Result.REASSIGNED, unit="Xí nghiệp Thủy nông", reason="đúng việc")
    assert office.review(folder, found).problems == ()
    assert office.stands(folder).unit == "Xí nghiệp Thủy nông"
    assert office.promises[0].first_unit == "Phòng đã giải thể"


def test_what_is_said_of_a_denunciation_stays_in_its_own_session(office: Office) -> None:
    folder = office.meeting({"contact": "bà Mùi"}, kind=DENUNCIATION)
    later = office.meeting(date="2026-11-20", closed=False)
    (told,) = office.review(folder, CONFIRMED, meeting=later).problems
    assert "in its own session only" in told
    assert office.reviews_in(later) == []
    assert office.review(folder, replace(POSTPONED, note="bà Mùi nói")).problems == ()
    (review,) = office.reviews_in(folder)
    assert (review.note, review.reason, review.due) == (HIDDEN, HIDDEN, "2027-03-31")
    exposed = [
        path.name
        for path in office.root.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
        if "bà Mùi nói".encode() in path.read_bytes()
    ]
    assert exposed == []


def test_postponing_a_secret_promise_never_stores_the_veil(office: Office) -> None:
    folder = office.meeting({"due_text": "sau khi gặp bà Mùi", "due": None}, kind=DENUNCIATION)
    office.review(folder, POSTPONED)
    stored = office.shelf.open(folder, write=False).state.fold.rows[Table.REVIEWS].values()
    assert [HIDDEN in row.values() for row in stored] == [False]


def test_a_review_follows_its_promise_to_the_opinion_it_was_moved_to(office: Office) -> None:
    folder = office.meeting({}, closed=False)
    old = office.promise(folder)
    notebook = office.open(folder)
    other = notebook.new(Table.ISSUES, content="khác")
    notebook.record([other])
    notebook.record([Edit(Table.COMMITMENTS, old.promise.id, {"issue": other.record})])
    (edit,) = review_edits(notebook, old, CONFIRMED)
    notebook.close()
    assert edit.fields["issue"] == other.record


# Taking back


def test_exactly_what_was_recorded_is_taken_back_and_brought_back(office: Office) -> None:
    folder = office.meeting({}, {})
    office.review(folder, Found(result=Result.REPORTED_DONE))
    recorded = office.review(folder, CONFIRMED)
    undone = take_back(office.shelf, recorded.operations)
    assert undone.problems == ()
    assert office.stands(folder).state is CommitmentState.REPORTED_DONE
    take_back(office.shelf, undone.operations)
    assert office.stands(folder).state is CommitmentState.CONFIRMED


def test_what_was_taken_back_already_is_told(office: Office) -> None:
    recorded = office.review(office.meeting({}), CONFIRMED)
    take_back(office.shelf, recorded.operations)
    again = take_back(office.shelf, recorded.operations)
    assert again.operations == ()
    assert "nothing to take back" in again.problems[0]


def test_the_last_review_of_one_promise_is_taken_back_alone(office: Office) -> None:
    folder = office.meeting({}, {})
    promises = [office.promise(folder, 1), office.promise(folder, 2)]
    record_reviews(office.shelf, promises, CONFIRMED)
    promise = office.promise(folder, 1)
    recorded = take_back_last(office.shelf, [promise], office.extracts())
    assert recorded.problems == ()
    assert recorded.subjects == (promise.promise.id,)
    assert office.stands(folder, 1).reviews == ()
    assert office.stands(folder, 2).state is CommitmentState.CONFIRMED
    assert seal_holds(office.shelf.open(folder, write=False).state)


def test_the_last_review_may_stand_in_a_later_meeting(office: Office) -> None:
    folder = office.meeting({})
    later = office.meeting(date="2026-11-20", closed=False)
    office.review(folder, Found(result=Result.REPORTED_DONE))
    office.review(folder, CONFIRMED, meeting=later)
    take_back_last(office.shelf, [office.promise(folder)], office.extracts())
    assert office.stands(folder).state is CommitmentState.REPORTED_DONE
    assert office.reviews_in(later) == []


def test_without_a_review_nothing_is_taken_back(office: Office) -> None:
    folder = office.meeting({})
    recorded = take_back_last(office.shelf, [office.promise(folder)], office.extracts())
    assert "has no review" in recorded.problems[0]


def test_a_sealed_review_is_taken_back_by_a_correction_only(office: Office) -> None:
    folder = office.meeting({})
    later = office.meeting(date="2026-11-20", closed=False)
    office.review(folder, CONFIRMED, meeting=later)
    notebook = office.open(later)
    step(notebook, "reading")
    close_session(notebook)
    notebook.close()
    recorded = take_back_last(office.shelf, [office.promise(folder)], office.extracts())
    assert "a correction needs a reason" in recorded.problems[0]
    assert office.stands(folder).state is CommitmentState.CONFIRMED


# Evidence


def test_a_proof_is_the_name_and_digest_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ảnh cống\u202e.jpg"
    data = b"anh" * 1_000_000
    path.write_bytes(data)
    assert evidence(path) == ("ảnh cống.jpg", hashlib.sha256(data).hexdigest())


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="is a folder"):
        evidence(tmp_path)
    with pytest.raises(EvidenceError, match="cannot be read"):
        evidence(tmp_path / "không có.pdf")
    with pytest.raises(EvidenceError, match="cannot be read"):
        evidence(tmp_path / "a\0b")


def test_followed_and_standing_agree(office: Office) -> None:
    folder = office.meeting({}, {})
    office.review(folder, POSTPONED, number=2)
    for one in followed(office.extracts()):
        stands = office.stands(folder, one.number)
        assert (one.state, one.due, one.postponed) == (stands.state, stands.due, stands.postponed)
