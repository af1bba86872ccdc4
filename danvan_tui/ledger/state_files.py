"""The files of the state: what everybody may read in one, what the law protects in the other."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from danvan_tui.ledger.checkpoint import STATE_FILE, Summary, write_checkpoint
from danvan_tui.ledger.conflicts import conflicts_in
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Attendee, Session, Table
from danvan_tui.model.rules import attended

PROTECTED_FILE = "protected.json"


def summary_of(state: State) -> Summary:
    """What the shelf shows of a session."""
    return summary_from_rows(
        state.session,
        state.attendance(),
        state.fold.operations.values(),
        issues=len(state.tables[Table.ISSUES]),
        commitments=len(state.tables[Table.COMMITMENTS]),
    )


def summary_from_rows(
    session: Session,
    people: Iterable[Attendee],
    operations: Iterable[Operation],
    *,
    issues: int,
    commitments: int,
) -> Summary:
    """The same where only the rows are at hand."""
    return Summary(
        id=session.id,
        code=session.code,
        kind=session.kind,
        state=session.state,
        title=session.title,
        date=session.date,
        villages=session.villages,
        people=attended(people),
        issues=issues,
        commitments=commitments,
        note_taker=note_taker(session, operations),
        merged_into=session.merged_into,
    )


def note_taker(session: Session, operations: Iterable[Operation]) -> str:
    """The secretary of a session, or who began it."""
    if session.secretary:
        return session.secretary
    first = min(operations, key=lambda operation: operation.order, default=None)
    return first.by if first else ""


def write_state(folder: Path, state: State, generation: int) -> None:
    """Write both files, the protected one only if there is need; raises SaveError."""
    fold = state.fold
    operations = fold.ordered()
    secret = [operation for operation in operations if fold.is_secret(operation)]
    plain = [operation for operation in operations if not fold.is_secret(operation)]
    summary = summary_of(state)
    counts = {"entries": len(operations), "missing": skipped_times(operations)}
    if secret:
        identities = list(state.identities().values())
        protected = {"protected": _numbered(identities), "operations": _numbered(secret)}
        nobody = Summary(id=summary.id)
        write_checkpoint(folder / PROTECTED_FILE, generation, nobody, protected, **counts)
    everything = {**state.tables, "operations": _numbered(plain)}
    left = len(conflicts_in(fold))
    write_checkpoint(folder / STATE_FILE, generation, summary, everything, **counts, conflicts=left)


def skipped_times(operations: Collection[Operation]) -> int:
    """How many logical times nobody wrote at: each is an operation that is not here.

    Every operation is written one logical time after something its writer knew.
    """
    times = {operation.time for operation in operations}
    return max(times, default=0) - len(times)


def _numbered(rows: Sequence[object]) -> dict[str, object]:
    return {str(number): row for number, row in enumerate(rows, 1)}
