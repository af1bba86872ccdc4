"""An opinion that was ever a denunciation, and all that hangs on it, is in no search result."""

from collections.abc import Callable

import pytest

from danvan_tui.archive.archive import Archive
from danvan_tui.archive.similar import similar
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import DENUNCIATION
from tests.archive.archived import contents, found, read_all, session
from tests.ledger.sessions import change, say
from tests.ledger.test_secrecy import CONTENT, NAME, PATHS, denounce

QUERIES = ("", *NAME.split(), NAME, "stp", "Nà Pù", *CONTENT.split(), "0912345678", "cam on", "goi")


def betrayed(archive: Archive) -> list[str]:
    """What any search shows of the denouncer."""
    seen = [repr(one) for query in QUERIES for one in found(archive, query)]
    seen += [repr(one) for one in similar(archive, CONTENT, village="Nà Pù")]
    return [text for text in seen if NAME in text or CONTENT in text or "Nà Pù" in text]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_no_result_names_a_denouncer_whatever_path_led_there(
    shelf: Shelf, archive: Archive, path: Callable[[Notebook], None]
) -> None:
    notebook = session(shelf)
    path(notebook)
    read_all(archive)
    assert betrayed(archive) == []
    notebook.close()
    read_all(archive)
    assert betrayed(archive) == []
    reread = Archive(shelf, {})
    read_all(reread)
    assert betrayed(reread) == []
    assert not any(NAME in repr(packed) for packed in reread._packed)


def test_an_opinion_found_before_is_gone_with_the_entry_that_makes_it_a_denunciation(
    shelf: Shelf, archive: Archive
) -> None:
    notebook = session(shelf)
    issue = denounce(notebook)
    archive.refresh_session(notebook.folder.name, notebook.state)
    search = archive.search("pang")
    search.finish()
    assert len(archive.found(search)) == 1
    change(notebook, issue, kind=DENUNCIATION)
    archive.refresh_session(notebook.folder.name, notebook.state)
    assert archive.found(search) == []
    assert betrayed(archive) == []
    assert not any(archive._packed)
    notebook.undo()
    archive.refresh_session(notebook.folder.name, notebook.state)
    assert betrayed(archive) == []
    notebook.close()


def test_what_became_a_denunciation_elsewhere_is_gone_with_the_next_reading(
    shelf: Shelf, archive: Archive
) -> None:
    notebook = session(shelf)
    issue = denounce(notebook)
    say(notebook, "Đường hỏng")
    read_all(archive)
    assert len(contents(archive, "")) == 2
    change(notebook, issue, kind=DENUNCIATION)
    read_all(archive)
    assert contents(archive, "") == ["Đường hỏng"]
    assert betrayed(archive) == []
    notebook.close()
