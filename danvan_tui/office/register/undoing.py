"""Takes the newest import back: its operations, and the word that its files were accepted."""

from sqlalchemy import Connection, delete, func, select, update

from danvan_tui.exchange.receipt import Outcome
from danvan_tui.language import _
from danvan_tui.office.register import tables
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.register.events import Kind
from danvan_tui.office.register.feeder import Feeder, held_of
from danvan_tui.office.register.feeding import Held, decoded, edition_of
from danvan_tui.office.register.outcomes import Undone
from danvan_tui.office.register.summing_up import summed_up

_EVENT = tables.events.c
_PACKAGE = tables.packages.c


def newest_import(connection: Connection) -> int:
    """The import that counts and was taken last; raises RegisterError where there is none."""
    asked = (
        select(_EVENT.id)
        .where(_EVENT.kind == Kind.IMPORT.value, _EVENT.undone == 0)
        .order_by(_EVENT.place.desc())
        .limit(1)
        .with_for_update()
    )
    found = connection.execute(asked).scalar()
    if found is None:
        raise RegisterError(_("There is no import left to take back. Nothing was changed."))
    return int(found)


def take_back(connection: Connection, taken: int, undo: int) -> Undone:
    """Take the import with this id back, in the name of the event ``undo``."""
    connection.execute(update(tables.events).where(_EVENT.id == taken).values(undone=undo))
    event = connection.execute(select(tables.events).where(_EVENT.id == taken)).one()
    of_it = (_PACKAGE.event == taken) & (_PACKAGE.outcome == Outcome.ACCEPTED.value)
    packages = connection.execute(select(func.count()).where(of_it)).scalar_one()
    asked = select(_PACKAGE.session).where(of_it).distinct()
    sessions = sorted(connection.execute(asked).scalars())
    feeder = Feeder(connection, undo)
    operations = 0
    for session in sessions:
        operations += _take_out(connection, feeder, session, taken)
    feeder.flush()
    withdrawn = {"outcome": Outcome.WITHDRAWN.value, "reason": ""}
    connection.execute(update(tables.packages).where(of_it).values(**withdrawn))
    connection.execute(update(tables.register).values(life=""))  # every receipt is written anew
    return Undone(event.at, event.source, packages, operations, len(sessions))


def _take_out(connection: Connection, feeder: Feeder, session: str, taken: int) -> int:
    """Take out what an import brought to a session; says how many operations that were."""
    is_absent = feeder.hold(session)
    gone = 0
    for table in (tables.operations, tables.protected):
        of_it = (table.c.session == session) & (table.c.event == taken)
        gone += connection.execute(delete(table).where(of_it)).rowcount
    if gone or is_absent:
        held = held_of(connection, session)
        left = bool(held.open or held.secret)
        summed = summed_up(decoded(held), held.protected) if left else None
        feeder.renew(session, summed, _edition(held))
    return gone


def _edition(held: Held) -> int:
    return edition_of([*held.open, *held.secret], held.protected)
