"""The draft of the line: what was typed, in the order it will be recorded.

The entries that the same opening of the notebook recorded since tell which of it is recorded by
now: nothing is lost, and nothing is offered twice.
"""

from collections.abc import Iterable, Sequence

from danvan_tui.ledger.draft import Draft

_REPLICA = "replica"
_AFTER = "after"


def draft_of(typed: Sequence[str], replica: str, operations: Iterable[str]) -> Draft:
    """The draft of what waits, with "" for an entry that was not typed on the line."""
    if not any(typed):
        return {}
    texts = {str(place): text for place, text in enumerate(typed) if text}
    return {_REPLICA: replica, _AFTER: str(_written(replica, operations)), **texts}


def not_recorded(draft: Draft, operations: Iterable[str]) -> list[str]:
    """What of a draft has not become an entry; ``operations`` are the ids of all that were."""
    texts = {int(place): text for place, text in draft.items() if place.isdecimal()}
    replica, after = draft.get(_REPLICA, ""), int(draft.get(_AFTER) or 0)
    recorded = _written(replica, operations) - after
    return [text for place, text in sorted(texts.items()) if place >= recorded]


def _written(replica: str, operations: Iterable[str]) -> int:
    return sum(operation.startswith(f"{replica}.") for operation in operations)
