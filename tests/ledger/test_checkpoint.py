"""A checkpoint is believed whole or not at all."""

from pathlib import Path

import pytest
from tinydb import TinyDB

from danvan_tui.ledger.checkpoint import Summary, read_checkpoint, read_head, write_checkpoint
from danvan_tui.ledger.errors import NewerFormatError
from danvan_tui.ledger.operation import Operation

SUMMARY = Summary(id="s", code="DT-2026-001", title="Đối thoại", villages=["Nà Pù"], people=3)
ISSUE = {"id": "i1", "content": 'đường "hỏng"}}},"'}
OPERATION = Operation(id="r.1", time=1, at="2026-11-22T08:00:00+07:00")
TABLES = {"issues": {"1": ISSUE}, "operations": {"1": OPERATION}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "session.json"
    write_checkpoint(path, 7, SUMMARY, TABLES)
    return path


def test_what_is_written_is_read(path: Path) -> None:
    checkpoint = read_checkpoint(path)
    assert checkpoint is not None
    assert (checkpoint.head.generation, checkpoint.head.summary) == (7, SUMMARY)
    assert checkpoint.operations == [OPERATION]
    head = read_head(path)
    assert head is not None
    assert head.summary == SUMMARY


@pytest.mark.parametrize("bits", ["all", "one"])
def test_any_changed_byte_is_noticed(path: Path, bits: str) -> None:
    whole = path.read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF if bits == "all" else 1 << place % 8
        path.write_bytes(damaged)
        assert read_checkpoint(path) is None, place
        head = read_head(path)
        assert head is None or head.summary == SUMMARY


@pytest.mark.parametrize("digit", b"02345679!qQ")
def test_no_damage_looks_like_a_newer_version(path: Path, digit: int) -> None:
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":%c' % digit))
    assert read_checkpoint(path) is None


def test_any_missing_or_added_end_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for end in range(0, len(whole), 5):
        path.write_bytes(whole[:end])
        assert read_checkpoint(path) is None
    path.write_bytes(whole + b"\n")
    assert read_checkpoint(path) is None


@pytest.mark.parametrize("text", ["}}},", '}}},"', '"}}},"', "}}}", "\\", '\\"}}},', "[/b]", "{"])
def test_a_text_that_looks_like_the_file_itself_survives(tmp_path: Path, text: str) -> None:
    path = tmp_path / "session.json"
    summary = Summary(id="s", title=text, villages=[text, text])
    write_checkpoint(path, 1, summary, TABLES)
    checkpoint, head = read_checkpoint(path), read_head(path)
    assert checkpoint is not None
    assert head is not None
    assert checkpoint.head.summary == head.summary == summary
    assert checkpoint.operations != []


def test_a_summary_too_long_for_a_glance_is_still_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    summary = Summary(id="s", villages=["bản" * 100] * 40)
    write_checkpoint(path, 1, summary, TABLES)
    assert read_head(path) is None
    checkpoint = read_checkpoint(path)
    assert checkpoint is not None
    assert checkpoint.head.summary == summary


def test_a_head_without_what_came_later_is_still_good(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    write_checkpoint(path, 1, SUMMARY, TABLES)
    now = path.read_bytes()
    for later in (b',"note_taker":"","merged_into":""', b'"conflicts":null,'):
        assert now.count(later) == 1
        now = now.replace(later, b"")
    path.write_bytes(now)
    head = read_head(path)
    assert head is not None
    assert head.summary == SUMMARY
    assert head.conflicts is None


@pytest.mark.parametrize("name", ["note_taker", "merged_into", "conflicts"])
def test_what_came_later_is_not_lost_unnoticed(tmp_path: Path, name: str) -> None:
    path = tmp_path / "session.json"
    summary = Summary(id="s", note_taker="Hiền", merged_into="t")
    write_checkpoint(path, 1, summary, TABLES, conflicts=3)
    path.write_bytes(
        path.read_bytes().replace(b'"%s":' % name.encode(), b'"%s":' % name.upper().encode())
    )
    assert read_head(path) is None


def test_a_newer_format_is_refused_only_where_the_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "session.json"
    monkeypatch.setattr("danvan_tui.ledger.checkpoint.FORMAT", 2)
    write_checkpoint(path, 1, SUMMARY, TABLES)
    monkeypatch.undo()
    assert read_head(path) is None
    with pytest.raises(NewerFormatError):
        read_checkpoint(path)
    path.write_bytes(path.read_bytes().replace("Đối".encode(), "Đồi".encode()))
    assert read_checkpoint(path) is None


def test_any_tinydb_opens_it(path: Path) -> None:
    with TinyDB(path) as database:
        assert database.tables() == {"checkpoint", "issues", "operations"}
        assert database.table("issues").all() == [ISSUE]
