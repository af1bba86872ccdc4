"""The text that is read aloud: everything, in order, in whole words, and no denouncer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui import language
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import objection
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result, SessionState, Table, Value
from danvan_tui.wording.differing import differing
from danvan_tui.wording.marks import Mark
from danvan_tui.wording.reading import Passage, passages
from tests.ledger.sessions import shelf_in
from tests.ledger.two import beside, put

CATALOGUES = load_catalogues(shipped_data(), None)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """A live session with one opinion, its answer and its promise."""
    shelf = shelf_in(tmp_path)
    code = shelf.create(
        date="2026-11-22",
        start="08:00",
        place="Nhà văn hóa",
        chair="Nguyễn Hồng Phong",
        villages=["Thôn Văn Xá"],
    )
    notebook = shelf.open(code, person="Lê Thu Hiền")
    person = notebook.new(
        Table.ATTENDANCE, name="Lê Thị Hòa", village="Thôn Văn Xá", presence="present"
    )
    gone = notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám", presence="left")
    listed = notebook.new(Table.ATTENDANCE, name="Trịnh Thị Mùi")
    heads = notebook.new(Table.ATTENDANCE, count=25, group="citizens", presence="present")
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    notebook.record([live, person])
    for edit in (gone, listed, heads):
        notebook.record([edit])
    issue = add(
        notebook, Table.ISSUES, content="Đường hỏng", kind="proposal", speaker=person.record
    )
    add(notebook, Table.ANSWERS, issue=issue, content="Xã đã khảo sát", by="Trần Minh Đức")
    add(
        notebook,
        Table.COMMITMENTS,
        issue=issue,
        content="Sửa đường",
        lead_unit="Phòng Kinh tế",
        supporting_units=["Trưởng thôn"],
        due="2026-12-15",
        due_text="15/12",
    )
    yield notebook
    notebook.close()


def add(notebook: Notebook, table: Table, **fields: Value) -> str:
    edit = notebook.new(table, **fields)
    notebook.record([edit])
    return edit.record


def read(notebook: Notebook) -> list[Passage]:
    return passages(notebook.state, CATALOGUES)


def told(passage: Passage) -> str:
    return "\n".join(paragraph.text for paragraph in passage.paragraphs)


def marks(passage: Passage) -> list[Mark]:
    return [mark for paragraph in passage.paragraphs for mark in paragraph.marks]


def step(notebook: Notebook, state: SessionState) -> None:
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": state.value})])


def change(notebook: Notebook, issue: str, reason: str = "", **fields: Value) -> None:
    notebook.record([Edit(Table.ISSUES, issue, fields)], reason=reason)


def test_the_minutes_are_read_from_the_opening_to_the_end(notebook: Notebook) -> None:
    late = add(notebook, Table.ISSUES, content="Mương tắc", kind="report")
    change(notebook, late, position=0)
    found = read(notebook)
    assert [one.title for one in found] == [
        "Opening",
        "Opinion 2",
        "Opinion 1",
        "Conclusion",
        "Changed at the reading",
    ]
    opening = told(found[0])
    assert "the people of Thôn Văn Xá" in opening
    assert "Began: 8:00 on 22/11/2026" in opening
    assert "Chair: Nguyễn Hồng Phong" in opening
    assert "Secretary: not written down yet" in opening
    assert "Took part: 27 people. 1 of them left before the end." in opening
    assert "2 opinions, 1 promise" in told(found[3])
    assert "agreed to them" in told(found[3])


def test_an_opinion_is_read_with_its_answer_and_its_promise(notebook: Notebook) -> None:
    passage = read(notebook)[1]
    text = told(passage)
    for said in (
        "Lê Thị Hòa, Thôn Văn Xá",
        "Kiến nghị:",
        "Đường hỏng",
        "Trần Minh Đức answered: Xã đã khảo sát",
        "Promise 1: Sửa đường",
        "Responsible: Phòng Kinh tế, together with Trưởng thôn.",
        "Deadline: 15/12/2026.",
    ):
        assert said in text
    assert [table for table, _record in passage.records] == [
        Table.ISSUES,
        Table.ANSWERS,
        Table.COMMITMENTS,
    ]
    for table, record in passage.records:
        assert notebook.state.row(table, record)


def test_what_is_unclear_is_read_with_its_reason(notebook: Notebook) -> None:
    issue = add(notebook, Table.ISSUES, content="Mương tắc", unanswered="Hết giờ", note="Có ảnh")
    add(notebook, Table.COMMITMENTS, issue=issue, content="Nạo vét", unit_unclear="Chờ họp")
    text = told(read(notebook)[2])
    assert "Raised by: a citizen." in text
    assert "Responsible: unclear, because Chờ họp." in text
    assert "Deadline: not written down yet." in text
    assert "Note: Có ảnh" in text
    assert "Hết giờ" not in text
    (promise,) = [one for one in notebook.state.commitments() if one.issue == issue]
    notebook.record([notebook.delete(Table.COMMITMENTS, promise.id)])
    assert "It was not answered there: Hết giờ" in told(read(notebook)[2])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due": "2026-12-05", "due_text": "đầu tháng Chạp"}, "05/12/2026 (said: “đầu tháng"),
        ({"due": "2027-02-01", "due_text": "1/2"}, "01/02/2027."),
        ({"due_text": "thường xuyên", "due_how": "thường xuyên"}, "thường xuyên."),
        ({"due_unclear": "Chờ vốn"}, "unclear, because Chờ vốn."),
    ],
)
def test_a_deadline_is_read_as_a_day_or_as_it_was_said(
    notebook: Notebook, fields: dict[str, Value], said: str
) -> None:
    issue = add(notebook, Table.ISSUES, content="Mương tắc")
    add(notebook, Table.COMMITMENTS, issue=issue, content="Nạo vét", **fields)
    assert f"Deadline: {said}" in told(read(notebook)[2])


def test_what_is_changed_at_the_reading_is_marked_where_it_stands_and_in_a_list(
    notebook: Notebook,
) -> None:
    (issue,) = notebook.state.issues()
    (promise,) = notebook.state.commitments()
    step(notebook, SessionState.READING)
    change(notebook, issue.id, content="Cầu hỏng", kind="report")
    notebook.record([objection(notebook.state, Table.ISSUES, issue.id, "Ông Ba: thiếu")])
    notebook.record([notebook.delete(Table.COMMITMENTS, promise.id)])
    late = add(notebook, Table.ISSUES, content="Mương tắc")
    found = read(notebook)
    passage = next(one for one in found if one.key == issue.id)
    assert marks(passage) == [
        Mark("changed at the reading", "Content", "Đường hỏng", "Cầu hỏng"),
        Mark("changed at the reading", "Kind", "Kiến nghị", "Phản ánh"),
        Mark("taken out at the reading", "promise 1", "Sửa đường"),
        Mark("changed at the reading", "Note", "", "Ông Ba: thiếu"),
    ]
    assert marks(next(one for one in found if one.key == late)) == [Mark("added at the reading")]
    changes = found[-1]
    assert [one.text for one in changes.paragraphs] == ["Opinion 1", "Opinion 2", "Promise 1"]
    assert changes.records == ((Table.ISSUES, issue.id), (Table.ISSUES, late))
    assert not read(notebook)[0].changed


def test_an_opinion_that_was_taken_out_is_named_without_its_words(notebook: Notebook) -> None:
    (issue,) = notebook.state.issues()
    step(notebook, SessionState.READING)
    notebook.record(notebook.removal(Table.ISSUES, issue.id))
    changes = read(notebook)[-1]
    assert [(one.text, one.marks) for one in changes.paragraphs] == [
        ("Opinion 1", (Mark("taken out"),))
    ]


def test_a_denunciation_is_one_neutral_line_whatever_was_changed_in_it(notebook: Notebook) -> None:
    (issue,) = notebook.state.issues()
    step(notebook, SessionState.READING)
    change(
        notebook,
        issue.id,
        speaker_name="Lường Thị Xuyến",
        content="Kế toán ăn chặn",
        note="Gọi bà Xuyến",
    )
    add(notebook, Table.ANSWERS, issue=issue.id, content="Mời bà Xuyến gặp riêng")
    change(notebook, issue.id, kind=DENUNCIATION)
    other = add(notebook, Table.ISSUES, content="Mương tắc", same_as=issue.id)
    found = read(notebook)
    shown = repr(found)
    for trace in ("Xuyến", "ăn chặn", "Đường hỏng", "Lê Thị Hòa", "khảo sát", "●●●"):
        assert trace not in shown
    passage = next(one for one in found if one.key == issue.id)
    assert len(passage.paragraphs) == 1
    assert "One denunciation was received" in told(passage)
    assert "same matter" not in told(next(one for one in found if one.key == other))
    close_session(notebook, "chưa rõ")
    change(notebook, issue.id, content="Sửa lời bà Xuyến", reason="Bà Xuyến yêu cầu")
    assert "Xuyến" not in repr(read(notebook))


def test_what_only_repeats_another_is_read_with_its_words_unless_the_law_hides_them(
    notebook: Notebook,
) -> None:
    (issue,) = notebook.state.issues()
    same = add(notebook, Table.ISSUES, speaker_name="Ông Ba", same_as=issue.id)
    add(notebook, Table.ISSUES, speaker_name="Bà Tư", same_as=same)
    for passage, number in zip(read(notebook)[2:4], (1, 2), strict=True):
        assert "Đường hỏng" in told(passage)
        assert f"The same matter as opinion {number}." in told(passage)
    change(notebook, issue.id, kind=DENUNCIATION)
    second, third = read(notebook)[2:4]
    assert told(second) == "Raised by: Ông Ba."
    assert "Đường hỏng" not in told(third)


def test_after_closing_corrections_are_numbered_with_their_reason(notebook: Notebook) -> None:
    (issue,) = notebook.state.issues()
    close_session(notebook, "chưa rõ")
    assert [one.key for one in read(notebook)][-1] == "conclusion"
    change(notebook, issue.id, content="Cầu hỏng", reason="Viết nhầm")
    change(notebook, issue.id, kind="report", reason="Sai loại")
    found = read(notebook)
    assert found[-1].key == "corrections"
    first, second = (one.text for one in found[-1].paragraphs)
    assert first.startswith("Correction 1 (22/11/2026, Lê Thu Hiền): opinion 1")
    assert "Viết nhầm" in first
    assert second.startswith("Correction 2")
    assert marks(found[1]) == [
        Mark("correction 1", "Content", "Đường hỏng", "Cầu hỏng"),
        Mark("correction 2", "Kind", "Kiến nghị", "Phản ánh"),
    ]


def test_who_spoke_and_where_it_belongs_are_marked_in_words(notebook: Notebook) -> None:
    (issue,), (promise,) = notebook.state.issues(), notebook.state.commitments()
    other = add(notebook, Table.ISSUES, content="Mương tắc")
    step(notebook, SessionState.READING)
    change(notebook, issue.id, speaker=None, speaker_name="Ông Ba")
    notebook.record([Edit(Table.COMMITMENTS, promise.id, {"issue": other})])
    found = read(notebook)
    assert marks(found[1]) == [Mark("changed at the reading", "Speaker", "Lê Thị Hòa", "Ông Ba")]
    assert marks(found[2]) == [Mark("changed at the reading", "Opinion", "1", "2")]


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("a b c d e f g", "a b c d x f g", ("… b c d e f g", "… b c d x f g")),
        ("", "mới", ("", "mới")),
        ("một hai", "", ("một hai", "")),
        ("x b c d e f", "y b c d e f", ("x b c d …", "y b c d …")),
        ("a a a", "a a a a", ("a a a", "a a a a")),
    ],
)
def test_long_texts_are_shown_around_what_differs(
    before: str, now: str, shown: tuple[str, str]
) -> None:
    assert differing(before, now) == shown


EARLIER: dict[str, Value] = {
    "commitment": "earlier-1",
    "session": "earlier",
    "promised_in": "DT-2026-000",
    "promised_number": 1,
    "promise": "Lắp đèn đường",
    "promised_by": "Công an xã",
    "promised_due": "2026-06-30",
    "promised_village": "Thôn Văn Xá",
}


def earlier(notebook: Notebook, **fields: Value) -> str:
    """Before the meeting begins in earnest: a promise of an earlier session, still to review."""
    return add(notebook, Table.REVIEWS, **(EARLIER | fields))


def find(notebook: Notebook, review: str, result: Result, why: str = "", **said: Value) -> None:
    fields: dict[str, Value] = {"result": result.value}
    notebook.record([Edit(Table.REVIEWS, review, fields | said)], reason=why)


def test_what_was_promised_before_is_read_first_with_what_became_of_it(notebook: Notebook) -> None:
    lamps = earlier(notebook)
    ditch = earlier(
        notebook, commitment="earlier-2", promised_number=2, promise="Nạo mương", promised_due=""
    )
    late = earlier(notebook, commitment="earlier-3", promised_number=3, promise="Làm cầu")
    passage = read(notebook)[1]
    assert passage.title == "Promises made before"
    assert passage.records[0] == (Table.REVIEWS, lamps)
    assert told(passage).count("It was not reviewed yet.") == 3
    find(notebook, lamps, Result.NOT_AS_PROMISED, by="Trưởng thôn", note="Đèn sáng\nmột nửa")
    find(
        notebook,
        ditch,
        Result.POSTPONED,
        was_due="2026-12-01",
        due="2027-01-05",
        reason="Chờ vốn",
        agreed_by="Chủ tịch",
    )
    find(notebook, late, Result.NOT_REVIEWED, reason="Hết giờ")
    first, second, third = (one.text for one in read(notebook)[1].paragraphs)
    assert first == (
        "Promise DT-2026-000/1: Lắp đèn đường\n"
        "Responsible: Công an xã.\n"
        "Deadline: 30/6/2026.\n"
        "Promised to: Thôn Văn Xá.\n"
        "What was found: not as promised; said by: Trưởng thôn; “Đèn sáng một nửa”."
    )
    assert "Deadline: no deadline." in second
    assert second.endswith(
        "What was found: postponed from 01/12/2026 to 05/01/2027; reason: Chờ vốn; "
        "agreed by: Chủ tịch."
    )
    assert third.endswith("It was not reviewed, because Hết giờ.")


def test_a_second_finding_of_one_promise_stands_under_it(notebook: Notebook) -> None:
    find(notebook, earlier(notebook), Result.NOT_DONE, reason="Thiếu vốn")
    earlier(notebook, result=Result.IN_PROGRESS.value, progress=40)
    first, second = (one.text for one in read(notebook)[1].paragraphs)
    assert first.endswith("What was found: not done; reason: Thiếu vốn.")
    assert second == "What was found: in progress, 40% done."


def test_closed_minutes_hold_what_was_found_at_the_meeting_and_nothing_found_later(
    notebook: Notebook,
) -> None:
    find(notebook, earlier(notebook), Result.CONFIRMED)
    (promise,) = notebook.state.commitments()
    said: dict[str, Value] = {"commitment": promise.id, "issue": promise.issue}
    add(notebook, Table.REVIEWS, **(said | {"result": "in_progress", "note": "Đã đổ đá"}))
    close_session(notebook)
    before = read(notebook)
    assert "What was found: in progress; “Đã đổ đá”." in told(before[2])
    add(notebook, Table.REVIEWS, **(said | {"result": "reported_done", "note": "Xong"}))
    add(notebook, Table.DUTIES, clock="reply", on="2026-11-30")
    assert read(notebook) == before


def test_a_correction_of_what_was_found_is_marked_and_numbered(notebook: Notebook) -> None:
    review = earlier(notebook)
    find(notebook, review, Result.CONFIRMED)
    close_session(notebook)
    find(notebook, review, Result.NOT_DONE, why="Nghe nhầm")
    found = read(notebook)
    assert marks(found[1]) == [
        Mark("correction 1", "Result", "the village confirms it", "not done"),
    ]
    (corrected,) = found[-1].paragraphs
    assert "review 1 of promise DT-2026-000/1: Result" in corrected.text


def test_what_is_found_at_the_reading_is_marked(notebook: Notebook) -> None:
    review, taken = earlier(notebook), earlier(notebook, commitment="earlier-2", promised_number=2)
    step(notebook, SessionState.READING)
    find(notebook, review, Result.CONFIRMED, on="2026-11-22")
    notebook.record([notebook.delete(Table.REVIEWS, taken)])
    found = read(notebook)
    assert marks(found[1]) == [
        Mark("changed at the reading", "Result", "", "the village confirms it"),
        Mark("changed at the reading", "Day of the review", "", "22/11/2026"),
        Mark("taken out at the reading", "promise DT-2026-000/2", "Lắp đèn đường"),
    ]
    assert [one.text for one in found[-1].paragraphs] == [
        "Promise DT-2026-000/1",
        "Promise DT-2026-000/2",
    ]


def test_reviews_of_a_promise_on_a_denunciation_are_not_read(notebook: Notebook) -> None:
    (promise,) = notebook.state.commitments()
    add(
        notebook,
        Table.REVIEWS,
        commitment=promise.id,
        issue=promise.issue,
        result="postponed",
        due="2027-05-05",
        note="Bà Xuyến ốm",
    )
    assert "Xuyến" in repr(read(notebook))
    change(notebook, promise.issue, kind=DENUNCIATION)
    shown = repr(read(notebook))
    for trace in ("Xuyến", "05/05/2027", "5/2027", "postponed", "●●●"):
        assert trace not in shown


def test_vietnamese_is_read_in_whole_words(notebook: Notebook) -> None:
    language.choose("vi")
    opening = told(read(notebook)[0])
    assert "8 giờ" in opening
    assert "ngày 22 tháng 11 năm 2026" in opening


def test_minutes_say_what_came_in_after_they_were_closed(notebook: Notebook) -> None:
    issue = notebook.state.issues()[0].id
    other = beside(notebook, "Hà")
    close_session(notebook, "chưa rõ")
    put(other, other.new(Table.ISSUES, content="Thiếu nước sạch", kind="report"))
    put(other, Edit(Table.ISSUES, issue, {"content": "Đường rất hỏng"}))
    take_in(notebook, other.state.fold.ordered())
    found = {one.key: one for one in passages(notebook.state, CATALOGUES)}
    late = "\n".join(paragraph.text for paragraph in found["late"].paragraphs)
    assert "not agreed on" in late
    assert "Thiếu nước sạch" in late
    assert "Đường rất hỏng" in late
    assert "Hà" in late
    agreed = "\n".join(paragraph.text for paragraph in found[issue].paragraphs)
    assert "Đường hỏng" in agreed
    assert "Đường rất hỏng" not in agreed
    new = next(one for one in notebook.state.issues() if one.id != issue)
    assert "came in after closing" in {
        mark.how for paragraph in found[new.id].paragraphs for mark in paragraph.marks
    }


def test_nothing_is_said_of_what_came_in_late_where_nothing_did(notebook: Notebook) -> None:
    close_session(notebook, "chưa rõ")
    assert "late" not in {one.key for one in passages(notebook.state, CATALOGUES)}


def test_a_protected_entry_that_came_in_late_says_only_that_it_did(notebook: Notebook) -> None:
    other = beside(notebook, "Hà")
    close_session(notebook, "chưa rõ")
    secret = other.new(
        Table.ISSUES, content="Trưởng bản nhận tiền", speaker_name="Pàng", kind=DENUNCIATION
    )
    put(other, secret)
    take_in(notebook, other.state.fold.ordered())
    said = str(passages(notebook.state, CATALOGUES))
    assert "a protected entry" in said
    assert "Pàng" not in said
    assert "nhận tiền" not in said
