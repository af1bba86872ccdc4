"""The inbox: a folder that is looked at again and again for files that came."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.office.errors import OfficeError
from danvan_tui.office.office import Office
from danvan_tui.office.receiving.arrivals import find_arrivals

Stamp = tuple[int, int]
"""Size, and time of the last change in nanoseconds."""


def opened_inbox(office: Office) -> Path:
    """The folder that is watched, made where it is the office's own; raises OfficeError."""
    office.check_begun()
    if not office.settings.inbox:
        with contextlib.suppress(OSError):  # said below
            office.inbox.mkdir(parents=True, exist_ok=True)
    if not disk.is_folder(office.inbox):
        raise OfficeError(no_inbox(office))
    return office.inbox


def no_inbox(office: Office) -> str:
    """What is said where the folder that is watched is not there."""
    return _(
        "The inbox {folder} is not there or is no folder. Nothing was changed; please plug in its "
        "drive, make the folder, or correct “inbox” in settings.toml."
    ).format(folder=office.inbox)


class Look(NamedTuple):
    """What one look found."""

    new: list[Path]
    """Files that came, or changed, and have stopped growing; each is told once."""
    known: dict[Path, tuple[Stamp, bool]]
    """What the next look needs: how every file stood, and whether it was told."""


def look(inbox: Path, known: Mapping[Path, tuple[Stamp, bool]]) -> Look:
    """Look once; ``known`` comes from the look before, empty at first.

    A file that stands as it stood at the look before is not being written any more.
    """
    new: list[Path] = []
    seen: dict[Path, tuple[Stamp, bool]] = {}
    for arrival in find_arrivals([inbox] if disk.is_folder(inbox) else []).arrivals:
        path = Path(arrival.where)
        stamp = _stamp(path)
        if stamp is None:
            continue
        before, told = known.get(path, (None, False))
        told = told and before == stamp
        if before == stamp and not told:
            new.append(path)
            told = True
        seen[path] = (stamp, told)
    return Look(new, seen)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None  # gone since, or not ours to see
    return (found.st_size, found.st_mtime_ns)
