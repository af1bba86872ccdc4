"""A queue that is patient, can be stopped, and never calls sent what was not read back."""

import errno
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.delivering import PAUSES, Step
from danvan_tui.exchange.laptop.errors import NoOfficeError
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.exchange.laptop.sync import sync_each
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.target import (
    CancelledError,
    IsCancelled,
    Progress,
    Target,
    TargetError,
)
from danvan_tui.ledger import disk
from tests.exchange.laptop.field import Desk, Field, reply, sent_files


class Shaky:
    """A stick that fails as it is told to, call by call, when something is put there."""

    def __init__(self, path: Path, troubles: Iterable[Exception | None]) -> None:
        self.name = "usb"
        self._folder = FolderTarget("usb", path)
        self._troubles = iter(troubles)
        self.is_closed = False
        self.unreadable: set[str] = set()

    def names(self, folder: str) -> list[str]:
        return self._folder.names(folder)

    def read(self, folder: str, name: str, limit: int) -> bytes:
        if name in self.unreadable:
            raise TargetError("tệp quá lớn", is_passing=False)
        return self._folder.read(folder, name, limit)

    def put(
        self, folder: str, name: str, data: bytes, *, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        trouble = next(self._troubles, None)
        if trouble is not None:
            raise trouble
        self._folder.put(folder, name, data, progress=progress, is_cancelled=is_cancelled)

    def close(self) -> None:
        self.is_closed = True


def _passing() -> TargetError:
    return TargetError("không thấy máy chủ", is_passing=True)


def _hopeless() -> TargetError:
    return TargetError("sai mật khẩu", is_passing=False)


def test_a_failure_that_passes_is_tried_again_in_growing_pauses(field: Field, stick: Path) -> None:
    folder = field.write()
    steps: list[Step] = []
    target = Shaky(stick, [_passing(), _passing(), _passing()])
    synced = field.sync(target, show=steps.append)
    assert synced.sent == ["DT-2026-001"]
    assert field.waited == list(PAUSES[:3])
    assert [step.pause for step in steps if step.pause] == list(PAUSES[:3])
    assert steps[-1].done == steps[-1].size
    assert field.standing(folder).standing is Standing.SENT


def test_an_answer_that_cannot_be_read_stops_neither_the_others_nor_the_sending(
    field: Field, desk: Desk, stick: Path
) -> None:
    first = field.write()
    field.sync(field.stick(stick))
    desk.answer(stick, field)
    target = Shaky(stick, [])
    target.unreadable.add(reply(stick, field, desk.receipt(field.laptop.public())).name)
    second = field.write()
    synced = field.sync(target)
    assert ["tệp quá lớn" in problem for problem in synced.problems] == [True]
    assert field.standing(first).standing is Standing.RECEIVED
    assert field.standing(second).standing is Standing.SENT


def test_a_target_that_stays_away_keeps_everything_in_the_queue(field: Field, stick: Path) -> None:
    folder = field.write()
    synced = field.sync(Shaky(stick, [_passing()] * 99))
    assert synced.problems == ["không thấy máy chủ"]
    assert (synced.sent, synced.waiting, synced.is_delivered) == ([], 1, False)
    assert field.waited == list(PAUSES)
    assert field.standing(folder).standing is Standing.QUEUED
    kept = (field.root / "exchange" / "outbox").iterdir()
    assert [path.name for path in kept] == [path.name for path in _after_sync(field, stick)]


def _after_sync(field: Field, stick: Path) -> Sequence[Path]:
    field.sync(field.stick(stick))
    return sent_files(stick)


def test_a_hopeless_target_is_not_asked_twice_and_others_go_on(
    field: Field, stick: Path, tmp_path: Path
) -> None:
    folder = field.write()
    shaky = Shaky(tmp_path, [_hopeless()])

    def nowhere() -> Target:
        raise TargetError("không có ổ", is_passing=False)

    targets: list[tuple[str, Callable[[], Target]]] = [
        ("ổ E", nowhere),
        ("máy chủ", lambda: shaky),
        ("usb", lambda: field.stick(stick)),
    ]
    first, second, third = sync_each(field.laptop, field.shelf, targets)
    assert (first.problems, second.problems) == (["không có ổ"], ["sai mật khẩu"])
    assert third.is_delivered
    assert field.waited == []
    assert shaky.is_closed
    assert field.standing(folder).standing is Standing.SENT
    assert len(sent_files(stick)) == 1


def test_what_stood_before_the_failure_stays_sent(field: Field, stick: Path) -> None:
    first, second = field.write(), field.write()
    synced = field.sync(Shaky(stick, [None, _hopeless()]))
    assert (synced.sent, synced.waiting) == (["DT-2026-001"], 1)
    assert field.standing(first).standing is Standing.SENT
    assert field.standing(second).standing is Standing.QUEUED


def test_it_can_be_stopped_between_two_files(field: Field, stick: Path) -> None:
    first, second = field.write(), field.write()
    log = field.root / "exchange" / "sent.log"
    synced = field.sync(
        field.stick(stick), is_cancelled=lambda: log.read_bytes().count(b'"delivered"') == 1
    )
    assert synced.is_cancelled
    assert not synced.is_delivered
    assert field.standing(first).standing is Standing.SENT
    assert field.standing(second).standing is Standing.QUEUED
    assert field.sync(field.stick(stick)).sent == ["DT-2026-002"]


def test_it_can_be_stopped_within_a_file(field: Field, stick: Path) -> None:
    folder = field.write()
    synced = field.sync(Shaky(stick, [CancelledError()]))
    assert (synced.is_cancelled, synced.is_delivered) == (True, False)
    assert field.standing(folder).standing is Standing.QUEUED


def test_it_can_be_stopped_while_it_waits(field: Field, stick: Path) -> None:
    field.write()
    stopped: list[float] = []
    target = Shaky(stick, [_passing()] * 99)
    synced = field.sync(target, wait=stopped.append, is_cancelled=lambda: bool(stopped))
    assert synced.is_cancelled
    assert stopped == [PAUSES[0]]


def test_what_was_lost_from_the_queue_is_made_anew(field: Field, stick: Path) -> None:
    folder = field.write()
    field.sync(Shaky(stick, [_hopeless()]))
    kept = next((field.root / "exchange" / "outbox").iterdir())
    kept.write_bytes(kept.read_bytes()[:-1])
    synced = field.sync(field.stick(stick))
    assert (synced.sent, synced.is_delivered) == (["DT-2026-001"], True)
    assert [path.name[:16] for path in sent_files(stick)] == ["DT-2026-001_0002"]
    assert field.standing(folder).standing is Standing.SENT


def test_what_could_not_be_made_anew_is_not_called_delivered(field: Field, stick: Path) -> None:
    folder = field.write()
    field.sync(Shaky(stick, [_hopeless()]))
    next((field.root / "exchange" / "outbox").iterdir()).unlink()
    synced = field.sync(Shaky(stick, [_hopeless()]))
    assert (synced.sent, synced.waiting, synced.is_delivered) == ([], 1, False)
    assert field.standing(folder).standing is Standing.QUEUED


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file is written")
@pytest.mark.parametrize("place", ["outbox", "sent.log", "receipt.danvan"])
def test_a_full_disk_leaves_everything_as_it_was(
    field: Field, desk: Desk, stick: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = field.write()
    field.sync(field.stick(stick))
    field.add(folder, "Nói thêm", reason="bổ sung")
    if place == "receipt.danvan":
        desk.answer(stick, field)
    whole = disk.write_at
    log = field.root / "exchange" / "sent.log"

    def full(fd: int, data: bytes, offset: int) -> None:
        name = str(Path(f"/proc/self/fd/{fd}").readlink())
        if place in name:
            whole(fd, data[: len(data) // 2], offset)
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(fd, data, offset)

    before = log.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(disk, "write_at", full)
        synced = field.sync(field.stick(stick))
    assert any("No space" in problem for problem in synced.problems)
    assert log.read_bytes().startswith(before)
    assert field.standing(folder).standing is Standing.NOT_SENT
    assert not list((field.root / "exchange" / "outbox").glob("*_0002_*"))
    field.sync(field.stick(stick))
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    assert field.standing(folder).standing is Standing.RECEIVED
    assert sorted(path.name[:16] for path in sent_files(stick)) == [
        "DT-2026-001_0001",
        "DT-2026-001_0002",
    ]


def test_without_the_key_of_the_office_nothing_goes_unsealed_by_itself(
    untrusting: Field, stick: Path
) -> None:
    untrusting.write()
    with pytest.raises(NoOfficeError, match="does not have the key of the office"):
        untrusting.sync(untrusting.stick(stick))
    assert sent_files(stick) == []
    assert untrusting.sync(untrusting.stick(stick), plain=True).sent == ["DT-2026-001"]
    assert [path.suffix for path in sent_files(stick)] == [".danvan"]


def test_what_was_lost_there_is_sent_again_and_told_so(field: Field, stick: Path) -> None:
    field.write()
    assert field.sync(field.stick(stick)).again == []
    (lost,) = sent_files(stick)
    lost.unlink()
    field.write()
    synced = field.sync(field.stick(stick))
    assert (synced.sent, synced.again) == (["DT-2026-001", "DT-2026-002"], ["DT-2026-001"])


def test_what_never_left_unsealed_leaves_sealed_once_the_office_is_known(
    untrusting: Field, desk: Desk, stick: Path, tmp_path: Path
) -> None:
    untrusting.write()
    untrusting.sync(Shaky(stick, [_hopeless()]), plain=True)
    untrusting.laptop.trust(read_office_file(desk.public))
    synced = untrusting.sync(untrusting.stick(tmp_path / "other"))
    assert [path.suffix for path in sent_files(tmp_path / "other")] == [".age"]
    assert synced.notices == []


def test_what_was_sent_open_says_so_and_goes_sealed_once_the_office_is_known(
    untrusting: Field, desk: Desk, stick: Path
) -> None:
    folder = untrusting.write()
    untrusting.sync(untrusting.stick(stick), plain=True)
    (opened,) = sent_files(stick)
    assert untrusting.standing(folder).is_unsealed
    untrusting.laptop.trust(read_office_file(desk.public))
    assert untrusting.standing(folder).is_unsealed
    synced = untrusting.sync(untrusting.stick(stick))
    assert synced.sent == ["DT-2026-001"]
    assert synced.is_delivered
    (notice,) = synced.notices
    assert f"may still stand at usb; please delete it there: {opened.name}" in notice
    assert sorted(path.suffix for path in sent_files(stick)) == [".age", ".danvan"]
    assert not untrusting.standing(folder).is_unsealed
    opened.unlink()
    desk.answer(stick, untrusting)
    untrusting.sync(untrusting.stick(stick))
    assert untrusting.standing(folder).standing is Standing.RECEIVED


def test_open_minutes_that_were_sent_open_go_sealed_too(
    untrusting: Field, desk: Desk, stick: Path
) -> None:
    folder = untrusting.write(closed=False)
    untrusting.sync(untrusting.stick(stick), sessions=[folder], plain=True)
    untrusting.laptop.trust(read_office_file(desk.public))
    assert untrusting.sync(untrusting.stick(stick)).sent == ["DT-2026-001"]
    assert untrusting.standing(folder).standing is Standing.SENT


def test_only_the_office_can_open_what_leaves(
    field: Field, desk: Desk, stranger: Desk, stick: Path
) -> None:
    from danvan_tui.exchange.failing import ParcelError
    from danvan_tui.exchange.parcel import open_parcel

    field.write("Ông Năm ở đầu cầu")
    field.sync(field.stick(stick))
    data = sent_files(stick)[0].read_bytes()
    assert "Năm".encode() not in data
    assert open_parcel(data, desk.keys).header.sender.id == field.laptop.public().id
    with pytest.raises(ParcelError):
        open_parcel(data, stranger.keys)


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "longer"])
def test_what_the_stick_damaged_is_sent_again(field: Field, stick: Path, damage: str) -> None:
    field.write()
    field.sync(field.stick(stick))
    (path,) = sent_files(stick)
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[:-40],
            "changed": bytes([whole[0] ^ 1]) + whole[1:],
            "emptied": b"",
            "longer": whole + b"\0",
        }[damage]
    )
    synced = field.sync(field.stick(stick))
    assert (synced.sent, synced.again) == (["DT-2026-001"], ["DT-2026-001"])
    assert path.read_bytes() == whole
    assert field.sync(field.stick(stick)).sent == []
