"""A session with everything in it, written by a clock and ids that never vary."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.exchange.notes import begun, shelf_of
from tests.ledger.sessions import add

_NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """A new session, open for writing."""
    numbers = itertools.count(1)
    shelf = Shelf(
        tmp_path / "data",
        clock=lambda: _NOON,
        new_id=lambda: f"01930000-0000-7000-8000-{next(numbers):012x}",
    )
    opened = shelf.open(shelf.create(title="Đối thoại", commune="Xã Vạn Thắng"), person="Hiền")
    yield opened
    opened.close()


@pytest.fixture
def meeting(notebook: Notebook) -> Notebook:
    """A session with people, issues, answers and commitments, and nothing secret."""
    session = notebook.state.session.id
    notebook.record([Edit(Table.SESSION, session, {"state": "live", "villages": ["Thôn Văn Xá"]})])
    add(
        notebook,
        Table.ATTENDANCE,
        name="Nguyễn Hồng Phong",
        role="chair",
        position="Bí thư Đảng ủy xã",
        presence="present",
    )
    lan = add(
        notebook,
        Table.ATTENDANCE,
        name="Kiều Thị Lan",
        role="citizen",
        village="Thôn Văn Xá",
        birth_year=1961,
        phone="0912345678",
        presence="present",
    )
    add(notebook, Table.ATTENDANCE, village="Thôn Gò Vối", count=12, presence="present")
    road = add(
        notebook,
        Table.ISSUES,
        speaker=lan,
        kind="proposal",
        field="roads",
        content="Đường liên thôn hỏng.\nGọi tôi số 0912 345 678.",
        address="Số 7, ngõ 3",
        phone="0987.654.321",
    )
    add(notebook, Table.ISSUES, village="Thôn Gò Vối", kind="report", content="Đèn hỏng")
    add(
        notebook,
        Table.ANSWERS,
        issue=road,
        content="Xã sẽ sửa.",
        by="Chủ tịch",
        outcome="promised",
    )
    add(
        notebook,
        Table.COMMITMENTS,
        issue=road,
        content="Sửa đường",
        lead_unit="Phòng Kinh tế",
        contact="anh Hải 0933953269",
        due_text="trước 10/12",
        due="2026-12-10",
    )
    add(notebook, Table.COMMITMENTS, content="Họp lại", due_text="thường xuyên")
    return notebook


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_of(tmp_path / "data", "id")


@pytest.fixture
def ours(shelf: Shelf) -> Iterator[Notebook]:
    notebook = begun(shelf, "Mai", place="Nhà văn hóa")
    yield notebook
    notebook.close()


@pytest.fixture
def theirs(shelf: Shelf) -> Iterator[Notebook]:
    notebook = begun(shelf, "Hà", place="Nhà văn hoá bản", chair="Trần Minh Đức")
    yield notebook
    notebook.close()
