"""What the board knows of a promise to somebody the law protects: its unit and its deadline."""

from __future__ import annotations

from pathlib import Path

from danvan_tui.followup.extract import extract_of
from danvan_tui.ledger.rows import rows_of
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION, Table
from tests.followup.plain import followed


def test_nothing_of_what_was_denounced_stands_beside_its_promise(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    notebook = shelf.open(shelf.create(villages=["Thôn Văn Xá"]))
    issue = notebook.new(
        Table.ISSUES, kind=DENUNCIATION, field="land", village="Thôn Gò Vối", content="Cho thuê đất"
    )
    notebook.record([issue])
    said = {"content": "Xác minh", "lead_unit": "Công an xã", "due": "2026-12-01"}
    notebook.record([notebook.new(Table.COMMITMENTS, issue=issue.record, **said)])
    (promise,) = followed([extract_of("folder", rows_of(notebook.state))])
    assert promise.protected
    assert (promise.unit, promise.due) == ("Công an xã", "2026-12-01")
    assert promise.field == promise.issue_text == ""
    assert promise.villages == ("Thôn Văn Xá",)
    assert "Xác minh" not in promise.content
