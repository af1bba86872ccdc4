"""How promises and what became of them are said: states, results, one review in a line."""

from danvan_tui.language import _
from danvan_tui.model.records import CommitmentState
from danvan_tui.model.standing import Standing, result_name

__all__ = ["result_name", "stands", "state_name"]


def state_name(state: CommitmentState) -> str:
    """Where a promise stands, in words."""
    return {
        CommitmentState.OPEN: _("open"),
        CommitmentState.IN_PROGRESS: _("in progress"),
        CommitmentState.REPORTED_DONE: _("reported done"),
        CommitmentState.CONFIRMED: _("confirmed"),
        CommitmentState.NOT_DONE: _("not done"),
        CommitmentState.REASSIGNED: _("reassigned"),
        CommitmentState.CANCELLED: _("cancelled"),
    }[state]


def stands(standing: Standing) -> str:
    """Where a promise stands, with the word of the village where that reopened it."""
    said = _("reopened") if standing.reopened else state_name(standing.state)
    return _("{state} (disagreeing reviews)").format(state=said) if standing.disagreeing else said
