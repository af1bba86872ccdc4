"""The split screen: one speech, a new paragraph for every opinion in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.capture import Context
from danvan_tui.language import _
from danvan_tui.ledger.draft import DraftFile
from danvan_tui.ledger.rearranging import Part, lost_words
from danvan_tui.model.catalogue import Catalogues
from danvan_tui.model.records import Issue, Table
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.splitting import Opinion, opinions_in, said
from danvan_tui.tui.widgets.area import Area
from danvan_tui.tui.widgets.bars import Key, KeyBar
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.words import counted

if TYPE_CHECKING:
    from danvan_tui.tui.base import TerminalApp

_LOST = 12  # words that are named in the question


class SplitScreen(ModalScreen[list[Part] | None]):
    """Shows a speech to be split by Enter; gives back its parts, or None."""

    PLACE = "split"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("split")]
    DEFAULT_CSS = """
    SplitScreen Area {
        height: 1fr;
        min-height: 3;
        background: $boost;
        padding: 0;
    }
    SplitScreen #parts {
        height: auto;
        max-height: 8;
        margin-top: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    app: TerminalApp

    def __init__(
        self,
        title: str,
        issue: Issue,
        context: Context,
        catalogues: Catalogues,
        *,
        protected: bool,
        draft: DraftFile,
        where: str,
        typed: str = "",
    ) -> None:
        """``issue`` as it was said; ``typed`` is what was made of it before it was interrupted."""
        super().__init__(classes="form")
        self._title = title
        self._issue = issue
        self._against = context
        self._catalogues = catalogues
        self._protected = protected
        self._draft_file = draft
        self._drafting: Drafting | None = None
        self._where = where
        self._typed = typed

    def compose(self) -> ComposeResult:
        """Lay out the speech above what is understood of it."""
        with Vertical(classes="box"):
            yield Text(self._title, classes="question")
            yield Area(self._typed or self._issue.content, id="speech", compact=True)
            yield Text("", id="parts")
            yield Text(
                _("Enter: the next opinion begins here; codes may stand before it (kn gt)."),
                classes="hint",
            )
            yield KeyBar(id="split-keys")

    def on_mount(self) -> None:
        """The cursor stands at the beginning, from where the speech is read."""
        area = self.query_one(Area)
        area.focus()
        self._drafting = Drafting(self, self._draft_file, self._draft)
        plan = self.app.plan
        self.query_one(KeyBar).show(
            [
                plan.bar_key("record"),
                Key("Enter", _("next opinion"), "next"),
                plan.bar_key("leave", _("leave")),
                plan.bar_key("help"),
            ]
        )
        self._show_parts()

    @property
    def _text(self) -> str:
        return self.query_one(Area).text

    def _opinions(self) -> list[Opinion]:
        return opinions_in(self._text, self._issue, self._against, protected=self._protected)

    @on(Area.Changed)
    def _show_parts(self) -> None:
        opinions = self._opinions()
        shown = said(opinions, self._issue, self._catalogues)
        count = _("{opinions} as understood:").format(opinions=counted(Table.ISSUES, len(opinions)))
        self.query_one("#parts", Text).update("\n".join([count, *shown]))

    def action_next(self) -> None:
        """Begin the next opinion where the cursor stands."""
        self.query_one(Area).action_new_line()

    async def action_save(self) -> None:
        """Give back the parts; asks first where words of the speech stand in none of them."""
        opinions = self._opinions()
        problem = next((one.problem for one in opinions if one.problem), "")
        if problem or len(opinions) < 2:
            self.app.notify(
                problem or _("This is one opinion. Press Enter where the next one begins."),
                severity="warning",
            )
            return
        parts = [one.part for one in opinions]
        lost = lost_words(self._issue.content, parts)
        if not lost:
            await self._give_back(parts)
            return
        question = _("Of what was said, this would stand in no opinion any more: {words}").format(
            words=" ".join(lost[:_LOST]) + ("…" if len(lost) > _LOST else "")
        )

        async def answered(sure: bool | None) -> None:
            if sure:
                await self._give_back(parts)

        asked = Confirm(question, yes=_("Record it so"), no=_("Go on writing"))
        self.app.push_screen(asked, answered)

    async def _give_back(self, parts: list[Part]) -> None:
        if self._drafting is not None:
            await self._drafting.finish()
        self.dismiss(parts)

    async def action_leave(self) -> None:
        """Leave everything as it was; asks first where something was typed."""
        if self._text == self._issue.content:
            await self._discard(True)
            return
        question = _("What was typed here is not recorded yet. Leave it?")
        asked = Confirm(question, yes=_("Leave it"), no=_("Go on writing"))
        self.app.push_screen(asked, self._discard)

    async def _discard(self, sure: bool | None) -> None:
        if sure:
            if self._drafting is not None:
                await self._drafting.forget()
            self.dismiss(None)

    async def finish_draft(self) -> None:
        """Keep what is typed until it is recorded."""
        if self._drafting is not None:
            await self._drafting.finish()

    @on(KeyBar.Clicked)
    async def _clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)

    def _draft(self) -> dict[str, str]:
        changed = self._text != self._issue.content
        return {"where": self._where, "content": self._text} if changed else {}
