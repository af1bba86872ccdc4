"""What became a denunciation in one session is put away in all before anything is packed."""

from pathlib import Path

import msgspec
import pytest

from danvan_tui.exchange.document import OfficeDocument
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.parcel import open_parcel
from danvan_tui.exchange.verify import verify
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.pen import Pen
from danvan_tui.model.records import DENUNCIATION, Table
from tests.exchange.laptop.field import Desk, Field, sent_files

_SECRET = "Bà con nói ông Tư nhận tiền"


@pytest.fixture
def told(field: Field) -> str:
    """A session that tells what it found of a promise that is secret by now in another one."""
    first = field.write(closed=False)
    notebook = field.shelf.open(first)
    issue = notebook.new(Table.ISSUES, content="Việc này", kind="proposal")
    promise = notebook.new(Table.COMMITMENTS, issue=issue.record, content="Xem lại")
    notebook.record([issue, promise])
    notebook.close()
    second = field.write(closed=False)
    notebook = field.shelf.open(second)
    notebook.record(
        [notebook.new(Table.REVIEWS, commitment=promise.record, note=_SECRET, on="2026-11-22")]
    )
    notebook.close()
    notebook = field.shelf.open(first)
    notebook.record([Edit(Table.ISSUES, issue.record, {"kind": DENUNCIATION})])
    notebook.close()
    return second


def _open_part(desk: Desk, path: Path) -> str:
    document = verify(open_parcel(path.read_bytes(), desk.keys).body).document
    assert isinstance(document, OfficeDocument)
    assert _SECRET in repr(document.protected) or _SECRET in repr(document.operations)
    return repr(msgspec.structs.replace(document, protected=None))


def test_it_is_in_the_protected_part_of_what_leaves(
    field: Field, desk: Desk, stick: Path, told: str
) -> None:
    synced = field.sync(field.stick(stick), sessions=[told])
    assert synced.sent == ["DT-2026-002"]
    assert _SECRET not in _open_part(desk, sent_files(stick)[0])


def test_where_it_cannot_be_put_away_yet_nothing_is_packed(
    field: Field, stick: Path, told: str
) -> None:
    window = Pen(field.shelf.folder(told))
    assert window.take("2026-11-22")
    synced = field.sync(field.stick(stick), sessions=[told])
    assert synced.sent == []
    assert "DT-2026-002" in synced.problems[0]
    assert field.standing(told).standing is Standing.NOT_SENT
    window.put_down()
    assert field.sync(field.stick(stick), sessions=[told]).sent == ["DT-2026-002"]
