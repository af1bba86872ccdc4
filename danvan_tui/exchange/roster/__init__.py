"""Lists of people that villages send: read, compared with who is listed, taken over in one go."""

from danvan_tui.exchange.errors import RosterError
from danvan_tui.exchange.roster.plan import Planned, RosterPlan, plan_roster
from danvan_tui.exchange.roster.reading import read_roster
from danvan_tui.exchange.roster.rows import RosterRow

__all__ = ["Planned", "RosterError", "RosterPlan", "RosterRow", "plan_roster", "read_roster"]
