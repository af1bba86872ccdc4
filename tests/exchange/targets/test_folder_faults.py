"""Every step of writing into a folder fails once: nothing looks whole that is not."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.names import part_of
from danvan_tui.exchange.targets.target import TargetError
from tests.exchange.targets.carrying import FOLDER, Listener, looks_whole, parcel
from tests.exchange.targets.faulty_system import Fault, KilledError, faulty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the calls are those of POSIX")


def nothing(_root: Path, _name: str, _data: bytes) -> None:
    """The drive is empty before."""


def a_part(root: Path, name: str, data: bytes) -> None:
    """An earlier try got half-way."""
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / part_of(name)).write_bytes(data[: len(data) // 2])


def a_damaged_file(root: Path, name: str, data: bytes) -> None:
    """The file was lost half-way by a power cut."""
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / name).write_bytes(data[: len(data) // 2])


def the_file(root: Path, name: str, data: bytes) -> None:
    """The file is there already."""
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / name).write_bytes(data)


def put(root: Path, name: str, data: bytes) -> bool:
    """Whether it was said to be there."""
    listener = Listener()
    target = FolderTarget("stick", root)
    try:
        target.put(
            FOLDER, name, data, progress=listener.progress, is_cancelled=listener.is_cancelled
        )
    except (TargetError, KilledError):
        return False
    return True


@pytest.mark.parametrize("before", [nothing, a_part, a_damaged_file, the_file])
@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_at_any_call_leaves_no_false_file(
    tmp_path: Path, fault: Fault, before: Callable[[Path, str, bytes], None]
) -> None:
    name, data = parcel(600_000)
    refused = 0
    for number in range(1, 200):
        root = tmp_path / str(number)
        root.mkdir()
        before(root, name, data)
        damaged = looks_whole(root).get(name)
        with faulty(root, fault, number) as system:
            said = put(root, name, data)
        found = looks_whole(root)
        assert found in ([{name: data}] if said else [{}, {name: data}, {name: damaged}])
        refused += not said
        assert put(root, name, data)
        assert looks_whole(root) == {name: data}
        if not system.struck:
            break
    else:
        pytest.fail("writing never came to an end")
    assert refused or before is the_file


def test_the_file_is_flushed_before_it_has_its_name_and_once_more_after_it(
    tmp_path: Path,
) -> None:
    name, data = parcel()
    with faulty(tmp_path) as system:
        assert put(tmp_path, name, data)
    calls = system.calls
    renamed = calls.index(f"replace {part_of(name)}")
    assert f"fsync {part_of(name)}" in calls[:renamed]
    after = calls[renamed:]
    flushed = after.index(f"fsync {name}")  # FAT32 forgets the file without it
    forgotten = after.index(f"posix_fadvise {name}")
    assert flushed < forgotten
    for folder in ("to-office", "danvan", tmp_path.name):
        assert flushed < after.index(f"fsync {folder}") < forgotten


def test_no_name_reaches_the_drive_before_the_clusters_it_leads_to_are_taken(
    tmp_path: Path,
) -> None:
    """On FAT32 any flush writes the table of clusters, but after the name of what is flushed."""
    name, data = parcel()
    with faulty(tmp_path) as system:
        assert put(tmp_path, name, data)
    calls = system.calls
    part = f"fsync {part_of(name)}"
    empty, whole = (number for number, call in enumerate(calls) if call == part)
    written = [number for number, call in enumerate(calls) if call.startswith("pwrite ")]
    folders = [
        number
        for number, call in enumerate(calls)
        if call in ("fsync to-office", "fsync danvan", f"fsync {tmp_path.name}")
    ]
    assert empty < written[0]
    assert empty < folders[0]
    assert written[-1] < folders[0] < whole
    assert calls[folders[0]] == "fsync to-office"


@pytest.mark.parametrize("which", [0, -1])
def test_what_a_failed_flush_left_is_not_gone_on_with(tmp_path: Path, which: int) -> None:
    name, data = parcel()
    (tmp_path / "first").mkdir()
    with faulty(tmp_path) as system:
        assert put(tmp_path / "first", name, data)
    part = f"fsync {part_of(name)}"
    flush = [number for number, call in enumerate(system.calls, 1) if call == part][which]
    (tmp_path / "second").mkdir()
    with faulty(tmp_path, Fault.ONCE, flush):
        assert not put(tmp_path / "second", name, data)
    assert [path.name for path in (tmp_path / "second" / FOLDER).iterdir()] == []


def test_a_drive_that_keeps_other_bytes_is_found_out_before_they_have_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, data = parcel()
    monkeypatch.delattr(os, "replace")
    pwrite = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, piece, at: pwrite(fd, bytes(len(piece)), at))
    with pytest.raises(TargetError, match="something else"):
        FolderTarget("stick", tmp_path).put(
            FOLDER, name, data, progress=Listener().progress, is_cancelled=lambda: False
        )
    assert looks_whole(tmp_path) == {}


@pytest.mark.parametrize(
    ("fault", "words"), [(Fault.FULL, "no room"), (Fault.PULLED, "does not answer")]
)
def test_the_person_is_told_what_to_do(tmp_path: Path, fault: Fault, words: str) -> None:
    with (
        faulty(tmp_path, fault, 12),
        pytest.raises(TargetError, match=words) as caught,
    ):
        FolderTarget("stick", tmp_path).put(
            FOLDER, *parcel(), progress=Listener().progress, is_cancelled=lambda: False
        )
    assert "“stick”" in str(caught.value)
    assert "kept here" in str(caught.value)
