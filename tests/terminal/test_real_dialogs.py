"""Promise: the fields of all dialogs take what input methods send, letter for letter."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.shelf import Shelf
from tests.terminal.danvan_app import (
    CHANGE,
    ENTER,
    ESC,
    F2,
    F4,
    F5,
    F6,
    F9,
    F12,
    HOME,
    LINES,
    PAGE_UP,
    PALETTE,
    RIGHT,
    SAVE,
    SEARCH,
    TAB,
    at_the_line,
    danvan,
    new_session,
)
from tests.terminal.danvan_app import F8 as CLOSE_UNCLEAR
from tests.terminal.typed_fields import SHORT, wait_for_draft
from tests.terminal.typing_text import assert_field_types_exactly, syllables
from tests.terminal.unikey import bursts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_the_fields_of_the_dialogs(root: Path) -> None:
    code = new_session(root, *LINES, "! | | Chưa ai nhận")
    with at_the_line(root, code) as session:
        for keys, shown, behind in (
            (F12, "Which file?", ""),
            (F12 + ENTER, "Into which folder?", ""),
            (F4 + PAGE_UP + F2 + TAB + TAB + F4, "Type to narrow", "Ctrl+S record"),
            (F9 + CLOSE_UNCLEAR, "Why is this unclear?", "F5 read"),
            (PALETTE, "Search for a command", ""),
            (SEARCH, "with marks or without", ""),
        ):
            session.write(keys)
            session.wait_for_text(shown)
            assert_field_types_exactly(session, SHORT)
            session.write(ESC)
            session.wait_for_no_text(shown)
            if behind:
                session.wait_for_text(behind)
                session.write(ESC)
                session.wait_for_no_text(behind)
            session.wait_for_text("F9 finish")


def test_the_fields_of_taking_over_a_roster(root: Path) -> None:
    code = new_session(root)
    downloads = root.parent / HOME / "Downloads"
    downloads.mkdir(parents=True)
    with at_the_line(root, code) as session:
        session.write(F6)
        session.wait_for_text("Roster file")
        assert_field_types_exactly(session, SHORT)
        session.write(ESC)
        session.wait_for_no_text("Roster file")
        (downloads / "list.csv").touch()
        session.write(F6)
        session.wait_for_text("Which list?")
        assert_field_types_exactly(session, SHORT)


def test_the_fields_of_the_reading(root: Path) -> None:
    code = new_session(root, *LINES)
    with at_the_line(root, code) as session:
        session.write(F9)
        session.wait_for_text("F5 read")
        session.write(F5)
        session.wait_for_text("1 of ")
        session.write(RIGHT)
        session.wait_for_text("2 of ")
        for key, shown in ((F2, "Change which one?"), (F6, "Who objects")):
            session.write(key)
            session.wait_for_text(shown)
            assert_field_types_exactly(session, SHORT)
            session.write(ESC)
            session.wait_for_no_text(shown)
        session.write(F6)
        session.wait_for_text("Who objects")
        session.write(b"".join(bursts("Ông Tám không đồng ý")) + ENTER)
        session.wait_for_text("Objection at the reading")
    (issue,) = Shelf(root).open(code, write=False).state.issues()
    assert issue.note == "Objection at the reading: Ông Tám không đồng ý"


def test_the_menu_and_the_split_of_an_opinion(root: Path) -> None:
    code = new_session(root, *LINES)
    with at_the_line(root, code) as session:
        session.write(F4 + PAGE_UP + CHANGE)
        session.wait_for_text("Type to narrow")
        assert_field_types_exactly(session, SHORT)
        session.write(b"1" + ENTER)
        session.wait_for_text("Ctrl+S record")
        text = " ".join(syllables()[:8])
        session.type(bursts(text, method="telex"))
        session.write(ENTER)
        folder = Shelf(root).find(code)
        said = Shelf(root).open(code, write=False).state.issues()[0].content
        wait_for_draft(session, folder / "form.log", {"content": f"{text}\n{said}"})
        session.wait_for_text("2 opinions as understood")


def test_the_reason_of_a_correction(root: Path) -> None:
    code = new_session(root, *LINES)
    notebook = Shelf(root).open(code)
    close_session(notebook)
    notebook.close()
    with danvan(root, "open", code) as session:
        session.wait_for_text("F2 correct")
        session.write(F2)
        session.wait_for_text("Ctrl+S record")
        session.write(b"x" + SAVE)
        session.wait_for_text("Why is this corrected?")
        assert_field_types_exactly(session, SHORT)
        session.write(RIGHT + "Viết nhầm".encode() + ENTER)
        session.wait_for_text("✓ Saved at")
    corrections = [one.reason for one in Shelf(root).open(code, write=False).state.fold.ordered()]
    assert corrections[-1] == "Viết nhầm"


def test_the_choice_of_what_is_repeated(root: Path) -> None:
    code = new_session(root, *LINES)
    with at_the_line(root, code) as session:
        session.write(b"2 xin xem" + b"\x0c")
        session.wait_for_text("Which opinion does this repeat?")
        assert_field_types_exactly(session, SHORT)
