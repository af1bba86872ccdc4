"""A folder as a target: whole or not there, written once, read back, nothing written over."""

import os
import sys
from pathlib import Path

import pytest

from danvan_tui.exchange.targets import folder as folder_module
from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.names import part_of
from danvan_tui.exchange.targets.opening import open_target
from danvan_tui.exchange.targets.target import CancelledError, TargetError
from danvan_tui.model.target_setting import TargetSetting
from tests.exchange.targets.carrying import FOLDER, Listener, looks_whole, parcel
from tests.exchange.targets.test_names import HOSTILE


def put(target: FolderTarget, name: str, data: bytes, listener: Listener | None = None) -> Listener:
    listener = listener or Listener()
    target.put(FOLDER, name, data, progress=listener.progress, is_cancelled=listener.is_cancelled)
    return listener


@pytest.fixture
def stick(tmp_path: Path) -> FolderTarget:
    root = tmp_path / "stick"
    root.mkdir()
    return FolderTarget("stick", root)


def test_what_is_put_is_listed_and_read(stick: FolderTarget, tmp_path: Path) -> None:
    name, data = parcel()
    assert stick.names(FOLDER) == []
    listener = put(stick, name, data)
    assert stick.names(FOLDER) == [name]
    assert stick.read(FOLDER, name, len(data)) == data
    assert looks_whole(tmp_path) == {name: data}
    assert listener.heard[0] == (0, len(data))
    assert listener.heard[-1] == (len(data), len(data))
    assert len(listener.heard) > 3
    assert [path.name for path in (tmp_path / "stick" / FOLDER).iterdir()] == [name]


def test_the_same_file_is_put_once(stick: FolderTarget, tmp_path: Path) -> None:
    name, data = parcel()
    put(stick, name, data)
    before = (tmp_path / "stick" / FOLDER / name).stat()
    assert put(stick, name, data).heard == [(len(data), len(data))]
    after = (tmp_path / "stick" / FOLDER / name).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_writing_goes_on_where_it_was_stopped(stick: FolderTarget) -> None:
    name, data = parcel()
    with pytest.raises(CancelledError):
        put(stick, name, data, Listener(stop_after=1))
    assert stick.names(FOLDER) == []
    listener = put(stick, name, data)
    assert listener.heard[0][0] > 0
    assert stick.read(FOLDER, name, len(data)) == data


@pytest.mark.parametrize("left", [b"", b"\0" * 300_000, b"x" * 900_000])
def test_a_torn_part_is_not_gone_on_with(stick: FolderTarget, tmp_path: Path, left: bytes) -> None:
    name, data = parcel()
    (tmp_path / "stick" / FOLDER).mkdir(parents=True)
    (tmp_path / "stick" / FOLDER / part_of(name)).write_bytes(left)
    assert put(stick, name, data).heard[0] == (0, len(data))
    assert looks_whole(tmp_path) == {name: data}


def test_stopping_at_any_moment_leaves_nothing_that_looks_whole(
    stick: FolderTarget, tmp_path: Path
) -> None:
    name, data = parcel()
    for moment in range(4):
        with pytest.raises(CancelledError):
            put(stick, name, data, Listener(stop_after=0 if moment == 3 else moment))
        assert looks_whole(tmp_path) == {}


def test_another_file_of_the_name_is_not_written_over(stick: FolderTarget) -> None:
    put(stick, "office.json", b"one")
    with pytest.raises(TargetError, match=r"office\.json"):
        put(stick, "office.json", b"another")
    assert stick.read(FOLDER, "office.json", 100) == b"one"


def test_a_file_that_is_not_what_its_name_says_makes_way_and_is_kept(
    stick: FolderTarget, tmp_path: Path
) -> None:
    name, data = parcel()
    (tmp_path / "stick" / FOLDER).mkdir(parents=True)
    (tmp_path / "stick" / FOLDER / name).write_bytes(data[:1000])
    put(stick, name, data)
    assert looks_whole(tmp_path) == {name: data}
    assert (tmp_path / "stick" / FOLDER / f"{name}.damaged").read_bytes() == data[:1000]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow all of these names")
def test_a_listing_has_only_regular_files_of_our_names(stick: FolderTarget, tmp_path: Path) -> None:
    place = tmp_path / "stick" / FOLDER
    place.mkdir(parents=True)
    for name in HOSTILE:
        if name not in ("", "..") and "/" not in name and "\0" not in name:
            (place / name).write_bytes(b"x")
    (place / "folder.danvan").mkdir()
    (place / "link.danvan").symlink_to("/etc/passwd")
    os.mkfifo(place / "pipe.danvan")
    (place / "good.danvan").write_bytes(b"x")
    assert stick.names(FOLDER) == ["good.danvan"]
    for name in ("link.danvan", "pipe.danvan", "folder.danvan"):
        with pytest.raises(TargetError):
            stick.read(FOLDER, name, 100)


def test_more_than_the_limit_is_not_read(stick: FolderTarget, tmp_path: Path) -> None:
    place = tmp_path / "stick" / FOLDER
    place.mkdir(parents=True)
    with (place / "huge.danvan").open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(TargetError, match="too large"):
        stick.read(FOLDER, "huge.danvan", 1_000_000)


def test_a_drive_that_is_not_plugged_in_is_told_and_not_made(tmp_path: Path) -> None:
    target = FolderTarget("stick", tmp_path / "stick")
    for act in (lambda: put(target, *parcel()), lambda: target.names(FOLDER)):
        with pytest.raises(TargetError, match="plug it in") as caught:
            act()
        assert not caught.value.is_passing
    assert not (tmp_path / "stick").exists()


def test_the_empty_place_of_a_drive_is_not_the_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "media" / "stick").mkdir(parents=True)
    monkeypatch.setattr(folder_module, "_FOR_MOUNTS_ONLY", (tmp_path / "media",))
    with pytest.raises(TargetError, match="plug it in"):
        put(FolderTarget("stick", tmp_path / "media" / "stick"), *parcel())
    assert looks_whole(tmp_path) == {}


def test_a_link_on_the_drive_leads_nowhere_else(stick: FolderTarget, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "stick" / "danvan").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetError):
        put(stick, *parcel())
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_of_the_settings_is_a_whole_path(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="whole path"):
        open_target("stick", TargetSetting(url="stick"))
    target = open_target("stick", str(tmp_path))
    assert (target.name, target.names(FOLDER)) == ("stick", [])
