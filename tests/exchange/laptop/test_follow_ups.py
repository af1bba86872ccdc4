"""What the office recorded reaches the session once, however often and whenever it comes."""

import shutil
from errno import ENOSPC
from pathlib import Path

import pytest

from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.parcel import Kind
from danvan_tui.exchange.returned import Returned, ReturnedSession, encode_returned
from danvan_tui.ledger.errors import FolderError
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Table
from tests.exchange.laptop.field import Desk, Field, reply, review, sent_files


@pytest.fixture
def sent(field: Field, desk: Desk, stick: Path) -> str:
    """A session that stands on the stick and that the office took."""
    folder = field.write()
    field.sync(field.stick(stick))
    desk.take(stick)
    return folder


def _duties(field: Field, folder: str) -> list[str]:
    return [duty.id for duty in field.shelf.open(folder, write=False).state.duties()]


def _send(field: Field, desk: Desk, stick: Path, folder: str, *operations: Operation) -> Path:
    session = field.standing(folder).session
    return reply(stick, field, desk.follow_up(field.laptop.public(), {session: operations}))


def test_a_follow_up_is_taken_in_and_shown_to_the_office(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    duty = review(desk, field.standing(sent).session)
    _send(field, desk, stick, sent, duty)
    synced = field.sync(field.stick(stick))
    assert (synced.merged, synced.sent) == (["DT-2026-001"], ["DT-2026-001"])
    assert synced.came == ["DT-2026-001: 1 change, from the office"]
    assert _duties(field, sent) == ["duty-1"]
    desk.answer(stick, field)
    assert duty.id in desk.operations[field.standing(sent).session]
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.RECEIVED
    assert len(sent_files(stick)) == 2


def test_it_may_come_before_the_receipt_and_twice(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    path = _send(field, desk, stick, sent, review(desk, field.standing(sent).session))
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.SENT
    shutil.copy(path, path.with_name("copy_" + path.name))
    assert field.sync(field.stick(stick)).merged == []
    desk.answer(stick, field)
    assert field.sync(field.stick(stick)).received == ["DT-2026-001"]
    assert _duties(field, sent) == ["duty-1"]


def test_what_came_after_the_newest_receipt_counts_as_received_until_the_next_one(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    reply(stick, field, desk.receipt(field.laptop.public()))
    _send(field, desk, stick, sent, review(desk, field.standing(sent).session))
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.RECEIVED
    reply(stick, field, desk.receipt(field.laptop.public()))
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.SENT


def test_an_old_follow_up_that_comes_late_says_nothing_of_what_the_office_has_now(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    session = field.standing(sent).session
    late = desk.follow_up(field.laptop.public(), {session: [review(desk, session)]})
    reply(stick, field, desk.receipt(field.laptop.public()))
    field.sync(field.stick(stick))
    assert field.standing(sent).standing is Standing.RECEIVED
    reply(stick, field, late)
    field.sync(field.stick(stick))
    assert _duties(field, sent) == ["duty-1"]
    assert field.standing(sent).standing is Standing.SENT


def test_a_session_open_in_another_window_waits_and_is_told(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    path = _send(field, desk, stick, sent, review(desk, field.standing(sent).session))
    window = field.shelf.open(sent)
    synced = field.sync(field.stick(stick))
    assert synced.merged == []
    assert "DT-2026-001 waits" in synced.problems[0]
    window.close()
    path.unlink()
    assert field.sync(field.stick(stick)).merged == ["DT-2026-001"]
    assert _duties(field, sent) == ["duty-1"]


def test_a_session_that_waits_leaves_the_others_of_its_file(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    other = field.write()
    field.sync(field.stick(stick))
    desk.take(stick)
    sessions = [field.standing(folder).session for folder in (sent, other)]
    returned = {one: [review(desk, one)] for one in sessions}
    reply(stick, field, desk.follow_up(field.laptop.public(), returned))
    window = field.shelf.open(other)
    for _again in range(3):
        assert len(field.sync(field.stick(stick)).problems) == 1
    assert _duties(field, sent) == ["duty-1"]
    window.close()
    field.sync(field.stick(stick))
    assert _duties(field, other) == ["duty-1"]
    log = (field.root / "exchange" / "sent.log").read_bytes()
    assert log.count(b'"returned"') == 2


def test_a_session_that_is_gone_is_told_once_and_not_made_up(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    _send(field, desk, stick, sent, review(desk, field.standing(sent).session))
    shutil.rmtree(field.shelf.folder(sent))
    synced = field.sync(field.stick(stick))
    assert synced.problems == []
    assert "not on this laptop any more" in synced.notices[0]
    assert field.shelf.folders() == []
    assert field.sync(field.stick(stick)).notices == []


def test_a_session_that_a_backup_lacks_comes_back_whole(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    session, held = field.standing(sent).session, field.operations(sent)
    _send(field, desk, stick, sent, *desk.operations[session].values())
    shutil.rmtree(field.shelf.folder(sent))
    synced = field.sync(field.stick(stick))
    assert (synced.problems, synced.merged) == ([], ["DT-2026-001"])
    assert "is here again" in synced.notices[0]
    assert field.operations(sent) == held
    again = field.sync(field.stick(stick))
    assert (again.notices, again.merged) == ([], [])


def test_a_part_of_a_session_that_is_gone_makes_no_session(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    session = field.standing(sent).session
    late = max(one.time for one in desk.operations[session].values()) + 1
    moved = Change(table=Table.SESSION, record=session, fields={"date": "2026-11-20"})
    correction = Operation(id="ffffffffffff.1", time=late, at="", changes=[moved])
    _send(field, desk, stick, sent, correction)
    shutil.rmtree(field.shelf.folder(sent))
    synced = field.sync(field.stick(stick))
    assert "not on this laptop any more" in synced.notices[0]
    assert field.shelf.folders() == []


def test_a_session_that_cannot_be_put_back_waits(
    field: Field, desk: Desk, stick: Path, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, held = field.standing(sent).session, field.operations(sent)
    _send(field, desk, stick, sent, *desk.operations[session].values())
    shutil.rmtree(field.shelf.folder(sent))

    def full(*_how: object, **_more: object) -> str:
        raise FolderError(field.root, OSError(ENOSPC, "No space left on device"))

    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "adopt", full)
        assert "DT-2026-001 waits" in field.sync(field.stick(stick)).problems[0]
    assert field.shelf.folders() == []
    field.sync(field.stick(stick))
    assert field.operations(sent) == held


def test_another_office_may_record_nothing_here(
    field: Field, desk: Desk, stranger: Desk, stick: Path, sent: str
) -> None:
    session = field.standing(sent).session
    forged = stranger.follow_up(field.laptop.public(), {session: [review(desk, session)]})
    reply(stick, field, forged)
    assert "another office" in field.sync(field.stick(stick)).problems[0]
    assert _duties(field, sent) == []


def test_what_contradicts_an_entry_here_changes_nothing(
    field: Field, desk: Desk, stick: Path, sent: str
) -> None:
    known = next(iter(desk.operations[field.standing(sent).session].values()))
    other = Operation(id=known.id, time=known.time, at="", by="Ai đó")
    _send(field, desk, stick, sent, other, review(desk, field.standing(sent).session))
    before = field.operations(sent)
    assert "waits" in field.sync(field.stick(stick)).problems[0]
    assert field.operations(sent) == before


def test_a_follow_up_for_open_minutes_is_shown_to_the_office_too(
    field: Field, desk: Desk, stick: Path
) -> None:
    folder = field.write(closed=False)
    field.sync(field.stick(stick), sessions=[folder])
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    _send(field, desk, stick, folder, review(desk, field.standing(folder).session))
    assert field.sync(field.stick(stick)).sent == ["DT-2026-001"]


def test_an_endless_code_is_cut(field: Field, desk: Desk, stick: Path) -> None:
    session = ReturnedSession(session="0" * 12, code="DT-" * 2000, operations=[])
    ours = field.laptop.public()
    body = Returned(at="", laptop=ours.id, serial=1, sessions=[session])
    reply(stick, field, desk.parcel(Kind.FOLLOW_UP, ours, encode_returned(body)))
    (notice,) = field.sync(field.stick(stick)).notices
    assert "DT-DT-" in notice
    assert len(notice) < 400
