"""Two values that did not know each other both stay, until somebody chooses; then too."""

from collections.abc import Callable

import pytest

from danvan_tui.ledger.conflicts import Sort, choose, conflicts, prepare_choice
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.taking_in import take_in
from danvan_tui.model.records import DENUNCIATION, Table, Value
from tests.ledger.sessions import change, say
from tests.ledger.two import beside, joined, put


@pytest.fixture
def issue(notebook: Notebook) -> str:
    return say(notebook, "đường hỏng", kind="proposal")


@pytest.fixture
def other(notebook: Notebook, issue: str) -> Notebook:
    assert issue in notebook.state.fold.rows[Table.ISSUES]
    return beside(notebook)


def test_both_values_are_told_with_who_and_when(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    change(notebook, issue, content="đường rất hỏng")
    put(other, Edit(Table.ISSUES, issue, {"content": "đường hơi hỏng"}))
    (choice,) = joined(notebook, other)
    assert (choice.sort, choice.table, choice.record) == (Sort.VALUES, Table.ISSUES, issue)
    told = {(one.by, one.values) for one in choice.alternatives}
    assert told == {
        ("Lò Thị Mai", (("content", "đường rất hỏng"),)),
        ("other", (("content", "đường hơi hỏng"),)),
    }
    assert all(one.at for one in choice.alternatives)
    shown = choice.alternatives[0].values[0][1]
    assert notebook.state.issues()[0].content == shown


@pytest.mark.parametrize("number", [0, 1])
def test_a_choice_is_one_entry_that_can_be_taken_back(
    notebook: Notebook, other: Notebook, issue: str, number: int
) -> None:
    change(notebook, issue, content="đường rất hỏng")
    put(other, Edit(Table.ISSUES, issue, {"content": "đường hơi hỏng"}))
    (choice,) = joined(notebook, other)
    before = len(notebook.state.fold.operations)
    operation = choose(notebook, choice, number)
    assert len(notebook.state.fold.operations) == before + 1
    assert operation.changes[0].replaces["content"] == [
        one.operation for one in choice.alternatives
    ]
    assert notebook.state.issues()[0].content == choice.alternatives[number].values[0][1]
    assert conflicts(notebook.state) == []
    notebook.undo()
    assert conflicts(notebook.state) == [choice]


def test_what_came_in_meanwhile_is_not_chosen_away(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    third = beside(notebook, "third")
    change(notebook, issue, content="một")
    put(other, Edit(Table.ISSUES, issue, {"content": "hai"}))
    put(third, Edit(Table.ISSUES, issue, {"content": "ba"}))
    (choice,) = joined(notebook, other)
    take_in(notebook, third.state.fold.ordered())
    with pytest.raises(InvalidChangeError):
        choose(notebook, choice, 0)
    (now,) = conflicts(notebook.state)
    assert len(now.alternatives) == 3
    choose(notebook, now, 2)
    assert conflicts(notebook.state) == []


def test_two_choices_that_did_not_know_each_other_wait_again(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    change(notebook, issue, content="một")
    put(other, Edit(Table.ISSUES, issue, {"content": "hai"}))
    joined(notebook, other)
    third = beside(notebook, "third")
    choose(notebook, conflicts(notebook.state)[0], 0)
    third.apply(prepare_choice(third, [(conflicts(third.state)[0], 1)]))
    (again,) = joined(notebook, third)
    assert {one.by for one in again.alternatives} == {"Lò Thị Mai", "third"}


def test_the_same_value_twice_asks_nobody(notebook: Notebook, other: Notebook, issue: str) -> None:
    change(notebook, issue, people=5)
    put(other, Edit(Table.ISSUES, issue, {"people": 5}))
    assert joined(notebook, other) == []


def test_a_deadline_is_chosen_with_its_words(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    promise = notebook.new(Table.COMMITMENTS, issue=issue, content="Sửa đường")
    notebook.record([promise])
    take_in_both: list[dict[str, Value]] = [
        {"due_text": "trước 15/12", "due": "2026-12-15", "due_how": "trước ngày 15/12"},
        {"due_text": "cuối năm", "due": "2026-12-31", "due_how": "ngày cuối năm"},
    ]
    other = beside(notebook)
    notebook.record([Edit(Table.COMMITMENTS, promise.record, take_in_both[0])])
    put(other, Edit(Table.COMMITMENTS, promise.record, take_in_both[1]))
    (choice,) = joined(notebook, other)
    assert choice.field == "due_text"
    number = next(
        number
        for number, one in enumerate(choice.alternatives)
        if dict(one.values)["due_text"] == "cuối năm"
    )
    choose(notebook, choice, number)
    kept = notebook.state.commitments()[0]
    assert (kept.due, kept.due_how, kept.first_due) == (
        "2026-12-31",
        "ngày cuối năm",
        "2026-12-31",
    )
    assert conflicts(notebook.state) == []


def test_a_finding_is_chosen_whole(notebook: Notebook) -> None:
    listed = notebook.new(Table.REVIEWS, commitment="earlier", session="s0")
    notebook.record([listed])
    other = beside(notebook)
    found: dict[str, Value] = {"result": "not_done", "reason": "mưa", "on": "2026-11-22"}
    notebook.record([Edit(Table.REVIEWS, listed.record, {"result": "confirmed", "note": "tốt"})])
    put(other, Edit(Table.REVIEWS, listed.record, found))
    (choice,) = joined(notebook, other)
    assert choice.field == "result"
    assert {len(one.values) for one in choice.alternatives} == {1}


# Taken out against written in


def removed(notebook: Notebook, issue: str) -> None:
    notebook.record(notebook.removal(Table.ISSUES, issue))


def taken_back(notebook: Notebook, issue: str) -> None:
    del issue
    notebook.undo()


def edited(other: Notebook, issue: str) -> None:
    put(other, Edit(Table.ISSUES, issue, {"content": "đường rất hỏng"}))


def answered(other: Notebook, issue: str) -> None:
    put(other, other.new(Table.ANSWERS, issue=issue, content="Sẽ sửa"))


@pytest.mark.parametrize("out", [removed, taken_back])
@pytest.mark.parametrize("goes_on", [edited, answered])
@pytest.mark.parametrize("keep", [True, False])
def test_what_one_took_out_and_the_other_went_on_with_is_asked(
    notebook: Notebook,
    other: Notebook,
    issue: str,
    out: Callable[[Notebook, str], None],
    goes_on: Callable[[Notebook, str], None],
    keep: bool,
) -> None:
    out(notebook, issue)
    goes_on(other, issue)
    (choice,) = joined(notebook, other)
    assert choice.sort is (Sort.TAKEN_OUT if goes_on is edited else Sort.LEFT_OVER)
    assert choice.record == issue
    assert [one.takes_out for one in choice.alternatives].count(True) == 1
    number = next(
        number for number, one in enumerate(choice.alternatives) if one.takes_out is not keep
    )
    choose(notebook, choice, number)
    assert conflicts(notebook.state) == []
    shown = {one.id: one for one in notebook.state.issues()}
    if keep:
        wanted = "đường rất hỏng" if goes_on is edited else "đường hỏng"
        assert (shown[issue].content, shown[issue].number, shown[issue].kind) == (
            wanted,
            1,
            "proposal",
        )
        assert len(notebook.state.answers()) == (goes_on is answered)
    else:
        assert (shown, notebook.state.answers()) == ({}, [])
    notebook.undo()
    assert [one.sort for one in conflicts(notebook.state)] == [choice.sort]


def test_a_speaker_taken_off_the_list_while_another_noted_his_opinion(notebook: Notebook) -> None:
    person = notebook.new(Table.ATTENDANCE, name="Lò Văn Ơn", village="Nà Pù")
    notebook.record([person])
    other = beside(notebook)
    notebook.record(notebook.removal(Table.ATTENDANCE, person.record))
    put(other, other.new(Table.ISSUES, speaker=person.record, content="thiếu nước"))
    (choice,) = joined(notebook, other)
    assert (choice.table, choice.record) == (Table.ATTENDANCE, person.record)
    out = next(number for number, one in enumerate(choice.alternatives) if one.takes_out)
    choose(notebook, choice, out)
    assert notebook.state.issues()[0].speaker_name == "Lò Văn Ơn"
    assert conflicts(notebook.state) == []


def test_one_note_taker_alone_never_disagrees_with_himself(notebook: Notebook) -> None:
    issue = say(notebook, "đường hỏng")
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="Sẽ sửa")])
    notebook.record(notebook.removal(Table.ISSUES, issue))
    say(notebook, "thiếu nước", kind=DENUNCIATION)
    notebook.undo()
    say(notebook, "mất điện")
    assert conflicts(notebook.state) == []


# What the law protects


def test_who_and_when_is_all_that_is_told_of_a_protected_opinion(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    change(notebook, issue, speaker_name="Sùng Thị Pàng", kind=DENUNCIATION)
    put(other, Edit(Table.ISSUES, issue, {"speaker_name": "Sùng A Pàng", "kind": "report"}))
    found = joined(notebook, other)
    secret = next(one for one in found if one.field == "speaker_name")
    assert secret.is_secret
    assert all(one.values == () and one.by for one in secret.alternatives)
    assert "Pàng" not in repr(found)
    choose(notebook, secret, 1)
    left = conflicts(notebook.state)
    assert [one.field for one in left] == ["kind"]
    assert not left[0].is_secret


def test_an_answer_to_a_protected_opinion_is_not_told_either(
    notebook: Notebook, other: Notebook, issue: str
) -> None:
    answer = notebook.new(Table.ANSWERS, issue=issue, content="Cảm ơn")
    notebook.record([answer])
    other = beside(notebook)
    change(notebook, issue, kind=DENUNCIATION)
    notebook.record([Edit(Table.ANSWERS, answer.record, {"content": "Cảm ơn bà Pàng"})])
    put(other, Edit(Table.ANSWERS, answer.record, {"content": "Chào bà Pàng"}))
    (choice,) = joined(notebook, other)
    assert choice.is_secret
    assert "Pàng" not in repr(choice)


# Numbers


def test_two_opinions_of_one_number_are_told_apart_by_one_entry(
    notebook: Notebook, other: Notebook
) -> None:
    mine = say(notebook, "thiếu nước")
    for content in ("mất điện", "nhà trẻ dột"):
        put(other, other.new(Table.ISSUES, content=content))
    say(notebook, "cầu gãy")
    (choice,) = joined(notebook, other)
    assert (choice.sort, len(choice.others)) == (Sort.SAME_NUMBER, 2)
    choose(notebook, choice, 0)
    numbers = {one.content: one.number for one in notebook.state.issues()}
    assert sorted(numbers.values()) == [1, 2, 3, 4, 5]
    kept = {one.id for one in notebook.state.issues() if one.number in (2, 3)}
    assert len(kept) == 2
    assert kept.isdisjoint(record for _table, record in choice.others)
    assert mine in kept | {record for _table, record in choice.others}
    assert conflicts(notebook.state) == []
    notebook.undo()
    assert [one.others for one in conflicts(notebook.state)] == [choice.others]
