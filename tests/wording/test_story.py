"""The story of a promise reads like what happened, and tells nothing the law keeps secret."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_tui.followup.index.follow_up import FollowUp
from danvan_tui.followup.promises import Followed
from danvan_tui.followup.reviewing.recording import Found, record_reviews, take_back
from danvan_tui.followup.urgency import Urgency
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, CommitmentState, Result, Table
from danvan_tui.wording.promises import (
    due_words,
    overdue_words,
    postponed_words,
    standing_words,
    urgency_name,
)
from danvan_tui.wording.story import Paragraph, story
from tests.followup.office import Office

SECRET = "bà Mùi nói"


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return load_catalogues(shipped_data(), None)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "data")


def told(office: Office, folder: str, catalogues: Catalogues) -> list[Paragraph]:
    follow_up = FollowUp(office.shelf)
    follow_up.bring_up_to_date()
    promise = follow_up.in_full(office.promise(folder).promise.id)
    assert promise is not None
    return story(promise, catalogues, follow_up.extracts())


def later(office: Office, days: int) -> None:
    office.now += timedelta(days=days)


def test_the_whole_history_is_told_in_order(office: Office, catalogues: Catalogues) -> None:
    folder = office.meeting({"lead_unit": "Phòng Kinh tế xã", "due_text": "trước 15/12"})
    meeting = office.meeting(date="2026-12-20", closed=False)
    office.review(folder, Found(result=Result.NOTED, note="đã gọi điện nhắc", by="văn phòng"))
    later(office, 14)
    moved = Found(
        result=Result.POSTPONED,
        reason="chờ vốn.",
        due="2027-01-31",
        due_text="31/1",
        agreed_by="Chủ tịch UBND xã",
    )
    office.review(folder, moved)
    office.review(folder, Found(result=Result.REASSIGNED, unit="Điện lực", reason="đúng việc"))
    office.review(folder, Found(result=Result.REPORTED_DONE, document="12/BC", by="ông Tư"))
    later(office, 30)
    office.review(
        folder,
        Found(result=Result.NOT_AS_PROMISED, note="còn tắc", on="2026-12-20"),
        meeting=meeting,
    )
    office.review(folder, Found(result=Result.IN_PROGRESS, progress=60))
    proof = Found(result=Result.CONFIRMED, file="ảnh.jpg", digest="0123456789abcdef" * 4)
    office.review(folder, proof)
    code, other = office.promise(folder).session.code, office.shelf.open(meeting, write=False)
    assert told(office, folder, catalogues) == [
        Paragraph(
            "01/11/2026",
            f"Promised at {code}: “Sửa cống”. Responsible: Phòng Kinh tế xã. "
            "Deadline: 15/12/2026 (trước 15/12). On opinion 1: Cống thôn bị tắc.",
        ),
        Paragraph(
            "22/11/2026", "Outside the meetings, according to văn phòng: noted. “đã gọi điện nhắc”."
        ),
        Paragraph(
            "06/12/2026",
            "Outside the meetings: postponed from 15/12/2026 (trước 15/12) to 31/01/2027 (31/1). "
            "Reason: chờ vốn. Agreed by Chủ tịch UBND xã.",
        ),
        Paragraph(
            "06/12/2026",
            "Outside the meetings: Điện lực takes it over from Phòng Kinh tế xã. "
            "Reason: đúng việc.",
        ),
        Paragraph(
            "06/12/2026",
            "Outside the meetings, according to ông Tư: the unit reports that it is done. "
            "Proof: 12/BC.",
        ),
        Paragraph(
            "20/12/2026",
            f"At {other.state.session.code}: the village says it is not as promised; "
            "it is open again. “còn tắc”.",
        ),
        Paragraph("05/01/2027", "Outside the meetings: in progress, 60% done."),
        Paragraph(
            "05/01/2027",
            "Outside the meetings: the village confirms that it is done. "
            "Proof: ảnh.jpg (SHA-256 0123456789ab…).",
        ),
        Paragraph("", "Now: confirmed. Responsible: Điện lực. Deadline: 31/01/2027 (31/1)."),
    ]


@pytest.mark.parametrize("result", list(Result))
def test_every_result_is_told(office: Office, catalogues: Catalogues, result: Result) -> None:
    folder = office.meeting({})
    found = Found(
        result=result, note="lời", reason="vì", unit="Điện lực", due="2027-01-31", due_text="31/1"
    )
    assert office.review(folder, found).problems == ()
    _promised, paragraph, _now = told(office, folder, catalogues)
    assert "“lời”" in paragraph.text
    assert "Reason: vì." in paragraph.text


def test_what_was_taken_back_is_not_told(office: Office, catalogues: Catalogues) -> None:
    folder = office.meeting({})
    recorded = office.review(folder, Found(result=Result.CONFIRMED))
    take_back(office.shelf, recorded.operations)
    assert len(told(office, folder, catalogues)) == 2


def test_reviews_that_disagree_are_called_so_until_another_decides(
    office: Office, catalogues: Catalogues
) -> None:
    folder = office.meeting({})
    meeting = office.meeting(date="2026-11-20", closed=False)
    known = office.promise(folder)
    record_reviews(office.shelf, [known], Found(result=Result.CONFIRMED))
    no = Found(result=Result.NOT_AS_PROMISED, on="2026-11-20")
    record_reviews(office.shelf, [known], no, meeting=meeting)
    paragraphs = told(office, folder, catalogues)
    disagree = [one.when for one in paragraphs if "This disagrees with" in one.text]
    assert sorted(disagree) == ["20/11/2026", "22/11/2026"]
    assert "another review has to decide" in paragraphs[-1].text
    office.review(folder, Found(result=Result.CONFIRMED))
    paragraphs = told(office, folder, catalogues)
    assert sum("This disagrees with" in one.text for one in paragraphs) == 2
    assert "has to decide" not in paragraphs[-1].text


def test_of_a_denunciation_only_units_deadlines_and_results_are_told(
    office: Office, catalogues: Catalogues
) -> None:
    folder = office.meeting(
        {"content": SECRET, "lead_unit": "Công an xã", "due_text": SECRET}, kind=DENUNCIATION
    )
    office.review(
        folder, Found(result=Result.NOT_DONE, note=SECRET, reason=SECRET, by=SECRET, file=SECRET)
    )
    paragraphs = told(office, folder, catalogues)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    assert SECRET not in text
    assert "Công an xã" in text
    assert "15/12/2026" in text
    assert "not done" in text


def test_what_was_said_elsewhere_before_it_became_a_denunciation_is_veiled_too(
    office: Office, catalogues: Catalogues
) -> None:
    folder = office.meeting({}, closed=False)
    meeting = office.meeting(date="2026-11-20", closed=False)
    office.review(folder, Found(result=Result.NOTED, note=SECRET, by=SECRET), meeting=meeting)
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})])
    notebook.close()
    text = "\n".join(paragraph.text for paragraph in told(office, folder, catalogues))
    assert SECRET not in text
    assert "Sửa cống" not in text


def test_a_unit_and_a_field_that_no_catalogue_knows_are_told_as_written(
    office: Office, catalogues: Catalogues
) -> None:
    folder = office.meeting({"lead_unit": "Phòng đã giải thể"})
    notebook = office.open(folder)
    issue = notebook.state.issues()[0].id
    notebook.record([Edit(Table.ISSUES, issue, {"field": "linh_vuc_cu"})], reason="bổ sung")
    notebook.close()
    text = told(office, folder, catalogues)[0].text
    assert "Phòng đã giải thể" in text
    assert "linh_vuc_cu" in text


def test_a_promise_without_its_opinion_and_with_nothing_named(
    office: Office, catalogues: Catalogues
) -> None:
    folder = office.meeting({"due": None, "due_how": None}, closed=False)
    bare = replace(office.promise(folder), raised=None)
    promised, now = story(bare, catalogues, [])
    assert "Responsible: no unit. Deadline: none." in promised.text
    assert "Responsible: no unit. Deadline: none." in now.text


# How long, how often


def followed(office: Office, *found: Found) -> Followed:
    folder = office.meeting({"due": "2026-12-15"})
    for one in found:
        assert office.review(folder, one).problems == ()
    return office.promises[0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-12", "3 days left"),
        ("2026-12-14", "1 day left"),
        ("2026-12-15", "due today"),
        ("2026-12-16", "1 day overdue"),
        ("2026-12-27", "12 days overdue"),
    ],
)
def test_how_long_there_is_left(office: Office, day: str, expected: str) -> None:
    promise, today = followed(office), date.fromisoformat(day)
    assert due_words(promise, today) == expected
    assert overdue_words(promise, today) == (expected if "overdue" in expected else "")


@pytest.mark.parametrize(
    "found",
    [
        Found(result=Result.REPORTED_DONE),
        Found(result=Result.CONFIRMED),
        Found(result=Result.CANCELLED, reason="dân xin"),
    ],
)
def test_nothing_runs_where_the_unit_owes_nothing_now(office: Office, found: Found) -> None:
    promise = followed(office, found)
    assert due_words(promise, date(2030, 1, 1)) == overdue_words(promise, date(2030, 1, 1)) == ""


def test_how_often_it_was_postponed_and_where_it_stands(office: Office) -> None:
    moved = Found(result=Result.POSTPONED, reason="mưa", due="2027-01-31", due_text="31/1")
    promise = followed(office, moved, replace(moved, due="2027-02-28"))
    assert postponed_words(promise) == "postponed 2 times"
    assert standing_words(promise) == "owed"
    assert postponed_words(followed(Office(office.root / "other"))) == ""


def test_the_word_of_the_village_shows_in_where_it_stands(office: Office) -> None:
    promise = followed(
        office, Found(result=Result.REPORTED_DONE), Found(result=Result.NOT_AS_PROMISED)
    )
    assert promise.state is CommitmentState.IN_PROGRESS
    assert standing_words(promise) == "reopened"


def test_every_group_of_the_board_has_a_name() -> None:
    assert len({urgency_name(one) for one in Urgency}) == len(Urgency)
