"""The follow-up of one laptop: what it never showed it has of the sessions it sent."""

from danvan_tui.exchange.returned import Returned
from danvan_tui.office.register.register import Register


def follow_up_of(register: Register, laptop: str) -> Returned | None:
    """What is to go back today, without the time of a sending; None where that is nothing."""
    sessions = [*register.not_shown(laptop)]
    return Returned(at="", laptop=laptop, sessions=sessions) if sessions else None
