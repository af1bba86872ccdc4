"""The app: the shelf, the session that is open, and what every screen can ask of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Protocol, cast, runtime_checkable

from msgspec.structs import replace
from textual.binding import BindingType

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.person import who_writes
from danvan_tui.model.records import Table
from danvan_tui.model.settings import LONGEST, Settings, SettingsError
from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.following import Following
from danvan_tui.tui.keymap import KeyPlan, bindings_for
from danvan_tui.tui.recollecting import Recollecting
from danvan_tui.tui.screens.home import HomeScreen
from danvan_tui.tui.themes import begin_with, first_theme, register_themes

if TYPE_CHECKING:
    from danvan_tui.ledger.office_drafts import OfficeDrafts
    from danvan_tui.ledger.settings_file import Name
    from danvan_tui.office.office import Office
    from danvan_tui.tui.protecting import Protecting
    from danvan_tui.tui.recorder import Job
    from danvan_tui.tui.reviewing import Reviewing
    from danvan_tui.tui.screens.carrying_places import Place
    from danvan_tui.tui.screens.session import SessionScreen
    from danvan_tui.vietnamese.composer import Method
    from danvan_tui.vietnamese.workdays import Calendar

_QUIET = 1.0  # seconds a session may open in before the other sessions are read


@runtime_checkable
class KeepsDraft(Protocol):
    """A screen on which something may be typed that is not recorded yet."""

    async def finish_draft(self) -> None:
        """Keep what is typed until it is recorded."""


class DanvanApp(TerminalApp):
    """Takes notes at village dialogues."""

    TITLE = "danvan"
    CSS_PATH = "danvan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for()]

    def __init__(
        self,
        shelf: Sessions,
        settings: Settings,
        catalogues: Catalogues,
        *,
        session: str | None = None,
        office: Office | None = None,
    ) -> None:
        """``office`` is the one whose register the sessions are in; None on a laptop."""
        super().__init__(failure_log=shelf.root / "log" / "failures.log")
        self.shelf = shelf
        self.settings = settings
        self.catalogues = catalogues
        self.plan = KeyPlan.of(settings.keys)
        self.recollecting = Recollecting(self)
        self.following = Following(self)
        self.new_draft = DraftFile(shelf.root / "new.log")
        self.office = office
        self.is_office = office is not None
        self.data = office.root if office is not None else shelf.root
        """The data folder: where the settings are."""
        self.composer_method: Method | None = settings.typing or None
        """How the fields set the marks of Vietnamese; None leaves that to the input method."""
        self.commune = ""
        """The only one that is shown, where there are several; chosen on any screen."""
        self.received_from: Place | None = None
        """Where files were taken from last in this run, where that is not the inbox."""
        self._first_session = session
        self._theme_problem = ""

    def before_drawing(self, *, headless: bool) -> None:
        """Choose the theme."""
        register_themes(self)
        theme, self._theme_problem = first_theme(self, self.settings.theme, headless=headless)
        begin_with(self, theme)

    def on_mount(self) -> None:
        """Open the home screen, and the session asked for on the command line."""
        self.set_keymap(dict(self.plan.keymap))
        self.push_screen(HomeScreen())
        problems = [*filter(None, [self._theme_problem]), *self.plan.problems]
        if problems:
            self.notify("\n".join(problems), severity="warning", timeout=20)
        if self._first_session is not None:
            self.open_session(self._first_session)
        elif self.settings.typing is None and self._is_first_run():
            if self.office is None:
                self._check_typing(then=self._ask_person_once)
            else:
                self._ask_person_once()

    def _is_first_run(self) -> bool:
        try:
            return not self.shelf.folders()
        except LedgerError:
            return False  # the home screen says what is wrong with the shelf

    @property
    def person(self) -> str:
        """Who stands beside an entry in the history."""
        return who_writes(self.settings, self.office.name if self.office else "")

    @cached_property
    def calendar(self) -> Calendar:
        """The working days, with the commune's own days off."""
        from danvan_tui.capture.context import calendar_of  # noqa: PLC0415 - not for starting

        return calendar_of(self.catalogues)

    @cached_property
    def office_drafts(self) -> OfficeDrafts:
        """What is being typed in this window without a session."""
        from danvan_tui.ledger.office_drafts import OfficeDrafts as Made  # noqa: PLC0415

        return Made(self.shelf.root)

    @cached_property
    def reviewing(self) -> Reviewing:
        """What records the reviews of promises, from whatever screen."""
        from danvan_tui.tui.reviewing import Reviewing as Made  # noqa: PLC0415 - not for starting

        return Made(self)

    @cached_property
    def protecting(self) -> Protecting:
        """What keeps secret in all sessions what became secret in one."""
        from danvan_tui.tui.protecting import Protecting as Made  # noqa: PLC0415 - not for starting

        return Made(self)

    @property
    def sessions(self) -> list[SessionScreen]:
        """The sessions that are open, the one on top last."""
        shown = [one for one in self.screen_stack if getattr(one, "PLACE", "") == "session"]
        return cast("list[SessionScreen]", shown)

    def open_session(self, name: str, then: str = "", at: str = "") -> None:
        """Open a session, do one thing in it or begin at an issue; it may be only for reading."""
        from danvan_tui.tui.screens.session import SessionScreen  # noqa: PLC0415 - not for starting

        try:
            folder = self.shelf.find(name)
            for screen in self.sessions:
                if screen.notebook.folder == folder:
                    self.run_worker(self._go_back_to(screen, at))
                    return
            notebook = self.shelf.open(folder.name, person=self.person)
        except LedgerError as error:
            self.notify(str(error), severity="error", timeout=15)
            return
        self.push_screen(SessionScreen(notebook, then=then, at=at))
        if self.office is None:  # nobody writes what is alike to something said before
            self.set_timer(_QUIET, self.recollecting.begin)

    async def _go_back_to(self, screen: SessionScreen, at: str) -> None:
        """Close the sessions above one that is open already; what cannot be saved stays open."""
        while self.sessions[-1] is not screen:
            above = self.sessions[-1]
            await above.recorder.drain()
            if above.recorder.waiting:
                await self.close_session(above)
                return
            await self._put_away(above)
            while self.screen is above:
                await asyncio.sleep(0)
        while self.screen is not screen:  # a board or a promise above it
            await self.pop_screen()
        screen.lists.go(Table.ISSUES)
        screen.move_to(Table.ISSUES, at)

    async def close_session(self, screen: SessionScreen) -> None:
        """Save everything of a session and go back to all sessions; asks where that fails."""
        await screen.recorder.drain()
        self._ask_about_unsaved(screen.recorder.waiting, lambda: self._put_away(screen))

    async def action_quit(self) -> None:
        """Leave the program; asks first where something could not be saved."""
        waiting: list[Job] = []
        for screen in self.sessions:
            await screen.recorder.drain()
            waiting += screen.recorder.waiting
        self._ask_about_unsaved(waiting, self.exit)

    def _ask_about_unsaved(self, waiting: list[Job], leave: Callable[[], object]) -> None:
        from danvan_tui.tui.screens.dialogs import Confirm  # noqa: PLC0415 - not for starting

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
        if screen not in self.screen_stack:  # Esc pressed twice leaves once
            return
        while self.screen is not screen:  # opened by a key behind the one that left
            await self.pop_screen()
        self._close_notebook(screen)
        screen.dismiss()

    async def before_exit(self) -> None:
        """Save what is not saved yet, whatever the reason for leaving."""
        drafts = [one.finish_draft() for one in self.screen_stack if isinstance(one, KeepsDraft)]
        kept = await asyncio.gather(
            *drafts, *map(self._keep, self.sessions), return_exceptions=True
        )
        self.office_drafts.let_go()
        for failure in kept:
            if failure is not None:
                raise failure

    async def _keep(self, session: SessionScreen) -> None:
        await session.keep_everything()
        self._close_notebook(session)

    def _close_notebook(self, screen: SessionScreen) -> None:
        self.recollecting.forget(screen.notebook)
        self.following.forget(screen.notebook)
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

        if getattr(self.screen, "PLACE", "") not in ("home", "session"):
            return

        def go(found: ArchivedIssue | None) -> None:
            if found is not None:
                self.open_session(found.meeting.folder, at=found.raised.issue)

        self.push_screen(SearchScreen(), go)

    def action_show_board(self) -> None:
        """Show what is owed to whom by when, across all sessions."""
        from danvan_tui.followup.board import Filters  # noqa: PLC0415
        from danvan_tui.tui.screens.board import BoardScreen  # noqa: PLC0415

        self.push_screen(BoardScreen(Filters(commune=self.commune)))

    def action_show_due(self) -> None:
        """Show what the law and the promises ask for next."""
        from danvan_tui.tui.screens.due import DueScreen  # noqa: PLC0415

        self.push_screen(DueScreen())

    def action_show_figures(self) -> None:
        """Show the numbers a report asks for."""
        from danvan_tui.tui.screens.figures import FiguresScreen  # noqa: PLC0415

        self.push_screen(FiguresScreen(commune=self.commune))

    def action_show_sync(self) -> None:
        """Show what the office has of the sessions and send the rest; at the office, what came."""
        if self.office is not None:
            from danvan_tui.tui.screens.receiving import ReceivingScreen  # noqa: PLC0415

            self.push_screen(ReceivingScreen(self.office, person=self.person))
        elif isinstance(self.shelf, Shelf):
            from danvan_tui.tui.screens.sync import SyncScreen  # noqa: PLC0415

            self.push_screen(SyncScreen(self.shelf))

    def action_check_typing(self) -> None:
        """Try whether Vietnamese can be typed here; remember how, and that it was tried."""
        self._check_typing()

    def _check_typing(self, then: Callable[[], None] | None = None) -> None:
        from danvan_tui.tui.screens.typing_check import TypingCheck  # noqa: PLC0415

        async def keep(_works: bool | None) -> None:
            if then is not None:
                then()  # at once: what is typed behind the key that ended this is for it
            await self._keep_setting("typing", self.composer_method or "")

        self.push_screen(TypingCheck(), keep)

    def _ask_person_once(self) -> None:
        if not self.settings.person:
            self.action_ask_person()

    def action_ask_person(self) -> None:
        """Ask who takes the notes, and remember the name; it may be left empty."""
        from danvan_tui.tui.screens.dialogs import AskLine  # noqa: PLC0415

        async def keep(name: str | None) -> None:
            if name is None or name == self.settings.person:
                return
            self.settings = replace(self.settings, person=name)
            await self._keep_setting("person", name)

        asked = _("Who takes the notes here?")
        if self.office is not None:
            asked = _("Who works at the office on this computer?")
        self.push_screen(
            AskLine(
                asked,
                value=self.settings.person,
                hint=_("It stands beside every entry, and may be left empty. Enter: go on"),
                at_most=LONGEST,
            ),
            keep,
        )

    async def _keep_setting(self, name: Name, value: str) -> None:
        from danvan_tui.ledger.settings_file import keep_setting  # noqa: PLC0415

        try:
            await asyncio.to_thread(keep_setting, self.data, name, value)
        except SettingsError as error:
            self.notify(str(error), severity="error", timeout=15)

    def action_choose_theme(self) -> None:
        """Choose the colours, which are shown at once."""
        from danvan_tui.ledger.settings_file import keep_setting  # noqa: PLC0415
        from danvan_tui.tui.screens.theme import ThemeScreen  # noqa: PLC0415

        self.push_screen(ThemeScreen(lambda name: keep_setting(self.data, "theme", name)))
