"""The app: the shelf, the session that is open, and what every screen can ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from danvan_tui.capture.context import calendar_of
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.settings import Settings
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen


def _commands() -> type[Provider]:
    from danvan_tui.tui.widgets.palette import Commands  # noqa: PLC0415 - only when opened

    return Commands


class DanvanApp(TerminalApp):
    """Takes notes at village dialogues."""

    TITLE = "danvan"
    CSS_PATH = "danvan.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("ctrl+p,f10", "command_palette", show=False, priority=True),
    ]

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        catalogues: Catalogues,
        *,
        session: str | None = None,
    ) -> None:
        super().__init__(failure_log=shelf.root / "log" / "failures.log")
        self.shelf = shelf
        self.settings = settings
        self.catalogues = catalogues
        self.calendar = calendar_of(catalogues)
        self.new_draft = DraftFile(shelf.root / "new.log")
        self._first_session = session

    def on_mount(self) -> None:
        """Open the home screen, and the session asked for on the command line."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        self.push_screen(HomeScreen())
        if self._first_session is not None:
            self.open_session(self._first_session)

    def open_session(self, name: str, then: str = "") -> None:
        """Open a session and do one thing in it; where somebody else writes, only for reading."""
        try:
            notebook = self.shelf.open(name, person=self.settings.person)
        except LedgerError as error:
            self.notify(str(error), severity="error", timeout=15)
            return
        self.push_screen(SessionScreen(notebook, then=then))

    async def close_session(self, screen: SessionScreen) -> None:
        """Save everything of a session and go back to all sessions; asks where that fails."""
        await screen.recorder.drain()
        self._ask_about_unsaved(screen.recorder.waiting, lambda: self._put_away(screen))

    async def action_quit(self) -> None:
        """Leave the program; asks first where something could not be saved."""
        waiting: list[Job] = []
        for screen in self.screen_stack:
            if isinstance(screen, SessionScreen):
                await screen.recorder.drain()
                waiting += screen.recorder.waiting
        self._ask_about_unsaved(waiting, self.exit)

    def _ask_about_unsaved(self, waiting: list[Job], leave: Callable[[], object]) -> None:
        if isinstance(self.screen, Confirm):
            return  # the question is being asked
        if not waiting:
            self.call_next(leave)
            return
        question = ngettext(
            "{count} entry could not be saved and would be lost. Leave all the same?",
            "{count} entries could not be saved and would be lost. Leave all the same?",
            len(waiting),
        ).format(count=len(waiting))
        self.push_screen(
            Confirm(question, yes=_("Leave"), no=_("Stay here")),
            lambda sure: self.call_next(leave) if sure else None,
        )

    async def _put_away(self, screen: SessionScreen) -> None:
        await screen.keep_everything()
        self._close_notebook(screen)
        screen.dismiss()

    async def before_exit(self) -> None:
        """Save what is not saved yet, whatever the reason for leaving."""
        kept = await asyncio.gather(*map(self._keep, self.screen_stack), return_exceptions=True)
        for failure in kept:
            if failure is not None:
                raise failure

    async def _keep(self, screen: Screen[Any]) -> None:
        if isinstance(screen, RecordForm):
            await screen.finish_draft()
        elif isinstance(screen, SessionScreen):
            await screen.keep_everything()
            self._close_notebook(screen)

    def _close_notebook(self, screen: SessionScreen) -> None:
        try:
            screen.notebook.close()
        except LedgerError as error:
            self.notify(str(error), severity="error", timeout=15)

    def action_show_help(self) -> None:
        """Show the help for where one is."""
        from danvan_tui.tui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.catalogues))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers on this screen."""
        if isinstance(screen, SessionScreen):
            yield SystemCommand(
                _("Session details"),
                _("Place, chair, secretary, times"),
                screen.action_session_form,
            )
            yield SystemCommand(
                _("Take over a roster"), _("From a CSV or Excel file"), screen.action_roster
            )
            yield SystemCommand(_("Finish"), _("See what is missing, close"), screen.action_finish)
            yield SystemCommand(
                _("Export"), _("Write the file for the office"), screen.action_export
            )
        yield SystemCommand(_("Help"), _("What can be typed and pressed"), self.action_show_help)
        yield from super().get_system_commands(screen)
