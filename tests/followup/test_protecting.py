"""Promise: what became secret in one session stands open in no other: on no disk, in no view."""

import pytest

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.verify import verify
from danvan_tui.followup.reviewing.opening import agenda_edits
from danvan_tui.followup.reviewing.protecting import protect_all
from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.closing import seal_holds
from danvan_tui.ledger.draft import OPENING_DRAFT, DraftFile
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.veil import HIDDEN
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result, Table
from danvan_tui.wording.reading import passages
from danvan_tui.wording.story import story
from tests.followup import secrecy
from tests.followup.office import VILLAGE, Office
from tests.followup.secrecy import OTHER, SECRETS, WORDS

# At once, wherever sessions are joined


def test_no_view_that_joins_sessions_tells_it_before_the_other_session_was_written(
    office: Office,
) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.answer(office, meeting, promised)
    secrecy.denounce(office, promised)
    follow_up = secrecy.index(office)
    (row,) = [one for one in follow_up.promises if one.protected]
    in_full = follow_up.in_full(row.commitment)
    assert in_full is not None
    assert (row.state, row.due, row.postponed, row.due_text) == (
        "open",
        "2027-02-01",
        1,
        HIDDEN,
    )
    texts = [repr(row), repr(in_full)]
    texts += map(repr, story(in_full, load_catalogues(shipped_data(), None), follow_up.extracts()))
    assert secrecy.shown(texts) == []
    assert secrecy.exposed(office)  # the meeting itself does not know yet


# In the other session itself


@pytest.mark.parametrize("closed", [True, False])
def test_the_words_are_moved_where_they_were_said(office: Office, closed: bool) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.answer(office, meeting, promised)
    office.review(promised, Found(result=Result.CONFIRMED, note="tốt"), number=2, meeting=meeting)
    if closed:
        secrecy.close(office, meeting)
    secrecy.denounce(office, promised)
    before = [(one.state, one.unit, one.due, one.postponed) for one in office.promises]
    said = protect_all(office.shelf, secrecy.index(office), "Lò Thị Mai")
    assert said == ["What became secret was put in its own place in 1 other session too."]
    assert secrecy.exposed(office) == []
    assert secrecy.shown(secrecy.told(office)) == []
    after = [(one.state, one.unit, one.due, one.postponed) for one in office.promises]
    assert before == after
    hidden, plain = office.reviews_in(meeting)
    assert (hidden.promise, hidden.note, hidden.result) == (HIDDEN, HIDDEN, Result.POSTPONED)
    assert (plain.promise, plain.note) == (OTHER, "tốt")
    with secrecy.opened(office, meeting) as notebook:
        aloud = repr(passages(notebook.state, load_catalogues(shipped_data(), None)))
        assert "A promise that the law keeps secret." in aloud
        assert seal_holds(notebook.state) is closed
        row = notebook.state.fold.rows[Table.REVIEWS][hidden.id]
        assert {name: row[name] for name in WORDS} == WORDS


def test_exports_hold_it_in_the_protected_part_only(office: Office) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.answer(office, meeting, promised)
    secrecy.close(office, meeting)
    secrecy.denounce(office, promised)
    protect_all(office.shelf, secrecy.index(office))
    for profile, data in secrecy.exports(office):
        assert verify(data).whole
        plain = data.split(b'"notice":')[0]
        assert secrecy.shown([plain.decode()]) == []
        assert profile is Profile.OFFICE or plain == data
    office_files = [data for profile, data in secrecy.exports(office) if profile is Profile.OFFICE]
    assert all(any(secret.encode() in data for data in office_files) for secret in SECRETS)


def test_it_is_done_once_and_stays_done(office: Office) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.answer(office, meeting, promised)
    secrecy.denounce(office, promised)
    assert protect_all(office.shelf, secrecy.index(office))
    operations = len(office.shelf.open(meeting, write=False).state.fold.operations)
    assert secrecy.index(office).exposed() == {}
    assert protect_all(office.shelf, secrecy.index(office)) == []
    assert len(office.shelf.open(meeting, write=False).state.fold.operations) == operations


def test_where_nothing_is_secret_no_session_is_touched(office: Office) -> None:
    promised = secrecy.promised(office)
    secrecy.answer(office, secrecy.meeting(office), promised)
    assert secrecy.index(office).exposed() == {}
    assert protect_all(office.shelf, secrecy.index(office)) == []


