"""The real program in a pseudo-terminal, and the keys that lead through its screens."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from danvan_tui.capture import Context, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.workdays import Calendar
from tests.terminal.pty_session import PtySession, running

TAB, ENTER, ESC, LEAVE, SAVE, PALETTE = b"\t", b"\r", b"\x1b", b"\x11", b"\x13", b"\x10"
UNDO, REDO, CHANGE, RECALL, LINK, PROTECT = b"\x1a", b"\x19", b"\x0f", b"\x12", b"\x0c", b"\x14"
SEARCH, ALL_UNCLEAR, PAGE_UP, PAGE_DOWN = b"\x06", b"\x0e", b"\x1b[5~", b"\x1b[6~"
HOME_KEY, DELETE = b"\x1b[H", b"\x1b[3~"
F1, F2, F3, F4 = b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS"
F5, F6, F7, F8, F9, F12 = (b"\x1b[%d~" % number for number in (15, 17, 18, 19, 20, 24))
UP, DOWN, RIGHT, CLEAR = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x15"
HOME = "home"
"""The person's own folder, beside that of the data."""
PEOPLE = ("Lê Thị Hòa", "Trịnh Thị Mùi", "Vũ Văn Tám")
LINES = ("1 kn gt Đường hỏng", "> tr Sẽ sửa", "! kt 15/12 Sửa đường")
"""An opinion, its answer and its promise."""


@contextlib.contextmanager
def danvan(
    root: Path,
    *arguments: str,
    columns: int = 120,
    rows: int = 36,
    lang: str = "en",
    is_first_start: bool = False,
) -> Iterator[PtySession]:
    """The command as people start it, on a computer where typing was tried before."""
    settings = root / "settings.toml"
    if not is_first_start and not settings.exists():
        root.mkdir(parents=True, exist_ok=True)
        settings.write_text('typing = ""\n', encoding="utf-8")
    command = [sys.executable, "-m", "danvan_tui", "--data", str(root), "--lang", lang]
    home = {"HOME": str(root.parent / HOME)}
    started = running([*command, *arguments], columns=columns, rows=rows, environment=home)
    with started as session:
        yield session


@contextlib.contextmanager
def at_the_line(root: Path, code: str, *, columns: int = 120) -> Iterator[PtySession]:
    """The program in a session, ready to take a line."""
    with danvan(root, "open", code, columns=columns) as session:
        session.wait_for_text("F9 finish")
        yield session


def new_session(root: Path, *lines: str) -> str:
    """A session with three people and what these lines say; gives its code."""
    shelf = Shelf(root)
    code = shelf.create(date="2026-11-22", villages=["Thôn Văn Xá", "Thôn Gò Vối"])
    notebook = shelf.open(code)
    for name in PEOPLE:
        notebook.record([notebook.new(Table.ATTENDANCE, name=name, village="Thôn Văn Xá")])
    for line in lines:
        add(notebook, line)
    notebook.close()
    return code


def add(notebook: Notebook, line: str) -> None:
    """Record a line without any screen."""
    now = datetime(2026, 11, 22, 8, tzinfo=timezone(timedelta(hours=7)))
    catalogues = load_catalogues(shipped_data(), None)
    context = Context.of(notebook.state, catalogues, Calendar(), now.date())
    assert record_line(notebook, context, line).operation, line


def said_in(root: Path, code: str) -> list[str]:
    """The contents of all opinions on the disk, read by itself."""
    return [issue.content for issue in Shelf(root).open(code, write=False).state.issues()]
