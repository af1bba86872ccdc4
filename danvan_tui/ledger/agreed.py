"""What was agreed when the minutes were closed: the entries that their seals cover.

Two note-takers may close the same minutes without knowing each other; each seal covers what its
writer knew. One of them counts; all else came in afterwards, and waits for a correction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from danvan_tui.ledger.operation import Change, Operation
from danvan_tui.model.records import SessionState, Table, Value

SEAL = frozenset({"seal", "sealed_over"})
STEPS = SEAL | {"state", "merged_into"}
"""What the steps of a session set in it: no part of the minutes."""


@dataclass(frozen=True)
class _Seal:
    id: str
    order: tuple[int, str]
    digest: Value
    replaces: tuple[str, ...]
    over: dict[str, int] | None
    """The last counter of each replica; None where all that came before was meant."""

    def covers(self, operation: Operation) -> bool:
        if self.over is None:
            return operation.order < self.order
        replica, counter = _parted(operation.id)
        return 0 < counter <= self.over.get(replica, 0)


class Agreed:
    """Tells what was agreed from what came in afterwards.

    Of several closings the first one counts, until a correction chooses another: what each covers
    never changes, so it is the same wherever all of them are known.
    """

    def __init__(self) -> None:
        self._closings: dict[str, _Seal] = {}
        self._choices: dict[str, _Seal] = {}
        self._undoers: dict[str, list[str]] = {}
        """By what they took back the corrections that take one back."""
        self._stands: tuple[str, _Seal] | None = None
        """The entry by which a closing counts, and that closing."""

    def note(self, operation: Operation) -> bool:
        """Take an operation into account; says whether it may change what was agreed."""
        closed, chosen = _closings(operation), _choices(operation)
        self._closings |= {one.id: one for one in closed}
        self._choices |= {one.id: one for one in chosen}
        if operation.undoes and operation.reason:
            self._undoers.setdefault(operation.undoes, []).append(operation.id)
        elif not closed and not chosen:
            return False
        self._stands = self._standing()
        return True

    def is_late(self, operation: Operation) -> bool:
        """Whether it is no part of closed minutes, and no correction of them either."""
        if self._stands is None or operation.reason:
            return False
        _by, seal = self._stands
        return operation.id != seal.id and not seal.covers(operation)

    def covers(self, operation: Operation) -> bool:
        """Whether it was agreed with minutes that were closed."""
        return self._stands is not None and self._stands[1].covers(operation)

    def stands_by(self, operation_id: str) -> bool:
        """Whether this is the entry by which one of several closings counts."""
        return self._stands is not None and self._stands[0] == operation_id

    def _standing(self) -> tuple[str, _Seal] | None:
        first: dict[Value, _Seal] = {}
        for closing in sorted(self._closings.values(), key=_order):
            first.setdefault(closing.digest, closing)
        choices = [one for one in self._choices.values() if self._counts(one.id)]
        replaced = {known for choice in choices for known in choice.replaces}
        for choice in sorted(choices, key=_order):
            if choice.id not in replaced and choice.digest in first:
                return choice.id, first[choice.digest]
        for closing in first.values():
            return closing.id, closing
        return None

    def _counts(self, operation_id: str) -> bool:
        """Whether a correction was not taken back, or that was taken back in turn."""
        return all(self._undoers.get(one) for one in self._undoers.get(operation_id, ()))


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
        _seal(operation, change)
        for change in operation.changes
        if change.table is Table.SESSION and change.fields.get("state") == SessionState.CLOSED
    ]


def _choices(operation: Operation) -> list[_Seal]:
    """What chooses between closings: a correction that sets their seal."""
    return [
        _seal(operation, change)
        for change in operation.changes
        if operation.reason and change.table is Table.SESSION and change.fields.get("seal")
    ]


def _seal(operation: Operation, change: Change) -> _Seal:
    return _Seal(
        operation.id,
        operation.order,
        change.fields.get("seal"),
        tuple(change.replaces.get("seal", ())),
        _known_by(change.fields.get("sealed_over")),
    )


def _order(seal: _Seal) -> tuple[int, str]:
    return seal.order


def _known_by(over: Value) -> dict[str, int] | None:
    return dict(map(_parted, over)) if isinstance(over, list) else None


def _parted(operation_id: str) -> tuple[str, int]:
    """The replica and the counter of an id; a counter that is none counts for nothing."""
    replica, _dot, counter = operation_id.rpartition(".")
    return replica, int(counter) if counter.isascii() and counter.isdigit() else 0
