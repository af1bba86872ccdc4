"""The matching screen: two notes of one meeting side by side, a key for "the same", one for not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from danvan_tui.exchange.matching import Proposal, Same, proposals_under
from danvan_tui.language import _, ngettext
from danvan_tui.ledger.state import State
from danvan_tui.ledger.state_files import note_taker
from danvan_tui.model.records import Table
from danvan_tui.tui.keymap import bindings_for
from danvan_tui.tui.screens.dialogs import AskLine, Confirm
from danvan_tui.tui.widgets.bars import Key, KeyBar, TitleBar
from danvan_tui.tui.widgets.sides import Sides, SideText
from danvan_tui.tui.widgets.text import Text
from danvan_tui.wording.matching import Both, sure_people

if TYPE_CHECKING:
    from danvan_tui.archive.similar import Likeness
    from danvan_tui.tui.app import DanvanApp


class Matched(NamedTuple):
    """What was answered."""

    same: Same
    reason: str
    """Why minutes that are closed are corrected; else empty."""


class MatchingScreen(Screen[Matched | None]):
    """Asks what is the same; gives back what is, or None where nothing is to be taken over."""

    PLACE = "matching"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("matching"),
        Binding("1", "answer(True)", show=False),
        Binding("2", "answer(False)", show=False),
        Binding("up,left", "move(-1)", show=False),
        Binding("down,right", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    DEFAULT_CSS = """
    MatchingScreen {
        & #matching-sure { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
        & #matching-question { height: auto; padding: 1 1 0 1; text-style: bold; }
        & #matching-why { height: auto; padding: 0 1; color: $text-muted; }
        & #matching-answer { height: 1; padding: 0 1; color: $text-accent; }
    }
    """

    app: DanvanApp

    def __init__(
        self,
        ours: State,
        theirs: State,
        found: Sequence[Proposal],
        likeness: Likeness,
        *,
        why: str = "",
    ) -> None:
        """``found`` is what is proposed of people and opinions, by what compares their texts.

        ``why`` asks for the reason at the end, where there has to be one.
        """
        super().__init__()
        self._why = why
        self._ours, self._theirs = ours, theirs
        self._likeness = likeness
        self._sure = [one for one in found if one.is_sure]
        self._first = [one for one in found if not one.is_sure]
        self._asked = self._first
        self._answers: dict[Proposal, bool] = {}
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the question above both texts."""
        yield TitleBar(id="matching-title")
        yield Text("", id="matching-sure")
        yield Text("", id="matching-question")
        yield Text("", id="matching-why")
        yield Text("", id="matching-answer")
        yield Sides()
        yield KeyBar(id="matching-keys")

    def on_mount(self) -> None:
        """Begin with what is likeliest the same."""
        lists = self.app.catalogues
        self._both = Both(self._ours, self._theirs, lists)
        self.query_one("#matching-sure", Text).update(sure_people(len(self._sure)))
        self._ask()

    # What is shown

    def _ask(self) -> None:
        """Show what is asked now, or what was decided."""
        current = self._current
        codes = _names(self._ours, self._theirs)
        self.query_one(TitleBar).show(
            _("{other} into {code}").format(code=codes[0], other=codes[1]),
            self._place() if current else "",
        )
        self.query_one("#matching-question", Text).update(
            self._both.question(current) if current else self._in_short()
        )
        why = self.query_one("#matching-why", Text)
        why.update(self._both.why(current) if current else "")
        why.display = bool(current and self._both.why(current))
        self.query_one("#matching-answer", Text).update(self._answered(current))
        self.query_one(Sides).show(self._texts(current, codes) if current else [])
        plan = self.app.plan
        keys = [
            Key("1", _("the same"), "answer(True)"),
            Key("2", _("not the same"), "answer(False)"),
            Key("↑ ↓", _("others"), "move(1)"),
        ]
        names = ["take_over", "leave", "help"]
        self.query_one(KeyBar).show(
            [*(keys if self._asked else []), *(plan.bar_key(name) for name in names)]
        )

    def _place(self) -> str:
        """How far it is; what hangs on the opinions is counted once these are decided."""
        first = len(self._first)
        if self._at < first:
            return f"{self._at + 1}/{first}"
        return _("answers and promises {number}/{count}").format(
            number=self._at + 1 - first, count=len(self._asked) - first
        )

    @property
    def _current(self) -> Proposal | None:
        return self._asked[self._at] if self._at < len(self._asked) else None

    def _texts(self, asked: Proposal, codes: tuple[str, str]) -> list[SideText]:
        both = self._both
        parts = both.headings(asked), both.texts(asked), both.wrote(asked)
        laid = zip(codes, *parts, strict=True)
        return [SideText(f"{code} · {heading}", text, by) for code, heading, text, by in laid]

    def _answered(self, asked: Proposal | None) -> str:
        if asked not in self._answers:
            return ""
        return _("✓ the same") if self._answers[asked] else _("✗ not the same")

    def _in_short(self) -> str:
        same = len(self._same)
        count = ngettext("{count} is the same", "{count} are the same", same).format(count=same)
        return _("All was looked at: {count}. {key} takes the other notes over.").format(
            count=count, key=self.app.plan.key_name("take_over")
        )

    # Answering

    @property
    def _same(self) -> dict[tuple[Table, str], str]:
        yes = [one for one in self._asked if self._answers.get(one)]
        return {(one.table, one.theirs): one.ours for one in [*self._sure, *yes]}

    def action_answer(self, same: bool) -> None:
        """Say whether it is the same, and go on to the next."""
        if self._current is None:
            return
        self._answers[self._current] = same
        if self._at < len(self._first):  # what is asked under the opinions depends on them
            both = self._ours, self._theirs
            self._asked = [*self._first, *proposals_under(*both, self._same, self._likeness)]
        self.action_move(1)

    def action_move(self, step: int) -> None:
        """Look at another one, also at one that was answered."""
        self._at = max(0, min(self._at + step, len(self._asked)))
        self._ask()

    def action_page(self, pages: int) -> None:
        """Scroll both texts."""
        self.query_one(Sides).page(pages)

    def action_take_over(self) -> None:
        """Give back what is the same; asks first where something was not looked at."""
        left = sum(one not in self._answers for one in self._asked)
        if not left:
            self._finish()
            return
        asked = ngettext(
            "{count} was not looked at and would be taken over as something else. Go on?",
            "{count} were not looked at and would be taken over as something else. Go on?",
            left,
        ).format(count=left)

        def sure(yes: bool | None) -> None:
            if yes:
                self._finish()

        self.app.push_screen(Confirm(asked, yes=_("Take over"), no=_("Look at them")), sure)

    def _finish(self, hint: str = "") -> None:
        """Give back what was answered, with its reason; without one all of it stays here."""
        if not self._why:
            self.dismiss(Matched(self._same, ""))
            return

        def because(reason: str | None) -> None:
            if reason:
                self.dismiss(Matched(self._same, reason))
            elif reason is not None:
                self._finish(_("A correction needs its reason: a word is enough. Esc leaves it."))

        self.app.push_screen(AskLine(self._why, hint=hint), because)

    def action_leave(self) -> None:
        """Leave both notes as they are."""
        self.dismiss(None)

    @on(KeyBar.Clicked)
    async def _key_clicked(self, event: KeyBar.Clicked) -> None:
        await self.run_action(event.action)


def _names(ours: State, theirs: State) -> tuple[str, str]:
    """The codes, with who took the notes where they are the same."""
    codes = ours.session.code, theirs.session.code
    if codes[0] != codes[1]:
        return codes
    takers = (note_taker(one.session, one.fold.operations.values()) for one in (ours, theirs))
    first, second = (" · ".join(filter(None, (codes[0], taker))) for taker in takers)
    return first, second
