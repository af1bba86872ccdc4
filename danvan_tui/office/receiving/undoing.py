"""Taking back a whole import, so that the receipts say so too."""

from typing import NamedTuple

from danvan_tui.office.office import Office
from danvan_tui.office.register.outcomes import Undone
from danvan_tui.office.replying import outbox
from danvan_tui.office.replying.answering import renewed


class TakenBack(NamedTuple):
    """What was taken back, and what did not work besides."""

    undone: Undone
    problems: tuple[str, ...]
    laptops: frozenset[str] = frozenset()
    """Those that are answered otherwise now; their answers wait in the outbox."""


def undo(office: Office, *, by: str = "") -> TakenBack:
    """Take back the newest import that still counts; raises RegisterError where there is none."""
    before = outbox.standing(office)
    undone = office.register.undo_last(by)
    problems = renewed(office)
    after = outbox.standing(office)
    changed = frozenset(one for one, names in after.items() if names != before.get(one))
    return TakenBack(undone, tuple(problems), changed)
