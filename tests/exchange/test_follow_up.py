"""What was found after the meeting stands beside what was agreed, and tells of no denouncer."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from danvan_tui.exchange.document import OfficeDocument, Profile, PublicDocument
from danvan_tui.exchange.envelope import digest, seal, stated_digest
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.verify import Finding, verify, verify_file
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from danvan_tui.vietnamese.fold import fold
from tests.exchange.reviewing import followed_up, list_earlier, review
from tests.ledger.sessions import add

AT = "2026-12-22T12:00:00+07:00"
FILES = Path(__file__).parent / "files"


def _parsed(notebook: Notebook, profile: Profile) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(build_export(notebook, profile, at=AT))
    return loaded


def test_the_office_gets_what_was_agreed_and_where_it_stands_now(meeting: Notebook) -> None:
    promise, issue = followed_up(meeting)
    office = _parsed(meeting, Profile.OFFICE)
    (road,) = [one for one in office["issues"] if one["id"] == issue]
    (told,) = road["commitments"]
    assert told["id"] == promise
    assert (told["due"], told["first_due"], told["lead_unit"]) == (
        "2026-12-10",
        "2026-12-10",
        "Phòng Kinh tế",
    )
    assert "state" not in told
    assert [one["result"] for one in told["reviews"]] == ["noted", "postponed", "not_as_promised"]
    assert told["standing"] == {
        "state": "in_progress",
        "unit": "Phòng Kinh tế",
        "due": "2026-12-20",
        "due_text": "20/12",
        "postponed": 1,
        "progress": 60,
        "reopened": True,
        "last_review": told["reviews"][-1]["id"],
    }
    assert told["reviews"][-1]["file"] == "don-ba-lan.pdf"
    assert told["reviews"][-1]["after"] == [one["id"] for one in told["reviews"][:2]]
    assert [one["by"] for one in road["duties"]] == ["Lan"]
    assert [one["document"] for one in office["unattached"]["duties"]] == ["7/TB-UBND"]
    assert "standing" not in office["unattached"]["commitments"][0]
    assert (office["counts"]["reviews"], office["counts"]["duties"]) == (5, 2)


def test_the_opening_review_says_by_itself_what_had_been_promised(meeting: Notebook) -> None:
    followed_up(meeting)
    lamps, talk = _parsed(meeting, Profile.OFFICE)["opening_review"]
    assert (lamps["promised_in"], lamps["promised_number"]) == ("DT-2026-000", 1)
    assert (lamps["promise"], lamps["result"]) == ("Lắp đèn đường", "confirmed")
    assert (talk["result"], talk["reason"]) == ("not_reviewed", "chưa rõ")


@pytest.mark.parametrize("profile", Profile)
def test_what_was_not_asked_yet_has_no_result(meeting: Notebook, profile: Profile) -> None:
    list_earlier(meeting)
    data = build_export(meeting, profile, at=AT)
    assert verify(data).whole
    if profile is not Profile.STATISTICS:
        assert ["result" in one for one in json.loads(data)["opening_review"]] == [False, False]


@pytest.mark.parametrize("profile", Profile)
def test_a_file_with_reviews_is_whole(meeting: Notebook, profile: Profile) -> None:
    followed_up(meeting)
    verdict = verify(build_export(meeting, profile, at=AT))
    assert verdict.whole, verdict.sentence


@pytest.mark.parametrize("profile", Profile)
def test_a_file_written_before_there_were_reviews_is_whole(profile: Profile) -> None:
    verdict = verify_file(FILES / f"before_reviews_{profile.value}.json")
    assert verdict.whole, verdict.sentence


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"state": "in_progress"', '"state": "confirmed"'),
        ('"postponed": 1,', '"postponed": 0,'),
        ('"postponed": 1,', ""),
        ('"result": "not_as_promised"', '"result": "confirmed"'),
        ('"reviews": 5', '"reviews": 4'),
        ('"promise": "Lắp đèn đường"', '"promise": "Lắp đèn"'),
        ('"document": "7/TB-UBND"', '"document": "8/TB-UBND"'),
    ],
)
def test_a_follow_up_changed_by_hand_is_noticed(meeting: Notebook, said: str, instead: str) -> None:
    followed_up(meeting)
    data = build_export(meeting, Profile.OFFICE, at=AT)
    assert said.encode() in data
    forged = data.replace(said.encode(), instead.encode(), 1)
    forged = forged.replace(stated_digest(forged).encode(), digest(forged).encode())
    assert verify(forged).finding is Finding.CHANGED


@pytest.mark.parametrize("profile", [Profile.OFFICE, Profile.PUBLIC])
def test_an_opening_review_is_left_out_or_holds_something(
    meeting: Notebook, profile: Profile
) -> None:
    kind = OfficeDocument if profile is Profile.OFFICE else PublicDocument
    document = msgspec.json.decode(build_export(meeting, profile, at=AT), type=kind)
    forged = msgspec.structs.replace(document, opening_review=[])
    assert verify(seal(forged)).finding is Finding.CHANGED


def test_what_is_posted_names_no_citizen_and_holds_no_number_of_people(meeting: Notebook) -> None:
    followed_up(meeting)
    public = _parsed(meeting, Profile.PUBLIC)
    (told,) = public["issues"][0]["commitments"]
    moved, reopened = told["reviews"]
    assert (moved["result"], moved["on"], moved["due"]) == ("postponed", "2026-12-09", "2026-12-20")
    assert (moved["reason"], moved["agreed_by"]) == ("Mưa lớn", "Chủ tịch")
    assert (reopened["by"], reopened["note"]) == ("●●●", "Bà ●●● (●●●) nói còn ổ gà")
    assert told["standing"]["state"] == "in_progress"
    assert told["standing"]["due"] == "2026-12-20"
    assert told["due"] == "2026-12-10"
    lamps, talk = public["opening_review"]
    assert (lamps["promise"], lamps["by"], lamps["note"]) == (
        "Lắp đèn đường",
        "Trưởng thôn",
        "Đèn sáng",
    )
    assert talk["promise"] == "Gọi bà con, số ●●●"
    assert public["counts"]["reviews"] == 4
    text = json.dumps(public, ensure_ascii=False)
    for private in ("Đã nhắc", "don-ba-lan", "abab", "7/TB-UBND", "promised_number", "0977"):
        assert private not in text, private


def test_the_name_of_an_official_stays(meeting: Notebook) -> None:
    promise = meeting.state.commitments()[0].id
    review(meeting, promise, Result.REPORTED_DONE, by="Nguyễn Hồng Phong, ĐT 0912345678")
    (told,) = _parsed(meeting, Profile.PUBLIC)["issues"][0]["commitments"][0]["reviews"]
    assert told["by"] == "Nguyễn Hồng Phong, ĐT ●●●"


def test_figures_count_where_promises_stand_and_what_was_found(meeting: Notebook) -> None:
    followed_up(meeting)
    figures = _parsed(meeting, Profile.STATISTICS)["figures"]
    assert figures["commitments_by_state"] == {"in_progress": 1, "open": 1}
    assert figures["commitments_with_deadline"] == 1
    assert figures["commitments_postponed"] == 1
    assert figures["reviews_by_result"] == {
        "confirmed": 1,
        "not_as_promised": 1,
        "not_reviewed": 1,
        "noted": 1,
        "postponed": 1,
    }
    assert (figures["opening_reviews"], figures["opening_reviews_not_reviewed"]) == (2, 1)


_SECRET: dict[str, Value] = {
    "speaker_name": "Lường Thị Xuyến",
    "content": "Kế toán Tòng Văn Pâng ăn chặn",
}
_TRACES = ("ba xuyen", "pang", "an chan", "huoi")


def _denounced(notebook: Notebook, *, moved: bool, tied: bool) -> str:
    """A denunciation with a promise, reviewed and replied to; how the promise hangs on it."""
    issue = add(notebook, Table.ISSUES, kind=DENUNCIATION, **_SECRET)
    promise = add(
        notebook, Table.COMMITMENTS, issue=issue, content="Mời bà Xuyến", due="2026-12-01"
    )
    if moved:
        road = notebook.state.issues()[0].id
        notebook.record([Edit(Table.COMMITMENTS, promise, {"issue": road})])
    fields: dict[str, Value] = {"by": "bà Xuyến", "note": "Nhà ở Bản Huổi", "due": "2027-01-05"}
    if not tied:
        fields["issue"] = None
    review(notebook, promise, Result.POSTPONED, **fields)
    add(notebook, Table.DUTIES, issue=issue, clock="reply", by="bà Xuyến", note="Bản Huổi")
    return issue


@pytest.mark.parametrize("tied", [True, False])
@pytest.mark.parametrize("moved", [True, False])
def test_reviews_and_duties_of_a_denunciation_are_in_the_protected_part_only(
    meeting: Notebook, moved: bool, tied: bool
) -> None:
    before = {profile: _parsed(meeting, profile) for profile in Profile}
    _denounced(meeting, moved=moved, tied=tied)
    office = build_export(meeting, Profile.OFFICE, at=AT)
    plain, mark, secret = office.partition(b'\n  "protected": {')
    assert mark
    assert [trace for trace in _TRACES if trace in fold(plain.decode())] == []
    assert all(trace in fold(secret.decode()) for trace in _TRACES)
    assert b"2027-01-05" not in plain
    assert b'"reply"' not in plain
    assert verify(office).whole
    public = _parsed(meeting, Profile.PUBLIC)
    assert public["issues"] == before[Profile.PUBLIC]["issues"]
    assert public["counts"] == before[Profile.PUBLIC]["counts"]
    then = before[Profile.STATISTICS]["figures"]
    figures = _parsed(meeting, Profile.STATISTICS)["figures"]
    changed = {name for name in figures if figures[name] != then.get(name)}
    assert changed == {"issues", "issues_by_kind"}


def test_what_becomes_a_denunciation_takes_its_reviews_along(meeting: Notebook) -> None:
    _promise, issue = followed_up(meeting)
    meeting.record([Edit(Table.ISSUES, issue, {"kind": DENUNCIATION})], reason="Là tố cáo")
    plain, _mark, secret = build_export(meeting, Profile.OFFICE, at=AT).partition(
        b'\n  "protected": {'
    )
    for told in ("ổ gà", "Mưa lớn", "2026-12-20", '"reply"'):
        assert told not in plain.decode(), told
        assert told in secret.decode(), told
    public = build_export(meeting, Profile.PUBLIC, at=AT).decode()
    assert "not_as_promised" not in public
    assert "Đèn sáng" in public
    figures = _parsed(meeting, Profile.STATISTICS)["figures"]
    assert figures["reviews_by_result"] == {"confirmed": 1, "not_reviewed": 1}


def test_a_review_whose_promise_was_taken_out_stays_in_the_file(meeting: Notebook) -> None:
    promise = meeting.state.commitments()[0].id
    review(meeting, promise, Result.IN_PROGRESS, note="Đang làm")
    meeting.record([meeting.delete(Table.COMMITMENTS, promise)])
    office = build_export(meeting, Profile.OFFICE, at=AT)
    assert verify(office).whole
    (left,) = json.loads(office)["unattached"]["reviews"]
    assert left["note"] == "Đang làm"
    assert "opening_review" not in json.loads(office)
