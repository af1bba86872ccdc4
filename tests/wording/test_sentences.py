"""Promise: the history says in plain words what was done, and never a field nobody knows."""

from __future__ import annotations

import re

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.rearranging import (
    Part,
    hang_edits,
    join_edits,
    move_edits,
    split_edits,
)
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.taken_out import taken_out
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import DENUNCIATION, Result, Table, Value
from danvan_tui.wording.sentences import Sentences
from tests.ledger.sessions import change, say, shelf_in

LISTS = load_catalogues(shipped_data(), None)
RAW = re.compile(r"\b(?:position|assumed|same_as|issue|deleted|number|id-\d+)\b")


@pytest.fixture
def notebook(shelf: Shelf) -> Notebook:
    return shelf.open(shelf.create(title="Đối thoại"), person="Lò Thị Mai")


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf_in(tmp_path_factory.mktemp("data"))


def told(notebook: Notebook, operation: Operation) -> str:
    said = Sentences(notebook.state, LISTS).of(operation)
    assert not RAW.search(said)
    return said


def toast(notebook: Notebook, operation: Operation) -> str:
    return Sentences(notebook.state, LISTS).toast(operation)


def test_rearrangements_are_said_in_plain_words(notebook: Notebook) -> None:
    road, bridge = say(notebook, "đường xấu", kind="proposal"), say(notebook, "cầu", kind="report")
    promise = notebook.new(Table.COMMITMENTS, issue=bridge, content="sửa")
    notebook.record([promise])
    split = split_edits(notebook, road, [Part("đường"), Part("xấu", "report")])
    assert told(notebook, notebook.record(split)) == "opinion 1 was split in two: 1, 3"
    moved = notebook.record(move_edits(notebook, bridge, -1))
    assert told(notebook, moved) == "opinion 2 was moved in the minutes"
    hung = notebook.record(hang_edits(notebook, Table.COMMITMENTS, promise.record, road))
    assert told(notebook, hung) == "promise 1 now belongs to opinion 1"
    joined = notebook.record(join_edits(notebook, bridge, road))
    assert told(notebook, joined) == (
        "opinion 1 was joined to opinion 2; its kind stays “Phản ánh”"
    )
    back = notebook.undo()
    assert told(notebook, back).startswith("took back: opinion 1 was joined to opinion 2")
    assert toast(notebook, joined).startswith("Opinion 1 was joined to opinion 2")


def test_what_repeats_another_says_which_unless_the_law_hides_it(notebook: Notebook) -> None:
    first = say(notebook, "đường")
    secret = say(notebook, "lấy tiền", kind=DENUNCIATION)
    for like, words in (
        (first, "as opinion 1"),
        ("elsewhere", "raised before in another session"),
        (secret, ""),
    ):
        edit = notebook.new(Table.ISSUES, content="như trên", same_as=like, assumed=["kind"])
        said = told(notebook, notebook.record([edit]))
        assert said.startswith("new opinion ")
        assert said.endswith(words or "“như trên”")


def test_a_guess_is_not_said_as_if_somebody_had_said_it(notebook: Notebook) -> None:
    fields = {"content": "đường", "kind": "report", "field": "rural_roads"}
    made = notebook.record([notebook.new(Table.ISSUES, **fields, assumed=["kind"])])
    issue = notebook.state.issues()[0].id
    assert "Kind: “≈ Phản ánh”, Field: “Giao thông nông thôn”" in told(notebook, made)
    change = Edit(Table.ISSUES, issue, {"kind": "proposal", "assumed": ["kind"]})
    assert "“Phản ánh” → “≈ Kiến nghị”" in told(notebook, notebook.record([change]))
    said = notebook.record([Edit(Table.ISSUES, issue, {"kind": "report"})])
    assert "≈" not in told(notebook, said)


def test_a_confirmation_is_one(notebook: Notebook) -> None:
    issue = say(notebook, "đường", kind="report", assumed=["kind"])
    confirmed = notebook.record([Edit(Table.ISSUES, issue, {"assumed": None})])
    assert told(notebook, confirmed) == "opinion 1: confirmed"


