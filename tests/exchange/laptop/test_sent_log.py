"""An entry of the log is on the disk, or it is not there: never a bit of it, never later."""

import errno
import os
from pathlib import Path

import pytest

from danvan_tui.exchange.laptop.entries import Begun, Gone, Handled
from danvan_tui.exchange.laptop.errors import ExchangeDiskError
from danvan_tui.exchange.laptop.sent_log import SentLog, read_log

_BEGUN = Begun(line="line-1", identity="0-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sent.log"
    SentLog(path, read_log(path)).append(_BEGUN)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    SentLog(path, read_log(path)).append(Gone(digest="a"), Handled(name="b"))
    reading = read_log(path)
    assert list(reading.entries) == [_BEGUN, Gone(digest="a"), Handled(name="b")]
    assert not reading.is_damaged


def test_what_was_not_flushed_does_not_turn_up_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SentLog(path, read_log(path))
    whole = os.fsync
    failures = [OSError(errno.EIO, "Input/output error")]

    def failing(fd: int) -> None:
        if failures:
            raise failures.pop()
        whole(fd)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(ExchangeDiskError, match="Input/output error"):
        log.append(Gone(digest="a"))
    assert list(read_log(path).entries) == [_BEGUN]
    log.append(Gone(digest="b"))
    assert list(read_log(path).entries) == [_BEGUN, Gone(digest="b")]


def test_where_it_cannot_be_taken_back_nothing_more_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SentLog(path, read_log(path))

    def failing(fd: int) -> None:
        raise OSError(errno.EIO, f"Input/output error ({fd})")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(ExchangeDiskError):
            log.append(Gone(digest="a"))
    before = path.read_bytes()
    with pytest.raises(ExchangeDiskError):
        log.append(Gone(digest="b"))
    assert path.read_bytes() == before


def test_a_long_torn_entry_leaves_nothing_behind_a_short_one(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + b"00000fff 01234567 2 {" + b"x" * 500)
    SentLog(path, read_log(path)).append(Gone(digest="a"))
    assert path.read_bytes().startswith(whole)
    assert b"xxx" not in path.read_bytes()
    reading = read_log(path)
    assert (list(reading.entries), reading.is_damaged) == ([_BEGUN, Gone(digest="a")], False)
