"""The review line: what was found when a promise was looked at again, in one digit and words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from danvan_tui.capture.review_line import RESULTS, Finding, read_review
from danvan_tui.language import _
from danvan_tui.ledger.draft import Draft, DraftFile
from danvan_tui.model.records import Result
from danvan_tui.model.standing import result_name
from danvan_tui.tui.capture_bar import in_chips
from danvan_tui.tui.drafting import Drafting
from danvan_tui.tui.once_drawn import once_drawn
from danvan_tui.tui.screens.dialogs import Confirm
from danvan_tui.tui.widgets.digits import Choice, Digits
from danvan_tui.tui.widgets.line import Line
from danvan_tui.tui.widgets.text import Label, Text

if TYPE_CHECKING:
    from danvan_tui.capture.context import Context

Record = Callable[[Finding], Awaitable[str]]
"""Records what was found; gives back why it could not be, else nothing."""

_LONGEST = 2000  # letters: what was said may be long


class ReviewLine(ModalScreen[Finding | None]):
    """Asks for one result in a line; gives back what was found, or None.

    With ``record`` it stays until that is done, so that nothing typed is lost where it is refused.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    ReviewLine {
        align: center middle;
        & > .box { width: 84; max-width: 98%; padding: 1 2; }
        & #about { height: auto; max-height: 3; margin-bottom: 1; color: $text-muted; }
        & .question { margin-bottom: 0; }
        & #found { height: 2; margin-top: 1; }
        & #found.wrong { color: $text-error; }
        & #review { background: $boost; }
    }
    """

    def __init__(
        self,
        title: str,
        promised: date,
        context: Context,
        *,
        about: str = "",
        text: str = "",
        record: Record | None = None,
        draft: DraftFile | None = None,
        where: str = "",
    ) -> None:
        """``promised`` is the day it was promised; ``about`` the promise itself.

        ``draft`` keeps what is typed, with ``where`` to say of which promises; ``text`` is what
        was typed before.
        """
        super().__init__()
        self._title = title
        self._promised = promised
        self._surroundings = context
        self._about = about
        self._text = text
        self._record = record
        self._draft_file = draft
        self._where = where
        self._drafting: Drafting | None = None
        self._is_recording = False

    def compose(self) -> ComposeResult:
        """Lay out the promise, the ten results, what is understood, and the line."""
        with Vertical(classes="box"):
            yield Text(self._title, classes="question")
            yield Text(self._about, id="about")
            yield Digits(choices(), id="digits")
            yield Text("", id="found")
            yield Line(
                self._text,
                id="review",
                compact=True,
                max_length=_LONGEST,
                placeholder=_("a digit, then what was said; without a digit: a remark"),
            )
            yield Label(_("Enter: record · Esc: leave it"), classes="hint")

    def on_mount(self) -> None:
        """Show what is understood of the text it begins with."""
        self.query_one("#about").display = bool(self._about)
        self.query_one(Line).focus()
        once_drawn(self, self._show)
        if self._draft_file is not None:
            self._drafting = Drafting(self, self._draft_file, self._draft)

    def _draft(self) -> Draft:
        typed = self.query_one(Line).value
        return {"where": self._where, "line": typed} if typed.strip() else {}

    async def finish_draft(self) -> None:
        """Keep what is typed until it is recorded."""
        if self._drafting is not None:
            await self._drafting.finish()

    async def _end(self, finding: Finding | None) -> None:
        if self._drafting is not None:
            await self._drafting.forget()
        self.dismiss(finding)

    @property
    def finding(self) -> Finding:
        """What is understood of the line as it is now."""
        return read_review(self.query_one(Line).value, self._surroundings, self._promised)

    @on(Line.Changed, "#review")
    def _show(self) -> None:
        finding, found = self.finding, self.query_one("#found", Text)
        typed = self.query_one(Line).value.strip()
        found.remove_class("wrong")
        self.query_one(Digits).choose(digit_of(finding.result) if typed else "")
        width = found.content_size.width
        problem = finding.problem if typed else ""
        found.update(in_chips(problem, finding.chips if typed else (), width), layout=False)

    @on(Digits.Clicked)
    def _put_digit(self, event: Digits.Clicked) -> None:
        line = self.query_one(Line)
        typed = line.value.lstrip()
        words = typed[1:] if typed[:1] in RESULTS else typed
        line.replace_all(f"{event.digit} {words.lstrip()}")
        line.focus()

    @on(Line.Submitted, "#review")
    async def _submitted(self) -> None:
        finding = self.finding
        if not self.query_one(Line).value.strip() or self._is_recording:
            return
        refused = finding.problem
        if not refused and self._record is not None:
            self._is_recording = True
            try:
                refused = await self._record(finding)
            finally:
                self._is_recording = False
        if not refused:
            await self._end(finding)
            return
        found = self.query_one("#found", Text)
        found.add_class("wrong")
        found.update(refused, layout=False)

    async def action_leave(self) -> None:
        """Leave it; asks first where something is typed that is not recorded."""
        if not self.query_one(Line).value.strip():
            await self._end(None)
            return

        async def leave(sure: bool | None) -> None:
            if sure:
                await self._end(None)

        question = _("What was typed here is not recorded yet. Leave it?")
        asked = Confirm(question, yes=_("Leave it"), no=_("Go on writing"))
        self.app.push_screen(asked, leave)


def choices() -> list[Choice]:
    """The ten results as they are offered."""
    return [
        Choice(digit, result_name(result), what_is_asked(result))
        for digit, result in RESULTS.items()
    ]


def digit_of(result: Result | None) -> str:
    """The digit a result is typed with; empty where it is typed without one."""
    return next((digit for digit, known in RESULTS.items() if known is result), "")


def what_is_asked(result: Result) -> str:
    """What has to be said with a result."""
    return {
        Result.IN_PROGRESS: _("60%"),
        Result.NOT_DONE: _("reason"),
        Result.POSTPONED: _("new deadline, reason"),
        Result.REASSIGNED: _("unit, reason"),
        Result.CANCELLED: _("reason"),
        Result.NOT_REVIEWED: _("reason"),
    }.get(result, "")
