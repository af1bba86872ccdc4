"""Promise: what is typed at the office is taken letter for letter, and its screens come up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from danvan_tui.model.settings import Settings
from tests.office.carried import begun_office
from tests.office.shelf.registered import DEAR, FAR, bring, laptop_of, promise_in, session_of
from tests.terminal.danvan_app import ENTER, ESC, LEAVE, danvan
from tests.terminal.typed_fields import SHORT
from tests.terminal.typing_text import assert_field_types_exactly
from tests.terminal.unikey import bursts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

COMMUNE = b"\x14"
"""Ctrl+T: which commune is shown."""
ASKED = "The sessions of which commune?"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder whose office holds a session of each of two communes."""
    office = begun_office(tmp_path / "data", Settings(office_name="Văn phòng"))
    for commune in (DEAR, FAR):
        notebook = session_of(laptop_of(tmp_path, commune), commune)
        promise_in(notebook, "Sửa đường")
        bring(office, notebook)
        notebook.close()
    office.close()
    return tmp_path / "data"


def test_the_choice_of_a_commune(root: Path) -> None:
    with danvan(root, "office") as session:
        session.wait_for_text(f"Thôn 1, {DEAR}")
        session.wait_for_text(f"Thôn 1, {FAR}")
        session.write(COMMUNE)
        session.wait_for_text(ASKED)
        assert_field_types_exactly(session, SHORT)
        session.write(ESC)
        session.wait_for_no_text(ASKED)
        session.write(COMMUNE)
        session.wait_for_text(ASKED)
        session.write(b"".join(bursts("Gò Vối")))
        session.wait_for_no_text(DEAR)
        session.write(ENTER)
        session.wait_for_text(f"{FAR} · 1 session")
        session.write(LEAVE)
        assert session.wait_for_end() == 0
