"""The real app on sessions whose time and ids are counted, and eyes that see all it shows."""

from __future__ import annotations

import asyncio
import html
import itertools
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import UnionType
from typing import Any

import msgspec
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static

from danvan_tui.ledger.sessions import Sessions
from danvan_tui.ledger.shelf import Shelf
from danvan_tui.ledger.state import State
from danvan_tui.model.catalogue import Catalogues, load_catalogues
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table, Value
from danvan_tui.model.settings import Settings
from danvan_tui.office.office import Office
from danvan_tui.tui.app import DanvanApp
from danvan_tui.tui.screens.session import SessionScreen
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=7)))
VILLAGES = ["Thôn Văn Xá", "Thôn Gò Vối"]
PEOPLE = (("Lê Thị Hòa", VILLAGES[0]), ("Trịnh Thị Mùi", VILLAGES[1]), ("Vũ Văn Tám", VILLAGES[0]))


def shelf_in(root: Path, start: int = 1) -> Shelf:
    """A shelf whose clock stands still and whose ids are counted."""
    count = itertools.count(start)
    return Shelf(root, clock=lambda: NOW, new_id=lambda: f"id-{next(count):06}")


def new_session(shelf: Shelf, **fields: Value) -> str:
    """A session in two villages with three people on its list; gives its code."""
    given: dict[str, Value] = {"date": "2026-11-22", "villages": VILLAGES, "place": "Nhà văn hóa"}
    code = shelf.create(person="Lê Thu Hiền", **(given | fields))
    notebook = shelf.open(code)
    for name, village in PEOPLE:
        notebook.record([notebook.new(Table.ATTENDANCE, name=name, village=village)])
    notebook.close()
    return code


def lists() -> Catalogues:
    """The catalogues the program is shipped with."""
    return load_catalogues(shipped_data(), None)


_AT_ONCE = 1000  # rounds of the loop that most keys need less of
_A_MOMENT = 0.01  # seconds for a thread that works for a screen


class Meeting:
    """The running app with what a person can do with it and see of it."""

    def __init__(self, app: DanvanApp, pilot: Pilot[None], said: list[str]) -> None:
        self.app = app
        self.pilot = pilot
        self.said = said
        """Every message that was shown, with its title."""

    @property
    def session(self) -> SessionScreen:
        """The session that is open."""
        found = [screen for screen in self.app.screen_stack if isinstance(screen, SessionScreen)]
        return found[-1]

    @property
    def state(self) -> State:
        """What the open session holds."""
        return self.session.notebook.state

    @property
    def line(self) -> Line:
        """The line one writes on."""
        return self.session.query_one("#capture", Line)

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they set off."""
        for key in keys:
            # Letters come as themselves: Pilot would wait for an idle processor after each.
            letter = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(Key(key, letter))
            await self.settle()

    async def put(self, text: str) -> None:
        """Put a text where the cursor is."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def write(self, *texts: str) -> None:
        """Put each text on the line and press Enter."""
        for text in texts:
            await self.put(text)
            await self.press("enter")

    async def settle(self) -> None:
        """Wait until what was done is on the disk and on the screen."""
        for _round in range(3):
            await self.pilot._wait_for_screen()
            await self._keys_delivered()
            for screen in self.app.screen_stack:
                if isinstance(screen, SessionScreen):
                    await screen.earlier.rest()
        self.app.screen._on_timer_update()

    async def _keys_delivered(self) -> None:
        keys = self.app._keys
        for number in range(10_000):
            if keys._sentinel_at is None or keys._is_lost() or not self.app.is_running:
                return
            await asyncio.sleep(0 if number < _AT_ONCE else _A_MOMENT)
        raise AssertionError(f"the keys are stuck behind {keys._sentinel_at}")

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Go on until the condition holds."""
        for _round in range(2000):  # long enough for a machine that does much else meanwhile
            if condition():
                return
            await asyncio.sleep(_A_MOMENT)
            await self.settle()
        raise AssertionError(f"waited in vain {what}; the screen:\n{self.seen}")

    async def on(self, screen: type[Screen[Any]] | UnionType) -> None:
        """Go on until such a screen came to the front, and has all its parts."""
        await self.until(lambda: isinstance(self.app.screen, screen), f"for {screen}")
        there = self.app.screen
        await self.until(lambda: there.is_mounted, f"for the parts of {screen}")

    async def fill(self, name: str, text: str) -> None:
        """Write into a field of the form that is open, in place of what is there."""
        field = self.app.screen.query_one(f"#{name}")
        field.focus()
        await self.settle()
        if isinstance(field, Area):
            field.select_all()
            await self.press("delete")
        else:
            await self.press("end", "ctrl+u")
        await self.put(text)

    def hint(self) -> str:
        """What the open form says about the field."""
        return rendered(self.app.screen.query_one("#understood", Text))

    def cells(self, table: str) -> list[tuple[str, ...]]:
        """The rows of a list, in sight or not."""
        rows = self.session.query_one(f"#{table}", RecordTable).rows
        return [(*row.cells, row.below) if row.below else row.cells for row in rows]

    @property
    def seen(self) -> str:
        """The text of the whole screen, messages and what lies behind a dialog with it."""
        picture = self.app.export_screenshot()
        lines: dict[float, list[str]] = {}
        for y, text in re.findall(r'<text[^>]* y="([0-9.]+)"[^>]*>(.*?)</text>', picture):
            lines.setdefault(float(y), []).append(html.unescape(text).replace("\xa0", " "))
        return "\n".join("".join(lines[y]) for y in sorted(lines))

    @property
    def shown(self) -> str:
        """Every text any widget holds, in sight or not, and every title and message."""
        parts = [self.app.title, self.app.sub_title, *self.said]
        for screen in self.app.screen_stack:
            parts += [str(screen.title), str(screen.sub_title)]
            for widget in screen.walk_children(Widget):
                parts += held(widget)
        return "\n".join([self.seen, *parts])


def held(widget: Widget) -> Iterator[str]:
    """The texts of one widget, also those that are scrolled out of sight."""
    yield from (str(words) for words in (widget.border_title, widget.tooltip) if words)
    if isinstance(widget, RecordTable):
        yield from (text for row in widget.rows for text in (*row.cells, row.below))
    elif isinstance(widget, Static):
        yield rendered(widget)
    elif isinstance(widget, Line):
        yield widget.value
        yield str(widget.placeholder)
    elif isinstance(widget, Area):
        yield widget.text
    elif isinstance(widget, OptionList):
        yield from (str(option.prompt) for option in widget.options)


def rendered(widget: Static) -> str:
    """The text of a widget."""
    return str(widget.visual)


@asynccontextmanager
async def opened(
    shelf: Sessions,
    code: str | None = None,
    *,
    size: tuple[int, int] = (120, 36),
    settings: Settings | None = None,
    first_run: bool = False,
    office: Office | None = None,
) -> AsyncIterator[Meeting]:
    """The app on a shelf, in a session where one is named; typing was tried there before."""
    session = shelf.find(code).name if code else None
    given = settings or Settings(person="Lê Thu Hiền")
    if given.typing is None and not first_run:
        given = msgspec.structs.replace(given, typing="")
    app = DanvanApp(shelf, given, lists(), session=session, office=office)
    said: list[str] = []
    keep = app.notify

    def listen(message: str, *, title: str = "", **how: object) -> None:
        said.extend((message, title))
        keep(message, title=title, **how)  # type: ignore[arg-type]

    app.notify = listen  # type: ignore[method-assign]
    async with app.run_test(size=size, notifications=True) as pilot:
        meeting = Meeting(app, pilot, said)
        await meeting.settle()
        yield meeting
