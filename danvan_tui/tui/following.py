"""The promises of all sessions, read in the background while people look at them."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_tui.language import _
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.model.records import Table

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.followup.index.follow_up import FollowUp
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.tui.app import DanvanApp


class Following:
    """Keeps the index of promises of one app up to date."""

    def __init__(self, app: DanvanApp) -> None:
        self._app = app
        self._reading: Worker[None] | None = None
        self._is_wanted = False
        self._secret: dict[str, int] = {}
        """How much of the sessions that are open here is secret."""
        self.loaded = asyncio.Event()
        """Set once what an earlier run knew is taken in; the shelf is read after that."""

    @cached_property
    def follow_up(self) -> FollowUp:
        """Every promise of every session; made when it is first asked for."""
        from danvan_tui.followup.index.follow_up import FollowUp as Made  # noqa: PLC0415

        return Made(self._app.shelf)

    @property
    def edition(self) -> int:
        """Counts the changes: what was shown of another edition may be out of date."""
        return self.follow_up.edition

    @property
    def is_reading(self) -> bool:
        """Whether sessions are still being read from the disk."""
        return self._reading is not None and not self._reading.is_finished

    def begin(self) -> None:
        """Take in what is open here, and read what changed on the shelf, a session at a time.

        Asked again while it reads, it looks once more.
        """
        follow_up = self.follow_up
        for screen in self._app.sessions:
            if not screen.notebook.read_only:
                follow_up.refresh_session(screen.notebook.folder.name, screen.notebook.state)
        self._is_wanted = True
        if not self.is_reading:
            self._reading = self._app.run_worker(self._read())

    async def up_to_date(self) -> None:
        """Wait until all sessions are read, and what became secret is so in all of them."""
        self.begin()
        while self.is_reading:
            await asyncio.sleep(0.05)

    async def _read(self) -> None:
        follow_up = self.follow_up
        if not self.loaded.is_set():
            follow_up.load(await asyncio.to_thread(follow_up.fetch))
            self.loaded.set()
        while self._is_wanted:
            self._is_wanted = False
            try:
                survey = await asyncio.to_thread(follow_up.survey)
            except LedgerError:
                return  # the home screen says what is wrong with the shelf
            follow_up.begin(survey)
            for folder in survey.stale:
                follow_up.accept(await asyncio.to_thread(follow_up.read, folder))
            if follow_up.has_secrets:
                await self._app.protecting.keep_up()
            await asyncio.to_thread(follow_up.store)

    def refresh(self, notebook: Notebook) -> None:
        """Take in a session that is open here, as it stands after an entry.

        Of one that is written elsewhere only the disk knows how it stands.
        """
        made = "follow_up" in self.__dict__  # else it takes everything in when it begins
        if made and not notebook.read_only:
            self.follow_up.refresh_session(notebook.folder.name, notebook.state)
        if self._became_secret(notebook):
            self.begin()  # what other sessions say of it has to be kept secret too

    def _became_secret(self, notebook: Notebook) -> bool:
        """Whether more of a session that is open here is secret than before."""
        folder, tables = notebook.folder.name, notebook.state.tables
        now = sum(
            bool(row.get("protected"))
            for table in (Table.ISSUES, Table.COMMITMENTS)
            for row in tables[table].values()
        )
        before, self._secret[folder] = self._secret.get(folder, 0), now
        return now > before

    def forget(self, notebook: Notebook) -> None:
        """A session is closed here: from now on the disk says what it holds."""
        if "follow_up" in self.__dict__:
            self.follow_up.close_session(notebook.folder.name)

    def reading_words(self) -> str:
        """How far the sessions are read; empty where they all are."""
        if not self.is_reading:
            return ""
        if not self.follow_up.total:
            return _("Reading the sessions…")
        return _("Reading {read} of {total} sessions…").format(
            read=self.follow_up.read_so_far, total=self.follow_up.total
        )
