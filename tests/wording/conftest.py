"""A session to read aloud."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table
from tests.ledger.sessions import add, shelf_in


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """A live session with one opinion, its answer and its promise."""
    shelf = shelf_in(tmp_path)
    code = shelf.create(
        date="2026-11-22",
        start="08:00",
        place="Nhà văn hóa",
        chair="Nguyễn Hồng Phong",
        villages=["Thôn Văn Xá"],
    )
    notebook = shelf.open(code, person="Lê Thu Hiền")
    person = notebook.new(
        Table.ATTENDANCE, name="Lê Thị Hòa", village="Thôn Văn Xá", presence="present"
    )
    gone = notebook.new(Table.ATTENDANCE, name="Vũ Văn Tám", presence="left")
    listed = notebook.new(Table.ATTENDANCE, name="Trịnh Thị Mùi")
    heads = notebook.new(Table.ATTENDANCE, count=25, group="citizens", presence="present")
    live = Edit(Table.SESSION, notebook.state.session.id, {"state": "live"})
    notebook.record([live, person])
    for edit in (gone, listed, heads):
        notebook.record([edit])
    issue = add(
        notebook, Table.ISSUES, content="Đường hỏng", kind="proposal", speaker=person.record
    )
    add(notebook, Table.ANSWERS, issue=issue, content="Xã đã khảo sát", by="Trần Minh Đức")
    add(
        notebook,
        Table.COMMITMENTS,
        issue=issue,
        content="Sửa đường",
        lead_unit="Phòng Kinh tế",
        supporting_units=["Trưởng thôn"],
        due="2026-12-15",
        due_text="15/12",
    )
    yield notebook
    notebook.close()