def test_what_comes_back_is_named(notebook: Notebook) -> None:
    issue = say(notebook, "đường")
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="sẽ sửa")])
    out = notebook.record(notebook.removal(Table.ISSUES, issue))
    assert toast(notebook, out) == (
        "Opinion 1 was taken out; answer 1 was taken out. It can be brought back."
    )
    (gone,) = taken_out(notebook.state.fold)
    assert Sentences(notebook.state, LISTS).gone(gone) == "opinion 1, answer 1 · đường"
    assert toast(notebook, notebook.undo()) == "Brought back: opinion 1, answer 1"
    assert told(notebook, notebook.redo()).startswith("brought back what was taken back: opinion 1")


def test_a_message_says_what_changed_and_nothing_the_lists_show(notebook: Notebook) -> None:
    made = notebook.record([notebook.new(Table.ISSUES, content="đường", kind="proposal")])
    assert toast(notebook, made) == ""
    issue = notebook.state.issues()[0].id
    changed = notebook.record([Edit(Table.ISSUES, issue, {"kind": "complaint"})])
    assert toast(notebook, changed) == "Opinion 1: Kind: “Kiến nghị” → “Khiếu nại”"
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    assert toast(notebook, notebook.record([live])) == ""
    long = notebook.record([Edit(Table.ISSUES, issue, {"content": "x " * 90, "note": "y " * 90})])
    assert len(toast(notebook, long)) <= 161


def test_a_speaker_changed_to_a_name_is_said_with_both(notebook: Notebook) -> None:
    person = notebook.new(Table.ATTENDANCE, name="Nguyễn Văn Thịnh")
    notebook.record([person])
    issue = say(notebook, "đường", speaker=person.record)
    named: dict[str, Value] = {"speaker": None, "speaker_name": "Vũ Đình Khánh"}
    changed = notebook.record([Edit(Table.ISSUES, issue, named)])
    assert told(notebook, changed) == ("opinion 1: Speaker: “Nguyễn Văn Thịnh” → “Vũ Đình Khánh”")
    changed = change(notebook, issue, speaker_name="Vũ Đình Khang")
    assert told(notebook, changed) == "opinion 1: Speaker: “Vũ Đình Khánh” → “Vũ Đình Khang”"
    made = notebook.record([notebook.new(Table.ISSUES, speaker_name="Đỗ Mận")])
    assert told(notebook, made) == "new opinion 2: Speaker: “Đỗ Mận”"


def test_a_change_far_along_a_long_text_is_shown(notebook: Notebook) -> None:
    words = "Gia đình tôi nộp đủ hồ sơ từ năm ngoái nhưng xã vẫn chưa cấp giấy chứng nhận {} ạ"
    issue = say(notebook, words.format("đất ở"))
    changed = change(notebook, issue, content=words.format("đất rừng"))
    assert told(notebook, changed) == (
        "opinion 1: Content: “… chứng nhận đất ở ạ” → “… chứng nhận đất rừng ạ”"
    )


def test_of_a_denunciation_only_that_there_was_an_entry(notebook: Notebook) -> None:
    issue = say(notebook, "lấy tiền lấn đất", kind=DENUNCIATION, speaker_name="Sùng Thị Pàng")
    parts = [Part("lấy tiền"), Part("lấn đất")]
    split = notebook.record(split_edits(notebook, issue, parts))
    assert told(notebook, split) == "a protected entry"
    assert toast(notebook, split) == "A protected entry"
    notebook.record(notebook.removal(Table.ISSUES, issue))
    (gone,) = taken_out(notebook.state.fold)
    assert Sentences(notebook.state, LISTS).gone(gone) == "a protected entry"


def test_who_is_taken_off_the_list_is_told_alone_and_what_he_said_keeps_his_name(
    notebook: Notebook,
) -> None:
    person = notebook.new(Table.ATTENDANCE, name="Lò Văn Ó", village="Nà Pù")
    notebook.record([person])
    road = say(notebook, "đường", speaker=person.record)
    out = notebook.record(notebook.removal(Table.ATTENDANCE, person.record))
    assert told(notebook, out) == "participant 1 was taken out"
    assert toast(notebook, out) == "Participant 1 was taken out. It can be brought back."
    assert told(notebook, notebook.undo()) == "brought back: participant 1"
    notebook.redo()
    named: dict[str, Value] = {"speaker": None, "speaker_name": "Lò Thị Mai"}
    said = notebook.record([Edit(Table.ISSUES, road, named)])
    assert told(notebook, said).endswith("“Lò Văn Ó” → “Lò Thị Mai”")


