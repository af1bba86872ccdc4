"""The preview of a roster: what would be added, completed or left out, before anything is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.language import _
from danvan_tui.tui.widgets.bars import Key, KeyBar
from danvan_tui.tui.widgets.columns import Column
from danvan_tui.tui.widgets.table import Table as RecordTable
from danvan_tui.tui.widgets.text import Text

if TYPE_CHECKING:
    from danvan_tui.exchange.roster import RosterPlan


class RosterPreview(ModalScreen[bool]):
    """Shows what a roster would change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "take(False)", show=False),
        Binding("enter", "take(True)", show=False, priority=True),
    ]

    def __init__(self, plan: RosterPlan) -> None:
        super().__init__(classes="form")
        self._plan = plan

    def compose(self) -> ComposeResult:
        """Lay out the rows under their sum."""
        plan = self._plan
        with Vertical(classes="box"):
            yield Text(
                _(
                    "To be added: {added} · completed: {merged} · unchanged: {same} · "
                    "doubtful, left out: {doubtful}"
                ).format(
                    added=len(plan.added),
                    merged=len(plan.merged),
                    same=len(plan.unchanged),
                    doubtful=len(plan.doubtful),
                ),
                classes="question",
            )
            yield RecordTable(
                [
                    Column(_("What"), 12),
                    Column(_("Name")),
                    Column(_("Village"), 20),
                    Column(_("Born"), 5),
                ],
                empty=_("The roster holds nobody."),
                id="plan",
            )
            yield KeyBar(id="plan-keys")

    def on_mount(self) -> None:
        """Fill the list, what needs a look first."""
        self.query_one(RecordTable).set_rows(preview_rows(self._plan))
        self.query_one(RecordTable).focus()
        self.query_one(KeyBar).show(
            [Key("Enter", _("take over"), "take(True)"), Key("Esc", _("leave it"), "take(False)")]
        )

    def action_take(self, sure: bool) -> None:
        """Answer whether to take the roster over."""
        self.dismiss(sure)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def preview_rows(plan: RosterPlan) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of the preview: doubtful ones first, since they need a look."""
    groups = [
        (_("doubtful"), plan.doubtful),
        (_("completed"), plan.merged),
        (_("added"), plan.added),
        (_("unchanged"), plan.unchanged),
    ]
    return [
        (
            f"{what}:{planned.row.line}",
            (
                what,
                f"{planned.row.name} — {planned.reason}" if planned.reason else planned.row.name,
                planned.row.village,
                str(planned.row.birth_year or ""),
            ),
        )
        for what, group in groups
        for planned in group
    ]
