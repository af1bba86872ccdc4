"""A notebook with the sample roster, and what a line is read against."""

import csv
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from danvan_tui.capture import Context, record_line
from danvan_tui.language import choose, chosen
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from danvan_tui.vietnamese.workdays import Calendar
from tests.capture.denouncer import list_denouncer

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
VILLAGES = ["Thôn Đồng Mận", "Thôn Gò Vối", "Thôn Phú Thịnh", "Thôn Văn Xá"]

OpenNotebook = Callable[[Path], Notebook]


def open_notebook(folder: Path) -> Notebook:
    """A new session of 22 November 2026, with a still clock and counted ids."""
    count = itertools.count(1)
    shelf = Shelf(folder, clock=lambda: NOW, new_id=lambda: f"id-{next(count):06}")
    code = shelf.create(date="2026-11-22", villages=VILLAGES)
    return shelf.open(code)


def list_roster(notebook: Notebook) -> None:
    """Put everybody of the sample roster on the list, not yet present."""
    path = shipped_data() / "samples" / "roster.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            born = int(row["Năm sinh"]) if row["Năm sinh"] else None
            edit = notebook.new(
                Table.ATTENDANCE,
                name=row["Họ và tên"],
                village=row["Đơn vị / thôn"],
                birth_year=born,
            )
            notebook.record([edit])


def context_of(notebook: Notebook, catalogues: Catalogues) -> Context:
    return Context.of(notebook.state, catalogues, Calendar(), date(2026, 1, 1))


def with_issues(folder: Path, catalogues: Catalogues, *lines: str) -> Context:
    """The roster and the issues that these lines make."""
    notebook = open_notebook(folder)
    list_roster(notebook)
    context = context_of(notebook, catalogues)
    for line in lines:
        record_line(notebook, context, line)
    return context.refreshed(notebook.state)


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    before = chosen()
    choose("en")
    try:
        return load_catalogues(shipped_data(), None)
    finally:
        choose(before)


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The roster, listed; for reading only."""
    notebook = open_notebook(tmp_path_factory.mktemp("hall"))
    list_roster(notebook)
    return notebook


@pytest.fixture(scope="session")
def context(hall: Notebook, catalogues: Catalogues) -> Context:
    """The roster, and no issue yet."""
    return context_of(hall, catalogues)


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """A draft session without people."""
    notebook = open_notebook(tmp_path)
    yield notebook
    notebook.close()


@pytest.fixture(scope="module")
def two_issues(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The roster and two issues."""
    folder = tmp_path_factory.mktemp("issues")
    return with_issues(folder, catalogues, "12 kn gt Đường hỏng", "13 kn dt Đất lở")


@pytest.fixture(scope="session", params=[1, 2], ids=["once on the list", "twice on the list"])
def listed(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    catalogues: Catalogues,
) -> Context:
    """The denouncer, listed once, or beside somebody who is called the same."""
    notebook = open_notebook(tmp_path_factory.mktemp("secret"))
    list_denouncer(notebook, request.param)
    return context_of(notebook, catalogues)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, catalogues: Catalogues) -> Context:
    """The denouncer, listed once."""
    notebook = open_notebook(tmp_path_factory.mktemp("once"))
    list_denouncer(notebook)
    return context_of(notebook, catalogues)
