"""The app all screens run in: keys in order, literal messages, and a good end whatever happens."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.control import Control
from rich.text import Text as PlainText
from textual import events, on
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastHolder

from danvan_tui.language import _
from danvan_tui.tui import failure, garbage, signals
from danvan_tui.tui.keymap import KeyPlan
from danvan_tui.tui.keys import KeyQueue
from danvan_tui.tui.widgets.line import Line
from danvan_tui.vietnamese.clean import clean_lines
from danvan_tui.vietnamese.composer import Method

SMALLEST = (60, 16)
"""The fewest columns and rows in which the screens can be read."""

_TIME_TO_LEAVE = 5.0
_LETTERS_A_SECOND = 15  # read without haste


class TerminalApp(App[None]):
    """An app that types exactly, never reads people's text as markup, and always ends in order."""

    NOTIFICATION_TIMEOUT = 3.5  # seconds: a message lies over what one works on

    is_office: bool = False
    """Whether the sessions are those of an office; then some commands are told otherwise."""

    composer_method: Method | None = None
    """How the fields set the marks of Vietnamese; None leaves that to the input method."""

    def __init__(self, *, failure_log: Path | None = None) -> None:
        super().__init__()
        self.plan = KeyPlan()
        self.failed = False
        self.failure_log = failure_log
        self._keys = KeyQueue(self, self._deliver)
        self._collector = garbage.Collector()
        self._stop_listening: Callable[[], None] | None = None
        self._has_left = False
        self._told_on: Screen[Any] | None = None
        self._is_message_old = False
        """Whether something was pressed since the last message."""

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Let through what a person does one by one, and everything else at once."""
        if self._keys.takes(event) and self.screen_stack:
            self._collector.note_key()
            await self._keys.put(event)
        else:
            await super().on_event(event)

    async def _deliver(self, event: events.Event) -> None:
        self._is_message_old = True
        await super().on_event(event)

    def hold_keys(self) -> AbstractContextManager[None]:
        """Let what is pressed meanwhile wait for the question that is about to be asked."""
        return self._keys.held()

    @on(Line.Refused)
    def _say_refused(self, event: Line.Refused) -> None:
        if event.line.max_length:
            message = _(
                "There is room for {count} letters here. The last ones were not taken."
            ).format(count=event.line.max_length)
        else:
            message = _("This field does not take that. What was there is unchanged.")
        self.notify(message, severity="warning")

    # What is shown

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; text is never markup here
    ) -> None:
        """Show a message, as it is, as long as it takes to read, instead of the one before."""
        self.clear_notifications()
        self._told_on, self._is_message_old = self.screen, False
        for holder in self.screen.query(ToastHolder):
            holder.remove()  # Textual leaves them there, empty, and the next message below them
        super().notify(
            clean_lines(message),
            title=clean_lines(title),
            severity=severity,
            timeout=timeout or max(self.NOTIFICATION_TIMEOUT, len(message) / _LETTERS_A_SECOND),
            markup=False,
        )

    def _refresh_notifications(self) -> None:
        # What was told before one pressed a key that led to another screen is of no use there.
        if self._is_message_old and self.screen_stack and self.screen is not self._told_on:
            self._notifications.clear()
        super()._refresh_notifications()

    def action_command_palette(self) -> None:
        """Open the list of all commands of this screen, or leave it."""
        from danvan_tui.tui.widgets.palette import (  # noqa: PLC0415 - only when opened
            Offer,
            Palette,
            commands_for,
        )

        screen = self.screen
        if isinstance(screen, Palette):
            screen.dismiss(None)
            return

        async def run(offer: Offer | None) -> None:
            if offer is not None:
                await screen.run_action(offer.command.action)

        self.push_screen(Palette(commands_for(screen, self.plan, is_office=self.is_office)), run)

    def action_help_quit(self) -> None:
        """Answer ctrl+c, which people press to leave other programs."""
        self.notify(_("Press ctrl+q to leave the program."))

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if renderable is not None and self._is_too_small():
            renderable = _sentence(
                _("Please make this window larger (at least {columns} × {rows}).").format(
                    columns=SMALLEST[0], rows=SMALLEST[1]
                ),
                self.size.width,
            )
        super()._display(screen, renderable)

    def _is_too_small(self) -> bool:
        return self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]

    # Beginning and end

    def get_driver_class(self) -> type[Driver]:
        """The driver for this system, as it is used here."""
        if sys.platform == "win32":
            from danvan_tui.tui.windows import ConsoleDriver as OwnDriver  # noqa: PLC0415
        else:
            from danvan_tui.tui.posix import TerminalDriver as OwnDriver  # noqa: PLC0415
        return OwnDriver

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        # From here on the terminal is changed, so no signal may end the process any other way.
        if not headless:
            self._stop_listening = signals.listen(lambda code: self.exit(return_code=code))
            asyncio.get_running_loop().set_exception_handler(self._record_stray)
            self.set_timer(garbage.EVERY, self._collector.start)
            self.set_interval(garbage.EVERY, self._collector.look)
        self.before_drawing(headless=headless)
        return super()._build_driver(headless, inline, mouse, size)

    def before_drawing(self, *, headless: bool) -> None:
        """Settle what everything drawn depends on; to change it later draws all of it again."""

    async def action_quit(self) -> None:
        """Leave the program."""
        self.exit()

    async def before_exit(self) -> None:
        """Save what is not saved yet; called once, whatever the reason for leaving."""

    async def _shutdown(self) -> None:
        if not self._has_left:
            self._has_left = True
            await self._try_before_exit()
        await asyncio.sleep(0)  # what was never begun would be complained about
        self.workers.cancel_all()
        await super()._shutdown()
        if self._stop_listening is not None:
            self._stop_listening()

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Stop the workers of what is taken down first: they would look for parts of it in vain."""
        for node in nodes:  # by a message: what is left at once begins its workers until then
            node.post_message(events.Callback(partial(self._stop_working_for, node)))
        return super()._prune(*nodes, parent=parent)

    def _stop_working_for(self, node: Widget) -> None:
        self.workers.cancel_node(node)

    async def _try_before_exit(self) -> None:
        try:
            await asyncio.wait_for(self.before_exit(), _TIME_TO_LEAVE)
        except Exception as error:  # noqa: BLE001 - leaving goes on, and the failure is told
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the kind and place of the error, and leave; tests get the error itself."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.note_failure(error)
        self._exception = self._exception or error
        self._exception_event.set()
        self._close_messages_no_wait()

    def note_failure(self, error: Exception) -> None:
        """Remember that the app failed, and where; the person is told when the screen is free."""
        self.failed = True
        self._return_code = 1
        if not failure.record(self.failure_log, error):
            self.failure_log = None

    def _print_error_renderables(self) -> None:
        # After a failure the words come from `terminal.run`, not from the error.
        if self.failed:
            self._exit_renderables.clear()
        super()._print_error_renderables()

    def _record_stray(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep errors nobody waited for out of the terminal: their words may be personal."""
        error = context.get("exception")
        if isinstance(error, BaseException):
            failure.record(self.failure_log, error)


def _sentence(words: str, width: int) -> RenderableType:
    """The words alone on an empty screen, however narrow."""
    parts: list[RenderableType] = [Control.clear()]
    for y, line in enumerate(textwrap.wrap(words, max(1, width - 1))):
        parts += [Control.move_to(0, y), PlainText(line, end="")]
    return Group(*parts)
