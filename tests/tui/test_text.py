"""Promise: a text is painted anew only where it says something else."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.content import Content

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.widgets.text import Text

BEFORE = Content.assemble(("12 ", "bold"), "Lê Thị Hòa")


class Shown(TerminalApp):
    """An app that shows one text."""

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield Text()


@pytest.mark.parametrize(
    ("after", "is_painted"),
    [
        (Content.assemble(("12 ", "bold"), "Lê Thị Hòa"), False),
        (Content.assemble(("13 ", "bold"), "Lê Thị Hòa"), True),
        (Content.assemble(("12 ", "italic"), "Lê Thị Hòa"), True),
        ("12 Lê Thị Hòa", True),
    ],
    ids=["the same", "another text", "another style", "no style"],
)
async def test_a_text_is_painted_where_it_changed(after: Content | str, is_painted: bool) -> None:
    app = Shown()
    async with app.run_test() as pilot:
        text = app.query_one(Text)
        text.update(BEFORE)
        await pilot.pause()
        text.update(after, layout=False)
        assert text._repaint_required is is_painted
