"""Promise: however the program ends, no entry is lost, and hardly a letter of what was typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.tui.line_draft import not_recorded
from tests.terminal.danvan_app import (
    ENTER,
    ESC,
    F2,
    F8,
    LEAVE,
    PEOPLE,
    SAVE,
    TAB,
    UNDO,
    at_the_line,
    danvan,
    new_session,
    said_in,
)
from tests.terminal.pty_session import ROOT, PtySession, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

BROKEN = Path(__file__).with_name("broken_danvan.py")
TYPED = "2 kn Đường hỏng dở dang"
A_SECOND = 1.0  # the most that may be lost
ENDS: dict[str, Callable[[PtySession], None]] = {
    "told to end": lambda session: session.send_signal(signal.SIGTERM),
    "hung up": lambda session: session.send_signal(signal.SIGHUP),
    "window closed": lambda session: session.close_window(),
    "killed": lambda session: session.send_signal(signal.SIGKILL),
}


def line_on_disk(root: Path, code: str) -> list[str]:
    """What a start after this moment would offer again."""
    folder = Shelf(root).find(code)
    if not (folder / "line.log").exists():
        return []
    operations = Shelf(root).open(code, write=False).state.fold.operations
    draft = DraftFile(folder / "line.log").read()
    return [line.text for line in not_recorded(draft, operations)]


def wait_a_second_for(session: PtySession, condition: Callable[[], bool], what: str) -> None:
    """Wait until the condition holds; the promise is a second, a busy machine gets some more."""
    start = time.monotonic()
    session.wait_for(condition, what)
    assert time.monotonic() - start < 3 * A_SECOND


@pytest.mark.parametrize("end", ENDS)
def test_what_was_being_typed_comes_back_and_what_was_saved_stays(root: Path, end: str) -> None:
    code = new_session(root)
    form = Shelf(root).find(code) / "form.log"
    with at_the_line(root, code) as session:
        session.write("1 kn Một".encode() + ENTER)
        session.wait_for_text("✓ Saved at")
        session.write(TYPED.encode() + F2)
        session.wait_for_text("Ctrl+S record")
        session.write(TAB + " đang điền".encode())
        wait_a_second_for(session, lambda: line_on_disk(root, code) == [TYPED], "the line")
        wait_a_second_for(
            session, lambda: DraftFile(form).read().get("village") == " đang điền", "the form"
        )
        ENDS[end](session)
        session.wait_for_end()
    assert said_in(root, code) == ["Một"]
    with danvan(root, "open", code) as session:
        session.wait_for_text("Ctrl+S record")
        session.wait_for_text(" đang điền")
        session.write(SAVE)
        session.wait_for_text("F9 finish")
        session.wait_for_text(TYPED)
        session.write(ENTER)
        session.wait_for_text("Opinions 2")
        session.wait_for_text("✓ Saved at")
        session.send_signal(signal.SIGKILL)
        session.wait_for_end()
    state = Shelf(root).open(code, write=False).state
    assert [(one.content, one.village) for one in state.issues()] == [
        ("Một", "đang điền"),
        ("Đường hỏng dở dang", ""),
    ]
    assert line_on_disk(root, code) == []
    with at_the_line(root, code) as session:
        session.wait_for_text("✓ Saved")
        assert TYPED not in session.text
        assert "is in the line again" not in session.text


def test_an_undo_beside_a_line_being_typed_does_not_cost_the_line(root: Path) -> None:
    code = new_session(root, "1 kn Một")
    with at_the_line(root, code) as session:
        session.write(TYPED.encode())
        wait_a_second_for(session, lambda: line_on_disk(root, code) == [TYPED], "the line")
        session.write(F8)
        session.wait_for(lambda: said_in(root, code) == [], "the deletion on the disk")
        session.send_signal(signal.SIGKILL)
        session.wait_for_end()
    assert line_on_disk(root, code) == [TYPED]


@pytest.mark.parametrize("key", [b"\x0f", b"\x0c"], ids=["in a handler", "in the recorder"])
def test_an_unexpected_error_is_told_calmly_and_costs_nothing(root: Path, key: bytes) -> None:
    code = new_session(root)
    with running([sys.executable, str(BROKEN), str(root), code], columns=120, rows=36) as session:
        session.wait_for_text("F9 finish")
        session.write("@hoa kn Bà Hòa nói".encode() + ENTER)
        session.wait_for_text("✓ Saved at")
        session.write("@mui kn Bà Mùi đang nói".encode())
        session.wait_for_text("đang nói")
        session.write(key)
        session.wait_for_text("Press any key to leave.")
        assert "Everything that was shown as saved is kept." in session.text
        shown = session.text
        session.write(b"x")
        assert session.wait_for_end() == 1
    log = (root / "log" / "failures.log").read_text(encoding="utf-8")
    assert log
    for trace in (shown, log, session.output.decode().rpartition("\x1b[?1049l")[2]):
        assert not any(word in trace for name in PEOPLE for word in name.split()[2:])
        assert "nói" not in trace
        assert "Traceback" not in trace
        assert str(ROOT) not in trace
    with at_the_line(root, code) as session:
        session.wait_for_text("@mui kn Bà Mùi đang nói")
        session.wait_for_text("Opinions 1")
    assert said_in(root, code) == ["Bà Hòa nói"]


def test_a_small_window_loses_nothing(root: Path) -> None:
    code = new_session(root)
    with at_the_line(root, code) as session:
        session.write("1 kn Một".encode() + ENTER + b"2 kn")
        session.wait_for_text("✓ Saved at")
        session.resize(40, 10)
        session.wait_for_text("Please make this window larger")
        session.write(b" Hai" + ENTER + F2 + TAB + "thôn".encode())
        session.resize(80, 24)
        session.wait_for_text("Ctrl+S record")
        session.wait_for_text("thôn")
        session.resize(40, 10)
        session.wait_for_text("Please make this window larger")
        session.resize(160, 50)
        session.wait_for_text("thôn")
        session.write(SAVE)
        session.wait_for_text("Opinions 2")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    assert said_in(root, code) == ["Một", "Hai"]


def test_going_back_and_coming_again_costs_nothing(root: Path) -> None:
    code = new_session(root)
    with at_the_line(root, code) as session:
        session.write("1 kn Một".encode() + ENTER + b"2 kn Hai")
        session.wait_for_text("2 kn Hai")
        session.write(ESC)
        session.wait_for_no_text("2 kn Hai")
        session.write(UNDO)
        session.wait_for_text("2 kn Hai")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    with at_the_line(root, code) as session:
        session.wait_for_text("2 kn Hai")
        session.write(ENTER)
        session.wait_for_text("Opinions 2")
        session.write(ESC)
        session.wait_for_text("1 session")
        session.write(ENTER + b"3 kn Ba" + ENTER)
        session.wait_for_text("Opinions 3")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    assert said_in(root, code) == ["Một", "Hai", "Ba"]


def test_without_a_terminal_nothing_is_changed(root: Path) -> None:
    command = [sys.executable, "-m", "danvan_tui", "--lang", "en", "--data", str(root)]
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 1
    assert ended.stdout == b""
    assert "need a terminal" in ended.stderr.decode()
    assert list(root.glob("sessions/*")) == []
