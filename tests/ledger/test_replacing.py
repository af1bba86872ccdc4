"""Promise: a corrected line replaces what it recorded, only where it says something else."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit, Operation
from danvan_tui.ledger.rearranging import replacing_edits
from danvan_tui.model.records import DENUNCIATION, Presence, Table, Value
from tests.ledger.sessions import in_memory, seen

NOWHERE = Path(gettempdir())  # nothing is written there


@pytest.fixture
def notebook() -> Notebook:
    notebook = in_memory(NOWHERE, "a")
    for name in ("Lò Văn Ó", "Lò Thị Mai"):
        edit = notebook.new(Table.ATTENDANCE, name=name)
        notebook.apply(notebook.prepare([edit._replace(record=name)]))
    return notebook


def typed(notebook: Notebook, *edits: Edit) -> Operation:
    return notebook.apply(notebook.prepare(edits))


def spoke(notebook: Notebook, who: str, **fields: Value) -> list[Edit]:
    """What a line records: an issue, and that its speaker is there, unless he was."""
    issue = notebook.new(Table.ISSUES, speaker=who, **fields)
    here = Edit(Table.ATTENDANCE, who, {"presence": Presence.PRESENT.value, "arrived": "08:00"})
    return [issue, here]


def replace(notebook: Notebook, edits: list[Edit], *line: Operation) -> Operation:
    return typed(notebook, *replacing_edits(edits, line, notebook.state))


def presences(notebook: Notebook) -> list[tuple[str, str]]:
    return [(person.presence.value, person.arrived) for person in notebook.state.attendance()]


def test_a_corrected_line_keeps_its_number_and_what_hangs_on_it(notebook: Notebook) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đưòng", kind="proposal"))
    (issue,) = notebook.state.issues()
    typed(notebook, notebook.new(Table.ANSWERS, issue=issue.id, content="sẽ sửa"))
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường", field="roads"), line)
    (now,) = notebook.state.issues()
    assert (now.id, now.number) == (issue.id, 1)
    assert (now.content, now.kind, now.field) == ("đường", "", "roads")
    assert notebook.state.answers()[0].issue == issue.id


def test_only_what_differs_is_recorded(notebook: Notebook) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đưòng", kind="proposal"))
    changed = replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường", kind="proposal"), line)
    assert [change.fields for change in changed.changes] == [{"content": "đường"}]
    same = spoke(notebook, "Lò Văn Ó", content="đường", kind="proposal")
    assert replacing_edits(same, [line, changed], notebook.state) == []


def test_a_correction_in_the_form_stays_where_the_line_says_nothing_new(
    notebook: Notebook,
) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đưòng", kind="proposal"))
    (issue,) = notebook.state.issues()
    typed(notebook, Edit(Table.ISSUES, issue.id, {"kind": "report", "note": "gấp"}))
    again = spoke(notebook, "Lò Văn Ó", content="đường", kind="proposal")
    other = replace(notebook, again, line)
    (now,) = notebook.state.issues()
    assert (now.content, now.kind, now.note) == ("đường", "report", "gấp")
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường lớn"), line, other)
    assert notebook.state.issues()[0].kind == "report"


def test_what_the_corrected_line_assumes_is_assumed_and_what_a_person_confirmed_is_not(
    notebook: Notebook,
) -> None:
    fields: dict[str, Value] = {"kind": "proposal", "field": "roads", "assumed": ["kind", "field"]}
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đưòng", **fields))
    issue = notebook.state.issues()[0].id
    typed(notebook, Edit(Table.ISSUES, issue, {"field": "roads"}))
    assert notebook.state.issues()[0].assumed == ["kind"]
    other = replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường", **fields), line)
    assert notebook.state.issues()[0].assumed == ["kind"]
    assert (
        replacing_edits(
            spoke(notebook, "Lò Văn Ó", content="đường", **fields), [line, other], notebook.state
        )
        == []
    )
    fields["kind"] = "report"
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường", **fields), line, other)
    assert notebook.state.issues()[0].assumed == ["kind"]


def test_a_guess_never_replaces_what_a_person_chose_or_confirmed(notebook: Notebook) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đường"))
    issue = notebook.state.issues()[0].id
    typed(notebook, Edit(Table.ISSUES, issue, {"kind": "complaint"}))
    guess: dict[str, Value] = {"kind": "proposal", "field": "roads", "assumed": ["kind", "field"]}
    other = replace(notebook, spoke(notebook, "Lò Văn Ó", content="đường, cầu", **guess), line)
    (now,) = notebook.state.issues()
    assert (now.kind, now.field, now.assumed) == ("complaint", "roads", ["field"])
    typed(notebook, Edit(Table.ISSUES, issue, {"assumed": None}))
    guess = {"kind": "report", "field": "land", "assumed": ["kind", "field"]}
    third = replace(notebook, spoke(notebook, "Lò Văn Ó", content="đất", **guess), line, other)
    (now,) = notebook.state.issues()
    assert (now.kind, now.field, now.assumed) == ("complaint", "roads", [])
    fourth = replace(notebook, spoke(notebook, "Lò Văn Ó", content="x"), line, other, third)
    (now,) = notebook.state.issues()
    assert (now.kind, now.field) == ("complaint", "roads")
    said = spoke(notebook, "Lò Văn Ó", content="x", kind="report")
    replace(notebook, said, line, other, third, fourth)
    assert notebook.state.issues()[0].kind == "report"


@pytest.mark.parametrize("who", ["Lò Văn Ó", "Lò Thị Mai"])
@pytest.mark.parametrize("later", [False, True])
def test_nobody_comes_or_leaves_with_a_line_that_is_protected_now(
    notebook: Notebook, who: str, later: bool
) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="lấy tiền"))
    before = presences(notebook)
    issue = notebook.state.issues()[0].id
    new: list[Edit] = [notebook.new(Table.ISSUES, speaker=who, content="tiền", kind=DENUNCIATION)]
    if later:
        typed(notebook, Edit(Table.ISSUES, issue, {"kind": DENUNCIATION}))
        new = spoke(notebook, who, content="tiền")
    changed = replace(notebook, new, line)
    assert presences(notebook) == before
    assert {change.table for change in changed.changes} == {Table.ISSUES}
    assert notebook.state.fold.is_secret(changed)


def test_a_newcomer_stays_on_the_list_where_his_line_becomes_a_denunciation(
    notebook: Notebook,
) -> None:
    line = typed(notebook, notebook.new(Table.ATTENDANCE, name="Lò Văn Mới"))
    new = notebook.new(Table.ISSUES, speaker_name="Lò Văn Mới", content="x", kind=DENUNCIATION)
    changed = replace(notebook, [new], line)
    assert {change.table for change in changed.changes} == {Table.ISSUES}
    assert [one.name for one in notebook.state.attendance()][-1] == "Lò Văn Mới"


def test_a_newcomer_taken_back_by_a_correction_keeps_what_he_said(notebook: Notebook) -> None:
    line = typed(notebook, notebook.new(Table.ATTENDANCE, name="Lò Văn Mới", village="Nà Pù"))
    newcomer = notebook.state.attendance()[-1].id
    say_in_memory(notebook, "đường", speaker=newcomer)
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="cầu"), line)
    road = notebook.state.issues()[0]
    assert (road.speaker, road.speaker_name, road.village) == ("", "Lò Văn Mới", "Nà Pù")
    notebook.apply(notebook.prepare_undo())
    assert notebook.state.issues()[0].speaker == newcomer


def test_a_wrong_speaker_is_not_left_as_present(notebook: Notebook) -> None:
    before = presences(notebook)
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đường"))
    replace(notebook, spoke(notebook, "Lò Thị Mai", content="đường"), line)
    assert presences(notebook) == [before[0], ("present", "08:00")]


def test_the_time_of_arrival_is_that_of_the_first_typing(notebook: Notebook) -> None:
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="đưòng"))
    issue, here = spoke(notebook, "Lò Văn Ó", content="đường")
    later = here._replace(fields={**here.fields, "arrived": "09:30"})
    replace(notebook, [issue, later], line)
    assert presences(notebook)[0] == ("present", "08:00")


def test_a_line_that_becomes_another_thing_takes_the_old_one_out(notebook: Notebook) -> None:
    road = say_in_memory(notebook, "đường")
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="sẽ sửa"))
    new = notebook.new(Table.ANSWERS, issue=road, content="sẽ sửa")
    operation = replace(notebook, [new], line)
    assert operation.changes[0].table is Table.ANSWERS
    assert [issue.content for issue in notebook.state.issues()] == ["đường"]
    assert [answer.content for answer in notebook.state.answers()] == ["sẽ sửa"]
    assert presences(notebook)[0] == ("listed", "")
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="cầu"), line, operation)
    assert [issue.content for issue in notebook.state.issues()] == ["đường", "cầu"]
    assert notebook.state.answers() == []


def say_in_memory(notebook: Notebook, content: str, **fields: Value) -> str:
    edit = notebook.new(Table.ISSUES, content=content, **fields)
    typed(notebook, edit)
    return edit.record


def test_what_has_an_answer_stays_an_opinion(notebook: Notebook) -> None:
    road = say_in_memory(notebook, "đường")
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="cầu"))
    issue = notebook.state.issues()[1].id
    typed(notebook, notebook.new(Table.ANSWERS, issue=issue, content="sẽ sửa"))
    new = notebook.new(Table.COMMITMENTS, issue=road, content="cầu")
    with pytest.raises(InvalidChangeError, match="belongs to this opinion"):
        replace(notebook, [new], line)


def test_what_was_a_denunciation_does_not_come_into_the_open(notebook: Notebook) -> None:
    road = say_in_memory(notebook, "đường")
    line = typed(notebook, *spoke(notebook, "Lò Văn Ó", content="lấy tiền", kind=DENUNCIATION))
    secret = notebook.state.issues()[1].id
    with pytest.raises(InvalidChangeError, match="stays one"):
        replace(notebook, [notebook.new(Table.ANSWERS, issue=road, content="lấy tiền")], line)
    answer = typed(notebook, notebook.new(Table.ANSWERS, issue=secret, content="gặp ông Ó"))
    with pytest.raises(InvalidChangeError, match="stays with it"):
        replace(notebook, [notebook.new(Table.ANSWERS, issue=road, content="x")], answer)
    replace(notebook, spoke(notebook, "Lò Văn Ó", content="lấy tiền", kind="proposal"), line)
    assert [issue.protected for issue in notebook.state.issues()] == [False, True]


def test_several_records_of_one_line_are_replaced_one_by_one(notebook: Notebook) -> None:
    names = [("x", "Sùng A"), ("y", "Sùng B")]
    line = typed(
        notebook,
        *(notebook.new(Table.ATTENDANCE, name=name)._replace(record=one) for one, name in names),
    )
    new = [notebook.new(Table.ATTENDANCE, name="Sùng A Lử")._replace(record="z")]
    replace(notebook, new, line)
    listed = [(person.id, person.name) for person in notebook.state.attendance()]
    assert listed[2:] == [("x", "Sùng A Lử")]


def _with_assumed(fields: dict[str, Any], assumed: bool) -> dict[str, Any]:
    names = [name for name in ("kind", "field") if name in fields]
    return fields | ({"assumed": names} if assumed and names else {})


_said: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"content": st.sampled_from(["a", "b", "c"])},
    optional={
        "kind": st.sampled_from(["proposal", "report", DENUNCIATION]),
        "field": st.sampled_from(["roads", "land"]),
        "people": st.integers(1, 3),
    },
)
_fields = st.builds(_with_assumed, _said, st.booleans())
_lines = st.lists(
    st.tuples(st.sampled_from(["Lò Văn Ó", "Lò Thị Mai"]), _fields), min_size=1, max_size=4
)


def _here(notebook: Notebook) -> set[str]:
    people = notebook.state.attendance()
    return {one.name for one in people if one.presence is Presence.PRESENT}


@settings(max_examples=60, deadline=None)
@given(_lines, st.randoms(use_true_random=False))
def test_the_last_line_counts_as_if_it_had_been_typed_first(
    lines: list[tuple[str, dict[str, Any]]], random: Random
) -> None:
    book = in_memory(NOWHERE, "a")
    for name in ("Lò Văn Ó", "Lò Thị Mai"):
        typed(book, book.new(Table.ATTENDANCE, name=name)._replace(record=name))
    operations: list[Operation] = []
    for who, fields in lines:
        before = {table: dict(rows) for table, rows in book.state.fold.rows.items()}
        were_here = _here(book)
        edits = replacing_edits(spoke(book, who, **fields), operations, book.state)
        if not edits:
            continue
        operations.append(typed(book, *edits))
        row = dict(next(iter(book.state.fold.rows[Table.ISSUES].values())))
        del row["id"]
        assert row == {"number": 1, "speaker": who, **fields}
        assert _here(book) == (were_here if book.state.fold.protected else {who})
        book.apply(book.prepare_undo())
        assert book.state.fold.rows == before
        book.apply(book.prepare_redo())
    assert not list(book.state.fold.conflicts())
    shuffled = book.state.fold.ordered()
    random.shuffle(shuffled)
    assert seen(Fold(shuffled)) == seen(book.state.fold)
