"""A folder as a target: a stick, a mounted share, a folder that something else carries on.

ext4 needs the flush before the rename, FAT32 the one after it; nothing counts as written before
it was read back from the device. Flushing a file on FAT32 writes its name before the table of taken
clusters: pulled out between the two, the name would lead to clusters that the next file is given.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.names import (
    check_place,
    damaged,
    is_parcel_name,
    names_these,
    part_of,
)
from danvan_tui.exchange.targets.target import CancelledError, IsCancelled, Progress
from danvan_tui.ledger import disk
from danvan_tui.vietnamese.clean import clean

_PIECE = 256 * 1024  # bytes between two looks at whether somebody cancelled
_CANNOT_FLUSH_FOLDERS = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
_FOR_MOUNTS_ONLY = (Path("/media"), Path("/run/media"))


class FolderTarget:
    """Files in a folder, each whole or not there."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self._root = root

    def names(self, folder: str) -> list[str]:
        """The whole files of a folder; raises TargetError where the drive is not there."""
        with self._told():
            place = self._place(folder)
            try:
                with os.scandir(place) as entries:
                    return sorted(
                        entry.name
                        for entry in entries
                        if is_parcel_name(entry.name) and entry.is_file(follow_symlinks=False)
                    )
            except (FileNotFoundError, NotADirectoryError):
                return []

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """The bytes of one file; raises TargetError."""
        check_place(folder, name)
        with self._told():
            path = self._place(folder) / name
            if not path.is_file():
                raise troubles.no_file(self.name, name)
            data = _from_device(path, limit + 1)
        if len(data) > limit:
            raise troubles.too_large(self.name)
        return data

    def put(
        self, folder: str, name: str, data: bytes, *, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Write a file once; on return it is on the device and was read back from there."""
        check_place(folder, name)
        with self._told():
            path = self._place(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self._stands(path, data):
                part = path.with_name(part_of(name))
                self._write(part, data, progress, is_cancelled)
                self._rename(part, path, data)
        progress(len(data), len(data))

    def close(self) -> None:
        """A folder holds nothing open."""

    def _place(self, folder: str) -> Path:
        """A folder below the root, which itself is never made: its drive may not be there."""
        root = _real(self._root)
        if not root.is_dir() or _waits_for_its_drive(root):
            raise troubles.gone(self.name)
        place = _real(root.joinpath(folder))
        if not place.is_relative_to(root):
            raise troubles.forbidden(self.name)
        return place

    def _stands(self, path: Path, data: bytes) -> bool:
        """Whether the file is there already; one of other bytes than its name says moves aside."""
        if not os.path.lexists(path):
            return False
        if stat.S_ISREG(path.lstat().st_mode):
            self._flush(path)
            found = _from_device(path, len(data) + 1)
            if found == data:
                return True
            if names_these(path.name, data):
                disk.replace(path, path.with_name(damaged(path.name)))
                return False
        raise troubles.other_file(self.name, path.name)

    def _write(
        self, part: Path, data: bytes, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Bring the part to all of the bytes, going on where an earlier try stopped."""
        done = _begun(part, data)
        with disk.opened(part, new=not os.path.lexists(part)) as fd:
            _flush_part(fd, part)  # the clusters of new folders, before a name leads to them
            progress(done, len(data))
            while done < len(data):
                if is_cancelled():
                    raise CancelledError
                piece = data[done : done + _PIECE]
                disk.write_at(fd, piece, done)
                done += len(piece)
                progress(done, len(data))
            _flush_folder(part.parent)  # the clusters of the part, before its name leads to them
            _flush_part(fd, part)
        if is_cancelled():
            raise CancelledError
        if _from_device(part, len(data) + 1) != data:
            _remove(part)
            raise troubles.changed(self.name)

    def _rename(self, part: Path, path: Path, data: bytes) -> None:
        with contextlib.suppress(FileNotFoundError):  # another window did it, or the check fails
            disk.replace(part, path)
        try:
            self._flush(path)
            is_whole = _from_device(path, len(data) + 1) == data
        except OSError:
            _remove(path)
            raise
        if not is_whole:
            _remove(path)
            raise troubles.changed(self.name)

    def _flush(self, path: Path) -> None:
        """Wait until a file, its name and the folders up to the root are on the device."""
        with disk.opened(path) as fd:
            os.fsync(fd)
        root = _real(self._root)
        for folder in path.parents:
            _flush_folder(folder)
            if folder == root:
                break

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise troubles.of_folder(self.name, error) from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _waits_for_its_drive(root: Path) -> bool:
    """Whether it is an empty place for a drive that is not plugged in, on the computer's own disk.

    Writing there would look like sending.
    """
    return any(
        root.is_relative_to(parent) and root.stat().st_dev == parent.stat().st_dev
        for parent in _FOR_MOUNTS_ONLY
        if parent.is_dir()
    )


def _begun(part: Path, data: bytes) -> int:
    """How many bytes an earlier try has written; a part of anything else is removed.

    Nothing is cut off or changed in it: another window may be writing the same bytes.
    """
    if not os.path.lexists(part):
        return 0
    if stat.S_ISREG(part.lstat().st_mode):
        found = _from_device(part, len(data) + 1)
        if data.startswith(found):
            return len(found)
    part.unlink()
    return 0


def _from_device(path: Path, most: int) -> bytes:
    """At most so many bytes of a regular file, from the device where the system can do that."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
    fd = disk.open_file(path, writable=False)
    with open(fd, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor
        _forget_cached(fd)
        pieces: list[bytes] = []
        while most > 0 and (piece := file.read(min(most, _PIECE))):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)


def _forget_cached(fd: int) -> None:
    if sys.platform == "linux":
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    elif sys.platform == "darwin":
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(fd, fcntl.F_NOCACHE, 1)


def _flush_part(fd: int, part: Path) -> None:
    try:
        os.fsync(fd)
    except OSError:  # what the system believes to be written is not
        _remove(part)
        raise


def _flush_folder(folder: Path) -> None:
    """Flush the names of a folder; some shares know no such thing."""
    try:
        disk.flush_folder(folder)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH_FOLDERS:
            raise


def _remove(path: Path) -> None:
    """Take away what was reported as not written, so that it does not turn up later."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def folder_target(name: str, folder: str) -> FolderTarget:
    """The target for a folder of the settings; raises TargetError where it is not a whole path."""
    try:
        folder.encode()
    except UnicodeEncodeError as error:  # nobody could write down what was sent there
        raise troubles.no_text(clean(name)) from error
    root = Path(os.path.expanduser(folder))  # noqa: PTH111 - that of Path raises
    if not root.is_absolute():
        raise troubles.not_whole_path(name, folder)
    return FolderTarget(name, root)
