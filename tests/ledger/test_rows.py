"""The rows of a session are read as it stands now, veiled, whoever writes or crashed in it."""

from pathlib import Path

import pytest

from danvan_tui.ledger import rows as rows_room
from danvan_tui.ledger.errors import UnreadableError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.pen import holder
from danvan_tui.ledger.rows import Rows, read_rows, rows_of
from danvan_tui.model.records import DENUNCIATION, Table
from tests.ledger.sessions import change, say


def filled(notebook: Notebook) -> str:
    """A session with everything in it; gives the issue."""
    person = notebook.new(Table.ATTENDANCE, name="Sùng Thị Pàng")
    notebook.record([person])
    issue = say(notebook, "Đường hỏng", speaker=person.record)
    notebook.record([notebook.new(Table.ANSWERS, issue=issue, content="Sẽ sửa")])
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue, content="Sửa đường")])
    return issue


def told(rows: Rows) -> dict[str, list[str]]:
    tables = (rows.attendance, rows.issues, rows.answers, rows.commitments)
    return {rows.session.id: sorted(repr(row) for table in tables for row in table)}


def test_a_closed_session_is_read_from_its_state_alone(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(notebook)
    notebook.close()
    monkeypatch.delattr(rows_room, "open_notebook")
    assert told(read_rows(notebook.folder)) == told(rows_of(notebook.state))


def test_a_session_being_written_is_read_with_its_newest_entry(notebook: Notebook) -> None:
    filled(notebook)
    assert holder(notebook.folder)
    assert told(read_rows(notebook.folder)) == told(rows_of(notebook.state))


@pytest.mark.parametrize("kind", ["proposal", DENUNCIATION])
def test_what_stands_in_a_journal_only_is_read_though_nobody_says_he_writes(
    notebook: Notebook, kind: str
) -> None:
    filled(notebook)
    notebook.checkpoint()
    say(notebook, "Mất nước", kind=kind)
    (notebook.folder / "writer.json").unlink()
    assert told(read_rows(notebook.folder)) == told(rows_of(notebook.state))


def test_a_denunciation_moved_out_of_the_journal_leaves_the_state_enough(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(notebook, filled(notebook), kind=DENUNCIATION)
    notebook.close()
    monkeypatch.delattr(rows_room, "open_notebook")
    rows = read_rows(notebook.folder)
    assert [issue.protected for issue in rows.issues] == [True]
    assert "Đường hỏng" not in repr(rows)


def test_a_damaged_state_is_read_from_the_journal(notebook: Notebook) -> None:
    filled(notebook)
    notebook.close()
    state = notebook.folder / "session.json"
    state.write_bytes(state.read_bytes().replace("hỏng".encode(), b"hong"))
    assert told(read_rows(notebook.folder)) == told(rows_of(notebook.state))


def test_nothing_is_written(notebook: Notebook) -> None:
    filled(notebook)
    before = {path: path.read_bytes() for path in notebook.folder.iterdir()}
    read_rows(notebook.folder)
    assert {path: path.read_bytes() for path in notebook.folder.iterdir()} == before


def test_a_folder_without_a_session_is_said_to_be_none(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadableError):
            read_rows(folder)