def test_that_an_opinion_became_a_denunciation_is_told_as_no_more_than_an_entry(
    notebook: Notebook,
) -> None:
    road = say(notebook, "nhận tiền", speaker_name="Lò Văn Ó")
    became = notebook.record([Edit(Table.ISSUES, road, {"kind": DENUNCIATION})])
    assert toast(notebook, became) == "A protected entry"
    assert told(notebook, notebook.undo()) == "took back: a protected entry"
    assert told(notebook, notebook.redo()).endswith("taken back: a protected entry")


def listed(notebook: Notebook, count: int) -> Operation:
    edits = [
        Edit(
            Table.REVIEWS,
            notebook.new_id(),
            {
                "number": number,
                "commitment": f"earlier-{number}",
                "session": "earlier",
                "promised_in": "DT-2026-000",
                "promised_number": number,
                "promise": "lắp đèn",
            },
        )
        for number in range(1, count + 1)
    ]
    return notebook.record(edits)


def promised(notebook: Notebook, issue: str) -> str:
    edit = notebook.new(
        Table.COMMITMENTS, issue=issue, content="sửa", lead_unit="Phòng Kinh tế", due="2026-12-10"
    )
    notebook.record([edit])
    return edit.record


def reviewed(notebook: Notebook, promise: str, issue: str, result: Result, **more: Value) -> Edit:
    fields: dict[str, Value] = {"commitment": promise, "issue": issue, "result": result.value}
    return notebook.new(Table.REVIEWS, **(fields | more))


def test_what_a_session_begins_with_is_said_in_one_sentence(notebook: Notebook) -> None:
    few = listed(notebook, 2)
    assert told(notebook, few) == (
        "2 promises of earlier sessions to review: promise DT-2026-000/1, promise DT-2026-000/2"
    )
    assert toast(notebook, few).startswith("2 promises of earlier sessions to review")
    many = Sentences(notebook.state, LISTS).of(listed(notebook, 9))
    assert many == "9 promises of earlier sessions to review"


def test_what_was_found_is_said_of_its_promise_here_and_elsewhere(notebook: Notebook) -> None:
    listed(notebook, 1)
    (review,) = notebook.state.reviews()
    fields: dict[str, Value] = {
        "result": Result.CONFIRMED.value,
        "on": "2026-11-22",
        "by": "Trưởng thôn",
        "note": "Đèn\nsáng",
    }
    found = notebook.record([Edit(Table.REVIEWS, review.id, fields)])
    said = "promise DT-2026-000/1: the village confirms it; 22/11/2026, Trưởng thôn; “Đèn sáng”"
    assert told(notebook, found) == said
    assert toast(notebook, found) == said[:1].upper() + said[1:]
    assert told(notebook, notebook.undo()) == f"took back: {said}"
    notebook.redo()
    changed = Edit(Table.REVIEWS, review.id, {"result": Result.NOT_DONE.value, "reason": "nhầm"})
    assert told(notebook, notebook.record([changed])) == (
        "review 1 of promise DT-2026-000/1: Result: “the village confirms it” → “not done”, "
        "Reason: “nhầm”"
    )
    issue = say(notebook, "đường")
    promise = promised(notebook, issue)
    half = reviewed(notebook, promise, issue, Result.IN_PROGRESS, progress=60, document="7/BC")
    assert told(notebook, notebook.record([half])) == (
        "promise 1: in progress, 60% done; proof: 7/BC"
    )
    out = notebook.record([notebook.delete(Table.REVIEWS, half.record)])
    assert told(notebook, out) == "review 2 of promise 1 was taken out"


def test_a_postponement_is_said_with_both_deadlines(notebook: Notebook) -> None:
    issue = say(notebook, "đường")
    promise = promised(notebook, issue)
    moved = reviewed(
        notebook,
        promise,
        issue,
        Result.POSTPONED,
        was_due="2026-12-10",
        due="2026-12-20",
        due_text="20/12",
        reason="mưa lớn",
        agreed_by="Chủ tịch",
    )
    assert told(notebook, notebook.record([moved])) == (
        "promise 1: postponed from 10/12/2026 to 20/12/2026; reason: mưa lớn; agreed by: Chủ tịch"
    )
    given = reviewed(notebook, promise, issue, Result.REASSIGNED, unit="Công an xã", reason="x")
    assert told(notebook, notebook.record([given])) == (
        "promise 1: Công an xã takes it over; reason: x"
    )


