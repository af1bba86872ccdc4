"""The app: the shelf, the session that is open, and what every screen can ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.capture.context import calendar_of
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Table
from danvan_tui.model.settings import Settings, SettingsError
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.keymap import KeyPlan, bindings_for
from danvan_tui.tui.recollecting import Recollecting
from danvan_tui.tui.recorder import Job
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.screens.form import RecordForm
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.screens.split import SplitScreen
from danvan_tui.tui.themes import first_theme, register_themes
from danvan_tui.vietnamese.composer import Method

_QUIET = 1.0  # seconds a session may open in before the other sessions are read


class DanvanApp(TerminalApp):
    """Takes notes at village dialogues."""

    TITLE = "danvan"
    CSS_PATH = "danvan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for()]

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
        self.plan = KeyPlan.of(settings.keys)
        self.recollecting = Recollecting(self)
        self.new_draft = DraftFile(shelf.root / "new.log")
        self.composer_method: Method | None = settings.typing or None
        """How the fields set the marks of Vietnamese; None leaves that to the input method."""
        self._first_session = session

    def on_mount(self) -> None:
        """Open the home screen, and the session asked for on the command line."""
        register_themes(self)
        self.theme, problem = first_theme(self, self.settings.theme)
        self.set_keymap(dict(self.plan.keymap))
        self.push_screen(HomeScreen())
        problems = [*filter(None, [problem]), *self.plan.problems]
        if problems:
            self.notify("\n".join(problems), severity="warning", timeout=20)
        if self._first_session is not None:
            self.open_session(self._first_session)
        elif self.settings.typing is None and not self.shelf.folders():
            self.action_check_typing()

    def open_session(self, name: str, then: str = "", at: str = "") -> None:
        """Open a session, do one thing in it or begin at an issue; it may be only for reading."""
        try:
            notebook = self.shelf.open(name, person=self.settings.person)
        except LedgerError as error:
            self.notify(str(error), severity="error", timeout=15)
            return
        self.push_screen(SessionScreen(notebook, then=then, at=at))
        self.recollecting.refresh(notebook)
        self.set_timer(_QUIET, self.recollecting.begin)

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
        if isinstance(screen, RecordForm | SplitScreen):
            await screen.finish_draft()
        elif isinstance(screen, SessionScreen):
            await screen.keep_everything()
            self._close_notebook(screen)

    def _close_notebook(self, screen: SessionScreen) -> None:
        self.recollecting.forget(screen.notebook)
        try:
            screen.notebook.close()
        except LedgerError as error:
            self.notify(str(error), severity="error", timeout=15)

    def action_show_help(self) -> None:
        """Show the help for where one is, or leave it."""
        from danvan_tui.tui.screens.help import toggle_help  # noqa: PLC0415

        toggle_help(self)

    def action_show_guide(self) -> None:
        """Show the short guide."""
        from danvan_tui.tui.screens.help import toggle_help  # noqa: PLC0415

        toggle_help(self, "guide")

    def action_search(self) -> None:
        """Search all sessions; what is chosen is opened, here or above this session."""
        from danvan_tui.archive.issues import ArchivedIssue  # noqa: PLC0415
        from danvan_tui.tui.screens.search import SearchScreen  # noqa: PLC0415

        here = self.screen
        if getattr(here, "PLACE", "") not in ("home", "session"):
            return

        def go(found: ArchivedIssue | None) -> None:
            if found is None:
                return
            folder, issue = found.meeting.folder, found.raised.issue
            if isinstance(here, SessionScreen) and here.notebook.folder.name == folder:
                here.action_list(Table.ISSUES.value)
                here.move_to(Table.ISSUES, issue)
            else:
                self.open_session(folder, at=issue)

        self.push_screen(SearchScreen(), go)

    def action_check_typing(self) -> None:
        """Try whether Vietnamese can be typed here; remember how, and that it was tried."""
        from danvan_tui.ledger.settings_file import keep_setting  # noqa: PLC0415
        from danvan_tui.tui.screens.typing_check import TypingCheck  # noqa: PLC0415

        async def keep(_works: bool | None) -> None:
            method = self.composer_method or ""
            try:
                await asyncio.to_thread(keep_setting, self.shelf.root, "typing", method)
            except SettingsError as error:
                self.notify(str(error), severity="error", timeout=15)

        self.push_screen(TypingCheck(), keep)

    def action_choose_theme(self) -> None:
        """Choose the colours, which are shown at once."""
        from danvan_tui.ledger.settings_file import keep_setting  # noqa: PLC0415
        from danvan_tui.tui.screens.theme import ThemeScreen  # noqa: PLC0415

        self.push_screen(ThemeScreen(lambda name: keep_setting(self.shelf.root, "theme", name)))
