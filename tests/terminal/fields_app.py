"""An app with every kind of field; on leaving it writes what its fields hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import ModalScreen

from danvan_tui.tui.base import TerminalApp
from danvan_tui.tui.screens.typing_check import TypingCheck
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.palette import PaletteLine
from danvan_tui.tui.widgets.table import Table
from danvan_tui.vietnamese.composer import Method

SECRET = "Nguyễn Văn Bí Mật"


class Later(Message):
    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = steps


class Dialog(ModalScreen[str | None]):
    def compose(self) -> ComposeResult:
        yield Line(id="dialog")

    @on(Line.Submitted)
    def close(self, event: Line.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class Fields(TerminalApp):
    BINDINGS: ClassVar = [
        ("f2", "dialog", "Dialog"),
        ("f3", "later_dialog", "Dialog opened by a worker"),
        ("f4", "drop", "Remove the field in which one types"),
        ("f5", "break_down", "Break down"),
        ("f7", "dialog_at_last", "Dialog at the end of a chain of messages"),
        ("f6", "break_down_later", "Break down in a worker"),
        ("f8", "typing_check", "Typing check"),
    ]
    composer_method: Method | None = None

    def __init__(self, dump: Path, log: Path) -> None:
        super().__init__(failure_log=log)
        self.dump = dump
        self.said: list[str] = []
        self.submitted: list[str] = []
        self.was_asked = 0

    def compose(self) -> ComposeResult:
        yield Line(id="first")
        yield Line(id="second")
        yield Area(id="area")
        yield Line(id="capture")
        yield Line(id="drop")
        yield Table([Column("No.", 4), Column("What")], id="table")

    @on(Line.Submitted, "#capture")
    def take(self, event: Line.Submitted) -> None:
        self.submitted.append(event.value)
        event.input.value = ""

    def action_dialog(self) -> None:
        self.push_screen(Dialog(), self.take_said)

    def action_dialog_at_last(self) -> None:
        self.post_message(Later(6))

    def on_later(self, message: Later) -> None:
        if message.steps:
            self.post_message(Later(message.steps - 1))
        else:
            self.action_dialog()

    def action_later_dialog(self) -> None:
        self.run_worker(self.ask())

    async def ask(self) -> None:
        self.take_said(await self.push_screen_wait(Dialog()))

    def take_said(self, said: str | None) -> None:
        self.said.append(said or "")

    def action_drop(self) -> None:
        self.query_one("#drop").remove()

    def action_typing_check(self) -> None:
        self.push_screen(TypingCheck())

    def action_break_down(self) -> None:
        secret = SECRET
        raise ValueError(secret)

    def action_break_down_later(self) -> None:
        self.run_worker(self.fail())

    async def fail(self) -> None:
        secret = SECRET
        raise KeyError(secret)

    async def before_exit(self) -> None:
        self.was_asked += 1
        base = self.screen_stack[0]
        held: dict[str, object] = {line.id or "": line.value for line in base.query(Line)}
        held["area"] = base.query_one(Area).text
        held["said"] = self.said
        held["submitted"] = self.submitted
        held["searched"] = [line.value for line in self.screen.query(PaletteLine)]
        held["was_asked"] = self.was_asked
        self.dump.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


class StockFields(Fields):
    """The same with the keys in Textual's own order."""

    on_event = App.on_event
