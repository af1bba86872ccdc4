"""Reading back: what was changed meanwhile is known, whatever was undone, and names nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.errors import ClosedError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.read_back import (
    agreed_reviews,
    altered_at_reading,
    altered_by_corrections,
    begin_reading,
    corrections,
    end_reading,
    entries_not_read,
    objection,
)
from danvan_tui.model.records import DENUNCIATION, Result, SessionState, Table, Value
from tests.ledger.sessions import change, say, shelf_in, step


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    shelf = shelf_in(tmp_path)
    notebook = shelf.open(shelf.create())
    step(notebook, "live")
    yield notebook
    notebook.close()


def altered(notebook: Notebook) -> list[tuple[str, object, object]]:
    return [(one.field, one.before, one.now) for one in altered_at_reading(notebook.state)]


def test_only_a_live_session_is_begun_to_be_read_and_only_a_read_one_ended(
    notebook: Notebook,
) -> None:
    assert end_reading(notebook) is None
    begun = begin_reading(notebook)
    assert begun is not None
    assert notebook.apply(begun).changes[0].fields == {"state": "reading"}
    assert begin_reading(notebook) is None
    ended = end_reading(notebook)
    assert ended is not None
    assert notebook.apply(ended).changes[0].fields == {"state": "live"}
    assert notebook.state.session.state is SessionState.LIVE


def test_what_is_changed_while_it_is_read_is_told_with_both_values(notebook: Notebook) -> None:
    issue = say(notebook, "Đường hỏng", kind="proposal")
    change(notebook, issue, content="Đường hỏng nặng")
    step(notebook, "reading")
    change(notebook, issue, content="Cầu hỏng")
    change(notebook, issue, content="Cầu gãy")
    assert altered(notebook) == [("content", "Đường hỏng nặng", "Cầu gãy")]
    step(notebook, "live")
    change(notebook, issue, kind="report")
    assert altered(notebook) == [("content", "Đường hỏng nặng", "Cầu gãy")]


def test_what_was_undone_was_not_changed_and_undoing_what_was_read_is_a_change(
    notebook: Notebook,
) -> None:
    issue = say(notebook, "Đường hỏng")
    change(notebook, issue, content="Cầu hỏng")
    step(notebook, "reading")
    change(notebook, issue, kind="report")
    notebook.undo()
    assert altered(notebook) == []
    notebook.undo()
    assert altered(notebook) == [("content", "Cầu hỏng", "Đường hỏng")]


def test_a_second_reading_goes_on_from_the_first(notebook: Notebook) -> None:
    issue = say(notebook, "một")
    step(notebook, "reading")
    change(notebook, issue, content="hai", note="ghi chú")
    step(notebook, "live")
    change(notebook, issue, note="đổi sau")
    step(notebook, "reading")
    change(notebook, issue, content="ba")
    assert altered(notebook) == [("content", "một", "ba")]


def test_what_came_or_went_is_told_whole(notebook: Notebook) -> None:
    issue = say(notebook, "Đường hỏng")
    step(notebook, "reading")
    late = say(notebook, "Mương tắc")
    change(notebook, late, content="Mương tắc từ tháng Chín")
    notebook.record(notebook.removal(Table.ISSUES, issue))
    found = altered_at_reading(notebook.state)
    assert [(one.record, one.field, one.gone) for one in found] == [
        (issue, "", True),
        (late, "", False),
    ]


def test_nothing_of_a_denunciation_is_told_even_when_it_becomes_one_later(
    notebook: Notebook,
) -> None:
    issue = say(notebook, "Ông Tám nhận tiền", speaker_name="Trịnh Thị Mùi")
    answer = notebook.new(Table.ANSWERS, issue=issue, content="Mời chị Mùi")
    notebook.record([answer])
    step(notebook, "reading")
    change(notebook, issue, content="Ông Tám nhận tiền của chị Mùi")
    notebook.record([Edit(Table.ANSWERS, answer.record, {"content": "Mời chị Mùi ở lại"})])
    assert len(altered(notebook)) == 2
    change(notebook, issue, kind=DENUNCIATION)
    assert altered(notebook) == []


def test_entries_after_the_reading_are_counted(notebook: Notebook) -> None:
    issue = say(notebook, "một")
    assert entries_not_read(notebook.state) is None
    step(notebook, "reading")
    change(notebook, issue, content="hai")
    assert entries_not_read(notebook.state) == 0
    step(notebook, "live")
    assert entries_not_read(notebook.state) == 0
    say(notebook, "ba")
    assert entries_not_read(notebook.state) == 1
    notebook.undo()
    assert entries_not_read(notebook.state) == 0
    notebook.undo()
    assert entries_not_read(notebook.state) == 1
    step(notebook, "reading")
    assert entries_not_read(notebook.state) == 0


def test_what_was_recorded_after_a_reading_broke_off_was_not_read(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    code = shelf.create()
    first = shelf.open(code)
    step(first, "live", "reading")
    say(first, "một")
    assert begin_reading(first) is None
    first.close()
    again = shelf.open(code)
    assert entries_not_read(again.state) == 0
    say(again, "hai")
    assert entries_not_read(again.state) == 1
    step(again, "live")
    assert entries_not_read(again.state) == 1
    say(again, "ba")
    again.undo()
    assert entries_not_read(again.state) == 1
    again.close()


def test_going_on_with_a_reading_that_broke_off_reads_all_again(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    code = shelf.create()
    first = shelf.open(code)
    step(first, "live", "reading")
    issue = say(first, "một")
    first.close()
    again = shelf.open(code)
    change(again, issue, content="hai")
    begun = begin_reading(again)
    assert begun is not None
    again.apply(begun)
    assert again.state.session.state is SessionState.READING
    assert begin_reading(again) is None
    change(again, issue, content="ba")
    assert entries_not_read(again.state) == 0
    assert [(one.record, one.field) for one in altered_at_reading(again.state)] == [(issue, "")]
    again.close()


def test_corrections_are_told_apart_from_what_was_changed_at_the_reading(
    notebook: Notebook,
) -> None:
    issue = say(notebook, "một", kind="report")
    step(notebook, "reading")
    change(notebook, issue, kind="proposal")
    close_session(notebook)
    notebook.record([Edit(Table.ISSUES, issue, {"content": "hai"})], reason="ghi nhầm")
    assert altered(notebook) == [("kind", "report", "proposal")]
    corrected = altered_by_corrections(notebook.state)
    assert [(one.field, one.before, one.now) for one in corrected] == [("content", "một", "hai")]


def test_settling_on_closing_is_no_change_at_the_reading(notebook: Notebook) -> None:
    say(notebook, "một")
    close_session(notebook, "chưa rõ")
    assert notebook.state.issues()[0].kind == "unclear"
    assert altered(notebook) == []


def test_an_objection_is_added_to_what_was_noted(notebook: Notebook) -> None:
    issue = say(notebook, "một", note="có ảnh", kind=DENUNCIATION)
    for said in ("Ông Ba: không đúng", "Bà Tư: đúng"):
        notebook.record([objection(notebook.state, Table.ISSUES, issue, said)])
    note = notebook.state.protected_speaker(issue).note
    assert note == "có ảnh\nÔng Ba: không đúng\nBà Tư: đúng"
    notebook.record([objection(notebook.state, Table.SESSION, "", "Ông Ba: thiếu người")])
    assert notebook.state.session.conclusion == "Ông Ba: thiếu người"


def review(notebook: Notebook, promise: str, result: Result | None, **fields: Value) -> Edit:
    said: dict[str, Value] = {"commitment": promise, "result": result.value if result else None}
    return notebook.new(Table.REVIEWS, **(said | fields))


def promised(notebook: Notebook) -> str:
    issue = say(notebook, "Đường hỏng", kind="report")
    edit = notebook.new(
        Table.COMMITMENTS, issue=issue, content="sửa", lead_unit="Xã", due="2026-12-01"
    )
    notebook.record([edit])
    return edit.record


def test_what_is_reviewed_after_closing_is_no_correction_and_not_in_the_minutes(
    notebook: Notebook,
) -> None:
    promise = promised(notebook)
    close_session(notebook)
    late = review(notebook, promise, Result.IN_PROGRESS, note="đang làm")
    notebook.record([late])
    notebook.record([Edit(Table.REVIEWS, late.record, {"note": "gần xong"})])
    notebook.record([notebook.new(Table.DUTIES, clock="reply", on="2026-11-30")])
    assert altered_by_corrections(notebook.state) == []
    assert corrections(notebook.state) == []
    assert agreed_reviews(notebook.state) == []
    assert len(notebook.state.reviews()) == 1


def test_what_was_found_at_the_meeting_is_corrected_only_with_a_reason_and_then_told(
    notebook: Notebook,
) -> None:
    listed = review(notebook, "earlier", None, session="s0", promised_in="DT-2026-000")
    notebook.record([listed])
    confirmed: dict[str, Value] = {"result": Result.CONFIRMED.value}
    notebook.record([Edit(Table.REVIEWS, listed.record, confirmed)])
    close_session(notebook)
    other: dict[str, Value] = {"result": Result.NOT_DONE.value}
    with pytest.raises(ClosedError):
        notebook.record([Edit(Table.REVIEWS, listed.record, other)])
    notebook.record([Edit(Table.REVIEWS, listed.record, other)], reason="nghe nhầm")
    forgotten = review(notebook, "other", Result.CONFIRMED, session="s0")
    notebook.record([forgotten], reason="ghi sót")
    told = [(one.record, one.field, one.now) for one in altered_by_corrections(notebook.state)]
    assert told == [(listed.record, "result", "not_done"), (forgotten.record, "", None)]
    assert len(corrections(notebook.state)) == 2
    assert [one.id for one in agreed_reviews(notebook.state)] == [listed.record, forgotten.record]
    notebook.record([notebook.delete(Table.REVIEWS, listed.record)], reason="ghi nhầm")
    gone = [one.record for one in altered_by_corrections(notebook.state) if one.gone]
    assert gone == [listed.record]


def test_a_result_given_at_the_reading_is_a_change_of_what_was_read(notebook: Notebook) -> None:
    listed = review(notebook, "earlier", None, session="s0")
    notebook.record([listed])
    step(notebook, "reading")
    found: dict[str, Value] = {"result": Result.NOT_DONE.value, "reason": "thiếu vốn"}
    notebook.record([Edit(Table.REVIEWS, listed.record, found)])
    assert altered(notebook) == [("result", None, "not_done"), ("reason", None, "thiếu vốn")]
    close_session(notebook)
    assert len(altered(notebook)) == 2


def test_a_duty_is_nothing_that_is_read(notebook: Notebook) -> None:
    step(notebook, "reading", "live")
    notebook.record([notebook.new(Table.DUTIES, clock="reply", on="2026-11-30")])
    assert entries_not_read(notebook.state) == 0
    notebook.record([review(notebook, "earlier", Result.NOTED, session="s0")])
    assert entries_not_read(notebook.state) == 1
