"""Promise: whatever is rearranged is one entry, loses no word, and is taken back whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_tui.ledger.errors import ClosedError, InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.rearranging import (
    Like,
    Part,
    hang_edits,
    join_edits,
    linked,
    lost_words,
    move_edits,
    split_edits,
)
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import say, step


def numbers(notebook: Notebook) -> list[int]:
    return [issue.number for issue in notebook.state.issues()]


def hang(notebook: Notebook, table: Table, issue: str, content: str) -> str:
    edit = notebook.new(table, issue=issue, content=content)
    notebook.record([edit])
    return edit.record


def operations(notebook: Notebook) -> int:
    return len(notebook.state.fold.operations)


def test_a_split_leaves_the_first_part_with_its_answers_and_puts_the_others_behind_it(
    notebook: Notebook,
) -> None:
    speech = say(
        notebook,
        "đường hỏng rác bẩn đất lấn",
        speaker_name="Lò Văn Ó",
        village="Bản Xa",
        kind="proposal",
        assumed=["kind"],
        people=12,
    )
    say(notebook, "khác")
    answer = hang(notebook, Table.ANSWERS, speech, "sẽ sửa")
    before = operations(notebook)
    notebook.record(
        split_edits(
            notebook,
            speech,
            [
                Part("đường hỏng"),
                Part("rác bẩn", "report", "environment"),
                Part("đất lấn", "proposal", assumed=("kind",), people=3),
            ],
        )
    )
    first, second, third, other = notebook.state.issues()
    assert [first.id, other.content] == [speech, "khác"]
    assert (first.content, first.kind, first.assumed, first.people) == (
        "đường hỏng",
        "proposal",
        ["kind"],
        12,
    )
    assert (second.content, second.kind, second.field) == ("rác bẩn", "report", "environment")
    assert (third.kind, third.assumed, third.people) == ("proposal", ["kind"], 3)
    assert {(one.speaker_name, one.village) for one in (first, second, third)} == {
        ("Lò Văn Ó", "Bản Xa")
    }
    assert numbers(notebook) == [1, 3, 4, 2]
    assert [one.issue for one in notebook.state.answers() if one.id == answer] == [speech]
    assert operations(notebook) == before + 1


def test_a_second_split_stands_right_behind_its_own_speech(notebook: Notebook) -> None:
    speech = say(notebook, "một hai ba")
    say(notebook, "khác")
    notebook.record(split_edits(notebook, speech, [Part("một hai"), Part("ba")]))
    notebook.record(split_edits(notebook, speech, [Part("một"), Part("hai")]))
    contents = [issue.content for issue in notebook.state.issues()]
    assert contents == ["một", "hai", "ba", "khác"]


@pytest.mark.parametrize("parts", [["đường"], ["đường", "  "], []])
def test_a_split_needs_two_parts_with_words(notebook: Notebook, parts: list[str]) -> None:
    issue = say(notebook, "đường")
    with pytest.raises(InvalidChangeError):
        split_edits(notebook, issue, [Part(part) for part in parts])


def test_the_parts_of_a_denunciation_are_all_secret(notebook: Notebook) -> None:
    issue = say(notebook, "lấy tiền lấn đất", kind=DENUNCIATION, speaker_name="Sùng Thị Pàng")
    notebook.record(
        split_edits(
            notebook, issue, [Part("lấy tiền"), Part("lấn đất", "proposal", assumed=("kind",))]
        )
    )
    assert [one.protected for one in notebook.state.issues()] == [True, True]
    assert {one.kind for one in notebook.state.issues()} == {DENUNCIATION}
    notebook.checkpoint()
    open_files = [
        path
        for path in notebook.folder.rglob("*")
        if path.is_file() and not path.name.startswith("protected")
    ]
    assert not any("lấn đất".encode() in path.read_bytes() for path in open_files)
    assert not any("Pàng".encode() in path.read_bytes() for path in open_files)


def test_no_part_of_an_open_speech_becomes_a_denunciation(notebook: Notebook) -> None:
    issue = say(notebook, "đường hỏng lấy tiền", speaker_name="Sùng Thị Pàng")
    with pytest.raises(InvalidChangeError, match="kept secret"):
        split_edits(notebook, issue, [Part("đường hỏng"), Part("lấy tiền", DENUNCIATION)])


def test_words_that_fell_out_of_a_split_are_named() -> None:
    parts = [Part("đường hỏng"), Part("đường")]
    assert lost_words("đường hỏng, đường bẩn đường", parts) == ["hỏng,", "bẩn", "đường"]
    assert lost_words("một hai", [Part("hai"), Part("một nữa")]) == []


def test_joining_keeps_every_word_answer_and_promise(notebook: Notebook) -> None:
    kept = say(notebook, "đường", speaker_name="Lò Văn Ó", kind="proposal", note="gấp")
    other = say(
        notebook,
        "cầu",
        speaker_name="Lò Thị Mai",
        village="Bản Xa",
        kind="report",
        field="rural_roads",
        people=4,
        note="ảnh",
        competence="commune",
    )
    third = say(notebook, "như trên", same_as=other)
    answer = hang(notebook, Table.ANSWERS, other, "sẽ xem")
    promise = hang(notebook, Table.COMMITMENTS, other, "sửa")
    before = operations(notebook)
    notebook.record(join_edits(notebook, kept, other))
    assert operations(notebook) == before + 1
    first, second = notebook.state.issues()
    assert (first.id, first.content) == (kept, "đường\ncầu")
    assert (first.kind, first.field, first.people, first.competence) == (
        "proposal",
        "rural_roads",
        5,
        "commune",
    )
    assert first.note == "gấp\nAlso raised by: Lò Thị Mai, Bản Xa\nảnh"
    assert (second.id, second.same_as) == (third, kept)
    assert [one.issue for one in notebook.state.answers() if one.id == answer] == [kept]
    assert [one.issue for one in notebook.state.commitments() if one.id == promise] == [kept]


def test_what_repeats_the_other_of_two_that_are_joined_repeats_nothing(
    notebook: Notebook,
) -> None:
    road = say(notebook, "đường")
    for kept, other in (("như trên", ""), ("", "cầu")):
        first = say(notebook, kept, same_as=road)
        second = say(notebook, other, same_as=first)
        notebook.record(join_edits(notebook, first, second))
        notebook.record(join_edits(notebook, first, road))
        (joined,) = notebook.state.issues()
        assert joined.same_as == ""
        road = joined.id
    assert joined.content.split() == ["cầu", "như", "trên", "đường"]


def test_joining_keeps_the_words_that_one_of_them_only_repeated(notebook: Notebook) -> None:
    road, bridge = say(notebook, "đường"), say(notebook, "cầu")
    kept, other = say(notebook, "", same_as=road), say(notebook, "", same_as=bridge)
    notebook.record(join_edits(notebook, kept, other))
    joined = notebook.state.issues()[2]
    assert (joined.content, joined.same_as) == ("cầu", road)


def test_two_groups_of_one_speaker_are_the_larger_one(notebook: Notebook) -> None:
    kept = say(notebook, "đường", speaker_name="Lò Văn Ó", people=3, phone="")
    other = say(notebook, "cầu", speaker_name="Lò Văn Ó", people=12, phone="0912 345 678")
    notebook.record(join_edits(notebook, kept, other))
    (issue,) = notebook.state.issues()
    assert (issue.people, issue.phone, issue.note) == (12, "0912 345 678", "")


def test_an_assumed_kind_stays_assumed_when_it_is_carried_over(notebook: Notebook) -> None:
    kept = say(notebook, "đường", assumed=["field"], field="rural_roads")
    other = say(notebook, "cầu", kind="report", assumed=["kind"])
    notebook.record(join_edits(notebook, kept, other))
    assert notebook.state.issues()[0].assumed == ["field", "kind"]


def test_a_denunciation_is_never_joined_with_an_open_opinion(notebook: Notebook) -> None:
    kept = say(notebook, "đường")
    secret = say(notebook, "lấy tiền", kind=DENUNCIATION)
    for pair in ((kept, secret), (secret, kept), (kept, kept)):
        with pytest.raises(InvalidChangeError):
            join_edits(notebook, *pair)
    another = say(notebook, "lấn đất", kind=DENUNCIATION, speaker_name="Sùng Thị Pàng")
    notebook.record(join_edits(notebook, secret, another))
    assert [issue.protected for issue in notebook.state.issues()] == [False, True]


def test_an_issue_goes_up_and_down_one_place_at_a_time(notebook: Notebook) -> None:
    ids = [say(notebook, content) for content in "abcd"]
    notebook.record(move_edits(notebook, ids[2], -1))
    assert numbers(notebook) == [1, 3, 2, 4]
    to_the_top = move_edits(notebook, ids[2], -1)
    assert [edit.record for edit in to_the_top] == [ids[2]]
    notebook.record(to_the_top)
    assert numbers(notebook) == [3, 1, 2, 4]
    notebook.record(move_edits(notebook, ids[0], 1))
    assert numbers(notebook) == [3, 2, 1, 4]
    with pytest.raises(InvalidChangeError, match="first"):
        move_edits(notebook, ids[2], -1)
    with pytest.raises(InvalidChangeError, match="last"):
        move_edits(notebook, ids[3], 1)


def test_a_promise_goes_to_another_opinion_but_never_out_of_a_denunciation(
    notebook: Notebook,
) -> None:
    road, bridge = say(notebook, "đường"), say(notebook, "cầu")
    secret = say(notebook, "lấy tiền", kind=DENUNCIATION)
    promise = hang(notebook, Table.COMMITMENTS, road, "sửa")
    notebook.record(hang_edits(notebook, Table.COMMITMENTS, promise, bridge))
    assert notebook.state.commitments()[0].issue == bridge
    with pytest.raises(InvalidChangeError, match="already"):
        hang_edits(notebook, Table.COMMITMENTS, promise, bridge)
    notebook.record(hang_edits(notebook, Table.COMMITMENTS, promise, secret))
    assert notebook.state.commitments()[0].content == "●●●"
    for issue in (road, bridge):
        with pytest.raises(InvalidChangeError, match="stays with it"):
            hang_edits(notebook, Table.COMMITMENTS, promise, issue)


def test_nothing_is_rearranged_that_was_taken_out(notebook: Notebook) -> None:
    gone, there = say(notebook, "đường"), say(notebook, "cầu")
    answer = hang(notebook, Table.ANSWERS, there, "sẽ xem")
    notebook.record(notebook.removal(Table.ISSUES, gone))
    tries: list[Callable[[], object]] = [
        lambda: split_edits(notebook, gone, [Part("a"), Part("b")]),
        lambda: join_edits(notebook, there, gone),
        lambda: join_edits(notebook, gone, there),
        lambda: move_edits(notebook, gone, 1),
        lambda: hang_edits(notebook, Table.ANSWERS, answer, gone),
        lambda: hang_edits(notebook, Table.ANSWERS, "nowhere", there),
    ]
    for attempt in tries:
        with pytest.raises(InvalidChangeError, match="taken out meanwhile"):
            attempt()


def test_closed_minutes_are_rearranged_only_with_a_reason(notebook: Notebook) -> None:
    first, second = say(notebook, "đường"), say(notebook, "cầu")
    step(notebook, "live", "reading", "closed")
    edits = join_edits(notebook, first, second)
    with pytest.raises(ClosedError):
        notebook.record(edits)
    notebook.record(edits, reason="ghi trùng")
    assert [issue.content for issue in notebook.state.issues()] == ["đường\ncầu"]


def test_what_repeats_another_takes_over_what_was_not_said(notebook: Notebook) -> None:
    like = Like("there", "proposal", "rural_roads")
    said = linked(notebook.new(Table.ISSUES, content="cầu", kind="report"), like)
    assert (said.fields["kind"], said.fields["field"]) == ("report", "rural_roads")
    assert (said.fields["assumed"], said.fields["same_as"]) == (["field"], "there")
    guessed = notebook.new(Table.ISSUES, content="cầu", kind="report", assumed=["kind"])
    assert linked(guessed, like).fields["kind"] == "proposal"
    assert linked(guessed, like).fields["assumed"] == ["kind", "field"]
    assert linked(guessed, Like("there")).fields["assumed"] == ["kind"]
