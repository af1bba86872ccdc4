"""Builds the export file of a session and puts it, whole or not at all, where it is wanted."""

import contextlib
import os
import re
import sys
from pathlib import Path

import msgspec

from danvan_tui import __version__
from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.envelope import seal, stated_digest
from danvan_tui.exchange.errors import ExportError
from danvan_tui.exchange.office import office_document
from danvan_tui.exchange.public import public_document
from danvan_tui.exchange.statistics import statistics_document
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import CODE

__all__ = ["ExportError", "Profile", "build_export", "file_name", "write_export"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_NAMES = 1000

_BUILDERS = {
    Profile.OFFICE: office_document,
    Profile.PUBLIC: public_document,
    Profile.STATISTICS: statistics_document,
}


class _SessionHead(msgspec.Struct):
    code: str = ""
    date: str = ""


class _Head(msgspec.Struct):
    profile: Profile
    session: _SessionHead


def build_export(notebook: Notebook, profile: Profile, *, at: str) -> bytes:
    """The export file of a session; ``at`` is the time of writing, ISO 8601."""
    return seal(_BUILDERS[profile](notebook.state, program=__version__, written=at))


def file_name(data: bytes) -> str:
    """A name from code, profile, date and digest only: never a word that somebody typed."""
    head = msgspec.json.decode(data, type=_Head)
    code = head.session.code if CODE.fullmatch(head.session.code) else "session"
    date = head.session.date if _DATE.fullmatch(head.session.date) else "0000-00-00"
    return f"{code}_{head.profile.value}_{date}_{stated_digest(data)[-8:]}.json"


def write_export(data: bytes, target: Path) -> Path:
    """Write an export into a folder, or to a file of this name; raises ExportError.

    An existing file that differs is never written over: the new one gets another name.
    """
    wanted = target / file_name(data) if target.is_dir() else target
    path = _free_name(wanted, data)
    stood_before = os.path.lexists(path)
    try:
        disk.write_whole(path, data)
        written = _read_back(path)
    except OSError as error:
        if not stood_before:
            _remove(path)
        raise ExportError(
            _(
                "The export was not written to {folder}: {cause}. The session is kept; "
                "please check the drive or choose another folder."
            ).format(folder=path.parent, cause=error.strerror or type(error).__name__)
        ) from error
    if written != data:
        _remove(path)
        raise ExportError(
            _(
                "The drive gave back something else than was written to {folder}, so the file was "
                "removed. The session is kept; please use another drive."
            ).format(folder=path.parent)
        )
    return path


def _free_name(wanted: Path, data: bytes) -> Path:
    for number in range(1, _MOST_NAMES):
        stem = wanted.stem if number == 1 else f"{wanted.stem}-{number}"
        path = wanted.with_name(stem + wanted.suffix)
        if not os.path.lexists(path) or _holds(path, data):
            return path
    raise ExportError(
        _(
            "No free name was found beside {name}. The session is kept; "
            "please choose another folder."
        ).format(name=wanted.name)
    )


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _remove(path: Path) -> None:
    """Take away what was reported as not written, so that it does not turn up later."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _read_back(path: Path) -> bytes:
    with path.open("rb") as file:
        if sys.platform == "linux":  # from the device, not from memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()
