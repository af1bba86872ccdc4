"""Promise: what the hall says of earlier promises is taken letter for letter, a kill or not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Result, Review, Table, Value
from danvan_tui.wording.fields import Shape
from tests.terminal.danvan_app import CLEAR, ENTER, ESC, F2, F8, at_the_line, danvan, new_session
from tests.terminal.pty_session import PtySession
from tests.terminal.typed_fields import SHORT, fields_of, fill, wait_for_draft
from tests.terminal.typing_text import assert_field_types_exactly, sentences
from tests.terminal.unikey import Method, bursts
from tests.tui.made_before import promised

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

EARLIER = b"\x0e"
COUNT = 4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder in which a village was promised some things."""
    shelf = Shelf(tmp_path / "data")
    promises: list[dict[str, Value]] = [
        {"content": f"Việc {number}", "due": "2026-09-30"} for number in range(COUNT)
    ]
    promised(shelf, *promises)
    return tmp_path / "data"


def reviews(root: Path, code: str) -> list[Review]:
    return Shelf(root).open(code, write=False).state.reviews()


def go_through(session: PtySession) -> None:
    session.write(EARLIER)
    session.wait_for_text(f"0/{COUNT} with a result")


@pytest.mark.parametrize(("method", "gap"), [("telex", 0.0), ("vni", 0.0), ("telex", 0.005)])
def test_the_line_of_the_opening_review(root: Path, method: Method, gap: float) -> None:
    code = new_session(root)
    said = sentences()[: COUNT - 1]
    rest = "3 nghiêng ngả, chưa được"
    with at_the_line(root, code) as session:
        go_through(session)
        for number, text in enumerate(said):
            late, backspace = number % 2 == 1, (b"\x7f", b"\x08")[number % 2]
            chunks = bursts(f"1 {text}", method=method, late=late, backspace=backspace)
            session.type([*chunks, ENTER], gap)
        session.type(bursts(rest, method=method), gap)
        session.wait_for_text(f"{COUNT - 1}/{COUNT} with a result")
        draft = DraftFile(Shelf(root).find(code) / "opening.log")
        session.wait_for(lambda: list(draft.read().values()) == [rest], "the draft of the line")
    # Leaving the block kills the program.
    assert [one.note for one in reviews(root, code)[: COUNT - 1]] == list(said)
    with danvan(root, "open", code) as session:
        session.wait_for_text(rest)
        session.write(ENTER)
        session.wait_for_text(f"{COUNT}/{COUNT} with a result")
    last = reviews(root, code)[-1]
    assert (last.result, last.note) == (Result.NOT_AS_PROMISED, rest.removeprefix("3 "))


def test_the_reason_why_the_rest_was_not_reviewed(root: Path) -> None:
    code = new_session(root)
    with at_the_line(root, code) as session:
        go_through(session)
        session.write(F8)
        session.wait_for_text("Why was the rest not looked at?")
        assert_field_types_exactly(session, SHORT)
        session.write(CLEAR + b"".join(bursts("Hết giờ rồi")) + ENTER)
        session.wait_for_text(f"{COUNT}/{COUNT} with a result")
    assert {one.reason for one in reviews(root, code)} == {"Hết giờ rồi"}


def test_every_field_of_the_form_of_a_review(root: Path) -> None:
    code = new_session(root)
    folder = Shelf(root).find(code)
    with at_the_line(root, code) as session:
        go_through(session)
        session.write(F2)
        session.wait_for_text("Ctrl+S record")
        fields = list(fields_of(Table.REVIEWS))
        assert {Shape.LINE, Shape.LINES} <= {field.shape for field in fields}
        wait_for_draft(session, folder / "form.log", fill(session, fields))
        session.write(ESC)
