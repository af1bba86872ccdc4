"""The figures of a report, each of which opens to the entries behind it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from danvan_tui.followup.extract import Extract
from danvan_tui.followup.figures.counting import Figures, figures
from danvan_tui.followup.figures.heard import Scope, spellings
from danvan_tui.followup.figures.periods import Period, Span, span_of
from danvan_tui.followup.figures.villages import Places, with_commune
from danvan_tui.language import _
from danvan_tui.ledger.operation import wall_clock
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.communes import choose_commune
from danvan_tui.tui.screens.dialogs import Pick
from danvan_tui.tui.screens.entries import EntriesScreen
from danvan_tui.tui.screens.figures_sheet import lay_out
from danvan_tui.tui.screens.period import AskPeriod
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.sheet import Sheet
from danvan_tui.tui.widgets.text import Text
from danvan_tui.vietnamese.order import sort_key
from danvan_tui.wording import figures as wording

if TYPE_CHECKING:
    from textual.worker import Worker

    from danvan_tui.tui.app import DanvanApp

_LOOK = 0.5  # seconds between two looks at whether more was read
_KINDS = ("", "dialogue", "reception")
_EVERYWHERE = "all"


class FiguresScreen(Screen[None]):
    """Counts the sessions of a period, a village, a kind; opens what was counted."""

    PLACE = "figures"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("figures")]
    DEFAULT_CSS = """
    FiguresScreen {
        & #about { height: 3; padding: 0 1; color: $text-muted; background: $panel; }
        & #reading { height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    app: DanvanApp

    def __init__(self, today: date | None = None, *, commune: str = "") -> None:
        """``today`` is that of the laptop where none is given; ``commune`` is counted alone."""
        super().__init__()
        self._today = today or wall_clock().date()
        self._scope = Scope(*span_of(Period.THIS_YEAR, self._today), commune=commune)
        self._known: list[Extract] = []
        self._figures: Figures | None = None
        self._edition = -1
        self._is_stale = False
        self._counting: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the figures, below them what the one under the cursor means."""
        yield TitleBar(_("Figures"), id="figures-title")
        yield Sheet(id="figures")
        yield Text("", id="reading")
        yield Text("", id="about")
        yield KeyBar(id="figures-keys")

    def on_mount(self) -> None:
        """The figures have the keyboard, and follow what is read and recorded."""
        plan = self.app.plan
        of_commune = ["of_commune"] if self.app.shelf.are_of_communes else []
        names = ["period", "of_village", "of_kind", *of_commune, "help", "leave"]
        keys = [plan.bar_key(name) for name in names]
        self.query_one(KeyBar).show([Key("Enter", _("open"), "choose"), *keys])
        self.query_one(Sheet).focus()
        self.set_interval(_LOOK, self._follow)

    def on_screen_resume(self) -> None:
        """Read what changed on the shelf, and count what is known already."""
        self.app.following.begin()
        self._follow()

    # Counting

    def _follow(self) -> None:
        """Count again where something was read or recorded since."""
        following = self.app.following
        self._say_reading()
        is_new = self._edition != following.edition and not following.is_reading
        if (is_new or self._figures is None) and self in self.app.screen_stack:
            self._count_again()

    def _count_again(self) -> None:
        self._is_stale = True
        if self._counting is None or self._counting.is_finished:
            self._counting = self.run_worker(self._count())

    async def _count(self) -> None:
        """Count on a thread, as ten years take a moment, until nothing changed meanwhile."""
        while self._is_stale:
            self._is_stale = False
            follow_up, scope = self.app.following.follow_up, self._scope
            self._edition = follow_up.edition
            self._known = await asyncio.to_thread(follow_up.sessions)
            counting = partial(figures, self._known, follow_up.promises, scope, self._today)
            self._show(await asyncio.to_thread(counting))

    def _show(self, counted: Figures) -> None:
        self._figures = counted
        lists = self.app.catalogues
        self.query_one(Sheet).show(lambda width: lay_out(counted, lists, width))
        self.query_one(TitleBar).show(_("Figures"), wording.scope(self._scope))
        self._explain()

    def _say_reading(self) -> None:
        following = self.app.following
        said = following.reading_words()
        problems = [] if said else list(following.follow_up.problems)
        if problems:
            said = problems[0]
        if problems[1:]:
            said += " " + _("({count} more)").format(count=len(problems) - 1)
        reading = self.query_one("#reading", Text)
        reading.display = bool(said)
        reading.update(said)

    @on(Sheet.Highlighted)
    def _explain(self) -> None:
        """Say what the figure under the cursor means."""
        key = self.query_one(Sheet).cursor_key
        figure = self._figures.find(key) if self._figures and key else None
        if self._figures is None or figure is None:
            self.query_one("#about", Text).update("", layout=False)
            return
        title = wording.title(figure.id, self._figures, self.app.catalogues)
        many = wording.of_how_many(figure)
        head = f"{title} ({many})" if many else title
        self.query_one("#about", Text).update(f"{head}: {wording.about(figure.id)}", layout=False)

    # What is counted

    def action_period(self) -> None:
        """Ask which days are counted."""

        def take(days: Span | None) -> None:
            if days is not None:
                self._ask_for(replace(self._scope, since=days.since, until=days.until))

        self.app.push_screen(AskPeriod(self._today), take)

    def action_of_village(self) -> None:
        """Ask for which village."""
        asked = self._scope.commune
        known = Places(spellings(self._known)).all()
        theirs = [one for one in known if not asked or one[0] == asked]
        places = sorted(theirs, key=lambda one: (sort_key(one[0]), sort_key(one[1])))
        choices = [(_EVERYWHERE, _("all villages"))]
        choices += [
            (str(at), with_commune(name, commune)) for at, (commune, name) in enumerate(places)
        ]

        def take(chosen: str | None) -> None:
            if chosen == _EVERYWHERE:
                self._ask_for(replace(self._scope, village=""))
            elif chosen is not None:
                commune, village = places[int(chosen)]
                self._ask_for(replace(self._scope, village=village, commune=commune))

        self.app.push_screen(Pick(_("The figures of which village?"), choices), take)

    def action_of_commune(self) -> None:
        """Ask for which commune, where there are several."""
        communes = {one.commune for one in self._known}
        choose_commune(self.app, communes, self._of_commune)

    def _of_commune(self, commune: str) -> None:
        self._ask_for(replace(self._scope, commune=commune, village=""))

    def action_of_kind(self) -> None:
        """Count dialogues alone, then receptions alone, then both again."""
        following = _KINDS.index(self._scope.kind) + 1
        self._ask_for(replace(self._scope, kind=_KINDS[following % len(_KINDS)]))

    def _ask_for(self, scope: Scope) -> None:
        self._scope = scope
        self._count_again()

    # Keys

    def action_choose(self) -> None:
        """Open the figure under the cursor."""
        self.query_one(Sheet).action_choose()

    @on(Sheet.Chosen)
    def _open(self, event: Sheet.Chosen) -> None:
        figure = self._figures.find(event.key) if self._figures else None
        if self._figures is None or figure is None:
            return
        if not figure.behind:
            self.app.notify(_("There is nothing behind this figure."))
            return
        self.app.push_screen(EntriesScreen(figure.id, self._as_it_stands))

    def _as_it_stands(self) -> Figures:
        """The figures with what was recorded since they were shown."""
        self._follow()
        assert self._figures is not None, "an entry is opened from a figure that was shown"
        return self._figures

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)
