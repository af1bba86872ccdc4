"""Putting notes together from a session screen: a colleague's file, or another session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from danvan_tui.exchange.errors import MergeError
from danvan_tui.exchange.same_meeting import shared
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.shelf import Shelf, Shelved
from danvan_tui.model.records import Session
from danvan_tui.tui.screens.dialogs import AskLine, Confirm, Pick
from danvan_tui.tui.screens.session_words import read_only, why_corrected
from danvan_tui.tui.typed_path import typed_path
from danvan_tui.tui.working import working
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.exchange.matching import Same
    from danvan_tui.ledger.notebook import Notebook
    from danvan_tui.ledger.operation import Operation
    from danvan_tui.tui.screens.session import SessionScreen

_Done = TypeVar("_Done")
_FILE = "file"
_MOST = 40  # sessions offered, the likeliest first


class Merging:
    """Asks what to put together with an open session, and does it after a yes."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen
        self._app = screen.app
        self._notebook = screen.notebook

    async def begin(self) -> None:
        """Ask for the other notes, and take them in or over."""
        if self._notebook.read_only:
            self._screen.notify(read_only(self._notebook))
            return
        try:
            chosen = await self._ask_which()
            folder = await self._from_file() if chosen == _FILE else chosen
            if folder:
                await self._take_over(folder)
        except (MergeError, LedgerError) as error:
            self._screen.notify(str(error), severity="error", timeout=15)

    async def _ask_which(self) -> str | None:
        """The folder of another session, or that it is a file."""
        here = self._notebook.state.session
        with self._app.hold_keys():  # else they are written into the notes below
            shelved = await asyncio.to_thread(self._app.shelf.sessions)
        others = [
            (head, one)
            for one in shelved
            if (head := one.summary) is not None and one.folder != self._notebook.folder
        ]
        others.sort(key=lambda other: _unlikely(other[0], other[1], here))
        by = words.note_takers(shelved)
        choices = [
            (one.folder.name, _offered(head, one, by.get(one.folder.name, "")))
            for head, one in others[:_MOST]
        ]
        if isinstance(self._app.shelf, Shelf):
            choices.insert(0, (_FILE, _("A colleague's file: type where it is")))
        question = _("Which notes of the same meeting?")
        return await self._app.push_screen_wait(Pick(question, choices))

    # A file

    async def _from_file(self) -> str:
        """The session of a file that was put on the shelf; empty where it was this session."""
        from danvan_tui.exchange.colleague import read_colleague  # noqa: PLC0415
        from danvan_tui.exchange.merging import merge_file  # noqa: PLC0415 - only now

        path, hint = "", ""
        while True:
            asked = AskLine(_("File of a colleague (.json or .danvan)"), value=path, hint=hint)
            said = await self._app.push_screen_wait(asked)
            path = said or ""
            if not path:
                return ""
            try:
                where = typed_path(path)
                async with working(self._app, _("Reading the file…")):
                    session, operations = await asyncio.to_thread(read_colleague, where)
                if session == self._notebook.state.session.id:
                    await self._take_in(operations)
                    return ""
                async with working(self._app, _("Reading the file…")):
                    shelf, person = self._app.shelf, self._app.person
                    if not isinstance(shelf, Shelf):
                        return ""
                    joined = await asyncio.to_thread(merge_file, shelf, where, person=person)
                return joined.folder
            except (MergeError, OSError) as error:
                hint = str(error)

    async def _take_in(self, operations: list[Operation]) -> None:
        """Join what a colleague wrote in this very session."""
        from danvan_tui.ledger.taking_in import take_in  # noqa: PLC0415 - only now

        count = await self._together(lambda: take_in(self._notebook, operations))
        said = ngettext(
            "{count} new entry was taken in.", "{count} new entries were taken in.", count
        )
        self._screen.notify(said.format(count=count))
        self._show_conflicts()

    # Another session

    async def _take_over(self, folder: str) -> None:
        from danvan_tui.exchange.matching import likeness_of, proposals  # noqa: PLC0415 - only now
        from danvan_tui.tui.screens.matching import MatchingScreen  # noqa: PLC0415

        person = self._app.person
        with self._app.hold_keys():
            theirs = await asyncio.to_thread(self._app.shelf.open, folder, person=person)
        try:
            if theirs.read_only:
                self._screen.notify(read_only(theirs), severity="warning")
                return
            if not await self._is_meant(theirs):
                return
            both = self._notebook.state, theirs.state
            async with working(self._app, _("Comparing the notes…")):
                likeness = await asyncio.to_thread(likeness_of, *both)
                found = await asyncio.to_thread(proposals, *both, likeness)
            why = "" if self._notebook.are_minutes_open else why_corrected(self._notebook)
            asked = MatchingScreen(*both, found, likeness, why=why)
            matched = await self._app.push_screen_wait(asked)
            if matched is not None:
                await self._merge(theirs, *matched)
        finally:
            await asyncio.to_thread(theirs.close)
            self._app.following.begin()

    async def _is_meant(self, theirs: Notebook) -> bool:
        """Ask before what looks like another meeting is put into this one."""
        from danvan_tui.wording.matching import (  # noqa: PLC0415 - only now
            all_the_same,
            another_meeting,
            left_apart,
        )

        here, there = self._notebook.state.session, theirs.state.session
        said = another_meeting(here, there)
        if not said:
            return True
        question = f"{said} {all_the_same()}"
        asked = Confirm(question, yes=_("Merge all the same"), no=_("Leave them apart"))
        if await self._app.push_screen_wait(asked):
            return True
        self._screen.notify(left_apart(there.code))
        return False

    async def _merge(self, theirs: Notebook, same: Same, reason: str) -> None:
        from danvan_tui.exchange.merging import merge_sessions  # noqa: PLC0415 - only now

        await self._together(lambda: merge_sessions(self._notebook, theirs, same, reason))
        said = _("{other} was taken over; it stays on the shelf as it is.")
        self._screen.notify(said.format(other=theirs.state.session.code))
        self._show_conflicts()

    async def _together(self, work: Callable[[], _Done]) -> _Done:
        """Do it on a thread once all before is saved; show what there is then, whole or in part."""
        recorder = self._screen.recorder
        await recorder.drain()
        if recorder.trouble is not None:
            raise recorder.trouble
        try:
            async with working(self._app, _("Putting the notes together…")):
                done = await asyncio.to_thread(work)
        except (MergeError, LedgerError):
            self._show_again()
            raise
        self._show_again()
        return done

    def _show_again(self) -> None:
        self._screen.refresh_records()
        self._app.recollecting.refresh(self._notebook)
        self._app.following.refresh(self._notebook)

    def _show_conflicts(self) -> None:
        """Go on with what waits to be chosen, where anything does."""
        from danvan_tui.ledger.conflicts import conflicts  # noqa: PLC0415 - only now

        if conflicts(self._notebook.state):
            self._screen.action_conflicts()


def _unlikely(head: Summary, one: Shelved, here: Session) -> tuple[bool, bool, bool, int]:
    """What sorts notes by how unlikely they are to be put together with those here."""
    is_elsewhere = head.merged_into not in ("", here.id)
    return is_elsewhere, one.commune != here.commune, head.date != here.date, -shared(head, here)


def _offered(head: Summary, one: Shelved, by: str) -> str:
    where = words.places(head.villages, one.commune)
    return " · ".join(filter(None, (head.code, words.day(head.date), where, by)))
