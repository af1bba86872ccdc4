"""What stands now: an issue as it was said, and what hangs on it."""

from collections.abc import Iterator

from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.fold import RecordKey
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Issue, Table


def issue_of(state: State, issue: str) -> Issue:
    """The issue with all that was said, protected or not; raises InvalidChangeError."""
    if issue not in state.fold.rows[Table.ISSUES]:
        raise InvalidChangeError(
            _("This opinion was taken out meanwhile. Nothing was changed; bring it back first.")
        )
    return state.protected_speaker(issue)


def hanging(state: State, issue: str) -> Iterator[RecordKey]:
    """The answers and promises that belong to an issue now."""
    for table, record in sorted(state.fold.hanging_on(issue)):
        if state.fold.rows[table].get(record, {}).get("issue") == issue:
            yield table, record
