"""The home screen: all sessions on this computer, the newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.language import _, ngettext
from danvan_tui.ledger.checkpoint import Summary
from danvan_tui.ledger.errors import LedgerError
from danvan_tui.ledger.shelf import Shelf, Shelved
from danvan_tui.model.holders import holders
from danvan_tui.model.records import Table
from danvan_tui.tui.arrived import read_arrived
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.marks import read_marks
from danvan_tui.tui.waiting import waiting
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import words

if TYPE_CHECKING:
    from danvan_tui.office.office import Office
    from danvan_tui.tui.app import DanvanApp
    from danvan_tui.tui.form_values import Row

_IN_THE_BAR = ("help", "figures", "search", "commands", "quit", "export")
"""What follows in the bar, the most useful commands first: as many are shown as fit."""
_MARKED = 14  # cells for a state behind the sign that two values wait
_LOOK = 1.0  # seconds between two looks at the promises: what one asked for comes first
_Cells: TypeAlias = tuple[str, tuple[str, ...]]
_NEW_FIELDS = frozenset({"kind", "villages", "date", "place", "chair", "secretary", "title"})


class HomeScreen(Screen[None]):
    """Lists the sessions and opens one."""

    PLACE = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("home")]

    app: DanvanApp

    def __init__(self) -> None:
        super().__init__()
        self._said_of = (-1, "")
        """The edition of the index and the commune, as they were when something was said of it."""
        self._shelved: list[Shelved] = []
        self._marks: dict[str, str] = {}
        self._are_marks_old = True
        self._commune = ""
        """The one the list is narrowed to, as it was shown last."""
        self._communes: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the sessions between the title and the keys."""
        yield TitleBar(id="title")
        yield RecordTable(
            [
                Column(_("Code"), 14, tone="strong"),
                Column(_("Date"), 10),
                Column(_("Villages and commune") if self.app.office else _("Villages")),
                Column(_("State"), 20, least=_MARKED),
                Column(_("People"), 8, right=True),
                Column(_("Opinions"), 8, right=True),
                Column(_("Promises"), 8, right=True),
            ],
            empty=self._none_yet(),
            id="sessions",
        )
        yield Text("", id="arrived")
        yield Text("", id="pressing")
        yield Text(_("Do not enter anything that is a state secret."), id="secrecy")
        yield KeyBar(id="keys")

    def _none_yet(self) -> str:
        if self.app.office is not None:
            key = self.app.plan.key_name("sync")
            return _("No session yet. {key} takes in what the laptops sent.").format(key=key)
        key = self.app.plan.key_name("new")
        return _("No session yet. {key} begins one.").format(key=key)

    def on_mount(self) -> None:
        """Show what is on the shelf."""
        self._show_keys()
        self.query_one("#sessions").focus()
        self.query_one("#arrived").display = False
        self.query_one("#pressing").display = False
        self.set_interval(_LOOK, self._say_what_presses)

    def _show_keys(self) -> None:
        plan = self.app.plan
        is_office = self.app.office is not None
        new = [] if is_office else [plan.bar_key("new", _("new session"))]
        first = [*new, Key("Enter", _("open"), "open")]
        sync = plan.bar_key("sync", _("received") if is_office else "")
        then = [plan.bar_key("board"), plan.bar_key("due"), sync]
        then += [plan.bar_key("of_commune")] if is_office and len(self._communes) > 1 else []
        self.query_one(KeyBar).show([*first, *then, *map(plan.bar_key, _IN_THE_BAR)])

    def on_screen_resume(self) -> None:
        """Show the sessions as they are now, unless a session opens above them."""
        if self is not self.app.screen:
            return
        self.action_refresh_sessions()
        self._are_marks_old = True

    def _say_what_presses(self) -> None:
        """Say how many promises are late or due soon, once all sessions are read in a pause."""
        following = self.app.following
        if self is not self.app.screen or following.is_reading:
            return
        if not following.loaded.is_set():
            following.begin()
        elif self._said_of != (following.edition, self.app.commune):
            from danvan_tui.wording.promises import pressing  # noqa: PLC0415 - not for starting

            self._said_of = (following.edition, self.app.commune)
            commune = self.app.commune
            known = following.follow_up.promises
            promises = [one for one in known if commune in ("", one.commune)]
            said = pressing(promises, self.app.shelf.today())
            line = self.query_one("#pressing", Text)
            line.display = bool(said)
            line.update(f"{said} · {self.app.plan.key_name('board')}")
        elif self._are_marks_old:
            self._are_marks_old = False
            if isinstance(self.app.shelf, Shelf):
                self.run_worker(self._mark(self.app.shelf))
            elif self.app.office is not None:
                self.run_worker(self._tell_arrived(self.app.office))

    async def _mark(self, shelf: Shelf) -> None:
        """Say in the list how far the sessions are on their way to the office."""
        marks = await asyncio.to_thread(read_marks, shelf)
        if marks != self._marks and self.query("#sessions"):
            self._marks = marks
            self._show()

    async def _tell_arrived(self, office: Office) -> None:
        """Say how much waits for somebody where files come in."""
        said = await asyncio.to_thread(read_arrived, office, self.app.received_from)
        for line in self.query("#arrived").results(Text):
            line.display = bool(said)
            line.update(f"{said} · {self.app.plan.key_name('sync')}")

    def action_refresh_sessions(self) -> None:
        """Read the shelf again."""
        try:
            shelved = self.app.shelf.sessions()
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        if shelved is self._shelved and self._commune == self.app.commune:
            return  # a register of thousands says so at once
        self._shelved = shelved
        self._communes = {one.commune for one in shelved}
        self._show_keys()
        self._show()

    def _show(self) -> None:
        self._commune = self.app.commune
        shelved = [one for one in self._shelved if self._commune in ("", one.commune)]
        heads = {one.summary.id: one.summary for one in self._shelved if one.summary}
        rows = _rows(shelved, self._marks, heads, several=not self._commune)
        self.query_one("#sessions", RecordTable).set_rows(rows)
        count = ngettext("{count} session", "{count} sessions", len(shelved)).format(
            count=len(shelved)
        )
        said = " · ".join(filter(None, (self._commune, count)))
        self.query_one(TitleBar).show(self._title(), said)
        if self.app.office is None:
            self._say_same_meeting(heads.values())

    def _say_same_meeting(self, heads: Iterable[Summary]) -> None:
        """Say quietly where two people may have written of one meeting."""
        from danvan_tui.exchange.same_meeting import perhaps_one  # noqa: PLC0415 - not for starting

        both = perhaps_one(heads)
        line = self.query_one("#arrived", Text)
        line.display = both is not None
        if both is not None:
            told = _("{first}, {other}: perhaps one meeting; on one of them {key}, “{command}”")
            first, other = (f"{one.code} ({one.note_taker})" for one in both)
            key, command = self.app.plan.key_name("commands"), _("Put notes together")
            line.update(told.format(first=first, other=other, key=key, command=command))

    def _title(self) -> str:
        if self.app.office is None:
            return _("danvan — notes of village dialogues")
        name = self.app.settings.office_name
        return _("danvan — office: {name}").format(name=name) if name else _("danvan — office")

    def action_of_commune(self) -> None:
        """Ask for which commune, where there are several."""
        from danvan_tui.tui.screens.communes import choose_commune  # noqa: PLC0415 - when asked for

        choose_commune(self.app, self._communes, lambda _commune: self._show())

    def action_open(self) -> None:
        """Open the session under the cursor."""
        self.query_one("#sessions", RecordTable).action_choose()

    @on(RecordTable.Chosen)
    def _open(self, event: RecordTable.Chosen) -> None:
        self.app.open_session(event.key)

    def action_new(self) -> None:
        """Ask for what a new session needs, then open it."""
        if self.app.office is not None:
            said = _("Sessions begin on the laptops; their files are taken in here with {key}.")
            self.app.notify(said.format(key=self.app.plan.key_name("sync")))
            return
        from danvan_tui.capture.context import Context  # noqa: PLC0415
        from danvan_tui.ledger.state import State  # noqa: PLC0415
        from danvan_tui.tui.screens.form import RecordForm  # noqa: PLC0415
        from danvan_tui.wording.fields import form_fields  # noqa: PLC0415

        catalogues = self.app.catalogues
        fields = [
            field for field in form_fields(Table.SESSION, catalogues) if field.name in _NEW_FIELDS
        ]
        today = self.app.shelf.today()
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
                    self.app.shelf.create, person=self.app.person, **given
                )
        except LedgerError as error:
            self.app.notify(str(error), severity="error", timeout=15)
            return
        self.app.new_draft.clear()
        self.app.open_session(code)

    def action_roster(self) -> None:
        """Take over a roster into the session under the cursor."""
        if self.app.office is not None:
            self.app.notify(_("The list of participants is kept on the laptop of the session."))
            return
        self._with_session("roster")

    def action_merge(self) -> None:
        """Put other notes of the same meeting together with the session under the cursor."""
        self._with_session("merge")

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


