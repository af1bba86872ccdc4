"""The entries behind a figure: opinions, promises or sessions, each of which opens where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.followup.figures.counting import Figures
from danvan_tui.followup.figures.figure import Behind, Figure, entries, ref
from danvan_tui.language import _
from danvan_tui.model.records import Table
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Row
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording import figures as wording
from danvan_tui.wording.entries import Entry, entry, headings

if TYPE_CHECKING:
    from danvan_tui.tui.app import DanvanApp

_PAGE = 200
"""Entries that are laid out at a time; more when the cursor comes near the end."""
_AHEAD = 50
_LOOK = 0.5  # seconds between two looks at whether anything was recorded


class EntriesScreen(Screen[None]):
    """Lists what one figure was counted from."""

    PLACE = "entries"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("entries")]
    DEFAULT_CSS = """
    EntriesScreen {
        & #whole { height: 4; padding: 0 1; background: $panel; }
        & #hidden { height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    app: DanvanApp

    def __init__(self, figure_id: str, count: Callable[[], Figures]) -> None:
        """``count`` gives the figures as they are now, the same ones while nothing changed."""
        super().__init__()
        self._figure_id = figure_id
        self._count = count
        self._figures: Figures | None = None
        self._shown: list[Behind] = []
        self._by_key: dict[str, Behind] = {}
        self._laid_out = 0

    def compose(self) -> ComposeResult:
        """Lay out the entries, below them the whole words of one."""
        day, session, number, villages, about, state, _said = headings()
        yield TitleBar(id="entries-title")
        yield RecordTable(
            [
                Column(day, 10, tone="muted"),
                Column(session, 12, tone="strong"),
                Column(number, 5, right=True, tone="strong"),
                Column(villages, 24),
                Column(about),
                Column(state, 20, tone="muted"),
            ],
            empty=_("Nothing of this may be shown."),
            id="entries",
        )
        yield Text("", id="hidden")
        yield Text("", id="whole")
        yield KeyBar(id="entries-keys")

    def on_mount(self) -> None:
        """The list has the keyboard, and follows what is recorded meanwhile."""
        plan = self.app.plan
        keys = [Key("Enter", _("open"), "choose"), Key("↑ ↓", _("choose"), "move(1)")]
        self.query_one(KeyBar).show([*keys, plan.bar_key("help"), plan.bar_key("leave")])
        self._list.focus()
        self.set_interval(_LOOK, self._follow)

    def on_screen_resume(self) -> None:
        """Read what changed on the shelf, and show the entries as they are known already."""
        self.app.following.begin()
        self._follow()

    def _follow(self) -> None:
        figures = self._count()
        if figures is self._figures:
            return
        self._figures = figures
        figure = figures.find(self._figure_id) or Figure(self._figure_id, 0)
        self._shown, hidden = entries(figure)
        self._by_key = {_key_of(one): one for one in self._shown}
        title = wording.title(self._figure_id, figures, self.app.catalogues)
        self.query_one(TitleBar).show(
            f"{title}: {wording.number(figure)}", wording.scope(figures.scope)
        )
        protected = self.query_one("#hidden", Text)
        protected.display = bool(hidden)
        protected.update(wording.not_shown(hidden))
        self._lay_out(max(self._laid_out, _PAGE))
        self._show_whole()

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#entries", RecordTable)

    def _lay_out(self, count: int) -> None:
        self._laid_out = min(count, len(self._shown))
        self._list.set_rows([self._row(one) for one in self._shown[: self._laid_out]])

    def _row(self, behind: Behind) -> Row:
        said = self._said(behind)
        cells = (said.day, said.session, said.number, said.villages, said.about, said.state)
        return Row(_key_of(behind), cells, "muted", said.said)

    def _said(self, behind: Behind) -> Entry:
        today = self._figures.today if self._figures else ""
        return entry(behind, self.app.catalogues, today)

    @on(RecordTable.Highlighted)
    def _show_whole(self) -> None:
        chosen = self._by_key.get(self._list.cursor_key or "")
        self.query_one("#whole", Text).update(self._whole(chosen), layout=False)
        near = self._shown[max(0, self._laid_out - _AHEAD) : self._laid_out]
        if self._laid_out < len(self._shown) and chosen in near:
            self._lay_out(self._laid_out + _PAGE)

    def _whole(self, behind: Behind | None) -> str:
        """An entry with all its words, those too that its row has no room for."""
        if behind is None:
            return ""
        said = self._said(behind)
        head = " · ".join(filter(None, (said.villages, said.about, said.state)))
        return f"{head}\n{said.said}"

    def action_move(self, rows: int) -> None:
        """Move through the list."""
        self._list.action_move(rows)

    def action_choose(self) -> None:
        """Open the entry under the cursor."""
        self._list.action_choose()

    @on(RecordTable.Chosen)
    def _open(self, event: RecordTable.Chosen) -> None:
        folder, table, record = ref(self._by_key[event.key])
        if table is Table.COMMITMENTS:
            from danvan_tui.tui.screens.promise import PromiseScreen  # noqa: PLC0415 - now only

            self.app.push_screen(PromiseScreen(record))
        else:
            self.app.open_session(folder, at=record if table is Table.ISSUES else "")

    def action_leave(self) -> None:
        """Go back to the figures."""
        self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _key_of(behind: Behind) -> str:
    return "/".join(ref(behind))
