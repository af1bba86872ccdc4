"""The help shows lines that can be typed, and every sign of the grammar."""

import pytest

from danvan_tui.capture import Context, What, grammar_help, read_line, record_line
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.catalogue import Catalogues
from tests.capture.conftest import context_of, list_roster, open_notebook

SHOWN = {
    "12": What.ISSUE,
    "@": What.ISSUE,
    ". ": What.ISSUE,
    "“": What.ISSUE,
    ">": What.ANSWER,
    "!": What.COMMITMENT,
    "+": What.ATTENDANCE,
    "-": What.ATTENDANCE,
}


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


def test_the_sample_unit_and_deadline_are_understood(context: Context) -> None:
    (line,) = (line for line, _ in grammar_help() if "15/12" in line)
    reading = read_line(line, context)
    assert (reading.lead_unit, reading.due) == ("Phòng Kinh tế xã", "2026-12-15")


def test_every_line_of_help_says_what_it_does() -> None:
    assert all(line and meaning for line, meaning in grammar_help())
