"""The draft of the line: what was typed, in the order it will be recorded.

The entries recorded since it was kept tell which of it is recorded by now: nothing is lost, and
nothing is offered twice.
"""

from collections.abc import Sequence

from danvan_tui.ledger.draft import Draft

_AFTER = "after"


def draft_of(typed: Sequence[str], latest: int) -> Draft:
    """The draft of what waits, with "" for an entry that was not typed on the line."""
    if not any(typed):
        return {}
    return {_AFTER: str(latest)} | {str(place): text for place, text in enumerate(typed) if text}


def not_recorded(draft: Draft, latest: int) -> list[str]:
    """What of a draft has not become an entry; every entry made the latest time one later."""
    texts = {int(place): text for place, text in draft.items() if place.isdecimal()}
    recorded = latest - int(draft.get(_AFTER) or latest)
    return [text for place, text in sorted(texts.items()) if place >= recorded]
