"""Taking back a whole import, so that the receipts say so too."""

from typing import NamedTuple

from danvan_tui.office.office import Office
from danvan_tui.office.register.outcomes import Undone
from danvan_tui.office.replying.answering import renewed


class TakenBack(NamedTuple):
    """What was taken back, and what did not work besides."""

    undone: Undone
    problems: tuple[str, ...]


def undo(office: Office, *, by: str = "") -> TakenBack:
    """Take back the newest import that still counts; raises RegisterError where there is none."""
    undone = office.register.undo_last(by)
    return TakenBack(undone, tuple(renewed(office)))
