"""What was raised before: the archive, read in the background while people go on typing."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.ledger.errors import LedgerError

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.archive.archive import Archive
    from danvan_tui.archive.issues import ArchivedIssue
    from danvan_tui.capture.reading import Reading
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.tui.app import DanvanApp


class Recollecting:
    """Keeps the archive of one app up to date, and asks it."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._reading: Worker[None] | None = None

    @cached_property
    def archive(self) -> Archive:
        """What was raised in all sessions; made when it is first asked for."""
        from danvan_tui.archive.archive import Archive as Made  # noqa: PLC0415

        made = Made(self._app.shelf, self._app.catalogues.fields)
        for screen in self._app.sessions:
            if not screen.notebook.read_only:
                made.refresh_session(screen.notebook.folder.name, screen.notebook.state)
        return made

    @property
    def is_reading(self) -> bool:
        """Whether sessions are still being read from the disk."""
        return self._reading is not None and not self._reading.is_finished

    def begin(self) -> None:
        """Read what changed on the shelf, a session at a time, so that no key waits long."""
        for screen in self._app.sessions:
            self.refresh(screen.notebook)
        if not self.is_reading:
            self._reading = self._app.run_worker(self._read())

    async def _read(self) -> None:
        try:
            survey = await asyncio.to_thread(self.archive.survey)
        except LedgerError:
            return  # the home screen says what is wrong with the shelf
        self.archive.begin(survey)
        for folder in survey.stale:
            self.archive.take(await asyncio.to_thread(self.archive.read, folder))

    def refresh(self, notebook: Notebook) -> None:
        """Take in a session that is open here, as it stands after an entry.

        Of one that is written elsewhere only the disk knows how it stands.
        """
        made = "archive" in self.__dict__  # else it takes everything in when it is made
        if made and not notebook.read_only:
            self.archive.refresh_session(notebook.folder.name, notebook.state)

    def forget(self, notebook: Notebook) -> None:
        """A session is closed here: from now on the disk says what it holds."""
        if "archive" in self.__dict__:
            self.archive.close_session(notebook.folder.name)

    async def similar_to(
        self, reading: Reading, notebook: Notebook, village: str
    ) -> ArchivedIssue | None:
        """The opinion raised before that says nearly what is being typed, here or elsewhere.

        Its session is looked at again first: it may have become a denunciation meanwhile.
        """
        from danvan_tui.archive.similar import similar  # noqa: PLC0415 - in a pause only
        from danvan_tui.capture.reading import What  # noqa: PLC0415

        if reading.what is not What.ISSUE or reading.protected:
            return None
        archive, here = self.archive, notebook.folder.name
        looked_at: set[str] = set()
        while found := similar(archive, reading.content, village=village, folder=here, limit=1):
            nearest, edition = found[0].issue, archive.edition
            folder = nearest.meeting.folder
            if folder in looked_at:
                return nearest
            anew = await asyncio.to_thread(archive.read_anew, folder)
            if anew is None and archive.edition == edition:
                return nearest
            if anew is None or archive.accept(anew):
                looked_at.add(folder)
        return None

    def as_it_stands(self, issue: ArchivedIssue) -> ArchivedIssue | None:
        """An opinion that was offered, as it stands now; None where it may be seen no more."""
        anew = self.archive.read_anew(issue.meeting.folder)
        if anew is not None:
            self.archive.accept(anew)
        return self.archive.as_it_stands(issue)
