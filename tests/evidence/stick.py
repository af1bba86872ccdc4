"""Pulls a FAT32 stick out after every sector written to it, under Linux's own driver for FAT.

Usage: python -m tests.evidence.stick [--cluster 32] [--options utf8,flush] [--seed 1]

Files are put onto a stick whose every write is recorded. Each beginning of that record, and each
with some of what was not flushed yet left out, is what a stick pulled out there may hold. None of
them may have a file that looks whole and is not, or lack one that was called sent; and once the
program has gone on with that stick, everything it ever called sent still has to be there.
What no program can order is a folder that grows: with --cluster 0 it does, and the driver may not
read it before a repair, which loses nothing of it.

It runs in user-mode Linux, without any right, of: user-mode-linux dosfstools dmsetup.
"""

import argparse
import ctypes
import fcntl
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from danvan_tui.exchange.targets.folder import FolderTarget
from danvan_tui.exchange.targets.names import names_these
from danvan_tui.exchange.targets.target import TargetError
from tests.exchange.targets.carrying import FOLDER, parcel

SIZES = (6_000, 41_000, 6_500, 150_000, 7_000, 9_000)
BAD = ("no mount", "false file", "missing", "stuck", "lost later")
TOOLS = ("linux.uml", "mkfs.vfat", "dmsetup", "losetup")
MODULES = (
    "fs/fat/fat fs/fat/vfat fs/nls/nls_cp437 fs/nls/nls_ascii fs/nls/nls_iso8859-1 "
    "drivers/block/loop drivers/md/dm-mod drivers/md/dm-log-writes"
)
INIT = """#!/bin/bash
export PATH={path} HOME=/run LANG=C.UTF-8 TMPDIR=/run PYTHONDONTWRITEBYTECODE=1
mount -t proc p /proc; mount -t sysfs s /sys; mount -t tmpfs t /run
for module in {modules}; do
    insmod /usr/lib/uml/modules/$(uname -r)/kernel/$module.ko
done
cd {project}
{command}
echo o > /proc/sysrq-trigger
sleep 60
"""
SECTOR = 512
BLKFLSBUF = 0x1261  # of Linux: forget what was read of a drive
HEAD = 4 * 1024 * 1024  # all that is on a new stick lies in front of this
FLUSH, DISCARD, MARK = 1, 4, 8
FIGURES = "figures "

File = tuple[str, bytes]


@dataclass(frozen=True)
class Write:
    """One entry of the record."""

    place: int
    """The sector where it begins."""
    data: bytes
    is_flush: bool
    mark: str
    """What was noted here, such as the name of a file that was just called sent."""


