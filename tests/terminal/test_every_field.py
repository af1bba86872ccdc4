"""Promise: no place where a text field is made is forgotten by the tests that type into fields.

The fields are found by themselves: those of the forms in their definitions, all others in the
source, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
from pathlib import Path

import danvan_tui.tui

ROOM = Path(danvan_tui.tui.__path__[0])

PROVED_BY = {
    "form.RecordForm._widget: Line": "test_every_field_of_a_form, test_the_form_of_a_new_session",
    "form.RecordForm._widget: Area": "test_every_field_of_a_form",
    "capture_bar.CaptureBar.compose: CaptureLine": "test_the_line_of_a_session",
    "dialogs.AskLine.compose: Line": "test_real_dialogs",
    "dialogs.Pick.compose: Line": "test_real_dialogs",
    "palette.Palette.compose: PaletteLine": "test_the_fields_of_the_dialogs",
    "search.SearchScreen.compose: Line": "test_the_fields_of_the_dialogs",
    "typing_check.TypingCheck.compose: Line": "test_the_first_start",
    "app.DanvanApp.action_ask_person: AskLine": "test_the_first_start",
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
    "conflicts.ConflictsScreen._ask_why: AskLine": "test_real_carrying",
    "conflicts.ConflictsScreen.action_choose_theirs: Pick": "test_real_carrying",
    "matching.MatchingScreen._finish: AskLine": "test_real_carrying",
    "merging.Merging._ask_which: Pick": "test_real_carrying",
    "merging.Merging._from_file: AskLine": "test_real_carrying",
    "sync.SyncScreen._look_for_key: AskLine": "test_real_carrying",
    "home.HomeScreen.action_new: RecordForm": "test_the_form_of_a_new_session",
    "editing.Editing._show: RecordForm": "test_every_field_of_a_form, test_real_opening",
}
"""Every place in the source where a field is made, and the tests that type into it."""
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


def test_every_proof_that_is_named_is_there() -> None:
    there = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        there |= {
            path.stem,
            *(node.name for node in tree.body if isinstance(node, ast.FunctionDef)),
        }
    named = {one for proofs in PROVED_BY.values() for one in proofs.split(", ")}
    assert sorted(named - there) == []
