"""An office with a few meetings behind it: its clock is set by hand, its ids are counted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from danvan_tui.followup.extract import Extract, extract_of
from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.followup.reviewing.recording import Found, Recorded, record_reviews
from danvan_tui.ledger.closing import close_session
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.rows import read_rows
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.records import Review, Table, Value
from danvan_tui.model.standing import Standing, standing
from tests.followup.plain import followed, reviews_by_promise
from tests.ledger.sessions import CountedIds, step

HANOI = timezone(timedelta(hours=7))
VILLAGE = "Thôn Gò Vối"


@dataclass
class Office:
    """The sessions of one data folder, and what is known of their promises."""

    root: Path
    now: datetime = datetime(2026, 11, 22, 8, 0, tzinfo=HANOI)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.root, clock=lambda: self.now, new_id=CountedIds())

    def meeting(
        self,
        *promises: dict[str, Value],
        date: str = "2026-11-01",
        villages: tuple[str, ...] = (VILLAGE,),
        closed: bool = True,
        kind: str = "proposal",
    ) -> str:
        """A session with one opinion and these promises on it; gives the name of its folder."""
        code = self.shelf.create(date=date, villages=list(villages))
        notebook = self.shelf.open(code)
        step(notebook, "live")
        issue = notebook.new(
            Table.ISSUES, content="Cống thôn bị tắc", kind=kind, speaker_name="Mùi"
        )
        notebook.record([issue])
        for promise in promises:
            fields = {"content": "Sửa cống", "due": "2026-12-15", "due_how": "ngày", **promise}
            notebook.record([notebook.new(Table.COMMITMENTS, issue=issue.record, **fields)])
        if closed:
            close_session(notebook, "chưa rõ")
        notebook.close()
        return notebook.folder.name

    def open(self, folder: str) -> Notebook:
        """A session to write in."""
        return self.shelf.open(folder, person="Lò Thị Mai")

    def extracts(self) -> list[Extract]:
        """What is kept of all sessions that can be read."""
        return [extract_of(one.name, read_rows(one)) for one in sorted(self.shelf.folders())]

    @property
    def promises(self) -> list[Followed]:
        """All promises as they stand."""
        return list(followed(self.extracts()))

    def followable(self, commitment_id: str) -> Followable | None:
        """A promise with everything said about it."""
        extracts = self.extracts()
        for session in extracts:
            for promise in session.promises:
                if promise.id == commitment_id:
                    raised = next((one for one in session.issues if one.id == promise.issue), None)
                    reviews = tuple(reviews_by_promise(extracts).get(promise.id, ()))
                    return Followable(promise, session, raised, reviews)
        return None

    def promise(self, folder: str, number: int = 1) -> Followable:
        """The promise of a session by its number."""
        promises = [one for one in self.promises if (one.folder, one.number) == (folder, number)]
        found = self.followable(promises[0].commitment)
        assert found is not None
        return found

    def review(self, folder: str, found: Found, *, number: int = 1, meeting: str = "") -> Recorded:
        """Record what was found of a promise."""
        promise = self.promise(folder, number)
        return record_reviews(self.shelf, [promise], found, "Lò Thị Mai", meeting=meeting)

    def stands(self, folder: str, number: int = 1) -> Standing:
        """Where a promise stands."""
        promise = self.promise(folder, number)
        return standing(promise.promise, promise.reviews)

    def reviews_in(self, folder: str) -> list[Review]:
        """The reviews that stand in a session."""
        return sorted(read_rows(self.shelf.folder(folder)).reviews, key=lambda one: one.number)
