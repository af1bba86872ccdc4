"""Which drives can be taken out of this computer, to be offered where files are carried."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

_MOUNTS = Path("/proc/self/mounts")
_BLOCKS = Path("/sys/class/block")
_VOLUMES = Path("/Volumes")
_FOR_DRIVES = ("/media/", "/run/media/")
_OF_THE_SYSTEM = re.compile(r"/(?:(?:boot|home|nix|snap|usr|var)(?:/.*)?)?")
_REMOVABLE_ON_WINDOWS = 2
_NO_QUESTIONS = 1  # SEM_FAILCRITICALERRORS: an empty card reader asks for no card


class Drive(msgspec.Struct, frozen=True):
    """A drive that is plugged in."""

    path: Path
    label: str
    """What people call it, for a message: data, never markup."""


def removable_drives() -> list[Drive]:
    """The drives that are plugged in now, in order of their paths; none where nobody can say."""
    try:
        if sys.platform == "win32":
            import ctypes  # noqa: PLC0415

            found = on_windows(ctypes.windll.kernel32)
        elif sys.platform == "darwin":
            found = on_mac(_VOLUMES)
        else:
            found = on_linux(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), _BLOCKS)
        return sorted(found, key=lambda drive: drive.path)
    except OSError:
        return []


def stands_on(folder: Path, drives: Iterable[Drive]) -> bool:
    """Whether a folder lies on one of these drives."""
    real = Path(os.path.realpath(folder))
    return any(real.is_relative_to(os.path.realpath(drive.path)) for drive in drives)


def on_linux(mounts: str, blocks: Path) -> Iterator[Drive]:
    """Real devices mounted where drives go, or that the system says can be taken out."""
    for line in mounts.splitlines():
        device, place = map(_unescaped, f"{line}  ".split(" ")[:2])
        if not device.startswith("/dev/") or device.startswith("/dev/loop"):
            continue
        if _OF_THE_SYSTEM.fullmatch(place):  # it may itself have started from a stick
            continue
        if place.startswith(_FOR_DRIVES) or _can_be_taken_out(blocks / Path(device).name):
            yield Drive(Path(place), _label(Path(place).name))


def _unescaped(text: str) -> str:
    """A field of the list of mounts, in which blanks stand as octal numbers."""
    raw = os.fsencode(text)
    plain = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), raw)
    return os.fsdecode(plain)


def _can_be_taken_out(block: Path) -> bool:
    """Whether a disk, or the disk of a partition, is removable or hangs on a USB cable."""
    real = Path(os.path.realpath(block))
    for folder in (real, real.parent):
        try:
            if (folder / "removable").read_text(encoding="ascii").strip() == "1":
                return True
        except OSError:
            continue
    return any(part.startswith("usb") for part in real.parts)


def on_mac(volumes: Path) -> Iterator[Drive]:
    """All volumes but the one the system itself runs from."""
    for path in volumes.iterdir():
        if not path.is_symlink() and path.is_dir() and os.path.ismount(path):
            yield Drive(path, _label(path.name))


def on_windows(kernel: Any) -> Iterator[Drive]:  # noqa: ANN401 - a library of the system
    """Letters of drives of the removable kind."""
    import ctypes  # noqa: PLC0415

    mode = kernel.SetErrorMode(_NO_QUESTIONS)
    try:
        letters = kernel.GetLogicalDrives()
        for number in range(26):
            root = f"{chr(ord('A') + number)}:\\"
            if letters >> number & 1 and kernel.GetDriveTypeW(root) == _REMOVABLE_ON_WINDOWS:
                words = ctypes.create_unicode_buffer(261)
                known = kernel.GetVolumeInformationW(root, words, 261, None, None, None, None, 0)
                if known:
                    yield Drive(Path(root), _label(words.value) or root)
    finally:
        kernel.SetErrorMode(mode)


def _label(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:40]
