"""What is read aloud of a session."""

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.catalogue import load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table, Value
from danvan_tui.wording.marks import Mark
from danvan_tui.wording.reading import Passage, passages

CATALOGUES = load_catalogues(shipped_data(), None)


def read(notebook: Notebook) -> list[Passage]:
    return passages(notebook.state, CATALOGUES)


def told(passage: Passage) -> str:
    return "\n".join(paragraph.text for paragraph in passage.paragraphs)


def marks(passage: Passage) -> list[Mark]:
    return [mark for paragraph in passage.paragraphs for mark in paragraph.marks]


def change(notebook: Notebook, issue: str, reason: str = "", **fields: Value) -> None:
    notebook.record([Edit(Table.ISSUES, issue, fields)], reason=reason)
