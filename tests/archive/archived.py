"""What the tests of the archive do with it: read the shelf, and look things up."""

from danvan_tui.archive.archive import Archive
from danvan_tui.archive.issues import ArchivedIssue
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Value


def read_all(archive: Archive) -> None:
    """Read what changed on the shelf, as the program does it in the background."""
    survey = archive.survey()
    archive.begin(survey)
    for folder in survey.stale:
        archive.take(archive.read(folder))


def found(archive: Archive, query: str) -> list[ArchivedIssue]:
    search = archive.search(query)
    search.finish()
    issues = archive.found(search)
    assert search.count == len(issues)
    return issues


def contents(archive: Archive, query: str) -> list[str]:
    return [issue.raised.content for issue in found(archive, query)]


def session(shelf: Shelf, **fields: Value) -> Notebook:
    """A new session, open for writing."""
    return shelf.open(shelf.create(person="Lò Thị Mai", **fields))
