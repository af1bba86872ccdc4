"""Promise: what is typed while sending, choosing and merging is taken letter for letter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.read_back import corrections
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from tests.terminal.danvan_app import (
    ENTER,
    ESC,
    F2,
    F5,
    F6,
    F9,
    PALETTE,
    danvan,
    new_session,
)
from tests.terminal.danvan_app import F8 as ALL_OF_ONE
from tests.terminal.pty_session import PtySession
from tests.terminal.typed_fields import SHORT
from tests.terminal.typing_text import assert_field_types_exactly
from tests.terminal.unikey import bursts
from tests.tui.test_conflicts import disagree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

CONFLICTS = b"\x02"
"""Ctrl+B: what is written twice."""
WHY = "Why is this corrected?"
BECAUSE = "Hai thư ký cùng nghiêng về một ý"
OURS, THEIRS = "Cống thôn tắc nặng", "Cống thôn hơi tắc"
ROAD = "Đường liên thôn hỏng"


@pytest.fixture
def code(root: Path) -> str:
    """A session with closed minutes, in which two people wrote one thing differently."""
    made = new_session(root)
    return disagree(Shelf(root), made, {"content": OURS}, {"content": THEIRS}, closed=True)


def read(root: Path, code: str) -> State:
    """The session as it stands on the disk."""
    return Shelf(root).open(code, write=False).state


def assert_dialog_types_exactly(session: PtySession, keys: bytes, asked: str) -> None:
    """Open a dialog with these keys and type into it; it stays open."""
    session.write(keys)
    session.wait_for_text(asked)
    assert_field_types_exactly(session, SHORT)


def leave(session: PtySession, asked: str) -> None:
    session.write(ESC)
    session.wait_for_no_text(asked)


def say(session: PtySession, text: str) -> None:
    session.write(b"".join(bursts(text)) + ENTER)


def test_the_fields_of_sending(root: Path) -> None:
    folder = root.parent / "Thư mục nghiêng"
    with danvan(root, columns=200) as session:  # in which a long path has room
        session.wait_for_text("No session yet")
        session.write(F5)
        session.wait_for_text("This laptop")
        assert_dialog_types_exactly(session, F6, "Where is the public file of the office")
        leave(session, "Where is the public file of the office")
        assert_dialog_types_exactly(session, F2, "Where to?")
        assert_dialog_types_exactly(session, b"another" + ENTER, "Which folder?")
        say(session, str(folder))
        session.wait_for_no_text("Which folder?")
        session.wait_for_text(folder.name)


def test_the_fields_of_choosing(root: Path, code: str) -> None:
    with danvan(root, "open", code) as session:
        session.wait_for_text("F2 correct")
        session.write(CONFLICTS)
        session.wait_for_text("1 left one")
        assert_dialog_types_exactly(session, ALL_OF_ONE, "Whose values count")
        leave(session, "Whose values count")
        assert_dialog_types_exactly(session, b"2", WHY)
        say(session, BECAUSE)
        session.wait_for_text("Nothing waits to be chosen")
        session.wait_for_text("✓ Saved at")
    state = read(root, code)
    assert conflicts(state) == []
    assert [one.reason for one in corrections(state)] == [BECAUSE]


def test_the_fields_of_merging(root: Path, code: str) -> None:
    other = new_session(root, f"1 kn gt {ROAD}")
    with danvan(root, "open", code) as session:
        session.wait_for_text("F2 correct")
        merge = PALETTE + b"put notes together" + ENTER
        assert_dialog_types_exactly(session, merge, "Which notes of the same meeting?")
        assert_dialog_types_exactly(session, b"colleague" + ENTER, "File of a colleague")
        leave(session, "File of a colleague")
        session.write(merge)
        session.wait_for_text("Which notes of the same meeting?")
        session.write(other.encode() + ENTER)
        session.wait_for_text("F9 take over")
        assert_dialog_types_exactly(session, F9, WHY)
        say(session, BECAUSE)
        session.wait_for_text("was taken over")
    state = read(root, code)
    assert ROAD in [issue.content for issue in state.issues()]
    assert {one.reason for one in corrections(state)} == {BECAUSE}
