"""Promise: one writer a session; a second window reads, and says who writes."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.danvan_app import (
    ENTER,
    ESC,
    LEAVE,
    at_the_line,
    danvan,
    new_session,
    said_in,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_two_windows_on_one_session(tmp_path: Path) -> None:
    root = tmp_path / "data"
    code = new_session(root)
    with at_the_line(root, code) as first:
        first.write("1 kn Một".encode() + ENTER)
        first.wait_for_text("✓ Saved at")
        with danvan(root) as second:
            second.wait_for_text("1 session")
            second.write(ENTER)
            second.wait_for_text("Read only; writing now: ")
            assert "›" not in second.text
            assert "Một" in second.text
            second.write("1 kn Lén".encode() + ENTER)
            first.write(b"2 kn Hai" + ENTER)
            first.wait_for_text("Opinions 2")
            second.write(ESC)
            second.wait_for_text("1 session")
            assert said_in(root, code) == ["Một", "Hai"]
            first.send_signal(signal.SIGKILL)
            first.wait_for_end()
            second.write(ENTER)
            second.wait_for_text("F9 finish")
            second.write(b"3 kn Ba" + ENTER)
            second.wait_for_text("Opinions 3")
            second.write(LEAVE)
            assert second.wait_for_end() == 0
    assert said_in(root, code) == ["Một", "Hai", "Ba"]
