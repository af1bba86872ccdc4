"""A line being typed survives a power cut, and is gone once it is forgotten."""

import os
from pathlib import Path

import pytest

from danvan_tui.ledger.draft import DraftFile, FormDrafts

TEXT = "Đề nghị xã sửa đường bản Nà Pù"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "draft.log"


def test_the_newest_draft_is_read_after_any_number_of_writes(path: Path) -> None:
    draft = DraftFile(path)
    assert draft.read() == {}
    for length in range(1, len(TEXT)):
        draft.write({"content": TEXT[:length]})
        assert DraftFile(path).read() == {"content": TEXT[:length]}


def test_a_new_program_goes_on_where_the_last_one_stopped(path: Path) -> None:
    for number in range(5):
        DraftFile(path).write({"content": f"{TEXT} {number}"})
    assert DraftFile(path).read() == {"content": f"{TEXT} 4"}


def test_what_this_run_types_is_not_what_an_earlier_one_left(path: Path) -> None:
    DraftFile(path).write({"content": "before"})
    draft = DraftFile(path)
    assert draft.left_before() == {"content": "before"}
    draft.write({"content": "now"})
    assert draft.left_before() == {}
    assert DraftFile(path).left_before() == {"content": "now"}


@pytest.mark.parametrize("writes", [1, 2, 3, 4])
def test_a_torn_write_leaves_the_draft_before_it(path: Path, writes: int) -> None:
    draft = DraftFile(path)
    for number in range(writes):
        draft.write({"content": f"{TEXT} {number}"})
    before = path.read_bytes()
    draft.write({"content": f"{TEXT} mới"})
    after = path.read_bytes()
    changed = [n for n in range(len(after)) if after[n : n + 1] != before[n : n + 1]]
    for torn in range(changed[0], changed[-1], 7):
        path.write_bytes(after[:torn] + before[torn:].ljust(len(after) - torn, b"\0"))
        assert DraftFile(path).read() in (
            {"content": f"{TEXT} {writes - 1}"},
            {"content": f"{TEXT} mới"},
        )


def test_a_forgotten_draft_leaves_no_byte_of_its_text(path: Path) -> None:
    draft = DraftFile(path)
    draft.write({"content": TEXT})
    draft.write({"content": TEXT})
    draft.clear()
    assert path.stat().st_size == 0
    assert draft.read() == DraftFile(path).read() == {}


def test_the_text_is_written_over_before_the_file_is_cut(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = DraftFile(path)
    draft.write({"content": TEXT})
    monkeypatch.setattr(os, "ftruncate", _fails)  # what was cut off could still be read on the disk
    draft.clear()
    assert path.stat().st_size > len(TEXT)
    assert path.read_bytes().strip(b"\0") == b""


def _fails(*_arguments: int) -> None:
    raise OSError


def test_what_is_typed_after_forgetting_is_kept(path: Path) -> None:
    draft = DraftFile(path)
    draft.write({"content": TEXT})
    draft.clear()
    draft.write({"content": "mới"})
    assert DraftFile(path).read() == {"content": "mới"}


def test_a_very_long_draft_is_cut_and_not_lost(path: Path) -> None:
    draft = DraftFile(path)
    long = dict.fromkeys(("content", "note", "address"), "ữ" * 90_000)
    for kind in ("x", "y", "z"):
        draft.write(long | {"kind": kind})
        kept = DraftFile(path).read()
        assert kept["kind"] == kind
        assert len(kept["content"]) > 10_000


def test_half_a_letter_from_a_paste_is_no_reason_to_lose_the_draft(path: Path) -> None:
    draft = DraftFile(path)
    draft.write({"content": "đường \ud83d hỏng"})
    assert DraftFile(path).read() == {"content": "đường  hỏng"}


def test_a_recorded_draft_is_forgotten_and_one_begun_meanwhile_is_not(path: Path) -> None:
    draft = DraftFile(path)
    draft.write({"content": TEXT})
    recorded = draft.sequence
    draft.write({"content": "mới"})
    draft.clear(only=recorded)
    assert draft.read() == {"content": "mới"}
    draft.clear(only=draft.sequence)
    assert draft.read() == {}


def test_what_waits_in_one_form_is_not_overwritten_by_another(tmp_path: Path) -> None:
    drafts = FormDrafts(tmp_path)
    drafts.free().write({"content": TEXT})
    drafts.free().write({"content": "mới"})
    assert [one.read()["content"] for one in FormDrafts(tmp_path).waiting()] == [TEXT, "mới"]
    drafts.waiting()[0].clear()
    assert [one.read()["content"] for one in drafts.waiting()] == ["mới"]
    drafts.free().write({"content": "nữa"})
    assert {one.read()["content"] for one in drafts.waiting()} == {"mới", "nữa"}


def test_what_is_recorded_late_does_not_take_the_draft_of_the_next_form(tmp_path: Path) -> None:
    drafts = FormDrafts(tmp_path)
    first = drafts.free()
    first.write({"content": TEXT})
    recorded = first.sequence
    first.clear()
    assert drafts.free() is first
    drafts.free().write({"content": "mới"})
    first.clear(only=recorded)
    assert [one.read() for one in drafts.waiting()] == [{"content": "mới"}]
