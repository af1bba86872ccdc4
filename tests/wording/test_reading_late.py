"""Promise: minutes tell what was changed at the reading, corrected after it or came in late."""

import pytest

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import objection
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import DENUNCIATION, Table
from danvan_tui.wording.differing import differing
from danvan_tui.wording.marks import Mark
from danvan_tui.wording.reading import passages
from tests.ledger.sessions import add, step
from tests.ledger.two import beside, put
from tests.wording.read_aloud import CATALOGUES, change, marks, read


def test_what_is_changed_at_the_reading_is_marked_where_it_stands_and_in_a_list(
    notebook: Notebook,
) -> None:
    (issue,) = notebook.state.issues()
    (promise,) = notebook.state.commitments()
    step(notebook, "reading")
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
    step(notebook, "reading")
    notebook.record(notebook.removal(Table.ISSUES, issue.id))
    changes = read(notebook)[-1]
    assert [(one.text, one.marks) for one in changes.paragraphs] == [
        ("Opinion 1", (Mark("taken out"),))
    ]


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
    step(notebook, "reading")
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
