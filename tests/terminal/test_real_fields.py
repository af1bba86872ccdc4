"""Promise: every text field of the program takes what input methods send, letter for letter.

The fields are found by themselves: those of the forms in their definitions, all others in the
source, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import danvan_tui.tui
from danvan_tui import language
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.tui.form_values import Surroundings, written
from danvan_tui.tui.line_draft import not_recorded
from danvan_tui.tui.screens import home
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.fields import FormField, Shape, form_fields
from tests.terminal.danvan_app import (
    CHANGE,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F9,
    F12,
    PAGE_UP,
    PALETTE,
    RIGHT,
    SAVE,
    TAB,
    at_the_line,
    danvan,
    new_session,
)
from tests.terminal.danvan_app import F8 as CLOSE_UNCLEAR
from tests.terminal.pty_session import PtySession
from tests.terminal.typing_text import assert_field_types_exactly, sentences, syllables
from tests.terminal.unikey import Method, bursts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ROOM = Path(danvan_tui.tui.__path__[0])
LINES = ("1 kn gt Đường hỏng", "> tr Sẽ sửa", "! kt 15/12 Sửa đường")
SHORT = ("Nguyễn Thị Hường",)

PROVED_BY = {
    "form.RecordForm._widget: Line": "test_every_field_of_a_form, test_the_form_of_a_new_session",
    "form.RecordForm._widget: Area": "test_every_field_of_a_form",
    "session.SessionScreen.compose: Line": "test_the_line_of_a_session",
    "dialogs.AskLine.compose: Line": "every AskLine below",
    "dialogs.Pick.compose: Line": "test_the_fields_of_the_dialogs",
    "palette.Palette.compose: PaletteLine": "test_the_fields_of_the_dialogs",
    "exchanging._ask_for_roster: AskLine": "test_the_fields_of_the_dialogs",
    "exchanging.export_session: AskLine": "test_the_fields_of_the_dialogs",
    "exchanging.export_session: Pick": "test_the_fields_of_the_dialogs",
    "form.RecordForm.action_pick: Pick": "test_the_fields_of_the_dialogs",
    "closing.ClosingScreen.action_unclear: AskLine": "test_the_fields_of_the_dialogs",
    "editing.Editing.with_reason: AskLine": "test_the_reason_of_a_correction",
    "rearranging.Rearranging._pick: Pick": "test_the_menu_and_the_split_of_an_opinion",
    "split.SplitScreen.compose: Area": "test_the_menu_and_the_split_of_an_opinion",
    "typing_check.TypingCheck.compose: Line": "test_composer.py: the typing check",
    "home.HomeScreen.action_new: RecordForm": "test_the_form_of_a_new_session",
    "editing.Editing._show: RecordForm": "test_every_field_of_a_form",
}
"""Every place in the source where a field is made, and the test that types into it."""


class _Places(ast.NodeVisitor):
    """Finds where fields are made, by module, class and function."""

    MADE = frozenset({"Line", "Area", "PaletteLine", "AskLine", "Pick", "RecordForm"})

    def __init__(self, module: str) -> None:
        self.found: list[str] = []
        self._path = [module]

    def _inside(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._path.append(node.name)
        self.generic_visit(node)
        self._path.pop()

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _inside  # noqa: N815

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in self.MADE:
            self.found.append(f"{'.'.join(self._path)}: {node.func.id}")
        self.generic_visit(node)


def test_no_field_is_forgotten() -> None:
    found: list[str] = []
    for path in ROOM.rglob("*.py"):
        places = _Places(path.stem)
        places.visit(ast.parse(path.read_text(encoding="utf-8")))
        found += places.found
    assert sorted(found) == sorted(PROVED_BY)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language.chosen()
    language.choose("en")
    yield
    language.choose(before)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data"


def fields_of(table: Table) -> tuple[FormField, ...]:
    return form_fields(table, load_catalogues(shipped_data(), None))


def fill(session: PtySession, fields: list[FormField], typing: Typing) -> dict[str, str]:
    """Type something else into every field, never waiting; gives what was typed."""
    said: dict[str, str] = {}
    chunks: list[bytes] = []
    for number, field in enumerate(fields):
        start = number * 3
        said[field.name] = " ".join(syllables()[start : start + 3])
        chunks += [*typing(said[field.name], number), TAB]
    session.write(b"".join(chunks))
    return said


Typing = Callable[[str, int], list[bytes]]


def unikey(method: Method, backspace: bytes) -> Typing:
    return lambda text, number: bursts(
        text, method=method, late=number % 2 == 1, backspace=backspace
    )


def wait_for_draft(session: PtySession, file: Path, meant: Draft) -> None:
    """Wait until the draft holds what was meant; it holds the texts of all fields as they are."""

    def held() -> dict[str, str]:
        draft = DraftFile(file).read() if file.exists() else {}
        return {name: draft.get(name, "") for name in meant}

    try:
        session.wait_for(lambda: held() == meant, "the draft")
    except AssertionError:
        assert held() == meant
        raise


OPENED_BY = {
    Table.SESSION: F7,
    Table.ATTENDANCE: F3 + F2,
    Table.ISSUES: F4 + PAGE_UP + F2,
    Table.ANSWERS: F4 + PAGE_UP + DOWN + F2,
    Table.COMMITMENTS: F5 + F2,
}


@pytest.mark.parametrize("table", Table)
def test_every_field_of_a_form(root: Path, table: Table) -> None:
    code = new_session(root, *LINES)
    folder = Shelf(root).find(code)
    state = Shelf(root).open(code, write=False).state
    row = next(iter(state.fold.rows[table].values()))
    around = Surroundings(state.attendance(), date(2026, 11, 22), Calendar())
    fields = list(fields_of(table))
    number = list(Table).index(table)
    typing = unikey(("telex", "vni")[number % 2], (b"\x7f", b"\x08")[number // 2 % 2])
    with at_the_line(root, code) as session:
        session.write(OPENED_BY[table])
        session.wait_for_text("Ctrl+S record")
        said = fill(session, fields, typing)
        meant = {}
        for field in fields:
            before = written(field, row, around)
            # The cursor begins at the end of a line, at the beginning of several lines.
            typed = said[field.name]
            meant[field.name] = typed + before if field.shape is Shape.LINES else before + typed
        wait_for_draft(session, folder / "form.log", meant)


def test_the_form_of_a_new_session(root: Path) -> None:
    fields = [one for one in fields_of(Table.SESSION) if one.name in home._NEW_FIELDS]
    with danvan(root) as session:
        session.wait_for_text("No session yet")
        session.write(F2)
        session.wait_for_text("Ctrl+S record")
        said = fill(session, fields, unikey("telex", b"\x7f"))
        before = {"kind": "dialogue", "date": date.today().strftime("%d/%m/%Y")}
        meant = {name: before.get(name, "") + text for name, text in said.items()}
        wait_for_draft(session, root / "new.log", meant)


@pytest.mark.parametrize(("method", "gap"), [("telex", 0.0), ("vni", 0.0), ("telex", 0.005)])
def test_the_line_of_a_session(root: Path, method: Method, gap: float) -> None:
    code = new_session(root)
    said = sentences()[:2] if gap else sentences()[:8]
    with at_the_line(root, code) as session:
        for number, text in enumerate(said, 1):
            late, backspace = number % 2 == 1, (b"\x7f", b"\x08")[number % 2]
            chunks = bursts(f'1 kn "{text}"', method=method, late=late, backspace=backspace)
            session.type([*chunks, ENTER], gap)
        rest = "2 kn đang viết dở nghiêng ngả"
        session.type(bursts(rest, method=method), gap)
        session.wait_for_text(f"opinions {len(said)}")
        folder = Shelf(root).find(code)
        state = Shelf(root).open(code, write=False).state
        assert [issue.content for issue in state.issues()] == list(said)
        session.wait_for(
            lambda: (
                not_recorded(DraftFile(folder / "line.log").read(), state.fold.operations) == [rest]
            ),
            "the draft of the line",
        )


def test_the_fields_of_the_dialogs(root: Path) -> None:
    code = new_session(root, *LINES, "! | | Chưa ai nhận")
    with at_the_line(root, code) as session:
        for keys, shown, behind in (
            (F6, "Roster file", ""),
            (F12, "Which file?", ""),
            (F12 + ENTER, "Into which folder?", ""),
            (F4 + PAGE_UP + F2 + TAB + TAB + F4, "Type to narrow", "Ctrl+S record"),
            (F9 + CLOSE_UNCLEAR, "Why is this unclear?", "all unclear"),
            (PALETTE, "Search for a command", ""),
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
