"""Promise: who spoke stays with what he said, also when he is taken off the list."""

from __future__ import annotations

import pytest

from danvan_tui.ledger.closing import to_look_at
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import say

NAME, VILLAGE = "Trịnh Thị Mùi", "Thôn Gò Vối"


@pytest.fixture
def listed(notebook: Notebook) -> str:
    """The id of somebody on the list."""
    new = notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE)
    notebook.record([new])
    return new.record


def test_who_is_taken_off_the_list_is_still_named_with_what_he_said(
    notebook: Notebook, listed: str
) -> None:
    say(notebook, "Đường hỏng", speaker=listed)
    say(notebook, "Cầu gãy", speaker=listed, village="Thôn Văn Xá")
    before = {table: dict(rows) for table, rows in notebook.state.fold.rows.items()}
    notebook.record(notebook.removal(Table.ATTENDANCE, listed))
    said = [(one.speaker, one.speaker_name, one.village) for one in notebook.state.issues()]
    assert said == [("", NAME, VILLAGE), ("", NAME, "Thôn Văn Xá")]
    assert notebook.state.attendance() == []
    notebook.undo()
    assert notebook.state.fold.rows == before


def test_taking_a_denouncer_off_the_list_tells_nothing_and_loses_nothing(
    notebook: Notebook, listed: str
) -> None:
    secret = say(notebook, "Nhận tiền", speaker=listed, kind=DENUNCIATION)
    entry = notebook.prepare(notebook.removal(Table.ATTENDANCE, listed))
    assert not entry.secret
    assert [change.table for change in entry.operation.changes] == [Table.ATTENDANCE]
    notebook.write(entry)
    notebook.apply(entry)
    kept = notebook.state.protected_speaker(secret)
    assert (kept.speaker, kept.speaker_name, kept.village) == ("", NAME, VILLAGE)
    assert notebook.state.identities()[secret]["speaker_name"] == NAME
    notebook.undo()
    assert notebook.state.protected_speaker(secret).speaker == listed


def test_nobody_is_the_speaker_where_the_list_knows_none_of_that_id(notebook: Notebook) -> None:
    issue = say(notebook, "Đường hỏng", speaker="nobody")
    assert [gap.field for gap in to_look_at(notebook.state)] == ["speaker", "answer"]
    notebook.record([Edit(Table.ISSUES, issue, {"speaker_name": NAME})])
    assert [gap.field for gap in to_look_at(notebook.state)] == ["answer"]
