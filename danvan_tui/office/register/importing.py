"""One import: a transaction that takes many files, whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from danvan_tui.exchange.receipt import Outcome
from danvan_tui.language import _
from danvan_tui.office.incoming import Incoming
from danvan_tui.office.register.errors import AwayError, RegisterError
from danvan_tui.office.register.events import Kind, settle
from danvan_tui.office.register.feeder import Feeder, conflicts_of
from danvan_tui.office.register.feeding import (
    ContradictionError,
    NotUnderstoodError,
    StrangerError,
)
from danvan_tui.office.register.keeping import Keeping
from danvan_tui.office.register.kept_file import KeptFile
from danvan_tui.office.register.notes import Event, File, Refused, Settled
from danvan_tui.office.register.outcomes import Arrived, Taken, Verdict
from danvan_tui.office.register.packages import (
    accepted_among,
    is_accepted,
    package_row,
    write_packages,
)
from danvan_tui.office.register.telling import told

_AT_ONCE: Final = 200  # rows of packages
_FAILURES: Final = (ContradictionError, StrangerError, NotUnderstoodError)


class Importing:
    """Takes file after file; what is not committed at the end was never there."""

    def __init__(self, connection: Connection, event: Event, keeping: Keeping | None) -> None:
        """Begin; without ``keeping`` nothing is kept: a preview, or what was kept before."""
        self._connection = connection
        self._event = event
        self._keeping = keeping
        self._kept: KeptFile | None = None
        self._feeder = Feeder(connection, event.id)
        self._packages: dict[str, dict[str, Any]] = {}
        self._accepted: set[str] = set()
        self._is_empty = True
        self._is_committed = False

    @property
    def has_moved(self) -> bool:
        """Whether anything that was open became secret, and stays so."""
        return self._is_committed and self._feeder.has_moved

    @told()
    def knows(self, digest: str) -> bool:
        """Whether a file was taken before, here or in an earlier import: look before reading it."""
        return digest in self._accepted or is_accepted(self._connection, digest)

    @told()
    def known(self, digests: Sequence[str]) -> set[str]:
        """Those among many files that were taken before."""
        return accepted_among(self._connection, digests) | self._accepted.intersection(digests)

    @contextlib.contextmanager
    def expecting(self, sessions: Iterable[str]) -> Iterator[None]:
        """Ask at once for all sessions of which files are taken in here: it is much quicker."""
        with told():
            self._feeder.hold_ahead(sessions)
        yield
        with told():
            self._feeder.let_go()

    @told()
    def take(
        self, incoming: Incoming, data: bytes, seal: Callable[[bytes], bytes] | None = None
    ) -> Taken:
        """Take one file whose bytes are ``data``; raises RegisterError, then all is rolled back.

        ``seal`` closes what came plain before it is kept; None: it came sealed.
        """
        if incoming.digest in self._accepted:
            return Taken(Verdict.SAME)
        if not _fits(incoming):
            return self.refuse(incoming, _unfit())
        try:
            fed, is_new = self._feeder.feed(
                incoming.session, incoming.operations, incoming.secret, must_meet=True
            )
        except (*_FAILURES, msgspec.ValidationError) as error:
            return self.refuse(incoming, _reason(error))
        if fed is None and self.knows(incoming.digest):  # taken meanwhile by somebody else
            return Taken(Verdict.SAME)
        self._accept(incoming, data, seal)
        if fed is None or not fed.added:
            return Taken(Verdict.SAME, 0, conflicts_of(self._connection, incoming.session))
        verdict = Verdict.NEW if is_new else Verdict.CHANGED
        return Taken(verdict, fed.added, fed.summed.conflicts)

    @told()
    def refuse(self, arrived: Arrived, reason: str) -> Taken:
        """Note that a file was refused, so that its laptop is told."""
        if not self.knows(arrived.digest):
            if self._keeping is not None:
                self._kept_file(self._keeping).append(_refusal(arrived, reason))
            self._note(package_row(arrived, self._event.id, Outcome.REFUSED, reason=reason))
        return Taken(Verdict.REFUSED, reason=reason)

    @told()
    def commit(self) -> None:
        """Make it stay; raises RegisterError, then nothing of it was taken."""
        if self._is_empty:
            return
        if self._keeping is None:
            raise RegisterError(_("This was a preview only; nothing was taken."))
        place = self.settle()
        kept = self._kept_file(self._keeping)
        kept.append(Settled(event=self._named(), place=place))
        kept.flush()
        try:
            with told():
                self._connection.commit()
        except AwayError:  # perhaps the database has it: the next opening asks
            self._kept = None
            kept.close()
            raise
        self._kept, self._is_committed = None, True
        self._keeping.settle(kept)

    def settle(self) -> int:
        """Send everything to the database, and give this import its place there."""
        self._feeder.flush()
        self._send_packages()
        return settle(self._connection, self._named())

    def give_up(self) -> None:
        """Remove what was kept for nothing."""
        if self._kept is not None:
            self._kept.remove()

    def _named(self) -> Event:
        """The event as what came of it: where nothing was accepted, there is nothing to undo."""
        kind = Kind.IMPORT if self._accepted else Kind.REFUSAL
        return msgspec.structs.replace(self._event, kind=kind)

    def _accept(
        self, incoming: Incoming, data: bytes, seal: Callable[[bytes], bytes] | None
    ) -> None:
        if self._keeping is not None:
            note = accepted(incoming, is_sealed_here=seal is not None)
            self._kept_file(self._keeping).append(note, seal(data) if seal else data)
        self._note(
            package_row(incoming, self._event.id, Outcome.ACCEPTED, operations=incoming.operations)
        )
        self._accepted.add(incoming.digest)

    def _kept_file(self, keeping: Keeping) -> KeptFile:
        if self._kept is None:
            self._kept = keeping.begin_import(self._event)
        return self._kept

    def _note(self, row: dict[str, Any]) -> None:
        self._is_empty = False
        self._packages[row["digest"]] = row
        if len(self._packages) >= _AT_ONCE:
            self._send_packages()

    def _send_packages(self) -> None:
        write_packages(self._connection, [*self._packages.values()])
        self._packages.clear()


def accepted(incoming: Incoming, *, is_sealed_here: bool) -> File:
    """What is kept of a file that was taken, beside its bytes."""
    return File(
        digest=incoming.digest,
        name=incoming.name,
        laptop=incoming.laptop,
        line=incoming.line,
        number=incoming.number,
        written=incoming.written,
        seen=incoming.seen,
        session=incoming.session,
        is_sealed_here=is_sealed_here,
    )


def _refusal(arrived: Arrived, reason: str) -> Refused:
    """What is kept of a file that was refused."""
    return Refused(
        digest=arrived.digest,
        name=arrived.name,
        laptop=arrived.laptop,
        line=arrived.line,
        number=arrived.number,
        written=arrived.written,
        seen=arrived.seen,
        session=arrived.session,
        reason=reason,
    )


def _fits(incoming: Incoming) -> bool:
    """Whether databases take its ids as they are."""
    names = [incoming.session, *(operation.id for operation in incoming.operations)]
    return all(name and name.isprintable() for name in names)


def _reason(error: Exception) -> str:
    if isinstance(error, NotUnderstoodError):
        return str(error)
    if isinstance(error, StrangerError):
        return _strange()
    return _contradicts() if isinstance(error, ContradictionError) else _unfit()


def _strange() -> str:
    return _(
        "The session is in the register already, and this file shares no entry with it. Nothing of "
        "this file was taken, the register is as it was; please ask whoever sent it where the "
        "session comes from."
    )


def _contradicts() -> str:
    return _(
        "It holds an entry that is in the register already with other words. Nothing of this file "
        "was taken, the register is as it was; please ask whoever sent it for the file again."
    )


def _unfit() -> str:
    return _(
        "It holds values that no entry of this program has. Nothing of this file was taken, the "
        "register is as it was; please ask whoever sent it for the file again."
    )
