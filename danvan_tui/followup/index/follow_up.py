"""The index: the promises of all sessions, joined and kept ready between two readings.

It knows veiled rows only, and is never the truth: its file may be deleted at any time. It is asked
and changed on one thread; ``fetch``, ``survey``, ``read``, ``read_anew``, ``in_full``, ``exposed``
and ``store`` take long, change nothing that is asked, and may run on another.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_tui.followup.extract import SHORT, Extract, extract_of
from danvan_tui.followup.index.derived import Derived, Missing, read_derived, write_derived
from danvan_tui.followup.index.exposed import Exposed, Together, exposed_in
from danvan_tui.followup.index.held import held
from danvan_tui.followup.index.joining import Joining, in_one, without
from danvan_tui.followup.index.kept import Kept
from danvan_tui.followup.index.packed import Packed, packed
from danvan_tui.followup.index.troubles import troubles
from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.ledger.derived import follow_up_file, forget
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.rows import Rows, rows_of
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Review
from danvan_tui.model.standing import SETTLED


@dataclass(frozen=True)
class Survey:
    """The folders to be read, the newest sessions first, and those that are there no more."""

    stale: list[str]
    gone: list[str]


@dataclass(frozen=True)
class Reading:
    """What was read of one session; ``extract`` is None where nothing could be."""

    folder: str
    edition: int
    stamp: Stamp | None = None
    extract: Extract | None = None
    packed: Packed | None = None
    trouble: str = ""


class FollowUp:
    """Every promise of every session, as its reviews in all of them leave it."""

    def __init__(self, shelf: Sessions) -> None:
        self.edition = 0
        """Counts the changes: what was asked in another edition may be out of date."""
        self.total = 0
        """How many sessions were found to be read when somebody looked last."""
        self._shelf = shelf
        self._file = follow_up_file(shelf.root)
        self._joining = Joining()
        self._together = Together(shelf)
        self._missing: dict[str, Missing] = {}
        self._to_read: set[str] = set()
        self._promises: list[Followed] | None = None
        self._is_stored = True

    # The derived file

    def fetch(self) -> Derived:
        """What was kept of an earlier run, to be taken in by ``load``."""
        return read_derived(self._file)

    def load(self, derived: Derived | None = None) -> None:
        """Begin with what was kept of an earlier run; what is open here by now counts more."""
        derived = derived or self.fetch()
        known, self._joining = self._joining.sessions, Joining(derived.sessions)
        self._missing = {one.session: one for one in derived.missing}
        for folder, kept in known.items():
            self._joining.take_in(folder, kept, kept.extract)
        self._changed()
        self._is_stored = not known

    def store(self) -> None:
        """Keep it for the next run where anything changed; that it cannot be is no error.

        What somebody writes in now is left out. Where anybody wrote meanwhile, nothing is kept:
        it may be secret by now.
        """
        if self._is_stored:
            return
        sessions, missing = self._joining.sessions, list(self._missing.values())
        self._is_stored = True
        passing = [folder for folder, kept in sessions.items() if not _may_be_stored(kept)]
        stored = without(sessions, passing)
        with contextlib.suppress(OSError):
            write_derived(self._file, Derived(stored, missing))
            if self._was_written_meanwhile(stored):
                forget(self._file)

    # Reading the shelf

    def bring_up_to_date(self) -> None:
        """Do all of it at once; raises LedgerError where the shelf cannot be read."""
        if not self._joining.sessions:
            self.load()
        survey = self.survey()
        self.begin(survey)
        for folder in survey.stale:
            self.accept(self.read(folder))
        self.store()

    def survey(self) -> Survey:
        """What changed on the shelf since it was read; raises LedgerError."""
        sessions, stamps = self._joining.sessions, self._shelf.stamps()
        stale = [
            name for name, stamp in stamps.items() if _is_written(sessions.get(name, Kept()), stamp)
        ]
        gone = [name for name, kept in sessions.items() if name not in stamps and not kept.is_open]
        return Survey(sorted(stale, key=_age, reverse=True), gone)

    def begin(self, survey: Survey) -> None:
        """Begin reading what was surveyed: forget what is there no more."""
        self.total, self._to_read = len(survey.stale), set(survey.stale)
        for folder in survey.gone:
            kept = self._joining.sessions.get(folder)
            if kept is not None and not kept.is_open:
                self._joining.take_in(folder, None, None)
                if not self._shelf.are_of_communes:  # a register gives up what it was told to
                    self._miss(kept)
                self._changed()

    @property
    def read_so_far(self) -> int:
        """How many of the sessions that were to be read have been."""
        return self.total - len(self._to_read)

    def read(self, folder: str) -> Reading:
        """Read one session from the disk; one that cannot be read is no error."""
        edition = self._kept(folder).edition
        stamp = self._shelf.stamp(folder)  # taken first: what is written meanwhile is read later
        try:
            extract = self._extract(folder, self._shelf.rows(folder))
        except LedgerError as error:
            return Reading(folder, edition, trouble=str(error))
        return Reading(folder, edition, stamp, extract, packed(extract))

    def read_anew(self, folder: str) -> Reading | None:
        """Read one session again; None where what is kept of it is how it stands."""
        is_written = _is_written(self._kept(folder), self._shelf.stamp(folder))
        return self.read(folder) if is_written else None

    def accept(self, reading: Reading) -> bool:
        """Take in what was read of a session; False where something newer is known by now."""
        self._to_read.discard(reading.folder)
        kept = self._kept(reading.folder)
        if kept.is_open or kept.edition != reading.edition:
            return False
        edition = kept.edition + 1
        if reading.extract is None:
            new = replace(kept, edition=edition, stamp=None, trouble=reading.trouble)
            self._put(reading.folder, new, kept.extract)
        else:
            new = Kept(reading.packed, kept.rows, reading.stamp, edition)
            self._missing.pop(reading.extract.session, None)
            self._put(reading.folder, new, reading.extract)
        return True

    def refresh_session(self, folder: str, state: State) -> None:
        """Take in a session that is open here, as it stands after an entry."""
        kept = self._kept(folder)
        extract = self._extract(folder, rows_of(state))
        new = Kept(extract, kept.rows, edition=kept.edition + 1, is_open=True)
        self._put(folder, new, extract)

    def close_session(self, folder: str) -> None:
        """The session is closed here: from now on the disk says what it holds."""
        if folder in self._joining.sessions:
            self._joining.mark(folder, replace(self._kept(folder), is_open=False, stamp=None))

    # Asking

    @property
    def promises(self) -> Sequence[Followed]:
        """All promises, as they stand."""
        if self._promises is None:
            self._promises = [row for kept in self._counted() for row in kept.rows]
        return self._promises

    def extracts(self) -> list[Extract]:
        """All that is kept of all sessions."""
        return [one for kept in self._counted() if (one := kept.extract)]

    def sessions(self) -> list[Extract]:
        """All sessions with their issues and duties: far cheaper without promises and reviews."""
        return [one for kept in self._counted() if (one := kept.plain)]

    def followable(self, commitment: str) -> Followable | None:
        """A promise with its reviews, without their words; None where it is not here."""
        home, said = self._spoken_of(commitment)
        session = self._kept(home).extract
        return _followable(session, commitment, said) if session else None

    def said_in(self, commitment: str) -> list[Extract]:
        """The sessions in which this promise was looked at again."""
        _home, said = self._spoken_of(commitment)
        return [one for folder in sorted(said) if (one := self._kept(folder).extract)]

    def in_full(self, commitment: str) -> Followable | None:
        """A promise with its reviews word for word, read where they stand.

        What cannot be read now is as it was known last.
        """
        home, said = self._spoken_of(commitment)
        session = self._kept(home).extract
        for folder in {home, *said} if session else ():
            rows = self._read_rows(folder)
            if rows is not None:
                said[folder] = [one for one in rows.reviews if one.commitment == commitment]
                if folder == home:
                    session = self._extract(home, rows, letters=None)
        return _followable(session, commitment, said) if session else None

    @property
    def has_secrets(self) -> bool:
        """Whether the law protects anything in any session."""
        known = self._joining.sessions.values()
        return any(kept.source.has_secrets for kept in known if kept.source)

    def exposed(self) -> dict[str, Exposed]:
        """By folder what sessions still say openly though it became secret in another one."""
        return exposed_in(self._joining.sessions, self._together)

    @property
    def problems(self) -> list[str]:
        """What people must be told: a sentence for everything that is not counted in."""
        joining = self._joining
        waiting = {} if self._to_read else joining.waiting
        return troubles(joining.sessions, self._missing.values(), waiting, self._called)

    def _called(self, folder: str) -> str:
        try:
            return self._shelf.called(folder)
        except LedgerError:
            return folder

    # Keeping

    def _kept(self, folder: str) -> Kept:
        return self._joining.sessions.get(folder, Kept())

    def _in_order(self) -> Iterator[Kept]:
        sessions = self._joining.sessions
        return (sessions[folder] for folder in sorted(sessions))

    def _counted(self) -> Iterator[Kept]:
        """The sessions without those that another one here holds all of."""
        left_out = held(one.source for one in self._joining.sessions.values() if one.source)
        return (
            one for one in self._in_order() if not one.source or one.source.session not in left_out
        )

    def _was_written_meanwhile(self, stored: Mapping[str, Kept]) -> bool:
        """Whether anything was written in these sessions since they were read."""
        try:
            stamps = self._shelf.stamps()
        except LedgerError:
            return True
        return any(
            kept.stamp and _is_written(kept, stamps.get(name)) for name, kept in stored.items()
        )

    def _put(self, folder: str, new: Kept, now: Extract | None) -> None:
        """Put a session in place of what was kept of it."""
        kept = self._kept(folder)
        if (new.source, new.trouble) == (kept.source, kept.trouble):
            self._joining.mark(folder, new)
            self._is_stored = self._is_stored and new.stamp == kept.stamp
        else:
            self._joining.take_in(folder, new, now)
            self._changed()

    def _changed(self) -> None:
        self.edition += 1
        self._promises = None
        self._is_stored = False

    def _miss(self, gone: Kept) -> None:
        """Remember a session that is gone while something promised there is owed."""
        source = gone.source
        owed = sum(row.state not in SETTLED for row in gone.rows)
        known = {one.source.session for one in self._in_order() if one.source}
        if source and owed and source.session not in known:
            self._missing[source.session] = Missing(source.session, source.code, owed)

    def _spoken_of(self, commitment: str) -> tuple[str, dict[str, list[Review]]]:
        """Where a promise was made, and its reviews by the folders they stand in."""
        found = self._joining.homes({commitment})
        home = min(found, key=self._remoteness, default="")
        return home, self._joining.told({commitment}).get(commitment, {})

    def _remoteness(self, folder: str) -> tuple[bool, bool, str]:
        """The less, the rather something is recorded there that stands in several sessions."""
        source = self._kept(folder).source
        return bool(source and source.merged_into), self._is_copy(folder), folder

    def _is_copy(self, folder: str) -> bool:
        """Whether somebody copied or renamed it: the shelf names folders by code and id."""
        source = self._kept(folder).source
        return source is not None and folder != f"{source.code}-{source.session[-6:]}"

    def _extract(self, folder: str, rows: Rows, letters: int | None = SHORT) -> Extract:
        of_communes = self._shelf.are_of_communes
        return extract_of(folder, rows, letters=letters, of_communes=of_communes)

    def _read_rows(self, folder: str) -> Rows | None:
        try:
            return self._shelf.rows(folder)
        except LedgerError:
            return None


def _followable(
    session: Extract, commitment: str, said: dict[str, list[Review]]
) -> Followable | None:
    promise = next((one for one in session.promises if one.id == commitment), None)
    if promise is None:
        return None
    raised = next((one for one in session.issues if one.id == promise.issue), None)
    return Followable(promise, session, raised, in_one(said))


def _is_written(kept: Kept, stamp: Stamp | None) -> bool:
    """Whether a session with this stamp has to be read, or read again."""
    return not kept.is_open and (kept.stamp is None or kept.stamp != stamp)


def _may_be_stored(kept: Kept) -> bool:
    """Whether nobody writes in it as far as is known."""
    return isinstance(kept.source, Packed) and (kept.stamp is not None or bool(kept.trouble))


def _age(folder: str) -> str:
    """The year and number of a session, by which the newest are read first."""
    return folder.partition("-")[2]
