"""Taking back a whole import, so that the receipts say so too."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from danvan_tui.office.office import Office
from danvan_tui.office.register.outcomes import Undone
from danvan_tui.office.replying import outbox
from danvan_tui.office.replying.answering import answer


class TakenBack(NamedTuple):
    """What was taken back, and what did not work besides."""

    undone: Undone
    problems: tuple[str, ...]
    laptops: frozenset[str] = frozenset()
    """Those whose receipt says something else now; it waits in the outbox."""


def undo(office: Office, *, by: str = "", places: Iterable[Path] = ()) -> TakenBack:
    """Take back the newest import that still counts; raises RegisterError where there is none.

    The laptops that fetch their answers from ``places`` are told there at once.
    """
    before = outbox.receipts(office)
    undone = office.register.undo_last(by)
    problems = answer(office, (), places)
    after = outbox.receipts(office).items()
    laptops = frozenset(laptop for laptop, says in after if says != before.get(laptop))
    return TakenBack(undone, tuple(problems), laptops)
