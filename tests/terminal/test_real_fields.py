"""Promise: every field of a form and the line of a session take what input methods send."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from danvan_tui.capture import Context
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.model.settings import read_settings
from danvan_tui.tui.form_values import written
from danvan_tui.tui.line_draft import Typed, not_recorded
from danvan_tui.tui.screens import home
from danvan_tui.vietnamese.typing.diagnosis import SENTENCE
from danvan_tui.vietnamese.workdays import Calendar
from danvan_tui.wording.fields import Shape
from tests.terminal.danvan_app import (
    CLEAR,
    DOWN,
    ENTER,
    F2,
    F3,
    F4,
    F5,
    F7,
    LEAVE,
    LINES,
    PAGE_UP,
    at_the_line,
    danvan,
    new_session,
)
from tests.terminal.typed_fields import SHORT, fields_of, fill, wait_for_draft
from tests.terminal.typing_text import assert_field_types_exactly, sentences
from tests.terminal.unikey import Method, bursts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


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
    if table is Table.SESSION:
        fields.append(fields.pop(0))  # one begins below the kind, which is chosen
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
        name = "Nghiêm Thị Hường, thư ký"
        session.write(ENTER + b"".join(bursts(name)))
        session.wait_for_text("Who takes the notes here?")
        session.wait_for_text(name)
        session.write(CLEAR)
        session.wait_for_no_text(name)
        assert_field_types_exactly(session, SHORT)
        session.write(b"".join(bursts(name)) + ENTER)
        session.wait_for(lambda: read_settings(root).person == name, "the settings")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
    with danvan(root) as session:
        session.wait_for_text("No session yet")
        assert "Does typing work here?" not in session.text
        assert "Who takes the notes here?" not in session.text


def test_the_form_of_a_new_session(root: Path) -> None:
    chosen, *others = [one for one in fields_of(Table.SESSION) if one.name in home._NEW_FIELDS]
    with danvan(root) as session:
        session.wait_for_text("No session yet")
        session.write(F2)
        session.wait_for_text("Ctrl+S record")
        said = fill(session, [*others, chosen])
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
