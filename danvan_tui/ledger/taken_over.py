"""Taken over: whether a session was written in after another one took over all of it."""

from danvan_tui.ledger.agreed import STEPS
from danvan_tui.ledger.fold import Fold
from danvan_tui.ledger.operation import Operation
from danvan_tui.ledger.state import State
from danvan_tui.ledger.tied import is_protecting
from danvan_tui.model.records import Table


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
    return any(
        change.table is not Table.SESSION or not change.fields.keys() <= STEPS
        for change in operation.changes
    )
