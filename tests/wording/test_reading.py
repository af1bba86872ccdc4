"""Promise: what is read aloud says everything, in order, in whole words, and no denouncer."""

import pytest

from danvan_tui import language
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import DENUNCIATION, Table, Value
from tests.ledger.sessions import add, step
from tests.wording.read_aloud import change, read, told


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
    assert "the people of thôn Văn Xá" in opening
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


def test_a_denunciation_is_one_neutral_line_whatever_was_changed_in_it(notebook: Notebook) -> None:
    (issue,) = notebook.state.issues()
    step(notebook, "reading")
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


def test_vietnamese_is_read_in_whole_words(notebook: Notebook) -> None:
    language.choose("vi")
    opening = told(read(notebook)[0])
    assert "8 giờ" in opening
    assert "ngày 22 tháng 11 năm 2026" in opening
