"""The help shows lines that can be typed, and every sign of the grammar."""

import pytest

from danvan_tui.capture import Context, What, grammar_help, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from tests.capture.conftest import context_of, list_roster, open_notebook

SHOWN = {
    "12": What.ISSUE,
    "12kn": What.ISSUE,
    ".": What.ISSUE,
    "Đỗ": What.ISSUE,
    "@": What.ISSUE,
    "tc": What.ISSUE,
    "“": What.ISSUE,
    "/": What.ANSWER,
    ";": What.COMMITMENT,
    "=": What.ATTENDANCE,
    "-": What.ATTENDANCE,
}
KEYS = ("Tab", "Backspace")
NO_LINE = ("x12", *KEYS)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The roster and seven issues, as the examples suppose."""
    notebook: Notebook = open_notebook(tmp_path_factory.mktemp("help"))
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for _ in range(7):
        record_line(notebook, context, "12 kn Đường hỏng")
    return context.refreshed(notebook.state)


@pytest.mark.parametrize("sign", SHOWN)
def test_every_sign_has_an_example_that_can_be_recorded(context: Context, sign: str) -> None:
    lines = [line for line, _ in grammar_help() if line.startswith(sign)]
    assert lines
    for line in lines:
        reading = read_line(line, context)
        assert reading.what is SHOWN[sign]
        assert not reading.problem


def test_every_form_that_is_shown_can_be_recorded(context: Context) -> None:
    for line, _ in grammar_help():
        if line not in NO_LINE:
            assert not read_line(line.replace("…", "nói"), context).problem, line


def test_the_units_and_deadlines_shown_are_understood(context: Context) -> None:
    for line, unit, due in (
        ("15/12", "Phòng Kinh tế xã", "2026-12-15"),
        ("20/12", "Phòng Kinh tế xã", "2026-12-20"),
        ("Trưởng thôn", "Trưởng thôn Văn Xá", ""),
    ):
        (shown,) = (form for form, _ in grammar_help() if line in form)
        reading = read_line(shown, context)
        assert (reading.lead_unit, reading.due) == (unit, due)


def test_the_signs_that_need_shift_are_named_too() -> None:
    meanings = " ".join(meaning for _, meaning in grammar_help())
    assert all(f"also {sign} in place of" in meanings for sign in ">!+")


def test_every_line_of_help_says_what_it_does() -> None:
    assert all(line and meaning for line, meaning in grammar_help())
