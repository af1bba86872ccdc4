"""A whole evening in a pseudo-terminal: from the first start to the files for the others."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from danvan_tui.exchange.office import office_document
from danvan_tui.exchange.verify import verify_file
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE
from tests.samples.meeting import CHAIR, DATE, PLACE, ROSTER, SECRETARY, SESSION, VILLAGES
from tests.terminal.book import Book, told
from tests.terminal.danvan_app import CLEAR, ENTER, F2, HOME, LEAVE, SAVE, TAB, danvan
from tests.terminal.edits import OUT, PROFILES
from tests.terminal.pty_session import PtySession
from tests.terminal.steps import Step
from tests.terminal.typist import Typist


def take_down(root: Path, steps: Sequence[Step], *, gap: float = 0.0) -> tuple[Book, Typist]:
    """Do all steps in a new session, each as soon as the one before is saved."""
    book, typist = Book(**SESSION), Typist(root, gap=gap)
    begin(typist)
    with opened(typist, code_in(root)):
        for step in steps:
            step.note(book)
            step.do(typist, book)
        typist.press(LEAVE)
        assert typist.session.wait_for_end() == 0
    return book, typist


def begin(typist: Typist) -> None:
    """Start for the first time, try the typing, and begin a session."""
    downloads = typist.root.parent / HOME / "Downloads"
    downloads.mkdir(parents=True)
    shutil.copy(ROSTER, downloads)
    with danvan(typist.root, columns=80, rows=24, is_first_start=True) as typist.session:
        typist.see("Does typing work here?")
        typist.type(SENTENCE)
        typist.see("Typing works here")
        typist.press(ENTER)
        typist.see("Who takes the notes here?")
        typist.type(SECRETARY)
        typist.press(ENTER)
        typist.see("No session yet")
        typist.press(F2)
        typist.see("Ctrl+S record")
        typist.type("; ".join(VILLAGES))
        typist.press(TAB, CLEAR)
        typist.type(DATE)
        for text in (PLACE, CHAIR):
            typist.press(TAB)
            typist.type(text)
        typist.press(SAVE)
        typist.see("F9 finish")
        typist.press(LEAVE)
        assert typist.session.wait_for_end() == 0


@contextlib.contextmanager
def opened(typist: Typist, code: str) -> Iterator[PtySession]:
    """The program in the session, in the terminal of the typist."""
    with danvan(typist.root, "open", code, columns=80, rows=24) as typist.session:
        typist.see("Ctrl+S record" if typist.form_is_open else "F9 finish")
        yield typist.session


def code_in(root: Path) -> str:
    """The code of the only session."""
    (shelved,) = Shelf(root).sessions()
    assert shelved.summary
    return shelved.summary.code


def on_disk(root: Path) -> dict[str, Any]:
    """What the only session holds, in the shape of the book."""
    state = Shelf(root).open(code_in(root), write=False).state
    return told(msgspec.to_builtins(office_document(state, program="", written="")))


def check_exports(root: Path, book: Book) -> None:
    """Check that the files for others are whole, hold what they should, and nothing secret."""
    written = {profile: sorted((root.parent / OUT / profile).iterdir()) for profile in PROFILES}
    for path in (path for paths in written.values() for path in paths):
        verdict = verify_file(path)
        assert verdict.whole, verdict.sentence
    for path in written["office"]:
        assert_same(book.records, told(json.loads(path.read_text(encoding="utf-8"))))
    secrets = [
        text
        for issue in book.issues
        if issue.get("protected")
        for text in (issue["content"], book.person(issue["speaker"])["name"])
    ]
    for path in (*written["public"], *written["statistics"]):
        shown = path.read_text(encoding="utf-8")
        assert not [text for text in secrets if text in shown], path
    counts = [len(paths) for paths in written.values()]
    assert all(counts), counts


def assert_same(meant: object, found: object) -> None:
    """Check that the records are those that were meant; says which field is not."""
    differences = list(differing(meant, found))
    assert not differences, "\n".join(differences)


def differing(meant: object, found: object, where: str = "") -> Iterator[str]:
    """Where two texts, lists or dicts are not the same."""
    if isinstance(meant, dict) and isinstance(found, dict):
        for name in sorted(meant.keys() | found.keys()):
            yield from differing(meant.get(name), found.get(name), f"{where}.{name}")
    elif isinstance(meant, list) and isinstance(found, list) and len(meant) == len(found):
        for number, (one, other) in enumerate(zip(meant, found, strict=True)):
            yield from differing(one, other, f"{where}[{number}]")
    elif meant != found:
        yield f"{where}: {meant!r} was meant, {found!r} is there"
