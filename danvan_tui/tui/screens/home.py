"""The home screen: all sessions on this computer, the newest first."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.operation import wall_clock
from danvan_tui.ledger.shelf import Shelved
from danvan_tui.model.records import Table
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.waiting import waiting
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.form_values import Row

_IN_THE_BAR = ("help", "figures", "search", "commands", "quit", "export")
"""What follows in the bar, the most useful commands first: as many are shown as fit."""
_LOOK = 1.0  # seconds between two looks at the promises: what one asked for comes first
_NEW_FIELDS = frozenset({"kind", "villages", "date", "place", "chair", "secretary", "title"})


class HomeScreen(Screen[None]):
    """Lists the sessions and opens one."""

    PLACE = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("home")]

    app: DanvanApp

    def __init__(self) -> None:
        super().__init__()
        self._edition = -1
        """Of the index of promises, as it was when something was said of it."""

    def compose(self) -> ComposeResult:
        """Lay out the sessions between the title and the keys."""
        yield TitleBar(id="title")
        yield RecordTable(
            [
                Column(_("Code"), 14, tone="strong"),
                Column(_("Date"), 10),
                Column(_("Villages")),
                Column(_("State"), 18),
                Column(_("People"), 8, right=True),
                Column(_("Opinions"), 8, right=True),
                Column(_("Promises"), 8, right=True),
            ],
            empty=self._none_yet(),
            id="sessions",
        )
        yield Text("", id="pressing")
        yield Text(_("Do not enter anything that is a state secret."), id="secrecy")
        yield KeyBar(id="keys")

    def _none_yet(self) -> str:
        key = self.app.plan.key_name("new")
        return _("No session yet. {key} begins one.").format(key=key)

    def on_mount(self) -> None:
        """Show what is on the shelf."""
        plan = self.app.plan
        first = [plan.bar_key("new", _("new session")), Key("Enter", _("open"), "open")]
        sync = plan.bar_key("sync", _("received") if self.app.office else "")
        then = [plan.bar_key("board"), plan.bar_key("due"), sync]
        self.query_one(KeyBar).show([*first, *then, *map(plan.bar_key, _IN_THE_BAR)])
        self.query_one("#sessions").focus()
        self.query_one("#pressing").display = False
        self.set_interval(_LOOK, self._say_what_presses)

    def on_screen_resume(self) -> None:
        """Show the sessions as they are now, unless a session opens above them."""
        if self is not self.app.screen:
            return
        self.action_refresh_sessions()

    def _say_what_presses(self) -> None:
        """Say how many promises are late or due soon, once all sessions are read in a pause."""
        following = self.app.following
        if self is not self.app.screen or following.is_reading:
            return
        if not following.loaded.is_set():
            following.begin()
        elif self._edition != following.edition:
            from danvan_tui.wording.promises import pressing  # noqa: PLC0415 - not for starting

            self._edition = following.edition
            said = pressing(following.follow_up.promises, self.app.shelf.today())
            line = self.query_one("#pressing", Text)
            line.display = bool(said)
            line.update(f"{said} · {self.app.plan.key_name('board')}")

    def action_refresh_sessions(self) -> None:
        """Read the shelf again."""
        try:
            shelved = self.app.shelf.sessions()
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        self.query_one("#sessions", RecordTable).set_rows([_row(one) for one in shelved])
        count = ngettext("{count} session", "{count} sessions", len(shelved)).format(
            count=len(shelved)
        )
        self.query_one(TitleBar).show(_("danvan — notes of village dialogues"), count)

    def action_open(self) -> None:
        """Open the session under the cursor."""
        self.query_one("#sessions", RecordTable).action_choose()

    @on(RecordTable.Chosen)
    def _open(self, event: RecordTable.Chosen) -> None:
        self.app.open_session(event.key)

    def action_new(self) -> None:
        """Ask for what a new session needs, then open it."""
        from danvan_tui.capture.context import Context  # noqa: PLC0415
        from danvan_tui.ledger.state import State  # noqa: PLC0415
        from danvan_tui.tui.screens.form import RecordForm  # noqa: PLC0415
        from danvan_tui.wording.fields import form_fields  # noqa: PLC0415

        catalogues = self.app.catalogues
        fields = [
            field for field in form_fields(Table.SESSION, catalogues) if field.name in _NEW_FIELDS
        ]
        today = wall_clock().date()
        settings = self.app.settings
        row: Row = {
            "kind": "dialogue",
            "date": today.isoformat(),
            "place": settings.place,
            "secretary": settings.person,
        }
        form = RecordForm(
            _("New session"),
            tuple(fields),
            row,
            Context.of(State(), catalogues, self.app.calendar, today),
            draft=self.app.new_draft,
            typed=self.app.new_draft.read(),
            empty_is_enough=True,
        )

        async def create(values: Row | None) -> None:
            await self._create(row, values)

        self.app.push_screen(form, create)

    async def _create(self, row: Row, values: Row | None) -> None:
        if values is None:
            return
        settings = self.app.settings
        fields: Row = {"commune": settings.commune, "parent_body": settings.parent_body}
        fields |= row | values
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        try:
            async with waiting(self.app, _("Making the session…")):
                code = await asyncio.to_thread(
                    self.app.shelf.create, person=settings.person, **given
                )
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        self.app.new_draft.clear()
        self.app.open_session(code)

    def action_roster(self) -> None:
        """Take over a roster into the session under the cursor."""
        self._with_session("roster")

    def action_export(self) -> None:
        """Write an export file of the session under the cursor."""
        self._with_session("export")

    def _with_session(self, wanted: str) -> None:
        key = self.query_one("#sessions", RecordTable).cursor_key
        if key is None:
            self.app.notify(self._none_yet())
            return
        self.app.open_session(key, then=wanted)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _row(shelved: Shelved) -> tuple[str, tuple[str, ...]]:
    summary = shelved.summary
    name = shelved.folder.name
    if summary is None:
        return name, (name, "", shelved.problem, _("unreadable"), "", "", "")
    return name, (
        summary.code,
        words.day(summary.date),
        words.villages(summary.villages),
        words.state_of(summary),
        str(summary.people),
        str(summary.issues),
        str(summary.commitments),
    )
