"""The draft of the line: what was typed, in the order it will be recorded.

The entries that the same opening of the notebook recorded since tell which of it is recorded by
now: nothing is lost, and nothing is offered twice.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from danvan_tui.ledger.draft import Draft

_REPLICA = "replica"
_AFTER = "after"
_CORRECTS = "corrects "


class Typed(NamedTuple):
    """A line that is not recorded yet."""

    text: str
    corrects: str = ""
    """The operation it corrects; empty for a line of its own."""


def draft_of(typed: Sequence[Typed], replica: str, operations: Iterable[str]) -> Draft:
    """The draft of what waits, with an empty text for an entry not typed on the line."""
    draft: Draft = {}
    for place, line in enumerate(typed):
        if line.text:
            draft[str(place)] = line.text
            draft |= {_CORRECTS + str(place): line.corrects} if line.corrects else {}
    if draft:
        draft |= {_REPLICA: replica, _AFTER: str(_written(replica, operations))}
    return draft


def not_recorded(draft: Draft, operations: Iterable[str]) -> list[Typed]:
    """What of a draft has not become an entry; ``operations`` are the ids of all that were."""
    texts = {int(place): text for place, text in draft.items() if place.isdecimal()}
    replica, after = draft.get(_REPLICA, ""), int(draft.get(_AFTER) or 0)
    recorded = _written(replica, operations) - after
    return [
        Typed(text, draft.get(_CORRECTS + str(place), ""))
        for place, text in sorted(texts.items())
        if place >= recorded
    ]


def _written(replica: str, operations: Iterable[str]) -> int:
    return sum(operation.startswith(f"{replica}.") for operation in operations)
