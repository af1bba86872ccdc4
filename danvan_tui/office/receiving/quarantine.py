"""The quarantine: files that could not be taken, each with the reason, to be tried again.

A file lies under its digest, never under a name from outside. What came plain is sealed for the
office first; opened again it is the file as it came. All that waits here takes 2 GiB at most, and
an eighth of the space that is free: beyond that a file stays where it came from.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from danvan_tui.exchange.failing import ParcelError, Trouble
from danvan_tui.exchange.keys import Keys, PublicKeys, seal_for
from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.office.receiving.arrivals import Arrival

_AS_IT_CAME: Final = ".danvan-file"
_SEALED: Final = ".danvan-file.age"
_KEPT: Final = (_AS_IT_CAME, _SEALED)
_NOTE: Final = ".json"
_ASIDE: Final = "aside"
_NAMED: Final = re.compile(r"_[0-9]{4,}_([0-9a-f]{16})\.danvan(?:\.age)?$")
_MOST: Final = 2 * 1024**3  # bytes of all that waits
_OF_THE_FREE: Final = 8  # one part of so many
_SUFFERED: Final = (Trouble.CUT, Trouble.CHANGED)
_IS_SEALED: Final = b"age-encryption.org/"


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a file in quarantine."""

    digest: str
    name: str
    """The name it came under, cleaned; for people only."""
    where: str
    """Where it came from, for people."""
    at: str
    """When it came first."""
    size: int
    trouble: str
    reason: str
    sender: PublicKeys | None = None
    """Whose signature it bears, if it could be opened; confirmed or not."""

    def is_called(self, name: str) -> bool:
        """Whether somebody means it: by its name, by its digest, or by the first 16 digits."""
        return name in (self.name, self.digest, self.digest[:16])

    def suffered_from(self, whole: str) -> bool:
        """Whether it may be the cut or changed copy of the file with this digest, by its name."""
        named = _NAMED.search(self.name)
        if named is None or self.trouble not in _SUFFERED:
            return False
        return whole.startswith(named[1])


class QuarantineFullError(Exception):
    """What waits takes too much room already; nothing was written."""


class Quarantine:
    """The folder in which they wait."""

    def __init__(self, folder: Path, keys: Keys, office: PublicKeys) -> None:
        self._folder = folder
        self._keys = keys
        self._office = office
        self._size: int | None = None
        """How many bytes wait, once it was counted."""

    def hold(self, data: bytes, held: Held) -> None:
        """Keep a file; one that is here already only gets its newest reason.

        One that was set aside stays there, wherever it is found again. Raises QuarantineFullError,
        OSError.
        """
        if held.digest in self.aside():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        before = _note(self._folder, held.digest)
        if not self._has(held.digest, data):
            comes_sealed = data.startswith(_IS_SEALED)
            kept = data if comes_sealed else seal_for(self._office, data)
            suffix = _AS_IT_CAME if comes_sealed else _SEALED
            self._make_sure_of_room(len(kept))
            disk.write_whole(self._folder / f"{held.digest}{suffix}", kept)
        if before is not None:
            first = {"at": before.at, "name": before.name, "where": before.where}
            held = msgspec.structs.replace(held, **first)
        if held != before:
            note = msgspec.json.format(msgspec.json.encode(held), indent=2)
            disk.write_whole(self._folder / f"{held.digest}{_NOTE}", note)

    def held(self) -> list[Held]:
        """All that wait here, the oldest first; a file whose note was lost too."""
        return _listed(self._folder)

    def arrivals(self) -> list[Arrival]:
        """All that wait here, as files that come once more."""
        return [
            Arrival(held.name, held.where, partial(self.read, held.digest)) for held in self.held()
        ]

    def read(self, digest: str) -> bytes:
        """A file as it came; raises ParcelError."""
        path = self._file(digest)
        if path is None:
            raise ParcelError(Trouble.UNREADABLE, _gone())
        try:
            data = disk.read_whole(path)
        except OSError as error:
            raise ParcelError(Trouble.UNREADABLE, _gone()) from error
        return self._keys.unseal(data) if path.name.endswith(_SEALED) else data

    def is_damaged_copy(self, held: Held, digest: str, head: bytes) -> bool:
        """Whether it is a damaged copy of the file with this digest that begins with ``head``.

        Anybody may give a file any name; how a parcel begins, no two have in common.
        """
        if not held.suffered_from(digest):
            return False
        try:
            return head.startswith(self.read(held.digest)[: len(head)])
        except ParcelError:
            return False

    def release(self, digest: str) -> None:
        """Let go of a file that was taken after all."""
        for suffix in (*_KEPT, _NOTE):
            with contextlib.suppress(OSError):  # what is left behind is tried again, and known then
                (self._folder / f"{digest}{suffix}").unlink(missing_ok=True)

    def set_aside(self, digest: str) -> None:
        """Keep a file in a folder of its own, where it is tried no more; raises OSError."""
        self.aside_folder.mkdir(exist_ok=True)
        _carry(digest, self._folder, self.aside_folder)

    def bring_back(self, digest: str) -> None:
        """Try a file again that was set aside; raises OSError."""
        _carry(digest, self.aside_folder, self._folder)

    @property
    def aside_folder(self) -> Path:
        """Where the files lie that are tried no more."""
        return self._folder / _ASIDE

    def held_aside(self) -> list[Held]:
        """All that are tried no more, the oldest first."""
        return _listed(self.aside_folder)

    def aside(self) -> frozenset[str]:
        """The digests of the files that are tried no more."""
        kept = self.aside_folder.glob(f"*{_AS_IT_CAME}*")
        return frozenset(path.name.partition(".")[0] for path in kept)

    def _make_sure_of_room(self, size: int) -> None:
        if self._size is None:
            self._size = sum(path.stat().st_size for path in _kept_in(self._folder))
        self._size += size
        if self._size > min(_MOST, shutil.disk_usage(self._folder).free // _OF_THE_FREE):
            self._size -= size
            raise QuarantineFullError

    def _has(self, digest: str, data: bytes) -> bool:
        """Whether these bytes are here, and have not suffered since."""
        try:
            return self.read(digest) == data
        except ParcelError:
            return False

    def _file(self, digest: str) -> Path | None:
        paths = (self._folder / f"{digest}{suffix}" for suffix in _KEPT)
        return next((path for path in paths if path.is_file()), None)


def _listed(folder: Path) -> list[Held]:
    if not folder.is_dir():
        return []
    digests = sorted({path.name.partition(".")[0] for path in _kept_in(folder)})
    found = [_note(folder, digest) or _without_note(digest) for digest in digests]
    return sorted(found, key=lambda held: (held.at, held.digest))


def _kept_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name.endswith(_KEPT))


def _carry(digest: str, here: Path, there: Path) -> None:
    for suffix in (_NOTE, *_KEPT):  # while the file itself is here, this can be done again
        with contextlib.suppress(FileNotFoundError):
            disk.replace(here / f"{digest}{suffix}", there / f"{digest}{suffix}")


def _note(folder: Path, digest: str) -> Held | None:
    try:
        data = disk.read_whole(folder / f"{digest}{_NOTE}")
        return msgspec.json.decode(data, type=Held)
    except (OSError, msgspec.MsgspecError):
        return None  # the file itself is what counts


def _without_note(digest: str) -> Held:
    return Held(
        digest=digest,
        name=digest[:16],
        where="",
        at="",
        size=0,
        trouble=Trouble.UNREADABLE,
        reason=_("The note with the reason was lost; the file itself is here."),
    )


def _gone() -> str:
    return _("The file in quarantine cannot be read any more. Please ask its sender for it again.")
