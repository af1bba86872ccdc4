"""Promise: what came from elsewhere is counted by its sort, with who wrote it and no content."""

from danvan_tui.exchange.laptop.news import told
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.records import Table
from tests.ledger.sessions import in_memory
from tests.ledger.two import NOWHERE, put


def test_each_sort_is_counted_and_its_writer_named() -> None:
    notebook = in_memory(NOWHERE, "Lan")
    issues = [notebook.new(Table.ISSUES, content=f"Đường số {one}", number=one) for one in (1, 2)]
    made = [put(notebook, issue) for issue in issues]
    made.append(put(notebook, Edit(Table.ISSUES, issues[0].record, {"content": "Cống thôn"})))
    assert told("DT-2026-001", made) == "DT-2026-001: 2 new opinions, 1 change, by Lan"
