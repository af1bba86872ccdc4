"""One writer a session, told by name; a killed writer stops nobody."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_tui.ledger.errors import NotWritableError, ReadOnlyError
from danvan_tui.ledger.folder_store import FolderStore
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.opening import open_notebook
from danvan_tui.ledger.pen import holder
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.ledger.sessions import say

_OTHER_WINDOW = """
import sys
from pathlib import Path
from danvan_tui.ledger.opening import open_notebook
notebook = open_notebook(Path(sys.argv[1]), person="Quàng Văn Ín")
print(notebook.read_only, flush=True)
sys.stdin.read()
notebook.close()
"""


@contextmanager
def other_window(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A second program that has the session open for writing."""
    command = [sys.executable, "-c", _OTHER_WINDOW, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "False\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def folder(shelf: Shelf) -> Path:
    return shelf.find(shelf.create())


def test_a_second_window_reads_says_who_writes_and_changes_nothing(
    shelf: Shelf, folder: Path
) -> None:
    with other_window(folder) as process:
        reader = open_notebook(folder)
        assert reader.read_only
        assert re.search(r"@.*, \d\d/\d\d/\d{4} \d\d:\d\d$", reader.writer)
        with pytest.raises(ReadOnlyError, match=re.escape(reader.writer)):
            say(reader, "đường")
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        reader.close()
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert [shelved.summary is not None for shelved in shelf.sessions()] == [True]
        process.kill()


def test_the_pen_of_a_killed_program_can_be_taken(folder: Path) -> None:
    with other_window(folder) as process:
        process.kill()
        process.wait()
        assert (folder / "writer.json").exists()
        notebook = open_notebook(folder)
        say(notebook, "đường")
        notebook.close()


def test_the_pen_of_a_closed_program_can_be_taken(folder: Path) -> None:
    with other_window(folder) as process:
        process.communicate("")
        notebook = open_notebook(folder)
        assert not notebook.read_only
        notebook.close()


def test_two_notebooks_of_one_program_do_not_both_write(notebook: Notebook) -> None:
    assert open_notebook(notebook.folder).read_only


def test_any_thread_may_put_the_pen_down(notebook: Notebook) -> None:
    store = notebook._store
    assert isinstance(store, FolderStore)
    pen = store.pen  # held, so that no collected garbage puts it down in its place
    closing = threading.Thread(target=notebook.close)
    closing.start()
    closing.join()
    again = open_notebook(notebook.folder)
    assert pen is not None
    assert not again.read_only
    again.close()


def test_a_note_of_the_writer_that_cannot_be_written_keeps_nobody_from_writing(
    folder: Path,
) -> None:
    (folder / "writer.json").mkdir()
    notebook = open_notebook(folder)
    assert not notebook.read_only
    notebook.close()


def test_a_folder_that_cannot_be_written_is_read(folder: Path) -> None:
    (folder / "writer.lock").unlink(missing_ok=True)
    (folder / "writer.lock").mkdir()
    notebook = open_notebook(folder)
    assert notebook.read_only
    with pytest.raises(NotWritableError):
        notebook.record([notebook.new(Table.ISSUES, content="đường")])


def test_a_note_of_the_writer_that_is_damaged_stops_neither_the_list_nor_the_reader(
    shelf: Shelf, folder: Path
) -> None:
    (folder / "writer.json").write_bytes(
        b'{"person":"L\xff","computer":"vm","process":1,"since":""}'
    )
    assert holder(folder) is None
    assert [shelved.problem for shelved in shelf.sessions()] == [""]
