"""The files of the laptops, and what the office answers each laptop about them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from danvan_tui.exchange.receipt import LATEST_SERIAL, Entry, Missing, Outcome
from danvan_tui.exchange.returned import ReturnedSession
from danvan_tui.exchange.secrecy import without_reason
from danvan_tui.ledger.operation import Operation
from danvan_tui.office.register import tables
from danvan_tui.office.register.feeder import held_of, insert_of
from danvan_tui.office.register.feeding import decoded, edition_of, summed_from
from danvan_tui.office.register.outcomes import Arrived
from danvan_tui.vietnamese.clean import clean

_PACKAGE = tables.packages.c
_ACCEPTED = (
    select(_PACKAGE.digest)
    .where(_PACKAGE.digest == bindparam("one"))
    .where(_PACKAGE.outcome == Outcome.ACCEPTED.value)
)
_LARGEST = 2**53
_AT_ONCE = 500  # digests in one question


def is_accepted(connection: Connection, digest: str) -> bool:
    """Whether a file was taken and still counts."""
    return connection.execute(_ACCEPTED, {"one": digest}).first() is not None


def accepted_among(connection: Connection, digests: Sequence[str]) -> set[str]:
    """Those among many files that were taken and still count."""
    found: set[str] = set()
    for begin in range(0, len(digests), _AT_ONCE):
        some = digests[begin : begin + _AT_ONCE]
        asked = select(_PACKAGE.digest).where(
            _PACKAGE.digest.in_(some), _PACKAGE.outcome == Outcome.ACCEPTED.value
        )
        found.update(connection.execute(asked).scalars())
    return found


def package_row(
    arrived: Arrived,
    event: int,
    outcome: Outcome,
    *,
    reason: str = "",
    operations: Iterable[Operation] = (),
) -> dict[str, Any]:
    """A file as its row says it."""
    return {
        "digest": arrived.digest,
        "event": event,
        "name": clean(arrived.name),
        "laptop": clean(arrived.laptop),
        "line": clean(arrived.line),
        "number": arrived.number if 0 <= arrived.number < _LARGEST else 0,
        "written": clean(arrived.written),
        "seen": arrived.seen if 0 <= arrived.seen < LATEST_SERIAL else 0,
        "session": clean(arrived.session),
        "outcome": outcome.value,
        "reason": clean(reason),
        "holds": "\n".join(operation.id for operation in operations).encode(),
    }


def write_packages(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write down what became of files; one that was accepted stays so."""
    if not rows:
        return
    made = insert_of(connection)(tables.packages)
    new = {name: made.excluded[name] for name in rows[0] if name != "digest"}
    stands = _PACKAGE.outcome != Outcome.ACCEPTED.value
    made = made.on_conflict_do_update(index_elements=["digest"], set_=new, where=stands)
    connection.execute(made, rows)


def entries(connection: Connection, laptop: str) -> list[Entry]:
    """Every file of a laptop, as the office has it."""
    of = tables.sessions.c
    its_own = (_PACKAGE.session == of.id) & (_PACKAGE.outcome != Outcome.REFUSED.value)
    asked = (
        select(tables.packages, of.summary, of.conflicts)
        .outerjoin(tables.sessions, its_own)
        .where(_PACKAGE.laptop == laptop)
        .order_by(_PACKAGE.line, _PACKAGE.number, _PACKAGE.digest)
    )
    return [
        Entry(
            digest=row.digest,
            line=row.line,
            number=row.number,
            outcome=Outcome(row.outcome),
            code=summed_from(row.summary).summary.code if row.summary else "",
            reason=row.reason,
            conflicts=row.conflicts or 0,
        )
        for row in connection.execute(asked)
    ]


def newest_seen(connection: Connection, laptop: str) -> int:
    """The greatest serial of a receipt that a laptop said it has."""
    asked = select(func.max(_PACKAGE.seen)).where(_PACKAGE.laptop == laptop)
    return connection.execute(asked).scalar() or 0


def senders(connection: Connection, digests: Sequence[str]) -> set[str]:
    """The laptops that files came from, as far as somebody signed them."""
    found: set[str] = set()
    for begin in range(0, len(digests), _AT_ONCE):
        some = digests[begin : begin + _AT_ONCE]
        asked = select(_PACKAGE.laptop).where(_PACKAGE.digest.in_(some)).distinct()
        found.update(row.laptop for row in connection.execute(asked) if row.laptop)
    return found