def test_many_promises_reviewed_at_once_are_counted(notebook: Notebook) -> None:
    issue = say(notebook, "đường")
    promises = [promised(notebook, issue) for _ in range(6)]
    number = notebook.state.next_number(Table.REVIEWS)

    def all_found(*results: Result) -> Operation:
        edits = [
            reviewed(notebook, promise, issue, results[place % len(results)], number=number + place)
            for place, promise in enumerate(promises)
        ]
        return notebook.record(edits)

    assert told(notebook, all_found(Result.NOT_DONE)) == "6 promises reviewed: not done"
    mixed = all_found(Result.NOT_DONE, Result.CONFIRMED)
    assert told(notebook, mixed) == "6 promises reviewed"


def test_a_promise_that_moves_takes_its_reviews_along_without_a_word(notebook: Notebook) -> None:
    road, bridge = say(notebook, "đường"), say(notebook, "cầu")
    promise = promised(notebook, road)
    notebook.record([reviewed(notebook, promise, road, Result.NOT_DONE)])
    moved = notebook.record(hang_edits(notebook, Table.COMMITMENTS, promise, bridge))
    assert notebook.state.reviews()[0].issue == bridge
    assert told(notebook, moved) == "promise 1 now belongs to opinion 2"


def test_a_duty_that_was_met_is_said_with_its_day_and_document(notebook: Notebook) -> None:
    (clock, *_others) = LISTS.deadlines.choices
    edit = notebook.new(Table.DUTIES, clock=clock.id, on="2026-11-25", document="7/TB-UBND")
    made = notebook.record([edit])
    assert told(notebook, made) == (
        f"new duty of the law 1: Duty: “{clock.name}”, Done on: “25/11/2026”, "
        "Under document: “7/TB-UBND”"
    )
    assert toast(notebook, made)


def test_of_reviews_and_duties_on_a_denunciation_only_that_there_was_an_entry(
    notebook: Notebook,
) -> None:
    issue = say(notebook, "lấy tiền", kind=DENUNCIATION)
    promise = promised(notebook, issue)
    review = reviewed(notebook, promise, issue, Result.POSTPONED, reason="bà Pàng ốm")
    duty = notebook.new(Table.DUTIES, clock="x", issue=issue, by="bà Pàng")
    for edit in (review, duty):
        made = notebook.record([edit])
        assert told(notebook, made) == "a protected entry"
        assert toast(notebook, made) == "A protected entry"


def test_many_opinions_confirmed_at_once_are_not_called_changed(notebook: Notebook) -> None:
    issues = [say(notebook, "đường", kind="report", assumed=["kind"]) for _ in range(15)]
    edits = [Edit(Table.ISSUES, issue, {"assumed": None}) for issue in issues]
    assert toast(notebook, notebook.record(edits)) == "Confirmed: 15 opinions"
    edits = [Edit(Table.ISSUES, issue, {"kind": "proposal"}) for issue in issues]
    assert toast(notebook, notebook.record(edits)) == "Changed: 15 opinions"


@pytest.mark.parametrize("count", [2, 3, 5000])
def test_entries_that_take_each_other_back_are_said_and_end(notebook: Notebook, count: int) -> None:
    """No program writes these, but a file may hold them."""
    rounds = [
        Operation(id=f"x.{at}", time=9000, at="", by="", undoes=f"x.{(at + 1) % count}")
        for at in range(count)
    ]
    chain = [
        Operation(
            id=f"y.{at}",
            time=9001 + at,
            at="",
            by="",
            undoes=f"y.{at - 1}" if at else say(notebook, "đường xấu"),
        )
        for at in range(count)
    ]
    for operation in [*rounds, *chain]:
        notebook.state.apply(operation)
    assert {told(notebook, one)[:4] for one in rounds} == {"took"}
    assert told(notebook, chain[-1])
