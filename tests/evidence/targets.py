"""Pulls, fills, kills and cuts targets at every step of writing: folders and real servers.

Usage: python -m tests.evidence.targets [--step 1] [--cuts 25] [--only folder|power|full|sftp|…]
Nothing may look whole that is not, and nothing may be called sent that is not there.
Power cuts and full disks need the right to mount an image, faults need strace.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.opening import open_target
from danvan_tui.exchange.targets.target import Target, TargetError
from tests.evidence.faults import can_trace
from tests.evidence.full_disk import small_disk, use_up
from tests.exchange.targets.carrying import FOLDER, looks_whole, parcel
from tests.exchange.targets.servers import KINDS, Cable, Server, carried, missing, running

CALLS = ("pwrite64", "fsync", "mkdir", "rename", "close")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
HOOKED = ("open", "pwrite", "fsync", "replace", "mkdir", "close")
BAD = ("false file", "false word", "stuck")
SIZE = 700_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="try every so many-th call only")
    parser.add_argument("--cuts", type=int, default=45, help="moments to kill each server at")
    parser.add_argument("--only", default="")
    parser.add_argument("--put", type=Path, help="put one file into this folder and end")
    arguments = parser.parse_args()
    if arguments.put is not None:
        return 0 if put(FolderTarget("stick", arguments.put)) else 3
    print(f"{'what':<34}{'runs':>6}{'refused':>9}" + "".join(f"{one:>12}" for one in BAD))
    wrong = 0
    parts: dict[str, Callable[[], int]] = {
        "folder": lambda: faults(arguments.step),
        "power": power_cuts,
        "full": full_disks,
        **{kind: partial(kills, kind, arguments.cuts) for kind in KINDS},
    }
    for name, part in parts.items():
        if arguments.only in ("", name):
            wrong |= part()
    return wrong


def put(target: Target) -> bool:
    """Whether the target says that the file is there."""
    name, data = parcel(SIZE)
    try:
        target.put(FOLDER, name, data, progress=lambda *_: None, is_cancelled=lambda: False)
    except TargetError:
        return False
    return True


def judge(found: dict[str, bytes], *, said: bool) -> Counter[str]:
    """What a target has against what it said."""
    name, data = parcel(SIZE)
    return Counter(
        {
            "runs": 1,
            "refused": not said,
            "false file": found not in ({}, {name: data}),
            "false word": said and not found,
        }
    )


def faults(step: int) -> int:
    """Every system call of every kind fails once, or is the last one of the program."""
    if not can_trace():
        print("folder: skipped, strace cannot trace here")
        return 0
    wrong = 0
    for call in CALLS:
        for fault in FAULTS:
            total: Counter[str] = Counter()
            number = 1
            while one := strike(call, fault, number):
                total += one
                number += step
            wrong |= report(f"folder: {call} {fault}", total)
    return wrong


def strike(call: str, fault: str, number: int) -> Counter[str]:
    """One fault at one call while a file is put; empty where there are fewer calls."""
    with tempfile.TemporaryDirectory() as name:
        root, log = Path(name, "stick"), Path(name, "trace")
        root.mkdir()
        names = "rename,renameat,renameat2" if call == "rename" else call
        command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}"]
        # Python itself closes and makes nothing below the stick: only these paths are traced.
        command += [option for path in _paths(root) for option in ("-P", str(path))]
        command += ["-e", f"inject={names}:{fault}:when={number}"]
        command += [sys.executable, "-m", "tests.evidence.targets", "--put", str(root)]
        done = subprocess.run(command, capture_output=True, check=False)
        traced = log.read_text(encoding="utf-8", errors="replace")
        if "(INJECTED)" not in traced and "SIGKILL" not in traced:
            return Counter()
        total = judge(looks_whole(root), said=done.returncode == 0)
        total["stuck"] += not put(FolderTarget("stick", root))
        return total + judge(looks_whole(root), said=True)


def _paths(root: Path) -> list[Path]:
    name, _data = parcel(SIZE)
    folder = root / FOLDER
    return [root, folder.parent, folder, folder / name, folder / f"{name}.part"]


def power_cuts() -> int:
    """What is on the disk of a stick when the power goes before any call and after the last one."""
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name)) as disk:
        if disk is None:
            print("power: skipped, no image can be mounted here")
            return 0
        image = Path(name, "image")
        states: list[Path] = []

        def keep() -> None:
            states.append(Path(name, f"state-{len(states)}"))
            shutil.copyfile(image, states[-1])

        with before_every_call(disk, keep):
            said = put(FolderTarget("stick", disk))
        keep()
        total: Counter[str] = Counter()
        for state in states:
            with mounted(state, Path(name, "after")) as after:
                total += judge(looks_whole(after), said=said and state == states[-1])
                total["stuck"] += not put(FolderTarget("stick", after))
        return report("power cut: ext4", total)


@contextlib.contextmanager
def before_every_call(root: Path, act: Callable[[], None]) -> Iterator[None]:
    """Do something whenever the system is about to be asked something about a folder."""
    descriptors: dict[int, bool] = {}

    def hooked(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def called(*values: object, **options: object) -> object:
            subject = values[0]
            ours = (
                descriptors.get(subject, False)
                if isinstance(subject, int)
                else str(subject).startswith(str(root))
            )
            if ours:
                act()
            result = call(*values, **options)
            if name == "open" and isinstance(result, int):
                descriptors[result] = ours
            return result

        return called

    with pytest.MonkeyPatch.context() as patch:
        originals = {name: getattr(os, name) for name in HOOKED}
        for name, call in originals.items():
            patch.setattr(os, name, hooked(name, call))
        yield


@contextlib.contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The files of an image."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disks() -> int:
    """A stick, and the disks of servers, with less and less room; then with enough."""
    wrong = 0
    for kind in ("folder", "sftp", "webdav"):
        if kind != "folder" and missing(kind):
            print(f"full: {kind} skipped, {missing(kind)}")
            continue
        with tempfile.TemporaryDirectory() as name, small_disk(Path(name)) as disk:
            if disk is None:
                print("full: skipped, no image can be mounted here")
                return 0
            total: Counter[str] = Counter()
            with reached(kind, disk) as target:
                for room in range(0, SIZE + 200_000, 100_000):
                    total += squeeze(target, disk, room)
            wrong |= report(f"full: {kind}", total)
    return wrong


@contextlib.contextmanager
def reached(kind: str, disk: Path) -> Iterator[Target]:
    """The folder itself, or a server that keeps its files there."""
    if kind == "folder":
        yield FolderTarget("stick", disk)
        return
    with running(kind, disk) as server:
        yield open_target("office", server.setting(server.port), timeout=10)


def squeeze(target: Target, disk: Path, room: int) -> Counter[str]:
    """Put a file where there is only so much room, then where there is enough."""
    reserve, filler = disk / "reserve", disk / "filler"
    reserve.write_bytes(bytes(room))
    use_up(filler)
    reserve.unlink()
    said = put(target)
    total = judge(looks_whole(disk), said=said)
    filler.unlink()
    total["stuck"] += not put(target)
    total += judge(looks_whole(disk), said=True)
    for path in disk.rglob("danvan"):
        shutil.rmtree(path)
    return total


def kills(kind: str, cuts: int) -> int:
    """The server is killed after every so many bytes that went to it."""
    if missing(kind):
        print(f"{kind}: skipped, {missing(kind)}")
        return 0
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name, running(kind, Path(name)) as server:
        whole = carried(server, lambda setting: put(open_target("office", setting)))
        for after in moments(whole, cuts):
            server.empty()
            total += kill(server, after)
    return report(f"killed server: {kind}", total)


def moments(whole: int, cuts: int) -> list[int]:
    """Most of them at the beginning and at the end, where names are made and given."""
    third = cuts // 3
    return [
        *(number * 9_000 // third for number in range(third)),
        *(number * whole // third for number in range(1, third)),
        *(whole - number * 4_000 // third - 1 for number in range(third)),
    ]


def kill(server: Server, after: int) -> Counter[str]:
    """One server, killed after so many bytes, started again and written to again."""
    cable = Cable(server.port, after, server.process.kill)
    said = put(open_target("office", server.setting(cable.port), timeout=10))
    cable.cut()
    if not said:  # whatever it was doing, it is not any more
        server.process.kill()
        server.process.start()
        server.prepare()
    total = judge(server.looks_whole(), said=said)
    again = open_target("office", server.setting(server.port), timeout=10)
    total["stuck"] += not put(again)
    return total + judge(server.looks_whole(), said=True)


def report(what: str, total: Counter[str]) -> int:
    figures = "".join(f"{total[one]:>12}" for one in BAD)
    print(f"{what:<34}{total['runs']:>6}{total['refused']:>9}{figures}", flush=True)
    return int(any(total[one] for one in BAD))


if __name__ == "__main__":
    sys.exit(main())
