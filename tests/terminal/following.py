"""Following a promise by keys: closing its session, reviews on the board, the opening review."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.terminal.danvan_app import (
    CLEAR,
    ENTER,
    ESC,
    F2,
    F3,
    F9,
    F12,
    LEAVE,
    PAGE_DOWN,
    RIGHT,
    SAVE,
    TAB,
    danvan,
)
from tests.terminal.edits import OUT
from tests.terminal.typist import Typist

EARLIER = b"\x0e"
"""Ctrl+N in a session: the promises made before."""
LAST_TAB = b"\x1b[Z"
"""Shift+Tab from the first of the tabs."""
BELOW = "goes on below"
_QUIET = 0.5  # seconds without a byte: longer than between two looks of a screen


class Follower:
    """One person at one keyboard who follows promises through meetings and the weeks between."""

    def __init__(self, root: Path) -> None:
        self.typist = Typist(root)
        self._root = root

    @contextlib.contextmanager
    def at_home(self) -> Iterator[Typist]:
        """The program at its list of sessions, ended in the end."""
        with danvan(self._root, columns=80, rows=24) as self.typist.session:
            self.typist.see("F2 new")
            yield self.typist
            self._leave()

    @contextlib.contextmanager
    def in_session(self, code: str) -> Iterator[Typist]:
        """The program in a session, ended in the end."""
        with danvan(self._root, "open", code, columns=80, rows=24) as self.typist.session:
            self.typist.see(code)
            yield self.typist
            self._leave()

    @contextlib.contextmanager
    def on_the_board(self, shown: str) -> Iterator[Typist]:
        """The board of all promises, gone to from the list of sessions, showing this one."""
        with self.at_home() as typist:
            typist.press(F3)
            typist.see("All promises", "F2 result", shown)
            yield typist
            typist.press(ESC)

    def _leave(self) -> None:
        self.typist.press(LEAVE)
        assert self.typist.session.wait_for_end() == 0

    def begin_meeting(self, village: str, day: date) -> None:
        """Make a session from the list of sessions."""
        typist = self.typist
        typist.press(F2)
        typist.see("Ctrl+S record")
        typist.type(village)
        typist.press(TAB, CLEAR)
        typist.type(f"{day:%d/%m/%Y}")
        for text in ("Nhà văn hóa thôn", "Nguyễn Hồng Phong", "Lê Thu Hiền"):
            typist.press(TAB)
            typist.type(text)
        typist.press(SAVE)

    def close_meeting(self) -> None:
        """Close the session that is open."""
        typist = self.typist
        typist.press(F9)
        typist.see("Nothing is missing")
        typist.press(F9)
        typist.see("Were the minutes read back")
        typist.press(RIGHT, ENTER)
        typist.see("closed")

    def review(self, line: str, becoming: str) -> None:
        """Record what was found of the promise under the cursor; then it says this there."""
        typist = self.typist
        typist.press(F2)
        typist.see("Enter: record")
        typist.type(line)
        typist.press(ENTER)
        typist.see_gone("Enter: record")
        typist.see(becoming)

    def read_story(self, begins: str) -> str:
        """The promise under the cursor and its story, once what was said first stands there."""
        typist = self.typist
        typist.press(ENTER)
        typist.see("What became of it", begins)
        pages = [self._painted()]
        while BELOW in pages[-1]:
            typist.press(PAGE_DOWN)
            typist.wait(lambda: typist.session.text != pages[-1], "the next page")
            pages.append(self._painted())
        typist.press(ESC)
        typist.see("F5 filter")
        return " ".join(" ".join(pages).split())

    def _painted(self) -> str:
        """The screen once nothing more is written on it, so that no half of a page is read."""
        session = self.typist.session
        self.typist.wait(lambda: not session.read(_QUIET), "the whole page")
        return session.text

    def export(self, name: str) -> Path:
        """Write the file for the office; gives where it is."""
        target = self._root.parent / OUT / name
        typist = self.typist
        typist.press(F12)
        typist.see("Which file?")
        typist.press(ENTER)
        typist.see("Into which folder?")
        typist.press(CLEAR)
        typist.press(str(target).encode(), ENTER)
        typist.wait(lambda: target.is_dir() and any(target.glob("*office*")), "the file")
        (file,) = target.glob("*office*")
        return file