def main() -> int:
    """Print the figures; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cluster", type=int, default=32, help="KiB; 0 for 512 bytes")
    parser.add_argument("--options", default="utf8,flush", help="of the first mount")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        total = pulled(asked.cluster * 2 or 1, asked.options, random.Random(asked.seed))
        print(FIGURES + json.dumps(total), flush=True)
        return 0
    lacking = [tool for tool in TOOLS if not shutil.which(tool, path=_path())]
    if lacking:
        print(f"skipped, there is no {', '.join(lacking)}")
        return 0
    said = in_its_own_linux(sys.argv[1:])
    found = [line for line in said.splitlines() if line.startswith(FIGURES)]
    if not found:
        print(said, "nothing came of it", sep="\n")
        return 1
    figures: dict[str, int] = json.loads(found[0].removeprefix(FIGURES))
    for name, count in figures.items():
        print(f"{name:<12}{count:>8,}")
    return int(any(figures[name] for name in BAD))


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin:/sbin"


def in_its_own_linux(arguments: list[str]) -> str:
    """What this command says as root of a kernel of its own, which can read all files here."""
    with tempfile.TemporaryDirectory() as name:
        init = Path(name, "init")
        command = [sys.executable, "-m", "tests.evidence.stick", "--inside", *arguments]
        init.write_text(
            INIT.format(
                path=_path(), modules=MODULES, project=Path.cwd(), command=" ".join(command)
            ),
            encoding="utf-8",
        )
        init.chmod(0o755)
        kernel = ["linux.uml", "mem=1G", "root=/dev/root", "rootfstype=hostfs", "rootflags=/"]
        kernel += ["ro", "quiet", "con=null", "con0=fd:0,fd:1", f"init={init}"]
        done = subprocess.run(kernel, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
        return done.stdout.decode("utf-8", errors="replace").replace("\r", "")


def pulled(sectors: int, options: str, chance: random.Random) -> Counter[str]:
    """Record the putting of all files onto a stick, then look at every state it was in."""
    image, log = Path("/run/image"), Path("/run/log")
    size = max(66_000 * sectors * SECTOR, 2 * HEAD)  # fewer clusters would be no FAT32
    _run("mkfs.vfat", "-F", "32", "-s", str(sectors), "-C", str(image), str(size // 1024))
    with image.open("rb") as new:
        head = new.read(HEAD)
    files = [parcel(length, bytes([number])) for number, length in enumerate(SIZES)]
    record(image, log, options, files)
    writes = read_log(log.read_bytes())
    stick = attached(image)
    total = Counter(dict.fromkeys(("states", "sent", "leftovers", *BAD), 0))
    for number in range(1, len(writes) + 1):
        sent = {write.mark for write in writes[:number]} & {name for name, _data in files}
        for held in states(writes[:number], chance):
            with image.open("r+b") as file:
                file.truncate(0)
                file.write(head)
                for write in held:
                    file.seek(write.place * SECTOR)
                    file.write(write.data)
                file.truncate(size)
            forget(stick)
            total.update(judge(stick, files, sent))
    return total


def record(image: Path, log: Path, options: str, files: list[File]) -> None:
    """Put every file, each noted in the record once it is called sent."""
    with log.open("wb") as file:
        file.truncate(2**26)
    stick, notes = attached(image), attached(log)
    length = image.stat().st_size // SECTOR
    table = f"0 {length} log-writes {stick} {notes}"
    _run("dmsetup", "create", "stick", "--noudevsync", "--table", table)
    with mounted("/dev/dm-0", options) as root:
        for name, data in files:
            assert put(root, [(name, data)]) == {name}
            _run("dmsetup", "message", "stick", "0", "mark", name)
    _run("dmsetup", "remove", "--noudevsync", "stick")
    _run("losetup", "--detach", stick, notes)


def attached(file: Path) -> str:
    """The drive that a file is."""
    return _run("losetup", "--find", "--show", str(file)).strip()


def read_log(log: bytes) -> list[Write]:
    """The record of dm-log-writes: a sector about it all, then one for each entry and its data."""
    _magic, _version, count, size = struct.unpack_from("<QQQI", log)
    writes, at = [], size
    for _ in range(count):
        place, sectors, flags, length = struct.unpack_from("<QQQQ", log, at)
        mark = log[at + 32 : at + 32 + length].decode() if flags & MARK else ""
        at += size
        data = b"" if flags & DISCARD else log[at : at + sectors * size]
        at += len(data)
        writes.append(Write(place, data, bool(flags & FLUSH), mark))
    return writes


def forget(drive: str) -> None:
    """Let the system read a drive anew."""
    with open(drive, "rb") as file:  # noqa: PTH123 - a device
        fcntl.ioctl(file, BLKFLSBUF)


def states(writes: list[Write], chance: random.Random) -> Iterator[list[Write]]:
    """What a stick may hold: all of it, or only some sectors of what was not flushed yet."""
    yield writes
    flushed = max((number for number, one in enumerate(writes, 1) if one.is_flush), default=0)
    sectors = [
        Write(one.place + number, one.data[number * SECTOR :][:SECTOR], False, "")
        for one in writes[flushed:]
        for number in range(len(one.data) // SECTOR)
    ]
    if len(sectors) > 1:
        share = chance.choice((0.1, 0.5, 0.9))
        yield writes[:flushed] + [one for one in sectors if chance.random() < share]


def judge(stick: str, files: list[File], sent: set[str]) -> Counter[str]:
    """One state: what is there, whether the program can go on with it, and what is there then."""
    total = Counter({"states": 1, "sent": len(sent)})
    names = {name for name, _data in files}
    try:
        with mounted(stick) as root:
            whole, false, rest = look(root)
            total.update({"false file": false, "leftovers": rest, "missing": len(sent - whole)})
            said = put(root, [one for one in files if one[0] not in sent & whole])
        total["stuck"] += sent | said != names
        with mounted(stick) as root:
            whole, false, _rest = look(root)
    except OSError:
        total["no mount"] += 1
    else:
        total["lost later"] += len((sent | said) - whole) + false
    return total


def look(root: Path) -> tuple[set[str], int, int]:
    """The whole files of a stick, how many only look whole, and how many others there are."""
    target = FolderTarget("stick", root)
    try:
        names = target.names(FOLDER)
    except TargetError:
        return set(), 1, 0
    whole = set()
    for name in names:
        try:
            data = target.read(FOLDER, name, 2**20)
        except TargetError:
            continue
        whole |= {name} if names_these(name, data) else set()
    there = len(os.listdir(root / FOLDER)) if (root / FOLDER).is_dir() else 0  # noqa: PTH208
    return whole, len(names) - len(whole), there - len(names)


def put(root: Path, files: list[File]) -> set[str]:
    """The files that are called sent, until one is not."""
    target, said = FolderTarget("stick", root), set()
    try:
        for name, data in files:
            target.put(FOLDER, name, data, progress=lambda *_: None, is_cancelled=lambda: False)
            said.add(name)
    except TargetError:
        pass
    return said


@contextmanager
def mounted(device: str, options: str = "utf8") -> Iterator[Path]:
    """The files of a stick, as a desktop shows them."""
    place = Path("/run/stick")
    place.mkdir(exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)  # no process is begun: here that takes long
    if libc.mount(device.encode(), bytes(place), b"vfat", 0, options.encode()):
        raise OSError(ctypes.get_errno(), device)
    try:
        yield place
    finally:
        libc.umount(bytes(place))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
