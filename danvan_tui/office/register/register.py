"""The register itself: all sessions of all laptops, in SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Sequence
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, case, select, update

from danvan_tui.exchange.receipt import Entry, Missing
from danvan_tui.exchange.returned import ReturnedSession
from danvan_tui.ledger.operation import Clock, Operation, encode_operation, wall_clock
from danvan_tui.office.register import packages, tables
from danvan_tui.office.register.database import Database
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.events import (
    Kind,
    all_imports,
    known_events,
    new_event,
    place_of,
    settle,
)
from danvan_tui.office.register.feeder import Feeder, feed_own, held_of
from danvan_tui.office.register.feeding import decoded, summed_from
from danvan_tui.office.register.importing import Importing
from danvan_tui.office.register.keeping import Keeping
from danvan_tui.office.register.laptops import (
    KnownLaptop,
    all_laptops,
    distrusted,
    put_off_laptop,
    write_laptop,
)
from danvan_tui.office.register.making import make_or_check
from danvan_tui.office.register.notes import Confirmed, Distrusted, Event, Note, Own, Undid
from danvan_tui.office.register.outcomes import Import, Listed, Place, Undone, Whole
from danvan_tui.office.register.telling import told
from danvan_tui.office.register.undoing import newest_import, take_back

if TYPE_CHECKING:
    from pathlib import Path

    from danvan_tui.exchange.keys import PublicKeys

_T = TypeVar("_T")
_SESSION = tables.sessions.c
_EDITION = select(_SESSION.edition).where(_SESSION.id == bindparam("one"))


class Register:
    """Answers from what was taken, and takes more; every method may raise RegisterError."""

    def __init__(
        self,
        database: Database,
        keeping: Keeping,
        *,
        clock: Clock,
        seal: Callable[[bytes], bytes] | None,
        forget: Callable[[], None] | None = None,
    ) -> None:
        self.database = database
        self.keeping = keeping
        self._clock = clock
        self._seal = seal
        self._forget = forget
        self._has_to_forget = False

    # Importing

    @contextlib.contextmanager
    def importing(
        self, by: str, source: str, *, is_preview: bool = False, is_alone: bool = False
    ) -> Iterator[Importing]:
        """One import; without ``commit`` everything is rolled back at the end.

        A preview keeps no files meanwhile, and cannot be committed. ``is_alone`` makes others wait.
        """
        event = new_event(self._clock, Kind.IMPORT, by, source)
        with self.database.writing(is_alone=is_alone) as connection:
            importing = Importing(connection, event, None if is_preview else self.keeping)
            try:
                yield importing
            finally:
                importing.give_up()
        self._has_to_forget |= importing.has_moved
        self._forget_deleted()

    def import_with(self, by: str, source: str, work: Callable[[Importing], _T]) -> _T:
        """The same, beginning anew a bounded number of times after a collision with another.

        ``work`` takes and commits; it may be called several times.
        """

        def once(is_alone: bool) -> _T:
            with self.importing(by, source, is_alone=is_alone) as importing:
                return work(importing)

        return self.database.again_and_again(once)

    def knows(self, digest: str) -> bool:
        """Whether a file with these bytes was taken and still counts: look before reading it."""
        with self.database.reading() as connection:
            return packages.is_accepted(connection, digest)

    def undo_last(self, by: str) -> Undone:
        """Take back the newest import that still counts; raises RegisterError where none is."""
        taken = 0

        def work(connection: Connection, event: Event) -> Undone:
            nonlocal taken
            taken = newest_import(connection)
            return take_back(connection, taken, event.id)

        self._has_to_forget = True
        return self._record(Kind.UNDO, by, work, lambda: (Undid(event=taken), b""))

    def imports(self) -> list[Import]:
        """All imports, the newest first."""
        with self.database.reading() as connection:
            return all_imports(connection)

    # Laptops

    def laptops(self) -> list[KnownLaptop]:
        """The laptops that are trusted, by their names."""
        with self.database.reading() as connection:
            return all_laptops(connection)

    def distrusted(self) -> list[KnownLaptop]:
        """The laptops that were confirmed once and are trusted no more, by their names."""
        with self.database.reading() as connection:
            return distrusted(connection)

    def laptop(self, laptop: str) -> KnownLaptop | None:
        """One laptop that was confirmed."""
        return next((one for one in self.laptops() if one.keys.id == laptop), None)

    def confirm(self, keys: PublicKeys, by: str) -> None:
        """Trust what this laptop signs from now on."""
        data = msgspec.json.encode(keys)
        self._record(
            Kind.CONFIRMATION,
            by,
            lambda connection, event: write_laptop(connection, keys.id, data, event),
            lambda: (Confirmed(laptop=keys.id), data),
        )

    def distrust(self, laptop: str, by: str) -> None:
        """Trust nothing more that this laptop signs; what was taken of it stays."""
        self._record(
            Kind.DISTRUST,
            by,
            lambda connection, event: put_off_laptop(connection, laptop, event),
            lambda: (Distrusted(laptop=laptop), b""),
        )

    # Replies

    def entries(self, laptop: str) -> list[Entry]:
        """Every file of a laptop, as the office has it."""
        with self.database.reading() as connection:
            return packages.entries(connection, laptop)

    def place(self) -> Place:
        """How far it has come: another place after everything that is done to it."""
        with self.database.reading() as connection:
            return place_of(connection)

    def has_passed(self, place: Place) -> bool:
        """Whether it was there once: an older copy that was put back was not."""
        with self.database.reading() as connection:
            return not place.event or bool(known_events(connection, [place.event]))

    def begin_life(self) -> Place:
        """Say that what was told about it before may not hold any more; gives where it is."""
        with self.database.writing() as connection:
            connection.execute(update(tables.register).values(life=token_hex(8)))
            place = place_of(connection)
            connection.commit()
        return place

    def newest_seen(self, laptop: str) -> int:
        """The greatest serial of a receipt that a laptop said it has."""
        with self.database.reading() as connection:
            return packages.newest_seen(connection, laptop)

    def senders(self, digests: Sequence[str]) -> set[str]:
        """The laptops that files came from, as far as somebody signed them."""
        with self.database.reading() as connection:
            return packages.senders(connection, digests)

    def missing(self, laptop: str) -> list[Missing]:
        """Numbers of its lines that never came."""
        with self.database.reading() as connection:
            return packages.missing(connection, laptop)

    def not_shown(self, laptop: str) -> Iterator[ReturnedSession]:
        """What a life of the laptop never showed it has of the sessions it sent."""
        with self.database.reading() as connection:
            shown = packages.shown(connection, laptop)
        for session, has in sorted(shown.items()):
            with self.database.reading() as connection:
                returned = packages.not_shown(connection, session, has)
            if returned is not None:
                yield returned

    def next_serial(self) -> int:
        """A number greater than every one before, for a receipt."""
        now = int(self._clock().timestamp() * 1000)
        following = tables.register.c.serial + 1
        greater = case((following > now, following), else_=now)
        with self.database.writing() as connection:
            connection.execute(update(tables.register).values(serial=greater))
            serial = connection.execute(select(tables.register.c.serial)).scalar_one()
            connection.commit()
        return int(serial)

    # The shelf

    def summaries(self) -> list[Listed]:
        """All sessions, in no order."""
        with self.database.reading() as connection:
            rows = connection.execute(select(tables.sessions)).all()
        found = ((row, summed_from(row.summary)) for row in rows)
        return [
            Listed(row.id, summed.summary, row.edition, summed.commune, row.conflicts)
            for row, summed in found
        ]

    def operations(self, session: str) -> list[Operation]:
        """All of a session, causes before effects; empty where it is not here."""
        return self.whole(session).operations

    def whole(self, session: str) -> Whole:
        """All of a session with what stays protected in it."""
        with self.database.reading() as connection:
            held = held_of(connection, session)
        ordered = sorted(decoded(held), key=lambda operation: operation.order)
        return Whole(ordered, held.protected)

    def edition(self, session: str) -> int:
        """Stands for exactly what a session shows; 0 where it is not here."""
        with self.database.reading() as connection:
            return connection.execute(_EDITION, {"one": session}).scalar() or 0

    def editions(self) -> dict[str, int]:
        """The editions of all sessions."""
        with self.database.reading() as connection:
            rows = connection.execute(select(_SESSION.id, _SESSION.edition))
            return {row.id: row.edition for row in rows}

    def append(
        self,
        session: str,
        operation: Operation,
        secret: bool = False,
        moves: Collection[Operation] = (),
    ) -> None:
        """Put one operation of the office itself on the disk; ``moves`` became secret with it."""
        hidden = {one.id for one in moves} | ({operation.id} if secret else set())
        body = encode_operation(operation)
        note = Own(
            session=session,
            operation=operation.id,
            secret=sorted(hidden),
            is_sealed_here=self._seal is not None,
        )
        data = self._seal(body) if self._seal else body

        def work(connection: Connection, event: Event) -> None:
            feeder = Feeder(connection, event.id)
            feed_own(feeder, session, operation, hidden)
            self._has_to_forget |= feeder.has_moved

        self._record(Kind.OWN, operation.by, work, lambda: (note, data))

    def close(self) -> None:
        """Let go of the database."""
        with contextlib.suppress(RegisterError):
            self._forget_deleted()
        self.keeping.close()
        self.database.close()

    def _record(
        self,
        kind: Kind,
        by: str,
        work: Callable[[Connection, Event], _T],
        note: Callable[[], tuple[Note, bytes]],
    ) -> _T:
        """Do something in one transaction, and keep a note of it for making the register anew."""

        def once(is_alone: bool) -> _T:
            event = new_event(self._clock, kind, by)
            with self.database.writing(is_alone=is_alone) as connection:
                done = work(connection, event)
                place = settle(connection, event)
                with self.keeping.own(*note(), event, place), told():
                    connection.commit()
                return done

        done = self.database.again_and_again(once)
        self._forget_deleted()
        return done

    def _forget_deleted(self) -> None:
        if self._has_to_forget:
            if self._forget is not None:
                self._forget()
            self._has_to_forget = not self.database.forget_deleted()


def open_register(
    url: str | Path,
    kept: Path,
    *,
    clock: Clock = wall_clock,
    seal: Callable[[bytes], bytes] | None = None,
    forget: Callable[[], None] | None = None,
) -> Register:
    """Open it (a file is SQLite, ``postgresql://…`` PostgreSQL); raises RegisterError.

    ``seal`` closes the office's own entries before they are kept for rebuilding; ``forget``
    deletes what was worked out from sessions of which something became secret.
    """
    database, keeping = Database(url), Keeping(kept)
    try:
        make_or_check(database, may_make=not keeping.files())
        with database.alone() as connection:
            if connection is not None:
                keeping.reconcile(lambda ids: known_events(connection, ids))
    except BaseException:
        database.close()
        raise
    return Register(database, keeping, clock=clock, seal=seal, forget=forget)
