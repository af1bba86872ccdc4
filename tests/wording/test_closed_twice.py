"""Between two closings people choose by who closed, when, and how much; never by digests."""

from danvan_tui.ledger.agreed import known_to
from danvan_tui.ledger.closing import seal_of
from danvan_tui.ledger.conflicts import conflicts
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.ledger.state import State
from danvan_tui.model.records import Table, Value
from danvan_tui.wording.conflicts import Conflicts
from tests.ledger.sessions import in_memory
from tests.ledger.two import NOWHERE, put
from tests.wording.read_aloud import CATALOGUES


def closed_by(person: str, opinions: int) -> Notebook:
    notebook = in_memory(NOWHERE, person)
    for number in range(opinions):
        put(notebook, notebook.new(Table.ISSUES, content=f"ý kiến {number}", kind="proposal"))
    for state in ("live", "reading"):
        put(notebook, Edit(Table.SESSION, "s", {"state": state}))
    over = known_to(notebook.state.fold.operations.values())
    sealed: dict[str, Value] = {"seal": seal_of(notebook.state), "sealed_over": over}
    put(notebook, Edit(Table.SESSION, "s", {"state": "closed", **sealed}))
    return notebook


def test_two_closings_are_told_apart_by_who_when_and_how_many_opinions() -> None:
    both = [closed_by("Lan", 1), closed_by("Mai", 3)]
    state = State(one for notebook in both for one in notebook.state.fold.ordered())
    words = Conflicts(state, CATALOGUES)
    (choice,) = [one for one in conflicts(state) if one.table is Table.SESSION]
    assert words.about(choice) == "Session · Two people closed the minutes: which count"
    assert [words.value(choice, one) for one in choice.alternatives] == [
        "the minutes closed by Lan on 22/11/2026 08:00, 1 opinion",
        "the minutes closed by Mai on 22/11/2026 08:00, 3 opinions",
    ]
