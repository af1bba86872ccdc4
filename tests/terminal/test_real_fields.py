"""Promise: every text field of the program takes what input methods send, letter for letter.

The fields are found by themselves: those of the forms in their definitions, all others in the
source, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import danvan_tui.tui
from danvan_tui import language
from danvan_tui.capture import Context
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.tui.form_values import written
from danvan_tui.tui.line_draft import Typed, not_recorded
from danvan_tui.tui.screens import home
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE
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
    HOME,
    LEAVE,
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
    "capture_bar.CaptureBar.compose: CaptureLine": "test_the_line_of_a_session",
    "dialogs.AskLine.compose: Line": "every AskLine below",
    "dialogs.Pick.compose: Line": "every Pick below",
    "palette.Palette.compose: PaletteLine": "test_the_fields_of_the_dialogs",
    "search.SearchScreen.compose: Line": "test_the_fields_of_the_dialogs",
    "typing_check.TypingCheck.compose: Line": "test_the_first_start",
    "exchanging._ask_for_roster: AskLine": "test_the_fields_of_taking_over_a_roster",
    "exchanging._pick_roster: Pick": "test_the_fields_of_taking_over_a_roster",
    "exchanging.export_session: AskLine": "test_the_fields_of_the_dialogs",
    "exchanging.export_session: Pick": "test_the_fields_of_the_dialogs",
    "form.RecordForm.action_pick: Pick": "test_the_fields_of_the_dialogs",
    "communes.choose_commune: Pick": "test_real_office",
    "closing.ClosingScreen._ask_why: AskLine": "test_the_fields_of_the_dialogs",
    "reading.ReadingScreen.action_object: AskLine": "test_the_fields_of_the_reading",
    "reading.ReadingScreen.action_edit: Pick": "test_the_fields_of_the_reading",
    "editing.Editing.with_reason: AskLine": "test_the_reason_of_a_correction",
    "rearranging.Rearranging._pick: Pick": "test_the_menu_and_the_split_of_an_opinion",
    "split.SplitScreen.compose: Area": "test_the_menu_and_the_split_of_an_opinion",
    "writing.Writing._ask_what_it_repeats: Pick": "test_the_choice_of_what_is_repeated",
    "opening.OpeningScreen.compose: Line": "test_real_opening",
    "opening.OpeningScreen.action_not_reviewed: AskLine": "test_real_opening",
    "board.BoardScreen.compose: QueryLine": "test_real_following",
    "board_choices._choose: Pick": "test_real_following",
    "board_choices._choose_period: AskPeriod": "test_real_following",
    "board_choices._choose_value: Pick": "test_real_following",
    "board_choices.choose_filter: Pick": "test_real_following",
    "duties.Duties.ask: RecordForm": "test_real_following",
    "figures.FiguresScreen.action_of_village: Pick": "test_real_following",
    "figures.FiguresScreen.action_period: AskPeriod": "test_real_following",
    "period.AskPeriod.compose: Line": "test_real_following",
    "review_dialogs.ReviewDialogs.ask_form: RecordForm": "test_real_following",
    "review_dialogs.ReviewDialogs.ask_line: ReviewLine": "test_real_following",
    "review_line.ReviewLine.compose: Line": "test_real_following",
    "carrying_places.ask_for_place: AskLine": "test_real_carrying",
    "carrying_places.ask_for_place: Pick": "test_real_carrying",
    "conflicts.ConflictsScreen._choose: AskLine": "test_real_carrying",
    "conflicts.ConflictsScreen.action_choose_theirs: Pick": "test_real_carrying",
    "merging.Merging._ask_which: Pick": "test_real_carrying",
    "merging.Merging._ask_why: AskLine": "test_real_carrying",
    "merging.Merging._from_file: AskLine": "test_real_carrying",
    "sync.SyncScreen._look_for_key: AskLine": "test_real_carrying",
    "home.HomeScreen.action_new: RecordForm": "test_the_form_of_a_new_session",
    "editing.Editing._show: RecordForm": "test_every_field_of_a_form, test_real_opening",
}
"""Every place in the source where a field is made, and the test that types into it."""
OPENED_BY_A_KEY = frozenset({"Palette", "SearchScreen", "SplitScreen", "TypingCheck"})
"""Dialogs that are always the same: what they hold is typed into, not every way to them."""


class _Fields(ast.NodeVisitor):
    """Finds where fields are made, by module, class and function.

    A field is a line, an area, whatever is derived from them, and a dialog that holds one of
    these and is asked for elsewhere.
    """

    def __init__(self, trees: list[tuple[str, ast.Module]]) -> None:
        """``trees`` are modules with their names; there may be several of one name."""
        self.found: set[str] = set()
        self._path: list[str] = []
        classes = [node for _module, tree in trees for node in ast.walk(tree)]
        self._classes = [node for node in classes if isinstance(node, ast.ClassDef)]
        self._made = {"Line", "Area"}
        while more := self._derived() - self._made:
            self._made |= more
        self._made |= {dialog for dialog in self._dialogs() if dialog not in OPENED_BY_A_KEY}
        for module, tree in trees:
            self._path = [module]
            self.visit(tree)

    def _derived(self) -> set[str]:
        return {
            node.name
            for node in self._classes
            if any(isinstance(base, ast.Name) and base.id in self._made for base in node.bases)
        }

    def _dialogs(self) -> set[str]:
        return {
            node.name
            for node in self._classes
            if any(ast.unparse(base).startswith("ModalScreen") for base in node.bases)
            and any(map(self._makes_one, ast.walk(node)))
        }

    def _makes_one(self, node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in self._made
        )

    def _inside(self, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._path.append(node.name)
        self.generic_visit(node)
        self._path.pop()

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _inside  # noqa: N815

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and self._makes_one(node):
            self.found.add(f"{'.'.join(self._path)}: {node.func.id}")
        self.generic_visit(node)


def test_no_field_is_forgotten() -> None:
    trees = [
        (path.stem, ast.parse(path.read_text(encoding="utf-8"))) for path in ROOM.rglob("*.py")
    ]
    assert sorted(_Fields(trees).found) == sorted(PROVED_BY)


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


WAYS = tuple(itertools.product(get_args(Method), (b"\x7f", b"\x08")))
"""Every input method with every Backspace a terminal may send."""


def fill(session: PtySession, fields: list[FormField]) -> dict[str, str]:
    """Type into every field in every way, never waiting; gives what was typed."""
    said = {field.name: "" for field in fields}
    chunks: list[bytes] = []
    for turn, (method, backspace) in enumerate(WAYS):
        for number, field in enumerate(fields):
            start = (turn * len(fields) + number) * 2
            text = " ".join(syllables()[start : start + 2]) + "."
            said[field.name] += text
            late = (turn + number) % 2 == 1
            chunks += [*bursts(text, method=method, late=late, backspace=backspace), TAB]
    session.write(b"".join(chunks))
    return said


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


@pytest.mark.parametrize("table", OPENED_BY)
def test_every_field_of_a_form(root: Path, table: Table) -> None:
    code = new_session(root, *LINES)
    folder = Shelf(root).find(code)
    state = Shelf(root).open(code, write=False).state
    row = next(iter(state.fold.rows[table].values()))
    catalogues = load_catalogues(shipped_data(), None)
    context = Context.of(state, catalogues, Calendar(), date(2026, 11, 22))
    fields = list(fields_of(table))
    with at_the_line(root, code) as session:
        session.write(OPENED_BY[table])
        session.wait_for_text("Ctrl+S record")
        said = fill(session, fields)
        meant = {}
        for field in fields:
            before = written(field, row, context)
            # The cursor begins at the end of a line, at the beginning of several lines.
            typed = said[field.name]
            meant[field.name] = typed + before if field.shape is Shape.LINES else before + typed
        wait_for_draft(session, folder / "form.log", meant)


def test_the_first_start(root: Path) -> None:
    with danvan(root, is_first_start=True) as session:
        session.wait_for_text("Does typing work here?")
        assert_field_types_exactly(session, SHORT)
        session.write(b"".join(bursts(SENTENCE)))
        session.wait_for_text("Typing works here")
        session.write(ENTER)
        session.wait_for_no_text("Typing works here")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    with danvan(root) as session:
        session.wait_for_text("No session yet")
        assert "Does typing work here?" not in session.text


def test_the_form_of_a_new_session(root: Path) -> None:
    fields = [one for one in fields_of(Table.SESSION) if one.name in home._NEW_FIELDS]
    with danvan(root) as session:
        session.wait_for_text("No session yet")
        session.write(F2)
        session.wait_for_text("Ctrl+S record")
        said = fill(session, fields)
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
        session.wait_for_text(f"Opinions {len(said)}")
        folder = Shelf(root).find(code)
        state = Shelf(root).open(code, write=False).state
        assert [issue.content for issue in state.issues()] == list(said)
        session.wait_for(
            lambda: (
                not_recorded(DraftFile(folder / "line.log").read(), state.fold.operations)
                == [Typed(rest)]
            ),
            "the draft of the line",
        )


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
