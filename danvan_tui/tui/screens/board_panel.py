"""What stands beside the board where there is room: one promise, its opinion, its last reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer

from danvan_tui.followup.promises import Followable, Followed
from danvan_tui.followup.urgency import last_near_day, urgency
from danvan_tui.language import _
from danvan_tui.model.records import Result, Review
from danvan_tui.model.standing import result_name, standing
from danvan_tui.tui.screens.board_rows import INDENT, TONES, below, moved, state_of, when
from danvan_tui.tui.widgets.text import Text
from danvan_tui.vietnamese.clean import clean_lines
from danvan_tui.wording import words

_PAUSE = 0.1  # seconds without a key before the reviews of a promise are looked for
_LAST = 5
"""Reviews that are shown; all of them stand in the story."""


class Panel(Vertical):
    """Shows a promise at once, and its reviews in a pause of the keys; as much as there is room."""

    DEFAULT_CSS = """
    Panel {
        width: 44;
        height: 100%;
        padding: 1 2;
        border-left: tall $panel;
        & Text { height: 100%; }
    }
    """

    def __init__(
        self,
        find: Callable[[str], Followable | None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """``find`` gives a promise with its reviews."""
        super().__init__(id=id)
        self._find = find
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text is all there is."""
        yield Text("", id="panel-text")

    def show(self, promise: Followed | None, today: date) -> None:
        """Show another promise, or none."""
        if self._pause is not None:
            self._pause.stop()
        shown = panel(promise, None, today) if promise else ""
        self.query_one(Text).update(shown, layout=False)
        if promise is not None:
            self._pause = self.set_timer(_PAUSE, partial(self._show_reviews, promise, today))

    def _show_reviews(self, promise: Followed, today: date) -> None:
        found = self._find(promise.commitment)
        self.query_one(Text).update(panel(promise, found, today), layout=False)


def panel(promise: Followed, followable: Followable | None, today: date) -> Content:
    """One promise in short; without its reviews where these are not known yet."""
    parts = [*_promise(promise, today), *_opinion(promise)]
    if followable is not None:
        parts += _reviews(followable)
    return Content.assemble(*((clean_lines(text), style) for text, style in parts))


def in_two_lines(promise: Followed, room: int) -> Content:
    """What the list has no room for: the end of a long promise, else the opinion behind it."""
    content = words.one_line(promise.content)
    if cell_len(below(promise)) > room - INDENT:
        return Content(clean_lines(content))
    if promise.protected:
        return Content.assemble((_("the law protects who raised it"), "$text-muted"))
    number = _("Opinion {number}").format(number=promise.issue_number)
    told = f"{number}, {words.day(promise.date)}: "
    return Content.assemble((told, "$text-muted"), clean_lines(promise.issue_text))


def _promise(promise: Followed, today: date) -> Iterator[tuple[str, str]]:
    tone = TONES.get(urgency(promise, today.isoformat(), last_near_day(today)), "")
    yield (f"{promise.name}\n", "bold $accent")
    yield (f"{promise.content}\n\n", "bold")
    yield (f"{promise.unit or _('no unit')}\n", "")
    yield (f"{when(promise, today)}\n", f"$text-{tone}" if tone else "")
    if moved(promise):
        yield (f"{moved(promise)}\n", "$text-muted")
    yield (f"{state_of(promise, today)}\n", "")


def _opinion(promise: Followed) -> Iterator[tuple[str, str]]:
    yield ("\n" + _("The opinion") + "\n", "bold $accent")
    if promise.protected:
        yield (_("the law protects who raised it") + "\n", "$text-muted")
        return
    where = " · ".join([words.day(promise.date), words.places(promise.villages, promise.commune)])
    yield (f"{where}\n", "$text-muted")
    yield (f"{promise.issue_text}\n", "")


def _reviews(followable: Followable) -> Iterator[tuple[str, str]]:
    reviews = standing(followable.promise, followable.reviews).reviews
    yield ("\n" + _("Last reviews") + "\n", "bold $accent")
    if not reviews:
        yield (_("never reviewed") + "\n", "$text-muted")
    for review in reversed(reviews[-_LAST:]):
        yield (f"{words.day(review.on)}  ", "$text-muted")
        yield (f"{_found(review)}\n", "")


def _found(review: Review) -> str:
    said = result_name(review.result or Result.NOTED)
    if review.result is Result.POSTPONED:
        said = _("{result} to {day}").format(
            result=said, day=words.day(review.due) or review.due_text
        )
    percent = "" if review.progress is None else f"{review.progress}%"
    return " · ".join(filter(None, [said, percent, review.unit, review.by]))
