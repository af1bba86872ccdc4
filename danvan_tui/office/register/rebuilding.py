"""Makes the register anew from the kept files, in the order in which everything was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from sqlalchemy import Connection

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.receipt import Outcome
from danvan_tui.language import _
from danvan_tui.ledger.operation import Operation, decode_operation
from danvan_tui.office.incoming import Incoming
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.events import known_events, settle
from danvan_tui.office.register.feeder import Feeder, feed_own
from danvan_tui.office.register.history import Happened
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.laptops import put_off_laptop, write_laptop
from danvan_tui.office.register.notes import (
    Confirmed,
    Distrusted,
    File,
    Note,
    Own,
    Refused,
    Undid,
)
from danvan_tui.office.register.outcomes import Verdict
from danvan_tui.office.register.packages import package_row, write_packages
from danvan_tui.office.register.undoing import take_back


class Reread(Protocol):
    """What a file holds that was found to be good when it came."""

    @property
    def session(self) -> str:
        """Id of the session."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All its operations."""

    @property
    def secret(self) -> frozenset[str]:
        """Ids of those its laptop set apart."""


Read = Callable[[bytes], Reread]
"""Reads the bytes of a file as it came; raises ParcelError or ValueError."""


@dataclass
class Rebuilding:
    """Does everything again on one connection."""

    connection: Connection
    read: Read
    unseal: Callable[[bytes], bytes]
    files: int = 0
    problems: list[str] = field(default_factory=list)
    _undone: dict[int, int] = field(default_factory=dict)
    """Imports that were taken back and did not come yet, each with what took it back."""

    def do_again(self, happened: Happened) -> None:
        """Do again what happened once; what cannot be read is told, and stops nothing."""
        if not happened.notes:
            self._import(happened)
            return
        for note, data in happened.notes:
            if data is None:
                self._tell(happened)
            else:
                self._note(happened, note, data)
        settle(self.connection, happened.event)

    def _import(self, happened: Happened) -> None:
        importing = Importing(self.connection, happened.event, None)
        for note, data in happened.noted():
            if isinstance(note, Refused):
                importing.refuse(note, note.reason)
            elif isinstance(note, File):
                incoming = None if data is None else self._incoming(note, data)
                if incoming is None or importing.take(incoming, b"").verdict is Verdict.REFUSED:
                    self._tell_file(note)
                self.files += 1
        importing.settle()
        if happened.event.id in self._undone:
            take_back(self.connection, happened.event.id, self._undone[happened.event.id])

    def _incoming(self, note: File, data: bytes) -> Incoming | None:
        try:
            came = self.unseal(data) if note.is_sealed_here else data
            if sha256(came).hexdigest() != note.digest:
                return None
            found = self.read(came)
        except (ParcelError, ValueError):
            return None
        return Incoming(
            digest=note.digest,
            name=note.name,
            laptop=note.laptop,
            line=note.line,
            number=note.number,
            written=note.written,
            seen=note.seen,
            session=found.session,
            operations=found.operations,
            secret=found.secret,
        )

    def _note(self, happened: Happened, note: Note, data: bytes) -> None:
        event, connection = happened.event, self.connection
        if isinstance(note, Own):
            self._own(happened, note, data)
        elif isinstance(note, Confirmed):
            write_laptop(connection, note.laptop, data, event)
        elif isinstance(note, Distrusted):
            put_off_laptop(connection, note.laptop, event)
        elif isinstance(note, Undid):
            self._take_back(note, event.id)
        elif isinstance(note, Refused):
            row = package_row(note, event.id, Outcome.REFUSED, reason=note.reason)
            write_packages(connection, [row])

    def _take_back(self, note: Undid, undo: int) -> None:
        """Take an import back, at once or when it comes: one whose end is damaged comes last."""
        if known_events(self.connection, [note.event]):
            take_back(self.connection, note.event, undo)
        else:
            self._undone[note.event] = undo

    def _own(self, happened: Happened, note: Own, data: bytes) -> None:
        try:
            body = self.unseal(data) if note.is_sealed_here else data
            operation = decode_operation(body)
            feeder = Feeder(self.connection, happened.event.id)
            feed_own(feeder, note.session, operation, note.secret)
        except (ParcelError, ValueError, RegisterError):
            self._tell(happened)

    def _tell(self, happened: Happened) -> None:
        self.problems.append(
            _("What the office recorded at {at} cannot be read in {name}.").format(
                at=happened.event.at, name=happened.path.name
            )
        )

    def _tell_file(self, note: File) -> None:
        self.problems.append(
            _("The kept file of {name} cannot be read; please ask its laptop for it again.").format(
                name=note.name
            )
        )
