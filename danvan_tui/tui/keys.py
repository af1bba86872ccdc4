"""The order of keys: `KeyQueue` lets one key through at a time, the next when all is quiet again.

Textual handles letters in the widget but Backspace, Tab and Enter one step later in the app, so
letters that arrive with them overtake them: what an input method sends comes out as other words.
A letter that comes alone is painted as soon as its field has taken it.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

from danvan_tui.tui.widgets.at_once import paint

ORDERED = (events.Key, events.Paste, events.MouseDown, events.MouseUp)
"""What a person does in an order that means something."""

# A letter makes the field post that it changed, and the second round is behind that message.
_ROUNDS = 2
# Another key (Enter, F2) may set off a message that sets off the next one, then open a dialog.
_ROUNDS_OF_COMMANDS = 4
# Messages that never end must not hold back the keys.
_MOST_ROUNDS = 10
# Seconds in which a question is there; a drive that hangs must not hold back the keys for ever.
_LONGEST_HOLD = 3.0


class KeyQueue:
    """Delivers keys one by one, each when everything the one before set off has been handled.

    Behind every key a sentinel climbs from the focused widget through the queues of all its
    ancestors to the app; no clock is involved, so a key that comes alone is never delayed.
    """

    def __init__(self, app: App[Any], deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Event] = deque()
        self._sentinel_at: MessagePump | None = None
        self._target: MessagePump = app
        self._rounds_left = 0
        self._most_left = 0
        self._unpainted = False
        self._holds: set[object] = set()

    @staticmethod
    def takes(message: Message) -> bool:
        """Whether this is something a person did that has not been delivered yet."""
        return isinstance(message, ORDERED) and not message.is_forwarded

    async def put(self, event: events.Event) -> None:
        """Deliver the event now if all is quiet, else when its turn comes."""
        self._waiting.append(event)
        if self._is_lost():
            # A widget that died keeps the focus and, with it, every key.
            self._app.set_focus(None)
            self._sentinel_at = None
        if self._sentinel_at is None and not self._holds:
            if self._app.focused is None:
                # A screen that is just opening gives the focus to a field once it is composed.
                self._settle(1)
            else:
                await self._release()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let no key through meanwhile: what was asked for is about to be there."""
        hold = object()
        self._holds.add(hold)
        timer = self._app.set_timer(_LONGEST_HOLD, partial(self._let_go, hold))
        try:
            yield
        finally:
            timer.stop()
            self._let_go(hold)

    def _let_go(self, hold: object) -> None:
        self._holds.discard(hold)
        if self._waiting and not self._holds and self._sentinel_at is None:
            self._settle(1)

    def _is_lost(self) -> bool:
        """Whether the sentinel went away with a widget whose task was cancelled."""
        at = self._sentinel_at
        return at is not None and at is not self._app and at._parent is None

    async def _release(self) -> None:
        self._sentinel_at = None
        if self._waiting and not self._holds:
            self._sentinel_at = self._app
            event = self._waiting.popleft()
            await self._deliver(event)
            is_letter = isinstance(event, events.Key) and event.is_printable
            self._unpainted = is_letter and not self._waiting
            self._settle(_ROUNDS if is_letter else _ROUNDS_OF_COMMANDS)

    def _receiver(self) -> MessagePump:
        """Where the next key would go."""
        return self._app.focused or self._app.screen

    def _settle(self, rounds: int) -> None:
        """Send the sentinel behind what was delivered last, for at least so many rounds."""
        self._rounds_left = rounds
        self._most_left = _MOST_ROUNDS
        self._follow()

    def _follow(self) -> None:
        self._target = self._receiver()
        self._post(self._target)

    def _post(self, node: MessagePump | None) -> None:
        """Put the sentinel into the next queue that is open on the way from ``node`` to the app."""
        # A bare callback: `call_later` would look up its signature at every step.
        while node is not None and node is not self._app:
            self._sentinel_at = node
            if node.post_message(events.Callback(self._climb)):
                return
            node = node._parent
        self._sentinel_at = self._app
        self._app.post_message(events.Callback(self._arrive))

    def _climb(self) -> None:
        if self._sentinel_at is not None:
            self._paint_letter(self._sentinel_at)
            self._post(self._sentinel_at._parent)

    def _paint_letter(self, taken_by: MessagePump) -> None:
        if self._unpainted:
            self._unpainted = False
            if isinstance(taken_by, Widget) and not self._waiting:
                paint(taken_by)

    async def _arrive(self) -> None:
        """Let the next key through unless the last one still has something to set off."""
        self._rounds_left -= 1
        self._most_left -= 1
        moved = self._receiver() is not self._target
        unsettled = self._rounds_left > 0 or moved or self._is_busy(self._target)
        if unsettled and self._most_left > 0:
            self._follow()
        else:
            await self._release()

    def _is_busy(self, node: MessagePump | None) -> bool:
        while node is not None and node is not self._app:
            if node.message_queue_size:
                return True
            node = node._parent
        return False
