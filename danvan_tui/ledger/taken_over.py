"""Taken over: what one session holds of another one of the same meeting, and what it does not."""

from danvan_tui.ledger.agreed import STEPS
from danvan_tui.ledger.fold import DELETED, Fold, RecordKey
from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import is_protecting
from danvan_tui.model.records import DENUNCIATION, Table

MATCHED = (Table.ATTENDANCE, Table.ISSUES, Table.ANSWERS, Table.COMMITMENTS)
"""What may stand in the notes of two people."""


def known_pairs(ours: State, *, even_taken_back: bool = False) -> dict[RecordKey, str]:
    """For what others wrote, by table and id, which of ours a person found to be the same."""
    found: dict[RecordKey, str] = {}
    for table in MATCHED:
        for record in ours.fold.records(table):
            for version in ours.fold.versions(table, record, "taken_from"):
                counts = even_taken_back or ours.fold.active(version.operation)
                if counts and isinstance(version.value, list):
                    found |= {(table, one): record for one in version.value}
    return found


def exposed_together(ours: State, theirs: State) -> tuple[set[str], set[str]]:
    """The opinions that stand openly here, and there, though the same is secret in the other.

    What was taken back still stands in the journal, and counts.
    """
    known = known_pairs(ours, even_taken_back=True)
    both = {
        (known.get((Table.ISSUES, other), other), other)
        for other in theirs.fold.records(Table.ISSUES)
    }
    secret, protected = ours.fold.protected, theirs.fold.protected
    return (
        {mine for mine, other in both if other in protected and _is_open(ours.fold, mine)},
        {other for mine, other in both if mine in secret and other not in protected},
    )


def _is_open(fold: Fold, issue: str) -> bool:
    return fold.knows(Table.ISSUES, issue) and issue not in fold.protected


def has_grown(state: State) -> bool:
    """Whether something stands here that whoever took the session over did not know."""
    heads = state.fold.heads(Table.SESSION, state.session.id, "merged_into")
    taken = [state.fold.operations[head.operation] for head in heads if head.value]
    if not taken:
        return False
    last = max(taken, key=lambda operation: operation.order)
    return any(
        operation.time >= last.time and _says_more(state.fold, operation)
        for operation in state.fold.operations.values()
    )


def _says_more(fold: Fold, operation: Operation) -> bool:
    """Whether an entry that counts is more than a step of the session or its protection."""
    if not fold.active(operation.id) or is_protecting(operation):
        return False
    return not all(map(_is_known, operation.changes))


def _is_known(change: Change) -> bool:
    """Whether it is a step of the session, or what becomes secret in both at once."""
    if change.table is Table.SESSION:
        return change.fields.keys() <= STEPS
    denounced = {"kind": DENUNCIATION, DELETED: True}
    return change.table is Table.ISSUES and change.fields | {DELETED: True} == denounced
