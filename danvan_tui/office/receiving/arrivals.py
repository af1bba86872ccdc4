"""Finding the files that came: in folders, on sticks, by name."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from danvan_tui.exchange import envelope
from danvan_tui.exchange.parcel import read_parcel
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.vietnamese.clean import clean

SUFFIXES: Final = (".danvan", ".danvan.age", ".json.age")
_TO_OFFICE: Final = ("danvan", "to-office")
_REPLIES: Final = "to-laptops"
_OF_THE_SYSTEM: Final = frozenset({"system volume information", "$recycle.bin", "lost+found"})
"""Folders on every stick of Windows or Linux that nobody may read."""
_HEAD: Final = 1000  # bytes in which an export says what it is


class Arrival(NamedTuple):
    """One file that came, not read yet."""

    name: str
    where: str
    """Where it was found, for people."""
    read: Callable[[], bytes]
    """Gives its bytes; raises ParcelError."""


class Found(NamedTuple):
    """What was found where people said."""

    arrivals: list[Arrival]
    left: int
    """How many files of other kinds were left alone."""
    problems: list[str]
    """Folders that could not be read, each in one sentence."""


def find_arrivals(paths: Iterable[Path]) -> Found:
    """The files that were named, and all of ours in the folders that were named.

    What a folder holds besides is nobody's business here: it is not read.
    """
    found: dict[str, Arrival] = {}
    left = 0
    problems: list[str] = []
    for path in paths:
        if not disk.is_folder(path):
            found.setdefault(str(path), _arrival(path))
            continue
        for inner in _files(path, problems):
            if is_ours(inner):
                found.setdefault(str(inner), _arrival(inner))
            else:
                left += 1
    return Found(list(found.values()), left, problems)


def is_ours(path: Path) -> bool:
    """Whether a file in a folder is to be looked at: by its name, or an export by its beginning.

    A link may lead out of the folder, a pipe has no end: neither is followed.
    """
    name = path.name.casefold()
    if name.startswith(".") or not name.endswith((*SUFFIXES, ".json")) or not _is_regular(path):
        return False
    return not name.endswith(".json") or _begins_as_export(path)


def base_of(folder: Path) -> Path | None:
    """The stick or share, where laptops put their files into this folder of it."""
    folder = folder.absolute()
    return folder.parents[1] if folder.parts[-2:] == _TO_OFFICE else None


def _arrival(path: Path) -> Arrival:
    return Arrival(path.name, str(path), lambda: read_parcel(path))


def _files(folder: Path, problems: list[str]) -> Iterator[Path]:
    """All files below a folder, in order; replies, hidden and system folders left out."""

    def tell(error: OSError) -> None:
        problems.append(
            _(
                "The folder {name} cannot be read: {cause}. What lies in it was not looked at; "
                "please check the drive, then do it again."
            ).format(name=clean(str(error.filename)), cause=error.strerror)
        )

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(filter(_is_looked_into, folders))
        for name in sorted(names):
            yield Path(place, name)


def _is_looked_into(name: str) -> bool:
    return name != _REPLIES and name[:1] != "." and name.casefold() not in _OF_THE_SYSTEM


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True  # reading it says what is wrong


def _begins_as_export(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return bool(head) and envelope.is_ours(head)
