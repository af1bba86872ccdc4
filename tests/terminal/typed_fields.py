"""All fields of a form typed into in every way, and what they must hold then."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import get_args

from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.wording.fields import FormField, form_fields
from tests.terminal.danvan_app import TAB
from tests.terminal.pty_session import PtySession
from tests.terminal.typing_text import syllables
from tests.terminal.unikey import Method, bursts

SHORT = ("Nguyễn Thị Hường",)
WAYS = tuple(itertools.product(get_args(Method), (b"\x7f", b"\x08")))
"""Every input method with every Backspace a terminal may send."""


def fields_of(table: Table) -> tuple[FormField, ...]:
    """The fields of a form."""
    return form_fields(table, load_catalogues(shipped_data(), None))


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
