"""The order of the minutes: which places to give so that few issues change."""

from collections.abc import Collection, Sequence

from danvan_tui.ledger.state import in_minutes
from danvan_tui.model.records import Issue


def places(order: Sequence[Issue], moved: Collection[str]) -> dict[str, int]:
    """The places that make this order: of the moved issues, and of those that must give way.

    A moved issue is always among them: the history shall say which one a person moved.
    """
    given: dict[str, int] = {}
    before: tuple[int, int, str] | None = None
    for at, issue in enumerate(order):
        key = in_minutes(issue)
        if before is None and issue.id in moved:
            place = _first(issue, order[at + 1 :])
        elif before is not None and (issue.id in moved or key <= before):
            place = _behind(issue, before)
        else:
            place = key[0]
        if issue.id in moved or place != key[0]:
            given[issue.id] = place
        before = (place, issue.number, issue.id)
    return given


def _first(issue: Issue, others: Sequence[Issue]) -> int:
    if not others:
        return in_minutes(issue)[0]
    place, *rest = in_minutes(others[0])
    return place if [issue.number, issue.id] < rest else place - 1


def _behind(issue: Issue, before: tuple[int, int, str]) -> int:
    place, *rest = before
    return place if [issue.number, issue.id] > rest else place + 1
