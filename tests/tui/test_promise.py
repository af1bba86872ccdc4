"""Promise: one sees what was promised and all that became of it, and says what is found."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from danvan_tui.followup.reviewing.recording import Found
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Result, SessionState, Table
from danvan_tui.tui.screens.board import BoardScreen
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.promise import PromiseScreen
from danvan_tui.tui.screens.review_line import ReviewLine
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.line import Line
from tests.followup.office import Office
from tests.tui.meeting import Meeting
from tests.tui.on_the_board import KT, board, page, promise, reviews, told

pytestmark = pytest.mark.usefixtures("look_often")


async def back(meeting: Meeting) -> None:
    """Wait until the promise is shown again, with what was recorded."""
    await meeting.on(PromiseScreen)
    await told(meeting)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_all_that_is_known_of_a_promise_stands_on_one_page(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    office = Office(tmp_path / "data")
    folder = office.meeting(
        {
            "content": "Sửa đường [/b]",
            "lead_unit": KT,
            "contact": "ông Nam",
            "due": "2026-11-10",
            "due_text": "trước 10/11",
        },
        date="2026-09-12",
    )
    moved = Found(result=Result.POSTPONED, due="2026-12-15", due_text="đến 15/12", reason="mưa")
    office.review(folder, moved)
    async with promise(office, folder, size=size) as meeting:
        said = page(meeting)
        for words in (
            "“Sửa đường [/b]”",
            f"Unit {KT}",
            "Contact ông Nam",
            "Deadline 15/12/2026 (“đến 15/12”) · 23 days left",
            "First deadline 10/11/2026 (“trước 10/11”) · postponed once",
            "Promised 12/09/2026 · DT-2026-001 · Thôn Gò Vối",
            "Cống thôn bị tắc",
            "postponed from 10/11/2026",
            "Reason: mưa.",
        ):
            assert words in said
        assert "Promise DT-2026-001/1" in meeting.seen
        assert "F2 result" in meeting.seen


async def test_a_long_opinion_stands_there_in_full(tmp_path: Path) -> None:
    office = Office(tmp_path / "data")
    folder = office.meeting({"content": "Sửa đường", "lead_unit": KT}, closed=False)
    notebook = office.open(folder)
    said = " ".join(["Đường thôn hỏng từ năm ngoái,"] * 20) + " rất khó đi"
    notebook.record([Edit(Table.ISSUES, notebook.state.issues()[0].id, {"content": said})])
    notebook.close()
    async with promise(office, folder) as meeting:
        assert said in page(meeting)


async def test_a_long_story_can_be_read_to_its_end(meetings: tuple[Office, str, str]) -> None:
    office, first, _second = meetings
    for number in range(12):
        office.review(first, Found(result=Result.NOTED, note=f"nhắc lần thứ {number}"))
    async with promise(office, first) as meeting:
        assert "▼ goes on below" in meeting.seen
        assert "Now:" not in meeting.seen
        for _page in range(4):
            await meeting.press("pagedown")
        assert "Now:" in meeting.seen
        assert "▼" not in meeting.seen
        await meeting.press("home")
        assert "“Sửa đường thôn [/b]”" in meeting.seen
        await meeting.press("end")
        assert "nhắc lần thứ 11" in meeting.seen


async def test_the_story_grows_by_what_is_recorded_in_a_line(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with promise(office, first) as meeting:
        await meeting.press("f2")
        await meeting.put("7 đã đổ bê tông xong")
        await meeting.press("enter")
        await back(meeting)
        assert "the unit reports that it is done. “đã đổ bê tông xong”" in page(meeting)
        await meeting.press("f2")
        await meeting.put("3 còn 20 mét chưa đổ")
        await meeting.press("enter")
        await back(meeting)
        assert "not as promised" in page(meeting)
        assert "reopened" in meeting.seen
    assert [one.result for one in reviews(office, first)] == [
        Result.REPORTED_DONE,
        Result.NOT_AS_PROMISED,
    ]
    assert reviews(office, first)[1].after == [reviews(office, first)[0].id]


async def test_the_form_records_who_said_it_and_what_proves_it(
    meetings: tuple[Office, str, str], tmp_path: Path
) -> None:
    office, first, _second = meetings
    proof = tmp_path / "Biên bản nghiệm thu.pdf"
    proof.write_bytes(b"%PDF nghiem thu")
    async with promise(office, first) as meeting:
        await meeting.press("f6")
        await meeting.on(RecordForm)
        await meeting.fill("result", "the unit reports")
        await meeting.fill("note", "nghiệm thu rồi")
        await meeting.fill("on", "20/11/2026")
        await meeting.fill("by", "ông Nam")
        await meeting.fill("document", "12/BB-UBND")
        await meeting.fill("file", str(proof))
        await meeting.press("ctrl+s")
        await back(meeting)
        assert "Proof: 12/BB-UBND, Biên bản nghiệm thu.pdf" in page(meeting)
    (review,) = reviews(office, first)
    assert (review.result, review.on, review.by) == (Result.REPORTED_DONE, "2026-11-20", "ông Nam")
    assert (review.document, review.file) == ("12/BB-UBND", "Biên bản nghiệm thu.pdf")
    assert review.digest == hashlib.sha256(b"%PDF nghiem thu").hexdigest()


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("on", "20/11/2027", "clock"),
        ("on", "01/09/2026", "before the meeting"),
        ("file", "/nowhere/bien ban.pdf", "bien ban.pdf cannot be read"),
    ],
)
async def test_what_the_form_cannot_record_stays_in_it_with_one_clear_sentence(
    meetings: tuple[Office, str, str], field: str, typed: str, why: str
) -> None:
    office, first, _second = meetings
    async with promise(office, first) as meeting:
        await meeting.press("f6")
        await meeting.on(RecordForm)
        form = meeting.app.screen
        await meeting.fill("result", "the unit reports")
        await meeting.fill("by", "ông Nam")
        await meeting.fill(field, typed)
        await meeting.press("ctrl+s")
        await meeting.until(lambda: meeting.app.screen is not form)
        await meeting.on(RecordForm)
        await meeting.settle()
        assert any(why in one for one in meeting.said)
        again = meeting.app.screen
        assert again.query_one(f"#{field}", Line).value == typed
        assert again.query_one("#by", Line).value == "ông Nam"
        assert reviews(office, first) == ()
        await meeting.fill(field, "")
        await meeting.press("ctrl+s")
        await back(meeting)
    assert reviews(office, first)[0].by == "ông Nam"


async def test_a_review_made_just_now_is_taken_back_by_one_key(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with promise(office, first) as meeting:
        await meeting.press("f2")
        await meeting.put("1 xong")
        await meeting.press("enter")
        await back(meeting)
        await meeting.press("ctrl+z")
        await back(meeting)
        assert reviews(office, first) == ()
        assert "the village confirms" not in page(meeting)
        await meeting.press("ctrl+z")
        assert "no review yet" in meeting.seen


async def test_an_older_review_is_taken_back_only_after_a_yes(
    meetings: tuple[Office, str, str],
) -> None:
    office, _first, second = meetings
    async with promise(office, second, 3) as meeting:
        await meeting.press("ctrl+z")
        assert isinstance(meeting.app.screen, Confirm)
        assert "22/11/2026: the unit reports it done" in " ".join(meeting.seen.split())
        await meeting.press("enter")
        await back(meeting)
        assert len(reviews(office, second, 3)) == 1
        await meeting.press("ctrl+z", "right", "enter")
        await meeting.until(lambda: reviews(office, second, 3) == ())
        await back(meeting)
        assert "Now: owed." in page(meeting)
        assert len(reviews(office, second, 4)) == 1
    history = office.open(second)
    kept = [one for one in history.state.fold.operations.values() if one.undoes]
    history.close()
    assert len(kept) == 1


async def test_a_review_among_others_made_at_once_goes_alone(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with board(office, size=(80, 24)) as meeting:
        await meeting.press("space", "space", "f2")
        await meeting.put("4 đang làm")
        await meeting.press("enter")
        await meeting.on(BoardScreen)
        meeting.app.push_screen(PromiseScreen(office.promise(first, 1).promise.id))
        await back(meeting)
        await meeting.press("ctrl+z", "right", "enter")
        await meeting.until(lambda: reviews(office, first, 1) == ())
        assert len(reviews(office, first, 2)) == 1


async def test_both_sides_of_a_disagreement_stand_in_the_story(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    office.review(first, Found(result=Result.CONFIRMED, note="đẹp lắm"))
    notebook = office.open(first)
    (known,) = notebook.state.reviews()
    edit = notebook.new(
        Table.REVIEWS, commitment=known.commitment, issue=known.issue, on="2026-11-21"
    )
    notebook.record([edit._replace(fields=edit.fields | {"result": Result.NOT_DONE.value})])
    notebook.close()
    async with promise(office, first) as meeting:
        assert "This disagrees with what was found on 21/11/2026" in page(meeting)
        assert "This disagrees with what was found on 22/11/2026" in page(meeting)
        assert "another review has to decide" in page(meeting)


async def test_f9_opens_the_session_and_the_closed_minutes_stay_closed(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    async with promise(office, first) as meeting:
        await meeting.press("f9")
        await meeting.on(SessionScreen)
        assert meeting.session.notebook.folder.name == first
        assert meeting.state.session.state is SessionState.CLOSED


async def test_what_was_typed_into_the_form_survives_the_program(
    meetings: tuple[Office, str, str],
) -> None:
    office, first, _second = meetings
    draft = DraftFile(office.root / "review-form.log")
    async with promise(office, first) as meeting:
        await meeting.press("f6")
        await meeting.on(RecordForm)
        await meeting.fill("by", "ông Nam")
        await meeting.until(lambda: draft.read().get("by") == "ông Nam")
    async with board(office) as meeting:
        await meeting.on(RecordForm)
        assert meeting.app.screen.query_one("#by", Line).value == "ông Nam"


async def test_what_is_said_of_a_denunciation_is_kept_in_no_draft(tmp_path: Path) -> None:
    office = Office(tmp_path / "data")
    folder = office.meeting({"content": "Trả lời", "lead_unit": KT}, kind=DENUNCIATION)
    async with promise(office, folder) as meeting:
        await meeting.press("f2")
        await meeting.put("4 đã gặp bà Mùi")
        assert isinstance(meeting.app.screen, ReviewLine)
        await meeting.app.screen.finish_draft()
        assert not (office.root / "review.log").exists()
        await meeting.press("enter")
        await back(meeting)
        assert "Mùi" not in meeting.shown
        assert "Mùi" not in page(meeting)
