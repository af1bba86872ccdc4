"""Promise: however it ends, what is in the fields is handed over and the terminal is whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty_session import ROOT, PtySession, running

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

APP = Path(__file__).with_name("app_under_test.py")
LEAVE, F5, F6 = b"\x11", b"\x1b[15~", b"\x1b[17~"
LEAVES_ALTERNATE_SCREEN, SHOWS_CURSOR = b"\x1b[?1049l", b"\x1b[?25h"


@pytest.fixture
def session(dump: Path) -> Iterator[PtySession]:
    command = [sys.executable, str(APP), str(dump), str(dump.with_suffix(".log"))]
    with running(command) as started:
        started.wait_for_text("What")
        started.write("dở dang".encode())
        started.wait_for_text("dở dang")
        yield started


def assert_handed_over(dump: Path) -> None:
    fields = json.loads(dump.read_text(encoding="utf-8"))
    assert fields["first"] == "dở dang"
    assert fields["was_asked"] == 1


def assert_terminal_is_whole(session: PtySession) -> None:
    assert LEAVES_ALTERNATE_SCREEN in session.output
    assert session.output.rindex(SHOWS_CURSOR) > session.output.rindex(b"\x1b[?25l")
    # Mouse reports and pasted text in brackets would litter the shell.
    assert session.output.rindex(b"\x1b[?1003l") > session.output.rindex(b"\x1b[?1003h")
    assert session.output.rindex(b"\x1b[?2004l") > session.output.rindex(b"\x1b[?2004h")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(
    session: PtySession, dump: Path, number: signal.Signals
) -> None:
    session.send_signal(number)
    assert session.wait_for_end() == 128 + number
    assert_handed_over(dump)
    assert_terminal_is_whole(session)


def test_leaving_ends_it_in_good_order(session: PtySession, dump: Path) -> None:
    session.write(LEAVE)
    assert session.wait_for_end() == 0
    assert_handed_over(dump)
    assert_terminal_is_whole(session)


def test_closing_the_window_ends_it_in_good_order(session: PtySession, dump: Path) -> None:
    session.close_window()
    assert session.wait_for_end() == 128 + signal.SIGHUP
    assert_handed_over(dump)


def test_a_closed_window_ends_it_even_when_no_signal_tells_it(dump: Path) -> None:
    start = "import signal, subprocess, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
    start += "sys.exit(subprocess.call([sys.executable, *sys.argv[1:]], start_new_session=True))"
    log = dump.with_suffix(".log")
    command = [sys.executable, "-c", start, str(APP), str(dump), str(log)]
    with running(command) as session:
        session.wait_for_text("What")
        session.close_window()
        assert session.wait_for_end() == 128 + signal.SIGHUP
        assert dump.exists()


@pytest.mark.parametrize("key", [F5, F6])
def test_an_unexpected_error_is_told_calmly(session: PtySession, dump: Path, key: bytes) -> None:
    session.write(key)
    session.wait_for_text("Press any key to leave.")
    assert "We are sorry" in session.text
    assert "Everything that was shown as saved is kept." in session.text
    session.write(b"x")
    assert session.wait_for_end() == 1
    assert_handed_over(dump)
    assert_terminal_is_whole(session)
    log = dump.with_suffix(".log").read_text(encoding="utf-8")
    assert "tests.terminal.fields_app:" in log
    for trace in (session.output.decode(), log):
        assert "Bí Mật" not in trace
        assert "dở dang" not in trace.rpartition("\x1b[?1049l")[2]
        assert "Traceback" not in trace
    assert str(ROOT) not in log


def test_a_window_that_is_too_small_says_so_and_loses_nothing(
    session: PtySession, dump: Path
) -> None:
    session.resize(40, 10)
    session.wait_for_text("Please make this window larger")
    assert "What" not in session.text
    session.write(" tiếp".encode())
    session.resize(90, 30)
    session.wait_for_text("dở dang tiếp")
    session.wait_for_text("What")
    assert "larger" not in session.text
    session.write(LEAVE)
    assert session.wait_for_end() == 0
    assert json.loads(dump.read_text(encoding="utf-8"))["first"] == "dở dang tiếp"


def test_it_starts_in_a_small_window_too(dump: Path) -> None:
    command = [sys.executable, str(APP), str(dump), str(dump.with_suffix(".log"))]
    with running(command, columns=40, rows=10) as session:
        session.wait_for_text("60 × 16")
        session.write(LEAVE)
        assert session.wait_for_end() == 0


def test_without_a_terminal_it_says_one_sentence_and_ends(dump: Path) -> None:
    command = [sys.executable, str(APP), str(dump), str(dump.with_suffix(".log"))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stdout == b""
    assert ended.stderr.decode().count("\n") == 1
    assert "need a terminal" in ended.stderr.decode()
    assert not dump.exists()


def test_a_dumb_terminal_is_refused_in_words(dump: Path) -> None:
    command = [sys.executable, str(APP), str(dump), str(dump.with_suffix(".log"))]
    with running(command, environment={"TERM": "dumb"}) as session:
        assert session.wait_for_end() == 1
        assert "only show plain lines" in session.text.replace("\n", " ")
        assert b"\x1b" not in session.output
