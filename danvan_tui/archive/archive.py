"""The archive: the opinions of all sessions on the shelf, in memory only, for searching.

It knows veiled rows only, and leaves out every opinion that was ever a denunciation. It is asked
and changed on one thread; ``survey``, ``read`` and ``read_anew`` take long, change nothing and may
run on another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import Path

from danvan_tui.archive.index import Index, Search
from danvan_tui.archive.issues import (
    ArchivedIssue,
    Meeting,
    Prepared,
    meeting_of,
    raised_in,
    unpack,
)
from danvan_tui.archive.postings import merged
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.rows import Rows, rows_of
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.stamps import Stamp
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Field


@dataclass(frozen=True)
class Survey:
    """What has to be read, the newest sessions first, and which ones are there no more."""

    stale: list[Path]
    gone: list[str]


@dataclass(frozen=True)
class Reading:
    """What was read of one session; ``meeting`` is None where nothing could be."""

    folder: str
    edition: int
    stamp: Stamp | None
    meeting: Meeting | None
    issues: list[Prepared]


@dataclass
class _Kept:
    """One session in the archive."""

    meeting: Meeting | None = None
    """None where nothing could be read."""
    documents: list[range] = field(default_factory=list)
    """Its opinions by their numbers in the index, the newest first."""
    stamp: Stamp | None = None
    """None where it has to be read at every survey."""
    edition: int = 0
    """Counts what was taken in: something read before that is out of date."""
    age: tuple[str, str] = ("", "")
    """The date and the folder, by which sessions are sorted."""
    is_open: bool = False
    """Open in this window: what it holds comes from there, never from the disk."""


class Archive:
    """Everything that was raised and may be seen, to be searched and compared."""

    def __init__(self, shelf: Sessions, fields: Mapping[str, Field]) -> None:
        self.index = Index()
        self.total = 0
        """How many sessions are to be read now."""
        self.read_so_far = 0
        self.edition = 0
        """Counts the changes: what was found in another edition may be out of date."""
        self._shelf = shelf
        self._fields = fields
        self._sessions: dict[str, _Kept] = {}
        self._packed: list[bytes] = []
        self._session_of: list[_Kept] = []
        self._months: dict[str, dict[str, _Kept]] = {}
        """The sessions by month, so that a change puts few of them in order anew."""
        self._orders: dict[str, list[range]] = {}
        self._order: list[range] | None = None

    # Reading the shelf

    def survey(self) -> Survey:
        """What changed on the shelf since it was read; raises LedgerError."""
        stamps = self._shelf.stamps()
        names = sorted(stamps, key=_age, reverse=True)
        stale = [self._shelf.folder(name) for name in names if self._is_stale(name, stamps[name])]
        return Survey(stale, [name for name in list(self._sessions) if name not in stamps])

    def begin(self, survey: Survey) -> None:
        """Begin reading what was surveyed: forget what is there no more."""
        self.total, self.read_so_far = len(survey.stale), 0
        for name in survey.gone:
            kept = self._sessions.get(name)
            if kept is not None and not kept.is_open:
                self._take_in(self._sessions.pop(name), None, [])

    def read(self, folder: Path) -> Reading:
        """Read one session from the disk; one that cannot be read is no error."""
        kept = self._sessions.get(folder.name)
        edition = kept.edition if kept else 0
        stamp = self._shelf.stamp(folder.name)  # taken first: what is written then is read later
        try:
            rows = self._shelf.rows(folder.name)
        except LedgerError:
            return Reading(folder.name, edition, None, None, [])
        meeting = self._meeting(folder.name, rows)
        issues = [Prepared(meeting, raised) for raised in raised_in(rows, self._fields)]
        for issue in issues:
            _ = issue.texts, issue.packed  # worked out here, where no key waits
        return Reading(folder.name, edition, stamp, meeting, issues)

    def take(self, reading: Reading) -> None:
        """Take in what was read of the shelf, unless something newer is known by now."""
        self.read_so_far += 1
        self.accept(reading)

    def read_anew(self, folder: str) -> Reading | None:
        """Read one session again; None where what is kept of it is how it stands."""
        is_stale = self._is_stale(folder, self._shelf.stamp(folder))
        return self.read(self._shelf.folder(folder)) if is_stale else None

    def accept(self, reading: Reading) -> bool:
        """Take in what was read of a session; False where something newer is known by now."""
        kept = self._sessions.setdefault(reading.folder, _Kept())
        if kept.is_open or kept.edition != reading.edition:
            return False
        kept.stamp = reading.stamp
        self._take_in(kept, reading.meeting, reading.issues)
        return True

    def refresh_session(self, folder: str, state: State) -> None:
        """Take in a session that is open here, as it stands after an entry."""
        kept = self._sessions.setdefault(folder, _Kept())
        kept.is_open = True
        rows = rows_of(state)
        meeting = self._meeting(folder, rows)
        issues = [Prepared(meeting, raised) for raised in raised_in(rows, self._fields)]
        self._take_in(kept, meeting, issues)

    def close_session(self, folder: str) -> None:
        """The session is closed here: from now on the disk says what it holds."""
        kept = self._sessions.get(folder)
        if kept is not None:
            kept.is_open, kept.stamp = False, None

    # Asking

    @property
    def skipped(self) -> int:
        """How many sessions could not be read."""
        return sum(kept.meeting is None for kept in self._sessions.values())

    def __len__(self) -> int:
        return sum(map(len, self.newest_first()))

    def search(self, query: str, limit: int = 50) -> Search:
        """Begin to search for words, with marks or without; the newest opinions come first."""
        return self.index.search(query, self.newest_first(), limit)

    def found(self, search: Search) -> list[ArchivedIssue]:
        """The opinions a search found so far that are still here."""
        return [self.issue(document) for document in search.hits if self._packed[document]]

    def issue(self, document: int) -> ArchivedIssue:
        """The opinion with this number in the index."""
        meeting = self._session_of[document].meeting
        assert meeting is not None
        return ArchivedIssue(meeting, unpack(self._packed[document]))

    def as_it_stands(self, issue: ArchivedIssue) -> ArchivedIssue | None:
        """An opinion found before, as the archive has it now; None where it is here no more."""
        kept = self._sessions.get(issue.meeting.folder, _Kept())
        documents = (document for run in kept.documents for document in run)
        wanted = issue.raised.issue
        return next((self.issue(one) for one in documents if self._issue_id(one) == wanted), None)

    def newest_first(self) -> list[range]:
        """All opinions by their numbers in the index."""
        if self._order is None:
            months = sorted(self._months, reverse=True)
            self._order = merged(run for month in months for run in self._order_of(month))
        return self._order

    def _order_of(self, month: str) -> list[range]:
        order = self._orders.get(month)
        if order is None:
            newest = sorted(self._months[month].values(), key=attrgetter("age"), reverse=True)
            order = merged(run for kept in newest for run in kept.documents)
            self._orders[month] = order
        return order

    # Keeping

    def _meeting(self, folder: str, rows: Rows) -> Meeting:
        return meeting_of(folder, rows, of_communes=self._shelf.are_of_communes)

    def _is_stale(self, folder: str, stamp: Stamp | None) -> bool:
        kept = self._sessions.get(folder)
        if kept is None or kept.stamp is None:
            return kept is None or not kept.is_open
        return kept.stamp != stamp

    def _take_in(self, kept: _Kept, meeting: Meeting | None, issues: list[Prepared]) -> None:
        """Put these opinions in place of what was kept, touching only what changed."""
        before = {self._issue_id(document): document for document in chain(*kept.documents)}
        is_renamed = meeting != kept.meeting
        self._file(kept, meeting)
        kept.edition += 1
        documents = []
        for issue in issues:
            document = before.get(issue.raised.issue)
            if document is None or is_renamed or self._packed[document] != issue.packed:
                document = self._add(kept, issue)
            else:
                del before[issue.raised.issue]
            documents.append(document)
        kept.documents = merged(range(one, one + 1) for one in documents)
        for document in before.values():
            self.index.remove(document)
            self._packed[document] = b""
        self.edition += 1

    def _file(self, kept: _Kept, meeting: Meeting | None) -> None:
        """Put a session where it belongs by its date."""
        self._in_month(kept).pop(kept.age[1], None)
        kept.meeting = meeting
        kept.age = (meeting.date, meeting.folder) if meeting else ("", "")
        self._in_month(kept)[kept.age[1]] = kept
        self._order = None

    def _in_month(self, kept: _Kept) -> dict[str, _Kept]:
        """The sessions of the same month, which have to be put in order anew."""
        month = kept.age[0][:7]
        self._orders.pop(month, None)
        return self._months.setdefault(month, {})

    def _issue_id(self, document: int) -> str:
        return unpack(self._packed[document]).issue

    def _add(self, kept: _Kept, issue: Prepared) -> int:
        document = self.index.add(issue.texts)
        self._packed.append(issue.packed)
        self._session_of.append(kept)
        return document


def _age(folder: str) -> str:
    """The year and number of a session, by which the newest are read first."""
    return folder.partition("-")[2]