def _rows(
    listed: list[Shelved], marks: Mapping[str, str], heads: Mapping[str, Summary], *, several: bool
) -> list[_Cells]:
    """``several``: there may be sessions of several communes in the list."""
    takers = words.note_takers(listed)
    holds = holders({one.id: one.merged_into for one in heads.values()})
    put_into = {one: _put_into(heads[one], heads.get(holder)) for one, holder in holds.items()}
    return [
        _row(
            one,
            marks.get(one.folder.name, ""),
            one.commune if several else "",
            takers.get(one.folder.name, ""),
            put_into,
        )
        for one in listed
    ]


def _row(shelved: Shelved, mark: str, commune: str, by: str, put_into: Mapping[str, str]) -> _Cells:
    summary = shelved.summary
    name = shelved.folder.name
    if summary is None:
        return name, (name, "", shelved.problem, _("unreadable"), "", "", "")
    state = put_into.get(summary.id) or mark or words.state_of(summary)
    cells = (
        summary.code,
        words.day(summary.date),
        " · ".join(filter(None, (by, words.places(summary.villages, commune)))),
        " · ".join(filter(None, (_written_twice(shelved.conflicts), state))),
        str(summary.people),
        str(summary.issues),
        str(summary.commitments),
    )
    return name, cells


def _written_twice(count: int | None) -> str:
    """In a narrow window there is room for the state behind it; the help says what it means."""
    return f"{words.DIFFERS}{count}" if count else ""


def _put_into(summary: Summary, holder: Summary | None) -> str:
    """That another session holds the notes: its code, or who wrote it where that is the same."""
    if holder is None:
        return words.put_into("")
    by = holder.note_taker if holder.code == summary.code else ""
    return words.put_into(by or holder.code)