def missing(connection: Connection, laptop: str) -> list[Missing]:
    """The numbers of each line that never came, as far as later ones show it."""
    asked = (
        select(_PACKAGE.line, _PACKAGE.number)
        .where(_PACKAGE.laptop == laptop, _PACKAGE.number > 0)
        .order_by(_PACKAGE.line, _PACKAGE.number)
    )
    found = []
    for line, rows in groupby(connection.execute(asked), key=lambda row: str(row.line)):
        numbers = _gaps([row.number for row in rows])
        if numbers:
            found.append(Missing(line=line, numbers=numbers))
    return found


def shown(connection: Connection, laptop: str) -> dict[str, set[str]]:
    """What all lives of a laptop showed they have, for each session of which there is more here.

    Two that go on side by side, of a copied folder, each get what only the other has so; one that
    ended long ago costs no more than what came to its sessions since. A session that its newest
    life never sent was lost with a backup: it goes back whole.
    """
    sent = (_PACKAGE.laptop == laptop) & (_PACKAGE.outcome == Outcome.ACCEPTED.value)
    asked = (
        select(_PACKAGE.session, _PACKAGE.line, _PACKAGE.holds)
        .where(sent)
        .order_by(_PACKAGE.session, _PACKAGE.line)
    )
    last = select(_PACKAGE.line, func.max(_PACKAGE.number).label("number")).where(sent)
    its_last = last.group_by(_PACKAGE.line).subquery()  # an older one may have come late
    newest = connection.execute(
        select(_PACKAGE.line)
        .join(tables.events, tables.events.c.id == _PACKAGE.event)
        .join(its_last, (_PACKAGE.line == its_last.c.line) & (_PACKAGE.number == its_last.c.number))
        .where(sent)
        .order_by(tables.events.c.place.desc(), _PACKAGE.written.desc())
        .limit(1)
    ).scalar()
    held = _counted(connection, select(_PACKAGE.session).where(sent))
    found: dict[str, set[str]] = {}
    rows = connection.execute(asked.execution_options(yield_per=_AT_ONCE))
    for session, packages in groupby(rows, key=lambda row: str(row.session)):
        lines = groupby(packages, key=lambda row: str(row.line))
        shown = {line: _held_in(of_line) for line, of_line in lines}
        has = set.intersection(*shown.values()) if newest in shown else set()
        if len(has) < held[session]:
            found[session] = has
    return found


def _held_in(packages: Iterable[Any]) -> set[str]:
    return {one for row in packages for one in row.holds.decode().split("\n")}


def _counted(connection: Connection, wanted: Select[tuple[str]]) -> Counter[str]:
    """How many operations there are of each of these sessions."""
    counts: Counter[str] = Counter()
    for table in (tables.operations, tables.protected):
        asked = (
            select(table.c.session, func.count().label("entries"))
            .where(table.c.session.in_(wanted))
            .group_by(table.c.session)
        )
        for row in connection.execute(asked):
            counts[row.session] += row.entries
    return counts


def not_shown(connection: Connection, session: str, has: Collection[str]) -> ReturnedSession | None:
    """What somebody who has these operations of a session does not have; None: he has all."""
    asked = select(tables.sessions).where(tables.sessions.c.id == session)
    row = connection.execute(asked).first()
    if row is None or row.edition == edition_of(has):
        return None
    held = held_of(connection, session)
    whole = decoded(held)
    withheld = {one.id for one in without_reason(whole, held.secret)}  # who gets it would show it
    operations = [one for one in whole if one.id not in has and one.id not in withheld]
    if not operations:
        return None
    return ReturnedSession(
        session=session,
        code=summed_from(row.summary).summary.code,
        operations=sorted(operations, key=lambda operation: operation.order),
    )


_MOST_GAPS = 1000  # of a line; more are no gaps but a number that nobody wrote


def _gaps(numbers: Sequence[int]) -> list[int]:
    """The numbers from 1 on that are not there, in order."""
    return list(_gaps_of(numbers))[:_MOST_GAPS]


def _gaps_of(numbers: Sequence[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        yield from range(before + 1, min(number, before + 1 + _MOST_GAPS))
        before = number
