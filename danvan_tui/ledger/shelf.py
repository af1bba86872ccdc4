"""The shelf: all sessions of one data folder."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from errno import EEXIST
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from danvan_tui.language import _
from danvan_tui.ledger import disk
from danvan_tui.ledger.checkpoint import STATE_FILE, Summary, read_head
from danvan_tui.ledger.errors import FolderError, LedgerError, NewerFormatError
from danvan_tui.ledger.operation import (
    Clock,
    NewId,
    Operation,
    new_replica,
    new_uuid7,
    wall_clock,
)
from danvan_tui.ledger.pen import holder
from danvan_tui.model.records import Value
from danvan_tui.vietnamese.clean import clean

if TYPE_CHECKING:
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.rows import Rows
    from danvan_tui.ledger.stamps import Stamp

FORMAT = 1
_MARK = "danvan.json"
_SESSIONS = "sessions"
_SHOWN = 60  # characters of a name that nobody bears
_PREFIXES = {"dialogue": "DT", "reception": "TD"}
_GREATEST = 999_999  # number of a code


class _Mark(msgspec.Struct):
    format: int
    crc32: int = 0
    """Of the format: a flipped bit must not look like a newer version."""


class NoSuchSessionError(LedgerError):
    """No session, or more than one, goes by that name."""

    def __init__(self, name: str, folders: Sequence[Path] = ()) -> None:
        shown = clean(name)[:_SHOWN]
        if folders:
            names = ", ".join(folder.name for folder in folders)
            message = _("Several sessions are called {name}. Please name the folder: {folders}.")
            super().__init__(message.format(name=shown, folders=names))
        else:
            message = _("No session is called {name}. 'danvan list' shows them all.")
            super().__init__(message.format(name=shown))


@dataclass(frozen=True)
class Shelved:
    """One session on the shelf."""

    folder: Path
    summary: Summary | None
    """None where nothing in the folder can be read."""
    problem: str = ""
    """What people must be told where it could be read in part, or not at all."""
    commune: str = ""
    """Whose session it is, where there may be those of several communes."""
    conflicts: int | None = None
    """How many choices between two values wait in it; None where nobody counted."""
    name: str = ""
    """What the session can be called where its code is not enough; else that of its folder."""

    @property
    def full_name(self) -> str:
        """A name no other session here has."""
        return self.name or self.folder.name


class Shelf:
    """The sessions of one data folder, each in a folder of its own."""

    are_of_communes = False

    def __init__(
        self,
        root: Path,
        *,
        clock: Clock = wall_clock,
        new_id: NewId = new_uuid7,
        new_replica: NewId = new_replica,
    ) -> None:
        """Open a data folder, making it if need be; raises FolderError, NewerFormatError."""
        self.root = root
        self._clock = clock
        self._new_id = new_id
        self._new_replica = new_replica
        self._sessions = root / _SESSIONS
        try:
            self._check_format()
            self._sessions.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderError(root, error) from error

    def today(self) -> date:
        """The day on the clock of this computer."""
        return self._clock().date()

    def sessions(self) -> list[Shelved]:
        """All sessions, the newest first."""
        shelved = [self._look(folder) for folder in self.folders()]
        return sorted(shelved, key=by_date, reverse=True)

    def folder(self, name: str) -> Path:
        """Where a session is whose folder was found on this shelf before."""
        return self._sessions / name

    def called(self, name: str) -> str:
        """The code in the name of a session's folder."""
        return name.rpartition("-")[0] or name

    def find(self, name: str) -> Path:
        """The folder of the session with this code or id; raises NoSuchSessionError."""
        exactly = [folder for folder in self.folders() if folder.name == name]  # no head is read
        if exactly:
            return exactly[0]
        wanted = name.strip().casefold()
        found = []
        for shelved in self.sessions():
            summary = shelved.summary
            code = shelved.folder.name.rpartition("-")[0]
            names = {shelved.folder.name} | ({summary.code, summary.id} if summary else {code})
            if wanted in {known.casefold() for known in names}:
                found.append(shelved.folder)
        if len(found) != 1:
            raise NoSuchSessionError(name, found)
        return found[0]

    def open(self, name: str, *, person: str = "", write: bool = True) -> "Notebook":
        """Open the session with this code or id; raises LedgerError."""
        from danvan_tui.ledger.opening import open_notebook  # noqa: PLC0415 - no shelf needs it

        return open_notebook(
            self.find(name),
            person=person,
            write=write,
            clock=self._clock,
            new_id=self._new_id,
            new_replica=self._new_replica,
        )

    def create(self, *, person: str = "", **fields: Value) -> str:
        """Make a new session and give its code; raises LedgerError.

        It is built under a hidden name and appears on the shelf only when it is whole.
        """
        from danvan_tui.ledger.opening import begin_notebook  # noqa: PLC0415 - as above

        kind = str(fields.get("kind") or "dialogue")
        fields = {
            "kind": kind,
            "date": self._clock().date().isoformat(),
            "state": "draft",
            **fields,
        }
        session = self._new_id()
        try:
            with self._alone():
                code = self._next_code(_PREFIXES.get(kind, "DT"), self._year(str(fields["date"])))
                with self._appearing(f"{code}-{session[-6:]}") as workshop:
                    begin_notebook(
                        workshop,
                        session,
                        fields | {"code": code},
                        person=person,
                        clock=self._clock,
                        new_id=self._new_id,
                        new_replica=self._new_replica,
                    )
        except OSError as error:
            raise FolderError(self.root, error) from error
        return code

    def adopt(self, operations: Sequence[Operation], *, person: str = "") -> str:
        """Make a session of entries that came from elsewhere; gives its folder's name.

        Raises LedgerError; then nothing of it is on the shelf.
        """
        from danvan_tui.ledger.adopting import adopt_notebook, folder_name  # noqa: PLC0415

        name = folder_name(operations)
        try:
            with self._alone():
                if self.folder(name).exists():
                    raise FileExistsError(EEXIST, os.strerror(EEXIST))
                with self._appearing(name) as workshop:
                    adopt_notebook(
                        workshop,
                        operations,
                        person=person,
                        clock=self._clock,
                        new_replica=self._new_replica,
                    )
        except OSError as error:
            raise FolderError(self.root, error) from error
        return name

    @contextlib.contextmanager
    def _appearing(self, name: str) -> Iterator[Path]:
        """A hidden folder that appears on the shelf when all in it is written."""
        target, workshop = self._sessions / name, self._sessions / f".{name}"
        shutil.rmtree(workshop, ignore_errors=True)  # what a crash left
        workshop.mkdir()
        try:
            yield workshop
            disk.replace(workshop, target)
        except BaseException:
            shutil.rmtree(workshop, ignore_errors=True)
            raise
        try:
            disk.flush_folder(self._sessions)
        except OSError:  # said to have failed, so it must not turn up later
            shutil.rmtree(target, ignore_errors=True)
            raise

    def _check_format(self) -> None:
        path = self.root / _MARK
        if not path.exists():
            self.root.mkdir(parents=True, exist_ok=True)
            with self._alone():
                if not path.exists():
                    disk.write_whole(path, msgspec.json.encode(_mark(FORMAT)))
            return
        with contextlib.suppress(ValueError):
            mark = msgspec.json.decode(path.read_bytes(), type=_Mark)
            if mark.format > FORMAT and mark == _mark(mark.format):
                raise NewerFormatError(path)

    def folders(self) -> list[Path]:
        """The folders of all sessions, in no order; raises FolderError."""
        try:
            return [
                path
                for path in self._sessions.iterdir()
                if path.is_dir() and not path.name.startswith(".")
            ]
        except OSError as error:
            raise FolderError(self.root, error) from error

    def rows(self, name: str) -> "Rows":
        """What everybody may see of a session found on this shelf before; raises LedgerError."""
        from danvan_tui.ledger.rows import read_rows  # noqa: PLC0415 - as above

        return read_rows(self.folder(name))

    def stamp(self, name: str) -> "Stamp | None":
        """Tells whether anything was written in a session; None while it may be at any time."""
        from danvan_tui.ledger.stamps import stamp_of  # noqa: PLC0415 - as above

        return stamp_of(self.folder(name))

    def stamps(self) -> "dict[str, Stamp | None]":
        """The stamps of all sessions; raises FolderError."""
        return {folder.name: self.stamp(folder.name) for folder in self.folders()}

    def _look(self, folder: Path) -> Shelved:
        head = read_head(folder / STATE_FILE)
        if head is not None and holder(folder) is None:
            return Shelved(folder, head.summary, conflicts=head.conflicts)
        from danvan_tui.ledger.conflicts import conflicts_in  # noqa: PLC0415 - as above
        from danvan_tui.ledger.opening import open_notebook  # noqa: PLC0415
        from danvan_tui.ledger.state_files import summary_of  # noqa: PLC0415

        try:
            notebook = open_notebook(folder, write=False)
        except LedgerError as error:
            return Shelved(folder, None, str(error))
        problem = " ".join(notebook.notices) if notebook.damaged else ""
        state = notebook.state
        count = len(conflicts_in(state.fold))
        return Shelved(folder, summary_of(state), problem, conflicts=count)

    def _year(self, date: str) -> str:
        """The year of a date as text; it becomes part of a folder's name, so nothing else may."""
        year = date[:4]
        return year if re.fullmatch("[0-9]{4}", year) else f"{self._clock().year:04d}"

    def _next_code(self, prefix: str, year: str) -> str:
        start = f"{prefix}-{year}-"
        shelved = self.sessions()
        codes = [one.folder.name for one in shelved]
        codes += [one.summary.code for one in shelved if one.summary]
        called = re.compile(re.escape(start) + "([0-9]{3,6})(?:-|$)")
        numbers = {int(found[1]) for code in codes if (found := called.match(code))}
        number = max(numbers, default=0) + 1
        if number > _GREATEST:  # somebody's file has it; then one that is free
            number = next(one for one in range(1, _GREATEST + 1) if one not in numbers)
        return f"{start}{number:03d}"

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock  # noqa: PLC0415 - only making a session needs it

        with FileLock(self.root / "shelf.lock", timeout=10):
            yield


def is_shelf(root: Path) -> bool:
    """Whether there is a data folder already."""
    return (root / _MARK).is_file()


def _mark(number: int) -> _Mark:
    return _Mark(number, crc32(b"danvan %d" % number))


def by_date(shelved: Shelved) -> tuple[str, str]:
    """By which sessions are put in order: the newest has the greatest."""
    return (shelved.summary.date if shelved.summary else "", shelved.folder.name)
