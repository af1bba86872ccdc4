"""The veiled rows of a session that nobody writes in here, read as cheaply as they can be."""

from pathlib import Path

import msgspec

from danvan_tui.ledger.checkpoint import STATE_FILE, Head, read_tables
from danvan_tui.ledger.errors import UnreadableError
from danvan_tui.ledger.finding import PROTECTED_JOURNAL
from danvan_tui.ledger.opening import journals_of, open_notebook
from danvan_tui.ledger.pen import holder
from danvan_tui.ledger.state import State
from danvan_tui.ledger.taken_over import has_grown
from danvan_tui.model.records import (
    Answer,
    Attendee,
    Commitment,
    Duty,
    Issue,
    Review,
    Session,
    Table,
)

_MOVED = b'{"moved":'


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody may see of a session, in no order."""

    session: Session
    attendance: list[Attendee]
    issues: list[Issue]
    answers: list[Answer]
    commitments: list[Commitment]
    reviews: list[Review]
    duties: list[Duty]
    reviewed_in_vain: set[str] = set()
    """The promises of which something was said that was taken back, and is open to read."""
    has_grown: bool = False
    """Whether it was written in after another session took over all of it."""
    has_secrets: bool = False
    """Whether the law protects anything of it, taken out or not."""


class _Said(msgspec.Struct):
    commitment: str | None = None


class _Change(msgspec.Struct):
    table: Table
    record: str
    fields: _Said


class _Operation(msgspec.Struct):
    changes: list[_Change] = []


class _Tables(msgspec.Struct):
    session: dict[str, Session]
    attendance: dict[str, Attendee]
    issues: dict[str, Issue]
    answers: dict[str, Answer]
    commitments: dict[str, Commitment]
    reviews: dict[str, Review] = {}
    duties: dict[str, Duty] = {}
    operations: dict[str, _Operation] = {}


def rows_of(state: State) -> Rows:
    """The rows of a session that is open."""
    return Rows(
        session=state.session,
        attendance=state.attendance(),
        issues=state.issues(),
        answers=state.answers(),
        commitments=state.commitments(),
        reviews=state.reviews(),
        duties=state.duties(),
        reviewed_in_vain=state.fold.reviewed_in_vain(),
        has_grown=has_grown(state),
        has_secrets=bool(state.fold.protected),
    )


def read_rows(folder: Path) -> Rows:
    """The rows of a session on the disk: from its state alone where that holds everything.

    Writes nothing, and may be called while somebody else writes. Raises LedgerError.
    """
    try:
        return _from_state(folder) or rows_of(open_notebook(folder, write=False).state)
    except (OSError, msgspec.DecodeError) as error:
        raise UnreadableError(folder) from error


def _from_state(folder: Path) -> Rows | None:
    found = None if holder(folder) else read_tables(folder / STATE_FILE, _Tables)
    if found is None or not _is_all(folder, found[0]):
        return None
    tables = found[1]
    session = next(iter(tables.session.values()), Session(id=""))
    if session.merged_into:
        return None  # the history says whether it has grown since
    return Rows(
        session=session,
        attendance=list(tables.attendance.values()),
        issues=list(tables.issues.values()),
        answers=list(tables.answers.values()),
        commitments=list(tables.commitments.values()),
        reviews=list(tables.reviews.values()),
        duties=list(tables.duties.values()),
        reviewed_in_vain=_in_vain(tables),
        has_secrets=any(folder.glob(f"{PROTECTED_JOURNAL}*")),
    )


def _in_vain(tables: _Tables) -> set[str]:
    shown = {review.id for review in tables.reviews.values()}
    return {
        change.fields.commitment
        for operation in tables.operations.values()
        for change in operation.changes
        if change.table is Table.REVIEWS and change.fields.commitment and change.record not in shown
    }


def _is_all(folder: Path, head: Head) -> bool:
    """Whether no journal holds more than the state, which a crash may have left behind.

    Every frame of a journal is a line; besides operations there are its header and words of moves.
    """
    journals = [path.read_bytes() for path in journals_of(folder)]
    lines = sum(data.count(b"\n") for data in journals)
    moved = sum(data.count(_MOVED) for data in journals)
    return lines - len(journals) - moved <= head.entries
