"""The shelf of the office: the sessions of its register, read and followed up like one's own."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from danvan_tui.language import _
from danvan_tui.ledger.errors import FolderError, InvalidChangeError, LedgerError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import NewId, new_replica, new_uuid7
from danvan_tui.ledger.rows import Rows
from danvan_tui.ledger.shelf import NoSuchSessionError, Shelved, by_date
from danvan_tui.ledger.state import State
from danvan_tui.office.notebook_store import RegisterStore
from danvan_tui.office.register.errors import RegisterError
from danvan_tui.office.session_rows import state_of, veiled_rows
from danvan_tui.vietnamese.clean import clean

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from danvan_tui.ledger.checkpoint import Summary
    from danvan_tui.ledger.stamps import Stamp
    from danvan_tui.model.records import Value
    from danvan_tui.office.office import Office
    from danvan_tui.office.register.outcomes import Listed
    from danvan_tui.office.register.register import Register

_SESSIONS = "sessions"
_SHOWN = 60  # characters of a name that nobody bears


class RegisterShelfError(FolderError):
    """The register cannot be read now; says why in its own words."""

    def __init__(self, error: RegisterError) -> None:
        LedgerError.__init__(self, str(error))


class NotInRegisterError(NoSuchSessionError):
    """No session of the register goes by that name."""

    def __init__(self, name: str) -> None:
        said = _("No session is called {name}. 'danvan office list' shows them all.")
        LedgerError.__init__(self, said.format(name=clean(name)[:_SHOWN]))


class SeveralSessionsError(NoSuchSessionError):
    """Sessions of several communes have the same code."""

    def __init__(self, name: str, found: Sequence[Listed]) -> None:
        said = _("Several sessions are called {name}. Please write one of these: {names}.")
        names = ", ".join(sorted(map(_told_apart, found)))
        LedgerError.__init__(self, said.format(name=name, names=names))


class RegisterShelf:
    """The sessions of an office's register, each by its id; minutes are taken on the laptops."""

    are_of_communes = True

    def __init__(
        self,
        office: Office,
        *,
        new_id: NewId = new_uuid7,
        new_replica: NewId = new_replica,
    ) -> None:
        self.root = office.folder
        self._office = office
        self._new_id = new_id
        self._new_replica = new_replica
        self._sessions = self.root / _SESSIONS
        self._listed: tuple[dict[str, int], list[Shelved]] | None = None
        """All sessions with the editions they were listed in: asked for whenever one goes home."""

    @property
    def _register(self) -> Register:
        return self._office.register

    def today(self) -> date:
        """The day on the clock of this computer."""
        return self._office.clock().date()

    def sessions(self) -> list[Shelved]:
        """All sessions, the newest first, the very same list while nothing changed.

        Raises RegisterShelfError.
        """
        editions = self._editions()
        if self._listed is not None and self._listed[0] == editions:
            return self._listed[1]
        with _told():
            found = self._register.summaries()
        here = {one.session for one in found}
        shelved = [
            Shelved(
                self.folder(one.session),
                _counting_itself(one.summary, here),
                commune=one.commune,
                conflicts=one.conflicts,
                name=_full_name(one.summary),
            )
            for one in found
        ]
        shelved.sort(key=by_date, reverse=True)
        self._listed = (editions, shelved)
        return shelved

    def folders(self) -> list[Path]:
        """The folders of all sessions, which hold nothing but drafts."""
        return [self.folder(name) for name in self.stamps()]

    def folder(self, name: str) -> Path:
        """Where the drafts of a session are kept."""
        return self._sessions / name

    def called(self, name: str) -> str:
        """The code of a session with the end of its id; raises RegisterShelfError."""
        return next((one.name for one in self.sessions() if one.folder.name == name), name)

    def find(self, name: str) -> Path:
        """The folder of the session with this id or code, or code and end of its id.

        Raises NoSuchSessionError, which says the commune of each where there are several.
        """
        return self.folder(self._id_of(name))

    def _id_of(self, name: str) -> str:
        with _told():
            if self._register.edition(name):
                return name
            listed = self._register.summaries()
        wanted = name.strip().casefold()
        found = [one for one in listed if wanted in map(str.casefold, _names(one.summary))]
        if not found:
            raise NotInRegisterError(name)
        if len(found) > 1:
            raise SeveralSessionsError(name, found)
        return found[0].session

    def open(self, name: str, *, person: str = "", write: bool = True) -> Notebook:
        """Open a session to read and follow it up; raises LedgerError."""
        session = self._id_of(name)
        store = RegisterStore(self._register, session, self.folder(session), is_writable=write)
        return Notebook(
            store,
            self._state(session),
            writer="" if write else _("opened for reading"),
            replica=self._new_replica(),
            person=person,
            clock=self._office.clock,
            new_id=self._new_id,
            are_minutes_here=False,
        )

    def create(self, *, person: str = "", **fields: Value) -> str:
        """Refuse: a session begins where its minutes are taken."""
        del person, fields
        raise InvalidChangeError(
            _(
                "The office begins no sessions: they are begun where their minutes are taken, and "
                "come here in files. Nothing was made."
            )
        )

    def rows(self, name: str) -> Rows:
        """What everybody may see of a session; raises RegisterShelfError."""
        with _told():
            whole = self._register.whole(name)
        return veiled_rows(whole)

    def stamp(self, name: str) -> Stamp | None:
        """Tells whether a session has other operations than before."""
        with _told():
            return _stamp(self._register.edition(name))

    def stamps(self) -> dict[str, Stamp | None]:
        """The stamps of all sessions; raises RegisterShelfError."""
        return {name: _stamp(edition) for name, edition in self._editions().items()}

    def _editions(self) -> dict[str, int]:
        with _told():
            return self._register.editions()

    def _state(self, session: str) -> State:
        with _told():
            return state_of(self._register.whole(session))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Failures of the register as those who ask a shelf know them."""
    try:
        yield
    except RegisterError as error:
        raise RegisterShelfError(error) from error


def _counting_itself(summary: Summary, here: Collection[str]) -> Summary:
    """A session as lists show it: it counts itself where the one that holds it is not here."""
    return summary if summary.merged_into in here else replace(summary, merged_into="")


def _stamp(edition: int) -> Stamp:
    return frozenset({("edition", edition, 0)})


def _names(summary: Summary) -> tuple[str, ...]:
    return summary.code, summary.id, _full_name(summary)


def _full_name(summary: Summary) -> str:
    """The code with the end of the id, as laptops name their folders."""
    return f"{summary.code}-{summary.id[-6:]}"


def _told_apart(one: Listed) -> str:
    name = _full_name(one.summary)
    return f"{name} ({one.commune})" if one.commune else name
