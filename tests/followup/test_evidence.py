"""Only a regular file proves something; anything else is one clear sentence, at once."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from danvan_tui.followup.index.derived import Derived, read_derived
from danvan_tui.followup.reviewing.evidence import EvidenceError, evidence


@pytest.mark.parametrize("name", ["~$bien ban.docx", "~abc/f.pdf", "a" * 300, "a\0b", "x" * 5000])
def test_a_name_that_cannot_be_is_one_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EvidenceError, match="Nothing was recorded"):
        evidence(Path(name))


def test_a_name_that_begins_with_a_tilde_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "~$bien ban.docx").write_bytes(b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    assert evidence(Path("~$bien ban.docx")) == ("~$bien ban.docx", digest)


@pytest.mark.skipif(sys.platform == "win32", reason="the home folder has another name there")
def test_the_own_folder_may_be_written_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "anh.jpg").write_bytes(b"")
    assert evidence(Path("~/anh.jpg"))[0] == "anh.jpg"


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices there")
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "pipe"])
def test_a_device_or_a_pipe_proves_nothing_and_is_not_waited_for(name: str, tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EvidenceError, match="a device or a pipe"):
        evidence(tmp_path / name)


def test_a_large_file_is_read_no_further_once_nobody_waits(tmp_path: Path) -> None:
    large = tmp_path / "phim.mp4"
    with large.open("wb") as file:
        file.truncate(64 << 20)
    asked: list[None] = []

    def is_left() -> bool:
        asked.append(None)
        return len(asked) > 1

    with pytest.raises(EvidenceError):
        evidence(large, is_left)
    assert len(asked) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names there")
def test_an_index_that_is_a_pipe_or_a_folder_is_none(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "followup.msgpack")
    assert read_derived(tmp_path / "followup.msgpack") == Derived()
    assert read_derived(tmp_path) == Derived()
