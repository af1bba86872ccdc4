"""Writes the union of sessions into the database, many rows at a time."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Connection,
    Executable,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from danvan_tui.language import _
from danvan_tui.ledger.operation import Operation
from danvan_tui.office.faults import told_of
from danvan_tui.office.register import tables
from danvan_tui.office.register.appending import append_rows
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.events import Kind
from danvan_tui.office.register.feeding import (
    ContradictionError,
    Fed,
    Held,
    NotUnderstoodError,
    StrangerError,
    encoded,
    united,
)
from danvan_tui.office.register.summing_up import Summed

_AT_ONCE: Final = 1000  # rows of operations

_SESSION: Final = tables.sessions.c
_SUMMED: Final = (
    update(tables.sessions)
    .where(_SESSION.id == bindparam("session"))
    .values(
        edition=bindparam("new_edition"),
        conflicts=bindparam("new_conflicts"),
        summary=bindparam("new_summary"),
    )
)

_HELD: Final = select(_SESSION.id).where(_SESSION.id == bindparam("session")).with_for_update()
_ISSUE: Final = tables.protected_issues.c
_PROTECTED: Final = select(_ISSUE.issue).where(_ISSUE.session == bindparam("one"))
_SAID_HERE: Final = select(tables.events.c.id).where(tables.events.c.kind == Kind.OWN.value)
_BODIES: Final = {
    table: select(table.c.id, table.c.body).where(table.c.session == bindparam("one"))
    for table in (tables.operations, tables.protected)
}
_INSERTS: Final[dict[str, Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@cache
def _made(dialect: str) -> Executable:
    made: Executable = (
        _INSERTS[dialect](tables.sessions).on_conflict_do_nothing().returning(_SESSION.id)
    )
    return made


class Feeder:
    """Feeds sessions on one connection, in the name of one event."""

    def __init__(self, connection: Connection, event: int) -> None:
        self._connection = connection
        self._event = event
        self._open: list[dict[str, Any]] = []
        self._secret: list[dict[str, Any]] = []
        self._protected: list[dict[str, Any]] = []
        self._summed: list[dict[str, Any]] = []
        self._pending: set[str] = set()
        self._ahead: dict[str, Held] = {}  # new sessions, with what is left of them
        self.has_moved = False
        """Whether anything that was open became secret."""

    def feed(
        self,
        session: str,
        operations: Collection[Operation],
        secret: Collection[str],
        *,
        must_meet: bool = False,
    ) -> tuple[Fed | None, bool]:
        """Take operations into a session; says what that changed, and whether it is new here.

        With ``must_meet`` one of them has to be here already: who only knows the name of a session
        gets nothing of it. Raises ContradictionError, StrangerError, NotUnderstoodError and
        msgspec.ValidationError, then nothing of it was written.
        """
        if session in self._pending:
            self.flush()
        is_new, held = self._held(session)
        try:
            is_met = held.is_empty or any(held.body(one.id) for one in operations)
            if must_meet and not is_met:
                self._check_nobody_brought(session)
            fed = _understood(held, operations, secret)
        except Exception:
            if is_new:
                self._drop(session)
            raise
        if fed is not None:
            self._write(session, fed)
        elif is_new:
            self._drop(session)
        return fed, is_new

    def _check_nobody_brought(self, session: str) -> None:
        """Raise StrangerError where anything of a session came from a laptop."""
        for table in (tables.operations, tables.protected):
            brought = (table.c.session == session) & table.c.event.not_in(_SAID_HERE)
            if self._connection.execute(select(table.c.id).where(brought).limit(1)).first():
                raise StrangerError(session)

    def hold_ahead(self, sessions: Iterable[str]) -> None:
        """Hold those that are not here yet, all in one question, for they are to be fed next."""
        rows = [_unfed(session) for session in sorted({*sessions})]
        if rows:
            made = _made(self._connection.dialect.name)
            new = [*self._connection.execute(made, rows).scalars()]
            self._ahead = _left_of(self._connection, new)

    def let_go(self) -> None:
        """Leave nothing of those that were held ahead and were not fed."""
        for session in self._ahead:
            self._drop(session)
        self._ahead.clear()

    def hold(self, session: str) -> bool:
        """Let nobody else change a session before the end; says whether it was not here before."""
        made = _made(self._connection.dialect.name)
        if self._connection.execute(made, _unfed(session)).first() is not None:
            return True
        if self._connection.execute(_HELD, {"session": session}).first() is None:
            return self.hold(session)  # taken back by somebody else in between
        return False

    def renew(self, session: str, summed: Summed | None, edition: int) -> None:
        """Say what a session adds up to after something was taken out; None: nothing is left."""
        if summed is None:
            self._drop(session)
        else:
            self._sum_up(session, summed, edition)

    def flush(self) -> None:
        """Send what waits to the database."""
        for table, rows in (
            (tables.operations, self._open),
            (tables.protected, self._secret),
            (tables.protected_issues, self._protected),
        ):
            append_rows(self._connection, table, rows)
            rows.clear()
        if self._summed:
            self._connection.execute(_SUMMED, self._summed)
            self._summed.clear()
        self._pending.clear()

    def _held(self, session: str) -> tuple[bool, Held]:
        """Hold a session; says whether it was not here before, and what is here of it.

        Of one that was taken back, what the office said and what stays protected is left.
        """
        ahead = self._ahead.pop(session, None)
        if ahead is not None:
            return True, ahead
        return self.hold(session), held_of(self._connection, session)

    def _write(self, session: str, fed: Fed) -> None:
        self._open += self._rows(session, fed.open)
        self._secret += self._rows(session, fed.secret)
        self._protected += [{"session": session, "issue": one} for one in fed.protected]
        if fed.moving:
            move(self._connection, session, fed.moving)
            self.has_moved = True
        self._sum_up(session, fed.summed, fed.edition)
        if len(self._open) + len(self._secret) >= _AT_ONCE:
            self.flush()

    def _rows(self, session: str, bodies: dict[str, bytes]) -> list[dict[str, Any]]:
        event = self._event
        return [
            {"session": session, "id": one, "event": event, "body": body}
            for one, body in bodies.items()
        ]

    def _sum_up(self, session: str, summed: Summed, edition: int) -> None:
        """Say what a session adds up to; without its beginning it is not in the register."""
        self._pending.add(session)
        if not summed.summary.id:
            self._drop(session)
            return
        self._summed.append(
            {
                "session": session,
                "new_edition": edition,
                "new_conflicts": summed.conflicts,
                "new_summary": encoded(summed),
            }
        )

    def _drop(self, session: str) -> None:
        self._connection.execute(delete(tables.sessions).where(_SESSION.id == session))


def _understood(held: Held, operations: Iterable[Operation], secret: Collection[str]) -> Fed | None:
    try:
        return united(held, operations, secret)
    except (ContradictionError, msgspec.ValidationError):
        raise
    except Exception as error:  # one session stops no others, whatever our mistake is
        raise NotUnderstoodError(told_of(error)) from error


def feed_own(feeder: Feeder, session: str, operation: Operation, secret: Collection[str]) -> None:
    """Feed one operation of the office itself; raises RegisterError."""
    try:
        feeder.feed(session, [operation], secret)
        feeder.flush()
    except (ContradictionError, msgspec.ValidationError) as error:
        raise RegisterError(
            _(
                "This entry cannot stand beside what the register holds. Nothing was recorded, "
                "everything before is kept; please close the session, open it and try again."
            )
        ) from error


def insert_of(connection: Connection) -> Any:  # noqa: ANN401 - two classes with the same methods
    """The ``insert`` that knows what to do where a row is there already."""
    return _INSERTS[connection.dialect.name]


def held_of(connection: Connection, session: str) -> Held:
    """What the register holds of one session."""
    return Held(
        open=_bodies(connection, tables.operations, session),
        secret=_bodies(connection, tables.protected, session),
        protected=_protected(connection, session),
    )


def conflicts_of(connection: Connection, session: str) -> int:
    """How many fields of a session have two values."""
    asked = select(_SESSION.conflicts).where(_SESSION.id == session)
    return connection.execute(asked).scalar() or 0


def move(connection: Connection, session: str, moving: list[str]) -> None:
    """Put operations where the law wants them, and leave nothing of them where they were."""
    of = tables.operations
    for one in moving:
        here = (of.c.session == session) & (of.c.id == one)
        copied = select(of).where(here)
        names = [column.name for column in of.columns]
        connection.execute(insert(tables.protected).from_select(names, copied))
        connection.execute(delete(of).where(here))


def _protected(connection: Connection, session: str) -> frozenset[str]:
    return frozenset(connection.execute(_PROTECTED, {"one": session}).scalars())


def _left_of(connection: Connection, sessions: list[str]) -> dict[str, Held]:
    """What is left of each of many sessions that are not in the register: mostly nothing."""
    left: set[str] = set()
    for table in (tables.operations, tables.protected, tables.protected_issues):
        asked = select(table.c.session).where(table.c.session.in_(sessions)).distinct()
        left.update(connection.execute(asked).scalars())
    return {one: held_of(connection, one) if one in left else Held() for one in sessions}


def _unfed(session: str) -> dict[str, Any]:
    return {"id": session, "summary": b""}


def _bodies(connection: Connection, table: Table, session: str) -> dict[str, bytes]:
    found = connection.execute(_BODIES[table], {"one": session})
    return {one: body for one, body in found}  # noqa: C416 - pairs of rows
