"""Moving: an issue up and down the minutes, an answer or a promise to another issue."""

from danvan_tui.language import _
from danvan_tui.ledger.errors import InvalidChangeError
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.rearranging.order import places
from danvan_tui.ledger.rearranging.standing import issue_of
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table


def move_edits(notebook: Notebook, issue: str, step: int) -> list[Edit]:
    """Edits that move an issue up (-1) or down (1); its number stays. Raises InvalidChangeError."""
    issue_of(notebook.state, issue)
    order = notebook.state.issues()
    at = next(place for place, one in enumerate(order) if one.id == issue)
    if at + step < 0:
        raise InvalidChangeError(_("This opinion is the first already. Nothing was changed."))
    if at + step >= len(order):
        raise InvalidChangeError(_("This opinion is the last already. Nothing was changed."))
    order.insert(at + step, order.pop(at))
    given = places(order, {issue})
    ordered = sorted(given.items(), key=lambda one: one[0] != issue)  # the moved one first
    return [Edit(Table.ISSUES, one, {"position": place}) for one, place in ordered]


def hang_edits(notebook: Notebook, table: Table, record: str, issue: str) -> list[Edit]:
    """The edit that moves an answer or a promise to another issue; raises InvalidChangeError."""
    state = notebook.state
    issue_of(state, issue)
    row = state.fold.rows[table].get(record)
    if row is None:
        raise InvalidChangeError(_("This was taken out meanwhile. Nothing was changed."))
    if row.get("issue") == issue:
        raise InvalidChangeError(_("It belongs to this opinion already. Nothing was changed."))
    check_stays_covered(state, table, record, issue)
    return [Edit(table, record, {"issue": issue})]


def check_stays_covered(state: State, table: Table, record: str, issue: str) -> None:
    """Raise InvalidChangeError where what was said to a denunciation would leave it."""
    if state.fold.is_hidden(table, record) and issue not in state.fold.protected:
        raise InvalidChangeError(
            _(
                "What was said to a denunciation stays with it: it may name the person the law "
                "protects. Nothing was changed."
            )
        )
