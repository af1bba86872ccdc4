"""A copy or a restored backup begins a line of its own; a damaged log never repeats a number."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from danvan_tui.exchange.keys import read_office_file
from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.errors import BusyError, NewerLogError
from danvan_tui.exchange.laptop.folder import alone_in
from danvan_tui.exchange.laptop.laptop import Laptop
from danvan_tui.exchange.laptop.sent_log import read_log
from danvan_tui.exchange.laptop.standing import Standing
from danvan_tui.ledger.frame import pack
from tests.exchange.laptop.field import Desk, Field, laptop_in, sent_files


def _made(field: Field) -> list[Made]:
    entries = read_log(field.root / "exchange" / "sent.log").entries
    return [entry for entry in entries if isinstance(entry, Made)]


def _lines(field: Field) -> list[tuple[str, int]]:
    return [(made.line, made.number) for made in _made(field)]


@pytest.fixture
def received(field: Field, desk: Desk, stick: Path) -> str:
    """A session that the office has."""
    folder = field.write()
    field.sync(field.stick(stick))
    desk.answer(stick, field)
    field.sync(field.stick(stick))
    return folder


@pytest.fixture
def copy(field: Field, received: str, tmp_path: Path) -> Field:
    """The whole data folder, copied by hand."""
    del received
    shutil.copytree(field.root, tmp_path / "copy")
    return laptop_in(tmp_path / "copy")


def test_a_copied_folder_begins_a_new_line_and_sends_everything_again(
    field: Field, copy: Field, received: str, desk: Desk, stick: Path
) -> None:
    assert field.standing(received).standing is Standing.RECEIVED
    assert copy.standing(received).standing is Standing.NOT_SENT
    assert copy.sync(copy.stick(stick)).sent == ["DT-2026-001"]
    (first, number), (second, again) = _lines(copy)
    assert first != second
    assert (number, again) == (1, 1)
    assert len(sent_files(stick)) == 2
    desk.answer(stick, copy)
    copy.sync(copy.stick(stick))
    assert copy.standing(received).standing is Standing.RECEIVED
    field.sync(field.stick(stick))
    assert field.standing(received).standing is Standing.RECEIVED
    assert len(_lines(field)) == 1


def test_a_backup_put_back_in_place_is_noticed_by_its_key_file(
    field: Field, copy: Field, received: str, stick: Path
) -> None:
    shutil.rmtree(field.root)
    shutil.copytree(copy.root, field.root)
    restored = laptop_in(field.root)
    assert restored.standing(received).standing is Standing.NOT_SENT
    restored.sync(restored.stick(stick))
    assert len({line for line, _number in _lines(restored)}) == 2


def test_a_backup_that_looks_the_same_is_noticed_by_what_the_office_has(
    field: Field, desk: Desk, received: str, stick: Path
) -> None:
    exchange = field.root / "exchange"
    before = {name: (exchange / name).read_bytes() for name in ("sent.log", "receipt.danvan")}
    field.add(received, "Nói thêm", reason="bổ sung")
    field.sync(field.stick(stick))
    for name, data in before.items():
        (exchange / name).write_bytes(data)
    desk.answer(stick, field)
    restored = laptop_in(field.root)
    restored.sync(restored.stick(stick))
    (line, first), (new, second) = _lines(restored)
    assert line != new
    assert (first, second) == (1, 1)
    assert restored.standing(received).standing is Standing.SENT


def test_a_damaged_log_begins_a_new_line(field: Field, received: str, stick: Path) -> None:
    path = field.root / "exchange" / "sent.log"
    data = bytearray(path.read_bytes())
    data[data.index(b'"made"') + 40] ^= 1
    path.write_bytes(bytes(data))
    assert field.standing(received).standing is Standing.NOT_SENT
    again = laptop_in(field.root)
    again.sync(again.stick(stick))
    assert again.standing(received).standing is Standing.SENT
    assert [number for _line, number in _lines(again)] == [1]


def test_a_log_that_lost_any_entry_begins_a_new_line(field: Field, received: str) -> None:
    path = field.root / "exchange" / "sent.log"
    lines = path.read_bytes().splitlines(keepends=True)
    assert field.standing(received).standing is Standing.RECEIVED
    for lost in range(2, len(lines) - 1):
        path.write_bytes(b"".join(lines[:lost] + lines[lost + 1 :]))
        assert field.standing(received).standing is Standing.NOT_SENT


def test_a_log_whose_last_entry_was_damaged_begins_a_new_line(field: Field, received: str) -> None:
    path = field.root / "exchange" / "sent.log"
    data = path.read_bytes()
    path.write_bytes(data[:-3] + b"?" + data[-2:])
    assert field.standing(received).standing is Standing.NOT_SENT


def test_what_a_crash_tore_is_no_damage(field: Field, received: str, stick: Path) -> None:
    path = field.root / "exchange" / "sent.log"
    whole = path.read_bytes()
    path.write_bytes(whole + b"00000123 01234567 9 {")
    assert field.standing(received).standing is Standing.RECEIVED
    field.add(received, "Nói thêm", reason="bổ sung")
    laptop_in(field.root).sync(field.stick(stick))
    assert path.read_bytes().startswith(whole)
    assert not read_log(path).is_damaged
    assert [number for _line, number in _lines(field)] == [1, 2]


def test_the_log_of_a_newer_version_is_left_alone(field: Field, received: str) -> None:
    path = field.root / "exchange" / "sent.log"
    path.write_bytes(pack(0, b'{"format":2}') + pack(1, b'{"type":"other"}'))
    before = path.read_bytes()
    with pytest.raises(NewerLogError):
        field.standing(received)
    assert path.read_bytes() == before


def test_another_office_gets_everything_from_the_beginning(
    field: Field, stranger: Desk, received: str, stick: Path
) -> None:
    field.laptop.trust(read_office_file(stranger.public))
    assert field.standing(received).standing is Standing.NOT_SENT
    for path in sent_files(stick):
        path.unlink()
    field.sync(field.stick(stick))
    stranger.answer(stick, field)
    field.sync(field.stick(stick))
    assert field.standing(received).standing is Standing.RECEIVED
    assert [number for _line, number in _lines(field)] == [1, 1]


def test_the_same_office_with_a_new_file_changes_nothing(
    field: Field, desk: Desk, received: str
) -> None:
    field.laptop.trust(read_office_file(desk.public))
    assert field.standing(received).standing is Standing.RECEIVED


@pytest.fixture
def _busy(field: Field) -> Iterator[None]:
    field.laptop.public()
    with alone_in(field.root / "exchange"):
        yield


@pytest.mark.usefixtures("_busy")
def test_the_second_window_says_that_another_is_sending(field: Field, stick: Path) -> None:
    folder = field.write()
    with pytest.raises(BusyError, match="Another window"):
        field.sync(field.stick(stick))
    assert field.standing(folder).standing is Standing.NOT_SENT
    assert sent_files(stick) == []


def test_windows_that_begin_at_the_same_moment_make_one_key(tmp_path: Path) -> None:
    laptops = [laptop_in(tmp_path / "data").laptop for _window in range(6)]
    together = Barrier(len(laptops))

    def begin(laptop: Laptop) -> str:
        together.wait(timeout=20)
        return laptop.public().verify

    with ThreadPoolExecutor(len(laptops)) as windows:
        assert len(set(windows.map(begin, laptops))) == 1
