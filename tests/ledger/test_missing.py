"""Files that were taken away, and entries that are no entries, are noticed and told once."""

from pathlib import Path

import pytest

from danvan_tui.ledger.frame import pack
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION
from tests.ledger.sessions import say


@pytest.fixture
def folder(shelf: Shelf) -> Path:
    """Three openings, each with a journal file of its own; one entry is a denunciation."""
    code = shelf.create()
    for contents in (["một", "hai"], ["ba"], ["bốn"]):
        notebook = shelf.open(code)
        for content in contents:
            say(notebook, content)
        if contents == ["ba"]:
            say(notebook, "lấy tiền", kind=DENUNCIATION, speaker_name="Sùng Thị Pàng")
        notebook.close()
    return shelf.find(code)


@pytest.mark.parametrize(
    ("taken", "missing"),
    [
        (["journal-0002.log", "session.json"], "2 entries"),
        (["journal-0003.log", "session.json"], "1 entry"),
        (["protected-0001.log", "protected.json"], "1 entry"),
    ],
)
def test_a_file_that_was_taken_away_is_told_once(
    folder: Path, taken: list[str], missing: str
) -> None:
    for name in taken:
        (folder / name).unlink()
    notebook = open_notebook(folder)
    assert notebook.damaged
    assert any(notice.startswith(missing) for notice in notebook.notices)
    notebook.close()
    again = open_notebook(folder)
    assert (again.damaged, again.notices) == (False, [])
    again.close()


@pytest.mark.parametrize(
    "payload",
    [
        b"[1]",
        b"{}",
        b'{"id":"x.1","time":9,"at":"","changes":[{"table":"issues","record":"i",'
        b'"fields":{"people":"abc"}}]}',
        b'{"id":"x.1","time":9,"at":"","changes":[{"table":"issues","record":"i",'
        b'"fields":{"content":7}}]}',
    ],
)
def test_a_frame_that_holds_no_sound_operation_is_left_out_and_told(
    folder: Path, payload: bytes
) -> None:
    path = folder / "journal-0004.log"
    path.write_bytes(path.read_bytes().rstrip(b"\0") + pack(9, payload) + b"\0")
    notebook = open_notebook(folder)
    assert any("1 damaged place" in notice for notice in notebook.notices)
    assert len(notebook.state.issues()) == 5
    notebook.close()
