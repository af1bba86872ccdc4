"""Packing: the office export of a session, signed, numbered and sealed, into the outbox."""

from dataclasses import dataclass, field

from danvan_tui.exchange.failing import ParcelError
from danvan_tui.exchange.laptop.entries import Made
from danvan_tui.exchange.laptop.errors import ExchangeDiskError, NoOfficeError
from danvan_tui.exchange.laptop.holding import Held, Holding
from danvan_tui.exchange.laptop.line import Line
from danvan_tui.exchange.laptop.operation_ids import ids_of
from danvan_tui.exchange.laptop.protecting import protect
from danvan_tui.exchange.laptop.standing import SessionStanding, Standing
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.sessions import Sessions

ON_ITS_WAY = frozenset({Standing.QUEUED, Standing.SENT, Standing.RECEIVED, Standing.CONFLICT})


@dataclass
class Packed:
    """Sentences for people: what could not be packed, and what was found beside."""

    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """Which sessions are to be packed; those that are closed always are."""

    folders: frozenset[str] = frozenset()
    """Asked for, closed or not."""
    again: bool = False
    """Whether what the office refused is packed again as it is, and what was asked for whatever
    the office says: its word may be wrong."""

    def anew(self, folder: str) -> bool:
        """Whether a session is packed though all of it stands in packages that count."""
        return self.again and folder in self.folders


def _to_pack(line: Line, held: dict[str, Held], wanted: Wanted) -> list[str]:
    """The folders of the sessions of which something is in no package that counts."""
    judge = line.judge
    return [
        folder
        for folder, one in sorted(held.items())
        if not one.trouble
        and (wanted.anew(folder) or not judge.is_packed(one))
        and _is_wanted(judge.judge(folder, one), wanted)
    ]


def _is_wanted(standing: SessionStanding, wanted: Wanted) -> bool:
    """What the office returned is shown to it again, so that it knows it arrived.

    Whatever was asked for once goes again where the office lost it.
    """
    if standing.folder in wanted.folders:
        return True
    if standing.standing is Standing.REFUSED:
        return wanted.again
    return standing.is_closed or standing.is_lost or standing.standing in ON_ITS_WAY


def _pack_session(line: Line, shelf: Sessions, folder: str, *, plain: bool) -> Made:
    """Pack one session as it stands; raises LaptopError, LedgerError, ParcelError."""
    from danvan_tui.exchange.export import Profile, build_export  # noqa: PLC0415
    from danvan_tui.exchange.parcel import Kind, make_parcel  # noqa: PLC0415 - cryptography

    if line.office is None and not plain:
        raise NoOfficeError
    notebook = shelf.open(folder, write=False)
    state, now = notebook.state, line.now()
    number = line.sent.next_number
    parcel = make_parcel(
        line.keys,
        kind=Kind.PACKAGE,
        name=line.name,
        to=line.office,
        seal=not plain,
        line=line.sent.line,
        number=number,
        written=now,
        code=state.session.code,
        seen=line.last_serial,
        body=build_export(notebook, Profile.OFFICE, at=now),
    )
    made = Made(
        line=line.sent.line,
        number=number,
        name=parcel.name,
        digest=parcel.digest,
        to=line.office.id if line.office else "",
        sealed=not plain,
        session=state.session.id,
        code=state.session.code,
        operations=ids_of(state.fold.operations),
        at=now,
    )
    line.keep(made, parcel.data)
    return made


def pack_wanted(
    line: Line, shelf: Sessions, holding: Holding, wanted: Wanted, *, person: str, plain: bool
) -> Packed:
    """Pack everything that is to be; what one session refuses leaves the others as they are.

    What became secret in one session is put away in all of them before.
    """
    packed = Packed()
    try:
        protected = protect(shelf, person)
        (packed.problems if protected.exposed else packed.notices).extend(protected.sentences)
        held = holding.read()
        for folder in _to_pack(line, held, wanted):
            if folder in protected.exposed:
                continue  # why is among the problems
            try:
                _pack_session(line, shelf, folder, plain=plain)
            except (LedgerError, ParcelError) as error:
                packed.problems.append(f"{held[folder].code or folder}: {error}")
    except (LedgerError, ExchangeDiskError) as error:
        packed.problems.append(str(error))
    return packed