def test_a_session_that_is_written_elsewhere_is_told_and_done_the_next_time(
    office: Office,
) -> None:
    promised = secrecy.promised(office)
    meetings = secrecy.meeting(office), secrecy.meeting(office, date="2026-11-21")
    for meeting in meetings:
        secrecy.answer(office, meeting, promised)
    secrecy.denounce(office, promised)
    with secrecy.opened(office, meetings[0]) as notebook:
        done, problem = protect_all(office.shelf, secrecy.index(office))
        assert "1 other session" in done
        assert problem.startswith(
            f"What became secret could not be put in its own place in "
            f"{notebook.state.session.code} yet; this is tried again by itself: "
        )
        assert secrecy.shown([problem]) == []
        assert {line.partition("/")[2].partition("/")[0] for line in secrecy.exposed(office)} == {
            meetings[0]
        }
    assert len(protect_all(office.shelf, secrecy.index(office))) == 1
    assert secrecy.exposed(office) == []


def test_what_nobody_answered_is_asked_for_no_more(office: Office) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.denounce(office, promised)
    protect_all(office.shelf, secrecy.index(office))
    assert [one.promise for one in office.reviews_in(meeting)] == [OTHER]
    assert secrecy.exposed(office) == []


def test_a_review_that_was_taken_back_is_found_too(office: Office) -> None:
    promised = secrecy.promised(office)
    meeting = office.meeting(date="2026-11-20", closed=False)
    secrecy.answer(office, meeting, promised)
    with secrecy.opened(office, meeting) as notebook:
        notebook.undo()
    assert office.reviews_in(meeting) == []
    secrecy.denounce(office, promised)
    assert secrecy.index(office).exposed().keys() == {meeting}
    protect_all(office.shelf, secrecy.index(office))
    assert secrecy.exposed(office) == []
    assert office.reviews_in(meeting) == []
    assert secrecy.index(office).exposed() == {}


def test_a_promise_that_left_the_denunciation_before_is_kept_secret_as_well(
    office: Office,
) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secrecy.answer(office, meeting, promised)
    with secrecy.opened(office, promised) as notebook:
        first, second = notebook.state.issues()
        moved = notebook.state.commitments()[0].id
        notebook.record([Edit(Table.COMMITMENTS, moved, {"issue": second.id})], reason="nhầm")
        notebook.record([Edit(Table.ISSUES, first.id, {"kind": DENUNCIATION})], reason="tố cáo")
    protect_all(office.shelf, secrecy.index(office))
    assert secrecy.exposed(office) == []
    state = office.shelf.open(meeting, write=False).state
    assert second.id not in state.fold.protected
    later = _meeting_without_agenda(office)
    with secrecy.opened(office, later) as notebook:
        listed = agenda_edits(notebook, secrecy.index(office))
        assert [edit.fields["promise"] for edit in listed] == [OTHER]


def _meeting_without_agenda(office: Office) -> str:
    return office.shelf.find(office.shelf.create(date="2026-11-25", villages=[VILLAGE])).name


@pytest.mark.parametrize("loose", [False, True])
def test_the_session_it_was_promised_in_has_nothing_left_to_do(office: Office, loose: bool) -> None:
    promised = secrecy.promised(office)
    with secrecy.opened(office, promised) as notebook:
        promise = notebook.state.commitments()[0]
        if loose:
            edit = Edit(Table.COMMITMENTS, promise.id, {"issue": None})
            notebook.record([edit], reason="nhầm")
    office.review(promised, secrecy.found(), number=1)
    with secrecy.opened(office, promised) as notebook:
        denounced = Edit(Table.ISSUES, promise.issue, {"kind": DENUNCIATION})
        notebook.record([denounced], reason="là tố cáo")
    assert secrecy.index(office).exposed() == {}
    assert secrecy.exposed(office) == []


# What was being typed


def test_what_was_being_typed_of_it_is_forgotten_and_nothing_else(office: Office) -> None:
    promised = secrecy.promised(office)
    meeting = secrecy.meeting(office)
    secret, other = (one.commitment for one in office.promises[:2])
    reviews = {one.commitment: one.id for one in office.reviews_in(meeting)}
    folder = office.shelf.folder(meeting)
    opening = DraftFile(folder / OPENING_DRAFT)
    opening.write({f"0000 {reviews[secret]}": WORDS["note"], f"0001 {reviews[other]}": "1 tốt"})
    for number, review in enumerate(reviews.values()):
        path = folder / (f"form-{number + 1}.log" if number else "form.log")
        DraftFile(path).write({"where": f"reviews:{review}", "note": WORDS["note"]})
    typed = ("review.log", "review-form.log", "duty.log", "review-2.log")
    for name in typed:
        DraftFile(office.root / name).write({"where": f"x {secret}", "line": WORDS["note"]})
    secrecy.denounce(office, promised)
    protect_all(office.shelf, secrecy.index(office))
    assert DraftFile(folder / OPENING_DRAFT).read() == {f"0001 {reviews[other]}": "1 tốt"}
    assert not any((office.root / name).read_bytes() for name in typed)
    left = [line for line in secrecy.exposed(office) if "form" not in line]
    assert left == []
    assert (
        len([line for line in secrecy.exposed(office) if "form" in line]) == 1
    )  # of the other promise
