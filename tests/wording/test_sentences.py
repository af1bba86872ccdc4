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
from danvan_tui.model.records import DENUNCIATION, Table, Value
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
