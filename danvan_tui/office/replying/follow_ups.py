"""The follow-up of one laptop: what it never showed it has of the sessions it sent."""

from danvan_tui.exchange.returned import Returned, ReturnedSession
from danvan_tui.office.register.register import Register


def follow_up_of(register: Register, laptop: str) -> Returned | None:
    """What is to go back today, without the time of a sending; None where that is nothing.

    The laptop is in the life of its data folder whose first file came last: one file of an
    earlier life that was found again late does not bring that life back.
    """
    line = next(reversed(register.lines(laptop)), None)
    if line is None:
        return None
    sessions: list[ReturnedSession] = [
        session for session in register.not_shown(laptop, line) if session.operations
    ]
    return Returned(at="", laptop=laptop, sessions=sessions) if sessions else None
