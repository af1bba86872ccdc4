"""An office in whose register stand the sessions of two communes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_tui.ledger.notebook import Notebook
from danvan_tui.office.office import Office
from danvan_tui.office.shelf import RegisterShelf
from tests.office.shelf.registered import DEAR, FAR, bring, laptop_of, promise_in, session_of


@pytest.fixture
def shelf(office: Office) -> RegisterShelf:
    """Its sessions."""
    return RegisterShelf(office)


@pytest.fixture
def dear(tmp_path: Path, office: Office) -> Iterator[Notebook]:
    """A session with one promise, in the register as it is."""
    notebook = session_of(laptop_of(tmp_path, DEAR), DEAR)
    promise_in(notebook, "Sửa đường")
    bring(office, notebook)
    yield notebook
    notebook.close()


@pytest.fixture
def far(tmp_path: Path, office: Office) -> Iterator[Notebook]:
    """A session of the same code in another commune, with one promise."""
    notebook = session_of(laptop_of(tmp_path, FAR), FAR)
    promise_in(notebook, "Lắp đèn")
    bring(office, notebook)
    yield notebook
    notebook.close()
