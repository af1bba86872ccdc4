"""At a terminal the command asks, and takes only a yes for a yes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import SessionState, Table

pty = pytest.importorskip("pty")


@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [("c", 0, SessionState.CLOSED), ("k", 1, SessionState.LIVE), ("", 1, SessionState.LIVE)],
)
def test_closing_asks_whether_the_minutes_were_agreed(
    tmp_path: Path, answer: str, code: int, state: SessionState
) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.create()
    notebook = shelf.open(name)
    notebook.record([Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})])
    notebook.close()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "danvan_tui", "--data", str(tmp_path), "close", name]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        process.communicate(timeout=20)
        os.close(ours)
        assert process.returncode == code
    assert shelf.open(name, write=False).state.session.state is state
