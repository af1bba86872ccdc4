"""What was agreed when the minutes were closed: the entries that their seals cover.

Two note-takers may close the same minutes without knowing each other; each seal covers what its
writer knew, and what came in from elsewhere afterwards belongs to none of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_tui.ledger.operation import Operation
from danvan_tui.model.records import SessionState, Table, Value

STEPS = frozenset({"state", "seal", "sealed_over", "merged_into"})
"""What the steps of a session set in it: no part of the minutes."""


@dataclass(frozen=True)
class _Seal:
    order: tuple[int, str]
    over: dict[str, int] | None
    """The last counter of each replica; None where all that came before was meant."""

    def covers(self, operation: Operation) -> bool:
        if self.over is None:
            return operation.order < self.order
        replica, counter = _parted(operation.id)
        return 0 < counter <= self.over.get(replica, 0)


class Agreed:
    """Tells what was agreed from what came in afterwards."""

    def __init__(self) -> None:
        self._seals: list[_Seal] = []

    def note(self, operation: Operation) -> bool:
        """Take an operation into account; says whether it closes the minutes."""
        closed = _closings(operation)
        self._seals += closed
        return bool(closed)

    def is_late(self, operation: Operation) -> bool:
        """Whether it is no part of closed minutes, and no correction of them either."""
        if not self._seals or operation.reason:
            return False
        return not any(seal.covers(operation) for seal in self._seals)

    def covers(self, operation: Operation) -> bool:
        """Whether it was agreed with minutes that were closed."""
        return any(seal.covers(operation) for seal in self._seals)


def known_to(operations: Iterable[Operation]) -> list[str]:
    """The last operation of each replica among these, by which a seal names what it covers."""
    last: dict[str, int] = {}
    for operation in operations:
        replica, counter = _parted(operation.id)
        last[replica] = max(counter, last.get(replica, 0))
    return [f"{replica}.{counter}" for replica, counter in sorted(last.items())]


def covered(closing: Operation, operations: Iterable[Operation]) -> list[Operation]:
    """Those of the operations that this closing agreed on; none where it closes nothing."""
    seals = _closings(closing)
    return [one for one in operations if any(seal.covers(one) for seal in seals)]


def _closings(operation: Operation) -> list[_Seal]:
    return [
        _Seal(operation.order, _known_by(change.fields.get("sealed_over")))
        for change in operation.changes
        if change.table is Table.SESSION and change.fields.get("state") == SessionState.CLOSED
    ]


def _known_by(over: Value) -> dict[str, int] | None:
    return dict(map(_parted, over)) if isinstance(over, list) else None


def _parted(operation_id: str) -> tuple[str, int]:
    """The replica and the counter of an id; a counter that is none counts for nothing."""
    replica, _dot, counter = operation_id.rpartition(".")
    return replica, int(counter) if counter.isascii() and counter.isdigit() else 0
